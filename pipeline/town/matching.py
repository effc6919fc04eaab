"""Whose every submission is, and which of one community's submissions counts. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import PurePath
from typing import NamedTuple

from pipeline.checking.engine import CheckedBook, State
from pipeline.town.materials import lacking
from pipeline.town.resubmissions import repeated
from pipeline.town.rounds import Belonging, belonging
from validators.arrivals import Arrival, Order
from validators.roster import Community, Roster
from validators.scheme.model import Scheme
from validators.scorecard import Scorecard
from validators.submission import Submission
from validators.wording import folded

_ASKED = frozenset({"GCX407", "GCX408"})
"""The findings about a workbook that ask already whose it is, of several names."""


class Known(NamedTuple):
    """What is known of all files before they are told apart by communities.

    ``as_of`` is the report's day; ``times`` says by content when a file first came, ``hints`` by file which community's
    name the file's name holds where the workbook names none, ``belongs`` by file to which round it belongs;
    ``earlier`` are submissions of rounds before by community, the latest first.
    """

    scheme: Scheme
    roster: Roster | None
    as_of: date
    times: Mapping[str | None, datetime]
    hints: Mapping[str, Community]
    belongs: Mapping[str, Belonging]
    earlier: Mapping[str, Sequence[CheckedBook]]

    def own_day(self, book: CheckedBook) -> date | None:
        """The day that was filled in; None for one that lies after the report's, which cannot be right."""
        day = _submission(book).filled_on
        return day if day and day <= self.as_of else None

    def handed_in(self, book: CheckedBook) -> date | None:
        """The day by the workbook's own date, else by the earliest time of the files identical to it."""
        time = self.times.get(book.sha256)
        return self.own_day(book) or (time.date() if time else None)

    def age(self, book: CheckedBook) -> tuple[date, datetime]:
        """By which the submissions of one community are put in order: the day handed in, then the file's time."""
        return self.handed_in(book) or date.min, self.times.get(book.sha256, datetime.min)

    def order(self, newer: CheckedBook, older: CheckedBook) -> Order:
        """What told that one submission is newer than another."""
        if self.age(newer) == self.age(older):
            return "nothing"
        if not (self.own_day(newer) and self.own_day(older)):
            return "time"
        return "day" if self.own_day(newer) != self.own_day(older) else "time of one day"

    def arrival(self, book: CheckedBook, community: Community | None) -> Arrival:
        """A submission as the town's rules see it, as long as nobody says that another one counts."""
        submission, hint = _submission(book), self.hints.get(book.file)
        year, told_by = self.belongs[book.file]
        day = submission.filled_on
        cells = {"round": ("round",), "day": ("filled_on",)}
        return Arrival(
            file=book.file,
            named=submission.community,
            community=community.name if community else None,
            cell=book.sources["community",],
            counts=True,
            code=submission.code if self.roster and self.roster.coded(submission.code) else None,
            nameless=submission.community_from == "file_name",
            hint=hint.name if hint else None,
            year=year,
            told_by=told_by,
            told_at=book.sources[cells[told_by]] if told_by in cells else None,
            called=self._called_otherwise(book, community),
            later=(day, book.sources["filled_on",]) if day and day > self.as_of else None,
            lacks=tuple(lacking(submission, _card(book), self.scheme, year)),
            handed_in=self.handed_in(book),
        )

    def repeats(self, book: CheckedBook, community: Community | None) -> tuple[str, str] | None:
        """The year and file of an earlier round's submission of the same community that has the same answers."""
        earlier = self.earlier.get(_whose(book, community), ())
        same = repeated(book, earlier)
        return (self.belongs[same.file].year, same.file) if same else None

    def _called_otherwise(self, book: CheckedBook, community: Community | None) -> str | None:
        """Another community of the roster whose name the file's name holds, unless that is asked about already."""
        asked = any(finding.code in _ASKED for finding in book.findings)
        if self.roster is None or community is None or _submission(book).community_from != "cell" or asked:
            return None
        called = self.roster.within(PurePath(book.file).stem)
        return called.name if called and called is not community else None


