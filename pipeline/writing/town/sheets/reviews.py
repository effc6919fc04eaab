"""考评对照: reviewed score beside self score, a sheet each for communities, items and lead units.

They are sheets of their own, as those of earlier rounds are: each is sorted, filtered and printed by itself.
"""

from xlsxwriter.utility import xl_rowcol_to_cell

from pipeline.town.model import Town
from pipeline.town.review.results import (
    CommunityReviewed,
    ReviewOutcome,
    Tally,
    communities_reviewed,
    estimate_line,
    items_reviewed,
    review_line,
    units_reviewed,
)
from pipeline.writing.town.sheet import FIRST_ROW, HEADER_ROW, Column, LiveFormula, Row, Sheet
from pipeline.writing.town.sheets import matrix
from pipeline.writing.town.sheets.district import groups
from validators.wording import joined, number_text, ranged

NAME, ITEMS, UNITS = "考评对照", "考评对照（项目）", "考评对照（部门）"

_OWN, _FOUND, _DIFFERENCE = "自评总分", "考评得分", "差额"


def communities(town: Town) -> Sheet:
    """A line per community that was looked at; above them what that says of the town."""
    far, unit = town.scheme.attainment.far, town.scheme.unit
    columns = {
        "抽样序号": Column(6),
        **groups.columns(town),
        "社区": Column(13),
        _OWN: Column(8),
        "自评等次": Column(8),
        "抽中方式": Column(8),
        "考评日期": Column(12),
        "考评人员": Column(14, text=True),
        _FOUND: Column(8),
        _DIFFERENCE: Column(8),
        "结果": Column(7),
        **({_apart(town): Column(8)} if far else {}),
        "改动项目及原因": Column(40, text=True),
        "考评等次": Column(8),
        "整改要求": Column(24, text=True),
        "整改时限": Column(12),
        "考评表": Column(20, text=True),
    }
    told = [("考评结果", review_line(town))]
    told += [("推算（估计）", text)] if (text := estimate_line(town)) else []
    places = {standing.book.file: row for row, standing in enumerate(town.standings, start=FIRST_ROW)}
    found = enumerate(communities_reviewed(town), start=1)
    rows = [_community(town, one, number, places, list(columns), len(told)) for number, one in found]
    title = f"{town.heading}考评对照（单位：{unit}）"
    return Sheet(
        NAME, title, columns, rows, frozen=0, one_page=len(rows) <= 20, signed=town.scheme.office, above=told
    )


def _apart(town: Town) -> str:
    return f"相差{number_text(town.scheme.attainment.far)}{town.scheme.unit}以上"


def _community(
    town: Town, one: CommunityReviewed, number: int, places: dict[str, int], headings: list[str], above: int
) -> Row:
    standing, review = one.standing, one.review
    row = HEADER_ROW + above + number
    own, found = (xl_rowcol_to_cell(row, headings.index(heading)) for heading in (_OWN, _FOUND))
    total = f"={matrix.total_cell(town, places[standing.book.file])}"
    apart = abs(one.difference) >= town.scheme.attainment.far
    return {
        "抽样序号": number,
        **groups.cells(town, standing.listed),
        "社区": standing.name,
        _OWN: LiveFormula(total, float(standing.scorecard.total)),
        "自评等次": standing.scorecard.grade.name,
        "抽中方式": review.way,
        "考评日期": f"{review.on}" if review.on else "",
        "考评人员": review.reviewers,
        _FOUND: review.scorecard.total,
        _DIFFERENCE: LiveFormula(f"={found}-{own}", float(one.difference)),
        "结果": one.outcome.value,
        _apart(town): "是" if apart else "",
        "改动项目及原因": "\n".join(changed.told(town.scheme.unit) for changed in one.changed),
        "考评等次": review.scorecard.grade.name,
        "整改要求": review.demands,
        "整改时限": f"{review.due}" if review.due else "",
        "考评表": review.file,
    }


def items(town: Town) -> Sheet:
    """A line per item that was looked at anywhere: how often it was changed and by how much; what lost most comes first."""
    columns = {
        "序号": Column(6),
        "创建标准": Column(44, text=True),
        "牵头单位": Column(20),
        **_counted("考评社区数"),
        "改动的社区": Column(40, text=True),
    }
    rows = [
        {
            "序号": item.no,
            "创建标准": item.text,
            "牵头单位": item.lead_text,
            **_counts("考评社区数", tally),
            "改动的社区": joined(names),
        }
        for item, tally, names in items_reviewed(town)
    ]
    title = f"{town.heading}考评对照：各项目（单位：{town.scheme.unit}）"
    return Sheet(ITEMS, title, columns, rows, signed=town.scheme.office)


def units(town: Town) -> Sheet:
    """A line per lead unit: how often its items were changed and by how much."""
    columns = {
        **groups.columns(town),
        "牵头单位": Column(20),
        "范围": Column(10),
        "考评过的项目": Column(24, text=True),
        **_counted("考评项次"),
    }
    rows = [
        {
            **dict.fromkeys(groups.columns(town), unit.group),
            "牵头单位": unit.unit,
            "范围": unit.scope or "",
            "考评过的项目": ranged(unit.items),
            **_counts("考评项次", unit.tally),
        }
        for unit in units_reviewed(town)
    ]
    title = f"{town.heading}考评对照：各牵头单位（社区·项次，单位：{town.scheme.unit}）"
    return Sheet(UNITS, title, columns, rows, signed=town.scheme.office)


def _counted(looked_at: str) -> dict[str, Column]:
    lowered, raised = ReviewOutcome.LOWERED, ReviewOutcome.RAISED
    words = (looked_at, ReviewOutcome.SAME, lowered, f"{lowered}分", raised, f"{raised}分")
    return {str(word): Column(10) for word in words}


def _counts(looked_at: str, tally: Tally) -> Row:
    values = (tally.looked_at, tally.same, tally.lowered, tally.lowered_by, tally.raised, tally.raised_by)
    return dict(zip(_counted(looked_at), values, strict=True))


SHEETS = (communities, items, units)
"""What a workbook has only where there are reviews."""
