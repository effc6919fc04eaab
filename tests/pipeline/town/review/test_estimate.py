"""The reckoned interval covers the truth at its stated rate, whatever the truth is; beside published figures."""

import os
import random
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product
from math import comb, prod

import pytest

from pipeline.run import consolidate_town
from pipeline.town.model import Town
from pipeline.town.review.estimate import (
    CONFIDENCE,
    Extrapolation,
    Layer,
    Span,
    extrapolation,
    span,
    spans_of,
)
from pipeline.town.review.model import Review
from pipeline.town.review.results import estimate_line
from tests.pipeline.town.small_towns import book, roster
from validators.scheme.model import Scheme

DAY = date(2021, 11, 30)
LARGEST = 14 if os.environ.get("CI") else 8
TOWNS = 2000 if os.environ.get("CI") else 300


def likely(found: int, number: int, true: int, drawn: int) -> float:
    return comb(true, found) * comb(number - true, drawn - found) / comb(number, drawn)


@pytest.mark.parametrize(
    ("number", "drawn", "attained", "wanted"),
    [
        (
            300,
            100,
            45,
            (111, 160),
        ),  # R's samplingbook gives 110 and 161 for Sprop(m=45, n=100, N=300): the first left out
        (1, 1, 1, (1, 1)),
        (1, 1, 0, (0, 0)),
        (4, 4, 3, (3, 3)),  # all looked at: nothing to reckon
        (5, 0, 0, (0, 5)),  # nobody looked at: nothing is known
        (4, 1, 1, (1, 4)),  # one of four attains: P(it is found | 1 of 4) is 1/4
        (40, 1, 1, (1, 40)),  # P(it is found | 1 of 40) is 2.5 in 100, which is not less
        (41, 1, 1, (2, 41)),  # P(it is found | 1 of 41) is less
    ],
)
def test_an_interval_by_hand_or_as_published(
    number: int, drawn: int, attained: int, wanted: tuple[int, int]
) -> None:
    def tail(true: int, *, up: bool) -> float:
        counts = range(attained, drawn + 1) if up else range(attained + 1)
        return sum(likely(count, number, true, drawn) for count in counts)

    possible = range(attained, number - drawn + attained + 1)
    held = [t for t in possible if min(tail(t, up=True), tail(t, up=False)) > 0.025 - 1e-9]
    assert (min(held), max(held)) == wanted
    assert span(number, drawn, attained) == wanted


def test_one_grade_is_covered_whatever_the_truth() -> None:
    """Exactly, every number of communities, of those drawn and of those that attain."""
    for number in range(1, LARGEST + 1):
        for drawn, true in product(range(number + 1), range(number + 1)):
            counts = range(max(0, drawn - number + true), min(true, drawn) + 1)
            covered = 0.0
            for found in counts:
                low, high = span(number, drawn, found)
                covered += likely(found, number, true, drawn) * (low <= true <= high)
            assert covered >= CONFIDENCE - 1e-9, (number, drawn, true)


def test_several_grades_are_covered_together(baihe: Scheme) -> None:
    """Exactly, over all outcomes, for every truth of towns of a few grades."""
    grades = baihe.grades[1:]
    for sizes in (((1, 1), (4, 2), (5, 2)), ((3, 1), (4, 1), (6, 2)), ((2, 1), (2, 1), (8, 3))):
        for truths in product(*(range(number + 1) for number, _ in sizes)):
            covered = 0.0
            for found in product(*(range(drawn + 1) for _, drawn in sizes)):
                chance = prod(
                    likely(x, number, true, drawn) if x <= true and drawn - x <= number - true else 0.0
                    for x, true, (number, drawn) in zip(found, truths, sizes, strict=True)
                )
                if chance:
                    layers = [
                        Layer(grade, number, drawn, x, x, drawn - x)
                        for grade, (number, drawn), x in zip(grades, sizes, found, strict=True)
                    ]
                    spans = spans_of(layers)
                    low, high = sum(s.low for s in spans), sum(s.high for s in spans)
                    covered += chance * (low <= sum(truths) <= high)
            assert covered >= CONFIDENCE - 1e-9, (sizes, truths)


@pytest.fixture(scope="module")
def received(tmp_path_factory: pytest.TempPathFactory, baihe: Scheme) -> Town:
    """Twelve communities: three of the top grade, four of the next, four that just attain, one that does not."""
    folder = tmp_path_factory.mktemp("town")
    tiers = ["良好"] * 3 + ["一般"] * 4 + ["合格"] * 4 + ["不得分"]
    names = [f"示范{n}居" for n in "一二三四五六七八九"] + ["示范十居", "示范十一居", "示范十二居"]
    for name, tier in zip(names, tiers, strict=True):
        book(folder, f"{name}.xlsx", baihe, name, tier)
    return consolidate_town(folder, baihe, roster(*names, "示范十三居"), as_of=DAY)


