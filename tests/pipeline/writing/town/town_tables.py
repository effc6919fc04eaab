"""A town-wide workbook written, and its tables read back."""

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from pipeline.run import consolidate_town
from pipeline.writing.town import write_town
from validators.roster import Roster
from validators.scheme.model import Scheme

SHEETS = ["领导阅", "封面说明", "汇总总表", "得分矩阵", "缺项清单", "报送情况", "达标分析", "部门清单", "帮扶清单", "措施完成情况", "措施督办", "推荐名单", "申报材料核对", "公示名单", "申报信息", "问题清单", "规则执行情况", "文件清单"]  # fmt: skip
"""Its sheets in their order."""


@lru_cache(maxsize=4)
def _opened(path: Path, _: int) -> Workbook:
    """The workbook as it was saved at that moment; it takes longer to open than to look through."""
    return load_workbook(path, data_only=True)


def rows(path: Path, sheet: str, head: int = 2) -> list[dict[str, Any]]:
    """The table of a sheet: heading -> value; ``head`` is the row of its headings."""
    page = _opened(path, path.stat().st_mtime_ns)[sheet]
    table = [[cell.value for cell in row] for row in page.iter_rows(min_row=head)]
    return [dict(zip(map(str, table[0]), row, strict=True)) for row in table[1:]]


def written(
    folder: Path, scheme: Scheme, roster: Roster | None = None, as_of: date = date(2021, 11, 1)
) -> Path:
    """The workbook of what came ``in`` to a folder."""
    (folder / "in").mkdir(exist_ok=True)
    town = consolidate_town(folder / "in", scheme, roster, as_of=as_of)
    return write_town(town, folder / "out.xlsx", folder / "in")
