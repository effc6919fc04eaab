"""The samples of what is read otherwise than it stands: one workbook per reading, told at its cells."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from tests.books import Formula, Sheet, write_book
from tests.samples.faults.fault import Fault, bent, table
from validators.scheme.model import Scheme


def _halves(folder: Path, scheme: Scheme) -> None:
    """Items 1 to 14 on one sheet, 15 to 29 on the next."""
    sheets = [Sheet(scheme, "示范一居", "tiered", name=name) for name in ("评分表", "评分表续")]
    for sheet, items in zip(sheets, (range(1, 15), range(15, 30)), strict=True):
        sheet.choose(dict.fromkeys(items, "合格"))
        for item in set(range(1, 30)) - set(items):
            sheet.drop(item)
        for column in range(1, 20):
            sheet.cells.pop((sheet.total_row, column), None)
    write_book(folder / "book.xlsx", *sheets)


def _rounded(sheet: Sheet) -> None:
    """Item 5 earns 2.5, which its cell shows as 3."""
    sheet.put(5, "score", 2.5).looks[10, 8] = {"num_format": "0"}


def _on_a_hidden_sheet(folder: Path, scheme: Scheme) -> None:
    cover = Sheet(scheme, None, name="封面")
    cover.cells, cover.merges = {(1, 1): "封面"}, []
    hidden = table(scheme)
    hidden.hidden = True
    write_book(folder / "book.xlsx", cover, hidden)


def _transposed(folder: Path, scheme: Scheme) -> None:
    sheet = Sheet(scheme, "示范一居", "tiered")
    sheet.cells = {(column, row): value for (row, column), value in sheet.cells.items()}
    sheet.merges = []
    write_book(folder / "book.xlsx", sheet)


def _merged(sheet: Sheet) -> None:
    sheet.put(10, "tier", None)
    sheet.merges = [(14, 8, 15, 8)]


def _covered(sheet: Sheet) -> None:
    """自评档次, 实测值 and 得分 of item 1 merged: the score below is another than the tier's."""
    sheet.put(1, "score", 6)
    sheet.merges = [(6, 8, 6, 10)]


def _beside(head: str, points: dict[int, float]) -> Callable[[Sheet], object]:
    """A column more at the right, in L, with some items' points."""

    def bend(sheet: Sheet) -> None:
        column = max(sheet.columns.values()) + 1
        sheet.cells[4, column] = head
        sheet.cells |= {(sheet.rows[item], column): value for item, value in points.items()}

    return bend


def _last_years(sheet: Sheet) -> None:
    sheet.cells[4, 8] = "得分（上年）"


def _blank_beside_an_example(folder: Path, scheme: Scheme) -> None:
    example = Sheet(scheme, "示范一居", "tiered", name="填写示例")
    example.choose({item.no: "良好" for item in scheme.items})
    write_book(folder / "book.xlsx", Sheet(scheme, "示范一居", "tiered"), example)


def _only_an_example(folder: Path, scheme: Scheme) -> None:
    example = Sheet(scheme, "示范一居", "tiered", name="填写示例")
    write_book(folder / "book.xlsx", example.choose({item.no: "良好" for item in scheme.items}))


def _two_rows(first: str, second: str) -> Callable[[Sheet], None]:
    """Two rows for each item, called so under 内容, the number merged over both; the scores of the second."""

    def bend(sheet: Sheet) -> None:
        scores = {item: sheet.cells.pop((row, 8)) for item, row in sheet.rows.items()}
        total = sheet.total_row
        sheet.cells = {
            (row if row < 6 else 2 * row - 6 if row < total else row + 29, column): value
            for (row, column), value in sheet.cells.items()
            if column != 2 or row < 6
        }
        sheet.merges = [(2 * row - 6, 1, 2 * row - 5, 1) for row in sheet.rows.values()]
        for item, row in sheet.rows.items():
            sheet.cells |= {(2 * row - 6, 2): first, (2 * row - 5, 2): second}
            sheet.cells |= {(2 * row - 6, 8): 0, (2 * row - 5, 8): scores[item]}

    return bend


def _bonus(sheet: Sheet) -> None:
    heads = {(37, 1): "序号", (37, 2): "加分内容", (37, 3): "加分"}
    sheet.cells |= heads | {(38, 1): 1, (38, 2): "市级表彰", (38, 3): 2, (38, 8): 2}


