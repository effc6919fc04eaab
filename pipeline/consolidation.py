"""From checked workbooks and a roster to the town: who reported, who counts, rank, attainment. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from pipeline.checking import CheckedBook, State, apply_rules, judged, merged
from pipeline.town import Attainment, ItemSummary, Standing, Town, UnitSummary
from validators.finding import Finding
from validators.item import Item
from validators.roster import Roster
from validators.rule import Arrival, Rule, TownCase
from validators.scheme import Scheme, Target


def consolidate(
    books: Sequence[CheckedBook],
    scheme: Scheme,
    roster: Roster | None,
    as_of: date,
    rules: Mapping[str, Rule],
) -> Town:
    """Match, choose which submission counts, apply the town's rules, rank and add up."""
    arrivals = _arrivals(books, roster)
    verdict = apply_rules(TownCase(scheme=scheme, roster=roster, arrivals=tuple(arrivals.values())), rules)
    about: dict[str | None, list[Finding]] = defaultdict(list)
    for finding in verdict.findings:
        about[finding.file].append(finding)
    final = tuple(_final(book, arrivals.get(book.file), about[book.file]) for book in books)
    standings = _ranked(_standings(final, arrivals, roster), roster)
    received = {standing.listed.name for standing in standings if standing.listed}
    return Town(
        scheme=scheme,
        as_of=as_of,
        roster=roster,
        books=final,
        standings=standings,
        missing=tuple(c for c in roster.obliged if c.name not in received) if roster else (),
        attainment=_attainment(standings, roster, scheme.target_on(as_of)),
        items=tuple(_item_summary(number, standings) for number in scheme.item_by_no),
        units=tuple(_unit_summaries(standings, scheme)),
        verdict=verdict._replace(findings=tuple(about[None])),
    )


def _match(book: CheckedBook, roster: Roster | None) -> str | None:
    """The roster's name for a submission, by its code, else its name; a file name is searched, a cell must hold it."""
    submission = book.submission
    if roster is None or submission is None:
        return None
    listed = roster.coded(submission.code) or roster.named(submission.community)
    if listed is None and submission.community_from == "file_name":
        listed = roster.within(book.file.rpartition("/")[2])
    return listed.name if listed else None


def _arrivals(books: Iterable[CheckedBook], roster: Roster | None) -> dict[str, Arrival]:
    groups: dict[str, list[CheckedBook]] = defaultdict(list)
    matches = {book.file: _match(book, roster) for book in books if book.submission}
    for book in books:
        if book.submission:
            groups[matches[book.file] or book.submission.community].append(book)
    arrivals: dict[str, Arrival] = {}
    for group in groups.values():
        counting, *others = _newest_first(group)
        for book in (counting, *others):
            assert book.submission  # noqa: S101 - only books with a submission were grouped
            arrivals[book.file] = Arrival(
                file=book.file,
                named=book.submission.community,
                community=matches[book.file],
                cell=book.sources["community",],
                counts=book is counting,
                code=book.submission.code if roster and roster.coded(book.submission.code) else None,
            )
        seen = {counting.sha256: counting.file}
        for book in others:
            twin = seen.get(book.sha256)
            arrivals[book.file] = arrivals[book.file]._replace(
                twin=twin or counting.file, identical=twin is not None
            )
            seen.setdefault(book.sha256, book.file)
    return arrivals


def _newest_first(group: list[CheckedBook]) -> list[CheckedBook]:
    """By the workbook's own date, then file time; of identical files the first by name stands in front."""
    newest: dict[str | None, datetime] = {}
    for book in group:
        if book.received:
            newest[book.sha256] = max(book.received, newest.get(book.sha256, book.received))

    def age(book: CheckedBook) -> tuple[date, datetime, str]:
        own_date = book.submission.filled_on if book.submission else None
        return (own_date or date.min, newest.get(book.sha256, datetime.min), book.sha256 or "")

    return sorted(sorted(group, key=lambda book: book.file), key=age, reverse=True)


def _final(book: CheckedBook, arrival: Arrival | None, about: Sequence[Finding]) -> CheckedBook:
    """The book with the town's findings about it and the state that follows."""
    if arrival is None:
        return book
    verdict = merged(book.verdict, about) if about else book.verdict
    if arrival.counts:
        state = judged(verdict.findings)
    else:
        state = State.DUPLICATE if arrival.identical else State.SUPERSEDED
    return book._replace(verdict=verdict, state=state)


def _standings(
    books: Iterable[CheckedBook], arrivals: Mapping[str, Arrival], roster: Roster | None
) -> Iterator[Standing]:
    replaced: dict[str | None, list[str]] = defaultdict(list)
    for arrival in arrivals.values():
        if arrival.twin and not arrival.identical:
            replaced[arrival.community or arrival.named].append(arrival.file)
    for book in books:
        own = arrivals.get(book.file)
        if own and own.counts and book.submission and book.scorecard:
            name = own.community or own.named
            listed = roster.named(own.community) if roster and own.community else None
            yield Standing(name, book, book.submission, book.scorecard, listed, tuple(replaced[name]))


def _ranked(standings: Iterable[Standing], roster: Roster | None) -> tuple[Standing, ...]:
    """Highest total first; equal totals share a rank; names off the roster come last, unranked."""
    standings = list(standings)
    ranked = [standing for standing in standings if standing.listed or not roster]
    above = Counter(standing.scorecard.total for standing in ranked)
    ranks = {total: 1 + sum(n for other, n in above.items() if other > total) for total in above}
    result = [replace(s, rank=ranks[s.scorecard.total]) for s in ranked]
    result += [standing for standing in standings if roster and not standing.listed]
    return tuple(sorted(result, key=lambda s: (s.rank or len(result) + 1, s.name)))


def _attainment(standings: Sequence[Standing], roster: Roster | None, target: Target) -> Attainment:
    counted = [s for s in standings if roster is None or (s.listed and s.listed.obliged)]
    attained = [standing for standing in counted if standing.scorecard.attained]
    return Attainment(
        attained=len(attained),
        attained_clean=sum(standing.clean for standing in attained),
        obliged=len(roster.obliged) if roster else None,
        received=len(counted),
        clean=sum(standing.clean for standing in counted),
        target=target,
    )


def _item_summary(number: int, standings: Sequence[Standing]) -> ItemSummary:
    marks = [standing.scorecard.mark(number) for standing in standings]
    points = [mark.points for mark in marks if mark.points is not None]
    return ItemSummary(
        item=number,
        missing=sum(mark.witness is None for mark in marks),
        choices=Counter(mark.choice for mark in marks if mark.choice),
        mean_score=sum(points, Decimal(0)) / len(points) if points else None,
    )


def _unit_summaries(standings: Sequence[Standing], scheme: Scheme) -> Iterator[UnitSummary]:
    """Per lead unit and scope, in the scheme's order of units."""
    duties: dict[tuple[str, str | None], list[Item]] = defaultdict(list)
    for item in scheme.items:
        for duty in item.lead:
            duties[duty.unit, duty.scope].append(item)
    order = [unit.name for unit in scheme.units]
    for (unit, scope), items in sorted(duties.items(), key=lambda d: (order.index(d[0][0]), d[0][1] or "")):
        gains = [
            item.max_points - (standing.scorecard.mark(item.no).points or 0)
            for standing in standings
            for item in items
            if standing.scorecard.weak(item)
        ]
        yield UnitSummary(
            unit=unit,
            scope=scope,
            items=tuple(item.no for item in items),
            weak=len(gains),
            points_to_gain=sum(gains, Decimal(0)),
        )
