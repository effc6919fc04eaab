"""A round as it is kept: what it was scored on, how far the town was, and what every community chose and promised."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.run import build_workbook, consolidate_town
from pipeline.town.comparison.kept import past_of
from pipeline.town.past import PastMark, PastMeasure, PastRound
from tests.books import Sheet, write_book
from tests.pipeline.town.small_towns import book, roster
from validators.roster import Community, Roster
from validators.scheme.model import Scheme
from validators.submission import Entry, Measure, Submission

DAY = date(2021, 11, 1)


@pytest.fixture
def round_(tmp_path: Path, baihe: Scheme) -> PastRound:
    """Three communities of four, the second with two measures, one of them without a day."""
    book(tmp_path, "a.xlsx", baihe, "示范一居", tier="良好")
    entries = tuple(Entry(item.no, tier="不得分" if item.no == 7 else "合格") for item in baihe.items)
    measures = {
        7: Measure(action="增设雨水花园", due=date(2021, 12, 15)),
        8: Measure(action="改造", due="年底"),
    }
    answered = Submission(
        layout="template",
        community="示范二居",
        community_from="cell",
        filled_on=date(2021, 10, 9),
        entries=entries,
        measures=measures,
    )
    build_workbook(baihe, tmp_path / "b.xlsx", round_=2021, submission=answered)
    write_book(
        tmp_path / "c.xlsx",
        Sheet(baihe, "示范新居").dated(date(2021, 10, 9)).choose({1: "良好", 2: "不涉及"}),
    )
    listed = (Community(code="SF01", name="示范一居"), Community(name="示范二居"), Community(name="示范三居"))
    return past_of(consolidate_town(tmp_path, baihe, Roster(communities=listed), as_of=DAY, round_=2021))


def test_the_town(round_: PastRound) -> None:
    assert (round_.year, round_.as_of) == (2021, DAY)
    assert (round_.obliged, round_.received, round_.attained) == (3, 2, 1)
    assert round_.rate == Decimal(1) / 3
    assert (round_.target, round_.target_by) == (Decimal("0.45"), date(2021, 12, 31))


def test_what_it_was_scored_on(round_: PastRound) -> None:
    """附件1, word for word with its notes; 不涉及 counts as nothing."""
    assert round_.lines == {"合格": 73, "一般": Decimal("91.5"), "良好": 110}
    assert list(round_.items) == list(range(1, 30))
    assert round_.items[1].criterion.endswith("整治工作（80%以上得6分）")
    assert round_.items[5].points == {"合格": 2, "一般": Decimal("2.5"), "良好": 3, "不涉及": 0}


def test_the_communities(round_: PastRound) -> None:
    first, second, third = round_.communities
    assert (first.name, first.code, first.total, first.grade, first.attained) == (
        "示范一居",
        "SF01",
        110,
        "良好",
        True,
    )
    assert first.mark(7) == PastMark("良好", Decimal(3))
    assert (second.total, second.grade, second.attained) == (71, "未达标", False)  # 73 less 2 for item 7
    assert second.mark(7) == PastMark("不得分", Decimal(0))
    assert second.measures == {7: PastMeasure("增设雨水花园", date(2021, 12, 15)), 8: PastMeasure("改造")}
    assert second.source == "b.xlsx"
    assert (third.name, third.code, third.total) == ("示范新居", "", 6)  # on nobody's roster
    assert (third.mark(2), third.mark(3)) == (PastMark("不涉及", Decimal(0)), PastMark())


def test_equal_answers_are_known_whatever_layout_and_day(tmp_path: Path, baihe: Scheme) -> None:
    chosen = {item.no: "合格" for item in baihe.items}
    first = Sheet(baihe, "示范一居", "official").dated(date(2021, 10, 9)).choose(chosen)
    again = Sheet(baihe, "示范二居", "tiered").dated(date(2021, 10, 20)).choose(chosen)
    other = (
        Sheet(baihe, "示范三居", "tiered").dated(date(2021, 10, 20)).choose(chosen).put(3, "evidence", "照片")
    )
    for name, sheet in {"a": first, "b": again, "c": other}.items():
        write_book(tmp_path / f"{name}.xlsx", sheet)
    town = consolidate_town(tmp_path, baihe, as_of=DAY, round_=2021)
    answers = {community.name: community.answers for community in past_of(town).communities}
    assert answers["示范一居"] == answers["示范二居"] != answers["示范三居"]


def test_without_a_roster_no_rate_is_known(tmp_path: Path, scheme: Scheme) -> None:
    year = next(iter(scheme.deadlines))
    book(tmp_path, "a.xlsx", scheme, "示范一居", tier=scheme.tiers[-1].name, year=year)
    day = date(year, 12, 1)
    alone = past_of(consolidate_town(tmp_path, scheme, as_of=day, round_=year))
    assert (alone.obliged, alone.rate, alone.attained) == (None, None, 1)
    listed = past_of(consolidate_town(tmp_path, scheme, roster("示范一居"), as_of=day, round_=year))
    assert listed.rate == 1
