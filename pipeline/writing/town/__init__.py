"""The town-wide workbook. A sheet is one module with ``sheet(town)``, listed in SHEETS.

``progress`` takes over what the office ``typed`` into the last one; ``brief`` writes its first sheet as a Word
document.
"""

import os
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from pipeline import __version__
from pipeline.town.groups import groups_of
from pipeline.town.model import Town
from pipeline.town.review.closing.summary import is_summed_up
from pipeline.town.review.recommending.candidates import recommends
from pipeline.writing.new_workbook import replacing_workbook
from pipeline.writing.town.page import write_sheet
from pipeline.writing.town.rounds import sheets as rounds
from pipeline.writing.town.sheet import Formats, Sheet
from pipeline.writing.town.sheets import (
    analysis,
    closing,
    cover,
    declarations,
    files,
    findings,
    leader,
    matrix,
    missing_items,
    recommending,
    reporting,
    reviews,
    rule_runs,
    summary,
)
from pipeline.writing.town.sheets.district import groups, reports
from pipeline.writing.town.sheets.follow_up import completion, measures, support, units

SHEETS: tuple[Callable[[Town], Sheet], ...] = (
    leader.sheet,
    cover.sheet,
    groups.sheet,
    reports.sheet,
    summary.sheet,
    matrix.sheet,
    missing_items.sheet,
    reporting.sheet,
    analysis.sheet,
    *rounds.SHEETS,
    *reviews.SHEETS,
    units.sheet,
    support.sheet,
    completion.sheet,
    measures.sheet,
    *recommending.SHEETS,
    *closing.SHEETS,
    declarations.sheet,
    findings.sheet,
    rule_runs.sheet,
    files.sheet,
)

TITLE = "汇总"
"""How the title of a town's workbook ends."""

_LARGE = 2000
"""Beyond so many communities rows go to the disk at once: a little slower, but the memory stays what it is."""


def write_town(town: Town, output: Path, folder: Path) -> Path:
    """Write the workbook and put it in place whole; its links lead to the submissions in ``folder``.

    Returns where it stands: the output, or a dated name beside it where the old one is open in another program.
    OSError when the place cannot be written to.
    """
    as_text = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    options = as_text | {"constant_memory": len(town.standings) > _LARGE}
    with replacing_workbook(output, options, dated=True) as (workbook, file):
        workbook.set_properties(
            {
                "title": title_of(town),
                "subject": source_of(folder, output.parent),
                "author": town.scheme.office,
                "comments": f"green-community {__version__}, {town.scheme.id}",
                "created": datetime(town.as_of.year, town.as_of.month, town.as_of.day),
            }
        )
        archives = {book.file: book.archive for book in town.books if book.archive}
        archives |= {line.file: line.archive for line in town.reports if line.archive}
        formats = Formats(workbook, _way(folder, output.parent), archives)
        for sheet in _sheets(town):
            write_sheet(workbook, formats, sheet(town))
    return file.place


def _sheets(town: Town) -> Iterator[Callable[[Town], Sheet]]:
    """Its sheets: those of earlier rounds, reviews, several towns, their reports, decisions where there are any; at the end its summary."""
    wanted: dict[Callable[[Town], Sheet], bool] = {
        groups.sheet: bool(groups_of(town)),
        reports.sheet: bool(town.reports),
        **dict.fromkeys(rounds.SHEETS, bool(town.earlier)),
        **dict.fromkeys(reviews.SHEETS, bool(town.reviews)),
        **dict.fromkeys(recommending.SHEETS, recommends(town)),
        **dict.fromkeys(closing.SHEETS, is_summed_up(town)),
    }
    wanted[recommending.record.sheet] = recommends(town) and bool(town.decisions)
    return (sheet for sheet in SHEETS if wanted.get(sheet, True))


def title_of(town: Town) -> str:
    """What a report says that it is."""
    return f"{town.heading}{TITLE}"


def source_of(folder: Path, start: Path) -> str:
    """What a report that stands in ``start`` says of the folder it is about."""
    return (_way(folder, start) or "./").encode(errors="replace").decode()


def _way(folder: Path, start: Path) -> str:
    """How links lead from the report to the folder: relative, or in full where they lie on different drives."""
    try:
        way = Path(os.path.relpath(folder, start)).as_posix()
    except ValueError:
        way = folder.resolve().as_posix()
    return "" if way == "." else f"{way}/"
