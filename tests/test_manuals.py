"""The Chinese manuals name what the program shows, and show nothing that it does not say."""

import ast
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

import click
import pytest
from python_calamine import CalamineWorkbook

from addin.kit.building import STARTS
from addin.selfcheck import CHECKS
from addin.setup import installing
from pipeline.buttons import ADDIN, GROUPS, ON_TABLE, RIBBON, WORKSHEET
from pipeline.checking.engine import State
from pipeline.journal import log_file
from pipeline.reading.roster import ADDRESS, PHONE, PILOT, load_roster
from pipeline.run import RETURNED, build_workbook, consolidate_town
from pipeline.template import ADVICE, MEASURE_HEADS, MEASURE_LACKS
from pipeline.town.review.drawing import Way
from pipeline.writing.addin import SAID
from pipeline.writing.review import draw_cover, draw_lists
from pipeline.writing.town import SHEETS as TOWN_SHEETS
from pipeline.writing.town.sheets import reporting, summary
from pipeline.writing.workbook import (
    SHEETS,
    guide,
    measures,
    office,
    panel,
    plan,
    results,
    table,
)
from pipeline.writing.workbook.checks import SEE_ADVICE, check_formula
from tests.command_line import commands, options
from tests.test_samples import SAMPLES
from validators.finding import Severity
from validators.scheme.file import DEFAULT_SCHEME, load_scheme
from validators.scheme.model import Scheme

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
COMMITTEE, OFFICE = DOCS / "社区填报手册.md", DOCS / "镇办汇总手册.md"
FIRST_RUN = DOCS / "excel-first-run.md"
MANUALS = pytest.mark.parametrize("manual", [COMMITTEE, OFFICE, FIRST_RUN], ids=lambda path: path.stem)

Words = Callable[[Scheme], Iterable[str]]


def check_texts(scheme: Scheme) -> set[str]:
    """What 校验 can say, less the choices that a measured value supports."""
    formulas = [check_formula(item, scheme, "A6", "J6") for item in scheme.items]
    said = {text for formula in formulas for text in re.findall('"([^"]*)"', formula)}
    bands = [band for item in scheme.items if item.measure for band in item.measure.bands]
    compared = {band.state for band in bands} | {""}
    compared |= {name for item in scheme.items for name in scheme.selections(item)}
    ends = sorted((scheme.band_text(band) for band in bands), key=len, reverse=True)
    return {
        text.removesuffix(next((end for end in ends if text.endswith(end)), "")) for text in said - compared
    }


