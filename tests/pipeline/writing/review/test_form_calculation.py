"""The form's own formulas, calculated by three programs that are not ours, give what the engine gives."""

import os
import random
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.run import build_workbook, consolidate_town
from pipeline.town.model import Town
from pipeline.town.review.model import Visit
from pipeline.writing.review.form import UNEXPLAINED
from pipeline.writing.workbook.checks import NOT_OFFERED
from tests.clients.witnesses import Area, Filling, Results, shown
from tests.filled_forms import built, numbers, places
from tests.pipeline.writing.workbook.test_calculation import IN_PROCESS, dirty
from tests.pipeline.writing.workbook.test_workbook_filled import BAIHE, filled, without_values

FORMS = 8 if os.environ.get("CI") else 1
FILLINGS = 40 if os.environ.get("CI") else 8  # of each form
NAMES = (
    "GC_ReviewPoints", "GC_ReviewDifferences", "GC_ReviewPrompts", "GC_ReviewTotal", "GC_ReviewGrade", "GC_ReviewGap",
    "GC_ReviewDone", "GC_ReviewSame", "GC_ReviewLowered", "GC_ReviewRaised", "GC_ReviewLacking",
)  # fmt: skip
Calculate = Callable[[Path, Sequence[Filling], Sequence[Area]], list[Results]]


def town_of(folder: Path, dice: random.Random) -> Town:
    """One community that filled in anything, wrong texts too."""
    folder.mkdir(parents=True)
    build_workbook(BAIHE, folder / "示范一居.xlsx", submission=filled(BAIHE, dice))
    return consolidate_town(folder, BAIHE, round_=2021)


def chosen(items: Sequence[int], dice: random.Random) -> tuple[list[str], list[str]]:
    """What is chosen for each item, and why; a text that is no choice among them."""
    share = dice.choice([0, 0.3, 1])
    choices = []
    for item in items:
        names = [*BAIHE.selections(BAIHE.item_by_no[item]), "优秀"]
        choices.append(dice.choice(names) if dice.random() < share else "")
    return choices, [dice.choice(["", "", "现场查看"]) for _ in items]


def expected(town: Town, items: Sequence[int], choices: Sequence[str], reasons: Sequence[str]) -> Results:
    """What the form must show, worked out here from the plan's points."""
    (standing,) = town.standings
    points: list[Decimal | None] = []
    prompts = []
    for number, choice, reason in zip(items, choices, reasons, strict=True):
        mark = standing.scorecard.mark(number)
        row = standing.submission.entries[mark.row] if mark.row is not None else None
        own = mark.name or (row.tier if row else "") or ""
        _, given = BAIHE.selections(BAIHE.item_by_no[number]).get(choice, (None, None))
        points.append(given)
        unsaid = UNEXPLAINED if choice != own and not reason else ""
        prompts.append("" if not choice else NOT_OFFERED if given is None else unsaid)
    card = standing.scorecard
    differences = [
        None if given is None else given - (card.mark(number).points or 0)
        for number, given in zip(items, points, strict=True)
    ]
    known = [difference for difference in differences if difference is not None]
    total = card.total + sum(known)
    values: Sequence[Sequence[object]] = [
        ["" if given is None else float(given) for given in points],
        ["" if difference is None else float(difference) for difference in differences],
        prompts,
        [float(total)], [BAIHE.grade_of(total).name], [float(total - card.total)], [len(known)],
        [known.count(Decimal(0))], [sum(d < 0 for d in known)], [sum(d > 0 for d in known)], [prompts.count(UNEXPLAINED)],
    ]  # fmt: skip
    return [[shown(value) for value in column] for column in values]


@IN_PROCESS
@pytest.mark.parametrize("form", range(FORMS))
def test_every_result_of_the_form_is_the_engines(tmp_path: Path, calculate: Calculate, form: int) -> None:
    """A form of all items, then one of a few."""
    dice = random.Random(20211124 + form)
    town = town_of(tmp_path / "town", dice)
    some = tuple(sorted(dice.sample([item.no for item in BAIHE.items], 7))) if form % 2 else None
    bare = without_values(built(town, Visit("示范一居", items=some), tmp_path / "forms"))
    at, items = places(bare), numbers(bare)
    asked = [chosen(items, dice) for _ in range(FILLINGS)]
    fillings: list[Filling] = [
        {
            at["GC_ReviewChoices"]: [dirty(choice, dice) for choice in choices],
            at["GC_ReviewReasons"]: [dirty(reason, dice) for reason in reasons],
        }
        for choices, reasons in asked
    ]
    results = calculate(bare, fillings, [at[name] for name in NAMES])
    for number, ((choices, reasons), given) in enumerate(zip(asked, results, strict=True)):
        wanted = expected(town, items, choices, reasons)
        assert [(n, g, w) for n, g, w in zip(NAMES, given, wanted, strict=True) if g != w] == [], number
