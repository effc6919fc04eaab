"""What a sheet of the town-wide workbook is: title, one header row, one table from the left edge."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple
from urllib.parse import unquote

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from pipeline.harmless import legal_link
from pipeline.writing.workbook.writer import INPUT_FILL
from validators.cells import CellRef, quote_sheet

TITLE_ROW, HEADER_ROW, FIRST_ROW = 0, 1, 2

INDENT = 2.0
"""Characters that a running text keeps from its borders."""
FONT_SIZE, PROSE = 11, 12
"""Points of the letters in tables and in paragraphs."""
_FONT = {"font_name": "宋体", "font_size": FONT_SIZE, "valign": "vcenter"}


class Column(NamedTuple):
    """Width in characters, and what the cells hold: running text, what the office ``typed`` or will (a ``day``), else something short."""

    width: float
    text: bool = False
    typed: bool = False
    day: bool = False


class LiveFormula(NamedTuple):
    """A live formula with the value it will calculate: points, or a ``share`` of 1."""

    text: str
    value: float | str
    share: bool = False


class Verbatim(NamedTuple):
    """A text of the office's own, such as a code, in which no telephone number is looked for."""

    text: str


class Link(NamedTuple):
    """A text that leads somewhere: ``internal:...`` in the report, ``submission:...`` to a file received."""

    target: str
    text: str


class Share(NamedTuple):
    """A share of 1, shown as a percentage."""

    value: Decimal


Row = Mapping[str, object]
"""A line of a table: a value for each of its columns, by heading."""


class Sheet(NamedTuple):
    """One sheet: name, title, columns by heading, the table's rows; ``finish`` adds what is not a table.

    ``signed`` is the office under whose name it is printed and signed. A ``portrait`` one is a page to be read, its title
    in the middle. ``masks`` says that telephone numbers are left out. ``further`` are the titles of further pages side by
    side, by the heading of the column that begins them. ``above`` the table stand paragraphs, each behind its heading; such a
    page is to be read, and nothing of it stays when it is scrolled.
    """

    name: str
    title: str
    columns: Mapping[str, Column]
    rows: Iterable[Row]
    frozen: int = 2
    finish: Callable[[Worksheet, "Formats"], None] | None = None
    filtered: bool = True
    pages_wide: int = 1
    one_page: bool = False
    masks: bool = True
    further: Mapping[str, str] = {}
    signed: str = ""
    portrait: bool = False
    above: Sequence[tuple[str, str]] = ()

    @property
    def header_row(self) -> int:
        """The row of the headings, from 0."""
        return HEADER_ROW + len(self.above)


class Formats:
    """The cell formats shared by all sheets, and where the submissions lie as seen from the report.

    ``archives`` names the archive of every submission that lies in one: a link can lead no further.
    """

    def __init__(self, workbook: xlsxwriter.Workbook, submissions: str, archives: Mapping[str, str]) -> None:
        self.workbook, self.submissions, self.archives = workbook, submissions, archives
        title = {**_FONT, "font_name": "黑体", "font_size": 16}
        self.title = workbook.add_format({**title, "align": "left"})
        self.middle = workbook.add_format({**title, "align": "center_across"})
        head = {"bold": True, "border": 1, "align": "center", "text_wrap": True, "bg_color": "#DDEBDD"}
        self.head = workbook.add_format({**_FONT, **head})
        cell = {**_FONT, "border": 1, "text_wrap": True}
        self.text = workbook.add_format({**cell, "align": "left", "indent": 1})
        self.short = workbook.add_format({**cell, "align": "center"})
        self.points = workbook.add_format({**cell, "align": "center", "num_format": "0.0;-0.0;0"})
        self.share = workbook.add_format({**cell, "align": "center", "num_format": "0.0%"})
        self.whole_share = workbook.add_format({**cell, "align": "center", "num_format": "0%"})
        self.link = workbook.add_format(
            {**cell, "align": "left", "indent": 1, "font_color": "#0563C1", "underline": 1}
        )
        typed = {**cell, "align": "center", "bg_color": INPUT_FILL}
        self.typed = workbook.add_format(typed)
        self.typed_day = workbook.add_format({**typed, "num_format": "yyyy-mm-dd"})
        prose = {**_FONT, "font_size": PROSE, "text_wrap": True, "align": "left", "valign": "top"}
        self.prose = workbook.add_format(prose)
        self.prose_head = workbook.add_format({**prose, "font_name": "黑体"})
        self.band = workbook.add_format({"bg_color": "#F2F2F2"})

    def way_to(self, target: str) -> str:
        """A link's target as the report's program follows it."""
        file, sharp, place = target.removeprefix("submission:").partition("#")
        if file == target.partition("#")[0]:
            return target
        way, archive = _escaped(self.submissions), self.archives.get(unquote(file))
        return (
            f"external:{way}{file}{sharp}{place}" if archive is None else f"external:{way}{_escaped(archive)}"
        )


def linked_file(file: str) -> Link:
    """A link from the report to a submission beside it."""
    return Link(f"submission:{_escaped(file)}", file)


def _escaped(file: str) -> str:
    """A file's name in a link, where a # would begin a place in the file and a % a letter that is written as its code."""
    return legal_link(file.replace("%", "%25").replace("#", "%23"))


def linked(file: str, cell: CellRef) -> Link:
    """A link from the report to a cell of a submission beside it."""
    return Link(f"{linked_file(file).target}#{quote_sheet(cell.sheet)}!{cell.a1}", str(cell))
