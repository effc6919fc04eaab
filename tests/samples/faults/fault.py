"""A fault, and the clean workbooks that are bent into one.

Rows of the written table: item n stands in row n + 5. Columns of the official layout: A 序号, B 内容, C 创建标准,
D 分值, E F G the tiers, H 得分; of the tiered one: H 自评档次, I 实测值, J 得分.
"""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tests.books import Layout, Sheet, write_book
from validators.scheme.model import Scheme
from validators.submission import Entry, Submission

LAST_YEAR = "上年"
"""The folder within a fault's of what came the year before."""

LAST_LIST = "上次推荐名单.xlsx"
"""The list of the last report, as far as it is read back, in which the office decided."""

Build = Callable[[Path, Scheme], object]
"""Puts into an empty folder what has the fault."""


class Fault(NamedTuple):
    """A folder's name (the rule's code first), what goes into it, and ``code file cell`` per finding."""

    name: str
    build: Build
    expected: tuple[str, ...]


def table(
    scheme: Scheme, layout: Layout = "tiered", community: str | None = "示范一居", tier: str = "合格"
) -> Sheet:
    """The table with the same tier chosen for every item."""
    return Sheet(scheme, community, layout).choose({item.no: tier for item in scheme.items})


def clean(folder: Path, scheme: Scheme) -> Path:
    """A workbook of nothing but the table."""
    return write_book(folder / "book.xlsx", table(scheme))


def bent(layout: Layout, bend: Callable[[Sheet], object], tier: str = "合格") -> Build:
    """A clean workbook with one thing bent."""

    def build(folder: Path, scheme: Scheme) -> None:
        sheet = table(scheme, layout, tier=tier)
        bend(sheet)
        write_book(folder / "book.xlsx", sheet)

    return build


def answers(scheme: Scheme, **others: str) -> Submission:
    """Every item at the top but for those given, such as ``i3="良"``."""
    entries = tuple(Entry(item=item.no, tier=others.get(f"i{item.no}", "良好")) for item in scheme.items)
    return Submission(layout="template", community="示范一居", community_from="cell", entries=entries)
