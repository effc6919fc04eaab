"""The worksheet functions. Each takes ranges of any shape and gives what ``validate`` gives for the same cells.

One that cannot answer gives one Chinese sentence. A table has always the same height and width, unused cells
blank, so that an array formula over a fixed area never shows #N/A. Totals, grades, gaps, sections and missing items
count what can be counted, as ``validate`` does; what is wrong with one choice is said by GC_SCORE, GC_CHECK and
GC_UPGRADE. The functions' docstrings are Chinese because Excel shows them in its function wizard.
"""
# ruff: noqa: N802 - the functions' names are those of the worksheet

from collections.abc import Callable
from decimal import Decimal
from functools import wraps
from typing import Any, ParamSpec, TypeAlias

from xlwings import Book, arg, func

from addin.ranges import Cells, every_cell, filled_cells, one_per_item, only_cell
from pipeline.journal import note
from pipeline.reading.cells.values import number_of
from pipeline.whatif.selections import (
    NoAnswer,
    Selections,
    attainment_rate,
    item_of,
    selection_of,
    selections_of,
    suggestion,
    total_of,
)
from pipeline.whatif.upgrades import target_of, upgrades
from validators.scheme.file import DEFAULT_SCHEME, load_scheme, scheme_ids
from validators.scheme.model import Scheme
from validators.scorecard import Scorecard
from validators.wording import joined

Answer: TypeAlias = Any
"""A number, a text, or rows of them. xlwings reads annotations as converters and knows none for a union."""

SCHEME_NAME = "GC_SchemeId"
"""The defined name by which a workbook says which scheme it is of."""

TIERS = "自评档次：一项一格，按序号排列，空格为未选；没有自评档次栏的，选得分栏"
NOT_SELECTED = "未选"

P = ParamSpec("P")


def _by_item(scheme: Scheme) -> int:
    return len(scheme.items)


def _by_section(scheme: Scheme) -> int:
    return len(scheme.sections)


def answering(
    width: int = 0, height: Callable[[Scheme], int] = _by_item
) -> Callable[[Callable[P, Answer]], Callable[P, Answer]]:
    """Make a function give a sentence instead of an exception; with a ``width``, always a table of one size.

    The sentence stands in the table's first cell; in a single column in every cell, for there a blank means
    that nothing is wrong.
    """

    def decorate(function: Callable[P, Answer]) -> Callable[P, Answer]:
        @wraps(function)
        def answer(*args: P.args, **kwargs: P.kwargs) -> Answer:
            try:
                result = function(*args, **kwargs)
            except NoAnswer as reason:
                result = str(reason)
            except Exception as error:
                note(function.__name__, error)
                result = f"程序异常：{function.__name__}没有算出结果，与填报内容无关，请联系维护人员。"
            return _table(result, width, height) if width else result

        return answer

    return decorate


@func
@arg("item", ndim=2, doc="项目序号")
@arg("tier", ndim=2, doc="这一项的自评档次")
@answering()
def GC_SCORE(item: Cells, tier: Cells) -> Answer:
    """某一项选某一档次的得分；没有选档次时为空。"""
    scheme = _scheme()
    of_item = item_of(scheme, only_cell(item))
    chosen = selection_of(scheme, of_item, only_cell(tier))
    chosen.require_readable()
    points = chosen.scorecard.mark(of_item.no).points
    return "" if points is None else float(points)


@func
@arg("tiers", ndim=2, doc=TIERS)
@answering()
def GC_TOTAL(tiers: Cells) -> Answer:
    """总分：各项得分之和。"""
    return float(_scorecard(_scheme(), tiers).total)


@func
@arg("value", ndim=2, doc="总分；或者" + TIERS)
@answering()
def GC_GRADE(value: Cells) -> Answer:
    """总分对应的等次。"""
    scheme = _scheme()
    return scheme.grade_of(_total(scheme, value)).name


@func
@arg("value", ndim=2, doc="总分；或者" + TIERS)
@answering()
def GC_GAP(value: Cells) -> Answer:
    """距上一等次还差的分数；已是最高等次时为0。"""
    scheme = _scheme()
    return float(scheme.gap(_total(scheme, value)))


@func
@arg("tiers", ndim=2, doc=TIERS)
@answering()
def GC_MISSING(tiers: Cells) -> Answer:
    """未选自评档次的项目序号，以顿号隔开；没有缺项时为空。"""
    return joined(_scorecard(_scheme(), tiers).missing)


