"""A town set beside earlier rounds, with what has to be asked because of them. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.checking.engine import apply_rules, merged
from pipeline.town.comparison.kept import community_of
from pipeline.town.comparison.matching import by_community, is_weak, tiers_reached, worth
from pipeline.town.model import Standing, Town
from pipeline.town.past import PastCommunity, PastRound, items_of
from pipeline.town.resubmissions import COPIED, REPEATED
from validators.arrivals import Arrival, ItemBefore, TownCase
from validators.finding import Finding
from validators.rule import Rule
from validators.wording import folded


def beside(town: Town, earlier: Iterable[PastRound], rules: Mapping[str, Rule]) -> Town:
    """The same town with its earlier rounds, and the findings of the rules about them beside its own.

    Every community is compared with the last of them in which it reported.
    """
    rounds = tuple(sorted(earlier, key=lambda round_: round_.year))
    case = TownCase(
        scheme=town.scheme,
        roster=town.roster,
        as_of=town.as_of,
        round=str(town.round),
        arrivals=tuple(_arrivals(town, rounds)),
    )
    verdict = apply_rules(case, rules)
    about: dict[str | None, list[Finding]] = defaultdict(list)
    for finding in verdict.findings:
        about[finding.file].append(finding)
    books = {
        book.file: book._replace(verdict=merged(book.verdict, about[book.file])) if about[book.file] else book
        for book in town.books
    }
    return replace(
        town,
        earlier=rounds,
        books=tuple(books.values()),
        standings=tuple(replace(standing, book=books[standing.book.file]) for standing in town.standings),
        verdict=town.verdict._replace(
            ran=tuple(dict.fromkeys((*town.verdict.ran, *verdict.ran))),
            failures=(*town.verdict.failures, *verdict.failures),
        ),
    )


def _arrivals(town: Town, rounds: Sequence[PastRound]) -> Iterator[Arrival]:
    """The submissions that count of communities that reported before; one is left out that is asked already if it is new."""
    found = [(round_, by_community(round_, town.roster)) for round_ in reversed(rounds)]
    for standing in town.standings:
        key = standing.name if standing.listed else folded(standing.name)
        last = next(((round_, of[key][0]) for round_, of in found if key in of), None)
        if last and not any(finding.code in (COPIED, REPEATED) for finding in standing.book.findings):
            yield _arrival(town, standing, *last)


def _arrival(town: Town, standing: Standing, round_: PastRound, before: PastCommunity) -> Arrival:
    """A submission with what the rules look at; of one that repeats the earlier one that alone."""
    now, book = community_of(standing), standing.book
    same = standing.submission.filled and now.answers != "" and now.answers == before.answers
    return Arrival(
        file=book.file,
        named=standing.submission.community,
        community=standing.listed.name if standing.listed else None,
        cell=book.sources["community",],
        counts=True,
        repeats=(str(round_.year), before.source) if same else None,
        before=() if same else tuple(_items(town, standing, now, round_, before)),
    )


def _items(
    town: Town, standing: Standing, now: PastCommunity, round_: PastRound, past: PastCommunity
) -> Iterator[ItemBefore]:
    """The items of the same standard that earn no more than before, where both marks say how good the item is."""
    scheme = town.scheme
    for item in sorted(n for n, known in items_of(scheme).items() if round_.items.get(n) == known):
        row = standing.scorecard.mark(item).row
        was, points = worth(past.mark(item), scheme), worth(now.mark(item), scheme)
        if was is None or points is None or points > was or row is None:
            continue
        measure = past.measures.get(item) if is_weak(past.mark(item), item, scheme) else None
        yield ItemBefore(
            item=item,
            year=str(round_.year),
            name=past.mark(item).name or "",
            now=now.mark(item).name or "",
            fell=tiers_reached(was, item, scheme) - tiers_reached(points, item, scheme),
            cell=standing.book.sources["entries", row, "tier"],
            due=measure.due if measure else None,
        )
