"""方案 (hidden): what formulas look up by item number, the grades, and the workbook's identity.

Everything is looked up by the number in 序号, so that rows may be sorted or moved without changing a result.
"""

from collections.abc import Iterator

from xlsxwriter.worksheet import Worksheet

from pipeline import template
from pipeline.template import CHECKSUM, CODE, ROUND, SCHEME, VERSION, Identity
from pipeline.writing.workbook.checks import check_text
from pipeline.writing.workbook.writer import WorkbookWriter, literal
from validators.wording import cleared, joined

NAME = template.PLAN

_HEADS = ("序号", "部分", "分值", "位置", "自评", "得分", "缺项", "缺项累计", "薄弱", "问题累计")
_NAMED = {
    "GC_PlanNumbers": 0, "GC_PlanSections": 1, "GC_PlanPlaces": 3, "GC_PlanScores": 5, "GC_PlanMissing": 6,
    "GC_Weak": 8, "GC_Issues": 9,
}  # fmt: skip
_GRADES, _WORDS = 11, 14

NO_ADDIN = "这台电脑没有安装加载项，按钮不能用；填表、得分和校验都不受影响。需要时请联系管理人员安装。"
ADDIN_FAILED = "加载项没有启动成功。请重新运行加载项安装程序；填表、得分和校验都不受影响。"


def write(book: WorkbookWriter) -> None:
    """Add the hidden sheet with its names."""
    sheet = book.sheet(NAME, [9.0] * (_WORDS + 1) + [40.0])
    sheet.write_row(0, 0, _HEADS)
    for row, cells in enumerate(_item_rows(book), start=1):
        for column, (content, value) in enumerate(cells):
            if isinstance(content, str):
                sheet.write_formula(row, column, content, None, value)
            else:
                sheet.write_number(row, column, content)
    last = len(book.scheme.items)
    for name, column in _NAMED.items():
        book.define(name, sheet, 1, column, last)
    book.define("GC_MissingItems", sheet, last, 7)
    book.write_grades(sheet, _GRADES)
    _words(book, sheet)
    sheet.hide()


def _item_rows(book: WorkbookWriter) -> Iterator[list[tuple[str | float, str | float]]]:
    """Per item: (number or formula, value) for each column; running columns build on the row above."""
    content = book.content
    nothing = literal(cleared(content.scheme.choices.not_applicable.name))
    missing: list[int] = []
    issues = 0
    for here, item in enumerate(content.scheme.items, start=2):
        tier, points = cleared(content.tier_text(item)), content.scorecard.mark(item.no).points
        missing += [] if tier else [item.no]
        issues += bool(check_text(item, content))
        listed, counted = ('""', "0") if here == 2 else (f"H{here - 1}", f"J{here - 1}")
        weak = f"IF(ISNUMBER(F{here}),IF(F{here}<C{here},1,0),1)"
        yield [
            (item.no, item.no),
            (item.section, item.section),
            (float(item.max_points), float(item.max_points)),
            (f"=MATCH(A{here},GC_ItemNumbers,0)", item.no),
            (f"=INDEX(GC_PlanTiers,A{here})", tier),
            (f"=INDEX(GC_Scores,D{here})", "" if points is None else float(points)),
            (f'=IF(E{here}="",1,0)', int(not tier)),
            (f'={listed}&IF(G{here}=0,"",IF({listed}="","","、")&A{here})', joined(missing)),
            (f"=IF(E{here}={nothing},0,{weak})", int(content.scorecard.weak(item))),
            (f'={counted}+IF(INDEX(GC_Checks,D{here})="",0,1)', issues),
        ]


def identity_cell(name: str) -> tuple[int, int]:
    """Where a word of the identity stands: row and column from 0."""
    return Identity._fields.index(name), _WORDS + 1


def _words(book: WorkbookWriter, sheet: Worksheet) -> None:
    """Labels with what stands beside them; the reader finds the identity by these labels."""
    identity = book.content.identity
    rows = (
        (SCHEME, identity.scheme_id, "GC_SchemeId"),
        (VERSION, identity.template_version, "GC_TemplateVersion"),
        (ROUND, identity.round, "GC_Round"),
        (CHECKSUM, identity.checksum, "GC_Checksum"),
        (CODE, identity.code, "GC_CommunityCode"),
        ("未启用加载项时的提示", NO_ADDIN, "GC_Text_NoAddin"),
        ("加载项启动失败的提示", ADDIN_FAILED, "GC_Text_AddinFailed"),
    )
    for row, (label, text, name) in enumerate(rows):
        sheet.write_string(row, _WORDS, label)
        sheet.write_string(row, _WORDS + 1, text)
        book.define(name, sheet, row, _WORDS + 1)
    counts = (
        ("缺项数", "=SUM(GC_PlanMissing)", len(book.content.scorecard.missing), "GC_MissingCount"),
        ("距上一等次（分）", _gap_formula(book), float(book.content.scorecard.gap), "GC_GapPoints"),
    )
    for row, (label, formula, value, name) in enumerate(counts, start=len(rows)):
        sheet.write_string(row, _WORDS, label)
        sheet.write_formula(row, _WORDS + 1, formula, None, value)
        book.define(name, sheet, row, _WORDS + 1)


def _gap_formula(book: WorkbookWriter) -> str:
    """Points to the next threshold; 0 at the top."""
    top = book.scheme.grades[-1].at_least
    next_line = "INDEX(GC_Thresholds,MATCH(GC_TotalPoints,GC_Thresholds,1)+1)"
    return f"=IF(GC_TotalPoints>={top},0,{next_line}-GC_TotalPoints)"
