"""What the template calls: the functions of its formulas, the macros of its buttons, and the Python behind them."""

import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from pipeline.run import build_workbook
from pipeline.writing.addin.callbacks import macro_modules
from pipeline.writing.vba_project import UDFS, vba_project
from tests.clients.libreoffice import run_macros
from tests.pipeline.writing.macro_books import RECORD, stubbed
from tests.test_samples import SAMPLES
from validators.scheme.file import load_scheme

WORKBOOKS = SAMPLES.parent
BAIHE = load_scheme("baihe-2021")


def formulas() -> list[str]:
    book = load_workbook(WORKBOOKS / "template.xlsm")
    return [
        cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
    ]


def test_formulas_are_those_of_excel_2010_and_wps() -> None:
    used = {name for formula in formulas() for name in re.findall(r"([A-Z][A-Z0-9._]+)\(", str(formula))}
    assert used <= {
        "IF", "IFERROR", "AND", "INDEX", "MATCH", "SUM", "SUMIF", "SUBSTITUTE", "ISNUMBER", "LOOKUP", "MAX",
        "COUNTIF", "HYPERLINK", "ROW", "ROUND", "INT", "N", "LEN", "LEFT", "CLEAN", "FIND", "VALUE",
    } | {"GC_TOTAL", "GC_GRADE", "GC_GAP", "GC_MISSING", "GC_SECTIONS", "GC_CHECK"}  # fmt: skip
    assert max(len(str(formula)) for formula in formulas()) < 8192


def test_no_name_is_also_a_worksheet_function() -> None:
    """Excel looks a name up without regard to case, and a range cannot be called."""
    names = {name.upper() for name in load_workbook(WORKBOOKS / "template.xlsm").defined_names}
    assert names & {udf.name for udf in UDFS} == set()


@pytest.mark.parametrize(("name", "sheets"), [("template.xlsm", {"校验结果"}), ("template.xlsx", set())])
def test_only_the_panel_calls_worksheet_functions_and_guards_them(name: str, sheets: set[str]) -> None:
    calls = re.compile(r"\b(?:" + "|".join(udf.name for udf in UDFS) + r")\(")
    cells = [
        (sheet.title, cell.value)
        for sheet in load_workbook(WORKBOOKS / name)
        for row in sheet.iter_rows()
        for cell in row
    ]
    texts = [(title, str(getattr(value, "text", value))) for title, value in cells]
    calling = [(title, text) for title, text in texts if text.startswith("=") and calls.search(text)]
    assert {title for title, _ in calling} == sheets
    assert all(text.startswith("=IFERROR(") for _, text in calling)
    asked = {call for _, text in calling for call in calls.findall(text)}
    assert asked == (
        {"GC_TOTAL(", "GC_GRADE(", "GC_GAP(", "GC_MISSING(", "GC_SECTIONS(", "GC_CHECK("} if sheets else set()
    )


def buttons() -> list[str]:
    """The macros that the buttons of the macro workbook call."""
    with ZipFile(WORKBOOKS / "template.xlsm") as archive:
        drawings = [
            archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/drawings/vml")
        ]
    return re.findall(r"<x:FmlaMacro>\[0\]!([\w.]+)</x:FmlaMacro>", "".join(drawings))


def test_every_button_calls_a_macro_that_calls_a_python_entry_that_exists() -> None:
    subs = dict(re.findall(r'Public Sub (\w+)\(\)\s+Press "(\w+)"', macro_modules()["GreenCommunity"]))
    called = [name.removeprefix("GreenCommunity.") for name in buttons()]
    assert sorted(called) == sorted([*["CheckWorkbook", "ExportSubmission"] * 2, "ChooseFolder", "Consolidate", "ReturnCopies", "SelfCheck"])  # fmt: skip
    macros = __import__("addin.macros", fromlist=["*"])
    assert all(callable(getattr(macros, subs[name])) for name in called)


@pytest.mark.slow
def test_libreoffice_runs_every_button_of_the_template(tmp_path: Path) -> None:
    """With a stub for xlwings' modules, which LibreOffice cannot compile, that notes what Python would be told."""
    log = tmp_path / "calls.txt"
    record = RECORD.replace('ThisWorkbook.Names("GC_Record").RefersToRange.Value', f'"{log}"')
    path = tmp_path / "模板.xlsm"
    build_workbook(BAIHE, path, vba=vba_project(stubbed(record)))
    macros = sorted(set(buttons()))
    assert run_macros(path, macros) == [None] * len(macros)
    entries = [re.search(r"import (\w+);", line) for line in log.read_text().splitlines()]
    expected = [
        "check_workbook",
        "choose_folder",
        "consolidate",
        "export_submission",
        "return_copies",
        "self_check",
    ]
    assert [entry and entry[1] for entry in entries] == expected
