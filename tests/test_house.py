"""The house keeps its shape: arrows, doors, registered codes, a README that names every command."""

import ast
import re
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import validators
from pipeline.cache import READERS
from pipeline.checking import apply_rules
from tests.command_line import commands
from validators.finding import Severity
from validators.rule import Case, Rule
from validators.rules import FAMILIES, catalogue
from validators.scheme import Scheme

ROOT = Path(__file__).parents[1]
MAY_IMPORT = {
    "validators": {"validators", "pydantic"},
    "pipeline": {"validators", "pipeline", "pydantic", "xlsxwriter", "python_calamine", "pyopenvba", "xlrd", "platformdirs", "pathvalidate", "stdnum", "msoffcrypto"},
    "addin": {"validators", "pipeline", "addin", "xlwings"},
    "scripts": {"validators", "pipeline", "scripts", "addin", "click", "rich"},
}  # fmt: skip

NOT_ON_WINDOWS = {"crypt", "curses", "fcntl", "grp", "nis", "posix", "pty", "pwd", "readline", "resource", "spwd", "syslog", "termios", "tty"}  # fmt: skip


def modules(package: str) -> Iterator[Path]:
    return (ROOT / package).rglob("*.py")


def imports(path: Path, *, at_once: bool = False) -> Iterator[list[str]]:
    """The dotted names that a module imports, in functions too or ``at_once``."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in tree.body if at_once else ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ([*(node.module or "").split("."), alias.name] for alias in node.names)


def imported(path: Path, *, at_once: bool = False) -> set[str]:
    """Top-level packages a module imports."""
    return {package for package, *_ in imports(path, at_once=at_once)}


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_arrows_never_turn_back(package: str) -> None:
    paths = list(modules(package))
    assert paths
    allowed = MAY_IMPORT[package] | set(sys.stdlib_module_names)
    assert {str(path): names for path in paths if (names := imported(path) - allowed)} == {}


def rooms(path: Path) -> set[str]:
    """The parts of the pipeline that a module imports from."""
    return {room for package, *rest in imports(path) if package == "pipeline" for room in rest[:1]}


def test_reading_knows_nothing_of_what_comes_after_it() -> None:
    may = {"reading", "template", "tracing", "unfinished"}
    assert {str(path): names for path in modules("pipeline/reading") if (names := rooms(path) - may)} == {}


def test_nothing_of_the_pipeline_asks_a_writer_but_the_calls_that_every_door_makes() -> None:
    engine = set((ROOT / "pipeline").glob("*.py"))
    assert {path.name for path in engine if "writing" in rooms(path)} == {"run.py"}


@pytest.mark.parametrize("package", [*MAY_IMPORT, "tests"])
def test_every_module_loads_on_windows(package: str) -> None:
    paths = list(modules(package))
    assert paths
    assert {
        str(path): names for path in paths if (names := imported(path, at_once=True) & NOT_ON_WINDOWS)
    } == {}


def test_what_workbooks_are_read_with_makes_another_engine() -> None:
    """Else results of an older xlrd would be kept."""
    names = set().union(*map(imported, (*modules("validators"), *modules("pipeline/reading"))))
    foreign = names - set(MAY_IMPORT) - set(sys.stdlib_module_names)
    distributions = packages_distributions()
    assert {distributions[name][0] for name in foreign} == set(READERS)


def test_our_validators_are_imported_not_a_namesake() -> None:
    assert Path(validators.__file__).parent == ROOT / "validators"


@pytest.mark.parametrize("name", ["utils", "common", "helpers", "const"])
def test_no_room_without_a_purpose(name: str) -> None:
    assert [path for package in MAY_IMPORT for path in modules(package) if path.stem == name] == []


def test_no_code_knows_the_plan(baihe: Scheme) -> None:
    """No word, unit or threshold of the shipped plan stands in a string of the program (law 1)."""
    words = {tier.name for tier in baihe.tiers} | {unit.name for unit in baihe.units}
    words |= {baihe.town, baihe.programme, baihe.clause}
    words |= {choice.name for _, choice in baihe.choices} | {item.criterion for item in baihe.items}
    words |= {str(grade.at_least) for grade in baihe.grades if grade.at_least}
    found = []
    for path in (path for package in MAY_IMPORT for path in modules(package)):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        docstrings = {
            ast.get_docstring(node, clean=False) for node in ast.walk(tree) if isinstance(node, DOCUMENTED)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and node.value not in docstrings:
                text = str(node.value)
                found += [
                    (path.name, text) for word in words if (text == word or (len(word) > 2 and word in text))
                ]
    assert found == []


DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef)


def test_codes_are_well_formed_and_documented() -> None:
    for code, rule in catalogue().items():
        assert re.fullmatch(r"GC[FTSEXRH]\d{3}", code)
        doc = rule.check.__doc__ or ""
        assert all(word in doc for word in ("查：", "为什么：", "怎么改：")), code
        assert rule.message.endswith("。"), code
        assert rule.fix.endswith("。"), code


def test_every_family_is_listed() -> None:
    listed = {module.__name__.rpartition(".")[2] for module in FAMILIES}
    assert listed == {path.stem for path in (ROOT / "validators" / "rules").glob("*.py")} - {"__init__"}


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


def test_readme_names_every_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = [context.command_path for context in commands()]
    assert "green-community addin install" in named
    assert [command for command in named if command not in readme] == []
