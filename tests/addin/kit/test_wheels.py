"""What a kit asks for on Windows, by names written down by hand, and what was downloaded for it."""

import os
import re
import tomllib
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement
from packaging.tags import compatible_tags, cpython_tags
from packaging.utils import parse_wheel_filename

from addin.kit.building import build_kit, sums
from addin.kit.wheels import LOCK, OWN, ROOT, WINDOWS, System, asked_for, build_own
from pipeline import __version__

EVERYWHERE = {
    "annotated-types", "cffi", "click", "cryptography", "jinja2", "lxml", "markdown-it-py", "markupsafe", "mdurl", "msoffcrypto-tool", "numpy",
    "olefile", "pandas", "pathvalidate", "platformdirs", "pycparser", "pydantic", "pydantic-core", "pygments",
    "pyopenvba", "python-calamine", "python-dateutil", "python-docx", "python-stdnum", "rich", "typing-extensions",
    "typing-inspection", "tzdata", "xlrd", "xlsxwriter", "xlwings",
}  # fmt: skip
"""What the program needs at run time, and what that needs."""

MAC = System("macosx", (), (), {"os_name": "posix", "sys_platform": "darwin", "platform_system": "Darwin"})
LINUX = System("linux", (), (), {"os_name": "posix", "sys_platform": "linux", "platform_system": "Linux"})


def names(system: System, python: str) -> list[str]:
    lines = asked_for(LOCK.read_text("utf-8"), system, python)
    return sorted(Requirement(line.partition(" --hash=")[0]).name for line in lines)


@pytest.mark.parametrize("python", WINDOWS.pythons)
@pytest.mark.parametrize(
    ("system", "more"),
    [(WINDOWS, {"pywin32"}), (LINUX, set()), (MAC, {"appscript", "psutil"})],
    ids=["windows", "linux", "mac"],
)
def test_markers_are_read_for_the_desk_whatever_system_builds_the_kit(
    system: System, more: set[str], python: str
) -> None:
    assert names(system, python) == sorted(EVERYWHERE | more)


def test_each_line_asks_for_one_version_and_its_hashes_without_a_marker() -> None:
    lines = asked_for(LOCK.read_text("utf-8"), WINDOWS, "3.12")
    assert [
        line for line in lines if not re.fullmatch(r"\S+==\S+( +--hash=sha256:[0-9a-f]{64})+", line)
    ] == []


def blocks(lock: Path) -> set[str]:
    """The entries of a lock, each with its hashes."""
    return set(re.split(r"\n(?=\S)", lock.read_text("utf-8").strip()))


def test_a_desk_gets_what_was_tested() -> None:
    """Every version and hash of its lock stands in that of the tests, and nothing that the program asks for lacks."""
    assert blocks(LOCK) - blocks(ROOT / "requirements.lock") == set()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert {Requirement(line).name.lower() for line in project["dependencies"]} <= EVERYWHERE


def test_our_wheel_holds_every_module_and_what_they_read(tmp_path: Path) -> None:
    build_own(tmp_path)
    (wheel,) = tmp_path.iterdir()
    kinds = (".py", ".toml", ".cmd")
    with ZipFile(wheel) as archive:
        inside = {name for name in archive.namelist() if name.endswith(kinds)}
    folders = [folder for name in OWN if (folder := ROOT / name).is_dir()]
    paths = (path for folder in folders for path in folder.rglob("*") if path.suffix in kinds)
    assert inside == {path.relative_to(ROOT).as_posix() for path in paths}


def test_the_windows_kit_holds_what_an_office_needs_and_exactly_the_wheels_that_each_python_takes(
    tmp_path: Path,
) -> None:
    if not os.environ.get("CI"):
        pytest.skip("downloads 110 MB for Windows: make test-full does it")
    kit = build_kit(tmp_path)
    wheels = {path.name for path in (kit / "program" / "wheels").iterdir()}
    assert wheels == set().union(*(taken_by(python, wheels) for python in WINDOWS.pythons))
    assert {path.relative_to(kit).as_posix() for path in kit.rglob("*") if path.is_file() and path.suffix != ".whl"} == {
        "SHA256SUMS", "template.xlsm", "template.xlsx", "卸载.cmd", "安装.cmd", "汇总.cmd", "社区填报手册.html", "镇办汇总手册.html",
        "program/addin/kit/opening.py", "program/addin/kit/pythons.py", "program/green-community.xlam", "program/install.py", "program/kit.json", "program/requirements.txt",
    }  # fmt: skip
    listed = sums(kit).splitlines()
    written = (kit / "SHA256SUMS").read_text("utf-8").splitlines()
    assert written == [line for line in listed if not line.endswith("  SHA256SUMS")]
    with ZipFile(tmp_path / f"{kit.name}.zip") as whole:
        assert whole.testzip() is None
        assert {name for name in whole.namelist() if not name.endswith("/")} == {
            f"{kit.name}/{line.partition('  ')[2]}" for line in listed
        }


def taken_by(python: str, wheels: set[str]) -> set[str]:
    """The wheels that a Python on Windows takes, which are one for each line of the lock, and ours."""
    version = (3, int(python.partition(".")[2]))
    fitting = {
        *cpython_tags(version, platforms=["win_amd64"]),
        *compatible_tags(version, f"cp3{version[1]}", ["win_amd64"]),
    }
    taken = {file: parse_wheel_filename(file) for file in wheels if parse_wheel_filename(file)[3] & fitting}
    asked = {line.partition(" --hash=")[0] for line in asked_for(LOCK.read_text("utf-8"), WINDOWS, python)}
    versions = [f"{name}=={number}" for name, number, _, _ in taken.values()]
    assert sorted(versions) == sorted(asked | {f"green-community=={__version__}"})
    return set(taken)
