"""What the worker asks the engine for, in calls of the pipeline: two tasks, each file by file and then as a whole.

The worker lays the files where ``Desk`` looks for them, and asks every call again as long as that leaves a question open
(``trial``).
"""

from datetime import date
from functools import partial
from pathlib import Path

from page.handing_out import PageError, handed_out
from page.trial import Trials
from pipeline import __version__
from pipeline.checking.engine import CheckedBook
from pipeline.clock import now, today
from pipeline.harmless import json_text
from pipeline.policy.settings import SettingsError, reply_by_setting
from pipeline.policy.validation import Policy, Validation, validation
from pipeline.reading.files.discovery import FoundFile, find_files
from pipeline.reading.roster import RosterError, load_roster
from pipeline.reading.roster_file import CALLED
from pipeline.reply_by import ReplyDayError
from pipeline.run import (
    RETURNED,
    build_workbook,
    check_books,
    consolidate_books,
    handed_in,
    return_copies,
    return_copy,
)
from pipeline.town.model import Town
from pipeline.writing.copies import copies_in
from pipeline.writing.html import checked, consolidated
from pipeline.writing.reports.json_report import report, town_report
from pipeline.writing.review.read_back import with_own_reviews
from pipeline.writing.town import source_of, write_town
from pipeline.writing.town.progress import carry_over
from validators.finding import Severity
from validators.roster import Roster
from validators.scheme.file import DEFAULT_SCHEME, load_scheme
from validators.scheme.model import Scheme

CONVERTED = "新表"
"""What follows the community's name in that of a workbook whose answers were carried over."""

_ROSTERS = (".csv", ".xlsx", ".xls")


_WORSE = {Severity.ERROR, Severity.QUERY}
"""What a workbook is returned for."""


class Batch:
    """Files to be checked one by one, so that between two of them others may speak."""

    def __init__(self, files: list[FoundFile], scheme: Scheme, trials: Trials) -> None:
        self.files, self.scheme, self.trials = files, scheme, trials
        self.books: list[CheckedBook] = []
        trials.forget()

    def step(self) -> None:
        """Check the next file; nothing came of it where that leaves a question open."""
        books = check_books([self.files[len(self.books)]], self.scheme)
        if not self.trials.open:
            self.books += books


class Checking(Batch):
    """检查一份: the files given, and what ``validate``, ``convert`` and a return copy make of them."""

    def __init__(self, names: list[str], scheme: Scheme, trials: Trials) -> None:
        super().__init__(find_files([*map(Path, names)]), scheme, trials)

    @property
    def checked(self) -> Validation:
        """The findings, weighed as ``validate`` does without settings."""
        return validation(self.books, self.scheme, Policy())

    def result(self) -> dict[str, object]:
        """What the page shows, and how many workbooks it may hand out."""
        found = self.checked
        return {
            "title": checked.title(found),
            "html": checked.fragment(found),
            "returned": len(self._to_return),
            "converted": len(self._read),
        }

    @property
    def _read(self) -> list[CheckedBook]:
        return [book for book in self.books if book.submission]

    @property
    def _to_return(self) -> list[CheckedBook]:
        return [book for book in self._read if any(finding.severity in _WORSE for finding in book.findings)]

    def returned(self) -> tuple[str, bytes]:
        """The return copies."""
        writes = {
            self._named(book): (book.file, partial(return_copy, book, self.scheme))
            for book in self._to_return
        }
        return handed_out(RETURNED, lambda folder: copies_in(folder, RETURNED, writes, overwrite=False))

    def converted(self) -> tuple[str, bytes]:
        """The answers in today's workbook."""
        writes = {
            self._named(book): (book.file, partial(_converted, self.scheme, book)) for book in self._read
        }
        return handed_out(CONVERTED, lambda folder: copies_in(folder, CONVERTED, writes, overwrite=False))

    def data(self) -> tuple[str, bytes]:
        """What ``validate --format json`` writes."""
        return "检查结果.json", f"{report(self.checked)}\n".encode()

    def _named(self, book: CheckedBook) -> str:
        """The community, with its file where two files are of one."""
        name = book.community or Path(book.file).stem
        same = [other for other in self.books if other.community == book.community]
        return name if len(same) == 1 else f"{name}_{Path(book.file).stem}"


