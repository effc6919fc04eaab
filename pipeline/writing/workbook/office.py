"""镇级汇总: the town office's own page: folder, roster, targets, buttons, and the area of the consolidate button."""

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from pipeline import template
from pipeline.buttons import ON_TOWN_PAGE
from pipeline.reply_by import WORKING_DAYS
from pipeline.writing.workbook.writer import WorkbookWriter, put_buttons
from validators.wording import number_text

NAME = template.OFFICE

ROSTER_HEADS = ("编号", "名称", "别名", "应报", "免报原因", "联系人", "延期至")
RESULT_HEADS = (
    "名次",
    "社区",
    "总分",
    "等次",
    "是否达标",
    "距上一等次（分）",
    "缺项",
    "须改正",
    "请核实",
    "状态",
)
ROSTER_ROWS = 60
_WIDTHS = [10, 18, 18, 8, 18, 14, 12, 3, 7, 18, 9, 9, 9, 11, 18, 7, 7, 12]
_ROSTER_TOP, _RESULT_COLUMN = 9, 8
_ROSTER_END = _ROSTER_TOP + ROSTER_ROWS - 1
_LAST = len(ROSTER_HEADS) - 1
_DUE = _LAST


def write(book: WorkbookWriter) -> None:
    """Add the page with the names ``GC_Folder``, ``GC_Round``, ``GC_ReplyBy``, ``GC_Earlier``, ``GC_Roster`` and ``GC_Town``."""
    sheet, looks, scheme = book.sheet(NAME, [float(width) for width in _WIDTHS]), book.looks, book.scheme
    book.heading(sheet, 0, len(_WIDTHS) - 1, f"{scheme.heading}镇级汇总", 34, "title")
    about = f"供{scheme.office}使用：选择报送文件夹，填好名册，点击“汇总”。"
    sheet.merge_range(1, 0, 1, len(_WIDTHS) - 1, about, looks["plain"])
    sheet.write_string(3, 0, "文件夹", looks["label"])
    sheet.merge_range(3, 1, 3, _LAST, "", looks["input"])
    book.define("GC_Folder", sheet, 3, 1)
    _round(book, sheet)
    _earlier(book, sheet)
    sheet.set_row(6, 34)
    put_buttons(sheet, 6, ON_TOWN_PAGE, 116, 32, (4, 4))
    _targets(book, sheet)
    _roster(book, sheet)
    _results(book, sheet)
    sheet.freeze_panes(_ROSTER_TOP, 0)
    sheet.set_zoom(80)
    sheet.set_selection(3, 1, 3, 1)


def _round(book: WorkbookWriter, sheet: Worksheet) -> None:
    looks = book.looks
    sheet.write_string(4, 0, "年度", looks["label"])
    sheet.write_blank(4, 1, None, looks["input"])
    sheet.data_validation(
        4, 1, 4, 1, {"validate": "list", "source": [*map(str, book.scheme.deadlines)], "ignore_blank": True}
    )
    sheet.merge_range(4, 2, 4, _DUE - 2, "空着的，汇总现在这一轮（年初汇总上一年）", looks["plain"])
    book.define("GC_Round", sheet, 4, 1)
    sheet.write_string(4, _DUE - 1, "改正时限", looks["label"])
    sheet.write_blank(4, _DUE, None, looks["day"])
    limits = book.day_limits("11-12")
    limits["input_message"] += f"；空着的，按{WORKING_DAYS}个工作日计"
    sheet.data_validation(4, _DUE, 4, _DUE, limits)
    book.define("GC_ReplyBy", sheet, 4, _DUE)


def _earlier(book: WorkbookWriter, sheet: Worksheet) -> None:
    sheet.write_string(5, 0, "以前年度", book.looks["label"])
    sheet.merge_range(5, 1, 5, _LAST, "", book.looks["input"])
    hint = "要与以前年度对比的，填那一年的报送文件夹、汇总工作簿（.xlsx）或数据（.json）的完整路径，几个之间用分号隔开"
    sheet.data_validation(5, 1, 5, 1, {"validate": "any", "input_message": hint})
    book.define("GC_Earlier", sheet, 5, 1)


def _targets(book: WorkbookWriter, sheet: Worksheet) -> None:
    looks, column = book.looks, _RESULT_COLUMN
    sheet.merge_range(3, column, 3, column + 1, "目标日期", looks["head"])
    sheet.merge_range(3, column + 2, 3, column + 3, "目标达标率", looks["head"])
    sheet.merge_range(3, column + 4, 3, column + 6, "依据", looks["head"])
    for row, target in enumerate(book.scheme.targets, start=4):
        sheet.merge_range(row, column, row, column + 1, f"{target.by:%Y-%m-%d}", looks["short"])
        sheet.merge_range(
            row, column + 2, row, column + 3, f"{number_text(target.rate * 100)}%以上", looks["short"]
        )
        sheet.merge_range(row, column + 4, row, column + 6, target.clause, looks["short"])


def _roster(book: WorkbookWriter, sheet: Worksheet) -> None:
    _area(book, sheet, 0, "社区名册（未填名册的，不能统计未报社区和达标率）", ROSTER_HEADS, "input")
    limits = {"validate": "list", "source": ["应报", "免报"], "ignore_blank": True}
    sheet.data_validation(_ROSTER_TOP, 3, _ROSTER_END, 3, limits | {"input_message": "空着按应报处理"})
    book.define("GC_Roster", sheet, _ROSTER_TOP - 1, 0, _ROSTER_END, len(ROSTER_HEADS))


def _results(book: WorkbookWriter, sheet: Worksheet) -> None:
    left = _RESULT_COLUMN
    _area(book, sheet, left, "汇总结果（点击“汇总”后填写）", RESULT_HEADS, "area")
    sheet.set_row(_ROSTER_TOP - 1, 34)
    book.define("GC_Town", sheet, _ROSTER_TOP, left, _ROSTER_END, len(RESULT_HEADS))


def _area(
    book: WorkbookWriter, sheet: Worksheet, left: int, title: str, heads: Sequence[str], look: str
) -> None:
    """A title, column heads, and blank rows below them."""
    top, right = _ROSTER_TOP, left + len(heads) - 1
    sheet.merge_range(top - 2, left, top - 2, right, title, book.looks["heading"])
    for column, text in enumerate(heads, start=left):
        sheet.write_string(top - 1, column, text, book.looks["head"])
        for row in range(top, _ROSTER_END + 1):
            sheet.write_blank(row, column, None, book.looks[look])
