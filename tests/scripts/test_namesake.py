"""PyPI's package of our name in the same environment: command and self-check say so, whichever of the two comes first."""

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.scripts.running import ROOT, TOWN

SAID = (
    "Another package called validators is installed beside this program's own ({}): the two hide each other; "
    "install this program into an environment of its own.\n"
)


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A folder in which pip has installed the other package."""
    (tmp_path / "validators").mkdir()
    (tmp_path / "validators" / "__init__.py").write_text("def url(text): return text.startswith('http')\n")
    noted = tmp_path / "validators-0.36.0.dist-info"
    noted.mkdir()
    (noted / "METADATA").write_text("Metadata-Version: 2.1\nName: validators\nVersion: 0.36.0\n")
    return tmp_path


def started(path: list[Path], *arguments: str) -> subprocess.CompletedProcess[str]:
    """The program in a Python that looks for packages in these folders first; -S, else ours is found as editable."""
    folders = [*path, Path(sysconfig.get_path("purelib"))]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(map(str, folders)),
        "PYTHONIOENCODING": "utf-8",
    }
    command = [sys.executable, "-S", "-P", "-m", "scripts.green_community", *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", env=environment, check=False
    )


def test_the_command_says_so_and_works_where_it_can(other: Path) -> None:
    validate = ["validate", str(TOWN / "示范二居.xlsx")]
    told = SAID.format(other / "validators-0.36.0.dist-info")
    ended = started([other, ROOT], *validate)
    assert (ended.returncode, ended.stdout, ended.stderr) == (2, "", told)
    alone, ended = started([ROOT], *validate), started([ROOT, other], *validate)
    assert "validators" not in alone.stderr
    assert (ended.returncode, ended.stdout, ended.stderr) == (
        alone.returncode,
        alone.stdout,
        told + alone.stderr,
    )


def test_the_self_check_says_so(other: Path) -> None:
    ended = started([ROOT, other], "addin", "check")
    (line,) = (line for line in ended.stdout.splitlines() if "同名" in line)
    assert line == (
        f"未通过  没有另装同名的程序包：{other}/validators-0.36.0.dist-info 是另一个也叫 validators 的程序包，"
        "与本程序互相遮挡。请把本程序装到单独的环境里。"
        "请关闭 Excel，双击安装包里的 安装.cmd，或运行 green-community addin install。"
    )
    assert ended.returncode == 1
