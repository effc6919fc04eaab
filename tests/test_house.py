"""The house keeps its shape: arrows, doors, rooms and modules of a size, no plan in code, a README that names every command."""

import ast
import sys
from collections import Counter
from collections.abc import Collection, Iterator
from graphlib import TopologicalSorter
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import validators
from pipeline.checking.cache import READERS
from tests.command_line import commands
from validators.scheme.model import Scheme

ROOT = Path(__file__).parents[1]
MAY_IMPORT = {
    "validators": {"validators", "pydantic"},
    "pipeline": {"validators", "pipeline", "pydantic", "xlsxwriter", "python_calamine", "pyopenvba", "xlrd", "platformdirs", "pathvalidate", "stdnum", "msoffcrypto", "pandas", "docx", "jinja2"},
    "addin": {"validators", "pipeline", "addin", "xlwings", "packaging", "markdown_it", "platformdirs"},
    "page": {"validators", "pipeline", "page"},
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


READING = ["containers", "appearance", "workbook", "words", "cells", "columns", "view", "table", "sheets"]
"""The rooms of ``pipeline.reading``, each with those before it to build on; ``files`` stands beside them."""

STAGES: dict[str, set[str]] = {
    "reading": set(),
    "checking": {"reading"},
    "town": {"checking", "whatif"},
    "policy": {"checking"},
    "ledger": {"checking", "town", "policy", "reading"},
    "whatif": {"checking", "reading"},
    "writing": {"checking", "town", "policy", "ledger", "reading", "whatif"},
    "district": {"town", "policy", "reading", "writing", "run"},
}
"""The stages of the pipeline, and which others each may ask; what every stage may ask is a module of the pipeline's own."""

OF_ALL_STAGES = {"run", "journal", "earlier", "keeping"}
"""The modules of the pipeline's own that know its stages."""

MOST_MODULES = 14
"""A room's modules, its face counted."""


def parts(path: Path, package: str) -> set[str]:
    """The modules and rooms right below a package that a module imports from."""
    above = package.split(".")
    names = [name for name in imports(path) if name[: len(above)] == above]
    return {name[len(above)] for name in names if len(name) > len(above)}


def rooms(package: str) -> set[str]:
    return {path.parent.name for path in (ROOT / package).glob("*/__init__.py")}


@pytest.mark.parametrize("room", [*READING, "files"])
def test_a_room_of_reading_builds_on_those_before_it(room: str) -> None:
    before = {"containers"} if room == "files" else set(READING[: READING.index(room)])
    paths = list(modules(f"pipeline/reading/{room}"))
    assert paths
    others = {"files", *READING} - {room} - before
    assert {str(path): names for path in paths if (names := parts(path, "pipeline.reading") & others)} == {}


def test_reading_has_no_other_rooms() -> None:
    assert rooms("pipeline/reading") == {"files", *READING}


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_knows_nothing_of_what_comes_after_it(stage: str) -> None:
    paths = list(modules(f"pipeline/{stage}"))
    assert paths
    others = rooms("pipeline") | OF_ALL_STAGES
    may = {stage} | STAGES[stage]
    assert {str(path): names for path in paths if (names := parts(path, "pipeline") & others - may)} == {}


def test_every_stage_has_its_place() -> None:
    assert rooms("pipeline") == set(STAGES)


def test_what_every_stage_may_ask_asks_none() -> None:
    own = [path for path in (ROOT / "pipeline").glob("*.py") if path.stem not in OF_ALL_STAGES]
    assert {path.name: names for path in own if (names := parts(path, "pipeline") & set(STAGES))} == {}


def test_doors_do_not_know_each_other() -> None:
    """But for the command about the add-in itself."""
    knows = {path.name for path in modules("scripts") if "addin" in imported(path)}
    assert knows == {"add_in.py"}


def test_no_room_is_a_warehouse() -> None:
    counted = Counter(path.parent for package in MAY_IMPORT for path in modules(package))
    families = ROOT / "validators" / "rules"  # one module a family, as the catalogue lists them
    assert {str(room): n for room, n in counted.items() if n > MOST_MODULES and room != families} == {}


LONGEST, SHORTEST = 250, 15
"""A module's lines; a room's face may be as short as it likes."""


def test_a_module_is_of_a_size_to_be_read_at_once() -> None:
    paths = [path for package in (*MAY_IMPORT, "tests", "benchmarks") for path in modules(package)]
    ours = [path.relative_to(ROOT) for path in paths if "node_modules" not in path.parts]
    lines = {path.as_posix(): len((ROOT / path).read_text(encoding="utf-8").splitlines()) for path in ours}
    short = {path for path, count in lines.items() if count < SHORTEST and not path.endswith("__init__.py")}
    assert {path for path, count in lines.items() if count > LONGEST} | short == set()


def test_a_room_says_what_happens_there() -> None:
    faces = [path for package in MAY_IMPORT for path in modules(package) if path.stem == "__init__"]
    texts = {str(path): ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) for path in faces}
    assert [path for path, text in texts.items() if not text] == []


def test_one_name_is_one_thing() -> None:
    """No two classes and no two types of the house have the same name."""
    named: Counter[str] = Counter()
    for path in (path for package in MAY_IMPORT for path in modules(package)):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                named[node.name] += 1
            elif isinstance(node, ast.AnnAssign) and ast.unparse(node.annotation) == "TypeAlias":
                named[ast.unparse(node.target)] += 1
    assert [name for name, times in named.items() if times > 1] == []


def test_no_module_waits_for_itself() -> None:
    """No two modules import each other, in functions neither."""
    paths = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for package in MAY_IMPORT for path in modules(package)}  # fmt: skip
    known = {name.removesuffix(".__init__"): path for name, path in paths.items()}
    asks = {name: {asked for found in imports(path) if (asked := _module(found, known)) != name} - {""} for name, path in known.items()}  # fmt: skip
    assert tuple(TopologicalSorter(asks).static_order())


def _module(found: list[str], known: Collection[str]) -> str:
    """The module of ours that an import is of; ``""`` for others'."""
    names = (".".join(found), ".".join(found[:-1]))
    return next((name for name in names if name in known), "")


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


def test_no_file_is_begun_by_tempfile() -> None:
    """Where nobody may write on Windows it tries for hours, before Python 3.13 (CPython's issue 66305)."""
    asked = {"mkstemp", "TemporaryFile", "NamedTemporaryFile", "SpooledTemporaryFile"}
    found = []
    for path in (path for package in MAY_IMPORT for path in modules(package)):
        names = (
            n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Attribute | ast.Name)
        )
        found += [path.name for n in names if (n.attr if isinstance(n, ast.Attribute) else n.id) in asked]
    assert found == []


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


def test_readme_names_every_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = [context.command_path for context in commands()]
    assert "green-community addin install" in named
    assert [command for command in named if command not in readme] == []
