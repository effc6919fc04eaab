"""The visits that a draw names, from the workbook (抽样.xlsx) or the JSON that it was written as."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from pipeline.reading.cells.values import text_of
from pipeline.reading.containers.grid import Cell
from pipeline.reading.containers.limits import UnreadableError
from pipeline.reading.town_report import table_in
from pipeline.reading.workbook.book import Book
from pipeline.reading.workbook.opening import open_book
from pipeline.town.review.model import Visit

COMMUNITIES, ITEMS = "抽样名单", "查看项目"
"""The sheets of the workbook that name the communities and their items."""

_NUMBER, _COMMUNITY, _WAY, _ITEM, _NOTED = "抽样序号", "社区", "抽中方式", "序号", "需关注情况"
_YEAR = re.compile(r"(\d{4})年")


class DrawnVisits(NamedTuple):
    """Whom a draw has visited, and the year of its round."""

    year: int
    visits: Sequence[Visit]


class DrawFileError(Exception):
    """The file holds no draw that can be used; the text is one English sentence."""


def drawn_visits(data: bytes, name: str) -> DrawnVisits:
    """The visits of a draw in a file of that name; DrawFileError where there is none."""
    try:
        return _of_workbook(open_book(data)) if data.startswith(b"PK") else _of_json(data)
    except (UnreadableError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
        raise DrawFileError(
            f"{name} holds no draw; give the workbook or the JSON that it was written as."
        ) from None


def _of_json(data: bytes) -> DrawnVisits:
    """From ``{"year", "drawn": [{"community", "way", "reasons", "items": [{"item", "reason"}]}]}``."""
    said = json.loads(data)
    return DrawnVisits(int(said["year"]), [*map(_visit, said["drawn"])])


def _visit(said: Mapping[str, Any]) -> Visit:
    items = said["items"]
    return Visit(
        community=str(said["community"]),
        way=str(said["way"]),
        reasons=tuple(map(str, said["reasons"])),
        items=tuple(int(item["item"]) for item in items),
        why=tuple((int(item["item"]), str(item["reason"])) for item in items if item.get("reason")),
    )


def _of_workbook(book: Book) -> DrawnVisits:
    """From its lists, however their rows were sorted; the title names the year."""
    title = "".join(map(text_of, book.rows(COMMUNITIES)[0])) if COMMUNITIES in book.sheet_names else ""
    year = _YEAR.search(title)
    if not year:
        raise ValueError(title)
    items = [*_lines(book, ITEMS, _COMMUNITY, _ITEM, _NOTED)]
    visits = [
        _listed(line, [item for item in items if item[_COMMUNITY] == line[_COMMUNITY]])
        for line in _lines(book, COMMUNITIES, _NUMBER, _COMMUNITY, _WAY, _NOTED)
    ]
    return DrawnVisits(int(year[1]), visits)


def _listed(line: Mapping[str, str], items: Sequence[Mapping[str, str]]) -> Visit:
    return Visit(
        community=line[_COMMUNITY],
        way=line[_WAY],
        reasons=tuple(filter(None, line[_NOTED].split("\n"))),
        items=tuple(int(item[_ITEM]) for item in items),
        why=tuple((int(item[_ITEM]), item[_NOTED].replace("\n", "；")) for item in items if item[_NOTED]),
    )


def _lines(book: Book, sheet: str, *heads: str) -> Iterator[Mapping[str, str]]:
    """The rows of a list that name a community, as texts."""
    rows: Iterator[Mapping[str, Cell]] = table_in(book.sheet_names, book.rows, sheet, heads)
    for row in rows:
        texts = {head: text_of(row.get(head, "")) for head in heads}
        if texts[_COMMUNITY]:
            yield texts