class CommunitySubmissions(NamedTuple):
    """The round's submissions of one community, the one that counts first; ``community`` is the roster's, once matched."""

    community: Community | None
    books: Sequence[CheckedBook]
    known: Known

    @property
    def counting(self) -> CheckedBook:
        """The submission that stands for the community."""
        return self.books[0]

    def arrivals(self) -> Iterator[Arrival]:
        """Every submission as the town's rules see it; whatever does not count is told which file does, and why."""
        counting, community = self.counting, self.community
        seen = {counting.sha256: counting.file}
        repeats = self.known.repeats(counting, community)
        yield self.known.arrival(counting, community)._replace(repeats=repeats)
        for book in self.books[1:]:
            twin = seen.get(book.sha256)
            yield self.known.arrival(book, community)._replace(
                counts=False,
                twin=twin or counting.file,
                identical=twin is not None,
                order=self.known.order(counting, book),
                differs=_card(book).total != _card(counting).total,
            )
            seen.setdefault(book.sha256, book.file)


def arrived(
    books: Iterable[CheckedBook], scheme: Scheme, roster: Roster | None, round_: int, as_of: date
) -> tuple[list[CommunitySubmissions], tuple[Arrival, ...]]:
    """The submissions of a round by community, and those of other rounds.

    Of several of one community the newest counts. What names no community itself and cannot be matched stands alone,
    identical files together.
    """
    read = [book for book in books if book.submission]
    times = _first_times(read)
    belongs = {
        book.file: belonging(_submission(book), times.get(book.sha256), scheme, round_) for book in read
    }
    ours = [book for book in read if belongs[book.file].year == str(round_)]
    others = [book for book in read if belongs[book.file].year != str(round_)]
    matches, hints = _matches(ours, roster)
    elsewhere, _ = _matches(others, roster)
    earlier: dict[str, list[CheckedBook]] = defaultdict(list)
    for book in sorted(others, key=lambda book: belongs[book.file].year, reverse=True):
        if belongs[book.file].year < str(round_):
            earlier[_whose(book, elsewhere[book.file])].append(book)
    known = Known(scheme, roster, as_of, times, hints, belongs, earlier)
    return (
        [_group(together, matches, known) for together in _by_community(ours, matches)],
        tuple(known.arrival(book, elsewhere[book.file])._replace(counts=False) for book in others),
    )


def _first_times(books: Iterable[CheckedBook]) -> dict[str | None, datetime]:
    """When each content first came."""
    times: dict[str | None, datetime] = {}
    for book in books:
        if book.received:
            times[book.sha256] = min(book.received, times.get(book.sha256, book.received))
    return times


def _by_community(
    books: Sequence[CheckedBook], matches: Mapping[str, Community | None]
) -> Iterable[list[CheckedBook]]:
    names = {folded(s.community) for s in map(_submission, books) if s.community_from == "cell"}
    groups: dict[tuple[str, str | None], list[CheckedBook]] = defaultdict(list)
    for book in books:
        match = matches[book.file]
        name = folded(_submission(book).community)
        alone = match is None and name not in names
        groups[match.name if match else name, book.sha256 if alone else None].append(book)
    return groups.values()


def _group(
    books: list[CheckedBook], matches: Mapping[str, Community | None], known: Known
) -> CommunitySubmissions:
    """The newest first; of those that nothing tells apart, and of identical files, the first by name."""
    by_name = sorted(books, key=lambda book: book.file)
    return CommunitySubmissions(matches[books[0].file], sorted(by_name, key=known.age, reverse=True), known)


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


def _whose(book: CheckedBook, community: Community | None) -> str:
    """By what the submissions of one community are known to be its own: the roster's name, else the one they give."""
    return community.name if community else folded(_submission(book).community)


def _card(book: CheckedBook) -> Scorecard:
    assert book.scorecard  # noqa: S101 - a submission has one
    return book.scorecard


def _submission(book: CheckedBook) -> Submission:
    assert book.submission  # noqa: S101 - only books with a submission are grouped
    return book.submission


_UNREAD = (State.REJECTED, State.FAILED)


def unreadable(books: Iterable[CheckedBook], roster: Roster | None) -> Mapping[str, CheckedBook]:
    """Files that gave no submission, by the name of the community that their file name, or the nearest folder's, holds."""
    found: dict[str, CheckedBook] = {}
    for book in books:
        if roster and book.state in _UNREAD:
            listed = roster.called(book.file)
            found |= {listed.name: book} if listed and listed.name not in found else {}
    return found
