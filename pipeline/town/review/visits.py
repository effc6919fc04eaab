"""The visits that a draw names, from its JSON."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from pipeline.town.review.model import Visit


class DrawnVisits(NamedTuple):
    """Whom a draw has visited, and the year of its round."""

    year: int
    visits: Sequence[Visit]


class DrawFileError(Exception):
    """The file holds no draw that can be used; the text is one English sentence."""


def visits_from_json(data: bytes, name: str) -> DrawnVisits:
    """The visits of a draw's JSON: ``{"year", "drawn": [{"community", "way", "reasons", "items": [{"item", "reason"}]}]}``."""
    try:
        said = json.loads(data)
        return DrawnVisits(int(said["year"]), [*map(_visit, said["drawn"])])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise DrawFileError(f"{name} holds no draw; give the JSON that the draw was written as.") from None


def _visit(said: Mapping[str, Any]) -> Visit:
    items = said["items"]
    return Visit(
        community=str(said["community"]),
        way=str(said["way"]),
        reasons=tuple(map(str, said["reasons"])),
        items=tuple(int(item["item"]) for item in items),
        why=tuple((int(item["item"]), str(item["reason"])) for item in items if item.get("reason")),
    )
