"""镇级汇总: the town office's own page: folder, roster, targets, buttons, and the area of the consolidate button."""

from xlsxwriter.worksheet import Worksheet

from pipeline import template
from pipeline.buttons import ON_TOWN_PAGE
from pipeline.reply_by import WORKING_DAYS
from pipeline.writing.workbook.writer import WorkbookWriter
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
_WIDTHS = [8, 18, 18, 8, 18, 14, 12, 3, 7, 18, 9, 9, 9, 11, 18, 7, 7, 12]
_ROSTER_TOP, _RESULT_COLUMN = 9, 8
_LAST = len(ROSTER_HEADS) - 1
_DUE = _LAST


def write(book: WorkbookWriter) -> None:
    """Add the page with the names ``GC_Folder``, ``GC_Round``, ``GC_ReplyBy``, ``GC_Roster`` and ``GC_Town``."""
    sheet, looks, scheme = book.sheet(NAME, [float(width) for width in _WIDTHS]), book.looks, book.scheme
    sheet.merge_range(0, 0, 0, len(_WIDTHS) - 1, f"{scheme.heading}镇级汇总", looks["title"])
    sheet.set_row(0, 34)
    sheet.merge_range(
        1,
        0,
        1,
        len(_WIDTHS) - 1,
        f"供{scheme.office}使用：选择报送文件夹，填好名册，点击“汇总”。",
        looks["plain"],
    )
    sheet.write_string(3, 0, "文件夹", looks["label"])
    sheet.merge_range(3, 1, 3, _LAST, "", looks["input"])
    book.define("GC_Folder", sheet, 3, 1)
    _round(book, sheet)
    sheet.set_row(5, 34)
    for position, button in enumerate(ON_TOWN_PAGE):
        options = {
            "macro": f"GreenCommunity.{button.macro}",
            "caption": button.caption,
            "width": 116,
            "height": 32,
            "x_offset": 124 * position + 4,
            "y_offset": 4,
        }
        sheet.insert_button(5, 0, options)
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
    top = _ROSTER_TOP
    sheet.merge_range(
        top - 2, 0, top - 2, _LAST, "社区名册（未填名册的，不能统计未报社区和达标率）", book.looks["heading"]
    )
    for column, text in enumerate(ROSTER_HEADS):
        sheet.write_string(top - 1, column, text, book.looks["head"])
        for row in range(top, top + ROSTER_ROWS):
            sheet.write_blank(row, column, None, book.looks["input"])
    last = top + ROSTER_ROWS - 1
    sheet.data_validation(
        top,
        3,
        last,
        3,
        {
            "validate": "list",
            "source": ["应报", "免报"],
            "ignore_blank": True,
            "input_message": "空着按应报处理",
        },
    )
    book.define("GC_Roster", sheet, top - 1, 0, last, len(ROSTER_HEADS))


def _results(book: WorkbookWriter, sheet: Worksheet) -> None:
    top, left = _ROSTER_TOP, _RESULT_COLUMN
    sheet.merge_range(
        top - 2,
        left,
        top - 2,
        left + len(RESULT_HEADS) - 1,
        "汇总结果（点击“汇总”后填写）",
        book.looks["heading"],
    )
    sheet.set_row(top - 1, 34)
    for column, text in enumerate(RESULT_HEADS, start=left):
        sheet.write_string(top - 1, column, text, book.looks["head"])
        for row in range(top, top + ROSTER_ROWS):
            sheet.write_blank(row, column, None, book.looks["area"])
    book.define("GC_Town", sheet, top, left, top + ROSTER_ROWS - 1, len(RESULT_HEADS))
