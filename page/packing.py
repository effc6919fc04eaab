"""What goes into the page: Python for browsers from npm, wheels as requirements-desk.lock pins them, and our own packages."""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatch
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

ROOT = Path(__file__).parents[1]
HERE = Path(__file__).parent
LOCK = ROOT / "requirements-desk.lock"
RUNTIME = HERE / "node_modules" / "pyodide"

PYTHON = "3.14"
PLATFORMS = ("pyemscripten_2026_0_wasm32", "manylinux2014_x86_64", "manylinux_2_28_x86_64")
"""pip's tags: the browser's, and for what has no wheel for it that of which only the Python part is taken."""

PACKAGES = (
    "annotated-types",
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
    "*.html",
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

STANDARD_LEFT_OUT = (
    "_pyrepl/*",
    "doctest.py",
    "ensurepip/*",
    "http/server.py",
    "imaplib.py",
    "mailbox.py",
    "multiprocessing/*",
    "optparse.py",
    "pdb.py",
    "pickletools.py",
    "poplib.py",
    "smtplib.py",
    "ftplib.py",
    "unittest/*",
    "wsgiref/*",
    "xmlrpc/*",
)
"""The same of the standard library."""


class PackingError(Exception):
    """What is not to be had; the text says why."""


def runtime() -> Mapping[str, bytes]:
    """Python for browsers, as npm gives it by page/package-lock.json."""
    _run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", HERE)
    names = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
    lock = json.loads((RUNTIME / "pyodide-lock.json").read_text("utf-8"))
    about = json.dumps({"info": lock["info"], "packages": {}}).encode()  # the packages it lists would be fetched
    return {name: (RUNTIME / name).read_bytes() for name in names} | {"lock.json": about}


def compiled(standard: bytes, lock: bytes) -> tuple[bytes, bytes]:
    """The standard library and everything else as Python takes it fastest: compiled by the Python that will run it.

    Both are zips without compression, which the page's own does better over all of it.
    """
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / "standard.zip").write_bytes(zipped(_needed(_files(standard), STANDARD_LEFT_OUT)))
        (folder / "lock.json").write_bytes(lock)
        (folder / "site.zip").write_bytes(zipped(_site()))
        _run("node", HERE / "compile.mjs", RUNTIME / "pyodide.mjs", folder / "lock.json", folder)
        return (folder / "standard-compiled.zip").read_bytes(), (folder / "site-compiled.zip").read_bytes()


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip that is the same whenever it is made."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_STORED) as archive:
        for name, data in sorted(files.items()):
            archive.writestr(ZipInfo(name), data)
    return made.getvalue()


def _site() -> dict[str, bytes]:
    files = dict(_of_wheels())
    for package in OURS:
        for path in (ROOT / package).rglob("*"):
            if path.is_file():
                files[path.relative_to(ROOT).as_posix()] = path.read_bytes()
    return _needed(files, LEFT_OUT)


def _needed(files: Mapping[str, bytes], left_out: Iterable[str]) -> dict[str, bytes]:
    return {name: data for name, data in files.items() if not any(fnmatch(name, one) for one in left_out)}


def _files(archive: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist() if not name.endswith("/")}


def _of_wheels() -> Iterator[tuple[str, bytes]]:
    wanted = "".join(pinned(LOCK.read_text("utf-8"), PACKAGES))
    with tempfile.TemporaryDirectory() as scratch:
        requirements = Path(scratch, "requirements.txt")
        requirements.write_text(wanted, "utf-8")
        tags = [option for tag in PLATFORMS for option in ("--platform", tag)]
        abis = [option for abi in (f"cp{PYTHON.replace('.', '')}", "abi3", "none") for option in ("--abi", abi)]
        _run(
            sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps",
            "--only-binary", ":all:", "--require-hashes", "--dest", scratch, "--implementation", "cp",
            "--python-version", PYTHON, *abis, *tags, "--requirement", requirements,
        )  # fmt: skip
        for wheel in sorted(Path(scratch).glob("*.whl")):
            yield from _files(wheel.read_bytes()).items()


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
