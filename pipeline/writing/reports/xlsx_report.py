"""A workbook of findings, in the order in which people read; kept as proof of what was reported."""

from datetime import datetime
from io import BytesIO

import xlsxwriter

from pipeline import __version__
from pipeline.checking.sentences import failure_line, finding_row
from pipeline.policy.validation import ReportedFile, Validation
from pipeline.writing.reports.text_report import gone_line, summary
from pipeline.writing.town.page import write_sheet
from pipeline.writing.town.sheet import Column, Formats, Sheet
from pipeline.writing.town.sheets import findings
from validators.wording import joined

FILES, NOTES = "文件", "说明"


def report(validation: Validation) -> bytes:
    """Three sheets: findings, files, and what belongs to no file; texts from workbooks stay text."""
    content = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(content, options) as workbook:
        workbook.set_properties(
            {
                "title": f"{validation.scheme.title}检查结果",
                "author": validation.scheme.office,
                "comments": f"green-community {__version__}, {validation.scheme.id}",
                "created": datetime(*validation.scheme.issued.timetuple()[:3]),
            }
        )
        formats = Formats(workbook, "", {})
        for sheet in (_findings(validation), _files(validation), _notes(validation)):
            write_sheet(workbook, formats, sheet)
    return content.getvalue()


def _findings(validation: Validation) -> Sheet:
    columns = findings.COLUMNS | {"不计入的理由": Column(26, text=True), "文件": Column(34, text=True)}
    rows = [finding_row(row.finding) | {"不计入的理由": row.mark} for row in validation.reported]
    return Sheet(findings.NAME, f"{validation.scheme.title}检查结果", columns, rows, frozen=1)


def _files(validation: Validation) -> Sheet:
    columns = {
        "文件": Column(44, text=True),
        "状态": Column(9),
        "居委会": Column(16),
        "总分": Column(8),
        "等次": Column(9),
        "缺项": Column(20),
        "问题": Column(7),
        "SHA-256": Column(68, text=True),
    }
    rows = [_file(file) for file in validation.files]
    return Sheet(FILES, "检查的文件", columns, rows, frozen=1, masks=False)


def _file(file: ReportedFile) -> dict[str, object]:
    card = file.book.scorecard
    return {
        "文件": file.book.file,
        "状态": file.book.state.label,
        "居委会": file.community or "",
        "总分": card.total if card else "",
        "等次": card.grade.name if card else "",
        "缺项": joined(card.missing) if card else "",
        "问题": len(file.findings),
        "SHA-256": file.book.sha256 or "",
    }


def _notes(validation: Validation) -> Sheet:
    """The summary, and what belongs to no file: rules that failed by themselves, mended findings, waivers."""
    columns = {"类别": Column(12), "说明": Column(100, text=True)}
    rows: list[dict[str, object]] = [{"类别": "小结", "说明": summary(validation)}]
    rows += [{"类别": "程序异常", "说明": failure_line(failure)} for failure in validation.failures]
    rows += [{"类别": "基线", "说明": gone_line(lost)} for lost in validation.gone]
    rows += [{"类别": "豁免", "说明": note} for note in validation.notes]
    return Sheet(NOTES, "检查说明", columns, rows, frozen=1, filtered=False)
