"""What committees type: text stays text in every output, and telephone numbers stay in the declarations."""

import json
import re
from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from rich.console import Console

from pipeline.checking.engine import CheckedBook
from pipeline.harmless import json_text
from pipeline.policy.validation import Policy, validation
from pipeline.reading.files.discovery import find_files
from pipeline.run import build_workbook, check_books, consolidate_town, return_copies
from pipeline.town.model import Town
from pipeline.town.prefilling import prefilled
from pipeline.writing.reports.formats import FORMATS
from pipeline.writing.reports.json_report import town_report
from pipeline.writing.town import write_town
from scripts.terminal.town_table import town_table
from tests.books import Sheet
from tests.daily import daily
from validators.roster import Community, Roster
from validators.scheme.model import Scheme
from validators.submission import Declaration, Entry, Measure, Submission

MARK = "ZQ9"
DANGEROUS = (
    f'=HYPERLINK("http://{MARK}")',
    f"+{MARK}",
    f"-{MARK}",
    f"@SUM({MARK})",
    f"\t={MARK}",
    f"http://{MARK}.example",
)
NUMBERS = ("138-0000-0002", "１３８０００００００４", "（021）59740006")


def everywhere(text: str, scheme: Scheme) -> Submission:
    """A submission that says the same in every place where words may stand."""
    fields = {
        field.id: text for field in scheme.declaration.fields if field.kind in ("text", "long_text", "phone")
    }
    return Submission(
        layout="template",
        community=text,
        community_from="cell",
        filler=text,
        reviewer=text,
        entries=(
            Entry(item=1, tier=text, measured=text, evidence=text),
            *(Entry(item=item.no, tier=scheme.tiers[0].name, evidence=text) for item in scheme.items[1:]),
        ),
        measures=dict.fromkeys((1, 2), Measure(reason=text, action=text, plan=text, due=text, person=text)),
        declaration=Declaration(values=fields),
    )


def town_of(folder: Path, text: str, scheme: Scheme, file: str = "a.xlsx") -> tuple[Path, Town]:
    """Two submissions that say it everywhere, one in each layout; the report of them."""
    given, report = folder / "in", folder / "out" / "town.xlsx"
    for made in (given, report.parent):
        made.mkdir(parents=True)
    build_workbook(scheme, given / file, submission=everywhere(text, scheme))
    sheet = Sheet(scheme, f"{text} 之二", "tiered").dated(date(2021, 10, 20))
    sheet.choose({item.no: scheme.tiers[0].name for item in scheme.items})
    sheet.put(1, "tier", text).put(2, "measured", text).put(3, "evidence", text).put(
        4, "criterion", text
    ).put(5, "good", text).total(text)
    sheet.put(6, "number", text)
    write_raw(given / "b.xlsx", sheet)
    roster = Roster(communities=(listed(text),))
    town = consolidate_town(given, scheme, roster, as_of=date(2021, 11, 1))
    write_town(town, report, given)
    return report, town


def listed(text: str) -> Community:
    """A community of whom the roster says it everywhere."""
    return Community(code="1", name="示范一居", aliases=(), contact=text, address=text, phone=text)


def workbooks_of(folder: Path, text: str, scheme: Scheme) -> list[Path]:
    """Every workbook that comes of the two submissions."""
    report, town = town_of(folder, text, scheme)
    converted, begun = folder / "converted.xlsx", folder / "prefilled.xlsx"
    copies = return_copies(town, folder / "copies").written
    assert copies
    build_workbook(scheme, converted, submission=town.standings[0].submission)
    build_workbook(scheme, begun, submission=prefilled(listed(text), scheme, everywhere(text, scheme)))
    return [report, *copies, converted, begun]


def write_raw(path: Path, sheet: Sheet) -> None:
    """The sheet with every text as text: what a clerk types behind an apostrophe."""
    book = Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    page.title = sheet.name
    for (row, column), value in sheet.cells.items():
        cell = page.cell(row, column)
        cell.value = (
            re.sub("[\x00-\x08\x0b-\x1f]", lambda found: f"_x{ord(found[0]):04X}_", value)
            if isinstance(value, str)
            else value
        )
        if isinstance(value, str):
            cell.data_type = "s"
    book.save(path)


def active(book: Workbook) -> Iterator[str]:
    """Everything in a workbook that is more than text: formulas, links, rules, lists, names."""
    for name, defined in book.defined_names.items():
        yield f"{name} {defined.attr_text}"
    for page in book:
        for row in page.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    yield str(getattr(cell.value, "text", cell.value))
                if cell.hyperlink:
                    yield f"{cell.hyperlink.target} {cell.hyperlink.location}"
        for ranges in page.conditional_formatting:
            yield from (formula for rule in ranges.rules for formula in rule.formula)
        for listed in page.data_validations.dataValidation:
            yield f"{listed.formula1} {listed.formula2}"