READINGS = (
    Fault("GCT111-number-written", bent("tiered", lambda s: s.put(3, "number", "第3项").put(5, "number", "⑤")), ("GCT111 book.xlsx 任务分解表!A8",)),
    Fault("GCT112-number-absent", bent("official", lambda s: s.put(9, "number", None)), ("GCT112 book.xlsx 任务分解表!A14",)),
    Fault("GCT113-two-sheets", _halves, ("GCT113 book.xlsx 评分表续!A5",)),
    Fault("GCT114-transposed", _transposed, ("GCT114 book.xlsx 任务分解表!D1",)),
    Fault("GCT115-two-columns", bent("official", _beside("更正", {1: 6})), ("GCT115 book.xlsx 任务分解表!L4",)),
    Fault("GCT116-hidden-row", bent("tiered", lambda s: s.hidden_rows.add(14)), ("GCT116 book.xlsx 任务分解表!A14",)),
    Fault("GCT117-not-calculated", bent("tiered", lambda s: s.put(1, "score", Formula("=3+1"))), ("GCT117 book.xlsx 任务分解表!J6",)),
    Fault("GCT118-head-renamed", bent("tiered", lambda s: s.cells.update({(4, 8): "自评等级"})), ("GCT118 book.xlsx 任务分解表!H4",)),
    Fault("GCT123-doubtful-day", bent("tiered", lambda s: s.cells.update({(2, 4): "填报日期", (2, 5): "10月20日"})), ("GCT123 book.xlsx 任务分解表!E2",)),
    Fault("GCT124-day-in-numerals", bent("tiered", lambda s: s.cells.update({(2, 4): "填报日期", (2, 5): "二〇二一年十月二十日"})), ("GCT124 book.xlsx 任务分解表!E2",)),
    Fault("GCT143-fetched", bent("official", lambda s: s.put(8, "score", Formula("='[上年.xlsx]Sheet1'!E5", 3.0))), ("GCT143 book.xlsx 任务分解表!H13",)),
    Fault("GCT142-name-of-nobody", bent("tiered", lambda s: s.cells.update({(2, 3): "待定"})), ("GCT142 book.xlsx 任务分解表!C2",)),
    Fault("GCT125-covered", bent("tiered", _covered), ("GCT125 book.xlsx 任务分解表!J6",)),
    Fault("GCT132-blank-beside-an-example", _blank_beside_an_example, ("GCT132 book.xlsx 任务分解表!H6",)),
    Fault("GCT133-only-an-example", _only_an_example, ("GCT133 book.xlsx 填写示例!A5",)),
    Fault("GCT134-two-rows-an-item", bent("official", _two_rows("镇复核", "自评")), ("GCT134 book.xlsx 任务分解表!B4",)),
    Fault("GCT135-nobodys-rows", bent("official", _two_rows("初评", "终评")), ("GCT135 book.xlsx 任务分解表!B4",)),
    Fault("GCT136-table-below", bent("official", _bonus), ("GCT136 book.xlsx 任务分解表!A37",)),
    Fault("GCT126-hidden-sheet", _on_a_hidden_sheet, ("GCT126 book.xlsx 任务分解表!A5",)),
    Fault("GCT137-shown-rounded", bent("official", _rounded), ("GCT137 book.xlsx 任务分解表!H10",)),
    Fault("GCT138-drawn-over", bent("official", lambda s: s.boxes.update({(8, 7): "√"})), ("GCT138 book.xlsx 任务分解表!G8",)),
    Fault("GCT144-comment-asks", bent("official", lambda s: s.comments.update({(8, 8): "镇复核改为一般"})), ("GCT144 book.xlsx 任务分解表!H8",)),
    Fault("GCT145-comment", bent("official", lambda s: s.comments.update({(8, 8): "照片见附件3"})), ("GCT145 book.xlsx 任务分解表!H8",)),
    Fault("GCT127-last-years-score", bent("official", _last_years), ("GCT127 book.xlsx 任务分解表!H4",)),
    Fault("GCT128-further-column", bent("official", _beside("镇复核", {1: 6, 2: 4})), ("GCT128 book.xlsx 任务分解表!L4",)),
    Fault("GCT129-tiers-blank", bent("tiered", lambda s: [s.put(item, "tier", None) for item in s.rows]), ("GCT129 book.xlsx 任务分解表!H4",)),
    Fault("GCS210-other-word", bent("tiered", lambda s: s.put(1, "tier", "及格")), ("GCS210 book.xlsx 任务分解表!H6",)),
    Fault("GCS211-with-unit", bent("tiered", lambda s: s.put(8, "score", "３分")), ("GCS211 book.xlsx 任务分解表!J13",)),
    Fault("GCS212-a-day", bent("official", lambda s: s.put(5, "score", date(2021, 2, 5))), ("GCS212 book.xlsx 任务分解表!H10",)),
    Fault("GCS213-a-dash", bent("tiered", lambda s: s.put(8, "score", "—")), ("GCS213 book.xlsx 任务分解表!J13",)),
    Fault("GCS214-other-tick", bent("official", lambda s: s.put(8, "score", None).put(8, "qualified", "Y")), ("GCS214 book.xlsx 任务分解表!E13",)),
    Fault("GCS215-tier-as-score", bent("official", lambda s: s.put(8, "score", "良好")), ("GCS215 book.xlsx 任务分解表!H13",)),
    Fault("GCS216-merged", bent("tiered", _merged), ("GCS216 book.xlsx 任务分解表!H14",)),
    Fault("GCS220-a-circle", bent("official", lambda s: s.put(8, "score", None).put(8, "good", "○")), ("GCS220 book.xlsx 任务分解表!G13",)),
    Fault("GCS221-a-radical", bent("tiered", lambda s: s.cells.update({(5, 6): "⼀般"})), ("GCS221 book.xlsx 任务分解表!F5",)),
    Fault("GCE304-percent", bent("tiered", lambda s: s.put(17, "measured", "75%")), ("GCE304 book.xlsx 任务分解表!I22",)),
)  # fmt: skip
