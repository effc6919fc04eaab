"""申报信息: the declaration forms as rows. The only sheet where telephone numbers stand."""

from datetime import date
from decimal import Decimal

from pipeline.town.materials import Handed
from pipeline.town.model import Standing, Town
from pipeline.writing.town.sheet import Column, Sheet
from pipeline.writing.town.sheets.district import groups
from validators.scheme.parts import DeclarationField
from validators.wording import number_text

NAME = "申报信息"

ELSEWHERE = "见街镇报告"
"""Stands for what a town's report does not tell."""

COMMUNITY = "community"
"""The field that names the community: here as on every other sheet, so that rows can be told apart."""

_WIDE = {"long_text": 60.0, "opinion": 20.0}


def sheet(town: Town) -> Sheet:
    """A line per community whose workbook has a declaration form; opinions are on paper."""
    fields = [field for field in town.scheme.declaration.fields if field.kind != "opinion"]
    wide = {
        field.label: Column(_WIDE.get(field.kind, 16.0), text=field.kind == "long_text") for field in fields
    }
    columns = {**groups.columns(town), **wide}
    rows = (
        _row(standing, fields) | groups.cells(town, standing.listed)
        for standing in town.standings
        if standing.submission.declaration.values or _is_elsewhere(town, standing)
    )
    return Sheet(
        NAME,
        f"{town.scheme.declaration.title}汇总",
        columns,
        rows,
        frozen=1 + len(groups.columns(town)),
        masks=False,
    )


def _is_elsewhere(town: Town, standing: Standing) -> bool:
    """Whether a form came of which the town's report does not tell what stands in it."""
    return bool(town.reports) and standing.declaration is not Handed.NOTHING


def _row(standing: Standing, fields: list[DeclarationField]) -> dict[str, object]:
    values = standing.submission.declaration.values
    row: dict[str, object] = {}
    for field in fields:
        value = values.get(field.id, "" if values else ELSEWHERE)
        row[field.label] = f"{value:%Y-%m-%d}" if isinstance(value, date) else number_text(value)
        if field.kind == "total":
            row[field.label] = Decimal(standing.scorecard.total)
        elif field.id == COMMUNITY:
            row[field.label] = standing.name
    return row
