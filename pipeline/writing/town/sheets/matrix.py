"""得分矩阵: communities by items, points first, the same in words behind them; below it what items add up to.

Everything that 汇总总表 counts is summed from here by formula.
"""

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from pipeline.town.model import ItemSummary, Standing, Town
from pipeline.writing.town.sheet import FIRST_ROW, HEADER_ROW, Column, Formats, LiveFormula, Sheet
from pipeline.writing.town.sheets.district import groups
from validators.scorecard import Mark

NAME = "得分矩阵"
MISSING, INVALID = "缺", "有误"
TOTAL = "总分"
SUPPORTED_TOTAL, SUPPORTED_GRADE = "按实测值核减后总分", "按实测值核减后等次"
"""What the measured values support, beside the self score; empty where they agree with it."""


def _lead(town: Town) -> int:
    """How many columns stand before the points: rank, town where there are several, community."""
    return len(("名次", "社区")) + len(groups.columns(town))


def sheet(town: Town) -> Sheet:
    """Points by item as numbers, totals by formula, then the choices in words."""
    columns = {"名次": Column(6), **groups.columns(town), "社区": Column(16)}
    columns |= {_points_heading(town, item.no): Column(7) for item in town.scheme.items}
    columns |= {TOTAL: Column(8), SUPPORTED_TOTAL: Column(9), SUPPORTED_GRADE: Column(9)}
    columns |= {f"{item.no}档次": Column(7) for item in town.scheme.items}
    rows = (_row(town, standing, row) for row, standing in enumerate(town.standings, start=FIRST_ROW))
    name = f"{town.heading}得分矩阵"
    title = f"{name}（单位：{town.scheme.unit}；“{MISSING}”为未选择，“{INVALID}”为无法计分）"

    def finish(page: Worksheet, formats: Formats) -> None:
        _sums(town, page, formats)
        _bands(town, page, formats)

    return Sheet(
        NAME,
        title,
        columns,
        rows,
        frozen=_lead(town),
        finish=finish,
        filtered=False,
        pages_wide=2,
        signed=town.scheme.office,
        further={f"{town.scheme.items[0].no}档次": f"{name}（档次）"},
    )


def total_cell(town: Town, row: int) -> str:
    """The address of a community's total, for formulas on other sheets: absolute, so that those may be sorted."""
    return f"{NAME}!{_fixed(row, _lead(town) + len(town.scheme.items))}"


def section_range(town: Town, section: int, row: int) -> str:
    """The points of one section of a community, for formulas on other sheets: absolute, as the total."""
    numbers = [item.no for item in town.scheme.items_of(section)]
    first, last = (_fixed(row, _lead(town) + number - 1) for number in (numbers[0], numbers[-1]))
    return f"{NAME}!{first}:{last}"


def choice_share(town: Town, item: int, choice: str) -> str:
    """A formula for the share of the communities that made a choice for an item, for other sheets."""
    column = _tiers_from(town) + item - 1
    first, last = _fixed(FIRST_ROW, column), _fixed(HEADER_ROW + len(town.standings), column)
    cells = f"{NAME}!{first}:{last}"
    return f'=COUNTIF({cells},"{choice}")/ROWS({cells})'


def _fixed(row: int, column: int) -> str:
    return str(xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True))


def _points_heading(town: Town, number: int) -> str:
    return f"{number}\n{town.scheme.sections[town.scheme.items[number - 1].section - 1].label}"


def _row(town: Town, standing: Standing, row: int) -> dict[str, object]:
    card = standing.scorecard
    first, last = (
        xl_rowcol_to_cell(row, column) for column in (_lead(town), _lead(town) + len(card.marks) - 1)
    )
    return {
        "名次": standing.rank or "",
        **groups.cells(town, standing.listed),
        "社区": standing.name,
        **{_points_heading(town, mark.item): _points(mark) for mark in card.marks},
        TOTAL: LiveFormula(f"=SUM({first}:{last})", float(card.total)),
        **supported(standing),
        **{f"{mark.item}档次": mark.name or _points(mark) for mark in card.marks},
    }


def supported(standing: Standing) -> dict[str, object]:
    """Total and grade as far as the measured values support them."""
    card = standing.supported
    if card is standing.scorecard:
        return {SUPPORTED_TOTAL: "", SUPPORTED_GRADE: ""}
    return {SUPPORTED_TOTAL: card.total, SUPPORTED_GRADE: card.grade.name}


def _tiers_from(town: Town) -> int:
    """The first column of the choices in words, which are another page."""
    return _lead(town) + len(town.items) + len((TOTAL, SUPPORTED_TOTAL, SUPPORTED_GRADE))


def _points(mark: Mark) -> object:
    if mark.points is not None:
        return mark.points
    return MISSING if mark.witness is None else INVALID


def _sums(town: Town, page: Worksheet, formats: Formats) -> None:
    """Per item: mean, share of the top tier, number missing; row by row, as all that is written."""
    if not town.standings:
        return
    top, last = town.scheme.tiers[-1], HEADER_ROW + len(town.standings)
    labels = ("平均分", f"{top.name}占比", "缺项数")
    looks = (formats.points, formats.whole_share, formats.short)
    for offset, (label, look) in enumerate(zip(labels, looks, strict=True)):
        row = last + 2 + offset
        page.write_string(row, _lead(town) - 1, label, formats.head)
        for item in town.items:
            formula = _sums_of(town, item, last)[offset]
            for start in (_lead(town), _tiers_from(town)):
                page.write_formula(row, start + item.item - 1, formula.text, look, formula.value)


def _sums_of(town: Town, item: ItemSummary, last: int) -> tuple[LiveFormula, LiveFormula, LiveFormula]:
    top, column = town.scheme.tiers[-1], _lead(town) + item.item - 1
    points, tiers = (_column(column, last), _column(_tiers_from(town) + item.item - 1, last))
    mean = float(item.mean_score) if item.mean_score is not None else ""
    share = item.choices.get(top.id, 0) / len(town.standings)
    return (
        LiveFormula(f'=IFERROR(AVERAGE({points}),"")', mean),
        LiveFormula(f'=COUNTIF({tiers},"{top.name}")/ROWS({tiers})', share),
        LiveFormula(f'=COUNTIF({points},"{MISSING}")', item.missing),
    )


def _column(column: int, last: int) -> str:
    return f"{xl_rowcol_to_cell(FIRST_ROW, column)}:{xl_rowcol_to_cell(last, column)}"


def _bands(town: Town, page: Worksheet, formats: Formats) -> None:
    """Every other section is shaded; the heads name the section too, for those who print without shades."""
    last = HEADER_ROW + max(len(town.standings), 1)
    for section in town.scheme.sections[1::2]:
        numbers = [item.no for item in town.scheme.items_of(section.no)]
        for start in (_lead(town), _tiers_from(town)):
            area = (FIRST_ROW, start + numbers[0] - 1, last, start + numbers[-1] - 1)
            page.conditional_format(*area, {"type": "formula", "criteria": "=TRUE", "format": formats.band})
