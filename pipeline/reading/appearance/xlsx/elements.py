"""The elements of an xlsx sheet, whatever their prefix and quotes."""

import re
from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError, iterparse

from pipeline.reading.containers.grid import Place
from validators.cells import column_number

_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def elements(part: bytes, *names: str) -> Iterator[Element]:
    """The elements of some names, whatever their prefix, in their order; of a damaged sheet those before the damage."""
    try:
        for _, element in iterparse(BytesIO(part)) if part else ():  # noqa: S314 - declares no entities
            name = element.tag.rpartition("}")[2]
            if name in names:
                yield element
            if name == "row":
                element.clear()
    except (ParseError, ValueError, LookupError):
        return  # calamine has read the cells; what only this looks for matters no more


def cells_of(part: bytes) -> Iterator[tuple[Place, Element]]:
    """The cells that say where they stand."""
    for cell in elements(part, "c"):
        if found := _ADDRESS.fullmatch(cell.get("r", "")):
            yield (int(found[2]) - 1, column_number(found[1]) - 1), cell
