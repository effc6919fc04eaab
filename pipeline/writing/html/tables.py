"""A sheet of a workbook as a table of a page: the same headings and lines, the less important columns on broad screens only."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from pipeline.writing.html.filling import shown
from pipeline.writing.town.sheet import Sheet

_BROAD = 12
"""A table of more columns is printed across the page."""

_WHOLE = 10
"""Characters that a cell shows on one line: a day, a name of usual length."""


class PageColumn(NamedTuple):
    """A column's heading; whether it names its line, holds running text, is shown on broad screens only, breaks no line."""

    heading: str
    names: bool = False
    text: bool = False
    wide: bool = False
    whole: bool = False

    @property
    def look(self) -> str:
        """The classes of its cells."""
        return " ".join(name for name in ("text", "wide", "whole") if getattr(self, name))


class PageTable(NamedTuple):
    """A table: what it shows, its columns, and its lines with a value for each.

    ``name`` is what its section is called; ``above`` stand paragraphs, each behind its heading.
    """

    caption: str
    columns: Sequence[PageColumn]
    rows: Sequence[Sequence[object]]
    name: str = ""
    above: Sequence[tuple[str, str]] = ()

    @property
    def broad(self) -> bool:
        """Whether it has more columns than an upright page takes."""
        return len(self.columns) > _BROAD


def table_of(
    sheet: Sheet, naming: str, *, narrow: Collection[str] = (), without: Collection[str] = ()
) -> PageTable:
    """The table of a sheet. ``naming`` is the heading of the column that names each line.

    On a narrow screen only that column and the ``narrow`` ones are shown; of the others those are left out in which nothing
    stands, and those ``without`` which the page does.
    """
    lines = list(sheet.rows)
    always = {naming, *narrow}
    columns = [
        PageColumn(
            heading,
            names=heading == naming,
            text=column.text,
            wide=heading not in always,
            whole=not column.text and all(len(str(shown(line[heading]))) <= _WHOLE for line in lines),
        )
        for heading, column in sheet.columns.items()
        if heading not in without and (heading in always or any(line[heading] != "" for line in lines))
    ]
    rows = [[line[column.heading] for column in columns] for line in lines]
    return PageTable(sheet.title, columns, rows, sheet.name, sheet.above)
