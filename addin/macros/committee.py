"""The buttons about one workbook, whatever its layout: check it, go through its findings, export it, convert it."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import xlwings as xw

from addin.dialogs import agreed, put_away, show_beside, show_book, tell
from addin.macros.entry import entry, writing
from addin.macros.places import place_for, placed
from addin.messages import checked_text, finding_text, how_converted, unreached_text
from addin.opened import (
    RefusedError,
    checked_copy,
    fill,
    has_own,
    is_excel,
    is_shown,
    named,
    path_of,
    place_of,
    position,
    print_rows,
    scheme_of,
    select,
    unmarked,
)
from addin.rows import result_row
from pipeline import template
from pipeline.buttons import CHECK, CONVERT, EXPORT, NEXT
from pipeline.checking.engine import CheckedBook, State
from pipeline.checking.sentences import failure_line
from pipeline.clock import today
from pipeline.journal import log_file, note_failures
from pipeline.policy.validation import Policy, validation
from pipeline.run import build_workbook, round_of
from pipeline.town.prefilling import prefilled
from pipeline.town.rounds import belonging
from pipeline.writing.replacing import write_bytes
from pipeline.writing.reports import xlsx_report
from pipeline.writing.town.sheets import cover, findings, summary
from pipeline.writing.workbook.results import FINDING_HEADS
from validators.cells import CellRef
from validators.finding import Finding, Severity
from validators.roster import Community
from validators.scheme.model import Scheme
from validators.submission import Submission

FINDINGS = "GC_Findings"
"""The named cells of our own workbooks that 检查本表 fills."""

_TOWN_REPORT = {cover.NAME, summary.NAME}
_LIST_OF_FINDINGS = {findings.NAME, xlsx_report.FILES, xlsx_report.NOTES}
"""The sheets by which an open report of ours is known, also where somebody has saved it since."""


@entry(CHECK)
def check_workbook(book: xw.Book) -> None:
    """List what is wrong in the workbook, on its own 校验结果 or in a workbook beside it; go to the first cell concerned."""
    scheme = scheme_of(book)
    checked = _checked(book, scheme)
    own = has_own(book, FINDINGS, template.RESULTS, len(FINDING_HEADS))
    report = None if own or not checked.findings else _report_of(book, checked, scheme)
    shown = _shown_sheets(book)
    first = next((f.cell for f in checked.findings if f.cell and f.cell.sheet in shown), None)
    with unmarked(book):
        if first:
            select(book, first.sheet, first.a1)
        if own:
            _fill_results(book, checked)
    if report:
        show_beside(book, report)
    tell(book, checked_text(checked, _listed_in(report) if report else template.RESULTS))


@entry(NEXT)
def next_finding(book: xw.Book) -> None:
    """Select the next cell with something wrong, after the active one and around again, and say what it is."""
    checked = _checked(book, scheme_of(book))
    order = _shown_sheets(book)
    stops: dict[tuple[int, int, int], list[Finding]] = {}
    for finding in checked.findings:
        if finding.cell and finding.cell.sheet in order:
            stops.setdefault(_place(finding.cell, order), []).append(finding)
    unreached = [f for f in checked.findings if f.cell is None or f.cell.sheet not in order]
    hidden = [
        sheet.name for sheet in book.sheets if any(f.cell and f.cell.sheet == sheet.name for f in unreached)
    ]
    if not stops:
        tell(book, unreached_text(unreached, hidden) if unreached else checked_text(checked, ""))
        return
    here = position(book)
    places = sorted(stops)
    after = (place for place in places if here and place > _place(here, order))
    place = next(after, places[0])
    cell = stops[place][0].cell
    if cell:
        select(book, cell.sheet, cell.a1)
    tell(book, finding_text(stops[place], places.index(place) + 1, len(places), hidden))


@entry(EXPORT)
def export_submission(book: xw.Book) -> None:
    """Save what was filled in as a workbook without macros beside the open one, ready to be sent."""
    scheme, path = scheme_of(book), path_of(book)
    checked = _checked(book, scheme)
    submission = _submission(checked)
    if submission.community_from != "cell":
        raise RefusedError(f"还没有填写{scheme.labels.community[0]}，请填写后再导出。")
    year = round_of(submission, scheme, scheme.round_on(today(scheme)))
    day = submission.filled_on or today(scheme)
    target = place_for(path.parent, submission.community, f"_{year}_{day:%Y%m%d}.xlsx")
    if target.name.casefold() == path.name.casefold():
        raise RefusedError(
            f"本工作簿已经是报送件 {target.name}，填好、保存后可以直接报送；要重新导出的，请先另存为别的名称，再点这个按钮。"
        )
    errors = sum(finding.severity is Severity.ERROR for finding in checked.findings)
    if errors and not agreed(book, f"还有{errors}处须改正的问题，报送后会被退回。仍要导出吗？"):
        return
    if not _may_replace(book, target):
        return
    with writing(target):
        build_workbook(scheme, target, round_=year, submission=submission)
    tell(book, f"已导出报送件 {placed(target, path, '本工作簿')}，可以报送。")


@entry(CONVERT)
def convert_workbook(book: xw.Book) -> None:
    """Carry the answers over into this round's workbook beside the open one; of another round only the choices."""
    scheme, path = scheme_of(book), path_of(book)
    submission = _submission(_checked(book, scheme))
    year = scheme.round_on(today(scheme))
    of = belonging(submission, None, scheme, year).year
    if of != str(year):
        community = Community(name=submission.community, code=submission.code or "")
        named = {"community_from": submission.community_from}
        submission = prefilled(community, scheme, submission, chosen=True).model_copy(update=named)
    target = place_for(path.parent, path.stem, f"_{year}年.xlsx")
    if not _may_replace(book, target):
        return
    with writing(target):
        build_workbook(scheme, target, round_=year, submission=submission)
    show_book(book, target)
    nameless = "" if submission.community_from == "cell" else scheme.labels.community[0]
    tell(book, how_converted(placed(target, path, "原表"), of, str(year), nameless))


