"""A town's report read back from the JSON that was written of it."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from pipeline.checking.engine import CheckedBook, Failure, State
from pipeline.town.changes import AnswerChange, ItemAnswer
from pipeline.town.materials import Handed
from pipeline.town.model import OfficeEntry
from pipeline.town.reports.model import Came, TownReport
from pipeline.writing.reported.building import (
    Answered,
    FileTold,
    card_of,
    counting_book,
    day_or_text,
    other_book,
)
from validators.cells import CellRef
from validators.finding import Finding, Severity
from validators.roster import Community, Roster
from validators.scheme.model import Scheme
from validators.submission import Measure

Json = Mapping[str, Any]

_COUNTING = {State.ACCEPTED.value, State.WITH_ERRORS.value}
_OTHERS = ("rejected", "duplicates", "superseded", "other_rounds", "failed")
_FIELDS = ("reason", "action", "plan", "person")


def parsed(data: bytes) -> Json:
    """The report's data, numbers exact; ValueError or RecursionError where it is no JSON object."""
    said = json.loads(data, parse_float=Decimal, parse_constant=_refused)
    if not isinstance(said, dict):
        raise ValueError
    return said


def _refused(constant: str) -> None:
    raise ValueError(constant)


def reported_from_json(file: str, said: Json, saved: datetime | None, scheme: Scheme) -> TownReport:
    """What a report says; one of the usual errors over plain data where it is none, or none of ours."""
    year = int(said["round"])
    listed = None if said["roster"] is None else tuple(map(_listed, said["roster"]))
    groups = {community.group for community in listed or ()}
    measures = _measures(said["measures"], scheme)
    others = [one for part in _OTHERS for one in said[part]]
    return TownReport(
        file=file,
        saved=saved,
        workbook=False,
        touched=False,
        year=year,
        as_of=date.fromisoformat(said["as_of"]),
        plan_town=_text(said["town"]),
        group=groups.pop() if len(groups) == 1 else "",
        folder=None if said["folder"] is None else _text(said["folder"]),
        roster=None if listed is None else Roster(communities=listed),
        books=(
            *(
                _counting(one, measures.get(_text(one["community"]), {}), scheme, year)
                for one in said["communities"]
            ),
            *(_other(one, scheme, year) for one in others),
            *(_skipped(one) for one in said["skipped"]),
        ),
        came={_text(one["file"]): _came(one) for one in said["communities"]},
        findings=tuple(map(_finding, said["findings"])),
        ran={_text(one["code"]): int(one["passed"]) + int(one["found"]) for one in said["rule_runs"]},
        told_by={_text(one["file"]): one["told_by"] for one in said["other_rounds"]},
        failures=tuple(Failure(f["code"], f["file"], _text(f["details"])) for f in said["failures"]),
        progress=tuple(_progress(said["measures"])),
    )


def _listed(said: Json) -> Community:
    return Community(
        code=said["code"],
        name=said["community"],
        group=said["group"] or "",
        obliged=said["obliged"],
        exempt_reason=said["exempt_reason"],
        contact=said["contact"],
        extended_to=_day(said["extended_to"]),
    )


def _file(said: Json) -> FileTold:
    return FileTold(
        file=_text(said["file"]),
        state=State(said["state"]),
        community=said["community"] or "",
        sha256=said["sha256"],
        size=said["size"],
        received=datetime.fromisoformat(said["received"]) if said["received"] else None,
        layout=said["layout"] or "",
        template_version=said["template_version"],
        year=_text(said.get("year", "")),
    )


def _counting(said: Json, measures: Mapping[int, Measure], scheme: Scheme, year: int) -> CheckedBook:
    if said["state"] not in _COUNTING:
        raise ValueError(said["state"])
    supported = Decimal(said["supported_total"])
    promises = {
        int(p["item"]): Measure(action=_text(p["action"]), due=_day(p["due"])) for p in said["promises"]
    }
    answered = Answered(
        name=_text(said["named"]),
        code=_text(said["code"]),
        handed_in=_day(said["submitted_on"]),
        choices=_choices(said),
        missing={int(n): CellRef.parse(cell) if cell else None for n, cell in said["missing_at"].items()},
        supported=None if supported == Decimal(said["total"]) else supported,
        measures={**promises, **measures},
        name_at=CellRef.parse(said["name_at"]) if said["name_at"] else None,
    )
    return counting_book(_file(said), answered, map(_finding, said["findings"]), scheme, year)


