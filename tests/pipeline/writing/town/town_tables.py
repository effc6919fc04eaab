"""The tables of a town-wide workbook, read back."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

SHEETS = ["封面说明", "汇总总表", "得分矩阵", "缺项清单", "报送情况", "达标分析", "部门清单", "薄弱项目及措施", "申报信息", "问题清单", "规则执行情况", "文件清单"]  # fmt: skip
"""Its sheets in their order."""


@lru_cache(maxsize=4)
def _opened(path: Path, _: int) -> Workbook:
    """The workbook as it was saved at that moment; it takes longer to open than to look through."""
    return load_workbook(path, data_only=True)


def rows(path: Path, sheet: str) -> list[dict[str, Any]]:
    """The table of a sheet: heading -> value."""
    page = _opened(path, path.stat().st_mtime_ns)[sheet]
    table = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
    return [dict(zip(map(str, table[0]), row, strict=True)) for row in table[1:]]
