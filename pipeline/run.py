"""The few calls that every door makes."""

import hashlib
import tempfile
from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TypeAlias

from pipeline.checking import CheckedBook, State, apply_rules, judged
from pipeline.consolidation import consolidate
from pipeline.reading import Reading, read_submission
from pipeline.reading.files import FoundFile, find_files
from pipeline.scoring import score
from pipeline.template import rounds
from pipeline.town import Town
from pipeline.writing.naming import file_stem
from validators.finding import Finding, Severity
from validators.roster import Roster
from validators.rule import BookCase, Phase, Problem
from validators.rules import catalogue
from validators.scheme import Scheme
from validators.submission import Submission

Progress: TypeAlias = Callable[[int, int], None]
"""Told after every file: how many are done, and how many there are."""

RETURNED = "退回件"
"""The folder among the submissions that holds our return copies; nothing in it was handed in."""

_SETTLED = "本工作簿已按方案更正，这一处不用再改。"

_BOOK_RULES = {code: rule for code, rule in catalogue().items() if rule.phase is not Phase.TOWN}
_TOWN_RULES = {code: rule for code, rule in catalogue().items() if rule.phase is Phase.TOWN}


def check_book(path: Path, scheme: Scheme, name: str | None = None) -> CheckedBook:
    """Read one file and apply every rule about one workbook; never raises over what the file holds.

    ``name`` is what findings call the file (default: the path).
    """
    name = name or path.as_posix()
    data, received, problem = _content(path)
    reading = Reading(problem=problem) if problem else read_submission(data, path.name, scheme)
    scorecard = score(reading.submission, scheme) if reading.submission else None
    case = BookCase(
        scheme=scheme,
        file=name,
        community=reading.submission.community if reading.submission else None,
        sources=reading.sources,
        problem=reading.problem,
        submission=reading.submission,
        scorecard=scorecard,
    )
    verdict = apply_rules(case, _BOOK_RULES)
    return CheckedBook(
        file=name,
        state=judged(verdict.findings) if scorecard else State.REJECTED,
        sha256=None if problem else hashlib.sha256(data).hexdigest(),
        size=None if problem else len(data),
        received=received,
        submission=reading.submission,
        scorecard=scorecard,
        sources=reading.sources,
        verdict=verdict,
    )


def check_books(
    files: Sequence[FoundFile], scheme: Scheme, jobs: int = 1, progress: Progress | None = None
) -> list[CheckedBook]:
    """Check every file found, in the order given; ``jobs`` processes share the work."""
    check = partial(_check_found, scheme)
    if jobs == 1:
        return _counted(map(check, files), len(files), progress)
    with ProcessPoolExecutor(jobs) as pool:
        return _counted(pool.map(check, files, chunksize=16), len(files), progress)


def consolidate_town(
    folder: Path,
    scheme: Scheme,
    roster: Roster | None = None,
    *,
    as_of: date | None = None,
    ignore: Collection[Path] = (),
    jobs: int = 1,
    progress: Progress | None = None,
) -> Town:
    """Check every file below the folder and add the communities up to the town as of a day (default: today).

    ``ignore`` are files of ours in the folder, such as the roster; return copies are ignored anyway.
    FileNotFoundError when there is no folder.
    """
    ours = [*ignore, *(folder / RETURNED).rglob("*")]
    books = check_books(find_files([folder], ignore=ours, relative=True), scheme, jobs, progress)
    return consolidate(books, scheme, roster, as_of or date.today(), _TOWN_RULES)


def _counted(books: Iterable[CheckedBook], total: int, progress: Progress | None) -> list[CheckedBook]:
    done = []
    for book in books:
        done.append(book)
        if progress:
            progress(len(done), total)
    return done


def _check_found(scheme: Scheme, file: FoundFile) -> CheckedBook:
    if file.skip:
        return CheckedBook(file.name, State.SKIPPED, skipped_as=file.skip)
    return check_book(file.path, scheme, file.name)


def _content(path: Path) -> tuple[bytes, datetime | None, Problem | None]:
    try:
        received = datetime.fromtimestamp(path.stat().st_mtime)
        return path.read_bytes(), received, None
    except FileNotFoundError:
        return b"", None, Problem("unreadable", "文件已不存在")
    except PermissionError:
        return b"", None, Problem("unreadable", "没有读取权限")
    except OSError as error:
        return b"", None, Problem("unreadable", error.strerror or type(error).__name__)


def build_workbook(
    scheme: Scheme,
    output: Path,
    *,
    round_: int | None = None,
    submission: Submission | None = None,
    findings: Sequence[Finding] = (),
    vba: bytes | None = None,
) -> None:
    """Build the workbook that staff fill in: empty, prefilled with a submission, or with findings to return.

    ``round_`` is the year of the round (default: the submission's own, else the scheme's first); ``vba`` makes
    it the macro workbook. OSError when the place cannot be written to.
    """
    from pipeline.writing.workbook import write_workbook
    from pipeline.writing.workbook.content import Content

    round_ = round_ or _own_round(submission, scheme) or rounds(scheme)[0]
    write_workbook(Content(scheme, round_, submission, findings), output, vba)


def return_copies(town: Town, folder: Path) -> list[Path]:
    """Write one workbook with its findings for every community that has to correct or explain; their paths.

    The folder is made when it is not there. OSError when the place cannot be written to.
    """
    written: list[Path] = []
    for standing in town.standings:
        if any(finding.severity is not Severity.INFO for finding in standing.book.findings):
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / f"{file_stem(standing.name)}_{RETURNED}.xlsx"
            if path in written:
                path = path.with_stem(f"{path.stem}{len(written)}")
            return_copy(standing.book, town.scheme, path)
            written.append(path)
    return written


def return_copy(book: CheckedBook, scheme: Scheme, output: Path) -> None:
    """Write a community's own answers as today's workbook with every finding beside its cell.

    The findings are those of the new workbook at its own addresses; what the move to it has put right (points that
    had been changed, a wrong sum) is told as it was found. OSError when the place cannot be written to.
    """
    with tempfile.TemporaryDirectory() as folder:
        moved = Path(folder) / "moved.xlsx"
        build_workbook(scheme, moved, submission=book.submission)
        remaining = check_book(moved, scheme, book.file).findings
    still = {(finding.code, finding.item) for finding in remaining}
    others = [finding for finding in book.findings if (finding.code, finding.item) not in still]
    told = [f if catalogue()[f.code].phase is Phase.TOWN else f._replace(fix=_SETTLED) for f in others]
    build_workbook(scheme, output, submission=book.submission, findings=[*remaining, *told])


def _own_round(submission: Submission | None, scheme: Scheme) -> int | None:
    """The round that a submission names, if the scheme has it."""
    named = submission.round if submission else None
    return next((year for year in rounds(scheme) if str(year) == named), None)
