"""Whose every submission is, and which of one community's submissions counts. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import PurePath
from typing import NamedTuple

from pipeline.checking import CheckedBook, State
from validators.roster import Community, Roster
from validators.rule import Arrival
from validators.submission import Submission
from validators.wording import folded


class Group(NamedTuple):
    """The submissions of one community, the one that counts first; ``community`` is the roster's, once matched.

    ``times`` says by content when a file first came, ``hints`` by file which community's name the file's name holds,
    where the workbook names none.
    """

    community: Community | None
    books: Sequence[CheckedBook]
    times: Mapping[str | None, datetime]
    roster: Roster | None
    hints: Mapping[str, Community]

    @property
    def counting(self) -> CheckedBook:
        """The submission that stands for the community."""
        return self.books[0]

    def handed_in(self, book: CheckedBook) -> date | None:
        """The day by the workbook's own date, else by the earliest time of the files identical to it."""
        time = self.times.get(book.sha256)
        return _submission(book).filled_on or (time.date() if time else None)

    def arrivals(self) -> Iterator[Arrival]:
        """Every submission as the town's rules see it; whatever does not count is told which file does."""
        seen = {self.counting.sha256: self.counting.file}
        yield self._arrival(self.counting)
        for book in self.books[1:]:
            twin = seen.get(book.sha256)
            yield self._arrival(book)._replace(
                counts=False, twin=twin or self.counting.file, identical=twin is not None
            )
            seen.setdefault(book.sha256, book.file)

    def _called_otherwise(self, book: CheckedBook) -> str | None:
        """Another community of the roster whose name the file's name holds, unless the sheet is asked about already."""
        submission = _submission(book)
        told = any(note.kind == "another_name" for note in submission.read_as)
        if self.roster is None or self.community is None or submission.community_from != "cell" or told:
            return None
        called = self.roster.within(PurePath(book.file).stem)
        return called.name if called and called is not self.community else None

    def _arrival(self, book: CheckedBook) -> Arrival:
        submission, hint = _submission(book), self.hints.get(book.file)
        return Arrival(
            file=book.file,
            named=submission.community,
            community=self.community.name if self.community else None,
            cell=book.sources["community",],
            counts=True,
            code=submission.code if self.roster and self.roster.coded(submission.code) else None,
            nameless=submission.community_from == "file_name",
            hint=hint.name if hint else None,
            older=_is_older(submission, _submission(self.counting)),
            called=self._called_otherwise(book),
            round=submission.round,
            round_cell=book.sources["round",] if submission.round else None,
        )


def grouped(books: Iterable[CheckedBook], roster: Roster | None, round_: str) -> list[Group]:
    """The submissions among the books, by community.

    Of several the newest of the report's round counts. What names no community itself and cannot be matched stands
    alone, identical files together.
    """
    read = [book for book in books if book.submission]
    matches, hints = _matches(read, roster)
    names = {folded(s.community) for s in map(_submission, read) if s.community_from == "cell"}
    groups: dict[tuple[str, str | None], list[CheckedBook]] = defaultdict(list)
    for book in read:
        submission, match = _submission(book), matches[book.file]
        name = folded(submission.community)
        known = match is not None or name in names
        groups[match.name if match else name, None if known else book.sha256].append(book)
    return [_group(group, matches[group[0].file], round_, roster, hints) for group in groups.values()]


def _group(
    books: list[CheckedBook],
    community: Community | None,
    round_: str,
    roster: Roster | None,
    hints: Mapping[str, Community],
) -> Group:
    """Those of the round first, by the workbook's own date, then file time; of identical files the first by name."""
    times: dict[str | None, datetime] = {}
    for book in books:
        if book.received:
            times[book.sha256] = min(book.received, times.get(book.sha256, book.received))

    def age(book: CheckedBook) -> tuple[bool, date, datetime, str]:
        submission = _submission(book)
        of_round = submission.round in (None, round_)
        time = times.get(book.sha256, datetime.min)
        return (of_round, submission.filled_on or date.min, time, book.sha256 or "")

    newest_first = sorted(sorted(books, key=lambda book: book.file), key=age, reverse=True)
    return Group(community, newest_first, times, roster, hints)


def _matches(
    books: Iterable[CheckedBook], roster: Roster | None
) -> tuple[dict[str, Community | None], dict[str, Community]]:
    """The roster's community of every file, and those that only a part of a file's name hints at.

    A hint is taken where nobody else claims the community: it never takes the place of a file that names itself.
    """
    if roster is None:
        return {book.file: None for book in books}, {}
    matches: dict[str, Community | None] = {}
    hints: dict[str, Community] = {}
    sure: dict[str, set[str | None]] = defaultdict(set)
    for book in books:
        submission = _submission(book)
        match = roster.coded(submission.code) or roster.named(submission.community)
        matches[book.file] = match
        if match:
            sure[match.name].add(book.sha256)
        elif submission.community_from == "file_name":
            hint = roster.within(book.file.rpartition("/")[2])
            hints |= {book.file: hint} if hint else {}
    contents = {book.file: book.sha256 for book in books}
    free = {
        file: hint
        for file, hint in hints.items()
        if hint.name not in sure or contents[file] in sure[hint.name]
    }
    return matches | free, hints


def _is_older(submission: Submission, counting: Submission) -> bool:
    """Whether a submission is of an earlier day than the one that counts, both by their own dates."""
    return bool(submission.filled_on and counting.filled_on and submission.filled_on < counting.filled_on)


def _submission(book: CheckedBook) -> Submission:
    assert book.submission  # noqa: S101 - only books with a submission are grouped
    return book.submission


_UNREAD = (State.REJECTED, State.FAILED)


def unreadable(books: Iterable[CheckedBook], roster: Roster | None) -> Mapping[str, CheckedBook]:
    """Files that gave no submission, by the name of the community that their file name, or the nearest folder's, holds."""
    found: dict[str, CheckedBook] = {}
    for book in books:
        if roster and book.state in _UNREAD:
            listed = _called(book.file, roster)
            found |= {listed.name: book} if listed and listed.name not in found else {}
    return found


def _called(file: str, roster: Roster) -> Community | None:
    """The community whose file a file is by its name, else by its folders' names from the innermost on."""
    path = PurePath(file)
    names = (path.stem, *reversed(path.parts[:-1]))
    return next((listed for name in names if (listed := roster.named(name) or roster.within(name))), None)
