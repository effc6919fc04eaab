"""Each client does what it promises, and each check can fail."""

import os
import re
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import xlsxwriter
from pyopenvba import ExcelFile
from python_calamine import CalamineWorkbook

from tests.grafting.archives import rewritten

from . import libreoffice
from .libreoffice import recalculate, run_macros, screenshot, to_pdf, to_pictures
from .openxml import validate, validate_all
from .programs import require, run

MODULE = """\
Attribute VB_Name = "{name}"
Public Sub Writes()
    Open ThisWorkbook.Worksheets(1).Range("A1").Value For Append As #1
    Print #1, "written"
    Close #1
End Sub
Public Sub Asks()
    MsgBox "Really?"
End Sub
Public Sub Fails()
    Err.Raise vbObjectError + 513, , "no such town"
End Sub
Public Sub Hangs()
    Do While True
    Loop
End Sub
"""


def book(path: Path, *rows: Sequence[object]) -> Path:
    """Write a workbook of one sheet; every formula's cached value is 999, which is wrong."""
    workbook = xlsxwriter.Workbook(path)
    worksheet = workbook.add_worksheet("任务分解表")
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if str(cell).startswith("="):
                worksheet.write_formula(row, column, str(cell), None, 999)
            else:
                worksheet.write(row, column, cell)
    workbook.close()
    return path


def macro_book(path: Path, first_cell: str, **modules: str) -> Path:
    """Write a workbook with VBA modules of these names and sources."""
    with ExcelFile(book(path, [first_cell])) as file:
        project = file.add_vba_project()
        for name, source in modules.items():
            project.add_module(name, source.replace("\n", "\r\n"))
        file.save(path)
    return path


def values(path: Path) -> list[list[object]]:
    return [list(row) for row in CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()]


def picture_size(picture: Path) -> tuple[int, int]:
    width, height = run(["identify", "-format", "%w %h", picture], 30).split()
    return int(width), int(height)


@pytest.mark.parametrize("to", ["xlsx", *(pytest.param(to, marks=pytest.mark.slow) for to in ("xls", "ods"))])
def test_a_wrong_cached_value_becomes_libreoffices_own_result(tmp_path: Path, to: str) -> None:
    path = book(tmp_path / "表.xlsx", [1, 2, "=A1+B1"])
    assert values(path) == [[1, 2, 999]]
    (copy,) = recalculate([path], tmp_path / "out", to)
    assert copy == tmp_path / "out" / f"表.{to}"
    assert values(copy) == [[1, 2, 3]]


