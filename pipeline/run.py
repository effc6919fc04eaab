"""The few calls that every door makes."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.checking.batch import Progress, check_books
from pipeline.checking.engine import CheckedBook
from pipeline.checking.one_file import check_file
from pipeline.clock import today
from pipeline.reading.files.discovery import FoundFile, find_files, readable
from pipeline.reading.review_words import FORM, REVIEWS
from pipeline.writing.copies import Copies, copies_in
from validators.finding import Finding, Severity
from validators.rule import Phase
from validators.rules import catalogue
from validators.scheme.model import Scheme
from validators.submission import Submission

if TYPE_CHECKING:
    from pipeline.town.model import Town
    from pipeline.town.review.model import Visit
    from validators.roster import Roster

__all__ = [
    "DECLARED",
    "RETURNED",
    "REVIEWS",
    "Progress",
    "build_workbook",
    "check_book",
    "check_books",
    "consolidate_books",
    "consolidate_town",
    "declaration_copies",
    "handed_in",
    "return_copies",
    "return_copy",
    "review_forms",
    "round_of",
    "template_copies",
]

RETURNED = "退回件"
"""The folder among the submissions that holds our return copies; nothing in it was handed in."""

DECLARED = "推荐申报表"
"""The same for the declaration forms with the town's opinion."""

_TOWN_RULES = {code: rule for code, rule in catalogue().items() if rule.phase is Phase.TOWN}


def check_book(path: Path, scheme: Scheme, name: str | None = None) -> CheckedBook:
    """Read one file and apply every rule about one workbook; never raises over what the file holds.

    ``name`` is what findings call the file (default: the path). Points are Decimal, in the plan's 分: the
    scorecard has one mark per item in item order, and holds None for an item that is missing. A file that cannot be
    read has state REJECTED, no scorecard, and one finding that says why (附件1: one table, 29 items in the shipped plan).
    """
    return check_file(FoundFile(path, name or readable(path.as_posix())), scheme)


def consolidate_town(
    folder: Path,
    scheme: Scheme,
    roster: "Roster | None" = None,
    *,
    as_of: date | None = None,
    round_: int | None = None,
    ignore: Collection[Path] = (),
    jobs: int = 1,
    progress: Progress | None = None,
    cache: Path | None = None,
) -> "Town":
    """Check every file below the folder and add the communities up to the town as of a day (default: today in the town).

    ``round_`` is the year of the round (default: the latest that has begun on that day); submissions of other rounds are
    listed and count nowhere. KeyError when the scheme has no such round.
    ``ignore`` are files of ours in the folder, such as the roster; return copies and reviews are ignored anyway. Standings come by
    rank, books by name, each in exactly one state; rates are shares of 1 over the obliged communities of the roster,
    None without one (一、创建目标). FileNotFoundError when there is no folder.
    """
    books = check_books(handed_in(folder, ignore), scheme, jobs, progress, cache)
    return consolidate_books(books, scheme, roster, as_of=as_of, round_=round_)


def consolidate_books(
    books: Sequence[CheckedBook],
    scheme: Scheme,
    roster: "Roster | None" = None,
    *,
    as_of: date | None = None,
    round_: int | None = None,
) -> "Town":
    """The same for the files of a folder that were checked already, all of those handed in there."""
    from pipeline.town.consolidation import consolidate

    day = as_of or today(scheme)
    return consolidate(books, scheme, roster, day, round_ or scheme.round_on(day), _TOWN_RULES)


def handed_in(folder: Path, ignore: Collection[Path] = ()) -> Sequence[FoundFile]:
    """The files below a folder of submissions, but for those to ignore and what we wrote into folders of our own there."""
    own = (path for name in (RETURNED, REVIEWS, DECLARED) for path in (folder / name).rglob("*"))
    return find_files([folder], ignore=[*ignore, *own], relative=True)


def build_workbook(
    scheme: Scheme,
    output: Path,
    *,
    round_: int | None = None,
    submission: Submission | None = None,
    findings: Sequence[Finding] = (),
    reply_by: date | None = None,
    vba: bytes | None = None,
) -> None:
    """Build the workbook that staff fill in: empty, prefilled with a submission, or with findings to return.

    ``round_`` is the year of the round (default: what the submission says, else the scheme's first); ``vba`` makes
    it the macro workbook. Its sheets are 附件1 and 附件2 as the plan prints them. OSError when the place cannot be
    written to.
    """
    from pipeline.writing.workbook import write_workbook
    from pipeline.writing.workbook.content import Content

    year = round_ or round_of(submission, scheme, next(iter(scheme.deadlines)))
    write_workbook(Content(scheme, year, submission, findings, reply_by), output, vba)