def looked_at(town: Town, by_lot: list[str], others: list[str], truth: dict[str, bool]) -> Town:
    """The town with reviews of which all that is said is whether the community attains."""
    cards = {True: town.standings[0].scorecard, False: town.standings[-1].scorecard}
    reviews = {
        name: Review(name, 2021, DAY, "", "", {}, cards[truth[name]], by_lot=name in by_lot)
        for name in (*by_lot, *others)
    }
    return replace(town, reviews=reviews)


def test_simulated_towns_are_covered_at_the_stated_rate(received: Town) -> None:
    """Draws by lot within each grade; what risk speaks for is looked at anyway, and more often does not attain."""
    dice, covered = random.Random(20211122), 0
    strata: dict[str, list[str]] = {}
    for standing in received.counted:
        if standing.scorecard.attained:
            strata.setdefault(standing.scorecard.grade.id, []).append(standing.name)
    for _ in range(TOWNS):
        risky = {name for names in strata.values() for name in names if dice.random() < 0.2}
        truth = {s.name: dice.random() < (0.4 if s.name in risky else 0.8) for s in received.counted}
        drawn = [
            name for names in strata.values() for name in dice.sample(names, dice.randint(1, len(names) - 1))
        ]
        found = extrapolation(looked_at(received, drawn, sorted(risky - {*drawn}), truth))
        assert found is not None
        low, high = found.span
        attained = sum(truth[name] for names in strata.values() for name in names)
        covered += low <= attained <= high
        assert found.attained is not None
        assert low <= found.attained <= high
    assert covered / TOWNS >= CONFIDENCE


def test_a_town_reckoned_by_hand(received: Town) -> None:
    """一 attains (1 of 3), 四 and 五 do (2 of 4), 八 does not (1 of 4); 九 was looked at for a reason, and does not."""
    truth = {"示范一居": True, "示范四居": True, "示范五居": True, "示范八居": False, "示范九居": False}
    town = looked_at(received, [*truth][:4], ["示范九居"], truth)
    found = extrapolation(town)
    assert found is not None
    assert [(layer.number, layer.drawn, layer.attained) for layer in found.layers] == [
        (3, 1, 1), (4, 2, 2), (4, 1, 0),
    ]  # fmt: skip
    # 95% of three grades together: 98.3% each, 0.85% either way; so few exclude nothing but what was seen
    assert (found.certain, found.span) == (0, Span(1 + 2 + 0, 3 + 4 + 2))
    assert found.attained == 3 + 4 + 0
    assert [rate and round(rate, 3) for rate in found.rates(13)] == [
        Decimal("0.538"),
        Decimal("0.231"),
        Decimal("0.692"),
    ]
    told = estimate_line(town)
    assert told.startswith(
        "全镇如全部考评，达标数估计在3至9个之间，按比例推算约7个，按应报13个计为23.1%至69.2%，按已报12个计为25%至75%。"
    )
    assert told.endswith("以抽中的社区都已考评为前提，是推算，不是考评结果。")
    waiting = estimate_line(replace(town, unreviewed=("示范二居", "示范十居")))
    assert waiting.endswith("为前提，现在还有2个没有考评（示范二居、示范十居），是推算，不是考评结果。")


def test_what_was_found_for_a_reason_bounds_what_the_lot_says(received: Town) -> None:
    """八 was drawn and attains; that the three others of its grade do not is known: it is one of four, whatever the lot says."""
    truth = {"示范八居": True, "示范九居": False, "示范十居": False, "示范十一居": False}
    found = extrapolation(looked_at(received, ["示范八居"], [*truth][1:], truth))
    assert found is not None
    (of,) = [layer for layer in found.layers if layer.drawn]
    assert (of.possible, of.likeliest) == (Span(1, 1), 1)
    assert found.span == Span(1, 3 + 4 + 1)


def test_a_grade_that_nobody_was_drawn_of_is_told(received: Town) -> None:
    town = looked_at(received, ["示范一居"], [], {"示范一居": True})
    found = extrapolation(town)
    assert isinstance(found, Extrapolation)
    assert (found.span, found.attained) == (Span(1, 3 + 4 + 4), None)
    assert "“一般”、“合格”没有随机抽中并已考评的社区，只能取最宽的范围。" in estimate_line(town)


def test_nothing_is_reckoned_from_what_was_not_drawn_by_lot(received: Town) -> None:
    town = looked_at(received, [], ["示范一居"], {"示范一居": True})
    assert extrapolation(town) is None
    assert estimate_line(town) == ""
