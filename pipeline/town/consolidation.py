"""From checked workbooks and a roster to the town: who reported, who counts, rank, attainment. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import PurePath

from pipeline.checking.engine import CheckedBook, State, Verdict, apply_rules, judged, merged
from pipeline.reply_by import WORKING_DAYS, reply_day
from pipeline.town.changes import answers_of, changes_between
from pipeline.town.matching import CommunitySubmissions, arrived, unreadable
from pipeline.town.materials import declaration_handed, measures_handed
from pipeline.town.model import ItemSummary, Standing, Town, UnitSummary, counting
from pipeline.town.rates import Attainment
from validators.arrivals import Arrival, TownCase
from validators.finding import Finding
from validators.roster import Roster
from validators.rule import Rule
from validators.scheme.item import Item
from validators.scheme.model import Scheme
from validators.scheme.parts import Target

_OTHER_NAME = "GCX408"
"""What a workbook alone tells of its file's name, without a roster."""


def consolidate(
    books: Sequence[CheckedBook],
    scheme: Scheme,
    roster: Roster | None,
    as_of: date,
    round_: int,
    rules: Mapping[str, Rule],
) -> Town:
    """Part the rounds, match, choose which submission counts, apply the town's rules, rank and add up."""
    groups, others = arrived(books, scheme, roster, round_, as_of)
    arrivals = {arrival.file: arrival for group in groups for arrival in group.arrivals()}
    unread = unreadable(books, roster)
    case = TownCase(
        scheme=scheme,
        roster=roster,
        as_of=as_of,
        round=str(round_),
        arrivals=tuple(arrivals.values()),
        other_rounds=others,
        unreadable={name: book.file for name, book in unread.items() if book.state is State.REJECTED},
        failed=frozenset(name for name, book in unread.items() if book.state is State.FAILED),
    )
    verdict = apply_rules(case, {code: rule for code, rule in rules.items() if roster or not rule.rostered})
    about: dict[str | None, list[Finding]] = defaultdict(list)
    for finding in verdict.findings:
        about[finding.file].append(finding)
    arrivals |= {arrival.file: arrival for arrival in others}
    final = tuple(_final(book, arrivals.get(book.file), about[book.file], roster) for book in books)
    by_file = {book.file: book for book in final}
    standings = ranked((_standing(group, by_file, arrivals) for group in groups), roster)
    received = {standing.listed.name for standing in standings if standing.listed}
    return Town(
        scheme=scheme,
        as_of=as_of,
        round=round_,
        reply_by=reply_day(WORKING_DAYS, as_of),
        roster=roster,
        books=final,
        standings=standings,
        missing=tuple(c for c in roster.obliged if c.name not in received) if roster else (),
        attainment=attainment_of(standings, roster, scheme.target_of(round_)),
        items=tuple(_item_summary(number, standings) for number in scheme.item_by_no),
        units=tuple(unit_summaries(standings, scheme)),
        verdict=verdict._replace(findings=tuple(about[None])),
        other_rounds=others,
        arrivals=arrivals,
    )


def _final(
    book: CheckedBook, arrival: Arrival | None, about: Sequence[Finding], roster: Roster | None
) -> CheckedBook:
    """The book with the town's findings about it and the state that follows; one that does not count has no others."""
    if arrival is None:
        return book
    left = tuple(f for f in book.findings if f.code != _OTHER_NAME or not _is_called(arrival, roster))
    shown, withheld = (left, ()) if arrival.counts else ((), left)
    own = book.verdict._replace(findings=shown)
    verdict = merged(own, about) if about else own
    return book._replace(verdict=verdict, state=_state(arrival, verdict), withheld=withheld)


def _is_called(arrival: Arrival, roster: Roster | None) -> bool:
    """Whether the roster knows the name of a file as one of its community's, such as an alias."""
    community = roster.within(PurePath(arrival.file).stem) if roster else None
    return community is not None and community.name == arrival.community


def _state(arrival: Arrival, verdict: Verdict) -> State:
    if arrival.counts:
        return judged(verdict.findings)
    if arrival.twin is None:
        return State.OTHER_ROUND
    return State.DUPLICATE if arrival.identical else State.SUPERSEDED


def _standing(
    group: CommunitySubmissions, final: Mapping[str, CheckedBook], arrivals: Mapping[str, Arrival]
) -> Standing:
    book = final[group.counting.file]
    assert book.submission  # noqa: S101 - only books with a submission are grouped
    assert book.scorecard  # noqa: S101 - which have one
    days = [day for day in map(group.known.handed_in, group.books) if day]
    submitted = group.known.handed_in(group.counting)
    came = (arrivals[older.file] for older in group.books)
    replaced = tuple(a.file for a in came if a.twin and not a.identical)
    return Standing(
        name=group.community.name if group.community else book.submission.community,
        book=book,
        submission=book.submission,
        scorecard=book.scorecard,
        listed=group.community,
        submitted_on=submitted,
        first_on=min(days, default=submitted),
        measures=measures_handed(book.submission, book.scorecard, group.known.scheme),
        declaration=declaration_handed(book.submission, group.known.scheme),
        replaced=replaced,
        changed=changes_between(answers_of(final[replaced[0]]), answers_of(book)) if replaced else None,
    )


def ranked(standings: Iterable[Standing], roster: Roster | None) -> tuple[Standing, ...]:
    """Highest total first; equal totals share a rank in the roster's order; names off the roster come last, unranked."""
    standings = list(standings)
    ranked = [standing for standing in standings if standing.listed or not roster]
    above = Counter(standing.scorecard.total for standing in ranked)
    ranks = {total: 1 + sum(n for other, n in above.items() if other > total) for total in above}
    result = [replace(s, rank=ranks[s.scorecard.total]) for s in ranked]
    result += [standing for standing in standings if roster and not standing.listed]
    order = {community.name: place for place, community in enumerate(roster.communities)} if roster else {}
    return tuple(
        sorted(result, key=lambda s: (s.rank or len(result) + 1, order.get(s.name, len(order)), s.name))
    )


def attainment_of(standings: Sequence[Standing], roster: Roster | None, target: Target) -> Attainment:
    """How far the communities of a roster are (一、创建目标); ``standings`` are those of them that handed in."""
    counted = list(counting(standings, roster))
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


def unit_summaries(standings: Sequence[Standing], scheme: Scheme) -> Iterator[UnitSummary]:
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
