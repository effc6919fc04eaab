"""The workbook's own formulas, calculated by three programs that are not ours, give what the engine gives.

The cells are filled as people leave them: with blanks before, behind and inside what was meant.
"""

import os
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipeline.checking.scoring import score
from pipeline.run import build_workbook, check_book
from pipeline.template import MEASURE_LACKS, lack_of
from pipeline.writing.workbook.checks import check_text
from pipeline.writing.workbook.content import Content
from tests import oracle
from tests.clients import witnesses
from tests.clients.witnesses import Area, Filling, Results, Value, shown, write_filled
from tests.daily import daily
from tests.grafting.archives import rewritten
from tests.pipeline.writing.workbook.test_workbook_filled import BAIHE, filled, without_values
from validators.submission import Declaration, Measure, Submission
from validators.wording import BLANKS, INVISIBLE, SPACES, joined

PARTS = 4 if os.environ.get("CI") else 1
FILLINGS = 250 if os.environ.get("CI") else 12  # per part, so that all processors have some
NAMES = (
    "GC_Scores", "GC_TotalPoints", "GC_GradeName", "GC_GapPoints", "GC_MissingCount", "GC_MissingItems", "GC_SectionPoints",
    "GC_Weak", "GC_Checks", "GC_MeasureMarks", "GC_DeclarationEmpty",
)  # fmt: skip
DIRT = "\t\n\r" + SPACES + INVISIBLE
DUE = date(2021, 6, 30)
SERIAL = (DUE - date(1899, 12, 30)).days
_NAMES = ["formualizer", "LibreOffice", "Gnumeric"]
_EVERYONE = (witnesses.in_process, witnesses.libreoffice, witnesses.gnumeric)
AND_LIBREOFFICE = pytest.mark.parametrize("calculate", daily(_EVERYONE, 2), ids=_NAMES)
IN_PROCESS = pytest.mark.parametrize("calculate", daily(_EVERYONE, 1), ids=_NAMES)
"""What an everyday run asks: this process and LibreOffice, or this process alone."""

Calculate = Callable[[Path, Sequence[Filling], Sequence[Area]], list[Results]]


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The empty workbook, without any saved result."""
    path = tmp_path_factory.mktemp("bare") / "empty.xlsx"
    build_workbook(BAIHE, path)
    return without_values(path)


def areas(path: Path) -> dict[str, Area]:
    """Where the workbook's names point."""
    return {
        name: (sheet, area.replace("$", ""))
        for name, defined in load_workbook(path).defined_names.items()
        for sheet, area in defined.destinations
    }


def meant(dice: random.Random) -> Submission:
    """A random filling of every kind of input."""
    words = ["", "", "编制方案"]
    measures = {
        item.no: Measure(action=dice.choice(words), plan=dice.choice(words), due=dice.choice([None, DUE]))
        for item in BAIHE.items
    }
    boxes = {box.id: "有" for box in BAIHE.declaration.inputs if dice.random() < 0.5}
    return filled(BAIHE, dice).model_copy(
        update={"measures": measures, "declaration": Declaration(values=boxes)}
    )


def blanks(dice: random.Random, most: int = 3) -> str:
    return "".join(dice.choices(DIRT, k=dice.randint(0, most)))


def dirty(value: object, dice: random.Random) -> Value:
    """What somebody types who means this, or nothing; a number with blanks around it becomes a text."""
    if isinstance(value, Decimal):
        return float(value) if dice.random() < 0.7 else f"{blanks(dice)} {value}{blanks(dice)}"
    if isinstance(value, date):
        return SERIAL
    text = str(value or "")
    return (
        blanks(dice) + "".join(letter + blanks(dice, 1) for letter in text) if dice.random() < 0.5 else text
    )


def typed(submission: Submission, places: Mapping[str, Area], dice: random.Random) -> Filling:
    """The cells of a filling."""
    rows, measures = submission.entries, submission.measures
    columns: dict[str, Iterable[object]] = {
        "GC_Tiers": [entry.tier for entry in rows],
        "GC_Measured": [entry.measured for entry in rows],
        "GC_Evidence": [entry.evidence for entry in rows],
    }
    for field in MEASURE_LACKS:
        columns[f"GC_Measure_{field.capitalize()}"] = [
            getattr(measures[item.no], field) for item in BAIHE.items
        ]
    columns |= {
        f"GC_Decl_{box.id}": [submission.declaration.values.get(box.id)] for box in BAIHE.declaration.inputs
    }
    return {places[name]: [dirty(value, dice) for value in values] for name, values in columns.items()}


def expected(submission: Submission) -> Results:
    """What the workbook must show, by the engine, in the order of NAMES."""
    card, content = score(submission, BAIHE), Content(BAIHE, 2021, submission)
    weak = [card.weak(item) for item in BAIHE.items]
    marks = [lack_of(content.measure(item)) if card.weak(item) else "" for item in BAIHE.items]
    values: list[Iterable[object]] = [
        ["" if mark.points is None else float(mark.points) for mark in card.marks],
        [float(card.total)], [card.grade.name], [float(card.gap)], [len(card.missing)], [joined(card.missing)],
        [float(points) for points in card.sections.values()], map(int, weak),
        [check_text(item, content) for item in BAIHE.items], marks,
        [sum(box.id not in submission.declaration.values for box in BAIHE.declaration.inputs)],
    ]  # fmt: skip
    return [[shown(value) for value in column] for column in values]


