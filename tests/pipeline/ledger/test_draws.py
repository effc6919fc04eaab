"""Every draw that is another is kept, the very same once; a ledger of before the draws is read, and written on."""

import hashlib
import sqlite3
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.keeping import Sampled, draws_before, sampled
from pipeline.ledger import file, schema
from pipeline.ledger.draws import KeptDraw, draws
from pipeline.ledger.file import read
from pipeline.ledger.history import chain
from pipeline.ledger.sentences import Hindrance, LedgerError
from pipeline.reading.files.own_ledger import NAME
from pipeline.run import consolidate_town
from pipeline.town.model import Town
from pipeline.town.review.drawing import Way
from tests.pipeline.ledger.kept import consolidated, counts, rows
from tests.pipeline.town.review.drawn_towns import DAY, NAMES, ROSTER, SEED, example
from tests.pipeline.town.small_towns import book, roster
from validators.scheme.model import Scheme

SHARE = Decimal("0.3")


@pytest.fixture
def town(tmp_path: Path, baihe: Scheme) -> Town:
    """The office's example, never consolidated with a ledger."""
    return example(tmp_path, baihe)


def made(town: Town, folder: Path, seed: int | None = SEED, share: Decimal = SHARE) -> Sampled:
    draw = sampled(town, share, seed, folder, folder / NAME)
    assert draw
    return draw


def kept(folder: Path, year: int | None = None) -> list[KeptDraw]:
    return read(folder / NAME, lambda ledger: draws(ledger, year))


def test_a_draw_is_kept_as_it_was_made(town: Town, tmp_path: Path) -> None:
    draw = made(town, tmp_path).draw
    (one,) = kept(tmp_path)
    assert (one.year, one.number, one.day, one.seed, one.share, one.framed) == (2021, 1, DAY, SEED, SHARE, 10)
    assert one.digest == draw.digest
    assert one.names(Way.RANDOM) == [
        "示范一居",
        "示范四居",
        "示范九居",
        "示范十居",
    ]  # by hand, as in test_drawing
    said = [(of.name, of.way, of.reasons, [*of.items]) for of in one.chosen]
    assert said == [
        (of.name, of.way, "；".join(of.reasons), [item.item for item in of.items]) for of in draw.chosen
    ]
    assert counts(tmp_path)["drawn"] == 10
    assert rows(
        tmp_path, "SELECT total FROM drawn JOIN versions ON id = version WHERE community = '示范四居'"
    ) == ["91.5"]


def test_the_very_same_is_kept_once(town: Town, tmp_path: Path, baihe: Scheme) -> None:
    first = made(town, tmp_path)
    before = counts(tmp_path)
    again = made(consolidate_town(tmp_path, baihe, ROSTER, as_of=date(2021, 11, 30)), tmp_path)
    assert (first.again, again.again) == (False, True)
    assert [one.number for one in again.draws] == [1]
    assert counts(tmp_path) == before | {"consolidations": 2}


def test_every_other_is_another(town: Town, tmp_path: Path, baihe: Scheme) -> None:
    """Another seed, another share, the first again after others, and the first seed after a submission has changed."""
    numbers = []
    for seed, share in ((SEED, SHARE), (7, SHARE), (SEED, Decimal("0.5")), (SEED, SHARE)):
        draw = made(town, tmp_path, seed, share)
        assert draw.kept
        numbers.append((draw.kept.number, len(draw.draws)))
    assert numbers == [(1, 1), (2, 2), (3, 3), (1, 3)]
    book(tmp_path, "示范三居.xlsx", baihe, "示范三居", "良好", day=12)
    changed = consolidate_town(tmp_path, baihe, ROSTER, as_of=DAY)
    last = made(changed, tmp_path)
    assert last.kept
    assert (last.kept.number, last.again) == (4, False)
    assert [one.seed for one in kept(tmp_path)] == [SEED, 7, SEED, SEED]


def test_without_a_seed_it_is_the_last_ones(town: Town, tmp_path: Path) -> None:
    """Nobody draws anew but by saying another number; the first is made once, of six digits."""
    first, again = made(town, tmp_path, None), made(town, tmp_path, None)
    assert 100_000 <= first.draw.seed <= 999_999
    assert (again.draw.seed, again.again) == (first.draw.seed, True)
    made(town, tmp_path, 5)
    assert made(town, tmp_path, None).draw.seed == 5
    seeds = {draw.draw.seed for _ in range(5) if (draw := sampled(town, SHARE, None, tmp_path, None))}
    assert len(seeds) > 1  # without a ledger there is no last one


