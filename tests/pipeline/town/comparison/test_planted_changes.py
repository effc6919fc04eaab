"""Whatever two rounds hold, exactly the changes that were planted are found; other rows and layouts change nothing."""

import os
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.run import consolidate_town
from pipeline.town.comparison.beside import beside
from pipeline.town.comparison.communities import Movement, community_changes
from pipeline.town.comparison.items import unit_changes
from pipeline.town.comparison.kept import past_of
from pipeline.town.model import Town
from tests.books import Layout, write_book
from tests.conftest import SCHEMES
from tests.corpus.drifting import Drifted
from tests.pipeline.town.small_towns import roster
from validators.scheme.file import load_scheme
from validators.scheme.model import Scheme

NAMES = ("示范一居", "示范二居")
LAYOUTS: tuple[Layout, ...] = ("official", "tiered")

often = settings(
    max_examples=100 if os.environ.get("CI") else 12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
every_scheme = pytest.mark.parametrize(
    "scheme", [load_scheme(source) for source in SCHEMES.values()], ids=list(SCHEMES)
)

Choices = Mapping[str, Mapping[int, str]]


class Planted(NamedTuple):
    """What the communities chose in two rounds, and by community and item what was changed on purpose."""

    before: Choices
    now: Choices
    changes: Mapping[tuple[str, int], str]


def worth(scheme: Scheme, item: int, choice: str) -> Decimal:
    """Points of a tier or of none, from the plan as it stands in its file."""
    ids = {tier.name: tier.id for tier in scheme.tiers}
    return scheme.items[item - 1].points[ids[choice]] if choice in ids else Decimal(0)


@st.composite
def planted(draw: st.DrawFn, scheme: Scheme) -> Planted:
    """Two rounds, equal but for some changes; an item 不涉及 stays as it was."""
    countable = [*(tier.name for tier in scheme.tiers), scheme.choices.zero.name]
    kinds = [*countable, scheme.choices.not_applicable.name]
    numbers = list(scheme.item_by_no)
    before = {name: {item: draw(st.sampled_from(kinds)) for item in numbers} for name in NAMES}
    places = [(name, item) for name in NAMES for item in numbers if before[name][item] in countable]
    chosen = draw(st.lists(st.sampled_from(places), unique=True, max_size=8)) if places else []
    changes = {
        (name, item): draw(st.sampled_from([c for c in countable if c != before[name][item]]))
        for name, item in chosen
    }
    now = {
        name: before[name] | {item: c for (of, item), c in changes.items() if of == name} for name in NAMES
    }
    return Planted(before, now, changes)


def town(scheme: Scheme, choices: Choices, data: st.DataObject | None = None) -> Town:
    """A round of files; drawn, each in a layout of its own with its rows in any order."""
    day = date(next(iter(scheme.deadlines)), 10, 9)
    with TemporaryDirectory() as folder:
        for name, chosen in choices.items():
            sheet = Drifted(scheme, name, data.draw(st.sampled_from(LAYOUTS)) if data else "official")
            sheet.dated(day).choose(chosen)
            if data:
                rows = list(sheet.rows.values())
                order = dict(zip(rows, data.draw(st.permutations(rows)), strict=True))
                sheet.moved(lambda row, order=order: order.get(row, row))  # type: ignore[misc]
            write_book(Path(folder) / f"{name}.xlsx", sheet)
        listed = roster(*NAMES)
        return consolidate_town(Path(folder), scheme, listed, as_of=day.replace(month=12), round_=day.year)


def set_beside(before: Town, now: Town) -> Town:
    last = past_of(before)
    return beside(now, [last._replace(year=last.year - 1)], {})


@every_scheme
@often
@given(data=st.data())
def test_exactly_the_planted_changes_are_found(scheme: Scheme, data: st.DataObject) -> None:
    rounds = data.draw(planted(scheme))
    both = set_beside(town(scheme, rounds.before), town(scheme, rounds.now, data))
    found = community_changes(both)
    assert [change.name for change in found] == list(NAMES)
    for change in found:
        steps = {
            item: worth(scheme, item, choice) - worth(scheme, item, rounds.before[change.name][item])
            for (name, item), choice in rounds.changes.items()
            if name == change.name
        }
        assert set(change.raised) == {item for item, step in steps.items() if step > 0}
        assert set(change.fallen) == {item for item, step in steps.items() if step < 0}
        assert change.difference == sum(steps.values())
        assert change.remark in ("", "上次达标，本年未达标")
    assert sum(len(change.raised) + len(change.fallen) for change in found) == len(rounds.changes)


@every_scheme
@often
@given(data=st.data())
def test_other_rows_and_layouts_are_no_change(scheme: Scheme, data: st.DataObject) -> None:
    rounds = data.draw(planted(scheme))
    both = set_beside(town(scheme, rounds.before), town(scheme, rounds.before, data))
    for change in community_changes(both):
        assert (change.change, change.difference, change.raised, change.fallen, change.remark) == (
            Movement.SAME,
            0,
            (),
            (),
            "",
        )
    assert all((unit.mended, unit.new, unit.weak[0]) == (0, 0, unit.weak[1]) for unit in unit_changes(both))
    first, second = (past_of(one).communities for one in (town(scheme, rounds.before), both))
    assert [one.answers for one in first] == [one.answers for one in second]
