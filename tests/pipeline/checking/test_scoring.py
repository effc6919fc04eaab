"""Points, totals, grades and gaps, against the plan's own table."""

from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.checking.scoring import score, supported
from tests import oracle
from validators.scheme.file import load_scheme
from validators.scheme.model import Scheme
from validators.submission import Entry, Submission

BAIHE = load_scheme("baihe-2021")
CHOICES = st.sampled_from(["合格", "一般", "良好", "不得分", "不涉及"])


def submitted(*entries: Entry) -> Submission:
    return Submission(layout="tiered", community="示范一居", community_from="cell", entries=entries)


def by_tier(choices: Mapping[int, str]) -> Submission:
    return submitted(*(Entry(item=item, tier=name) for item, name in choices.items()))


@given(st.dictionaries(st.integers(1, 29), CHOICES))
def test_any_filling_scores_as_annex_1_says(choices: dict[int, str]) -> None:
    card = score(by_tier(choices), BAIHE)
    assert card.total == oracle.total(choices)
    assert card.grade.name == oracle.grade(card.total)
    assert card.attained == (card.total >= 73)
    assert list(card.missing) == [item for item in range(1, 30) if item not in choices]
    assert card.complete == (len(choices) == 29)
    by_section: dict[str, Decimal] = {}
    for item in range(1, 30):
        section = oracle.ROWS[item]["section"]
        points = oracle.points(item, choices[item]) if item in choices else Decimal(0)
        by_section[section] = by_section.get(section, Decimal(0)) + points
    assert list(card.sections.values()) == list(by_section.values())


@pytest.mark.parametrize(
    ("raised", "total", "grade", "gap", "attained"),
    [
        # all 合格 is 73; item 2 不得分 loses 3, raised items add 0.5 or 1
        (
            {2: "不得分", 3: "一般", 5: "一般", 6: "一般", 7: "一般", 9: "一般"},
            "72.5",
            "未达标",
            "0.5",
            False,
        ),
        ({}, "73", "合格", "18.5", True),
        # all 一般 is 91.5; item 2 合格 loses 0.5
        ({2: "合格"} | dict.fromkeys([i for i in range(1, 30) if i != 2], "一般"), "91", "合格", "0.5", True),
        (dict.fromkeys(range(1, 30), "一般"), "91.5", "一般", "18.5", True),
        (
            {2: "一般"} | dict.fromkeys([i for i in range(1, 30) if i != 2], "良好"),
            "109.5",
            "一般",
            "0.5",
            True,
        ),
        (dict.fromkeys(range(1, 30), "良好"), "110", "良好", "0", True),
    ],
)
def test_boundaries(raised: dict[int, str], total: str, grade: str, gap: str, attained: bool) -> None:
    choices = dict.fromkeys(range(1, 30), "合格") | raised
    card = score(by_tier(choices), BAIHE)
    assert oracle.total(choices) == Decimal(total), "the row itself adds up"
    assert (card.total, card.grade.name, card.gap, card.attained) == (
        Decimal(total),
        grade,
        Decimal(gap),
        attained,
    )


def test_all_of_one_tier_earns_the_declared_sum(scheme: Scheme) -> None:
    for tier in scheme.tiers:
        card = score(by_tier({item.no: tier.name for item in scheme.items}), scheme)
        assert card.total == scheme.declared.points[tier.id]
        assert dict(card.sections) == {section.no: section.points[tier.id] for section in scheme.sections}


def test_every_line_includes_its_number(scheme: Scheme) -> None:
    for lower, grade in zip(scheme.grades, scheme.grades[1:], strict=False):
        assert grade.at_least is not None
        assert scheme.grade_of(grade.at_least) is grade
        assert scheme.grade_of(grade.at_least - Decimal("0.5")) is lower


@pytest.mark.parametrize(
    ("entry", "choice", "points"),
    [
        (Entry(item=10, score=Decimal("2.5")), "fair", "2.5"),
        (Entry(item=10, score=Decimal(0)), "zero", "0"),
        (Entry(item=10, score=Decimal(1)), "noted", "1"),
        (Entry(item=10, score=Decimal("1.5")), None, None),
        (Entry(item=10, score="两分"), None, None),
        (Entry(item=10, ticks=("good",)), "good", "3"),
        (Entry(item=10, ticks=("good", "fair")), None, None),
        (Entry(item=10, tier="合格", score=Decimal(3)), "qualified", "2"),
        (Entry(item=10, tier="合格", ticks=("good",)), "qualified", "2"),
        (Entry(item=10, tier="优秀", score=Decimal(3)), None, None),
        (Entry(item=16, score=Decimal(3)), "noted", "3"),
        (Entry(item=25, tier="不涉及"), "not_applicable", "0"),
    ],
)
def test_the_selection_decides_then_the_tick_then_the_score(
    entry: Entry, choice: str | None, points: str | None
) -> None:
    mark = score(submitted(entry), BAIHE).mark(int(entry.item))
    assert (mark.choice, mark.points) == (choice, None if points is None else Decimal(points))


def test_not_applicable_may_count_in_full() -> None:
    full = load_scheme("tests/schemes/four-tiers.toml")
    assert score(by_tier({6: "无此项"}), full).total == 5


def test_of_a_repeated_row_the_first_counts() -> None:
    card = score(submitted(Entry(item=2, tier="合格"), Entry(item=2, tier="良好")), BAIHE)
    assert card.total == 3


# All at 良好 is 110. By the notes of 附件1: item 1 is 良好 (6) from 80 % on, else at most 一般 (5); item 17 is 一般 (3.5)
# from 80 % and 合格 (3) below it, 良好 (4) from 90 % on; item 7 is 良好 (3) above 5 places.
@pytest.mark.parametrize(
    ("tier", "measured", "total", "grade"),
    [
        ("良好", {}, 110, "良好"),
        ("良好", {1: 80, 17: 90, 7: 6}, 110, "良好"),
        ("良好", {1: 60, 17: 70}, 108, "一般"),
        ("良好", {17: 85}, "109.5", "一般"),
        ("良好", {7: 5}, "109.5", "一般"),
        # neither a doubtful value, nor what cannot be read, nor an item without a condition lowers anything
        ("良好", {17: 1, 1: "六成", 2: 10}, 110, "良好"),
        # a value above the tier raises nothing
        ("合格", {1: 100, 17: 95}, 73, "合格"),
    ],
)
def test_what_the_measured_values_support(
    tier: str, measured: Mapping[int, int | str], total: str | int, grade: str
) -> None:
    values = {item: text if text == "六成" else Decimal(text) for item, text in measured.items()}
    handed_in = submitted(*(Entry(item=i, tier=tier, measured=values.get(i)) for i in range(1, 30)))
    card = score(handed_in, BAIHE)
    lowered = supported(handed_in, card, BAIHE)
    assert (lowered.total, lowered.grade.name) == (Decimal(total), grade)
    assert (lowered is card) == (lowered.total == card.total)
