"""What a workbook may come in, and what is known of what it holds."""

import re
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pyopenvba.cfb import CFB
from pyopenvba.vba import parse_vba_project

from addin.project import macro_project
from pipeline.checking import State
from pipeline.reading import limits
from pipeline.reading.book import open_book
from pipeline.reading.package import Package
from pipeline.reading.vba import foreign_modules
from pipeline.run import check_book, consolidate_town
from pipeline.writing.town import write_town
from tests.clients.libreoffice import recalculate
from tests.corpus.files import clean, zipped
from tests.test_samples import SAMPLES
from validators.scheme import Scheme

TEMPLATE = SAMPLES.parent / "template.xlsm"


@pytest.mark.parametrize("ending", ["ods", "xls", "xlsx"])
def test_what_libreoffice_saves_is_read_the_same(ending: str, tmp_path: Path, baihe: Scheme) -> None:
    path = clean(tmp_path, baihe)
    (tmp_path / "out").mkdir()
    (saved,) = recalculate([path], tmp_path / "out", to=ending)
    ours, theirs = check_book(path, baihe), check_book(saved, baihe)
    assert (theirs.state, theirs.findings) == (State.ACCEPTED, ())
    assert ours.scorecard == theirs.scorecard


def test_our_own_macros_are_known() -> None:
    """A module of ours that was changed needs its new digest beside the old one."""
    modules = parse_vba_project(CFB.from_bytes(macro_project())).modules
    assert len(modules) >= 4
    assert foreign_modules(Package(TEMPLATE.read_bytes()).packed("xl/vbaProject.bin")) == ()


def test_an_issued_workbook_is_plain_and_its_own_sheets_stay_packed() -> None:
    package = Package(TEMPLATE.read_bytes())
    assert package.rebuilt()[1] is False
    assert package.parts_of({"填报说明", "方案"}) != []


def test_a_sheet_that_was_set_aside_can_still_be_read() -> None:
    data = TEMPLATE.read_bytes()
    book = open_book(data, aside={"填报说明"})
    assert book.rows("填报说明") == open_book(data).rows("填报说明")


def test_links_to_a_member_lead_to_its_archive(tmp_path: Path, baihe: Scheme) -> None:
    given = tmp_path / "in"
    given.mkdir()
    path = clean(given, baihe)
    (given / "报送 #1.zip").write_bytes(zipped({"甲/示范一居.xlsx": path.read_bytes()}))
    path.unlink()
    town = consolidate_town(given, baihe, as_of=date(2021, 11, 1))
    assert [book.file for book in town.books] == ["报送 #1.zip/甲/示范一居.xlsx"]
    write_town(town, tmp_path / "out.xlsx", given)
    links = {
        cell.hyperlink.target
        for page in load_workbook(tmp_path / "out.xlsx")
        for row in page
        for cell in row
        if cell.hyperlink and cell.hyperlink.target
    }
    assert {re.sub(r"\\\\|\\", "/", link) for link in links} == {"in/报送 %231.zip"}


def test_readme_states_the_limits() -> None:
    readme = (SAMPLES.parents[1] / "README.md").read_text(encoding="utf-8")
    for number in (limits.PARTS, limits.SHEETS, limits.ROWS, limits.COLUMNS, limits.CELLS):
        assert f" {number:,} " in readme
    for size in (limits.FILE, limits.UNZIPPED, limits.MEMORY):
        assert f"{size // limits.MEBIBYTE:,} MB" in readme
    assert f"{limits.SECONDS} seconds" in readme
