"""`python -m tests.same_outputs BEFORE [AFTER]`: whether the code of two commits makes the same of the same workbooks, byte for byte.

For changes that only move or rename: every report of ``validate``, and of ``consolidate`` the workbook, the data and the return
copies, over all samples, their faults, the whole corpus and, where it is given, another folder of workbooks. What is
compared lies in ``build/same``; a time of day that is printed is taken out.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from zipfile import ZipFile, is_zipfile

from tests.books import write_book
from tests.corpus.test_corpus import CASES
from tests.test_samples import SAMPLES
from validators.scheme.file import load_scheme

ROOT = Path(__file__).parents[1]
PLACE = ROOT / "build" / "same"
FORMATS = ("text", "json", "junit", "sarif", "github", "gitlab", "markdown", "html")
TOWNS = {
    "town": "roster.csv",
    "town-2022": "roster.csv",
    "district": "district/roster.csv",
    "faults": "roster.csv",
}
_DAY = ("--as-of", "2021-11-01")
_TIME = re.compile(rb"20\d\d-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?")

_COPIES = """
import sys
from pathlib import Path
from pipeline.run import check_book, return_copy
try:
    from validators.scheme.file import load_scheme
except ImportError:  # before schemes had a room
    from validators.scheme_file import load_scheme
plan, out = load_scheme("baihe-2021"), Path(sys.argv[1], "copies")
out.mkdir()
for number, name in enumerate(sys.argv[2:]):
    book = check_book(Path(name), plan)
    if book.submission:
        return_copy(book, plan, out / f"{number}.xlsx")
"""
"""A return copy of everything that is read; a town has but one for a community."""


def inputs(folder: Path, more: Path | None) -> None:
    """The samples, the corpus as files, and what else is given."""
    shutil.copytree(SAMPLES, folder / "samples", symlinks=True)
    plan = load_scheme("baihe-2021")
    for number, case in enumerate(CASES.values()):
        (place := folder / "corpus" / str(number)).mkdir(parents=True)
        write_book(place / "示范一居.xlsx", *case.build(plan))
    if more:
        shutil.copytree(more, folder / "more")
    for path in folder.rglob("*"):
        os.utime(path, (1635480000, 1635480000), follow_symlinks=False)


def outputs(commit: str, given: Path, out: Path) -> None:
    """What the code of a commit makes of the inputs."""
    tree = out.with_name(f"{out.name}-code")
    out.mkdir()
    _run("git", "worktree", "add", "--quiet", "--force", "--detach", str(tree), commit, cwd=ROOT)
    try:
        known = _command(tree, given, "validate", "--help")
        kinds = [
            option
            for kind in FORMATS
            if kind in known
            for option in ("--format", kind, "--output", str(out / f"checked.{kind}"))
        ]
        _command(tree, given, "validate", *[path.name for path in given.iterdir()], *_DAY, *kinds)
        for town, roster in TOWNS.items():
            place = out / town
            place.mkdir(parents=True)
            kept = ("--no-ledger",) if "--no-ledger" in _command(tree, given, "consolidate", "--help") else ()
            _command(
                tree, given / "samples", "consolidate", town, "--roster", roster, "--no-cache", *_DAY, *kept,
                "--output", str(place / "town.xlsx"), "--json", str(place / "town.json"), "--returns", str(place / "returns"),
            )  # fmt: skip
        copies = (str(path) for folder in ("corpus", "more") for path in (given / folder).rglob("*.*"))
        _run(
            sys.executable,
            "-c",
            _COPIES,
            str(out),
            *copies,
            cwd=given,
            env=os.environ | {"PYTHONPATH": str(tree)},
        )
    finally:
        _run("git", "worktree", "remove", "--force", str(tree), cwd=ROOT)


def _command(tree: Path, folder: Path, command: str, *options: str) -> str:
    line = (sys.executable, "-m", "scripts.green_community", command, *options)
    return _run(*line, cwd=folder, env=os.environ | {"PYTHONPATH": str(tree)})


def _run(*line: str, cwd: Path, env: Mapping[str, str] | None = None) -> str:
    ended = subprocess.run(line, cwd=cwd, env=env, check=False, capture_output=True, encoding="utf-8")
    if ended.returncode not in (0, 1) or "Traceback" in ended.stderr:
        sys.exit(f"{' '.join(line[:5])} …: {ended.stderr[-2000:]}")
    return ended.stdout


def parts(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file below a folder, of workbooks every part, without times of day."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder).as_posix()
        if not is_zipfile(path):
            yield name, _TIME.sub(b"", path.read_bytes())
            continue
        with ZipFile(path) as archive:
            for part in archive.namelist():
                yield f"{name}/{part}", _TIME.sub(b"", archive.read(part))


def main() -> int:
    """Compare, name what differs, and say so by the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.same_outputs", description=__doc__)
    parser.add_argument("before", help="the commit before")
    parser.add_argument("after", nargs="?", default="HEAD", help="the commit after (default: %(default)s)")
    parser.add_argument("--more", type=Path, help="another folder of workbooks")
    options = parser.parse_args()
    shutil.rmtree(PLACE, ignore_errors=True)
    given = PLACE / "given"
    inputs(given, options.more)
    made = {}
    for name, commit in (("before", options.before), ("after", options.after)):
        outputs(commit, given, PLACE / name)
        made[name] = dict(parts(PLACE / name))
    before, after = made["before"], made["after"]
    differ = [name for name in sorted(before.keys() | after.keys()) if before.get(name) != after.get(name)]
    told = [f"{name}{'' if name in before and name in after else '  (of one only)'}\n" for name in differ]
    count = sum(path.is_file() for path in given.rglob("*"))
    sys.stdout.writelines(
        [*told, f"{count} files given, {len(before | after)} parts compared, {len(differ)} differ\n"]
    )
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