def _checked(book: xw.Book, scheme: Scheme) -> CheckedBook:
    """What is wrong in the open workbook; what failed by itself is noted. RefusedError for a report of ours."""
    sheets = {sheet.name for sheet in book.sheets}
    if sheets >= _TOWN_REPORT:
        raise RefusedError("这是汇总报告，不是自评表；请打开要处理的自评表，再点这个按钮。")
    if sheets == _LIST_OF_FINDINGS:
        raise RefusedError("这是检查结果，不是自评表；请点“单元格”一栏的链接回到原表，再点这个按钮。")
    checked = checked_copy(book, scheme)
    if checked.verdict.failures:
        note_failures(CHECK.caption, checked.verdict.failures)
    return checked


def _submission(checked: CheckedBook) -> Submission:
    """What was filled in; RefusedError says why nothing could be read."""
    if checked.submission is None:
        if checked.state is State.FAILED:
            raise RefusedError(failure_line(*checked.verdict.failures))
        raise RefusedError("".join(finding.message + finding.fix for finding in checked.findings[:1]))
    return checked.submission


def _fill_results(book: xw.Book, checked: CheckedBook) -> None:
    area = named(book, FINDINGS)
    rows = [result_row(number, finding) for number, finding in enumerate(checked.findings, start=1)]
    fill(area, rows, "另有{}条放不下；请改正以上问题后再检查一次。")
    print_rows(area, len(rows))


def _report_of(book: xw.Book, checked: CheckedBook, scheme: Scheme) -> Path:
    """Write the findings into a workbook whose links lead to the cells of the open one; the path.

    It is kept among the user's own files: in the checked one's folder it would lie among the submissions.
    """
    home = _results()
    with suppress(OSError):
        home.mkdir(parents=True, exist_ok=True)
    target = place_for(home, Path(book.name).stem, f"_{template.RESULTS}.xlsx")
    put_away(book, target)
    with writing(target):
        write_bytes(target, xlsx_report.report(validation([checked], scheme, Policy()), place_of(book)))
    return target


def _results() -> Path:
    """Where the lists of findings are kept."""
    return log_file().parent / template.RESULTS


def _listed_in(report: Path) -> str:
    """How the list of findings is called: by its name, in full where it is not kept where all are."""
    return report.name if report.parent == _results() else str(report)


def _may_replace(book: xw.Book, target: Path) -> bool:
    """Whether the target may be written; an earlier one that Excel has open is put away, RefusedError if it cannot be."""
    with writing(target):
        exists = target.exists()
    if exists and not agreed(book, f"{target.name} 已经有了。要用现在的内容替换它吗？"):
        return False
    put_away(book, target)
    if is_excel(book) and any(other.name.casefold() == target.name.casefold() for other in book.app.books):
        raise RefusedError(
            f"{target.name} 正打开着；里面有要留的改动的，请先保存或另存，再把它关闭，点这个按钮。"
        )
    return True


def _shown_sheets(book: xw.Book) -> Mapping[str, int]:
    """The sheets that can be gone to, with their places."""
    return {sheet.name: number for number, sheet in enumerate(book.sheets) if is_shown(sheet)}


def _place(cell: CellRef, order: Mapping[str, int]) -> tuple[int, int, int]:
    """Where a cell comes as one goes through the workbook; a cell of no sheet that is shown comes first."""
    return order.get(cell.sheet, -1), cell.row, cell.column
