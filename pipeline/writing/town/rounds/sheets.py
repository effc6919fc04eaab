"""年度对比: the round beside earlier ones, a sheet each for communities, items and lead units.

They are sheets of their own: each is sorted, filtered and printed by itself.
"""

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from pipeline.town.comparison.communities import CommunityChange, Movement, community_changes
from pipeline.town.comparison.items import ItemChange, UnitChange, item_changes, unit_changes
from pipeline.town.model import Town
from pipeline.writing.town.rounds import chart
from pipeline.writing.town.sheet import FIRST_ROW, Column, Formats, LiveFormula, Share, Sheet, Verbatim
from pipeline.writing.town.sheets import matrix, summary
from pipeline.writing.town.sheets.district import groups
from validators.wording import joined, ranged

NAME, ITEMS, UNITS = chart.SHEET, "年度对比（项目）", "年度对比（部门）"

_ON_ONE_PAGE = 25
"""So many communities and the chart below them are read well on one page; the chart of more has a page of its own."""


def communities(town: Town) -> Sheet:
    """A line per community: points and grade of every round, and what changed."""
    years = _years(town)
    columns = {"编号": Column(8), **groups.columns(town), "社区": Column(16)}
    for year in years:
        columns |= {_points(year): Column(10.5), _grade(year): Column(10.5)}
    columns |= {
        "增减分": Column(10.5),
        "变化": Column(10),
        "提升项目": Column(18, text=True),
        "退步项目": Column(18, text=True),
        "说明": Column(38, text=True),
    }
    places = {standing.book.file: row for row, standing in enumerate(town.standings, start=FIRST_ROW)}
    changes = community_changes(town)
    rows = (
        _community(town, change, row, places, columns) | groups.cells_of(town, change.name)
        for row, change in enumerate(changes, start=FIRST_ROW)
    )

    together = len(changes) <= _ON_ONE_PAGE

    def finish(page: Worksheet, formats: Formats) -> None:
        top = FIRST_ROW + max(len(changes), 1) + 1
        if not together:
            page.set_h_pagebreaks([top])
        chart.draw(page, formats, town, top)

    title = f"{town.scheme.heading}年度对比（{joined(years)}年，单位：{town.scheme.unit}）"
    frozen = 2 + len(groups.columns(town))
    return Sheet(NAME, title, columns, rows, frozen, finish, one_page=together, signed=town.scheme.office)


def _points(year: int) -> str:
    return f"{year}年\n得分"


def _grade(year: int) -> str:
    return f"{year}年\n等次"


def _community(
    town: Town, change: CommunityChange, row: int, places: dict[str, int], columns: dict[str, Column]
) -> dict[str, object]:
    years, headings = _years(town), list(columns)
    cells: dict[str, object] = {
        "编号": Verbatim(change.code) if change.code else "",
        "社区": change.name,
        "增减分": "",
        "变化": change.change.value,
        "提升项目": ranged(change.raised),
        "退步项目": ranged(change.fallen),
        "说明": change.remark,
    }
    totals = [xl_rowcol_to_cell(row, headings.index(_points(year))) for year in years]
    for year, past in zip(years, change.rounds, strict=True):
        cells |= {_points(year): past.total if past else "", _grade(year): past.grade if past else ""}
    if now := change.rounds[-1]:
        cells[_points(years[-1])] = LiveFormula(
            f"={matrix.total_cell(town, places[now.source])}", float(now.total)
        )
        cells[_grade(years[-1])] = LiveFormula(summary.grade_formula(town, totals[-1]), now.grade)
    if change.difference is not None:
        *_, before = (cell for cell, past in zip(totals[:-1], change.rounds, strict=False) if past)
        cells["增减分"] = LiveFormula(f"={totals[-1]}-{before}", float(change.difference))
    return cells


