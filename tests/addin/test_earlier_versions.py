"""What earlier versions of the add-in wrote into a profile is undone by removing, and what others wrote stays."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from addin.setup.installing import SetupError, install, remove
from tests.addin.registry import LOCATIONS, registry
from tests.addin.test_installing import files, machine

OURS = '"INTERPRETER_WIN","C:\\app\\python.exe"\r\n"PYTHONPATH","C:\\app;D:\\模块"\r\n"ADD_WORKBOOK_TO_PYTHONPATH","False"\r\n"SHOW CONSOLE","False"\r\n'.encode("cp936")  # fmt: skip
THEIRS = '"temp dir","D:\\临时"\r\n\nnonsense\n"pythonpath","D:\\模块"\r\n'.encode("cp936")
OTHERS = '"temp dir","D:\\临时"\r\n\nnonsense\n'.encode("cp936")
NEW = b'"LICENSE_KEY","new"\n'


def set_up_earlier(profile: Path, before: bytes | None, now: bytes | None = None, *, exact: bool = True, trusted: tuple[str, ...] = ()) -> None:  # fmt: skip
    """As versions before the add-in left a profile: the configuration, its copy of before, the record."""
    folder = profile / ".xlwings"
    folder.mkdir(parents=True)
    written = OURS + (OTHERS if before == THEIRS else b"")
    (folder / "xlwings.conf").write_bytes(written if now is None else now)
    if before is not None:
        (folder / "xlwings.conf.before-green-community").write_bytes(before)
    record = {"existed": before is not None, "written": hashlib.sha256(written).hexdigest(), "exact": exact, "trusted": trusted}  # fmt: skip
    (folder / "green-community.json").write_text(json.dumps(record))


@pytest.mark.parametrize(
    ("before", "now", "exact", "after"),
    [
        pytest.param(None, None, True, None, id="no file before"),
        pytest.param(b"", None, True, b"", id="an empty file before"),
        pytest.param(THEIRS, None, True, THEIRS, id="settings of others before"),
        pytest.param(None, OURS + NEW, True, NEW, id="somebody's setting since"),
        pytest.param(THEIRS, OURS + OTHERS + NEW, True, b'"pythonpath","D:\\\xc4\xa3\xbf\xe9"\r\n' + OTHERS + NEW, id="before and since"),
        pytest.param(None, OURS + NEW, False, NEW, id="since, between two set-ups"),
    ],
)  # fmt: skip
def test_what_earlier_versions_wrote_is_undone(
    tmp_path: Path, before: bytes | None, now: bytes | None, exact: bool, after: bytes | None
) -> None:
    set_up_earlier(tmp_path, before, now, exact=exact)
    (change,) = remove(tmp_path, machine())
    assert change.sentence(done=True) == f"已恢复原来的配置：\n    {tmp_path / '.xlwings' / 'xlwings.conf'}"
    expected = {} if after is None else {str(Path(".xlwings", "xlwings.conf")): after}
    assert files(tmp_path) == expected
    assert (tmp_path / ".xlwings").exists() == (after is not None)


def test_trusted_locations_of_earlier_versions_go_and_those_of_others_stay(tmp_path: Path) -> None:
    keys = registry(("Location0", r"C:\Office\XLSTART", 0), ("Location4", "C:\\汇总\\", 1))
    set_up_earlier(tmp_path, None, trusted=(rf"{LOCATIONS}\Location4", rf"{LOCATIONS}\Location9"))
    changes = remove(tmp_path, replace(machine(), registry=keys))
    assert [(change.verb, change.what) for change in changes] == [
        ("删除", "受信任位置"), ("恢复", "原来的配置")
    ]  # fmt: skip
    assert keys == registry(("Location0", r"C:\Office\XLSTART", 0))
    assert files(tmp_path) == {}


def test_installing_leaves_what_earlier_versions_wrote_to_removing(tmp_path: Path) -> None:
    set_up_earlier(tmp_path, None)
    before = files(tmp_path)
    install(tmp_path, machine())
    assert files(tmp_path).items() > before.items()


def test_a_damaged_record_is_told(tmp_path: Path) -> None:
    set_up_earlier(tmp_path, None)
    (tmp_path / ".xlwings" / "green-community.json").write_text("{}")
    with pytest.raises(SetupError, match=r"已损坏。请删除它再运行一次；原来没有配置文件。"):
        remove(tmp_path, machine())