@pytest.mark.parametrize("text", daily(DANGEROUS, 2))
def test_text_becomes_nothing_else_in_any_output(text: str, tmp_path: Path, baihe: Scheme) -> None:
    for path in workbooks_of(tmp_path, text, baihe):
        book = load_workbook(path)
        found = list(active(book))
        assert found
        assert [what for what in found if MARK in what] == [], path.name
        texts = [
            cell.value for page in book for row in page.iter_rows() for cell in row if cell.data_type == "s"
        ]
        assert any(MARK in str(value) for value in texts), path.name


def test_a_file_name_becomes_a_link_to_that_file_and_nothing_else(tmp_path: Path, baihe: Scheme) -> None:
    for number, name in enumerate((f"={MARK}+1.xlsx", f"@{MARK} #1.xlsx", f"-{MARK}.xlsx")):
        path, _ = town_of(tmp_path / str(number), "示范", baihe, name)
        found = [what for what in active(load_workbook(path)) if MARK in what]
        assert found
        assert all(what.split()[0].startswith("../in/") or what.startswith("..\\in\\") for what in found)


@pytest.mark.parametrize("number", NUMBERS)
def test_telephone_numbers_stand_in_the_declarations_only(number: str, tmp_path: Path, baihe: Scheme) -> None:
    report, _ = town_of(tmp_path, f"示范甲 {number}", baihe)
    holding = {
        page.title
        for page in load_workbook(report)
        for row in page.iter_rows()
        for cell in row
        if number in f"{cell.value} {cell.hyperlink and cell.hyperlink.target}"
    }
    assert holding == {"申报信息"}
    with ZipFile(report) as archive:
        others = [
            name for name in archive.namelist() if "worksheets" not in name and "sharedStrings" not in name
        ]
        assert [name for name in others if number.encode() in archive.read(name)] == []
    books: list[CheckedBook] = check_books(find_files([tmp_path / "in"], relative=True), baihe)
    assert any(book.findings for book in books)
    told = validation(books, baihe, Policy())
    said = [str(form.report(told)) for form in FORMATS.values() if not form.binary]
    said.append(
        json.dumps(
            town_report(consolidate_town(tmp_path / "in", baihe, as_of=date(2021, 11, 1))), ensure_ascii=False
        )
    )
    assert [text for text in said if number in text] == []


STEERING = "\x1b]0;x\x07\x9b31m\u202e\u2028"
"""Renames a terminal's window, colours it, turns the direction of writing, breaks a line."""


@pytest.mark.parametrize("name", ["a\x1b[31mb", "a\x9b31m", "a\u202eb", "a\ufffe", "a\x07%#b"])
def test_every_part_of_a_town_workbook_is_xml_whatever_a_file_is_called(
    name: str, tmp_path: Path, baihe: Scheme
) -> None:
    path, _ = town_of(tmp_path, "示范", baihe, f"{name}.xlsx")
    with ZipFile(path) as archive:
        for part in archive.namelist():
            if part.endswith((".xml", ".rels")):
                ET.fromstring(archive.read(part))
                assert not steers(archive.read(part).decode()), part
    links = [link.split()[0] for link in active(load_workbook(path)) if ".xlsx" in link]
    assert any(unquote(link.replace("\\", "/")).endswith(f"/{name}.xlsx") for link in links)


def steers(text: str) -> bool:
    return any(character in text for character in "\x00\x07\x1b\x9b\u202e\u2028\ufffe")


@pytest.mark.parametrize("told", [STEERING, "\u202e电话138 0013 8000", "shifan@example.org"])
def test_nothing_from_outside_steers_a_terminal(told: str, tmp_path: Path, baihe: Scheme) -> None:
    (report, _), name = town_of(tmp_path, f"示范{told}", baihe), "\x1b[2J\u202e.xlsx"
    (tmp_path / "in" / "b.xlsx").rename(tmp_path / "in" / name)
    town = consolidate_town(tmp_path / "in", baihe, as_of=date(2021, 11, 1))
    console = Console(width=140, record=True, file=StringIO())
    console.print(town_table(town))
    checks = validation(check_books(find_files([tmp_path / "in"], relative=True), baihe), baihe, Policy())
    said = [console.export_text(), json_text(town_report(town))]
    said += [str(form.report(checks)) for form in FORMATS.values() if not form.binary]
    assert [text for text in said if steers(text) or "8000" in text or "shifan" in text] == []
    assert json.loads(said[1])["communities"][0]["file"] in ("a.xlsx", name)
    with ZipFile(report) as archive:
        assert not any(steers(archive.read(part).decode(errors="ignore")) for part in archive.namelist())
