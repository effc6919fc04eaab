"""A folder that is consolidated again and again as every door does, and decisions that somebody types into its report."""

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from openpyxl import load_workbook

from pipeline.keeping import keep, recalled
from pipeline.reading.files.own_ledger import NAME
from pipeline.run import consolidate_town
from pipeline.town.model import Town
from pipeline.writing.town import write_town
from pipeline.writing.town.progress import carry_over
from tests.pipeline.writing.town.town_tables import rows
from validators.roster import Community, Roster
from validators.scheme.model import Scheme

ROSTER = Roster(communities=(Community(code="A1", name="甲"), Community(code="A2", name="乙")))

Typed = tuple[object, object, object, object]
"""是否推荐, 决定人, 决定日期 and 理由 of a line."""


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
