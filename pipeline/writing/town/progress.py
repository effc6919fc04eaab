"""What the office typed into the last report (进展、核销日期、推荐决定), taken over before that is replaced."""

import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from pipeline.checking.engine import PROGRAM, Failure
from pipeline.reading.files.own_reports import is_foreign, made_from, titled
from pipeline.town.model import OfficeEntry, Town
from pipeline.town.review.recommending.decision import Decided, Decision, SaidOfDecision
from pipeline.town.review.recommending.decisions import LastList, key_of, with_decisions
from pipeline.tracing import traced
from pipeline.writing.replacing import dated_name
from pipeline.writing.town import source_of, title_of
from pipeline.writing.town.sheets.follow_up.measures import CLOSED_ON, STATE
from pipeline.writing.town.typed import OfficeTyped, typed_in
from validators.rules import catalogue
from validators.wording import folded

_DAY = re.compile(r"[-_\d]*$")
"""In what the names of one report differ that was written on several days."""

_RULES = {"GCR517": catalogue()["GCR517"]}
"""What is asked about decisions."""

_NOTHING, _UNKNOWN = OfficeTyped((), LastList()), OfficeTyped(None, None)


class CarriedOver(NamedTuple):
    """The town with what was typed; ``left`` is an earlier report that holds something typed which the new one will not."""

    town: Town
    left: Path | None


def carry_over(town: Town, output: Path, folder: Path) -> CarriedOver:
    """Take over what was typed in the last report on the same folder and round: the output, or one beside it of its name.

    Of several lines for one item the last is; decisions stand behind those that are known already. An output that cannot be
    read, or holds more than is taken over, is kept under a dated name; one over which the program fails, too, which is a
    failure of the town's. OSError when it cannot be.
    """
    last, failures = _last(town, output, folder), list(town.verdict.failures)
    typed = _typed(last, failures) if last else _NOTHING
    of_items = (line for line in typed.measures or () if line.item in town.scheme.item_by_no)
    taken = {(folded(line.community), line.item): line for line in of_items}.values()
    verdict = town.verdict._replace(failures=tuple(failures))
    town = replace(town, progress=tuple(taken), verdict=verdict)
    town = with_decisions(town, typed.decisions or LastList(), _RULES)
    left = last if last != output and _more(typed, taken, town) else None
    if output.exists() and not is_foreign(output):
        held = typed if last == output else _typed(output, failures)
        if _more(held, taken, town):
            left = Path(shutil.copy2(output, dated_name(output)))
    failed = tuple(dict.fromkeys((*town.verdict.failures, *failures)))
    return CarriedOver(replace(town, verdict=town.verdict._replace(failures=failed)), left)


def _more(held: OfficeTyped, taken: Iterable[OfficeEntry], town: Town) -> bool:
    """Whether a report holds, or may hold, more than is taken over."""
    if held.measures is None or held.decisions is None or not {*held.measures} <= {*taken}:
        return True
    known = {*_said(town, town.decisions), *_said(town, town.undecided)}
    said = {*_said(town, held.decisions.typed), *_said(town, held.decisions.listed)}
    return not said <= known


def _said(town: Town, lines: Iterable[Decided | Decision]) -> Iterator[tuple[str, SaidOfDecision]]:
    """What is decided or typed of each community, whatever on."""
    return ((key_of(town, line.code, line.community), line.said) for line in lines)


def left_text(left: Path) -> str:
    """What to say of such a report to the office."""
    return f"“{left.name}”里填写的{STATE}、{CLOSED_ON}、推荐决定没有全部带到新的报告，请打开核对。"


def _last(town: Town, output: Path, folder: Path) -> Path | None:
    """The report on the same folder and round that was saved last; the output where several were at once."""
    source, title, stem = source_of(folder, output.parent), title_of(town), _DAY.sub("", output.stem)
    named = (path for path in output.parent.glob("*.xlsx") if _DAY.sub("", path.stem) == stem)
    reports = [p for p in named if not is_foreign(p) and (titled(p), made_from(p)) == (title, source)]
    return max(reports, key=lambda path: (path.stat().st_mtime_ns, path == output), default=None)


def _typed(report: Path, failures: list[Failure]) -> OfficeTyped:
    """What was typed; where the program itself fails over it that must not cost the new report."""
    try:
        return typed_in(report)
    except Exception as error:
        failures.append(Failure(PROGRAM, report.name, traced(error)))
        return _UNKNOWN