def items(town: Town) -> Sheet:
    """A line per item: the share of every tier in every round, the top first, and how far that of the top moved."""
    years, top = _years(town), town.scheme.tiers[-1].name
    columns = {"序号": Column(6), "创建标准": Column(44, text=True), "牵头单位": Column(20)}
    for tier in reversed(town.scheme.tiers):
        columns |= {_share_of(tier.name, year): Column(10.5) for year in years}
    columns |= {f"{top}增减\n（百分点）": Column(12), "说明": Column(12)}
    changes = enumerate(item_changes(town), start=FIRST_ROW)
    rows = (_item(town, change, row, list(columns)) for row, change in changes)
    title = f"{town.scheme.heading}年度对比：各项目（占已报社区的比例）"
    return Sheet(ITEMS, title, columns, rows, signed=town.scheme.office)


def _item(town: Town, change: ItemChange, row: int, headings: list[str]) -> dict[str, object]:
    years, top = _years(town), town.scheme.tiers[-1].name
    item = town.scheme.item_by_no[change.item]
    cells: dict[str, object] = {
        "序号": item.no,
        "创建标准": item.text,
        "牵头单位": item.lead_text,
        headings[-2]: "",
        "说明": Movement.OTHER.value if change.adjusted else "",
    }
    for tier in town.scheme.tiers:
        for year, shares in zip(years, change.shares, strict=True):
            cells[_share_of(tier.name, year)] = Share(shares[tier.name]) if shares else ""
        if now := change.shares[-1]:
            formula = matrix.choice_share(town, item.no, tier.name)
            cells[_share_of(tier.name, years[-1])] = LiveFormula(formula, float(now[tier.name]), share=True)
    *_, before, now = change.shares
    if before and now:
        first, last = (xl_rowcol_to_cell(row, headings.index(_share_of(top, year))) for year in years[-2:])
        cells[headings[-2]] = LiveFormula(f"=({last}-{first})*100", float(now[top] - before[top]) * 100)
    return cells


def _share_of(tier: str, year: int) -> str:
    return f"{tier}\n{year}年"


def units(town: Town) -> Sheet:
    """A line per lead unit: its weak places of every round, and what became of those of the round before."""
    years, top = _years(town), town.scheme.tiers[-1].name
    columns = {
        **groups.columns(town),
        "牵头单位": Column(20),
        "范围": Column(10),
        "项目": Column(20, text=True),
    }
    columns |= {f"{year}年": Column(10.5) for year in years}
    columns |= {
        "可比项次": Column(10),
        "减少": Column(10.5),
        "新增": Column(10.5),
        "整改率": Column(10),
        Movement.OTHER.value: Column(20, text=True),
    }
    changes = enumerate(unit_changes(town), start=FIRST_ROW)
    rows = (_unit(town, change, row, list(columns)) for row, change in changes)
    title = f"{town.scheme.heading}年度对比：各牵头单位未达{top}的社区·项次（减少、新增只计两年都报送的）"
    return Sheet(UNITS, title, columns, rows, signed=town.scheme.office)


def _unit(town: Town, change: UnitChange, row: int, headings: list[str]) -> dict[str, object]:
    years = _years(town)
    before, mended = (xl_rowcol_to_cell(row, headings.index(h)) for h in ("可比项次", "减少"))
    rate = "—" if change.rate is None else LiveFormula(f"={mended}/{before}", float(change.rate), share=True)
    return {
        **dict.fromkeys(groups.columns(town), change.group),
        "牵头单位": change.unit,
        "范围": change.scope or "",
        "项目": ranged(change.items),
        **{f"{year}年": weak for year, weak in zip(years, change.weak, strict=True)},
        "可比项次": change.comparable,
        "减少": change.mended,
        "新增": change.new,
        "整改率": rate,
        Movement.OTHER.value: ranged(change.adjusted),
    }


SHEETS = (communities, items, units)
"""What a workbook has only where there is an earlier round."""


def _years(town: Town) -> list[int]:
    return [*(round_.year for round_ in town.earlier), town.round]
