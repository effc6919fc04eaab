"""What goes into the page: Python for browsers from npm, wheels as requirements-desk.lock pins them, and our own packages."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from fnmatch import fnmatch
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

ROOT = Path(__file__).parents[1]
HERE = Path(__file__).parent
LOCK = ROOT / "requirements-desk.lock"
RUNTIME = HERE / "node_modules" / "pyodide"
COMPILE = HERE / "compile.mjs"
KEPT = ROOT / "build" / "page"
SITE = "/lib/python3.14/site-packages"
"""Where Python finds packages in the page."""

PYTHON = "3.14"
PLATFORMS = ("pyemscripten_2026_0_wasm32", "manylinux2014_x86_64", "manylinux_2_28_x86_64")
"""pip's tags: the browser's, and for what has no wheel for it that of which only the Python part is taken."""

PACKAGES = (
    "annotated-types",
    "jinja2",
    "markupsafe",
    "msoffcrypto-tool",
    "olefile",
    "pathvalidate",
    "platformdirs",
    "pydantic",
    "pydantic-core",
    "pyopenvba",
    "python-calamine",
    "python-stdnum",
    "typing-extensions",
    "typing-inspection",
    "tzdata",
    "xlrd",
    "xlsxwriter",
)
"""What reading, checking and writing import. The others of the lock are for Excel, the terminal, Word and examples."""

OURS = ("validators", "pipeline", "page")

LEFT_OUT = (
    "*/__pycache__/*",
    "*.dist-info/[!lL]*",  # but for the licences
    "*.linux-gnu.so",
    "*.pyi",
    "*.[ch]",
    "*/py.typed",
    "olefile/*.html",
    "olefile/doc/*",
    "olefile/olefile2.py",
    "pyopenvba/_templates/*",
    "pyopenvba/formula/*",
    "pyopenvba/interpreter/*",
    "pyopenvba/mlang/*",
    "pyopenvba/apps/*",
    "stdnum/[!c]?/*",
    "stdnum/c[!n]/*",
    "stdnum/[!c]*.dat",
    "tzdata/zoneinfo/[!A_]*",
    "tzdata/zoneinfo/A[!s]*",
    "pydantic/v1/*",
    "pydantic/mypy.py",
    "page/node_modules/*",
    "page/web/*",
    "page/package*",
    "page/compile.mjs",
    "page/build.py",
    "page/packing.py",
)
"""Parts that nothing in the page asks for."""

STANDARD_LEFT_OUT = [
    "_pydatetime.py",
    "_pydecimal.py",
    "_pyio.py",
    "_pyrepl/*",
    "bdb.py",
    "cProfile.py",
    "cmd.py",
    "code.py",
    "compileall.py",
    "dbm/*",
    "doctest.py",
    "ensurepip/*",
    "filecmp.py",
    "fileinput.py",
    "ftplib.py",
    "http/server.py",
    "imaplib.py",
    "mailbox.py",
    "modulefinder.py",
    "multiprocessing/*",
    "netrc.py",
    "optparse.py",
    "pdb.py",
    "pickletools.py",
    "plistlib.py",
    "poplib.py",
    "profile.py",
    "profiling/*",
    "pstats.py",
    "pyclbr.py",
    "pydoc.py",
    "rlcompleter.py",
    "sched.py",
    "shelve.py",
    "smtplib.py",
    "socketserver.py",
    "symtable.py",
    "tabnanny.py",
    "timeit.py",
    "trace.py",
    "unittest/*",
    "venv/*",
    "wave.py",
    "webbrowser.py",
    "wsgiref/*",
    "xml/dom/*",
    "xml/sax/*",
    "xmlrpc/*",
    "zipapp.py",
]
"""The same of the standard library."""


class PackingError(Exception):
    """What is not to be had; the text says why."""


def runtime() -> Mapping[str, bytes]:
    """Python for browsers, as npm gives it by page/package-lock.json."""
    lock, installed = HERE / "package-lock.json", RUNTIME.parent / "package-lock.installed"
    if not installed.is_file() or installed.read_bytes() != lock.read_bytes():
        _run("npm", "ci", "--ignore-scripts", "--prefix", HERE)
        installed.write_bytes(lock.read_bytes())
    names = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")
    about = json.loads((RUNTIME / "pyodide-lock.json").read_text("utf-8"))["info"]
    listed = json.dumps({"info": about, "packages": {}}).encode()  # the packages it lists would be fetched
    return {name: (RUNTIME / name).read_bytes() for name in names} | {"lock.json": listed}


def python_files() -> Mapping[str, bytes]:
    """The zips that Python imports from, compiled: the standard library, packages of others, and ours."""
    standard = (RUNTIME / "python_stdlib.zip").read_bytes()
    wheels = "".join(pinned(LOCK.read_text("utf-8"), PACKAGES))
    return {
        "python_stdlib.zip": _compiled(_needed(_files(standard), STANDARD_LEFT_OUT), "/lib/python314.zip"),
        "packages.zip": _compiled(_needed(_files(_kept(wheels.encode(), _fetched)), LEFT_OUT), SITE),
        "ours.zip": _compiled(_needed(_ours(), LEFT_OUT), SITE),
    }


def _compiled(files: Mapping[str, bytes], where: str) -> bytes:
    """The files with their modules as Python takes them fastest: compiled by the Python that will run them.

    The zip has no compression, which the page's own does better over all of it.
    """

    def compiled(archive: bytes) -> bytes:
        with tempfile.TemporaryDirectory() as scratch:
            source, made = Path(scratch, "source.zip"), Path(scratch, "made.zip")
            source.write_bytes(archive)
            _run("node", COMPILE, RUNTIME / "pyodide.mjs", RUNTIME / "pyodide-lock.json", source, made, where)
            return made.read_bytes()

    return _kept(zipped(files), compiled)


def _kept(source: bytes, make: Callable[[bytes], bytes]) -> bytes:
    """What is made of something, kept from one build to the next as long as that and the tools are the same."""
    tools = Path(__file__).read_bytes() + COMPILE.read_bytes() + (HERE / "package-lock.json").read_bytes()
    place = KEPT / sha256(tools + source).hexdigest()
    if not place.is_file():
        made = make(source)
        KEPT.mkdir(parents=True, exist_ok=True)
        begun = place.with_suffix(f".{os.getpid()}")
        begun.write_bytes(made)
        begun.replace(place)
    return place.read_bytes()


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip that is the same whenever it is made."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_STORED) as archive:
        for name, data in sorted(files.items()):
            archive.writestr(ZipInfo(name), data)
    return made.getvalue()


def _ours() -> dict[str, bytes]:
    paths = (path for package in OURS for path in (ROOT / package).rglob("*"))
    return {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in paths if path.is_file()}


def _needed(files: Mapping[str, bytes], left_out: Iterable[str]) -> dict[str, bytes]:
    return {name: data for name, data in files.items() if not any(fnmatch(name, one) for one in left_out)}


def _files(archive: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist() if not name.endswith("/")}


def _fetched(wanted: bytes) -> bytes:
    """The content of the wheels that the lines of a lock ask for, in one zip."""
    with tempfile.TemporaryDirectory() as scratch:
        requirements = Path(scratch, "requirements.txt")
        requirements.write_bytes(wanted)
        tags = [option for tag in PLATFORMS for option in ("--platform", tag)]
        abis = [
            option for abi in (f"cp{PYTHON.replace('.', '')}", "abi3", "none") for option in ("--abi", abi)
        ]
        _run(
            sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps",
            "--only-binary", ":all:", "--require-hashes", "--dest", scratch, "--implementation", "cp",
            "--python-version", PYTHON, *abis, *tags, "--requirement", requirements,
        )  # fmt: skip
        wheels = sorted(Path(scratch).glob("*.whl"))
        return zipped({name: data for wheel in wheels for name, data in _files(wheel.read_bytes()).items()})


def pinned(lock: str, packages: Iterable[str]) -> list[str]:
    """The lines of a lock about some packages; PackingError for one that it has not."""
    blocks = re.findall(r"^\S(?:.*\\\n)*.*\n", lock, re.MULTILINE)
    by_name = {block.partition("==")[0]: block for block in blocks}
    if lacking := sorted(set(packages) - set(by_name)):
        raise PackingError(f"{LOCK.name} has no {', '.join(lacking)}")
    return [by_name[name] for name in packages]


def _run(program: str, *arguments: str | Path) -> None:
    path = shutil.which(program)
    if path is None:
        raise PackingError(f"no {program} on this machine")
    ended = subprocess.run([path, *arguments], capture_output=True, text=True, check=False)  # noqa: S603 - named above
    if ended.returncode:
        raise PackingError(f"{program}: {ended.stderr[-2000:] or ended.stdout[-2000:]}")
