"""The tables of a town's page: sheets of its workbook, each where there is something to tell."""

from collections.abc import Iterator

from pipeline.town.groups import groups_of
from pipeline.town.model import Town
from pipeline.writing.html.tables import PageTable, table_of
from pipeline.writing.town.rounds import sheets as rounds
from pipeline.writing.town.sheets import files, reviews, summary
from pipeline.writing.town.sheets.district import groups, reports
from pipeline.writing.town.sheets.follow_up import completion, support

_NAME = "社区"
"""The column that names a line of most sheets."""


def ranking(town: Town) -> PageTable:
    """Every community by rank, those that are not on the roster last."""
    return table_of(
        summary.sheet(town),
        _NAME,
        narrow=("名次", "总分", "等次", "状态"),
        without=("文件",),
    )


def district(town: Town) -> Iterator[PageTable]:
    """The towns of a district beside each other, and what became of their reports."""
    word = town.scheme.group_words[0]
    if groups_of(town):
        yield table_of(groups.sheet(town), word, narrow=("名次", "已报", "达标", "达标率"))
    if town.reports:
        yield table_of(reports.sheet(town), word, narrow=("状态", reports.REMARK))


def comparisons(town: Town) -> Iterator[PageTable]:
    """The round beside earlier ones and beside the reviews on site, whom to help, what became of measures."""
    if town.earlier:
        changed = rounds.communities(town)
        years = [heading for heading in changed.columns if heading.endswith("得分")]
        yield table_of(changed, _NAME, narrow=(*years, "变化"), without=("编号",))
    if town.reviews:
        found = reviews.communities(town)
        yield table_of(found, _NAME, narrow=("自评总分", "考评得分", "结果"), without=("考评表",))
    helped = ("总分", "目标等次", "建议提升项目（最少几项）")
    yield table_of(support.sheet(town), _NAME, narrow=helped)
    yield table_of(
        completion.sheet(town), _NAME, narrow=("应填（项）", "已填（项）", "逾期（项）"), without=("编号",)
    )


def received(town: Town) -> PageTable:
    """Every file found, in its one state."""
    sheet = files.sheet(town)
    kept = ("文件", "状态", "说明", _NAME, "文件时间", *groups.columns(town))
    return table_of(
        sheet, "文件", narrow=("状态", "说明"), without=[h for h in sheet.columns if h not in kept]
    )
