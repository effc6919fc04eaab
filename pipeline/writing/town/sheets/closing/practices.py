"""可复制做法: the evidence for items at the top tier, quoted with the file and the cell in which it stands."""

from pipeline.town.model import Town
from pipeline.town.review.closing.practices import practices
from pipeline.writing.town.sheet import Column, Sheet, linked

NAME = "可复制做法"


def sheet(town: Town) -> Sheet:
    """A line per quotation, item by item."""
    columns = {
        "序号": Column(6),
        "创建标准": Column(40, text=True),
        "牵头单位": Column(18),
        "社区": Column(16),
        "佐证（原文）": Column(60, text=True),
        "文件": Column(24, text=True),
        "单元格": Column(20, text=True),
    }
    rows = [
        {
            "序号": practice.item.no,
            "创建标准": practice.item.criterion,
            "牵头单位": practice.item.lead_text,
            "社区": practice.community,
            "佐证（原文）": practice.text,
            "文件": practice.file,
            "单元格": linked(practice.file, practice.cell),
        }
        for practice in practices(town)
    ]
    title = f"{town.heading}可复制做法（达标社区最高档项目的佐证，供归纳）"
    return Sheet(NAME, title, columns, rows, frozen=1, signed=town.scheme.office)
