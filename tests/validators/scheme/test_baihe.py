"""The shipped scheme says what the official document says."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests import oracle
from validators.scheme.model import Scheme

DOCUMENT = (Path(oracle.ANNEX1).parent / "baihe-2021-10.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("number", range(1, 30))
def test_every_item_is_annex_1_word_for_word(baihe: Scheme, number: int) -> None:
    item, row = baihe.items[number - 1], oracle.ROWS[number]
    assert (item.no, item.criterion, item.note or "") == (number, row["criterion"], row["note"])
    assert item.max_points == Decimal(row["max"])
    assert [item.points[tier.id] for tier in baihe.tiers] == [
        Decimal(row[column]) for column in ("pass_合格", "fair_一般", "good_良好")
    ]
    assert baihe.sections[item.section - 1].title == row["section"]
    assert item.lead_text == row["lead_牵头单位"]
    assert item.cooperating_text == row["cooperating_配合单位"]
    assert item.responsible_text == row["responsible_责任单位"]


def test_the_note_stands_in_brackets_as_printed(baihe: Scheme) -> None:
    printed = [
        item.text for item in baihe.items if item.no != 22
    ]  # 22 is cut by a page break in the document
    assert [text for text in printed if text not in DOCUMENT] == []


@pytest.mark.parametrize(
    ("section", "expected"),
    [
        (1, (20, 14, 17, 20)),
        (2, (20, 13, 16.5, 20)),
        (3, (22, 14, 18, 22)),
        (4, (20, 14, 17, 20)),
        (5, (18, 12, 15, 18)),
        (6, (10, 6, 8, 10)),
    ],
)
def test_section_points(baihe: Scheme, section: int, expected: Sequence[float]) -> None:
    declared = baihe.sections[section - 1]
    assert (declared.max_points, *(declared.points[tier.id] for tier in baihe.tiers)) == expected


def test_totals_grades_targets_and_calendar(baihe: Scheme) -> None:
    assert baihe.declared.max_points == 110
    assert list(baihe.declared.points.values()) == [73, Decimal("91.5"), 110]
    assert [(grade.name, grade.at_least) for grade in baihe.grades] == [
        ("未达标", None),
        ("合格", 73),
        ("一般", Decimal("91.5")),
        ("良好", 110),
    ]
    assert [(target.by, target.rate) for target in baihe.targets] == [
        (date(2021, 12, 31), Decimal("0.45")),
        (date(2022, 12, 31), Decimal("0.65")),
    ]
    due = {event.id: event.due for event in baihe.calendar}
    assert due["weak-items"] == (date(2021, 2, 28),)
    assert due["self-score"] == (date(2021, 10, 25), date(2022, 10, 25))


def test_titles_begin_as_the_documents_do(baihe: Scheme) -> None:
    assert baihe.heading == "白鹤镇绿色社区创建"
    assert f"# {baihe.heading}行动实施方案" in DOCUMENT


def test_quotes_stand_in_the_document(baihe: Scheme) -> None:
    quotes = [target.quote for target in baihe.targets] + [event.quote for event in baihe.calendar]
    assert [quote for quote in quotes if quote not in DOCUMENT] == []


def test_declaration_fields_are_annex_2_in_order(baihe: Scheme) -> None:
    form = "".join(DOCUMENT.split("附件 2")[1].split())
    places = [form.find(field.label) for field in baihe.declaration.fields]
    assert -1 not in places
    assert places == sorted(places)
    assert len(places) == 15


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("镇规保办", "规保办"),
        ("镇精细推进办", "镇精细化推进办"),
        ("镇市场所", "市场所"),
        ("派出所", "派出所"),
    ],
)
def test_the_prose_names_units_with_a_prefix(baihe: Scheme, name: str, unit: str) -> None:
    assert name in DOCUMENT
    assert [u.name for u in baihe.units if name in (u.name, *u.aliases)] == [unit]


@pytest.mark.parametrize(
    ("item", "value", "tiers"),
    [
        (1, "80", ["good"]), (1, "79.9", ["qualified", "fair", "zero"]),
        (7, "5", ["qualified", "fair", "zero"]), (7, "6", ["good"]),
        (9, "10", ["qualified", "fair", "zero"]), (9, "11", ["good"]),
        (15, "0", ["good"]), (15, "1", ["qualified", "fair", "zero"]),
        (16, "0", ["good"]), (16, "1", ["fair"]), (16, "2", ["qualified"]), (16, "6", ["zero"]), (16, "40", ["zero"]),
        (17, "90", ["good"]), (17, "89.99", ["fair"]), (17, "80", ["fair"]), (17, "79.99", ["qualified"]),
        (18, "90", ["good"]), (18, "80", ["fair"]), (18, "79", ["qualified"]),
        (19, "90", ["good"]), (19, "70", ["fair"]), (19, "69.9", ["qualified"]),
        (26, "1", ["good"]), (26, "0", ["qualified", "fair", "zero"]),
    ],
)  # fmt: skip
def test_measured_values_support_what_the_notes_say(
    baihe: Scheme, item: int, value: str, tiers: list[str]
) -> None:
    measure = baihe.items[item - 1].measure
    assert measure is not None
    band = measure.band(Decimal(value))
    assert band is not None
    assert list(band.tiers) == tiers


@pytest.mark.parametrize(("places", "points"), [("3", 3), ("4", 2), ("5", 1)])
def test_item_16_loses_a_point_a_place(baihe: Scheme, places: str, points: int) -> None:
    measure = baihe.items[15].measure
    assert measure is not None
    band = measure.band(Decimal(places))
    assert band is not None
    assert band.points == points


@pytest.mark.parametrize(
    ("item", "state", "tiers"), [(10, "仅有方案", ["zero"]), (29, "仅有创优方案", ["qualified"])]
)
def test_states_that_the_notes_name(baihe: Scheme, item: int, state: str, tiers: list[str]) -> None:
    measure = baihe.items[item - 1].measure
    assert measure is not None
    band = measure.band(state)
    assert band is not None
    assert list(band.tiers) == tiers


@pytest.mark.parametrize(("item", "value"), [(1, "101"), (1, "-1"), (7, "2.5"), (7, "-1")])
def test_impossible_values_lie_in_no_band(baihe: Scheme, item: int, value: str) -> None:
    measure = baihe.items[item - 1].measure
    assert measure is not None
    assert measure.band(Decimal(value)) is None


def test_all_ten_rulings_of_the_plan_are_there(baihe: Scheme) -> None:
    subjects = {
        "item-26-section", "zero", "inclusive-words", "item-10-note", "item-16-note", "item-29-note",
        "one-sided-notes", "not-applicable", "attained", "deadline", "two-leads",
    }  # fmt: skip
    assert subjects <= {ruling.id for ruling in baihe.rulings}
    assert baihe.items[25].section == 6
    assert baihe.choices.not_applicable.counts == "zero"


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2020, 11, 30), 2021),  # nothing has begun: the first
        (date(2020, 12, 1), 2021),
        (date(2021, 12, 31), 2021),
        (date(2022, 1, 10), 2021),  # the year is summed up in January
        (date(2022, 2, 28), 2021),
        (date(2022, 3, 1), 2022),
        (date(2026, 1, 1), 2022),
    ],
)
def test_the_round_of_a_day(baihe: Scheme, day: date, year: int) -> None:
    assert baihe.round_on(day) == year


@pytest.mark.parametrize(
    ("year", "rate", "deadline"), [(2021, "0.45", date(2021, 10, 25)), (2022, "0.65", date(2022, 10, 25))]
)
def test_what_a_round_works_towards(baihe: Scheme, year: int, rate: str, deadline: date) -> None:
    assert (baihe.target_of(year).rate, baihe.deadlines[year]) == (Decimal(rate), deadline)