@pytest.mark.slow
def test_more_files_than_one_start_takes_are_recalculated_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = 200 if os.environ.get("CI") else 12
    monkeypatch.setattr(libreoffice, "_BATCH", many * 3 // 4)  # one start is not enough
    paths = [book(tmp_path / f"{number} 居委会 #{number}%.xlsx", [number, "=A1*2"]) for number in range(many)]
    copies = recalculate(paths, tmp_path / "out")
    assert [values(copy) for copy in copies] == [[[number, number * 2]] for number in range(many)]


@pytest.mark.slow
def test_a_file_that_is_not_converted_is_named(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", [1])
    with pytest.raises(RuntimeError, match=re.escape("does not convert ['absent.xlsx']")):
        recalculate([path, tmp_path / "absent.xlsx"], tmp_path / "out")


def test_a_copy_never_overwrites_a_file(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", [1])
    with pytest.raises(ValueError, match="overwrite"):
        recalculate([path], tmp_path)
    with pytest.raises(ValueError, match="overwrite"):
        recalculate([path, tmp_path / "b" / "a.xlsx"], tmp_path / "out")


@pytest.mark.slow
def test_a_printed_workbook_is_a_picture_per_page(tmp_path: Path) -> None:
    pdf = to_pdf(book(tmp_path / "申报表.xlsx", ["第一页"], *[[] for _ in range(98)], ["第二页"]), tmp_path)
    pictures = to_pictures(pdf, tmp_path, dpi=72)
    assert [picture.name for picture in pictures] == ["申报表-page-1.png", "申报表-page-2.png"]
    assert picture_size(pictures[0]) == (596, 842)  # A4 in points


@pytest.mark.slow
def test_macros_run_and_failures_are_told(tmp_path: Path) -> None:
    written = tmp_path / "written.txt"
    path = macro_book(tmp_path / "宏.xlsm", str(written), Buttons=MODULE.format(name="Buttons"))
    before = path.read_bytes()
    macros = ["Writes", "Asks", "Fails", "Writes", "Absent"]
    assert run_macros(path, [f"Buttons.{macro}" for macro in macros]) == [
        None,
        None,
        "513: no such town",
        None,
        "423: Property or method not found: Absent.",
    ]
    assert written.read_text().splitlines() == ["written"] * 2
    assert path.read_bytes() == before
    assert sorted(tmp_path.iterdir()) == sorted([path, written])


@pytest.mark.slow
def test_macros_that_did_not_run_do_not_pass(tmp_path: Path) -> None:
    broken = 'Attribute VB_Name = "Broken"\nSub Broken()\n    If Then (\nEnd Sub\n'
    path = macro_book(tmp_path / "a.xlsm", "", Buttons=MODULE.format(name="Buttons"), Broken=broken)
    assert run_macros(path, ["Buttons.Asks"]) == [
        "did not run: some module of the project does not compile in LibreOffice"
    ]


@pytest.mark.slow
def test_what_cannot_be_run_or_shown_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=re.escape("not Module.Sub: Asks")):
        run_macros(book(tmp_path / "a.xlsx"), ["Asks"])
    with pytest.raises(FileNotFoundError):
        run_macros(tmp_path / "absent.xlsm", ["Buttons.Asks"])
    with pytest.raises(FileNotFoundError):
        screenshot(tmp_path / "absent.xlsx", tmp_path / "a.png")
    with pytest.raises(RuntimeError, match="NoSuchElementException"):
        screenshot(tmp_path / "a.xlsx", tmp_path / "a.png", "没有这张表")


@pytest.mark.slow
def test_nothing_is_left_of_a_macro_that_hangs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = macro_book(tmp_path / "a.xlsm", "", Buttons=MODULE.format(name="Buttons"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))  # the profile's path marks every process
    with pytest.raises(subprocess.TimeoutExpired):
        run_macros(path, ["Buttons.Hangs"], timeout=4)
    commands = [process.read_bytes() for process in Path("/proc").glob("[0-9]*/cmdline")]
    assert not [command for command in commands if str(tmp_path).encode() in command]
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.slow
@pytest.mark.parametrize(("sheet", "colour"), [(None, "#AA1234"), ("任务分解表", "#12AB34")])
def test_a_screenshot_shows_the_sheet_as_saved(tmp_path: Path, sheet: str | None, colour: str) -> None:
    workbook = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    for name, paint in [("填报说明", "#AA1234"), ("任务分解表", "#12AB34")]:
        worksheet = workbook.add_worksheet(name)
        worksheet.set_column_pixels("C:C", 200)
        worksheet.set_row_pixels(4, 100)
        worksheet.write_blank("C5", None, workbook.add_format({"bg_color": paint}))
    workbook.close()
    picture = screenshot(tmp_path / "a.xlsx", tmp_path / "a.png", sheet, (1200, 700))
    assert picture_size(picture) == (1200, 700)
    others_black = ["-fill", "black", "+opaque", colour, "-trim"]
    run(["convert", str(picture), *others_black, str(tmp_path / "cell.png")], 30)
    width, height = picture_size(tmp_path / "cell.png")
    assert 195 < width < 210  # LibreOffice makes columns a little wider than Excel
    assert 95 < height < 105


def damage(path: Path, change: Callable[[str], str]) -> Path:
    """Write a copy of a workbook with the XML of its first sheet changed."""

    def changed(name: str, part: bytes) -> bytes:
        return change(part.decode()).encode() if name == "xl/worksheets/sheet1.xml" else part

    return rewritten(path, changed, path.with_stem("damaged"))


@pytest.mark.slow
def test_the_validator_passes_a_sound_workbook_and_names_what_is_wrong(tmp_path: Path) -> None:
    sound = book(tmp_path / "表.xlsx", [1])
    damaged = damage(
        sound, lambda xml: re.sub("(<sheetData>.*</sheetData>)(<pageMargins.*?/>)", r"\2\1", xml)
    )
    no_zip = tmp_path / "文字.xlsx"
    no_zip.write_text("text")
    assert validate(sound) == []
    (wrong,) = validate(damaged)
    assert wrong.startswith("/xl/worksheets/sheet1.xml /x:worksheet[1]: The element has unexpected child")
    (unreadable,) = validate(no_zip)
    assert unreadable.startswith("文字.xlsx: ")
    assert validate_all([no_zip, damaged, sound]) == {sound: [], damaged: [wrong], no_zip: [unreadable]}


def test_a_missing_program_skips_here_and_fails_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Path(require("sh")).is_file()
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no-such-program is not installed"):
        require("no-such-program")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="no-such-program is not installed"):
        require("no-such-program")


def test_the_lock_holds_hashes_and_no_addresses() -> None:
    lock = Path(__file__).with_name("package-lock.json").read_text()
    assert '"integrity": "sha512-' in lock
    assert "://" not in lock
