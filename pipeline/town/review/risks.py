"""What speaks for looking at a community, or at one of its items, whatever the lot says. Pure.

Each is a Chinese phrase with its numbers. A total just above a line is at risk, as one correction takes the grade away; one
just below is not: a review takes nothing from it, and it stands in the list of whom to help (帮扶清单).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from pipeline.town.comparison.communities import community_changes
from pipeline.town.comparison.kept import past_of
from pipeline.town.comparison.matching import same_items, tiers_reached, worth
from pipeline.town.materials import DOCUMENTS
from pipeline.town.model import Standing, Town
from pipeline.town.past import PastCommunity
from validators.finding import Severity
from validators.rules import catalogue
from validators.scorecard import Mark
from validators.wording import full_date, joined, number_text

ItemRisks: TypeAlias = Mapping[int, tuple[str, ...]]
"""The items that risk speaks for, by number, with what does."""

_LEAP = 2
"""Tiers by which an item is higher that do not come about in a year unasked."""

_CONTRADICTED = "GCE301"
"""What is asked back where a measured value contradicts the tier; it is told here with the value."""


class _Since(NamedTuple):
    """What a community was in the last round before this one in which it reported, and what can be compared with it."""

    year: int
    past: PastCommunity
    now: PastCommunity
    difference: Decimal | None
    items: frozenset[int]


class Risks:
    """What speaks for the communities of one town."""

    def __init__(self, town: Town) -> None:
        self.town, self.scheme = town, town.scheme
        self._since = dict(_since(town)) if town.earlier else {}

    def of(self, standing: Standing) -> tuple[str, ...]:
        """What speaks for a community."""
        found = (self._measured, self._all_top, self._near, self._jump, self._late)
        return tuple(reason for find in found for reason in find(standing))

    def items_of(self, standing: Standing) -> ItemRisks:
        """What speaks for its items, by number; those that nothing speaks for are left out."""
        reasons: dict[int, list[str]] = defaultdict(list)
        found = (self._contradicted, self._without_evidence, self._leaps, self._asked)
        for item, reason in (pair for find in found for pair in find(standing)):
            reasons[item].append(reason)
        return {item: tuple(dict.fromkeys(reasons[item])) for item in sorted(reasons)}

    def _measured(self, standing: Standing) -> Iterator[str]:
        supported = standing.supported
        if lowered := _lowered(standing):
            yield (
                f"第{joined(mark.item for mark in lowered)}项实测值未达到所选档次的标准，"
                f"按实测值核减后{self._points(supported.total)}，{supported.grade.name}"
            )

    def _all_top(self, standing: Standing) -> Iterator[str]:
        card, top = standing.scorecard, self.scheme.tiers[-1]
        if self._is_top(standing) and any(mark.choice == top.id for mark in card.marks):
            besides = any(mark.choice == "not_applicable" for mark in card.marks)
            but = f"除“{self.scheme.choices.not_applicable.name}”外" if besides else ""
            yield f"{but}各项均自评“{top.name}”"

    def _is_top(self, standing: Standing) -> bool:
        return not any(standing.scorecard.weak(item) for item in self.scheme.items)

    def _near(self, standing: Standing) -> Iterator[str]:
        card, near = standing.scorecard, self.scheme.attainment.near
        line = card.grade.at_least
        if line is None or self._is_top(standing) or not near or card.total - line > near:
            return
        own, least = self._points(card.total), f"“{card.grade.name}”的最低分"
        above = card.total - line
        how = f"只比{least}{self._points(line)}高{self._points(above)}" if above else f"正好是{least}"
        yield f"总分{own}，{how}"

    def _jump(self, standing: Standing) -> Iterator[str]:
        since, steps = (
            self._since.get(standing.name),
            [b - a for a, b in pairwise(self.scheme.lines.values())],
        )
        if since and since.difference is not None and steps and since.difference >= min(steps):
            yield (
                f"总分比{since.year}年提高{self._points(since.difference)}，"
                f"不少于一个等次的分差{self._points(min(steps))}"
            )

    def _late(self, standing: Standing) -> Iterator[str]:
        if standing.first_on and self.town.is_late(standing):
            last = self.town.deadline_of(standing.listed)
            yield f"迟报（首次报送{full_date(standing.first_on)}，期限{full_date(last)}）"

    def _contradicted(self, standing: Standing) -> Iterator[tuple[int, str]]:
        for mark in _lowered(standing):
            value = None if mark.row is None else standing.submission.entries[mark.row].measured
            measure = self.scheme.item_by_no[mark.item].measure
            unit = measure.unit or "" if measure else ""
            yield mark.item, f"实测值{number_text(value)}{unit}，未达到“{mark.name}”标准"

    def _without_evidence(self, standing: Standing) -> Iterator[tuple[int, str]]:
        """Where some evidence was written down: of a form that has no room for it nothing can be told item by item."""
        top, entries = self.scheme.tiers[-1], standing.submission.entries
        if any(entry.evidence for entry in entries):
            for mark in standing.scorecard.marks:
                if mark.choice == top.id and mark.row is not None and not entries[mark.row].evidence:
                    yield mark.item, f"自评“{top.name}”，未填写{self.scheme.labels.evidence[0]}"

    def _leaps(self, standing: Standing) -> Iterator[tuple[int, str]]:
        if since := self._since.get(standing.name):
            for item in sorted(since.items):
                was, now = since.past.mark(item), since.now.mark(item)
                rise = self._tiers(worth(now, self.scheme), item) - self._tiers(worth(was, self.scheme), item)
                if worth(was, self.scheme) is not None and rise >= _LEAP:
                    yield item, f"{since.year}年自评“{was.name}”，本年自评“{now.name}”，提高{rise}档"

    def _tiers(self, points: Decimal | None, item: int) -> int:
        return 0 if points is None else tiers_reached(points, item, self.scheme)

    def _asked(self, standing: Standing) -> Iterator[tuple[int, str]]:
        for finding in standing.book.findings:
            asks = finding.severity is Severity.QUERY and finding.code not in (*DOCUMENTS, _CONTRADICTED)
            if asks and finding.item:
                rule = catalogue()[finding.code]
                yield finding.item, f"待核实：{rule.text(rule.title, self.scheme)}"

    def _points(self, points: Decimal) -> str:
        return f"{number_text(points)}{self.scheme.unit}"


def _lowered(standing: Standing) -> list[Mark]:
    """The marks that measured values do not support."""
    both = zip(standing.scorecard.marks, standing.supported.marks, strict=True)
    return [mark for mark, supported in both if mark.points != supported.points]


def _since(town: Town) -> Iterator[tuple[str, _Since]]:
    """By the roster's name, every community that reported now and before."""
    rounds = (*town.earlier, past_of(town))
    for change in community_changes(town):
        *earlier, now = change.rounds
        last = max((number for number, past in enumerate(earlier) if past), default=None)
        past = None if last is None else earlier[last]
        if now and past and last is not None:
            same = same_items(rounds[-1], rounds[last])
            yield change.name, _Since(rounds[last].year, past, now, change.difference, same)