def test_each_round_counts_its_own(town: Town, tmp_path: Path, baihe: Scheme) -> None:
    made(town, tmp_path)
    for name in NAMES[:2]:
        book(tmp_path, f"{name}2022.xlsx", baihe, name, "一般", year=2022)
    later = consolidate_town(tmp_path, baihe, ROSTER, as_of=DAY.replace(year=2022))
    draw = made(later, tmp_path, None)
    assert [(one.year, one.number) for one in draw.draws] == [(2022, 1)]
    assert draw.draw.seed != SEED
    assert [(one.year, one.number) for one in kept(tmp_path)] == [(2021, 1), (2022, 1)]
    assert [one.year for one in kept(tmp_path, 2021)] == [2021]


def test_nobody_to_draw_from_is_no_draw(tmp_path: Path, baihe: Scheme) -> None:
    book(tmp_path, "甲.xlsx", baihe, "甲", "不得分")
    town = consolidate_town(tmp_path, baihe, roster("甲"), as_of=DAY)
    assert sampled(town, SHARE, SEED, tmp_path, tmp_path / NAME) is None
    assert not (tmp_path / NAME).exists()


def test_what_hinders_the_ledger_costs_no_draw(town: Town, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / NAME)) as other:
        other.execute("CREATE TABLE 通讯录 (姓名)")
    draw = made(town, tmp_path)
    assert draw.hindered
    assert (draw.hindered.hindrance, draw.kept, len(draw.draw.strata)) == (Hindrance.FOREIGN, None, 3)


def test_what_was_drawn_cannot_be_undone(town: Town, tmp_path: Path) -> None:
    made(town, tmp_path)
    with closing(sqlite3.connect(tmp_path / NAME)) as ledger:
        for table, column in (("draws", "seed"), ("drawn", "way"), ("drawn_items", "item")):
            for statement in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"):
                with pytest.raises(sqlite3.IntegrityError, match="台账只增加"):
                    ledger.execute(statement)


@pytest.fixture
def of_before(tmp_path: Path, baihe: Scheme, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose ledger an earlier program wrote: the first step alone, with a consolidation in it."""
    with monkeypatch.context() as patch:
        patch.setattr(file, "STEPS", schema.STEPS[:1])
        book(tmp_path, "甲.xlsx", baihe, "甲")
        consolidated(tmp_path, baihe)
    assert rows(tmp_path, "PRAGMA user_version") == [1]
    assert "draws" not in counts(tmp_path)
    return tmp_path


def test_a_ledger_of_before_is_read(of_before: Path, baihe: Scheme) -> None:
    assert kept(of_before) == []
    assert [one.total for one in read(of_before / NAME, chain)] == [73]
    town = consolidate_town(of_before, baihe, roster("甲"), as_of=DAY)
    assert draws_before(town, of_before / NAME) == []
    assert rows(of_before, "PRAGMA user_version") == [1]


def test_a_ledger_of_before_is_written_on(of_before: Path, baihe: Scheme) -> None:
    town = consolidate_town(of_before, baihe, roster("甲"), as_of=DAY)
    draw = made(town, of_before)
    assert (draw.hindered, draw.news) == (None, ("", ""))
    assert [one.names(Way.RANDOM) for one in kept(of_before)] == [["甲"]]
    assert [one.total for one in read(of_before / NAME, chain)] == [73]
    assert rows(of_before, "PRAGMA user_version") == [len(schema.STEPS)]
    assert counts(of_before)["versions"] == 1


def test_a_table_of_the_draws_that_is_missing_is_damage(town: Town, tmp_path: Path) -> None:
    made(town, tmp_path)
    with closing(sqlite3.connect(tmp_path / NAME)) as ledger:
        ledger.execute("DROP TABLE drawn_items")
    with pytest.raises(LedgerError) as told:
        kept(tmp_path)
    assert told.value.hindrance is Hindrance.DAMAGED


def test_the_first_step_is_what_it_was() -> None:
    """What is released is never changed: the digest is that of the text as it was before there were draws."""
    text = "\n".join(schema.STEPS[0]).encode()
    assert (
        hashlib.sha256(text).hexdigest() == "a3299585d15d683c8d9440d37ab24701198a468cab989188aa8c26a9baa300ee"
    )
