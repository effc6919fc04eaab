"""缺项清单: one row per community and item with nothing chosen."""

from pipeline.town.model import Standing, Town
from pipeline.writing.town.sheet import Column, Sheet, linked
from pipeline.writing.town.sheets.district import groups
from validators.scheme.item import Item

NAME = "缺项清单"
NO_ROW = "缺少这一行"


def sheet(town: Town) -> Sheet:
    """Missing items by community in rank order, then by item."""
    columns = {
        **groups.columns(town),
        "社区": Column(16),
        "序号": Column(6),
        "创建标准": Column(50, text=True),
        "牵头单位": Column(24),
        "涉及分值": Column(9),
        "单元格": Column(18),
        "文件": Column(28, text=True),
    }
    rows = (
        _row(standing, town.scheme.item_by_no[number]) | groups.cells(town, standing.listed)
        for standing in town.standings
        for number in standing.scorecard.missing
    )
    return Sheet(NAME, f"{town.heading}缺项清单", columns, rows, frozen=1 + len(groups.columns(town)))


def _row(standing: Standing, item: Item) -> dict[str, object]:
    row = standing.scorecard.mark(item.no).row
    place = None if row is None else standing.book.sources["entries", row, "tier"]
    return {
        "社区": standing.name,
        "序号": item.no,
        "创建标准": item.text,
        "牵头单位": item.lead_text,
        "涉及分值": item.max_points,
        "单元格": linked(standing.book.file, place) if place else NO_ROW,
        "文件": standing.book.file,
    }
