"""抽样.xlsx: a draw as a workbook, so that it can be signed, kept, and followed by anyone step by step."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from pipeline import __version__
from pipeline.ledger.draws import KeptDraw
from pipeline.town.model import Town
from pipeline.town.review.drawing import Draw
from pipeline.writing.new_workbook import replacing_workbook
from pipeline.writing.review import draw_cover, draw_lists
from pipeline.writing.town.page import write_sheet
from pipeline.writing.town.sheet import Formats, Sheet

NAME = "抽样"
"""How the names of our draws' files end."""

SHEETS: tuple[Callable[[Town, Draw, Sequence[KeptDraw]], Sheet], ...] = (
    draw_cover.sheet,
    draw_lists.communities,
    draw_lists.items,
    draw_lists.frame,
    draw_lists.outside,
)


def write_draw(town: Town, draw: Draw, draws: Sequence[KeptDraw], output: Path) -> None:
    """Write the workbook and put it in place whole; ``draws`` are those of the round that the ledger keeps.

    OSError when the place cannot be written to.
    """
    as_text = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with replacing_workbook(output, as_text) as (workbook, _):
        workbook.set_properties(
            {
                "title": f"{town.heading}{NAME}",
                "author": town.scheme.office,
                "comments": f"green-community {__version__}, {town.scheme.id}",
                "created": datetime(town.as_of.year, town.as_of.month, town.as_of.day),
            }
        )
        formats = Formats(workbook, "", {})
        for sheet in SHEETS:
            write_sheet(workbook, formats, sheet(town, draw, draws))
