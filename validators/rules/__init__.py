"""All rules. Importing this package registers them; a family is one module, listed here."""

from collections.abc import Mapping
from difflib import get_close_matches

from validators.rule import Rule, registered
from validators.rules import (
    archive,
    around,
    calculated,
    columns,
    cross,
    decisions,
    earlier,
    evidence,
    file,
    layout,
    materials,
    missing,
    notation,
    oddities,
    review,
    review_marks,
    roster,
    rounds,
    selections,
    shown,
    table,
    town,
    unchanged,
    weights,
    whole,
)

FAMILIES = (
    file, archive, oddities, table, weights, whole, layout, columns, shown, around, calculated, missing, selections, notation, evidence,
    cross, town, roster, rounds, unchanged, materials, decisions, earlier, review, review_marks,
)  # fmt: skip


def catalogue() -> Mapping[str, Rule]:
    """Every rule by its code, phases in their order."""
    return registered()


class UnknownCodeError(ValueError):
    """A code that no rule has; the text is one sentence with the nearest one."""


def codes(selector: str) -> frozenset[str]:
    """The codes that one code, or the beginning of some (``GCS``), stands for; UnknownCodeError when there is none."""
    found = frozenset(code for code in catalogue() if selector and code.startswith(selector.upper()))
    if not found:
        near = get_close_matches(selector.upper().replace("O", "0"), catalogue(), n=1)
        hint = f"; did you mean {near[0]}?" if near else "."
        raise UnknownCodeError(f"Unknown code {selector!r}{hint} `green-community rules` lists all codes.")
    return found
