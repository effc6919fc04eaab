"""A round read back from the town-wide workbook that was written of it, by its headings."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import takewhile
from pathlib import Path

from pipeline.reading.cells.dates import day_of
from pipeline.reading.cells.values import number_of, text_of
from pipeline.reading.containers.grid import Cell
from pipeline.reading.containers.limits import UnreadableError
from pipeline.reading.files.own_reports import scheme_named
from pipeline.reading.town_report import table_in
from pipeline.reading.workbook.book import Book
from pipeline.reading.workbook.opening import open_book
from pipeline.template import MEASURE_HEADS
from pipeline.town.past import (
    PastCommunity,
    PastMark,
    PastMeasure,
    PastRound,
    PastRoundError,
    items_of,
    past_mark,
)
from pipeline.writing.town.sheets import cover, matrix, reporting, summary
from pipeline.writing.town.sheets.follow_up import measures, units
from validators.scheme.file import load_scheme, scheme_ids
from validators.scheme.item import Item
from validators.scheme.model import Scheme

_Line = Mapping[str, Cell]


def round_from_workbook(path: Path, data: bytes, scheme: Scheme) -> PastRound:
    """The round of a workbook that ``write_town`` wrote by the given plan or a shipped one; PastRoundError for any other."""
    named = scheme_named(path)
    if named is None:
        raise PastRoundError(
            f"“{path.name}”不是本程序生成的汇总工作簿。请选以前年度的报送文件夹，或那一年的汇总工作簿。"
        )
    if named != scheme.id and named not in scheme_ids():
        raise PastRoundError(
            f"“{path.name}”是按方案“{named}”汇总的，这里没有这个方案。请选那一年的报送文件夹或汇总数据（.json）。"
        )
    plan = scheme if named == scheme.id else load_scheme(named)
    try:
        book = open_book(data)
        if criteria_in(book) != {(item.no, item.text) for item in plan.items}:
            raise PastRoundError(
                f"“{path.name}”里的项目与方案“{named}”不同，可能改动过。请选那一年的报送文件夹。"
            )
        return _round(book, plan)
    except (UnreadableError, KeyError, ValueError, IndexError):
        raise PastRoundError(
            f"“{path.name}”不能读取，可能改动过。请选那一年的报送文件夹，或重新生成那一年的汇总。"
        ) from None


def _round(book: Book, scheme: Scheme) -> PastRound:
    said = {
        text_of(line[cover.LABEL]): text_of(line[cover.VALUE])
        for line in _lines(book, cover.NAME, cover.LABEL, cover.VALUE)
    }
    year, as_of = int(said[cover.ROUND].removesuffix("年")), day_of(said[cover.AS_OF])
    if as_of is None:
        raise ValueError(cover.AS_OF)
    target = scheme.target_of(year)
    obliged = said[cover.OBLIGED]
    return PastRound(
        year=year,
        as_of=as_of,
        items=items_of(scheme),
        lines=scheme.lines,
        target=target.rate,
        target_by=target.by,
        obliged=int(obliged) if obliged.isdecimal() else None,
        received=int(said[cover.RECEIVED]),
        attained=int(said[cover.ATTAINED]),
        communities=tuple(_communities(book, scheme)),
    )


def _communities(book: Book, scheme: Scheme) -> Iterator[PastCommunity]:
    """What the matrix says of every community: what was chosen, from which points and grade follow.

    ValueError where it does not, or where the matrix lost one of the communities that are summed up.
    """
    codes = _by_community(book, reporting.NAME, "编号")
    files = _by_community(book, summary.NAME, "文件")
    promises = _measures(book)
    lines = list(
        takewhile(lambda line: text_of(line["社区"]), _lines(book, matrix.NAME, "社区", matrix.TOTAL))
    )
    if len(lines) != sum(bool(text_of(line["社区"])) for line in _lines(book, summary.NAME, "社区")):
        raise ValueError(matrix.NAME)
    for line in lines:
        name = text_of(line["社区"])
        marks = {item.no: _mark(text_of(line[f"{item.no}档次"]), item, scheme) for item in scheme.items}
        total = sum((mark.points for mark in marks.values() if mark.points is not None), Decimal(0))
        if number_of(line[matrix.TOTAL]) != total:
            raise ValueError(name)
        yield PastCommunity(
            name=name,
            code=codes.get(name, ""),
            total=total,
            grade=scheme.grade_of(total).name,
            attained=scheme.attains(total),
            marks=marks,
            measures=promises[name],
            source=files.get(name, ""),
        )


def _mark(name: str, item: Item, scheme: Scheme) -> PastMark:
    """What was chosen, of which one that is missing or invalid has neither name nor points."""
    _, points = scheme.selections(item).get(name, (None, None))
    return past_mark(None if points is None else name, points)


def _measures(book: Book) -> Mapping[str, Mapping[int, PastMeasure]]:
    found: dict[str, dict[int, PastMeasure]] = defaultdict(dict)
    for line in _lines(book, measures.NAME, measures.COMMUNITY, measures.ITEM):
        if action := text_of(line[MEASURE_HEADS["action"]]):
            number = int(text_of(line[measures.ITEM]))
            found[text_of(line[measures.COMMUNITY])][number] = PastMeasure(
                action, day_of(line[MEASURE_HEADS["due"]])
            )
    return found


def _by_community(book: Book, sheet: str, heading: str) -> Mapping[str, str]:
    """A column of a sheet by community; of several lines the first that holds something: somebody may have sorted them."""
    lines = reversed(list(_lines(book, sheet, "社区", heading)))
    return {text_of(line["社区"]): said for line in lines if (said := text_of(line[heading]))}


def criteria_in(book: Book) -> set[tuple[int, str]]:
    """The items as the report prints them, wherever it does."""
    return {
        (int(text_of(line["序号"])), text_of(line["创建标准"]))
        for line in _lines(book, units.NAME, "序号", "创建标准")
    }


def _lines(book: Book, sheet: str, *heads: str) -> Iterator[_Line]:
    """The table of a sheet by its headings; UnreadableError where it is not there or lacks one of those asked for."""
    return table_in(book.sheet_names, book.rows, sheet, heads)
