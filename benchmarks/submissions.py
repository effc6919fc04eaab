"""Filled template workbooks by the thousand, all different, and the roster of their communities."""

import random
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pipeline.run import build_workbook
from validators.scheme.model import Scheme
from validators.submission import Declaration, Entry, Measure, Submission

_NAME = "示范社区名称待定"
"""What the fillings call their community: found and replaced in a copy of each."""

_FILLINGS = 40


def write_submissions(folder: Path, count: int, scheme: Scheme) -> Path:
    """Write ``count`` workbooks into the folder and a roster beside it; the roster's path.

    A few dozen fillings are built in full; each workbook is one of them under a name of its own, so that every
    file differs and costs as much to read as one that Excel saved.
    """
    folder.mkdir(parents=True)
    fillings = [_parts(path) for path in _built(folder.parent / "fillings", min(count, _FILLINGS), scheme)]
    names = names_of(count)
    for number, name in enumerate(names):
        _write_copy(folder / f"{name}.xlsx", fillings[number % len(fillings)], name)
    roster = folder.parent / f"{folder.name}.csv"
    roster.write_text("\n".join(["名称", *names]) + "\n", encoding="utf-8")
    return roster


def names_of(count: int) -> list[str]:
    """The names of so many communities."""
    return [f"示范第{number:05}居" for number in range(1, count + 1)]


def _built(folder: Path, count: int, scheme: Scheme) -> Iterator[Path]:
    folder.mkdir(exist_ok=True)
    for number in range(count):
        path = folder / f"{number}.xlsx"
        if not path.exists():
            build_workbook(scheme, path, submission=filling(random.Random(number), scheme))  # noqa: S311 - no secret
        yield path


def filling(dice: random.Random, scheme: Scheme) -> Submission:
    """A community that chose something for nearly every item and wrote measures for most of its weak ones."""
    names = [tier.name for tier in scheme.tiers]
    chosen = {item.no: dice.choice(names) if dice.random() < 0.99 else None for item in scheme.items}
    weak = [number for number, name in chosen.items() if name != names[-1]]
    text = "居民参与面还不够广，常态化机制尚未建立。"
    measures = {
        number: Measure(
            reason=text[: dice.randrange(8, 20)],
            action="每季度召开一次议事会，邀请物业、业委会共同参加。",
            plan="上半年试点，下半年全面推开。",
            due=date(2021, dice.randrange(3, 13), 15),
            person="示范甲",
        )
        for number in weak
        if dice.random() < 0.8
    }
    boxes: dict[str, str | date | Decimal] = {
        "address": f"示范路{dice.randrange(1, 999)}号",
        "head": "示范甲",
        "phone": "021-00000000",
        "account": "本社区逐项对照标准自查，公共照明、雨水花园和垃圾分类点位均已完成改造。"
        * dice.randrange(1, 6),
    }
    known = {field.id for field in scheme.declaration.fields}
    return Submission(
        layout="template",
        community=_NAME,
        community_from="cell",
        filled_on=date(2021, 10, dice.randrange(1, 29)),
        filler="示范乙",
        reviewer="示范丙",
        entries=tuple(Entry(item=item, tier=name) for item, name in chosen.items()),
        measures=measures,
        declaration=Declaration(values={name: value for name, value in boxes.items() if name in known}),
    )


def _parts(path: Path) -> Sequence[tuple[str, bytes]]:
    with ZipFile(path) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def _write_copy(path: Path, parts: Sequence[tuple[str, bytes]], name: str) -> None:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for part, content in parts:
            archive.writestr(
                ZipInfo(part), content.replace(_NAME.encode(), name.encode()), compress_type=ZIP_DEFLATED
            )
