"""The town-wide workbook. A sheet is one module with NAME, title, columns and frame; SHEETS lists them."""

from datetime import datetime
from pathlib import Path

import xlsxwriter

from pipeline import __version__
from pipeline.town import Town
from pipeline.writing.replacing import replacing
from pipeline.writing.town import missing_items, reporting, summary
from pipeline.writing.town.sheet import Formats, Sheet, write_sheet

SHEETS = (summary, missing_items, reporting)


def write_town(town: Town, output: Path) -> None:
    """Write the workbook and put it in place whole; OSError when the place cannot be written to."""
    with replacing(output) as path:
        options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        with xlsxwriter.Workbook(path, options) as workbook:
            workbook.set_properties(
                {
                    "title": f"{town.scheme.town}绿色社区创建汇总",
                    "author": town.scheme.office,
                    "comments": f"green-community {__version__}, {town.scheme.id}",
                    "created": datetime(town.as_of.year, town.as_of.month, town.as_of.day),
                }
            )
            formats = Formats(workbook)
            for module in SHEETS:
                write_sheet(
                    workbook,
                    formats,
                    Sheet(module.NAME, module.title(town), module.columns(town)),
                    module.frame(town),
                )