def statuses(scheme: Scheme) -> list[str]:
    """The lines of 当前情况 in a workbook just built."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.xlsx"
        build_workbook(scheme, path)
        rows = CalamineWorkbook.from_path(path).get_sheet_by_name(guide.NAME).to_python()
    return [str(row[0]) for row in rows if row[3] == "前往"]


def typed_above(scheme: Scheme) -> list[str]:
    labels = scheme.labels
    heads = [labels.community, labels.filled_on, labels.filler, labels.reviewer]
    heads += [labels.tier, labels.measured, labels.score, labels.evidence, labels.total]
    return [words[0] for words in heads]


def town_states(scheme: Scheme) -> set[str]:
    """The states that the report of the sample town shows, one by one."""
    roster = load_roster(SAMPLES / "roster.csv")
    town = consolidate_town(SAMPLES / "town", scheme, roster, as_of=date(2021, 11, 1))
    shown = [str(row["状态"]) for module in (summary, reporting) for row in module.sheet(town).rows]
    return {state for states in shown for state in states.split("、")}


def draw_sheets(_: Scheme) -> list[str]:
    """The sheets of 抽样.xlsx."""
    return [
        draw_cover.NAME,
        draw_lists.COMMUNITIES,
        draw_lists.ITEMS,
        draw_lists.FRAME,
        draw_lists.OUTSIDE,
    ]


def window_words(_: Scheme) -> set[str]:
    """The labels and buttons of the windows, from their text: Tk may be missing where the tests run."""
    files = [ROOT / "scripts" / "window" / f"{name}.py" for name in ("desk_window", "sample_dialog")]
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in files]
    calls = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call)]
    rows = [call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr == "_row"]
    shown = [argument for call in rows for argument in call.args]
    shown += [keyword.value for call in calls for keyword in call.keywords if keyword.arg == "text"]
    return {node.value for node in shown if isinstance(node, ast.Constant) and isinstance(node.value, str)}


@pytest.mark.parametrize(
    ("manual", "words"),
    [
        pytest.param(COMMITTEE, lambda _: [module.NAME for module in SHEETS], id="sheets"),
        pytest.param(COMMITTEE, lambda _: [office.NAME], id="town page"),
        pytest.param(COMMITTEE, lambda _: [b.caption for b in (*GROUPS[0].buttons, *ON_TABLE)], id="buttons"),
        pytest.param(COMMITTEE, lambda _: [table.CHECK, ADVICE, RETURNED], id="columns"),
        pytest.param(COMMITTEE, check_texts, id="check texts"),
        pytest.param(COMMITTEE, statuses, id="status panel"),
        pytest.param(COMMITTEE, typed_above, id="labels"),
        pytest.param(COMMITTEE, lambda _: MEASURE_HEADS.values(), id="measure columns"),
        pytest.param(
            COMMITTEE, lambda _: [measures.MISSING, measures.NEEDS_NOTHING], id="measure states"
        ),
        pytest.param(COMMITTEE, lambda _: MEASURE_LACKS.values(), id="measure marks"),
        pytest.param(COMMITTEE, lambda s: [field.label for field in s.declaration.fields], id="declaration"),
        pytest.param(COMMITTEE, lambda s: {n for i in s.items for n in s.selections(i)}, id="choices"),
        pytest.param(COMMITTEE, lambda _: [severity.label for severity in Severity], id="severities"),
        pytest.param(COMMITTEE, lambda _: [plan.NO_ADDIN, panel.OFF], id="without the add-in"),
        pytest.param(OFFICE, lambda _: [sys.modules[s.__module__].NAME for s in TOWN_SHEETS], id="report sheets"),
        pytest.param(OFFICE, lambda _: [office.NAME, table.NAME, results.NAME], id="workbook sheets"),
        pytest.param(OFFICE, lambda _: [b.caption for b in (*RIBBON, *WORKSHEET)], id="buttons"),
        pytest.param(FIRST_RUN, lambda _: [b.caption for b in RIBBON], id="every button is tried"),
        pytest.param(FIRST_RUN, lambda _: [b.key for b in RIBBON], id="keys"),
        pytest.param(OFFICE, lambda _: [*office.ROSTER_HEADS, ADDRESS, PHONE], id="roster"),
        pytest.param(OFFICE, lambda _: [PILOT, *Way], id="who is drawn"),
        pytest.param(OFFICE, draw_sheets, id="sheets of a draw"),
        pytest.param(OFFICE, lambda _: office.RESULT_HEADS, id="results"),
        pytest.param(OFFICE, lambda _: [panel.OFF, panel.ON, panel.SAME, panel.MORE, panel.DIFFERENT], id="panel"),
        pytest.param(OFFICE, lambda _: [plan.NO_ADDIN, plan.ADDIN_FAILED, SAID["GC_Text_NoAddin"], SAID["GC_Text_AddinFailed"]], id="what VBA says"),
        pytest.param(OFFICE, lambda _: [state.label for state in State], id="file states"),
        pytest.param(OFFICE, town_states, id="states shown"),
        pytest.param(OFFICE, lambda _: [severity.label for severity in Severity], id="severities"),
        pytest.param(OFFICE, lambda _: CHECKS, id="self-check"),
        pytest.param(OFFICE, lambda _: [ADDIN, installing.KEPT, *STARTS], id="what set-up changes"),
        pytest.param(OFFICE, window_words, id="window"),
        pytest.param(OFFICE, lambda _: [RETURNED, log_file().name], id="files"),
    ],
)  # fmt: skip
def test_manual_names_what_the_program_shows(manual: Path, words: Words, baihe: Scheme) -> None:
    text, named = manual.read_text(encoding="utf-8"), list(words(baihe))
    assert named
    assert [word for word in named if word not in text] == []


def test_every_measured_value_has_its_line(baihe: Scheme) -> None:
    lines = COMMITTEE.read_text(encoding="utf-8").splitlines()
    lacking = []
    for item in baihe.items:
        line = next((line for line in lines if line.startswith(f"| {item.no} |")), "")
        words = []
        if item.measure:
            words = [item.measure.label, *(baihe.band_text(band) for band in item.measure.bands)]
            words += [band.state for band in item.measure.bands if band.state]
        assert bool(line) == bool(item.measure), item.no
        lacking += [(item.no, word) for word in words if word not in line]
    assert lacking == []


@MANUALS
def test_every_picture_exists(manual: Path) -> None:
    linked = re.findall(r"\]\(([^)]+)\)", manual.read_text(encoding="utf-8"))
    assert linked
    assert [target for target in linked if not (DOCS / target).is_file()] == []


def commands_in(text: str) -> Iterator[list[str]]:
    """The words of every command, from code blocks and code in a line."""
    for code in re.findall(r"`+([^`]*?green-community [^`]*)`+", text):
        for line in code.splitlines():
            if "green-community " in line:
                yield line.split("green-community ", 1)[1].split()


@MANUALS
def test_every_command_exists(manual: Path) -> None:
    every = [context for context in commands() if not isinstance(context.command, click.Group)]
    known = {tuple(context.command_path.split()[1:]): options(context) for context in every}
    for words in commands_in(manual.read_text(encoding="utf-8")):
        command = next((path for path in known if words[: len(path)] == list(path)), None)
        assert command, words
        assert {word for word in words if word.startswith("-")} <= known[command], words


def test_the_office_manual_names_every_command_of_the_set_up() -> None:
    named = {tuple(words[:2]) for words in commands_in(OFFICE.read_text(encoding="utf-8"))}
    assert {("addin", "install"), ("addin", "check"), ("addin", "remove")} <= named


@cache
def spoken() -> str:
    """Every string of the program, one per line, with what 校验, the plan's file and the page in a browser say."""
    scheme = load_scheme(DEFAULT_SCHEME)
    texts = [*check_texts(scheme), SEE_ADVICE, str(scheme.labels)]
    for package in ("addin", "pipeline", "scripts", "validators"):
        for path in (ROOT / package).rglob("*.py"):
            nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            texts += [n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    texts += [path.read_text(encoding="utf-8") for path in (ROOT / "page" / "web").iterdir()]
    return "\n".join(texts)


@MANUALS
def test_every_sentence_quoted_is_one_of_the_program(manual: Path) -> None:
    quoted = re.findall("「([^」　]+|三、[^」]+)」", manual.read_text(encoding="utf-8"))
    assert quoted
    wrong = [s for s in quoted if any(part not in spoken() for part in s.split("……"))]
    assert wrong == []


@MANUALS
def test_only_fictional_communities(manual: Path) -> None:
    """A community in the manuals is one of the samples'."""
    names = re.findall(r"(..)第?[一二三四五六七八九十新]+居", manual.read_text(encoding="utf-8"))
    assert set(names) == {"示范"}
