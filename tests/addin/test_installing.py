"""Setting the add-in up and removing it: in temporary profiles, in a registry that is a dict, by the commands."""

import sys
from dataclasses import replace
from pathlib import Path, PureWindowsPath

import pytest

from addin.setup import configuration as conf
from addin.setup.installing import (
    Machine,
    SetupError,
    install,
    plan_install,
    plan_remove,
    remove,
    this_machine,
)
from addin.setup.trusting import macros_allowed, trusted
from tests.addin.registry import LOCATIONS, OFFICE, FakeRegistry, registry
from tests.scripts.running import run, start

FOLDERS = ["plain", "with space", "白鹤镇 （推进办）"]


def machine(interpreter: str = r"C:\app\.venv\Scripts\python.exe", packages: str = r"C:\app") -> Machine:
    return Machine(Path(interpreter), Path(packages), "cp936", lambda _: None)


def files(profile: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in profile.rglob("*") if path.is_file()}


def vba_reads(content: bytes, key: str) -> str | None:
    """GetConfigFromFile of the xlwings module: quoted pairs in the code page, the first of a key counts."""
    texts = content.decode("cp936").replace("\r\n", ",").split(",")
    pairs = zip(texts[::2], texts[1::2], strict=False)
    return next((value.strip('"') for name, value in pairs if name.strip('"').lower() == key.lower()), None)


@pytest.mark.parametrize("folder", FOLDERS)
def test_vba_finds_the_paths_it_needs(tmp_path: Path, folder: str) -> None:
    here = machine(rf"C:\{folder}\.venv\Scripts\python.exe", rf"C:\{folder}")
    install(tmp_path, machine=here)
    content = conf.user_file(tmp_path).read_bytes()
    assert [vba_reads(content, key) for key in ("interpreter_win", "PYTHONPATH", "ADD_WORKBOOK_TO_PYTHONPATH", "SHOW CONSOLE", "CONDA PATH")] == [
        str(here.interpreter), str(here.packages), "False", "False", None
    ]  # fmt: skip


THEIRS = [
    pytest.param(None, id="no file"),
    pytest.param(b"", id="an empty file"),
    pytest.param(b'"LICENSE_KEY","abc"\r\n', id="another setting"),
    pytest.param(b'"LICENSE_KEY","abc"', id="no end of line"),
    pytest.param(b'"INTERPRETER_WIN","C:\\old\\python.exe"\n"DEBUG UDFS","False"\n', id="another interpreter"),
    pytest.param('"temp dir","D:\\临时"\r\n\r\nnonsense\r\n"pythonpath","D:\\模块;E:\\x"\r\n'.encode("cp936"), id="folders, case, nonsense"),
    pytest.param(b'"SHOW CONSOLE","True"\r\n"SHOW CONSOLE","True"\r\n\xff\xfe\r\n', id="twice, and bytes of no code page"),
]  # fmt: skip