@func
@arg("tiers", ndim=2, doc=TIERS)
@arg("measured", ndim=2, doc="实测值：一项一格，按序号排列；可以不选")
@arg("scores", ndim=2, doc="得分：一项一格，按序号排列；可以不选")
@answering(width=1)
def GC_CHECK(tiers: Cells, measured: Cells = None, scores: Cells = None) -> Answer:
    """逐项检查：每项一格，写明问题和怎么改；没有问题的为空。"""
    return [[message] for message in _selected(_scheme(), tiers, measured, scores).messages()]


@func
@arg("tiers", ndim=2, doc=TIERS)
@answering(width=3, height=_by_section)
def GC_SECTIONS(tiers: Cells) -> Answer:
    """各部分小计：每部分一行，依次为内容、得分、分值。"""
    scheme = _scheme()
    points = _scorecard(scheme, tiers).sections
    return [[s.title, float(points[s.no]), float(s.max_points)] for s in scheme.sections]


@func
@arg("item", ndim=2, doc="项目序号")
@arg("measured", ndim=2, doc="这一项的实测值")
@answering()
def GC_SUGGEST(item: Cells, measured: Cells) -> Answer:
    """实测值够得上的档次和方案原文；没有实测值时为空。"""
    scheme = _scheme()
    return suggestion(scheme, item_of(scheme, only_cell(item)), only_cell(measured))


@func
@arg("tiers", ndim=2, doc=TIERS)
@arg("target", ndim=2, doc="目标：等次名称，或者总分")
@answering(width=5)
def GC_UPGRADE(tiers: Cells, target: Cells) -> Answer:
    """达到目标最少要提高哪几项：每项一行，依次为序号、现选、改选、增加的分、牵头单位。"""
    scheme = _scheme()
    raises = upgrades(_selected(scheme, tiers), target_of(scheme, only_cell(target)))
    return [
        [up.item.no, up.before or NOT_SELECTED, up.tier.name, float(up.gain), up.item.lead_text]
        for up in raises
    ]


@func
@arg("totals", ndim=2, err_to_str=True, doc="各社区的总分，空格为未报")
@arg("obliged", ndim=2, doc="应报社区数；不填时以给出的总分个数为分母")
@answering()
def GC_ATTAINMENT(totals: Cells, obliged: Cells = None) -> Answer:
    """达标率，0至1之间的数：达标社区数除以应报社区数。"""
    scheme = _scheme()
    known = [total for cell in every_cell(totals) if (total := total_of(scheme, cell)) is not None]
    return float(attainment_rate(scheme, known, number_of(only_cell(obliged))))


def _scheme() -> Scheme:
    """The scheme that the calling workbook names; the default one when it names none or is not known."""
    try:
        book = Book.caller()
    except Exception:  # not called by desktop Excel; each platform says so in its own way
        return load_scheme(DEFAULT_SCHEME)
    if SCHEME_NAME not in book.names:
        return load_scheme(DEFAULT_SCHEME)
    named = str(book.names[SCHEME_NAME].refers_to_range.value)
    if named not in scheme_ids():
        raise NoAnswer(f"工作簿的方案编号是“{named}”，加载项里没有这个方案，请更新加载项。")
    return load_scheme(named)


def _selected(scheme: Scheme, tiers: Cells, measured: Cells = None, scores: Cells = None) -> Selections:
    extra = (one_per_item(cells, scheme, optional=True) for cells in (measured, scores))
    return selections_of(scheme, one_per_item(tiers, scheme), *extra)


def _scorecard(scheme: Scheme, tiers: Cells) -> Scorecard:
    """What the tiers are worth; of a range that holds texts and not one choice, the first text is named."""
    chosen = _selected(scheme, tiers)
    if all(mark.points is None for mark in chosen.scorecard.marks):
        chosen.require_readable()
    return chosen.scorecard


def _total(scheme: Scheme, value: Cells) -> Decimal:
    """A total in a cell of its own, else the total of the tiers."""
    if len(every_cell(value)) >= len(scheme.items) or len(filled_cells(value)) > 1:
        return _scorecard(scheme, value).total
    total = total_of(scheme, only_cell(value))
    if total is None:
        raise NoAnswer("没有总分。请选总分所在的单元格，或选各项的自评档次。")
    return total


def _table(result: Answer, width: int, height: Callable[[Scheme], int]) -> Answer:
    try:
        rows = height(_scheme())
    except Exception:  # without a scheme there is no height, and the sentence about it is what matters
        rows = 1
    if isinstance(result, str):
        result = [[result]] * (rows if width == 1 else 1)
    blank = [[""] * width] * (rows - len(result))
    return [[*row, *[""] * (width - len(row))] for row in result] + blank
