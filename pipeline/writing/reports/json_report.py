"""The machine-readable reports: stable keys, JSON numbers, null for what is not known."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from pipeline import __version__
from pipeline.checking.engine import CheckedBook, State
from pipeline.harmless import json_number, json_text
from pipeline.policy.masking import masked, without_private
from pipeline.policy.validation import Reported, Validation
from pipeline.town.changes import AnswerChange
from pipeline.town.groups import GroupSummary, group_summaries, ranks_within
from pipeline.town.model import Standing, Town, UnitSummary
from pipeline.town.rates import Attainment
from pipeline.writing.closing.closing_json import closing
from pipeline.writing.reported.json_parts import file_parts, standing_parts, town_parts
from pipeline.writing.reports.follow_up_json import follow_up
from pipeline.writing.reports.rounds_json import comparison, kept, standards
from pipeline.writing.review.review_json import reviews
from validators.finding import Finding, Severity
from validators.scheme.model import Scheme

SCHEMA_VERSION = 1

Json = dict[str, Any]


def report(validation: Validation) -> str:
    """What ``validate --format json`` writes."""
    return json_text(validation_report(validation))


def validation_report(validation: Validation) -> Json:
    """The same as data: files in the order checked, findings in reading order."""
    reported = list(validation.reported)
    return _header(validation.scheme) | {
        "files": [
            _book(file.book) | {"findings": [_reported(finding) for finding in file.findings]}
            for file in validation.files
        ],
        "summary": {
            "files": len(validation.files),
            "states": _counts(State, (file.book.state for file in validation.files)),
            "findings": _counts(Severity, (row.finding.severity for row in reported)),
            "waived": sum(row.waiver is not None for row in reported),
            "known": sum(row.known for row in reported),
            "left_out": dict(validation.left_out),
            "fail_on": validation.fail_on.value,
            "passed": validation.passed,
        },
        "gone": [finding.model_dump(exclude={"waiver"}) for finding in validation.gone],
        "notes": list(validation.notes),
        "failures": [failure._asdict() for failure in validation.failures],
    }


def town_report(town: Town, folder: str | None = None) -> Json:
    """What ``consolidate --json`` writes; communities by rank. ``folder`` is the way from it to the submissions."""
    within = ranks_within(town)
    by_state = {state: [_file(town, b) for b in town.books if b.state is state] for state in State}
    return _header(town.scheme) | {
        "as_of": town.as_of.isoformat(),
        "round": town.round,
        "folder": folder,
        "communities": [_standing(town, standing, within.get(standing.name)) for standing in town.standings],
        "missing_communities": [
            {"code": c.code, "community": c.name, "group": c.group or None} for c in town.missing
        ],
        "rejected": by_state[State.REJECTED],
        "duplicates": by_state[State.DUPLICATE],
        "superseded": by_state[State.SUPERSEDED],
        "other_rounds": _other_rounds(town),
        "skipped": [{"file": b.file, "reason": b.skipped_as} for b in town.books if b.state is State.SKIPPED],
        "failed": by_state[State.FAILED],
        "attainment": _attainment(town.attainment),
        "groups": [_group(summary) for summary in group_summaries(town)],
        "standards": standards(town.scheme),
        "comparison": comparison(town),
        "reviews": reviews(town),
        "items": [
            {"item": item.item, "missing": item.missing, "zero": item.choices.get("zero", 0)}
            | {tier.id: item.choices.get(tier.id, 0) for tier in town.scheme.tiers}
            | {"not_applicable": item.choices.get("not_applicable", 0), "noted": item.choices.get("noted", 0)}
            | {"mean_score": json_number(item.mean_score)}
            for item in town.items
        ],
        "units": [_unit(unit) for unit in town.units],
        **follow_up(town),
        **town_parts(town),
        **closing(town),
        "findings": [_finding(finding) for finding in town.verdict.findings],
        "summary": {"files": len(town.books), "states": _counts(State, (book.state for book in town.books))},
        "failures": [f._replace(details=masked(f.details))._asdict() for f in town.failures],
    }


def _header(scheme: Scheme) -> Json:
    return {"schema_version": SCHEMA_VERSION, "tool_version": __version__, "scheme": scheme.id}


def _book(book: CheckedBook) -> Json:
    card = book.scorecard
    marks = card.marks if card else ()
    return {
        "file": book.file,
        "sha256": book.sha256,
        "state": book.state.value,
        "community": masked(book.community) if book.community else None,
        "layout": book.submission.layout if book.submission else None,
        "total": json_number(card.total) if card else None,
        "grade": card.grade.name if card else None,
        "complete": card.complete if card else None,
        "scores": {str(mark.item): json_number(mark.points) for mark in marks},
        "tiers": {str(mark.item): mark.name for mark in marks},
        "missing": list(card.missing) if card else [],
        "sections": {str(no): json_number(points) for no, points in card.sections.items()} if card else {},
        "findings": [_finding(finding) for finding in book.findings],
    }


def _file(town: Town, book: CheckedBook) -> Json:
    """A file of a town, with what tells it from others."""
    return _book(book) | file_parts(town, book)


def _other_rounds(town: Town) -> list[Json]:
    """The submissions of other rounds, and what told their year."""
    arrivals = {arrival.file: arrival for arrival in town.other_rounds}
    books = [book for book in town.books if book.state is State.OTHER_ROUND]
    return [
        _file(town, book) | {"year": arrivals[book.file].year, "told_by": arrivals[book.file].told_by}
        for book in books
    ]


def _standing(town: Town, standing: Standing, within: int | None) -> Json:
    """A community; ``within`` is its rank in its own town."""
    return _file(town, standing.book) | {
        "community": masked(standing.name),
        "rank": standing.rank,
        "group": standing.group or None,
        "group_rank": within,
        "supported_total": json_number(standing.supported.total),
        "supported_grade": standing.supported.grade.name,
        "measures": standing.measures.name.lower(),
        "declaration": standing.declaration.name.lower(),
        **kept(standing),
        **standing_parts(town, standing),
        "changes": None if standing.changed is None else [*map(changed, standing.changed)],
        "unheeded": standing.unheeded and standing.unheeded.isoformat(),
    }


def changed(change: AnswerChange) -> Json:
    """What differs in one item between two submissions of a community: the points gained, every field from and to."""
    fields = {name: [_value(getattr(answer, name)) for answer in change[1:]] for name in change.fields}
    return {"item": change.item, "gain": json_number(change.gain), "fields": fields}


def _value(value: str | Decimal | None) -> str | int | float | None:
    return masked(value) if isinstance(value, str) else json_number(value)


def _finding(told: Finding) -> Json:
    finding = without_private(told)
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "file": finding.file,
        "community": finding.community,
        "sheet": finding.cell.sheet if finding.cell else None,
        "cell": finding.cell.a1 if finding.cell else None,
        "item": finding.item,
        "found": finding.found,
        "expected": finding.expected,
        "message": finding.message,
        "fix": finding.fix,
    }


def _reported(reported: Reported) -> Json:
    waiver = reported.waiver
    told = {name: masked(getattr(waiver, name)) for name in ("approver", "reason")} if waiver else {}
    shown = told | {"expires": waiver.expires.isoformat()} if waiver else None
    return _finding(reported.finding) | {"waiver": shown, "known": reported.known}


def _attainment(attainment: Attainment) -> Json:
    return {
        "attained": attainment.attained,
        "attained_clean": attainment.attained_clean,
        "obliged": attainment.obliged,
        "received": attainment.received,
        "clean": attainment.clean,
        "rate_obliged": json_number(attainment.rate_obliged),
        "rate_received": json_number(attainment.rate_received),
        "rate_clean": json_number(attainment.rate_clean),
        "target": json_number(attainment.target.rate),
        "target_date": attainment.target.by.isoformat(),
        "met": attainment.met,
    }


def _group(summary: GroupSummary) -> Json:
    """One town of a district."""
    return {
        "group": summary.name,
        "rank": summary.rank,
        "communities": summary.listed,
        **_attainment(summary.attainment),
        "mean_total": json_number(summary.mean),
        "grades": dict(summary.grades),
        "missing": list(summary.missing),
        "units": [_unit(unit) for unit in summary.units],
    }


def _unit(unit: UnitSummary) -> Json:
    """What a lead unit's items could gain, of all communities or of one town's."""
    return {
        "unit": unit.unit,
        "scope": unit.scope,
        "items": unit.items,
        "weak": unit.weak,
        "points_to_gain": json_number(unit.points_to_gain),
    }


def _counts(kind: type[State] | type[Severity], values: Iterable[State | Severity]) -> dict[str, int]:
    counter = Counter(values)
    return {member.value: counter[member] for member in kind}
