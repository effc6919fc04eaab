"""What the office typed into 措施督办 of the last report, read back before that is replaced."""

import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from pipeline.checking.engine import PROGRAM, Failure
from pipeline.reading.cells.dates import day_of, meant_day
from pipeline.reading.cells.values import text_of
from pipeline.reading.containers.grid import Cell
from pipeline.reading.containers.limits import UnreadableError
from pipeline.reading.files.own_reports import is_foreign, made_from, titled
from pipeline.reading.town_report import table_of
from pipeline.template import MEASURE_HEADS
from pipeline.town.model import OfficeEntry, Town
from pipeline.tracing import traced
from pipeline.writing.replacing import dated_name
from pipeline.writing.town import source_of, title_of
from pipeline.writing.town.sheets.follow_up.measures import CLOSED_ON, CODE, COMMUNITY, ITEM, NAME, STATE
from validators.submission import Measure
from validators.wording import folded

_DAY = re.compile(r"[-_\d]*$")
"""In what the names of one report differ that was written on several days."""


class CarriedOver(NamedTuple):
    """The town with what was typed; ``left`` is an earlier report that holds something typed which the new one will not."""

    town: Town
    left: Path | None


def carry_over(town: Town, output: Path, folder: Path) -> CarriedOver:
    """Take over what was typed in the last report on the same folder and round: the output, or one beside it of its name.

    Of several lines for one item the last is. An output that cannot be read, or holds more than is taken over, is kept under
    a dated name; one over which the program fails, too, which is a failure of the town's. OSError when it cannot be.
    """
    last, failures = _last(town, output, folder), list(town.verdict.failures)
    typed = _typed(last, failures) if last else ()
    of_items = (line for line in typed or () if line.item in town.scheme.item_by_no)
    taken = {(folded(line.community), line.item): line for line in of_items}.values()
    left = last if last != output and _more(typed, taken) else None
    if output.exists() and not is_foreign(output):
        held = typed if last == output else _typed(output, failures)
        if _more(held, taken):
            left = Path(shutil.copy2(output, dated_name(output)))
    verdict = town.verdict._replace(failures=tuple(failures))
    return CarriedOver(replace(town, progress=tuple(taken), verdict=verdict), left)


def _more(held: Iterable[OfficeEntry] | None, taken: Iterable[OfficeEntry]) -> bool:
    """Whether a report holds, or may hold, more than is taken over."""
    return held is None or not {*held} <= {*taken}


def left_text(left: Path) -> str:
    """What to say of such a report to the office."""
    return f"“{left.name}”里填写的{STATE}、{CLOSED_ON}没有全部带到新的报告，请打开核对。"


def _last(town: Town, output: Path, folder: Path) -> Path | None:
    """The report on the same folder and round that was saved last; the output where several were at once."""
    source, title, stem = source_of(folder, output.parent), title_of(town), _DAY.sub("", output.stem)
    named = (path for path in output.parent.glob("*.xlsx") if _DAY.sub("", path.stem) == stem)
    reports = [p for p in named if not is_foreign(p) and (titled(p), made_from(p)) == (title, source)]
    return max(reports, key=lambda path: (path.stat().st_mtime_ns, path == output), default=None)


def _typed(report: Path, failures: list[Failure]) -> tuple[OfficeEntry, ...] | None:
    """What was typed, from top to bottom; None where that cannot be read."""
    heads = (CODE, COMMUNITY, ITEM, STATE, CLOSED_ON)
    try:
        return tuple(filter(None, map(typed_in, table_of(report, NAME, heads))))
    except UnreadableError:
        return None
    except Exception as error:  # the program's own fault, which must not cost the new report
        failures.append(Failure(PROGRAM, report.name, traced(error)))
        return None


def typed_in(row: Mapping[str, Cell]) -> OfficeEntry | None:
    """What was typed in a line; a line that names no item is of item 0, which no plan has."""
    state, closed_on = text_of(row[STATE]), _day_or_text(row[CLOSED_ON])
    if not (state or closed_on):
        return None
    number = text_of(row[ITEM])
    said = {field: text_of(row.get(head, "")) for field, head in MEASURE_HEADS.items()}
    measure = Measure(**said)._replace(due=_day_or_text(row.get(MEASURE_HEADS["due"], "")))
    item = int(number) if number.isdecimal() else 0
    return OfficeEntry(text_of(row[CODE]), text_of(row[COMMUNITY]), item, state, closed_on, measure)


def _day_or_text(cell: Cell) -> date | str:
    """A day, also one typed as a text of nothing else (2021.11.5); else the text as it stands."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = text_of(cell)
    day = None if text.strip("0123456789年月日./- ") else day_of(text) or meant_day(text)
    return day or text
