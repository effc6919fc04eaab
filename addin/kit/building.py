"""Putting a kit together: a folder, and the same as one zip."""

import json
import shutil
import tempfile
from hashlib import sha256
from pathlib import Path

from addin.kit.pages import MANUALS, page
from addin.kit.wheels import LOCK, ROOT, WINDOWS, KitError, System, build_own, download
from pipeline import __version__
from pipeline.buttons import ADDIN
from pipeline.clock import today
from pipeline.run import build_workbook
from pipeline.writing.addin import build_addin
from pipeline.writing.addin.callbacks import macro_project
from validators.scheme.file import DEFAULT_SCHEME, load_scheme

STARTS = {"安装.cmd": "install", "卸载.cmd": "remove", "汇总.cmd": "consolidate"}
TEMPLATES = {"template.xlsm": True, "template.xlsx": False}
"""The workbooks of this day's round, and whether each has macros."""

UNPACK = "请先把压缩包全部解压到一个文件夹，再双击那个文件夹里的文件。"
GET_PYTHON = (
    "没有找到 Python。请从 https://www.python.org/downloads/windows/ 下载安装 Python {} 的64位版，"
    "或者请维护人员把一份 Python 放进这里的 python 文件夹，再双击一次。"
)


def build_kit(output: Path, system: System = WINDOWS) -> Path:
    """Build the kit for a system in the output folder, and return its folder there; the zip stands beside it.

    Needs the network and a checkout of the project; KitError says what is not to be had.
    """
    if not LOCK.is_file():
        raise KitError("A kit is built from a checkout of the project, with its development dependencies.")
    output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=output) as scratch:
        kit = Path(scratch) / f"green-community-{__version__}-{system.platform}"
        _fill_program(kit / "program", system)
        _fill_front(kit, system)
        (kit / "SHA256SUMS").write_text(sums(kit), "utf-8", newline="\n")
        shutil.make_archive(str(output / kit.name), "zip", scratch, kit.name)
        place = output / kit.name
        shutil.rmtree(place, ignore_errors=True)
        return kit.replace(place)


def _fill_program(folder: Path, system: System) -> None:
    """What is installed, and what installs it."""
    wheels = folder / "wheels"
    wheels.mkdir(parents=True)
    download(system, wheels)
    (folder / "requirements.txt").write_text(f"{LOCK.read_text('utf-8')}{build_own(wheels)}\n", "utf-8")
    about = {"pythons": system.pythons, "platform": system.platform}
    (folder / "kit.json").write_text(json.dumps(about), "utf-8")
    place_installer(folder)
    build_addin(folder / ADDIN)


def place_installer(folder: Path) -> None:
    """What is run on the desk, and where it imports the rest from."""
    ours = Path(__file__).parent
    shutil.copy(ours / "install.py", folder)
    (folder / "addin" / "kit").mkdir(parents=True)
    for name in ("pythons.py", "opening.py"):
        shutil.copy(ours / name, folder / "addin" / "kit")


def _fill_front(folder: Path, system: System) -> None:
    """What a person opens: the files to double-click, the manuals, the templates."""
    for name, task in STARTS.items():
        (folder / name).write_bytes(start_file(task, system))
    for name in MANUALS:
        (folder / f"{name}.html").write_text(page(ROOT / "docs" / f"{name}.md"), "utf-8")
    scheme = load_scheme(DEFAULT_SCHEME)
    for name, macros in TEMPLATES.items():
        year = scheme.round_on(today(scheme))
        build_workbook(scheme, folder / name, round_=year, vba=macro_project() if macros else None)


def start_file(task: str, system: System) -> bytes:
    """What is double-clicked for a task, as cmd.exe reads it: lines end with CR LF, and no byte order mark."""
    text = Path(__file__).with_name("start.cmd").read_text("ascii")
    words = {"@TASK@": task, "@UNPACK@": UNPACK, "@GET_PYTHON@": GET_PYTHON.format(system.pythons[-1])}
    for mark, word in words.items():
        text = text.replace(mark, word)
    return text.replace("\n", "\r\n").encode("utf-8")


def sums(folder: Path) -> str:
    """The digest of every file, as ``sha256sum --check`` reads it."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return "".join(
        f"{sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n" for path in files
    )
