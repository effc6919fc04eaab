"""What the JSON report of a town says so that a district can add it up without the submissions."""

from collections.abc import Iterator
from typing import Any

from pipeline.checking.engine import CheckedBook
from pipeline.policy.masking import masked
from pipeline.town.groups import group_of
from pipeline.town.model import Standing, Town
from pipeline.writing.town.sheets.rule_runs import rule_counts
from validators.cells import CellRef
from validators.roster import Community

Json = dict[str, Any]


def town_parts(town: Town) -> Json:
    """The town of the plan, the roster, how rules ended; and the reports where it was added up from some."""
    return {
        "town": town.scheme.town,
        "roster": [_listed(community) for community in town.roster.communities] if town.roster else None,
        "rule_runs": [count._asdict() for count in rule_counts(town)],
        "reports": [
            {
                "file": line.file,
                "groups": list(line.groups),
                "as_of": line.as_of and line.as_of.isoformat(),
                "state": line.state.value,
                "remark": line.remark,
            }
            for line in town.reports
        ],
    }


def _listed(community: Community) -> Json:
    return {
        "code": community.code,
        "community": masked(community.name),
        "group": community.group or None,
        "obliged": community.obliged,
        "exempt_reason": masked(community.exempt_reason),
        "contact": masked(community.contact),
        "extended_to": community.extended_to and community.extended_to.isoformat(),
    }


def file_parts(town: Town, book: CheckedBook) -> Json:
    """A file's size and time, and whose town it is of."""
    return {
        "size": book.size,
        "received": book.received and book.received.isoformat(),
        "template_version": book.submission and book.submission.template_version,
        "group": group_of(town, book.community, book.file) or None,
    }


def standing_parts(town: Town, standing: Standing) -> Json:
    """When a community handed in, the name that it gives, and the cells where that stands and choices are missing, or null."""
    return {
        "named": masked(standing.book.community or ""),
        "submitted_on": standing.submitted_on and standing.submitted_on.isoformat(),
        "first_on": standing.first_on and standing.first_on.isoformat(),
        "late": town.is_late(standing),
        "changes_told": standing.told,
        "name_at": _address(standing.book.sources.get(("community",))),
        "missing_at": dict(_missing(standing)),
    }


def _missing(standing: Standing) -> Iterator[tuple[str, str | None]]:
    for number in standing.scorecard.missing:
        row = standing.scorecard.mark(number).row
        cell = None if row is None else standing.book.sources.get(("entries", row, "tier"))
        yield str(number), _address(cell)


def _address(cell: CellRef | None) -> str | None:
    return str(cell) if cell and cell.sheet else None