@pytest.mark.parametrize("theirs", THEIRS)
def test_other_lines_stay_and_removing_restores(tmp_path: Path, theirs: bytes | None) -> None:
    path = conf.user_file(tmp_path)
    if theirs is not None:
        path.parent.mkdir()
        path.write_bytes(theirs)
    before = files(tmp_path)
    planned = plan_install(tmp_path, machine=machine())
    assert files(tmp_path) == before
    assert install(tmp_path, machine=machine()) == planned
    ours = {"INTERPRETER_WIN", "PYTHONPATH", "ADD_WORKBOOK_TO_PYTHONPATH", "SHOW CONSOLE"}
    others = [line for line in (theirs or b"").splitlines(keepends=True) if line.split(b",")[0].strip(b'"').decode("latin1").upper() not in ours]  # fmt: skip
    assert path.read_bytes().endswith(b"".join(others))
    assert path.read_bytes().count(b"SHOW CONSOLE") == 1
    installed = files(tmp_path)
    times = {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*")}
    assert install(tmp_path, machine=machine()) == []
    assert {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*")} == times
    assert files(tmp_path) == installed
    undone = plan_remove(tmp_path, machine())
    assert files(tmp_path) == installed
    assert remove(tmp_path, machine()) == undone
    assert [(c.name, c.before, c.after) for c in undone] == [(c.name, c.after, c.before) for c in planned]
    assert files(tmp_path) == before
    assert path.parent.exists() == (theirs is not None)
    assert remove(tmp_path, machine()) == []


def test_folders_of_others_come_behind_ours_and_an_old_one_of_ours_goes(tmp_path: Path) -> None:
    path = conf.user_file(tmp_path)
    path.parent.mkdir()
    path.write_bytes('"PYTHONPATH","D:\\模块;E:\\x"'.encode("cp936"))
    install(tmp_path, machine=machine())
    install(tmp_path, machine=machine(packages=r"C:\moved"))
    assert vba_reads(path.read_bytes(), "PYTHONPATH") == r"C:\moved;D:\模块;E:\x"
    remove(tmp_path, machine())
    assert files(tmp_path) == {"xlwings.conf": '"PYTHONPATH","D:\\模块;E:\\x"'.encode("cp936")}


@pytest.mark.parametrize("again", [False, True])
def test_what_others_wrote_since_is_kept(tmp_path: Path, again: bool) -> None:
    path = conf.user_file(tmp_path)
    path.parent.mkdir()
    path.write_bytes(b'"SHOW CONSOLE","True"\r\n"A","1"\r\n')
    install(tmp_path, machine=machine())
    path.write_bytes(path.read_bytes() + b'"LICENSE_KEY","new"\r\n')
    if again:
        install(tmp_path, machine=machine(packages=r"C:\moved"))
    remove(tmp_path, machine())
    assert files(tmp_path) == {"xlwings.conf": b'"SHOW CONSOLE","True"\r\n"A","1"\r\n"LICENSE_KEY","new"\r\n'}


@pytest.mark.parametrize(
    ("folder", "short", "code_page", "outcome"),
    [
        (r"C:\app", None, "cp1252", r"C:\app"),
        (r"C:\白鹤", None, "cp936", r"C:\白鹤"),
        (r"C:\白鹤", None, "cp1252", "系统区域设置写不出的字"),
        (r"C:\白鹤", r"C:\B1F0~1", "cp1252", r"C:\B1F0~1"),
        (r"C:\白鹤", r"C:\白~1", "cp1252", "系统区域设置写不出的字"),
        (r"C:\㐂田", None, "cp936", "系统区域设置写不出的字"),
        (r"C:\100%", None, "cp936", "含有 %"),
        (r"C:\100%", r"C:\100_~1", "cp936", r"C:\100_~1"),
        (r"C:\a;b", None, "cp936", "含有 ;"),
        (r"C:\a & b's, (c)", None, "cp936", r"C:\a & b's, (c)"),
    ],
)
def test_a_path_is_written_so_that_vba_reads_it_or_refused(
    tmp_path: Path, folder: str, short: str | None, code_page: str, outcome: str
) -> None:
    here = Machine(Path(r"C:\Python311\python.exe"), Path(folder), code_page, lambda path: short if path == folder else None)  # fmt: skip
    if outcome.startswith("C:"):
        install(tmp_path, machine=here)
        assert conf.effective(conf.PACKAGES, [conf.user_file(tmp_path)], code_page) == outcome
    else:
        with pytest.raises(SetupError, match=outcome) as refused:
            install(tmp_path, machine=here)
        assert "请把程序移到" in str(refused.value)
        assert files(tmp_path) == {}


def test_another_xlwings_than_the_workbooks_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "addin.setup.installing.version", lambda name: "0.37.9" if name == "xlwings" else "1.0"
    )
    with pytest.raises(SetupError, match=r"xlwings 是 0\.37\.9 版，工作簿要用 xlwings==0\.37\.8。请运行 pip"):
        install(tmp_path, machine=machine())
    assert files(tmp_path) == {}


def test_a_damaged_record_is_told(tmp_path: Path) -> None:
    install(tmp_path, machine=machine())
    conf.user_file(tmp_path).with_name("green-community.json").write_text("{}")
    with pytest.raises(SetupError, match=r"已损坏。请删除它再安装一次；原来没有配置文件。"):
        remove(tmp_path, machine())


def test_the_console_python_is_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("python.exe", "pythonw.exe"):
        (tmp_path / name).touch()
        monkeypatch.setattr(sys, "executable", str(tmp_path / name))
        assert this_machine().interpreter == tmp_path / "python.exe"


def test_a_folder_is_trusted_once_and_no_longer_after_removing(tmp_path: Path) -> None:
    folder = tmp_path / "白鹤 汇总"
    folder.mkdir()
    place = PureWindowsPath(folder)
    keys = registry(("Location0", r"C:\Office\XLSTART", 0), ("Location3", r"C:\x", 1))
    keys[rf"{OFFICE}\15.0\Excel"] = {}
    before = dict(keys)
    here = replace(machine(), registry=keys)
    profile = tmp_path / "profile"
    assert [c.after for c in plan_install(profile, folder, here) if c.name == "Path"] == [f"{place}\\"] * 2
    assert keys == before
    install(profile, folder, here)
    assert sorted(keys.keys() - before) == [
        rf"{OFFICE}\15.0\Excel\Security\Trusted Locations\Location0", rf"{LOCATIONS}\Location4"
    ]  # fmt: skip
    assert keys[rf"{LOCATIONS}\Location4"] == {
        "Path": f"{place}\\", "AllowSubfolders": 1, "Description": "自评表与汇总"
    }  # fmt: skip
    assert trusted(place / "下级", keys, "16.0")
    assert install(profile, folder, here) == []
    assert [c.before for c in remove(profile, here) if c.name == "Path"] == [f"{place}\\"] * 2
    assert keys == before


@pytest.mark.parametrize(
    ("relative", "keys", "words"),
    [
        ("absent", registry(), "没有文件夹"),
        ("profile", registry(), "范围太大"),
        (".", registry(), "范围太大"),
        ("profile/Downloads", registry(), "范围太大"),
        ("/", registry(), "范围太大"),
        ("town", FakeRegistry(), "请先打开一次 Excel"),
        ("town", None, "只能在 Windows 的 Excel 里设置"),
    ],
)
def test_a_folder_that_should_not_be_trusted_is_refused_and_nothing_is_written(
    tmp_path: Path, relative: str, keys: FakeRegistry | None, words: str
) -> None:
    for name in ("profile/Downloads", "town"):
        (tmp_path / name).mkdir(parents=True)
    with pytest.raises(SetupError, match=words):
        install(tmp_path / "profile", tmp_path / relative, replace(machine(), registry=keys))
    assert files(tmp_path) == {}


@pytest.mark.parametrize(
    ("level", "policy", "allowed"),
    [(None, None, None), (1, None, True), (2, None, None), (3, None, False), (4, None, False), (1, 4, False)],
)  # fmt: skip
def test_the_settings_of_excel_say_whether_macros_run(
    level: int | None, policy: int | None, allowed: bool | None
) -> None:
    keys = registry(("Location0", r"D:\汇总", 1))
    if level:
        keys[rf"{OFFICE}\16.0\Excel\Security"] = {"VBAWarnings": level}
    if policy:
        keys[r"Software\Policies\Microsoft\Office\16.0\Excel\Security"] = {"vbawarnings": policy}
    assert macros_allowed(PureWindowsPath(r"C:\别处"), keys) is allowed
    assert macros_allowed(PureWindowsPath(r"d:\汇总\2021"), keys) is True


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_commands_in_a_users_profile(tmp_path: Path, folder: str) -> None:
    profile = tmp_path / folder
    option = ("--profile", profile)
    path = profile / ".xlwings" / "xlwings.conf"
    python = this_machine().interpreter
    dry = run("addin", "install", "--dry-run", *option)
    assert (dry.returncode, dry.stderr, profile.exists()) == (0, "", False)
    assert f"将写入Python 解释器：INTERPRETER_WIN = {python}，位置 {path}。" in dry.stdout.splitlines()
    first = run("addin", "install", *option)
    assert (first.returncode, first.stderr) == (0, "")
    assert f"已写入Python 解释器：INTERPRETER_WIN = {python}，位置 {path}。" in first.stdout.splitlines()
    assert vba_reads(path.read_bytes(), "INTERPRETER_WIN") == str(python)
    installed = files(profile)
    second = run("addin", "install", *option)
    assert (second.returncode, second.stdout.splitlines()[1:]) == (0, ["加载项已装好，没有要改的。"])
    assert files(profile) == installed
    removing = run("addin", "remove", "--dry-run", *option)
    assert (removing.returncode, len(removing.stdout.splitlines()), files(profile)) == (0, 4, installed)
    assert run("addin", "remove", *option).stdout == removing.stdout.replace("将", "已")
    assert list(profile.iterdir()) == []
    assert run("addin", "remove", *option).stdout == "没有安装过加载项，没有要改的。\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["install"], "加载项只能在 Windows 的 Excel 里使用"),
        (["remove"], "加载项只能在 Windows 的 Excel 里使用"),
        (["install", "--profile", "{}/file"], "写不了"),
        (["install", "--profile", "{}", "--trust", "{}"], "受信任位置只能在 Windows 的 Excel 里设置"),
    ],
)
def test_what_cannot_be_done_here_is_said_and_exits_2(
    tmp_path: Path, arguments: list[str], words: str
) -> None:
    (tmp_path / "file").touch()
    result = start("addin", *(argument.format(tmp_path) for argument in arguments))
    assert (result.returncode, result.stdout) == (2, "")
    assert words in result.stderr
    assert "Traceback" not in result.stderr
