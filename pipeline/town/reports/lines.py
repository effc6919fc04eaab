"""What became of every report that was to be added up, and of the towns of which there is none. Pure."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple


class ReportState(StrEnum):
    """What became of a report, and of a town of which there is none."""

    COUNTED = "counted"
    OLDER = "older"
    SAME = "same"
    UNUSABLE = "unusable"
    SUMMED = "summed"
    MISSING = "missing"

    @property
    def label(self) -> str:
        """The Chinese word for it."""
        return _LABELS[self.value]


_LABELS = {
    "counted": "已计入",
    "older": "已更新（旧件）",
    "same": "重复",
    "unusable": "不能计入",
    "summed": "不是街镇报告",
    "missing": "未报",
}


class ReportLine(NamedTuple):
    """One report, or a town without one: whose it is, its day, its state, and a Chinese remark, "" for none.

    ``archive`` is the name of the archive that the report lies in, if it does.
    """

    file: str
    groups: tuple[str, ...]
    as_of: date | None
    state: ReportState
    remark: str = ""
    archive: str | None = None
