"""A folder that is consolidated again and again as every door does, and decisions that somebody types into its report."""

import os
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from openpyxl import load_workbook

from pipeline.keeping import keep, recalled
from pipeline.reading.files.own_ledger import NAME
from pipeline.run import consolidate_town
from pipeline.town.model import Town
from pipeline.writing.town import write_town
from pipeline.writing.town.progress import carry_over
from tests.pipeline.town.follow_up.promised import promised
from tests.pipeline.writing.town.town_tables import rows
from validators.roster import Community, Roster
from validators.scheme.model import Scheme

ROSTER = Roster(communities=(Community(code="A1", name="甲"), Community(code="A2", name="乙")))

Typed = tuple[object, object, object, object]
"""是否推荐, 决定人, 决定日期 and 理由 of a line."""


YES: Typed = ("推荐", "示范丁", datetime(2021, 11, 20), None)
NO: Typed = ("暂缓", "示范戊", datetime(2021, 11, 25), "待考评")
CODE = "GCR517"

FIRST = ("甲", "推荐", "示范丁", "2021-11-20", 109, "现行")


class Reported(NamedTuple):
    """The town, its report, and an earlier report in which something is left."""

    town: Town
    report: Path
    left: Path | None


def reported(
    folder: Path,
    scheme: Scheme,
    name: str = "town.xlsx",
    *,
    roster: Roster = ROSTER,
    ledger: bool = True,
    round_: int = 2021,
) -> Reported:
    """The report beside a folder, the ledger within."""
    output, kept = folder.with_name(name), folder / NAME
    town = consolidate_town(folder, scheme, roster, as_of=date(round_, 11, 30), round_=round_)
    town = recalled(town, kept) if ledger else town
    town, left = carry_over(town, output, folder)
    place = write_town(town, output, folder)
    if ledger:
        keep(town, kept, folder)
    return Reported(town, place, left)


def decide(path: Path, typed: Mapping[str, Typed]) -> None:
    """Fill in the four columns of communities' lines as somebody does, and save."""
    book = load_workbook(path)
    sheet = book["推荐名单"]
    heads = [cell.value for cell in sheet[2]]
    for row in sheet.iter_rows(min_row=3):
        line = dict(zip(heads, row, strict=True))
        if (values := typed.get(str(line["社区"].value))) is not None:
            for head, value in zip(("是否推荐", "决定人", "决定日期", "理由"), values, strict=True):
                line[head].value = value
    book.save(path)
    later = path.stat().st_mtime_ns + 10_000_000
    os.utime(path, ns=(later, later))


def record(path: Path) -> list[tuple[object, ...]]:
    """What 决定记录 says: community, decision, by whom, when, total then, whether it holds."""
    if "决定记录" not in load_workbook(path, read_only=True).sheetnames:
        return []
    heads = ("社区", "是否推荐", "决定人", "决定日期", "总分", "状态")
    return [tuple(row[head] for head in heads) for row in rows(path, "决定记录")]


def line_of(path: Path, community: str) -> dict[str, object]:
    """A community's line of 推荐名单."""
    return next(row for row in rows(path, "推荐名单") if row["社区"] == community)


def changed(folder: Path, baihe: Scheme, item: int = 2) -> None:
    """甲 hands in another workbook: item 2 at 合格 as well, which earns 3 instead of 4."""
    promised(folder, "甲", baihe, {item: "合格", 4: "一般"}, code="A1")


def kept(folder: Path) -> list[tuple[object, ...]]:
    """What the database itself holds of decisions."""
    with closing(sqlite3.connect(folder / NAME)) as ledger:
        query = "SELECT community, outcome, decided_by, decided_on, total, length(sha256) FROM decisions ORDER BY id"
        return ledger.execute(query).fetchall()


def codes(town: Town) -> list[str]:
    """The findings about decisions."""
    return [f.code for f in town.findings if f.code == CODE]


def published(path: Path) -> list[tuple[object, ...]]:
    """The lines of 公示名单."""
    lines = load_workbook(path)["公示名单"].iter_rows(min_row=4, values_only=True)
    return [line for line in lines if line[1]]
