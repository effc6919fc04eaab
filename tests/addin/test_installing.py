"""Setting the add-in up and removing it: in temporary profiles, in a registry that is a dict, by the commands."""

from pathlib import Path, PureWindowsPath

import pytest

from addin.setup.installing import (
    Machine,
    SetupError,
    install,
    plan_install,
    plan_remove,
    remove,
    this_machine,
)
from addin.setup.start_folder import addin_file
from addin.setup.trusting import macros_allowed
from pipeline.buttons import INTERPRETER, PACKAGES
from pipeline.checking.cache import default_cache
from pipeline.journal import log_file
from pipeline.reading.addin_settings import addin_settings
from tests.addin.registry import OFFICE, registry
from tests.scripts.running import run, start

ROOT = Path(__file__).parents[2]
FOLDERS = ["plain", "with space", "白鹤镇 （推进办）"]
START = Path("AppData", "Roaming", "Microsoft", "Excel", "XLSTART", "green-community.xlam")


def machine(interpreter: str = r"C:\app\.venv\Scripts\python.exe") -> Machine:
    return Machine(Path(interpreter), "cp936", lambda _: None)


def files(profile: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(profile)): path.read_bytes() for path in profile.rglob("*") if path.is_file()
    }


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_add_in_lies_in_excels_start_folder_and_names_this_python_and_our_folder(
    tmp_path: Path, folder: str
) -> None:
    here = machine(rf"C:\{folder}\.venv\Scripts\python.exe")
    install(tmp_path / folder, here)
    assert list(files(tmp_path / folder)) == [str(START)]
    settings = addin_settings((tmp_path / folder / START).read_bytes())
    assert (settings[INTERPRETER], settings[PACKAGES]) == (str(here.interpreter), str(ROOT))


def test_a_plan_writes_nothing_a_second_time_changes_nothing_and_removing_leaves_nothing(
    tmp_path: Path,
) -> None:
    planned = plan_install(tmp_path, machine())
    assert list(tmp_path.iterdir()) == []
    assert install(tmp_path, machine()) == planned
    installed, written = files(tmp_path), (tmp_path / START).stat().st_mtime_ns
    assert install(tmp_path, machine()) == []
    assert (tmp_path / START).stat().st_mtime_ns == written
    undone = plan_remove(tmp_path, machine())
    assert files(tmp_path) == installed
    assert remove(tmp_path, machine()) == undone
    assert files(tmp_path) == {}
    assert not (tmp_path / START).parents[2].exists()
    assert remove(tmp_path, machine()) == []


def test_another_python_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    install(tmp_path, machine())
    (change,) = install(tmp_path, machine(r"C:\moved\python.exe"))
    assert change.sentence(done=True) == (
        f"已更新加载项：\n    {tmp_path / START}\n    Python 解释器：C:\\moved\\python.exe"
    )
    assert list(files(tmp_path)) == [str(START)]


def test_add_ins_of_others_stay(tmp_path: Path) -> None:
    install(tmp_path, machine())
    theirs = (tmp_path / START).with_name("别的.xlam")
    theirs.write_bytes(b"theirs")
    remove(tmp_path, machine())
    assert files(tmp_path) == {str(START.with_name("别的.xlam")): b"theirs"}


def test_windows_says_where_the_settings_of_ones_own_user_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("APPDATA", str(tmp_path / "server"))
    assert addin_file(tmp_path) == tmp_path / "server" / "Microsoft" / "Excel" / "XLSTART" / START.name
    assert addin_file(tmp_path / "other") == tmp_path / "other" / START


def test_log_and_cache_go_with_the_add_in_of_ones_own_user_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for variable in ("LOCALAPPDATA", "XDG_CACHE_HOME"):
        monkeypatch.setenv(variable, str(tmp_path / "AppData" / "Local"))
    for kept in (log_file(), log_file().with_name("chosen last"), default_cache()):
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.touch()
    (tmp_path / "AppData" / "Local" / "theirs").touch()
    assert remove(tmp_path / "other", machine()) == []
    assert [change.what for change in remove(tmp_path, machine())] == ["日志和缓存"] * 3
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["AppData", "Local", "theirs"]


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
def test_a_path_is_written_so_that_excel_finds_it_or_refused(
    tmp_path: Path, folder: str, short: str | None, code_page: str, outcome: str
) -> None:
    here = Machine(Path(folder), code_page, lambda _: short)
    if outcome.startswith("C:"):
        install(tmp_path, here)
        assert addin_settings((tmp_path / START).read_bytes())[INTERPRETER] == outcome
    else:
        with pytest.raises(SetupError, match=outcome) as refused:
            install(tmp_path, here)
        assert "请把程序移到" in str(refused.value)
        assert r"输入 安装.cmd D:\GreenCommunity" in str(refused.value)
        assert files(tmp_path) == {}


def test_another_xlwings_than_the_add_ins_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "addin.setup.installing.version", lambda name: "0.37.9" if name == "xlwings" else "1.0"
    )
    with pytest.raises(SetupError, match=r"xlwings 是 0\.37\.9 版，加载项要用 xlwings==0\.37\.8。请运行 pip"):
        install(tmp_path, machine())
    assert files(tmp_path) == {}


def test_the_console_python_is_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("python.exe", "pythonw.exe"):
        (tmp_path / name).touch()
        monkeypatch.setattr("sys.executable", str(tmp_path / name))
        assert this_machine().interpreter == tmp_path / "python.exe"


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
    line = f"加载项：\n    {profile / START}\n    Python 解释器：{this_machine().interpreter}"
    dry = run("addin", "install", "--dry-run", *option)
    assert (dry.returncode, dry.stderr, profile.exists()) == (0, "", False)
    assert dry.stdout.partition("\n")[2] == f"将写入{line}\n"
    first = run("addin", "install", *option)
    assert (first.returncode, first.stderr) == (0, "")
    assert (
        first.stdout.partition("\n")[2]
        == f"已写入{line}\n加载项已装好。请打开 Excel，在“绿色社区”选项卡里点“环境自检”。\n"
    )
    installed = files(profile)
    second = run("addin", "install", *option)
    assert (second.returncode, second.stdout.splitlines()[1:]) == (0, ["加载项已装好，没有要改的。"])
    assert files(profile) == installed
    removing = run("addin", "remove", "--dry-run", *option)
    assert (removing.returncode, removing.stdout, files(profile)) == (0, f"将删除加载项：\n    {profile / START}\n", installed)  # fmt: skip
    assert run("addin", "remove", *option).stdout == removing.stdout.replace("将", "已")
    assert files(profile) == {}
    assert run("addin", "remove", *option).stdout == "没有安装过加载项，没有要改的。\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["install"], "加载项只能在 Windows 的 Excel 里使用"),
        (["remove"], "加载项只能在 Windows 的 Excel 里使用"),
        (["install", "--profile", "{}/file"], "写不了"),
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


def test_a_start_folder_that_excel_opens_nothing_from_is_refused(tmp_path: Path) -> None:
    """218 characters are the most, the add-in's own name among them."""
    longest = 218 - len(str(START)) - 1 - len(str(tmp_path)) - 1
    install(tmp_path / ("a" * longest), machine())
    with pytest.raises(SetupError, match="有219个字，超过218个"):
        install(tmp_path / ("b" * (longest + 1)), machine())
    assert [path.name for path in tmp_path.iterdir()] == ["a" * longest]