@AND_LIBREOFFICE
@pytest.mark.parametrize("part", range(PARTS))
def test_every_named_result_is_the_engines(bare: Path, calculate: Calculate, part: int) -> None:
    dice, places = random.Random(20211025 + part), areas(bare)
    submissions = [meant(dice) for _ in range(FILLINGS)]
    fillings = [typed(submission, places, dice) for submission in submissions]
    results = calculate(bare, fillings, [places[name] for name in NAMES])
    for number, (submission, given) in enumerate(zip(submissions, results, strict=True)):
        wanted = expected(submission)
        differing = [(n, g, w) for n, g, w in zip(NAMES, given, wanted, strict=True) if g != w]
        assert differing == [], (part, number)


@pytest.mark.parametrize("part", range(PARTS))
def test_the_engine_reads_what_was_meant(bare: Path, tmp_path: Path, part: int) -> None:
    """Out of the same cells, and against the plan's own table."""
    dice, places = random.Random(20211025 + part), areas(bare)
    for submission in [meant(dice) for _ in range(FILLINGS)]:
        write_filled(bare, tmp_path / "示范一居.xlsx", typed(submission, places, dice))
        book = check_book(tmp_path / "示范一居.xlsx", BAIHE)
        assert book.submission is not None
        assert expected(book.submission) == expected(submission)
        chosen = {int(e.item): e.tier for e in submission.entries if e.tier and e.tier in oracle.POINTED}
        card = score(submission, BAIHE)
        if not any(mark.choice == "noted" for mark in card.marks):
            assert card.total == oracle.total(chosen)


@IN_PROCESS
def test_every_blank_is_the_same_to_engine_and_formulas(bare: Path, calculate: Calculate) -> None:
    """Each of them before, inside and behind a tier; the workbook's CLEAN takes the controls."""
    assert set(DIRT) <= set(BLANKS)
    places, count = areas(bare), len(BAIHE.items)
    texts = [f"{blank}良{blank}好{blank}" for blank in DIRT]
    texts += [""] * (-len(texts) % count)
    fillings = [{places["GC_Tiers"]: texts[n : n + count]} for n in range(0, len(texts), count)]
    scores = [result[0] for result in calculate(bare, fillings, [places["GC_Scores"]])]
    top = [shown(float(item.max_points)) for item in BAIHE.items]
    for n, filling in enumerate(fillings):
        wanted = [most if text else "" for most, text in zip(top, filling[places["GC_Tiers"]], strict=True)]
        assert scores[n] == wanted


PLANTED = (
    ("GC_Scores", "xl/worksheets/sheet2.xml", 'INDEX(GC_PlanTiers,A6)="合格",', 'INDEX(GC_PlanTiers,A6)="合格",1+'),
    ("GC_TotalPoints", "xl/worksheets/sheet2.xml", "SUM(J6:J34)", "SUM(J6:J33)"),
    ("GC_GapPoints", "xl/worksheets/sheet6.xml", "GC_Thresholds,1)+1", "GC_Thresholds,1)"),
    ("GC_MissingCount", "xl/worksheets/sheet7.xml", ',"\u00a0","")', ',"x","")'),
)  # fmt: skip
PLANTED_NOW = PLANTED if os.environ.get("CI") else PLANTED[:1]


def nearly_all(places: Mapping[str, Area]) -> Filling:
    """Every item 合格 but the second, in whose cell stands a space that does not break."""
    return {places["GC_Tiers"]: ["合格", "\u00a0", *["合格"] * (len(BAIHE.items) - 2)]}


@pytest.fixture(scope="module")
def unplanted(bare: Path) -> Callable[[Calculate], Mapping[str, list[str]]]:
    """What each program gives of it in the workbook as it is, asked once."""

    @cache
    def of(calculate: Calculate) -> Mapping[str, list[str]]:
        places = areas(bare)
        names = [name for name, *_ in PLANTED]
        (results,) = calculate(bare, [nearly_all(places)], [places[name] for name in names])
        return dict(zip(names, results, strict=True))

    return of


@IN_PROCESS
@pytest.mark.parametrize(
    ("name", "part", "right", "wrong"), PLANTED_NOW, ids=[name for name, *_ in PLANTED_NOW]
)
def test_a_wrong_formula_is_caught(
    bare: Path,
    unplanted: Callable[[Calculate], Mapping[str, list[str]]],
    tmp_path: Path,
    calculate: Calculate,
    name: str,
    part: str,
    right: str,
    wrong: str,
) -> None:
    def plant(each: str, content: bytes) -> bytes:
        assert each != part or right.encode() in content
        return content.replace(right.encode(), wrong.encode()) if each == part else content

    planted = rewritten(bare, plant, tmp_path / "planted.xlsx")
    places = areas(bare)
    ((bad,),) = calculate(planted, [nearly_all(places)], [places[name]])
    assert unplanted(calculate)[name] != bad
