"""The few calls that every door makes."""

import hashlib
from collections.abc import Collection, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date, datetime
from functools import partial
from pathlib import Path

from pipeline.checking import CheckedBook, State, apply_rules, judged
from pipeline.consolidation import consolidate
from pipeline.reading import Reading, read_submission
from pipeline.reading.files import FoundFile, find_files
from pipeline.scoring import score
from pipeline.template import rounds
from pipeline.town import Town
from pipeline.writing.workbook import write_workbook
from pipeline.writing.workbook.content import Content
from validators.finding import Finding
from validators.roster import Roster
from validators.rule import BookCase, Phase, Problem
from validators.rules import catalogue
from validators.scheme import Scheme
from validators.submission import Submission

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


def check_books(files: Sequence[FoundFile], scheme: Scheme, jobs: int = 1) -> list[CheckedBook]:
    """Check every file found, in the order given; ``jobs`` processes share the work."""
    check = partial(_check_found, scheme)
    if jobs == 1:
        return [check(file) for file in files]
    with ProcessPoolExecutor(jobs) as pool:
        return list(pool.map(check, files, chunksize=16))


def consolidate_town(
    folder: Path,
    scheme: Scheme,
    roster: Roster | None = None,
    *,
    as_of: date | None = None,
    ignore: Collection[Path] = (),
    jobs: int = 1,
) -> Town:
    """Check every file below the folder and add the communities up to the town as of a day (default: today).

    ``ignore`` are files of ours in the folder, such as the roster. FileNotFoundError when there is no folder.
    """
    books = check_books(find_files([folder], ignore=ignore, relative=True), scheme, jobs)
    return consolidate(books, scheme, roster, as_of or date.today(), _TOWN_RULES)


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

    ``round_`` is the year of the round (default: the scheme's first); ``vba`` makes it the macro workbook.
    OSError when the place cannot be written to.
    """
    write_workbook(Content(scheme, round_ or rounds(scheme)[0], submission, findings), output, vba)
