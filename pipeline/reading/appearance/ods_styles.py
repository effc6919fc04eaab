"""The styles of an ods: what matters of the look of its cells, rows, columns and pieces of text.

Source: OpenDocument 1.2, part 1, 16.2 (styles and their parents), 20.
"""

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element

from pipeline.reading.appearance.colours import WHITE, Colour, of_hex
from pipeline.reading.appearance.xlsx.styles import USUAL, Font

_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pc": 12.0, "px": 0.75}
_LENGTH = re.compile(r"([0-9]*\.?[0-9]+)([a-z]{2})")
_COLOUR = re.compile(r"#([0-9a-fA-F]{6})")


class OdsStyles:
    """Styles by family and name, each with what it says itself and the name of its parent."""

    def __init__(self) -> None:
        self._said: dict[tuple[str, str], dict[str, str]] = {}
        self._faces: dict[str, str] = {}

    def take(self, style: Element) -> None:
        """Take in a style with everything that its properties say, or the name of a font's face."""
        if style.tag == f"{_STYLE}font-face":
            self._faces[style.get(f"{_STYLE}name", "")] = style.get(f"{_SVG}font-family", "").strip("'")
            return
        said = {name: value for child in style for name, value in child.attrib.items()}
        said["parent"] = style.get(f"{_STYLE}parent-style-name", "")
        self._said[style.get(f"{_STYLE}family", ""), style.get(f"{_STYLE}name", "")] = said

    def _all(self, family: str, name: str | None) -> Mapping[str, str]:
        """What a style says, with what it has from its parents."""
        said: dict[str, str] = {}
        for _ in range(_GENERATIONS):
            own = self._said.get((family, name or ""))
            if own is None:
                break
            said, name = {**own, **said}, own["parent"]
        return said

    def font(self, family: str, name: str | None, base: Font = USUAL) -> Font:
        """The font of a style, where it says nothing that of what it stands in."""
        said = self._all(family, name)
        colour = _COLOUR.fullmatch(said.get(f"{_FO}color", ""))
        face = said.get(f"{_STYLE}font-name", "")
        name_of_font = self._faces.get(face, face) or said.get(f"{_FO}font-family", "").strip("'")
        lines = [said.get(f"{_STYLE}text-line-through-{what}") for what in ("style", "type")]
        size = _points(said.get(f"{_FO}font-size"))
        return Font(
            name_of_font or base.name,
            of_hex(colour[1]) if colour else base.colour,
            base.size if size is None else size,
            any(line not in {None, "none"} for line in lines) or (base.struck and lines == [None, None]),
        )

    def ground(self, name: str | None) -> Colour:
        """The colour behind the text of a cell."""
        colour = _COLOUR.fullmatch(self._all("table-cell", name).get(f"{_FO}background-color", ""))
        return of_hex(colour[1]) if colour else WHITE

    def size(self, family: str, name: str | None) -> float | None:
        """The height of a row or the width of a column in points, where its style gives it."""
        what = "row-height" if family == "table-row" else "column-width"
        return _points(self._all(family, name).get(f"{_STYLE}{what}"))


_GENERATIONS = 20
"""Parents of parents that are looked for: a style that is its own has no end of them."""


def _points(length: str | None) -> float | None:
    found = _LENGTH.fullmatch(length or "")
    return float(found[1]) * _POINTS[found[2]] if found and found[2] in _POINTS else None
