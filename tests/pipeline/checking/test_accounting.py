"""Folders as they arrive, put together at random: every file ends in one state, and every number adds up."""

import os
import random
from collections import Counter
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest

from pipeline.checking.engine import State
from pipeline.run import consolidate_town
from pipeline.town.model import Town
from tests.books import Sheet, write_book
from validators.roster import Community, Roster
from validators.scheme.model import Scheme

FOLDERS = 500 if os.environ.get("CI") else 60
NAMES = [f"示范{letter}居" for letter in "甲乙丙丁戊己庚"]
UNKNOWN, DEADLINE, DAY = "名册外居", date(2021, 10, 25), date(2021, 11, 1)
TIERS = {"良好": Decimal(110), "一般": Decimal("91.5"), "合格": Decimal(73), "不得分": Decimal(0)}


class Sent(NamedTuple):
    """One readable file as it was put into a folder."""

    file: str
    name: str
    total: Decimal
    day: date
    blocked: bool
    content: bytes


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory, baihe: Scheme) -> dict[tuple[str, str, int, bool], bytes]:
    """A workbook for every community, tier and day, with and without a wrong total."""
    folder = tmp_path_factory.mktemp("books")
    made = {}
    for name in [*NAMES, UNKNOWN]:
        for tier in TIERS:
            for day in (9, 25, 26):
                for wrong in (False, True):
                    sheet = Sheet(baihe, name).dated(date(2021, 10, day))
                    sheet.choose({item.no: tier for item in baihe.items}).total(50 if wrong else None)
                    made[name, tier, day, wrong] = write_book(folder / "a.xlsx", sheet).read_bytes()
    return made


def fill(folder: Path, dice: random.Random, books: dict[tuple[str, str, int, bool], bytes]) -> list[Sent]:
    """Put files into a folder: some good, wrong, late, twice, again, unknown, broken, or none of a submission."""
    sent: list[Sent] = []
    for name in [
        *dice.sample(NAMES, dice.randrange(len(NAMES) + 1)),
        *([UNKNOWN] if dice.random() < 0.3 else []),
    ]:
        for number in range(dice.choice([1, 1, 1, 2, 3])):
            key = (name, dice.choice(list(TIERS)), dice.choice([9, 25, 26]), dice.random() < 0.2)
            again = [one for one in sent if one.name == name]
            content = dice.choice(again).content if again and dice.random() < 0.4 else books[key]
            _, tier, day, wrong = next(known for known, bytes_ in books.items() if bytes_ == content)
            file = f"{dice.randrange(3)}/{name}{number}.xlsx"
            sent.append(Sent(file, name, TIERS[tier], date(2021, 10, day), wrong, content))
            (folder / file).parent.mkdir(exist_ok=True)
            (folder / file).write_bytes(content)
            stamp = datetime(2021, 10, 20 + number).timestamp()
            os.utime(folder / file, (stamp, stamp))
    for number in range(dice.randrange(3)):
        (folder / f"坏{number}.xlsx").write_bytes(b"PK\x03\x04" + dice.randbytes(50))
    for number in range(dice.randrange(3)):
        (folder / f"~${number}.xlsx").write_bytes(b"lock")
    return sent


def counting(sent: list[Sent], name: str, folder: Path) -> Sent | None:
    """The oracle's choice: the newest by its own day, then by when that content first came."""
    own = [one for one in sent if one.name == name]
    times = {
        one.content: min((folder / o.file).stat().st_mtime for o in own if o.content == one.content)
        for one in own
    }
    return max(own, key=lambda one: (one.day, times[one.content]), default=None)


def check(town: Town, sent: list[Sent], folder: Path, exempt: set[str]) -> None:
    files = [path for path in folder.rglob("*") if path.is_file()]
    states = Counter(book.state for book in town.books)
    assert sum(states.values()) == len(town.books) == len(files)
    assert states[State.REJECTED] == sum(path.name[0] == "坏" for path in files)
    assert states[State.SKIPPED] == sum(path.name[0] == "~" for path in files)
    chosen = {name: one for name in [*NAMES, UNKNOWN] if (one := counting(sent, name, folder))}
    assert states[State.ACCEPTED] + states[State.WITH_ERRORS] == len(chosen)
    assert states[State.DUPLICATE] + states[State.SUPERSEDED] == len(sent) - len(chosen)
    counted = {s.name: s for s in town.standings}
    assert {name: s.scorecard.total for name, s in counted.items()} == {
        n: one.total for n, one in chosen.items()
    }
    assert {name for name, s in counted.items() if town.is_late(s)} == {
        name for name in chosen if min(one.day for one in sent if one.name == name) > DEADLINE
    }
    obliged = [name for name in NAMES if name not in exempt]
    assert len(town.missing) + town.attainment.received == town.attainment.obliged == len(obliged)
    attained = sum(name in chosen and chosen[name].total >= 73 for name in obliged)
    clean = [chosen[name] for name in obliged if name in chosen and not chosen[name].blocked]
    assert (town.attainment.attained, town.attainment.clean) == (attained, len(clean))
    assert town.attainment.rate_obliged == Decimal(attained) / len(obliged)
    assert town.attainment.met is (attained / len(obliged) >= 0.45)


def test_random_folders_add_up(
    tmp_path: Path, baihe: Scheme, books: dict[tuple[str, str, int, bool], bytes]
) -> None:
    for number in range(FOLDERS):
        dice, folder = random.Random(number), tmp_path / str(number)
        folder.mkdir()
        exempt = set(dice.sample(NAMES, dice.randrange(3)))
        roster = Roster(communities=tuple(Community(name=name, obliged=name not in exempt) for name in NAMES))
        sent = fill(folder, dice, books)
        check(consolidate_town(folder, baihe, roster, as_of=DAY), sent, folder, exempt)
