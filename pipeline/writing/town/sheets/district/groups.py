"""街镇汇总: a district's towns beside each other and the whole; and the column that names a community's town elsewhere."""

from collections.abc import Iterator, Mapping

from xlsxwriter.utility import xl_rowcol_to_cell

from pipeline.town.groups import GroupSummary, group_of, group_summaries, groups_of, whole_of
from pipeline.town.model import Town
from pipeline.writing.town.sheet import FIRST_ROW, Column, LiveFormula, Row, Sheet
from pipeline.writing.town.sheets.district import reports
from validators.roster import Community
from validators.scheme.model import Scheme
from validators.wording import full_date, joined

NAME = "汇总"
"""The sheet's name, behind the plan's word for a town."""

LISTED, OBLIGED, RECEIVED, ATTAINED = "社区数", "应报", "已报", "达标"


def name_of(scheme: Scheme) -> str:
    """What the sheet is called."""
    return f"{scheme.group_words[0]}{NAME}"


def columns(town: Town) -> Mapping[str, Column]:
    """The column that says whose a community is; none where there are no towns to be told apart."""
    return {town.scheme.group_words[0]: Column(12)} if groups_of(town) else {}


def cells(town: Town, community: Community | None) -> dict[str, object]:
    """What stands in it for a community; empty for one that is not on the roster."""
    return dict.fromkeys(columns(town), community.group if community else "")


def cells_of(town: Town, name: str | None, file: str | None = None) -> dict[str, object]:
    """The same for a community by its name, or for the submission in a file."""
    return dict.fromkeys(columns(town), group_of(town, name, file))


def sheet(town: Town) -> Sheet:
    """A line per town by rank, those of which nothing came last; below them the whole."""
    word, grades = town.scheme.group_words[0], [grade.name for grade in reversed(town.scheme.grades)]
    heads = {
        "名次": Column(6),
        word: Column(14),
        **{heading: Column(8) for heading in (LISTED, OBLIGED, RECEIVED)},
        "报送率": Column(9),
        ATTAINED: Column(8),
        "达标率": Column(9),
        "是否达到目标": Column(10),
        "平均分": Column(9),
        **{heading: Column(8) for heading in grades},
        "未报社区": Column(30, text=True),
        **({reports.AS_OF: Column(14), reports.REMARK: Column(30, text=True)} if town.reports else {}),
    }
    title = f"{town.heading}分{name_of(town.scheme)}（截至{full_date(town.as_of)}，等次、平均分按已报的应报社区计）"
    rows = _rows(town, list(heads))
    return Sheet(
        name_of(town.scheme), title, heads, rows, filtered=False, one_page=True, signed=town.scheme.office
    )


def _rows(town: Town, headings: list[str]) -> Iterator[Row]:
    summaries = group_summaries(town)
    for row, summary in enumerate(summaries, start=FIRST_ROW):
        yield _row(summary, row, headings) | reports.told_of(town, summary.name)
    total = _row(whole_of(town)._replace(name="合计"), FIRST_ROW + len(summaries), headings)
    yield total | {"未报社区": "", reports.AS_OF: "", reports.REMARK: ""}


def _row(summary: GroupSummary, row: int, headings: list[str]) -> dict[str, object]:
    a = summary.attainment
    met = {True: "已达到", False: "未达到", None: "—"}[a.met]
    return {
        "名次": summary.rank or "",
        headings[1]: summary.name,
        LISTED: summary.listed,
        OBLIGED: a.obliged or 0,
        RECEIVED: a.received,
        "报送率": _rate(a.received, a.obliged, RECEIVED, row, headings),
        ATTAINED: a.attained,
        "达标率": _rate(a.attained, a.obliged, ATTAINED, row, headings),
        "是否达到目标": met,
        "平均分": "—" if summary.mean is None else summary.mean,
        **summary.grades,
        "未报社区": _missing(summary),
    }


def _rate(part: int, obliged: int | None, heading: str, row: int, headings: list[str]) -> LiveFormula | str:
    """A count over the obliged communities, from the cells of its line."""
    if not obliged:
        return "—"
    above, below = (xl_rowcol_to_cell(row, headings.index(h)) for h in (heading, OBLIGED))
    return LiveFormula(f"={above}/{below}", part / obliged, share=True)


def _missing(summary: GroupSummary) -> str:
    if not summary.attainment.obliged:
        return "没有应报社区"
    return joined(summary.missing) if summary.attainment.received else "尚未报送"
