"""Reading the roster of communities from csv, a workbook, or the cells of an open one."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
from pydantic import ValidationError

from pipeline.reading.book import Cell
from pipeline.reading.values import text_of
from validators.roster import Community, Roster

NAME, CODE, ALIASES, OBLIGED, REASON, CONTACT = "名称", "编号", "别名", "应报", "免报原因", "联系人"
ADDRESS, PHONE = "地址", "联系电话"
EXEMPT = "免报"


class RosterError(Exception):
    """A roster that cannot be used; the text is one Chinese sentence."""


def load_roster(path: Path) -> Roster:
    """Read a csv (UTF-8 or GB18030) or the first sheet of a workbook; RosterError says what to correct."""
    frame = _table(path)
    return roster_from([list(frame.columns), *frame.to_numpy().tolist()], path.name)


def roster_from(table: Sequence[Sequence[Cell]], source: str) -> Roster:
    """The roster in a table whose first row names its columns; rows without a name are left out.

    ``source`` is what a RosterError calls the table.
    """
    heads, *lines = [[text_of(cell) for cell in line] for line in table]
    if NAME not in heads:
        raise RosterError(f"名册 {source} 缺少“{NAME}”一列，现有的列是：{'、'.join(heads)}。")
    rows = [
        Community(
            code=row.get(CODE, ""),
            name=row[NAME],
            aliases=tuple(alias for alias in row.get(ALIASES, "").replace(",", "、").split("、") if alias),
            obliged=row.get(OBLIGED, "") != EXEMPT,
            exempt_reason=row.get(REASON, ""),
            contact=row.get(CONTACT, ""),
            address=row.get(ADDRESS, ""),
            phone=row.get(PHONE, ""),
        )
        for row in (dict(zip(heads, line, strict=False)) for line in lines)
        if row[NAME]
    ]
    try:
        return Roster(communities=tuple(rows))
    except ValidationError as error:
        raise RosterError(f"{error.errors()[0]['msg'].removeprefix('Value error, ')}（{source}）。") from None


def _table(path: Path) -> pd.DataFrame:
    try:
        if path.suffix.lower() == ".csv":
            frame = _csv(path)
        else:
            frame = pd.read_excel(path, dtype=str, keep_default_na=False, engine="calamine")
    except OSError as error:
        raise RosterError(f"读不出名册 {path.name}（{error.strerror}）。请检查路径。") from None
    except Exception as error:
        raise RosterError(f"名册 {path.name} 不是可以读取的csv或工作簿（{error}）。") from None
    return frame


def _csv(path: Path) -> pd.DataFrame:
    try:
        return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except UnicodeDecodeError:
        return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="gb18030")
