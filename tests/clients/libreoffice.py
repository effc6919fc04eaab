"""LibreOffice as a client of our workbooks: what it calculates, prints, runs and shows.

Every call starts a LibreOffice of its own with a fresh profile, so that tests may run side by side.
"""

from __future__ import annotations

import glob
import json
import re
import select
import subprocess
import tempfile
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from .programs import absent, require, run, started

_PYTHON = "/usr/bin/python3"  # `uno` comes for the system's Python, out of reach of a virtual environment
_MACRO = re.compile(r"[A-Za-z]\w*\.[A-Za-z]\w*( Nothing)?", re.ASCII)
_BATCH = 240  # files per start: LibreOffice silently drops every argument after the 255th
_CLOSING = 3  # seconds to end when asked: a LibreOffice that is killed leaves its pipes in /tmp
_SETTINGS = {
    "Office.Calc/Formula/Load/OOXMLRecalcMode": "0",  # always: no cached value survives
    "Office.Calc/Formula/Load/ODFRecalcMode": "0",
    "Setup/L10N/ooSetupSystemLocale": "zh-CN",  # as where the workbooks are used: A4, fonts, dates
    "Office.Common/Misc/UseLocking": "false",  # nothing is written beside a workbook
    "Office.Common/Misc/ShowTipOfTheDay": "false",
}
_REGISTRY = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>
"""
_ITEM = """
<item oor:path="/org.openoffice.{path}">
  <prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop>
</item>
"""


def recalculate(paths: Sequence[Path], out_dir: Path, to: str = "xlsx", timeout: float = 600) -> list[Path]:
    """Save the files anew with LibreOffice's own results as cached values; return the copies in order."""
    return _converted(paths, out_dir, to, timeout)


def to_pdf(path: Path, out_dir: Path, timeout: float = 120) -> Path:
    """Print a document, recalculated, into a PDF file."""
    return _converted([path], out_dir, "pdf", timeout)[0]


def to_pictures(pdf: Path, out_dir: Path, dpi: int = 70, timeout: float = 120) -> list[Path]:
    """Write one PNG file per page of a PDF file; return them in order of the pages."""
    out_dir.mkdir(parents=True, exist_ok=True)
    pages = f"{glob.escape(pdf.stem)}-page-*.png"
    for earlier in out_dir.glob(pages):
        earlier.unlink()
    run([require("pdftoppm"), "-png", "-r", str(dpi), pdf, out_dir / f"{pdf.stem}-page"], timeout)
    return sorted(out_dir.glob(pages))


def run_macros(path: Path, macros: Sequence[str], timeout: float = 120) -> list[str | None]:
    """Run each `Module.Sub` of a workbook in turn, or `Module.Sub Nothing`; return per macro None or the error text.

    Message boxes are cancelled, and the workbook is not saved unless a macro does.
    """
    for macro in macros:
        if not _MACRO.fullmatch(macro):
            raise ValueError(f"not Module.Sub: {macro}")
    arguments = [str(path.resolve(strict=True)), *macros]
    outcomes: list[str | None] = json.loads(driven("uno_macros", arguments, timeout))
    return outcomes


def screenshot(
    path: Path,
    out_png: Path,
    sheet: str | None = None,
    size: tuple[int, int] = (1366, 768),
    timeout: float = 120,
) -> Path:
    """Write a picture of the LibreOffice window that shows a sheet at its own zoom, its macros not enabled."""
    for program in ("import", "convert"):
        require(program)
    width, height = map(str, size)
    arguments = [str(path.resolve(strict=True)), str(out_png.resolve()), sheet or "", width, height]
    with _screen(width, height) as display:
        driven("uno_window", arguments, timeout, display)
    return out_png


def _converted(paths: Sequence[Path], out_dir: Path, to: str, timeout: float) -> list[Path]:
    """Convert the files in as few starts as their number allows; raise RuntimeError if one is not made."""
    targets = [out_dir / f"{path.stem}.{to}" for path in paths]
    if len({*targets}) < len(targets) or {*targets} & {*paths}:
        raise ValueError(f"some of these files would overwrite each other in {out_dir}")
    for target in targets:
        target.unlink(missing_ok=True)
    for start in range(0, len(paths), _BATCH):
        with _profile() as (profile, env):
            options = [profile, "--headless", "--convert-to", to, "--outdir", str(out_dir)]
            run([require("soffice"), *options, *paths[start : start + _BATCH]], timeout, env=env)
    if lost := [path.name for path, target in zip(paths, targets, strict=True) if not target.exists()]:
        raise RuntimeError(f"LibreOffice does not convert {lost}")
    return targets


@contextmanager
def _profile() -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the option and the environment by which LibreOffice has nothing but what we set."""
    with tempfile.TemporaryDirectory(prefix="libreoffice-", ignore_cleanup_errors=True) as folder:
        items = ""
        for setting, value in _SETTINGS.items():
            path, _, name = setting.rpartition("/")
            items += _ITEM.format(path=path, name=name, value=value)
        registry = Path(folder, "user", "registrymodifications.xcu")
        registry.parent.mkdir()
        registry.write_text(_REGISTRY.format(items=items), encoding="utf-8")
        yield f"-env:UserInstallation={Path(folder).as_uri()}", {"TMPDIR": folder}


@contextmanager
def _screen(width: str, height: str) -> Iterator[str]:
    """Yield the name of an X display of this size that nobody else uses."""
    command = [require("Xvfb"), "-displayfd", "1", "-screen", "0", f"{width}x{height}x24", "-dpi", "96"]
    with started(command, output=subprocess.PIPE) as server:
        assert server.stdout is not None
        ready, _, _ = select.select([server.stdout], [], [], 30)
        number = server.stdout.readline().strip() if ready else ""
        if not number:
            raise RuntimeError("Xvfb does not start")
        yield f":{number}"


def driven(module: str, arguments: Sequence[str], timeout: float, display: str | None = None) -> str:
    """Return what one of the uno_ modules prints, run with a LibreOffice that it reaches through a pipe."""
    python, pipe, here = _python_with_uno(), f"tests-{uuid.uuid4().hex}", Path(__file__).parent
    options = ["--norestore", "--nologo", "--nodefault", f"--accept=pipe,name={pipe};urp"]
    window = {"DISPLAY": display, "SAL_USE_VCLPLUGIN": "gen"} if display else {}
    with _profile() as (profile, env):
        command = [require("soffice"), profile, *options, *([] if display else ["--headless"])]
        with started(command, env=env | window) as office:
            try:
                script = [python, "-m", f"{here.name}.{module}", pipe, *arguments]
                return run(script, timeout, env=window, cwd=here.parent)
            finally:
                with suppress(subprocess.TimeoutExpired):
                    office.wait(_CLOSING)


def _python_with_uno() -> str:
    """Return the system's Python if it can talk to LibreOffice."""
    python = require(_PYTHON)
    try:
        run([python, "-c", "import uno"], 30)
    except RuntimeError:
        absent("python3-uno")
    return python
