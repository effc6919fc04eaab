"""What a workbook may come in, and what is known of what it holds."""

import re
import zlib
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pyopenvba.cfb import CFB
from pyopenvba.vba import compress, decompress, parse_vba_project

from benchmarks.submissions import write_submissions
from pipeline.reading.containers import limits
from pipeline.reading.containers.package import Package
from pipeline.reading.files.content import time_of
from pipeline.reading.workbook import sandbox as trial
from pipeline.reading.workbook.external_links import reach_of_package
from pipeline.reading.workbook.hazards import oddities_of
from pipeline.reading.workbook.opening import open_book
from pipeline.reading.workbook.vba import foreign_modules
from pipeline.run import check_book, consolidate_town
from pipeline.writing.addin.callbacks import macro_project
from pipeline.writing.town import write_town
from tests.clients.libreoffice import recalculate
from tests.clients.sheetjs import saved_anew
from tests.corpus.files.bending import clean
from tests.grafting.archives import packed
from tests.test_samples import SAMPLES
from validators.rule import Problem
from validators.scheme.model import Scheme

FLAT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" office:version="1.2"
 office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body><office:spreadsheet>
<table:table table:name="S"><table:table-row>
<table:table-cell table:formula="{formula}" office:value-type="float" office:value="1"/>
</table:table-row></table:table></office:spreadsheet></office:body></office:document>"""

TEMPLATE = SAMPLES.parent / "template.xlsm"


@pytest.mark.slow
def test_an_issued_workbook_that_was_saved_anew_is_read_the_same(tmp_path: Path, baihe: Scheme) -> None:
    write_submissions(tmp_path / "given", 1, baihe)
    (given,) = (tmp_path / "given").iterdir()
    books = [check_book(given, baihe)]
    books += [
        check_book(saved_anew([given], tmp_path, ending)[0], baihe)
        for ending in ("xlsb", "xls", "xlsx", "xlsm")
    ]
    said = [(book.submission, [finding._replace(file="") for finding in book.findings]) for book in books]
    assert books[0].submission
    assert said == [said[0]] * len(books)


FORMULAS = {
    "in another file": "of:=['file:///tmp/other.ods'#$Sheet1.A1]",
    "by DDE": "of:=DDE(&quot;soffice&quot;;&quot;/tmp/other.ods&quot;;&quot;A1&quot;)",
    "in itself": "of:=[.B1]",
    "of an add-in": "of:=EDATE(1;2)",
}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("ending", "reach"), [("xls", ["links", "dde", None, None]), ("ods", ["links", "dde", None, None])]
)
def test_formulas_that_reach_outside_are_told(ending: str, reach: list[str | None], tmp_path: Path) -> None:
    given = [tmp_path / f"{name}.fods" for name in FORMULAS]
    for path, formula in zip(given, FORMULAS.values(), strict=True):
        path.write_text(FLAT.format(formula=formula), encoding="utf-8")
    found = []
    for path in recalculate(given, tmp_path, to=ending):
        data = path.read_bytes()
        kinds = {problem.kind for problem in oddities_of(open_book(data), path.name)}
        found.append(next(iter(kinds), None))
    assert found == reach


def _record(kind: int, content: bytes) -> bytes:
    return bytes([kind & 0x7F | 0x80, kind >> 7, len(content)]) + content


@pytest.mark.parametrize(
    ("parts", "reach"),
    [
        ({"xl/externalLinks/externalLink1.bin": _record(360, b"\0\0rest")}, "links"),
        ({"xl/externalLinks/externalLink1.bin": _record(360, b"\1\0rest")}, "dde"),
        ({"xl/connections.bin": b""}, "links"),
        ({"xl/worksheets/sheet1.bin": _record(360, b"\1\0rest")}, None),
    ],
)
def test_an_xlsb_that_reaches_outside(parts: dict[str, bytes], reach: str | None) -> None:
    """Written by hand after [MS-XLSB]: no program at hand writes such a file."""
    assert reach_of_package(Package(packed({"xl/workbook.bin": b"", **parts}))) == reach


@pytest.mark.filterwarnings("error")
def test_macros_of_an_unknown_code_page_are_told_without_a_word_on_stderr() -> None:
    deflater = zlib.compressobj(wbits=-15)
    project = CFB.from_bytes(macro_project())
    told = bytearray(decompress(project.get_stream("dir")))
    at = told.index(b"\3\0\2\0\0\0")  # PROJECTCODEPAGE
    told[at + 6 : at + 8] = bytes(2)
    project.write_stream("dir", compress(bytes(told)))
    deflated = deflater.compress(project.to_bytes()) + deflater.flush()
    assert foreign_modules(deflated) == ()


def test_our_own_macros_are_known() -> None:
    """A module of ours that was changed needs its new digest beside the old one."""
    modules = parse_vba_project(CFB.from_bytes(macro_project())).modules
    assert len(modules) >= 4
    assert foreign_modules(Package(TEMPLATE.read_bytes()).packed("xl/vbaProject.bin")) == ()


def test_an_issued_workbook_is_plain_and_its_own_sheets_stay_packed() -> None:
    package = Package(TEMPLATE.read_bytes())
    assert package.rebuilt()[1] is False
    assert {"填报说明", "方案"} <= package.outline.parts.keys()


def test_a_sheet_that_was_set_aside_can_still_be_read() -> None:
    data = TEMPLATE.read_bytes()
    book = open_book(data, aside={"填报说明"})
    assert book.rows("填报说明") == open_book(data).rows("填报说明")


def test_links_to_a_member_lead_to_its_archive(tmp_path: Path, baihe: Scheme) -> None:
    given = tmp_path / "in"
    given.mkdir()
    path = clean(given, baihe)
    (given / "报送 #1.zip").write_bytes(packed({"甲/示范一居.xlsx": path.read_bytes()}))
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
    assert f"{limits.SECONDS} seconds of the processor and {limits.WAIT} seconds in all" in readme


@pytest.mark.parametrize(
    ("child", "wait", "detail"),
    [
        ("import time; time.sleep(60)", 1, "读取超过1秒"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", 60, "读取超过5秒"),
    ],
)
def test_the_limit_named_is_the_one_that_was_passed(
    child: str, wait: int, detail: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "child.py").write_text(child)
    monkeypatch.setattr(trial, "_CHILD", tmp_path / "child.py")
    monkeypatch.setattr(limits, "WAIT", wait)
    assert trial.tried(b"") == Problem("too_large", detail)


@pytest.mark.parametrize(
    ("seconds", "known"),
    [(1_600_000_000, True), (-100_000, True), (9e12, False), (-1e12, False), (1e300, False)],
    ids=["2020", "1969", "year 287000", "before year 1", "beyond all"],
)
def test_a_file_time_that_is_no_day_is_unknown(seconds: float, known: bool, baihe: Scheme) -> None:
    assert (time_of(seconds, baihe.zone) is not None) is known
