"""Placeholder for the ribbon add-in: a macro workbook with the configuration sheet of the real one."""

import tempfile
from datetime import datetime
from pathlib import Path

from xlsxwriter import Workbook

from pipeline.writing.vba_project import vba_project

NAME = "green-community.xlam"


def build_addin(output: Path, interpreter: str | None = None) -> None:
    """Write the add-in; its configuration sheet names the interpreter that its buttons start."""
    with tempfile.TemporaryDirectory() as folder:
        macros = Path(folder, "vbaProject.bin")
        macros.write_bytes(vba_project({}))
        book = Workbook(output)
        book.set_properties({"created": datetime(2021, 1, 1)})
        book.add_vba_project(str(macros))
        sheet = book.add_worksheet("green-community.conf")
        settings = {
            "INTERPRETER_WIN": interpreter or "",
            "PYTHONPATH": str(Path(__file__).parents[2]) if interpreter else "",
            "ADD_WORKBOOK_TO_PYTHONPATH": "False",
            "SHOW CONSOLE": "False",
        }
        for row, (key, value) in enumerate(settings.items()):
            sheet.write_string(row, 0, key)
            sheet.write_string(row, 1, value)
        book.close()
