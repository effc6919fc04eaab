"""A plan that changed is never shown as a movement: what is not the same item or standard is told to be adjusted."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.run import consolidate_town
from pipeline.town.comparison.beside import beside
from pipeline.town.comparison.communities import CommunityChange, Movement, community_changes
from pipeline.town.comparison.items import item_changes, unit_changes
from pipeline.town.comparison.kept import past_of
from pipeline.town.model import Town
from pipeline.town.past import PastItem, PastRound
from tests.books import Sheet, write_book
from tests.pipeline.town.small_towns import roster
from validators.rules import catalogue
from validators.scheme.model import Scheme

NAMES = ("示范一居", "示范二居")
Bend = Callable[[PastRound], PastRound]


def filled(folder: Path, scheme: Scheme, year: int, choices: Mapping[str, Mapping[int, str]]) -> Town:
    """The town of communities with 一般 but for some items."""
    for name, other in choices.items():
        sheet = Sheet(scheme, name).dated(date(year, 10, 9))
        write_book(
            folder / str(year) / f"{name}.xlsx",
            sheet.choose({**dict.fromkeys(scheme.item_by_no, "一般"), **other}),
        )
    day = date(year, 11, 1)
    return consolidate_town(folder / str(year), scheme, roster(*NAMES), as_of=day, round_=year)


def set_beside(folder: Path, scheme: Scheme, bend: Bend) -> Town:
    """示范一居 raised items 5 and 6 to 良好 and let 8 fall; 示范二居 is as it was. What the earlier plan was is bent."""
    earlier = filled(folder, scheme, 2021, {"示范一居": {8: "良好"}, "示范二居": {}})
    town = filled(folder, scheme, 2022, {"示范一居": {5: "良好", 6: "良好", 8: "合格"}, "示范二居": {}})
    rules = {code: rule for code, rule in catalogue().items() if code.startswith("GCH")}
    return beside(town, [bend(past_of(earlier))], rules)


def with_item(number: int, item: PastItem) -> Bend:
    return lambda past: past._replace(items={**past.items, number: item})


def same(past: PastRound) -> PastRound:
    return past


def other_words(past: PastRound) -> PastRound:
    return with_item(8, past.items[8]._replace(criterion="生活垃圾分类"))(past)


def other_points(past: PastRound) -> PastRound:
    return with_item(8, past.items[8]._replace(points={**past.items[8].points, "良好": Decimal(6)}))(past)


def not_applicable_in_full(past: PastRound) -> PastRound:
    return with_item(8, past.items[8]._replace(points={**past.items[8].points, "不涉及": Decimal(5)}))(past)


def no_such_item(past: PastRound) -> PastRound:
    return past._replace(items={number: item for number, item in past.items.items() if number != 8})


def other_lines(past: PastRound) -> PastRound:
    return past._replace(lines={**past.lines, "一般": Decimal(90)})


def first(town: Town) -> CommunityChange:
    change, _ = community_changes(town)
    return change


def test_the_same_plan_shows_what_moved(tmp_path: Path, baihe: Scheme) -> None:
    """91.5 and 1 for item 8 before; 0.5 and 0.5 for 5 and 6 now, and 1 less for 8."""
    change = first(set_beside(tmp_path, baihe, same))
    assert (change.change, change.difference, change.remark) == (Movement.FALLEN, Decimal(-1), "")
    assert (change.raised, change.fallen) == ((5, 6), (8,))


@pytest.mark.parametrize("bend", [other_words, other_points, not_applicable_in_full, no_such_item])
def test_an_item_that_was_another_has_not_moved(bend: Bend, tmp_path: Path, baihe: Scheme) -> None:
    town = set_beside(tmp_path, baihe, bend)
    change = first(town)
    assert (change.change, change.difference) == (Movement.OTHER, None)
    assert (change.raised, change.fallen) == ((5, 6), ())
    assert change.remark == "2021年标准不同，总分、等次不作比较；第8项标准调整"
    items = {item.item: item for item in item_changes(town)}
    assert [number for number, item in items.items() if item.adjusted] == [8]
    assert (items[8].shares[0], items[7].shares[0]) == (None, {"合格": 0, "一般": 1, "良好": 0})
    (unit,) = (unit for unit in unit_changes(town) if 8 in unit.adjusted)
    assert 8 not in unit.items
    assert unit.weak == (2 * len(unit.items), 2 * len(unit.items))  # 社发办 leads 8, 11, 25 and 26: all 一般
    assert (unit.comparable, unit.mended, unit.new) == (6, 0, 0)
    assert not any(finding.code.startswith("GCH") for finding in town.findings)


def test_an_item_that_is_no_more_is_told(tmp_path: Path, baihe: Scheme) -> None:
    change = first(set_beside(tmp_path, baihe, lambda past: with_item(30, past.items[8])(past)))
    assert (change.change, change.raised, change.fallen) == (Movement.OTHER, (5, 6), (8,))
    assert change.remark == "2021年标准不同，总分、等次不作比较；第30项标准调整"


def test_other_lines_are_another_standard_of_the_same_items(tmp_path: Path, baihe: Scheme) -> None:
    town = set_beside(tmp_path, baihe, other_lines)
    change = first(town)
    assert (change.change, change.difference) == (Movement.OTHER, None)
    assert (change.raised, change.fallen) == ((5, 6), (8,))
    assert change.remark == "2021年标准不同，总分、等次不作比较"
    assert [f.item for f in town.findings if f.code == "GCH601"] == [
        8
    ]  # 良好 to 合格 is two tiers by either plan


def test_who_did_not_report_the_year_before_is_compared_with_the_last_that_they_did(
    tmp_path: Path, baihe: Scheme
) -> None:
    town = set_beside(tmp_path, baihe, same)
    (past,) = town.earlier
    one, two = past.communities
    earliest = past._replace(year=2020, communities=(one, two))
    last = past._replace(communities=(two,))
    changes = {change.name: change for change in community_changes(beside(town, [last, earliest], {}))}
    assert changes["示范一居"].rounds[1] is None
    assert (changes["示范一居"].fallen, changes["示范一居"].remark) == ((8,), "与2020年相比")
    assert (changes["示范二居"].change, changes["示范二居"].remark) == (Movement.SAME, "")
