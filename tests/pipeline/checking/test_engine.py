"""Rules are run phase by phase, and a rule that throws is neither a finding nor a pass."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from pipeline.checking.engine import apply_rules
from pipeline.run import check_book
from tests.books import Sheet, write_book
from validators.rule import BookCase, Hit, Rule
from validators.rules import catalogue
from validators.scheme.model import Scheme


def throwing(case: BookCase) -> Iterator[Hit]:
    """Give one hit, then throw."""
    yield Hit(None)
    raise ZeroDivisionError(case.file)


def outcome(rules: Iterable[Rule], case: BookCase) -> tuple[list[str], list[str], list[str]]:
    """Codes of the findings, of the rules that ran, and of those that failed."""
    verdict = apply_rules(case, {rule.code: rule for rule in rules})
    return [f.code for f in verdict.findings], list(verdict.ran), [f.code for f in verdict.failures]


@pytest.fixture
def case(baihe: Scheme, tmp_path: Path) -> BookCase:
    """A community that left item 9 out."""
    choices = {item.no: "一般" for item in baihe.items if item.no != 9}
    path = write_book(tmp_path / "示范一居.xlsx", Sheet(baihe, "示范一居", "tiered").choose(choices))
    book = check_book(path, baihe)
    return BookCase(
        scheme=baihe, file=path.name, community="示范一居", sources=book.sources, submission=book.submission, scorecard=book.scorecard
    )  # fmt: skip


def test_a_rule_that_throws_has_failed_has_not_run_and_has_found_nothing(case: BookCase) -> None:
    missing = catalogue()["GCS201"]
    failing = missing._replace(code="GCS998", check=throwing)
    assert outcome([missing], case) == (["GCS201"], ["GCS201"], [])
    assert outcome([failing, missing], case) == (["GCS201"], ["GCS201"], ["GCS998"])
    assert outcome([missing, failing], case) == (["GCS201"], ["GCS201"], ["GCS998"])
    assert outcome([failing], case) == ([], [], ["GCS998"])