def _converted(scheme: Scheme, book: CheckedBook, output: Path) -> None:
    build_workbook(scheme, output, submission=book.submission)


class Consolidation(Batch):
    """汇总全镇: a folder, and what ``consolidate`` makes of it without a ledger."""

    def __init__(self, folder: Path, roster: Path | None, scheme: Scheme, trials: Trials) -> None:
        self.folder = folder
        self.roster = roster or _roster_in(folder)
        self.listed = _listed(self.roster, scheme) if self.roster else None
        self.town: Town | None = None
        ignore = [self.roster] if self.roster else []
        super().__init__([*handed_in(folder, ignore)], scheme, trials)
        if not self.files:
            raise PageError(f"文件夹“{folder.name}”里没有文件。请把报来的自评表放进去，再汇总一次。")

    def result(self, day: str, round_: int) -> dict[str, object]:
        """What the page shows of the town on a day."""
        town = consolidate_books(
            self.books, self.scheme, self.listed, as_of=date.fromisoformat(day), round_=round_
        )
        try:
            town = town.asking_by(reply_by_setting(self.folder))
        except SettingsError as error:
            raise PageError(f"设置文件“{error.source.name}”写得不对，请维护人员改正。") from error
        except ReplyDayError as error:
            raise PageError(f"设置的改正时限{error.day}已过，请维护人员改正设置。") from error
        self.town, _ = carry_over(with_own_reviews(town, self.folder), self._output, self.folder)
        return {
            "title": consolidated.title(self.town),
            "html": consolidated.fragment(self.town),
            "returned": self._to_return,
        }

    @property
    def _output(self) -> Path:
        return self.folder.with_name(f"{self.folder.name}汇总{now(self.scheme):%Y%m%d}.xlsx")

    @property
    def _done(self) -> Town:
        assert self.town  # noqa: S101 - asked for only below a result
        return self.town

    @property
    def _to_return(self) -> int:
        return sum(any(f.severity in _WORSE for f in s.book.findings) for s in self._done.standings)

    def workbook(self) -> tuple[str, bytes]:
        """The town-wide workbook."""
        place = write_town(self._done, self._output, self.folder)
        data = place.read_bytes()
        place.unlink()
        return place.name, data

    def returned(self) -> tuple[str, bytes]:
        """All return copies in one zip."""
        return handed_out(RETURNED, partial(return_copies, self._done), always_zipped=True)

    def data(self) -> tuple[str, bytes]:
        """What ``consolidate --json`` writes beside the folder."""
        told = town_report(self._done, source_of(self.folder, self.folder.parent))
        return f"{self.folder.name}汇总.json", f"{json_text(told)}\n".encode()


def _roster_in(folder: Path) -> Path | None:
    """The roster that lies in a folder of submissions."""
    named = (path for path in sorted(folder.iterdir()) if path.stem == CALLED)
    return next((path for path in named if path.suffix.lower() in _ROSTERS), None)


def _listed(roster: Path, scheme: Scheme) -> Roster:
    try:
        return load_roster(roster, scheme.group_words)
    except RosterError as error:
        raise PageError(str(error)) from error


class Desk:
    """The engine as the worker holds it: the plan, and how tasks are begun."""

    def __init__(self, trials: Trials) -> None:
        self.scheme = load_scheme(DEFAULT_SCHEME)
        self.trials = trials

    def about(self) -> dict[str, object]:
        """What the page says and offers before anything was chosen."""
        day = today(self.scheme)
        return {
            "heading": self.scheme.heading,
            "version": __version__,
            "years": list(self.scheme.deadlines),
            "year": self.scheme.round_on(day),
            "today": day.isoformat(),
        }

    def year_on(self, day: str) -> int:
        """The round that a day belongs to."""
        return self.scheme.round_on(date.fromisoformat(day))

    def check(self, names: list[str]) -> Checking:
        """Begin 检查一份."""
        return Checking(names, self.scheme, self.trials)

    def consolidate(self, folder: str, roster: str | None) -> Consolidation:
        """Begin 汇总全镇."""
        return Consolidation(Path(folder), Path(roster) if roster else None, self.scheme, self.trials)
