"""What calamine does not give of a sheet: hidden rows and columns, struck-out text, errors, formulas without results.

Two parts of the file are searched for the bytes that tell of any of these; only a sheet that has them is looked at
again, by openpyxl. Files of other formats than xlsx and xlsm tell nothing.
"""

import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

_SIGNS = re.compile(
    rb'hidden="(?:1|true)"|t="e"|<c r="[A-Z]+\d+"(?: s="\d+")?><f[^>]*(?:/>|>[^<]*</f>)(?:<v ?/>|<v></v>)?</c>'
)
_STRUCK = re.compile(rb"<strike(?! val=\"0\")")
_SHEET = re.compile(r'<sheet\b[^>]*?\bname="([^"]*)"[^>]*?\br:id="([^"]*)"')
_TARGET = re.compile(r"<Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(r'\b(Id|Target)="([^"]*)"')
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&"}


@dataclass(frozen=True)
class Unseen:
    """What a reader of the screen sees or does not see otherwise than the values say; cells by (row, column) from 0."""

    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    struck: frozenset[tuple[int, int]] = frozenset()
    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)
    uncalculated: frozenset[tuple[int, int]] = frozenset()

    def __bool__(self) -> bool:
        """Whether there is anything of the kind."""
        return any((self.hidden_rows, self.hidden_columns, self.struck, self.errors, self.uncalculated))


NONE = Unseen()


def unseen(data: bytes, sheet: str) -> Unseen:
    """What is unseen of one sheet; nothing where the file has no such sheet or cannot be looked into."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            if not _tells(archive, sheet):
                return NONE
        return _looked_at(data, sheet)
    except (BadZipFile, KeyError, ValueError, OSError, NotImplementedError, EOFError):
        return NONE


def _tells(archive: ZipFile, sheet: str) -> bool:
    """Whether the bytes of a sheet, or the styles it uses, tell of anything unseen."""
    workbook = archive.read("xl/workbook.xml").decode("utf-8", "replace")
    names = {_plain(name): relation for name, relation in _SHEET.findall(workbook)}
    relations = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    found = (dict(_ATTRIBUTE.findall(tag)) for tag in _TARGET.findall(relations))
    targets = {attributes.get("Id"): attributes.get("Target", "") for attributes in found}
    target = targets[names[sheet]]
    part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    if _SIGNS.search(archive.read(part)):
        return True
    return "xl/styles.xml" in archive.namelist() and _STRUCK.search(archive.read("xl/styles.xml")) is not None


def _plain(name: str) -> str:
    for entity, letter in _ENTITIES.items():
        name = name.replace(entity, letter)
    return name


def _looked_at(data: bytes, sheet: str) -> Unseen:
    import openpyxl  # takes 0.2 s to load, and hardly any file needs it

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        page = openpyxl.load_workbook(BytesIO(data))[sheet]
        results = openpyxl.load_workbook(BytesIO(data), data_only=True)[sheet]
    struck, errors, uncalculated = set(), {}, set()
    for cell in (cell for row in page.iter_rows() for cell in row if cell.value is not None):
        place = (cell.row - 1, cell.column - 1)
        result: Any = results.cell(cell.row, cell.column)
        if cell.data_type == "f" and result.value is None and result.data_type != "s":
            uncalculated.add(place)
        elif result.data_type == "e":
            errors[place] = str(result.value)
        if cell.font is not None and cell.font.strike:
            struck.add(place)
    hidden_rows = frozenset(n - 1 for n, dimension in page.row_dimensions.items() if dimension.hidden)
    hidden_columns = frozenset(
        column - 1
        for dimension in page.column_dimensions.values()
        if dimension.hidden
        for column in range(dimension.min or 0, (dimension.max or 0) + 1)
    )
    return Unseen(hidden_rows, hidden_columns, frozenset(struck), errors, frozenset(uncalculated))
