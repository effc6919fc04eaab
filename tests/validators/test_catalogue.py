"""The rules: codes of one form, every text there, every family listed; one that throws is the program's fault."""

import re
from collections.abc import Iterator
from pathlib import Path

import validators.rules
from pipeline.checking.engine import apply_rules
from validators.finding import Severity
from validators.rule import Case, Rule
from validators.rules import FAMILIES, catalogue
from validators.scheme.model import Scheme


def test_codes_are_well_formed_and_documented() -> None:
    for code, rule in catalogue().items():
        assert re.fullmatch(r"GC[FTSEXRHV]\d{3}", code)
        assert all((rule.title, rule.title_en, rule.expected, rule.why, rule.fails, rule.passes)), code
        assert rule.message.endswith("。"), code
        assert rule.fix.endswith("。"), code


def test_every_family_is_listed() -> None:
    modules = Path(validators.rules.__file__).parent.glob("*.py")
    listed = {module.__name__.rpartition(".")[2] for module in FAMILIES}
    assert listed == {path.stem for path in modules} - {"__init__"}


def test_a_rule_that_fails_is_the_programs_fault(baihe: Scheme) -> None:
    def check(_: Case) -> Iterator[object]:
        raise ZeroDivisionError("示范")
        yield

    texts = dict.fromkeys(
        ("title", "title_en", "message", "fix", "expected", "why", "fails", "passes"), "示范。"
    )
    broken = Rule("GCS999", Severity.ERROR, stops=False, check=check, **texts)  # type: ignore[arg-type]
    verdict = apply_rules(Case(scheme=baihe, file="a.xlsx"), {"GCS999": broken})
    assert (verdict.findings, verdict.ran) == ((), ())
    assert [(failure.code, failure.file) for failure in verdict.failures] == [("GCS999", "a.xlsx")]
    assert "ZeroDivisionError" in verdict.failures[0].details
