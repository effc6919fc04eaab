"""What a title or a line around the table says of it: an example, of last year, the office's; and lines that say no such thing.

The table is an official one of 示范一居: the first selection stands in H6, the head in row 4.
"""

from tests.books import SHEET
from tests.corpus.case import Case
from tests.corpus.drifting import Drifted
from tests.corpus.sheets import BEST, NOTHING, blank, filled, named, pair
from validators.scheme.model import Scheme


def _titled(scheme: Scheme, row: int, text: str) -> Drifted:
    """The filled table with a text in a row of its own above the head."""
    sheet = filled(scheme, SHEET)
    sheet.cells[row, 1] = text
    return sheet


def _lined(scheme: Scheme, row: int, column: int, text: str, name: str = SHEET) -> Drifted:
    """The filled table with a line anywhere around it."""
    sheet = filled(scheme, name)
    sheet.cells[row, column] = text
    return sheet


CASES = (
    *(
        Case(f"only a table with {text} {'as its title' if row == 1 else 'below its title'}", lambda scheme, row=row, text=text: [_titled(scheme, row, text)], ("GCT133 任务分解表!A5",), BEST)  # type: ignore[misc]
        for row, text in ((3, "示例"), (3, "（填写示例）"), (3, "样表"), (3, "作废"), (3, "草稿"), (3, "2020年度"), (1, "二〇二〇年绿色社区创建自评表"), (1, "绿色社区创建任务分解表（2020）"), (1, "绿色社区创建任务分解表（目标）"), (1, "绿色社区创建物业自评表"), (1, "目标计划表"), (3, "以下为示例，请勿上报"), (3, "（镇复核用）"), (3, "本页为上年数据"))
    ),
    *(
        Case(f"only a table with the title {text}", lambda scheme, text=text: [_titled(scheme, 1, text)], ("GCT133 任务分解表!A5",), BEST)  # type: ignore[misc]
        for text in ("物业自评表", "绿色社区创建物业自评表", "绿色社区创建自评表（物业）", "业委会自评表", "目标计划表", "2021年绿色社区创建目标计划表", "工作计划表", "自评预评表")
    ),
    *(
        Case(f"the title {text}, the community's own", lambda scheme, text=text: [named(SHEET, lambda s: s.cells.update({(1, 1): text}))(scheme)])  # type: ignore[misc]
        for text in ("目标任务分解表", "居民区自评表", "某某区绿色社区自评表", "镇绿色社区创建自评表", "绿色社区行动计划自评表", "绿色社区三年行动计划任务分解表", "区级绿色社区自评表")
    ),
    *(
        Case(f"a line that disowns the table in row {row}, column {column}: {text}", lambda scheme, text=text, row=row, column=column: [_lined(scheme, row, column, text)], ("GCT133 任务分解表!A5",), BEST)  # type: ignore[misc]
        for text in ("以下为示例，请勿上报", "（镇复核用）", "本页为上年数据", "本表为2020年得分，仅供参考", "由镇推进办填写", "本表作废，以另一张为准", "此页不报") for row, column in ((3, 1), (1, 9), (3, 12), (8, 13))
    ),
    Case("a line that disowns the table below it", lambda scheme: [_lined(scheme, 38, 1, "以上为示例，请勿上报")], ("GCT133 任务分解表!A5",), BEST),
    Case("a blank table before one that its line disowns", pair(blank, lambda scheme: _lined(scheme, 3, 1, "以下为示例，请勿上报", "Sheet2"), first=True), ("GCT132 任务分解表!H6",), NOTHING),
    *(
        Case(f"a line that disowns nothing in row {row}: {text}", lambda scheme, text=text, row=row: [named(SHEET, lambda s: s.cells.update({(row, 1): text}))(scheme)])  # type: ignore[misc]
        for text in ("填写示例见附件", "请勿改动表头", "审核时请对照上年数据", "上年数据不再填写", "本表一式两份，镇复核用一份", "请勿漏报", "本页为2021年数据") for row in (3, 38)
    ),
    *(Case(f"a line of what comes below: {text}", lambda scheme, text=text: [named(SHEET, lambda s: s.cells.update({(38, 1): text}))(scheme)]) for text in ("以下为示例", "以下由镇推进办填写", "镇复核用")),  # type: ignore[misc]
    *(Case(f"the remark {text} beside the table", lambda scheme, text=text: [named(SHEET, lambda s: s.cells.update({(8, 13): text}))(scheme)]) for text in ("演练", "上年", "培训", "审核")),  # type: ignore[misc]
    *(
        Case(f"{text} below the title tells how to fill in", lambda scheme, text=text: [named(SHEET, lambda s: s.cells.update({(3, 1): text}))(scheme)])  # type: ignore[misc]
        for text in ("请参照填写示例填报", "2021年度", "审核", "绿色社区", "上年已达标的不用填", "由镇审核后存档", "请参照示例填写，不得涂改")
    ),
)  # fmt: skip
