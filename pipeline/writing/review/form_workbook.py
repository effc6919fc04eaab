"""The 考评表 as a workbook: what is found on site is chosen in it, and its formulas give the rest; no macro is needed."""

from datetime import datetime, time
from pathlib import Path

from pipeline import __version__
from pipeline.writing.new_workbook import replacing_workbook
from pipeline.writing.review import data, form
from pipeline.writing.review.content import FormContent
from pipeline.writing.workbook.writer import WorkbookWriter


def write_form(content: FormContent, output: Path) -> None:
    """Write the form and put it in place whole. OSError when the place cannot be written to."""
    options = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    with replacing_workbook(output, {**options, "in_memory": True}) as (workbook, _):
        workbook.set_properties(
            {
                "title": content.title,
                "author": content.scheme.office,
                "comments": f"green-community {__version__}",
                "created": datetime.combine(content.scheme.issued, time()),
            }
        )
        workbook.set_calc_mode("auto")
        book = WorkbookWriter(workbook, content.book)
        form.write(book, content)
        data.write(book, content)
