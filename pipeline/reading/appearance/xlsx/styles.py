"""The unusual cell formats of an xlsx or xlsm: struck out, not to be told from their ground, in signs for letters.

Source: ECMA-376, part 1, 18.8.10 (cellXfs), 18.8.20 (fill), 18.8.22 (font), 18.8.30 (numFmt).
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError, fromstring

from pipeline.reading.appearance.colours import WHITE, Colour, alike, colour_of
from pipeline.reading.appearance.formats import ANY, BUILT_IN, GENERAL, HIDDEN, decimals_shown
from pipeline.reading.appearance.symbols import is_picture, is_symbols
from pipeline.reading.containers.markup import mended

_SMALL = 4.0
"""Points of a letter's height below which nothing can be read."""

OF_GROUND, TOO_SMALL = "与底色同色的字", "极小的字"


class Font(NamedTuple):
    """What matters of a font."""

    name: str = ""
    colour: Colour = (0, 0, 0)
    size: float = 11.0
    struck: bool = False

    def faint(self, ground: Colour | None) -> str:
        """Why nothing written in this font can be seen on a ground; ``""`` where it can be."""
        if alike(self.colour, ground):
            return OF_GROUND
        return TOO_SMALL if self.size < _SMALL else ""


USUAL = Font()


class Style(NamedTuple):
    """What is unusual about a cell format but for its number format; ``symbols`` is a font of signs for letters."""

    faint: str = ""
    struck: bool = False
    symbols: str = ""


class Styles(NamedTuple):
    """The cell formats by the number that cells name, as far as they are unusual.

    ``codes`` are number formats that may show something else than what is stored, ``conditional`` those of conditional
    formats by their own numbers. ``grounds`` are the colours behind what is not on white, None for several.
    """

    unusual: Mapping[bytes, Style] = {}
    codes: Mapping[bytes, str] = {}
    conditional: Mapping[bytes, str] = {}
    grounds: Mapping[bytes, Colour | None] = {}


@lru_cache(maxsize=64)
def styles_of(part: bytes) -> Styles:
    """What is unusual in the part that holds the styles, mended where it must be; nothing where it is damaged."""
    for read in (bytes, mended) if part else ():
        try:
            return _styles(fromstring(read(part)))  # noqa: S314 - declares no entities
        except (ParseError, ValueError, LookupError):
            continue
    return Styles()  # calamine has read the cells; what only this looks for matters no more


def seen_of(runs: Sequence[tuple[str, Font]], ground: Colour | None) -> str | None:
    """What is seen of a text of which a part is not, or is a picture; None where it is seen as it stands, or not at all."""
    seen = [
        f"（{f.name}字体的图形）" if is_picture(text, f.name) else text
        for text, f in runs
        if not f.faint(ground)
    ]
    return "".join(seen) if seen and seen != [text for text, _ in runs] else None


def style_of(font: Font, ground: Colour | None) -> Style:
    """What is unusual about a font on a ground."""
    return Style(font.faint(ground), font.struck, font.name if is_symbols(font.name) else "")


def _styles(root: Element) -> Styles:
    fonts = [_font(font) for font in root.iterfind("{*}fonts/{*}font")]
    grounds = [_ground(fill) for fill in root.iterfind("{*}fills/{*}fill")]
    own = {f.get("numFmtId"): f.get("formatCode", GENERAL) for f in root.iterfind("{*}numFmts/{*}numFmt")}
    unusual, codes, behind = {}, {}, {}
    for number, look in enumerate(root.iterfind("{*}cellXfs/{*}xf")):
        ground = grounds[int(look.get("fillId", 0))]
        if ground != WHITE:
            behind[b"%d" % number] = ground
        style = style_of(fonts[int(look.get("fontId", 0))], ground)
        if style != Style():
            unusual[b"%d" % number] = style
        named = look.get("numFmtId", "0")
        code = own.get(named) or BUILT_IN.get(int(named), GENERAL)
        if decimals_shown(code) != ANY:
            codes[b"%d" % number] = code
    return Styles(unusual, codes, dict(_conditional(root)), behind)


def _conditional(root: Element) -> Iterator[tuple[bytes, str]]:
    """The number formats that conditional formats give, as far as they may show something else; of faint ones none."""
    for number, look in enumerate(root.iterfind("{*}dxfs/{*}dxf")):
        font, fill, format_ = (look.find(f"{{*}}{name}") for name in ("font", "fill", "numFmt"))
        ink = _font(font) if font is not None else USUAL
        paper = fill.find("{*}patternFill/{*}bgColor") if fill is not None else None
        ground = colour_of(paper.attrib) if paper is not None else WHITE
        code = (
            HIDDEN
            if ink.faint(ground)
            else GENERAL
            if format_ is None
            else format_.get("formatCode", GENERAL)
        )
        if decimals_shown(code) != ANY:
            yield b"%d" % number, code


def _font(font: Element) -> Font:
    said = {child.tag.rpartition("}")[2]: child.attrib for child in font}
    return Font(
        said.get("name", {}).get("val", ""),
        colour_of(said.get("color")),
        float(said.get("sz", {}).get("val", 11)),
        "strike" in said and said["strike"].get("val") not in {"0", "false"},
    )


def _ground(fill: Element) -> Colour | None:
    """The colour of a cell's ground; None where it is of several."""
    pattern = fill.find("{*}patternFill")
    if pattern is None:
        return None
    kind, ink = pattern.get("patternType", "none"), pattern.find("{*}fgColor")
    if kind == "solid" and ink is not None:
        return colour_of(ink.attrib)
    return WHITE if kind == "none" else None
