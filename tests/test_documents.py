"""The documents cannot drift: what is generated is current, what they name exists."""

import re
from pathlib import Path

import pytest

from pipeline.reading.roster import load_roster
from pipeline.run import consolidate_town
from pipeline.writing.reports.rules_page import rule_text
from tests.data_flow import BOXES
from tests.documents import documents
from tests.samples.faults import FAULTS
from tests.samples.faults.fault import LAST_LIST
from tests.test_samples import SAMPLES, beside_what_lies_there, found
from validators.rule import Phase
from validators.rules import catalogue
from validators.scheme.model import Scheme

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.name)
def test_generated_pages_are_current(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == documents()[path], "run `make docs`"


def test_the_picture_names_what_there_is() -> None:
    named = [
        title
        for title, *_ in ((box.title,) for box in BOXES.values())
        if "/" in title and "." not in title.split("/")[0]
    ]
    assert len(named) >= 6
    assert [title for title in named if not (ROOT / title).exists()] == []


@pytest.mark.parametrize("code", catalogue())
def test_every_rule_is_explained_in_every_plan(code: str, scheme: Scheme) -> None:
    """What, why, an example of each kind, the remedy - with the words of the plan at hand, and no gap in examples."""
    rule = catalogue()[code]
    lines = dict(line.split("：", 1) for line in rule_text(rule, scheme).splitlines()[3:])
    assert list(lines) == ["问题", "应为", "依据", "不通过的例子", "通过的例子", "怎么改"]
    assert all(line.strip() for line in lines.values())
    assert "…" not in lines["不通过的例子"] + lines["通过的例子"] + lines["依据"]
    assert lines["不通过的例子"] != lines["通过的例子"]


def test_examples_of_one_rule_serve_no_other() -> None:
    examples = [text for rule in catalogue().values() for text in (rule.fails, rule.passes)]
    failing = [rule.fails for rule in catalogue().values()]
    assert len(set(failing)) == len(failing)
    assert all(text.endswith("。") for text in examples)


def test_every_rule_has_a_sample_that_fails_and_one_that_passes(baihe: Scheme) -> None:
    """Passing: the rule looked at a sample and found nothing."""
    failing: set[str] = set()
    passing: set[str] = set()
    for fault in FAULTS:
        folder = SAMPLES / "faults" / fault.name
        codes = {finding.code for finding in found(folder, baihe)}
        assert fault.name.partition("-")[0] in codes
        assert codes <= set(catalogue())  # every code emitted is registered
        failing |= codes
        roster, notes = next(folder.glob("roster.*"), None), folder / "expected.txt"
        town = consolidate_town(
            folder,
            baihe,
            load_roster(roster) if roster else None,
            ignore=[*([roster] if roster else []), notes, folder / LAST_LIST],
        )
        town = beside_what_lies_there(town, folder)
        passing |= {code for code in town.verdict.ran if code not in {f.code for f in town.verdict.findings}}
        for book in town.books:
            passing |= set(book.verdict.ran) - {finding.code for finding in book.findings}
    assert failing == set(catalogue())
    assert {code for code in catalogue() if code not in passing} == set()
    assert {catalogue()[code].phase for code in passing} == set(Phase)


def links(text: str) -> list[str]:
    """Where a page leads to within the repository."""
    targets = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text)
    return [target for target in targets if "://" not in target]


@pytest.mark.parametrize(
    "page", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/extending.md", "docs/ci.md"]
)
def test_every_link_leads_somewhere(page: str) -> None:
    path = ROOT / page
    assert [t for t in links(path.read_text(encoding="utf-8")) if not (path.parent / t).exists()] == []


def test_the_table_of_changes_names_the_right_places() -> None:
    """Ten everyday changes, each with a file of the tree and what stands in it."""
    page, other = (
        ROOT.joinpath(name).read_text(encoding="utf-8") for name in ("docs/extending.md", "CONTRIBUTING.md")
    )
    lines = re.findall(r"^\| .+ \| `([^`]+)`.* \| `([^`]+)` \|$", page, re.MULTILINE)
    assert len(lines) == 10
    wrong = [line for line in lines if line[1] not in (ROOT / line[0]).read_text(encoding="utf-8")]
    assert wrong == []
    table = page[page.index("| what is new or changed") : page.index("## A rule")].strip()
    assert table in other
