"""Whichever number of a report in JSON is changed: it is refused, or what was changed counts nowhere."""

import copy
import json
import os
import random
from collections.abc import Iterator
from typing import Any

import pytest

from pipeline.harmless import json_text
from pipeline.run import consolidate_town
from pipeline.town.reports.adding import added_up
from pipeline.town.reports.model import ReportError
from pipeline.writing.reported.reading import read_report
from pipeline.writing.reports.json_report import town_report
from tests.pipeline.district.towns import DAY, MIDDLE, as_data, differences, listed_in, submissions
from validators.scheme.model import Scheme

MANY = 400 if os.environ.get("CI") else 25

COUNTS_NOWHERE = ("size", "changes", "duplicates", "superseded", "other_rounds", "rejected", "findings")
"""What tells something of a file, of what changed or of what does not count: no sum is made of it."""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory, baihe: Scheme) -> Any:
    """The report of a town with whatever can come."""
    folder = tmp_path_factory.mktemp("any")
    roster = listed_in(submissions(folder / "raw", baihe), baihe)
    town = consolidate_town(folder / "raw" / MIDDLE, baihe, roster.groups[MIDDLE], as_of=DAY, round_=2021)
    return json.loads(json_text(town_report(town, "./")))


def numbers(said: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Where numbers stand, and what is said or not."""
    if isinstance(said, dict | list):
        parts = said.items() if isinstance(said, dict) else enumerate(said)
        for key, value in parts:
            yield from numbers(value, (*path, key))
    elif isinstance(said, int | float):
        yield path


def changed(said: Any, path: tuple[str | int, ...]) -> Any:
    """The same with another number there, or the contrary."""
    other = copy.deepcopy(said)
    place = other
    for key in path[:-1]:
        place = place[key]
    value = place[path[-1]]
    place[path[-1]] = not value if isinstance(value, bool) else value + 1
    return other


def alone(said: Any, scheme: Scheme) -> Any:
    """What follows from a report by itself."""
    report = read_report("a.json", json.dumps(said, ensure_ascii=False, indent=2).encode(), None, scheme)
    assert report
    return as_data(added_up([report], scheme, report.roster, report.as_of, report.year), "json")


def test_any_number(said: Any, baihe: Scheme) -> None:
    before, refused = alone(said, baihe), 0
    places = [path for path in numbers(said) if path[0] not in ("briefing", "comparison", "schema_version")]
    for path in random.Random(MANY).sample(places, MANY):
        try:
            after = alone(changed(said, path), baihe)
        except ReportError:
            refused += 1
        else:
            wrong = list(differences(before, after))
            assert wrong == [] or {*map(str, path)} & {*COUNTS_NOWHERE}, path
    assert refused > MANY / 2