def return_copies(town: "Town", folder: Path, *, overwrite: bool = False) -> Copies:
    """Write one workbook with its findings for every community that has to correct or explain.

    One that cannot be written costs no other; what is there already and was not built here, or was saved by somebody
    since, stays unless ``overwrite``. The folder is made when it is not there; OSError when it cannot be.
    """
    returned = [
        standing
        for standing in town.standings
        if any(finding.severity is not Severity.INFO for finding in standing.book.findings)
    ]
    return copies_in(
        folder,
        RETURNED,
        {
            standing.name: (
                standing.book.file,
                partial(
                    return_copy,
                    standing.book,
                    town.scheme,
                    round_=town.round,
                    reply_by=town.reply_by_of(standing.listed),
                ),
            )
            for standing in returned
        },
        overwrite=overwrite,
    )


def declaration_copies(town: "Town", folder: Path, *, overwrite: bool = False) -> Copies:
    """Write one workbook per community that the town recommends, or would by the draft, with that opinion in its declaration form.

    Its sheet of that form is the one to print; the answers are the community's own. What is there already, and what cannot
    be written, is as with ``return_copies``.
    """
    from pipeline.town.review.recommending.candidates import opinions_to_print
    from pipeline.writing.workbook import write_workbook
    from pipeline.writing.workbook.content import Content

    contents = {
        standing.name: (
            standing.book.file,
            Content(town.scheme, town.round, standing.submission, opinion=text),
        )
        for standing, text in opinions_to_print(town)
    }
    writes = {name: (file, partial(write_workbook, content)) for name, (file, content) in contents.items()}
    return copies_in(folder, DECLARED, writes, overwrite=overwrite)


def review_forms(town: "Town", visits: Iterable["Visit"], folder: Path, *, overwrite: bool = False) -> Copies:
    """Write one 考评表 for every visit to a community that handed in; KeyError for any other.

    One that cannot be written costs no other; what is there already and was not built here, or was filled in since, stays
    unless ``overwrite``. The folder is made when it is not there; OSError when it cannot be.
    """
    from pipeline.writing.review.content import FormContent
    from pipeline.writing.review.form_workbook import write_form

    standings = {standing.name: standing for standing in town.standings}
    contents = [FormContent(town, standings[visit.community], visit) for visit in visits]
    writes = {c.standing.name: (c.standing.book.file, partial(write_form, c)) for c in contents}
    return copies_in(folder, FORM, writes, overwrite=overwrite)


def template_copies(
    scheme: Scheme,
    submissions: Mapping[Path, Submission],
    *,
    round_: int | None = None,
    vba: bytes | None = None,
) -> Copies:
    """Write one prefilled workbook per path; one that cannot be written costs no other."""
    copies = Copies()
    for path, submission in submissions.items():
        write = partial(build_workbook, scheme, round_=round_, submission=submission, vba=vba)
        copies.add(path, submission.community, write)
    return copies


def return_copy(
    book: CheckedBook,
    scheme: Scheme,
    output: Path,
    *,
    round_: int | None = None,
    reply_by: date | None = None,
) -> None:
    """Write a community's own answers as today's workbook with every finding beside its cell.

    The findings are those of the new workbook at its own addresses; what the move to it has put right (points that
    had been changed, a wrong sum) is told as it was found. ``round_`` is the year of the round (default: what the
    submission says, else the scheme's first), ``reply_by`` the day by which it is asked back. OSError when the place
    cannot be written to.
    """
    from pipeline.writing.returned import returned_findings
    from pipeline.writing.workbook import write_workbook
    from pipeline.writing.workbook.content import Content

    year = round_ or round_of(book.submission, scheme, next(iter(scheme.deadlines)))
    content = Content(scheme, year, book.submission, reply_by=reply_by)
    write_workbook(replace(content, findings=returned_findings(book, content)), output)


def round_of(submission: Submission | None, scheme: Scheme, otherwise: int) -> int:
    """The year of the round that a submission says it is for, or its day does; ``otherwise`` where the scheme has none such."""
    from pipeline.town.rounds import belonging

    said = belonging(submission, None, scheme, otherwise).year if submission else None
    return next((year for year in scheme.deadlines if str(year) == said), otherwise)