def _choices(said: Json) -> Mapping[int, str]:
    return {int(item): name for item, name in said["tiers"].items() if name is not None}


def _other(said: Json, scheme: Scheme, year: int) -> CheckedBook:
    if said["state"] in _COUNTING:
        raise ValueError(said["state"])
    card = card_of(_choices(said), {int(item) for item in said["missing"]}, scheme) if said["tiers"] else None
    return other_book(_file(said), map(_finding, said["findings"]), year, card)


def _skipped(said: Json) -> CheckedBook:
    return other_book(FileTold(_text(said["file"]), State.SKIPPED, skipped_as=_text(said["reason"])), (), 0)


def _came(said: Json) -> Came:
    changed = said["changes"]
    return Came(
        name=_text(said["community"]),
        submitted_on=_day(said["submitted_on"]),
        first_on=_day(said["first_on"]),
        late=bool(said["late"]),
        measures=Handed[said["measures"].upper()],
        declaration=Handed[said["declaration"].upper()],
        answers=_text(said["answers"]),
        changed=None if changed is None else tuple(_changes(changed)),
        told=_text(said["changes_told"]),
        unheeded=_day(said["unheeded"]),
    )


def _changes(said: Iterable[Json]) -> Iterator[AnswerChange]:
    """The fields that differ; of those that do not a report says nothing. Points say what changed of the total."""
    for one in said:
        before, after = ({f: _answer(f, pair[n]) for f, pair in one["fields"].items()} for n in (0, 1))
        if "points" not in one["fields"]:
            after["points"] = Decimal(one["gain"])
            before["points"] = Decimal(0)
        yield AnswerChange(int(one["item"]), ItemAnswer(**before), ItemAnswer(**after))


def _answer(field: str, said: Any) -> Any:
    return _text(said) if field != "points" else None if said is None else Decimal(said)


def _measures(said: Iterable[Json], scheme: Scheme) -> Mapping[str, Mapping[int, Measure]]:
    """What communities mean to do about their weak items, by community and item."""
    found: dict[str, dict[int, Measure]] = {}
    for one in said:
        if int(one["item"]) not in scheme.item_by_no:
            raise ValueError(one["item"])
        measure = _measure(one)
        if any(measure):
            found.setdefault(_text(one["community"]), {})[int(one["item"])] = measure
    return found


def _measure(said: Json) -> Measure:
    return Measure(**{field: _text(said[field]) for field in _FIELDS})._replace(
        due=day_or_text(said["due"] or "") or None
    )


def _progress(said: Iterable[Json]) -> Iterator[OfficeEntry]:
    for one in said:
        if one["progress"] or one["closed_on"]:
            closed = day_or_text(one["closed_on"] or "")
            yield OfficeEntry(
                _text(one["code"]),
                _text(one["community"]),
                int(one["item"]),
                _text(one["progress"]),
                closed,
                _measure(one),
            )


def _finding(said: Json) -> Finding:
    cell = CellRef.parse(f"{_quoted(said['sheet'])}!{said['cell']}") if said["cell"] else None
    texts = {name: _text(said[name]) for name in ("code", "found", "expected", "message", "fix")}
    item = said["item"] if said["item"] is None else int(said["item"])
    return Finding(
        severity=Severity(said["severity"]),
        file=said["file"],
        community=said["community"],
        cell=cell,
        item=item,
        **texts,
    )


def _quoted(sheet: str) -> str:
    return "'" + sheet.replace("'", "''") + "'"


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None


def _text(said: object) -> str:
    """A text; TypeError for anything else, which no report of ours has there."""
    if not isinstance(said, str):
        raise TypeError(said)
    return said
