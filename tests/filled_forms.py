"""Forms of a review on site (考评表) built and filled in as people fill them in."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from pipeline.reading.review_words import FORM
from pipeline.run import review_forms
from pipeline.town.model import Town
from pipeline.town.review.model import Visit
from tests.clients.witnesses import Area, Filling, Value, write_filled

ON = date(2021, 11, 24)


def built(town: Town, visit: Visit, folder: Path) -> Path:
    """The form for one visit."""
    copies = review_forms(town, [visit], folder)
    assert (copies.unwritten, copies.failures) == ({}, [])
    (path,) = copies.written
    return path


@lru_cache(maxsize=4)
def _opened(path: Path, _: int) -> Workbook:
    """The workbook as it was saved at that moment."""
    return load_workbook(path)


def places(form: Path) -> dict[str, Area]:
    """Where the form's names point, and the cells of what has none: the day, the reviewers, what was seen."""
    named = {
        name: (sheet, area.replace("$", ""))
        for name, defined in _opened(form, form.stat().st_mtime_ns).defined_names.items()
        for sheet, area in defined.destinations
    }
    seen = named["GC_ReviewChoices"][1].replace("G", "F")
    return named | {"day": (FORM, "B3"), "reviewers": (FORM, "E3"), "seen": (FORM, seen)}


def serial(day: date) -> int:
    """A day as a spreadsheet keeps it."""
    return (day - date(1899, 12, 30)).days


def numbers(form: Path) -> list[int]:
    """The items on the form, from the top."""
    sheet, area = places(form)["GC_ReviewNumbers"]
    cells = _opened(form, form.stat().st_mtime_ns)[sheet][area]
    return [row[0].value for row in cells] if isinstance(cells, tuple) else [cells.value]


def fill(
    form: Path,
    target: Path,
    choices: Mapping[int, str],
    reasons: Mapping[int, str] | None = None,
    *,
    on: date | str | None = ON,
    reviewers: str = "考评员甲",
    seen: Mapping[int, str] | None = None,
) -> Path:
    """The form with what was chosen and said of each item."""
    at, items = places(form), numbers(form)
    day: Value = serial(on) if isinstance(on, date) else on or ""
    filling: Filling = {
        at["GC_ReviewChoices"]: [choices.get(item, "") for item in items],
        at["GC_ReviewReasons"]: [(reasons or {}).get(item, "") for item in items],
        at["seen"]: [(seen or {}).get(item, "") for item in items],
        at["day"]: [day],
        at["reviewers"]: [reviewers],
    }
    target.parent.mkdir(parents=True, exist_ok=True)
    write_filled(form, target, filling)
    return target
