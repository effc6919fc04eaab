"""What changed between two submissions: exactly what was planted, however the rows were sorted, whatever the layout."""

import random
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.run import build_workbook, check_book
from pipeline.town.changes import UNCHANGED, ItemAnswer, answers_of, changes_between, changes_told
from tests.books import Layout, Sheet, write_book
from validators.scheme.model import Scheme
from validators.submission import Measure

RANDOM_PAIRS = 20


def answers(folder: Path, sheet: Sheet) -> Mapping[int, ItemAnswer]:
    return answers_of(check_book(write_book(folder / "甲.xlsx", sheet), sheet.scheme))


def filled(scheme: Scheme, layout: Layout = "tiered") -> Sheet:
    """Every item in the lowest tier."""
    return Sheet(scheme, "甲", layout).choose({item.no: scheme.tiers[0].name for item in scheme.items})


def test_what_was_filled_in_otherwise_is_told_field_by_field(tmp_path: Path, baihe: Scheme) -> None:
    before = filled(baihe).put(1, "measured", 60).put(4, "evidence", "照片")
    before.put(5, "tier", None).put(5, "score", None).put(8, "measured", "若干")
    after = filled(baihe).choose({3: "良好", 5: "一般"}).put(1, "measured", 62).put(4, "evidence", "照片12张")
    after.put(7, "tier", None).put(7, "score", None).put(9, "measured", 3)
    changes = changes_between(answers(tmp_path, before), answers(tmp_path, after))
    assert [(change.item, change.fields) for change in changes] == [
        (1, ("measured",)),
        (3, ("choice",)),
        (4, ("evidence",)),
        (5, ("choice",)),
        (7, ("choice",)),
        (8, ("measured",)),
        (9, ("measured",)),
    ]
    gains = {change.item: change.gain for change in changes if change.gain}
    assert gains == {3: Decimal(1), 5: Decimal("2.5"), 7: Decimal(-2)}
    assert (changes_told(changes)) == [
        "总分增加1.5分",
        "第3项合格改为良好（增加1分）",
        "第5项补选一般（增加2.5分）",
        "第7项删去合格（减少2分）",
        "第1项实测值60改为62",
        "第8项实测值删去若干",
        "第9项实测值补填3",
        "第4项佐证材料有改动",
    ]


def test_a_choice_that_counts_for_nothing_is_told_as_it_stands(tmp_path: Path, baihe: Scheme) -> None:
    wrong = filled(baihe).put(2, "tier", "优秀").put(2, "score", None)
    changes = changes_between(answers(tmp_path, wrong), answers(tmp_path, filled(baihe)))
    assert (changes_told(changes)) == ["总分增加3分", "第2项优秀改为合格（增加3分）"]


def test_measures_are_told_by_their_items(tmp_path: Path, baihe: Scheme) -> None:
    read = check_book(write_book(tmp_path / "甲.xlsx", filled(baihe)), baihe).submission
    assert read
    said = []
    for measures in (
        {1: Measure(action="宣传")},
        {1: Measure(action="入户宣传"), 2: Measure(reason="经费不足")},
    ):
        path = tmp_path / "填报.xlsx"
        build_workbook(baihe, path, submission=read.model_copy(update={"measures": measures}))
        said.append(answers_of(check_book(path, baihe)))
    changes = changes_between(*said)
    assert [(change.item, change.fields) for change in changes] == [(1, ("action",)), (2, ("reason",))]
    assert (changes_told(changes)) == ["第1、2项工作措施有改动"]


def test_sorted_rows_and_another_layout_change_nothing(tmp_path: Path, scheme: Scheme) -> None:
    tiered = answers(tmp_path, filled(scheme))
    assert changes_between(tiered, answers(tmp_path, filled(scheme, "official"))) == ()
    assert changes_between(tiered, answers(tmp_path, shuffled(filled(scheme), random.Random(18)))) == ()
    build_workbook(
        scheme, tmp_path / "模板.xlsx", submission=check_book(tmp_path / "甲.xlsx", scheme).submission
    )
    assert changes_between(tiered, answers_of(check_book(tmp_path / "模板.xlsx", scheme))) == ()
    assert (changes_told(())) == [UNCHANGED]


def test_what_moved_alike_is_told_together_and_what_does_not_fit_is_counted(
    tmp_path: Path, baihe: Scheme
) -> None:
    raised = filled(baihe).choose(dict.fromkeys(range(1, 30), "良好"))
    assert changes_told(changes_between(answers(tmp_path, filled(baihe)), answers(tmp_path, raised))) == [
        "总分增加37分",
        "第1至29项合格改为良好（共增加37分）",
    ]
    typed = filled(baihe)
    for item in range(1, 30):
        typed.put(item, "tier", f"优秀{item}").put(item, "score", None)
    told = changes_told(changes_between(answers(tmp_path, filled(baihe)), answers(tmp_path, typed)))
    assert (told[0], told[1], told[-1], len(told)) == (
        "总分减少73分",
        "第1项合格改为优秀1（减少4分）",
        "另有18处",
        13,
    )


@pytest.mark.parametrize("seed", range(RANDOM_PAIRS))
def test_as_many_changes_as_were_planted(tmp_path: Path, scheme: Scheme, seed: int) -> None:
    dice = random.Random(seed)
    numbers = [item.no for item in scheme.items]
    planted = sorted(dice.sample(numbers, dice.randint(0, len(numbers))))
    after = filled(scheme)
    for number in planted:
        if dice.random() < 0.5:
            after.choose({number: scheme.tiers[-1].name})
        else:
            after.put(number, "evidence", f"材料{number}")
    changes = changes_between(answers(tmp_path, filled(scheme)), answers(tmp_path, shuffled(after, dice)))
    assert [change.item for change in changes] == planted


def shuffled(sheet: Sheet, dice: random.Random) -> Sheet:
    """The same sheet with its items in another order."""
    rows = list(sheet.rows.values())
    dice.shuffle(rows)
    moved = dict(zip(sheet.rows.values(), rows, strict=True))
    sheet.cells = {(moved.get(row, row), column): value for (row, column), value in sheet.cells.items()}
    sheet.rows = {number: moved[row] for number, row in sheet.rows.items()}
    sheet.merges = [merge for merge in sheet.merges if merge[0] not in moved]
    return sheet
