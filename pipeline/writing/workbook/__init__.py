"""The workbook that staff fill in, built from a scheme and whatever is known already.

The empty template, the prefilled copy, the converted file and the return copy are the same build with more or less
content. A sheet is one module with NAME and ``write(book)``, listed in SHEETS.
"""

from datetime import datetime, time
from io import BytesIO
from pathlib import Path

from pipeline import __version__
from pipeline.writing.new_workbook import replacing_workbook
from pipeline.writing.workbook import declaration, guide, measures, office, panel, plan, results, table, typed
from pipeline.writing.workbook.content import Content
from pipeline.writing.workbook.writer import WorkbookWriter, put_buttons

SHEETS = (guide, table, measures, declaration, results)

CHECK_BUTTONS = (("检查本表", "CheckWorkbook"), ("导出报送件", "ExportSubmission"))


def write_workbook(content: Content, output: Path, vba: bytes | None = None) -> None:
    """Write the workbook and put it in place whole; with ``vba`` it has macros, buttons and the town page.

    OSError when the place cannot be written to.
    """
    options = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    options["in_memory"] = True  # it is small, and else each part would be a file for a moment
    with replacing_workbook(output, options) as (workbook, _):
        workbook.set_properties(
            {
                "title": content.scheme.title,
                "author": content.scheme.office,
                "comments": f"green-community {__version__}",
                "created": datetime.combine(content.scheme.issued, time()),
            }
        )
        workbook.set_calc_mode("auto")
        book = WorkbookWriter(workbook, content)
        for module in (*SHEETS, *((office,) if vba else ()), plan, typed):
            module.write(book)
        if vba:
            workbook.add_vba_project(BytesIO(vba), is_stream=True)
            _check_buttons(book)
            panel.write(book, workbook.get_worksheet_by_name(results.NAME))
        guide_sheet = workbook.get_worksheet_by_name(guide.NAME)
        guide_sheet.activate()


def _check_buttons(book: WorkbookWriter) -> None:
    """检查本表 and 导出报送件 beside the table's title and on the results page."""
    for name in (table.NAME, results.NAME):
        put_buttons(book.workbook.get_worksheet_by_name(name), 0, CHECK_BUTTONS, 96, 30, (6, 6))
