"""The decisions of a round as they stand: those that are kept, what the last list adds to them, what has changed since. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from pipeline.checking.engine import apply_rules
from pipeline.town.changes import changes_told
from pipeline.town.model import Standing, Town
from pipeline.town.review.recommending.decision import DIGITS, Decided, Decision
from validators.arrivals import ChangedAfter, TownCase
from validators.rule import Rule
from validators.wording import folded, full_date, number_text


class LastList(NamedTuple):
    """What the last report says of decisions: the lines that the office typed in, and the decisions that were listed already."""

    typed: tuple[Decided, ...] = ()
    listed: tuple[Decision, ...] = ()


def with_decisions(town: Town, last: LastList, rules: Mapping[str, Rule]) -> Town:
    """The town with what was typed in the last list behind the decisions that it has, and the findings of the rules about them.

    A line is a new decision where it says something else than what that list knew; one that lacks something is none, and
    stays as it was typed (``undecided``). A line that was cleared takes nothing back.
    """
    chains = _by_community(town, town.decisions)
    known = _by_community(town, last.listed)
    for key, listed in known.items():
        chains[key] += _more(listed, chains[key])
    typed: dict[str, Decided] = {}
    for line in (line._replace(amiss=_amiss(town, line.on)) for line in last.typed):
        key = key_of(town, line.code, line.community)
        of_list = [decision.said for decision in known[key]]
        since = [decision.said for decision in chains[key][len(of_list) :]]
        if line.said in (*of_list[-1:], *since):
            typed.pop(key, None)
        elif decision := line.made():
            chains[key].append(decision)
            known[key] = [*chains[key]]
            typed.pop(key, None)
        else:
            typed[key] = line
    decided = tuple(decision for chain in chains.values() for decision in chain)
    return _judged(replace(town, decisions=decided, undecided=tuple(typed.values())), rules)


def _amiss(town: Town, on: date | str) -> str:
    """Why nobody can have decided on a day in the town's round; ``""`` for nothing. What is kept once is never taken out."""
    if not isinstance(on, date):
        return ""
    if on > town.as_of:
        return f"决定日期晚于汇总日期{full_date(town.as_of)}"
    return f"决定日期早于{town.round}年度" if on.year < town.round else ""


def _more(listed: Iterable[Decision], known: Iterable[Decision]) -> Iterator[Decision]:
    """The decisions of a list that are not among those known, each as often as it is there."""
    left = Counter(_known_by(decision) for decision in known)
    for decision in listed:
        if left[_known_by(decision)]:
            left[_known_by(decision)] -= 1
        else:
            yield decision


def _known_by(decision: Decision) -> tuple[object, ...]:
    return *decision.said, decision.sha256[:DIGITS]


def key_of(town: Town, code: str, community: str) -> str:
    """By what a community is known, whatever it was called then."""
    listed = town.listed_as(code, community)
    return folded(listed.name if listed else community)


def _by_community(town: Town, decisions: Iterable[Decision]) -> dict[str, list[Decision]]:
    found: dict[str, list[Decision]] = defaultdict(list)
    for decision in decisions:
        found[key_of(town, decision.code, decision.community)].append(decision)
    return found


def decisions_by(town: Town) -> Mapping[str, Sequence[Decision]]:
    """The decisions on every community by its folded name, the one that holds last."""
    return dict(_by_community(town, town.decisions))


def change_since(town: Town, decision: Decision, standing: Standing | None) -> str:
    """What of a submission is no longer what was decided on, in Chinese; ``""`` for nothing."""
    if standing is None:
        return "所据报送件已不在，现无报送件"
    if decision.is_on(standing.book.sha256):
        return ""
    unit, now = town.scheme.unit, standing.scorecard.total
    moved = decision.total != now
    totals = (
        f"总分由{number_text(decision.total)}{unit}变为{number_text(now)}{unit}" if moved else "总分没有变化"
    )
    known = town.changes_since.get(decision.sha256[:DIGITS])
    if known is None:
        return f"{totals}，报送件已更换"
    return "；".join([totals, *(line for line in changes_told(known) if not line.startswith("总分"))])


def _judged(town: Town, rules: Mapping[str, Rule]) -> Town:
    """The same with what the rules find, which is the office's to answer and no community's."""
    case = TownCase(
        scheme=town.scheme,
        roster=town.roster,
        as_of=town.as_of,
        round=str(town.round),
        arrivals=(),
        changed_after=tuple(_changed(town)),
    )
    found, verdict = apply_rules(case, rules), town.verdict
    return replace(
        town,
        verdict=verdict._replace(
            findings=tuple(dict.fromkeys((*verdict.findings, *found.findings))),
            ran=tuple(dict.fromkeys((*verdict.ran, *found.ran))),
            failures=(*verdict.failures, *found.failures),
        ),
    )


def _changed(town: Town) -> Iterator[ChangedAfter]:
    standings = {folded(standing.name): standing for standing in town.standings}
    for key, chain in decisions_by(town).items():
        standing, decision = standings.get(key), chain[-1]
        if what := change_since(town, decision, standing):
            name = standing.name if standing else decision.community
            yield ChangedAfter(name, decision.outcome, decision.by, decision.on, decision.total, what)
