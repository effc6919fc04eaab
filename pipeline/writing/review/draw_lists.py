"""The lists of a draw: 抽样名单, 查看项目, and what was drawn from: 抽样范围 and 范围外社区."""

from collections.abc import Iterator, Sequence

from xlsxwriter.worksheet import Worksheet

from pipeline.ledger.draws import KeptDraw
from pipeline.town.model import Town
from pipeline.town.review.drawing import ChosenCommunity, ChosenItem, Draw, Way
from pipeline.writing.review.draw_cover import SHOWN, which
from pipeline.writing.town.page import LAST_ROW
from pipeline.writing.town.sheet import FIRST_ROW, Column, Formats, Row, Sheet, Verbatim
from pipeline.writing.town.sheets.district import groups
from validators.wording import ranged

COMMUNITIES, ITEMS, FRAME, OUTSIDE = "抽样名单", "查看项目", "抽样范围", "范围外社区"

_NOTED, _DAY, _WHO = "需关注情况", "考评日期", "考评人员"
_BY_LOT, _NOT_DRAWN = "随机抽中", "未抽中"


def communities(town: Town, draw: Draw, draws: Sequence[KeptDraw]) -> Sheet:
    """A line per community to be looked at, those drawn by lot first; the office plans the visits in it."""
    columns = {
        "抽样序号": Column(9),
        **groups.columns(town),
        "社区": Column(16),
        "自评总分": Column(9),
        "自评等次": Column(9),
        "抽中方式": Column(9),
        _NOTED: Column(42, text=True),
        "查看项目（序号）": Column(44, text=True),
        _DAY: Column(12, typed=True, day=True),
        _WHO: Column(16, typed=True),
    }

    def finish(page: Worksheet, _: Formats) -> None:
        column = list(columns).index(_DAY)
        told = {"validate": "any", "input_message": "请填日期，例如2021-11-25"}
        page.data_validation(FIRST_ROW, column, LAST_ROW - 1, column, told)

    rows = [_community(town, number, one) for number, one in enumerate(draw.chosen, start=1)]
    title = f"{town.heading}抽样考评名单{which(draw, draws)}"
    return Sheet(COMMUNITIES, title, columns, rows, frozen=0, finish=finish, signed=town.scheme.office)


def _community(town: Town, number: int, one: ChosenCommunity) -> Row:
    return {
        "抽样序号": number,
        **groups.cells(town, one.standing.listed),
        "社区": one.name,
        "自评总分": one.standing.scorecard.total,
        "自评等次": one.standing.scorecard.grade.name,
        "抽中方式": one.way.value,
        _NOTED: "\n".join(one.reasons),
        "查看项目（序号）": ranged(chosen.item for chosen in one.items),
        _DAY: "",
        _WHO: "",
    }


def items(town: Town, draw: Draw, draws: Sequence[KeptDraw]) -> Sheet:
    """A line per item to be looked at, by community."""
    columns = {
        "抽样序号": Column(9),
        **groups.columns(town),
        "社区": Column(16),
        "序号": Column(6),
        "创建标准": Column(44, text=True),
        "自评档次": Column(10),
        "自评分": Column(8),
        town.scheme.labels.evidence[0]: Column(34, text=True),
        "查看方式": Column(9),
        _NOTED: Column(34, text=True),
    }
    rows = (
        _item(town, number, one, chosen)
        for number, one in enumerate(draw.chosen, start=1)
        for chosen in one.items
    )
    title = f"{town.heading}抽样考评查看项目{which(draw, draws)}"
    return Sheet(ITEMS, title, columns, rows, signed=town.scheme.office)


def _item(town: Town, number: int, one: ChosenCommunity, chosen: ChosenItem) -> Row:
    mark, item = one.standing.scorecard.mark(chosen.item), town.scheme.item_by_no[chosen.item]
    entry = None if mark.row is None else one.standing.submission.entries[mark.row]
    return {
        "抽样序号": number,
        **groups.cells(town, one.standing.listed),
        "社区": one.name,
        "序号": item.no,
        "创建标准": item.text,
        "自评档次": mark.name or "",
        "自评分": "" if mark.points is None else mark.points,
        town.scheme.labels.evidence[0]: (entry.evidence if entry else None) or "",
        "查看方式": chosen.way.value,
        _NOTED: "\n".join(chosen.reasons),
    }


def frame(town: Town, draw: Draw, draws: Sequence[KeptDraw]) -> Sheet:
    """Everybody who was drawn from, in the order of the lots: whoever follows the method gets the same list."""
    columns = {
        "等次": Column(12),
        "顺序": Column(8),
        **groups.columns(town),
        "社区": Column(20),
        "自评总分": Column(10),
        f"抽签码（前{SHOWN}位）": Column(20),
        "结果": Column(12),
    }
    title = f"{town.heading}抽样范围{which(draw, draws)}"
    rows = _framed(town, draw, f"抽签码（前{SHOWN}位）")
    return Sheet(FRAME, title, columns, rows, frozen=0, signed=town.scheme.office, portrait=True)


def _framed(town: Town, draw: Draw, lots: str) -> Iterator[Row]:
    ways = {one.name: one.way for one in draw.chosen}
    told = {Way.RANDOM: _BY_LOT, None: _NOT_DRAWN}
    for stratum in draw.strata:
        for framed in stratum.communities:
            way = ways.get(framed.standing.name)
            yield {
                "等次": stratum.grade.name,
                "顺序": framed.place,
                **groups.cells(town, framed.standing.listed),
                "社区": framed.standing.name,
                "自评总分": framed.standing.scorecard.total,
                lots: Verbatim(framed.lot[:SHOWN]),
                "结果": told.get(way, way),
            }


def outside(town: Town, draw: Draw, draws: Sequence[KeptDraw]) -> Sheet:
    """Everybody else, with the reason."""
    columns = {**groups.columns(town), "社区": Column(24), "未列入抽样范围的原因": Column(60, text=True)}
    rows = [
        {**groups.cells_of(town, one.community), "社区": one.community, "未列入抽样范围的原因": one.reason}
        for one in draw.outside
    ]
    title = f"{town.heading}抽样范围外社区{which(draw, draws)}"
    return Sheet(OUTSIDE, title, columns, rows, frozen=0, signed=town.scheme.office, portrait=True)
