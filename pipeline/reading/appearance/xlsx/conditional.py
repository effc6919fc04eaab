"""What the conditional formats of an xlsx or xlsm make of its cells, as far as they hide a value or show another.

Rules that compare a cell with constants are worked out; of the others only those are told that would hide it. Rules
that look at other sheets stand elsewhere and are not looked at. openpyxl gives rules as they are written and works none
out, as calamine and xlrd do not.
Source: ECMA-376, part 1, 18.3.1.10 (cfRule), 18.3.1.18 (conditionalFormatting), 18.18.15 (operators).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import NamedTuple, TypeAlias

from pipeline.reading.appearance.formats import HIDDEN, shown_by
from pipeline.reading.containers.grid import Area, Cell, Place
from pipeline.reading.containers.relations import attribute
from validators.cells import column_number

_BLOCK = rb"(?s)<(?:\w+:)?conditionalFormatting\b([^>]*)>(.*?)</(?:\w+:)?conditionalFormatting>"
_RULE = rb"(?s)<(?:\w+:)?cfRule\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?cfRule>)"
_FORMULA = rb"<(?:\w+:)?formula>([^<]*)<"
_BAR_ALONE = rb"<(?:\w+:)?(?:iconSet|dataBar)\b[^>]*\bshowValue\s*=\s*[\"'](?:0|false)"
_AREA = r"([A-Z]{1,3})([0-9]{1,7})(?::([A-Z]{1,3})([0-9]{1,7}))?"
_CONSTANT = r"(-?[0-9]+(?:\.[0-9]+)?)|\"([^\"]*)\""
_COMPARED = r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(<=|>=|<>|=|<|>)(.+)"
_NOT_OF_VALUES = r"(?i)(?:ISERROR|ISERR|ISNA|ISBLANK)\([^()]*\)|FALSE(?:\(\))?|0"
_ALWAYS = r"(?i)TRUE(?:\(\))?|1"

_SIGNS = {
    "equal": "=", "notEqual": "<>", "lessThan": "<", "greaterThan": ">", "lessThanOrEqual": "<=",
    "greaterThanOrEqual": ">=", "between": "between", "notBetween": "notBetween",
}  # fmt: skip
_BY_TYPE = {
    "containsBlanks": False, "containsErrors": False, "notContainsBlanks": True, "notContainsErrors": True,
    "iconSet": True, "dataBar": True,
}  # fmt: skip
"""Rules that hold for every cell with a value, or for none."""

_PERHAPS = "（由条件格式决定）"

_Constant: TypeAlias = tuple[bool, float | str]
"""A text, and its value: numbers come before texts."""


class CellRule(NamedTuple):
    """The cells of a rule, the format that it gives them, and when: always, never, None for not worked out, or a test."""

    areas: Sequence[Area]
    code: str
    when: bool | tuple[str, Sequence[_Constant]] | None


def rules_of(part: bytes, codes: Mapping[bytes, str]) -> list[CellRule]:
    """The rules of a sheet that give one of some formats, or that show a bar or a sign instead of the value."""
    if b"conditionalFormatting" not in part or not (codes or b"showValue" in part):
        return []
    return [
        CellRule(areas, code, _when(tag, content, areas))
        for block in re.finditer(_BLOCK, part)
        if (areas := list(_areas(attribute(block[1], b"sqref").decode("utf-8", "replace"))))
        for tag, content in re.findall(_RULE, block[2])
        if (code := HIDDEN if re.search(_BAR_ALONE, content) else codes.get(attribute(tag, b"dxfId"), ""))
    ]


def shown_under(rules: Sequence[CellRule], cells: Mapping[Place, Cell]) -> Iterator[tuple[Place, str]]:
    """What cells show under the rules that hold for them, or that may hide them."""
    for rule in rules:
        for place, value in cells.items():
            if any(_within(place, area) for area in rule.areas):
                holds = rule.when if not isinstance(rule.when, tuple) else _holds(value, *rule.when)
                if holds:
                    yield place, shown_by(rule.code, value)
                elif holds is None and rule.code == HIDDEN:
                    yield place, _PERHAPS


def _areas(named: str) -> Iterator[Area]:
    for word in named.split():
        if found := re.fullmatch(_AREA, word):
            first = int(found[2]) - 1, column_number(found[1]) - 1
            yield first, (int(found[4]) - 1, column_number(found[3]) - 1) if found[3] else first


def _within(place: Place, area: Area) -> bool:
    return all(first <= at <= last for first, at, last in zip(area[0], place, area[1], strict=True))


def _when(tag: bytes, content: bytes, areas: Sequence[Area]) -> bool | tuple[str, Sequence[_Constant]] | None:
    kind = attribute(tag, b"type").decode("utf-8", "replace")
    formulas = [
        unescape(formula.decode("utf-8", "replace")).strip() for formula in re.findall(_FORMULA, content)
    ]
    if kind == "cellIs":
        return _test(_SIGNS.get(attribute(tag, b"operator").decode("utf-8", "replace"), ""), formulas)
    if kind == "expression" and formulas:
        return _expressed(formulas[0].replace(" ", ""), areas[0][0])
    return _BY_TYPE.get(kind)


def _expressed(formula: str, first: Place) -> bool | tuple[str, Sequence[_Constant]] | None:
    """When a formula holds that compares the first cell of a rule, by which it is written, or says always or never."""
    if re.fullmatch(_ALWAYS, formula) or re.fullmatch(_NOT_OF_VALUES, formula):
        return re.fullmatch(_ALWAYS, formula) is not None
    found = re.fullmatch(_COMPARED, formula)
    if found and (int(found[2]) - 1, column_number(found[1]) - 1) == first:
        return _test(found[3], [found[4]])
    return None


def _test(sign: str, formulas: Sequence[str]) -> tuple[str, Sequence[_Constant]] | None:
    """A comparison with constants; None where it is one with something else."""
    found = [re.fullmatch(_CONSTANT, formula) for formula in formulas]
    constants = [(False, float(c[1])) if c[1] else (True, c[2].lower()) for c in found if c]
    whole = len(constants) == len(found) == (2 if "etween" in sign else 1)
    return (sign, constants) if sign and whole else None


def _holds(value: Cell, sign: str, limits: Sequence[_Constant]) -> bool | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    text = isinstance(value, str)
    mine = (text, value.lower() if isinstance(value, str) else float(value))
    if sign in ("between", "notBetween"):
        return (limits[0] <= mine <= limits[1]) is (sign == "between")
    order = "<" if mine < limits[0] else ">" if mine > limits[0] else "="
    return order in sign
