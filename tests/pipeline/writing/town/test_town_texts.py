"""What others typed stays what it is in the town-wide workbook: text, numbers of telephones, names of files."""

from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook

from pipeline.run import build_workbook, consolidate_town
from pipeline.writing.town import write_town
from tests.books import Sheet, write_book
from tests.pictures import example
from tests.pipeline.writing.town.town_tables import rows, written
from validators.roster import Community, Roster
from validators.scheme.model import Scheme


def test_phone_numbers_stand_in_the_declarations_only(tmp_path: Path, baihe: Scheme) -> None:
    (tmp_path / "in").mkdir()
    build_workbook(baihe, tmp_path / "in" / "a.xlsx", submission=example())
    out = written(tmp_path, baihe)
    holding = {
        sheet.title
        for sheet in load_workbook(out)
        for row in sheet.iter_rows()
        for cell in row
        if "021-00000000" in str(cell.value)
    }
    assert holding == {"申报信息"}


def test_the_rosters_own_code_is_no_telephone_number(tmp_path: Path, baihe: Scheme) -> None:
    roster = Roster(communities=(Community(code="31011801", name="示范一居"),))
    out = written(tmp_path, baihe, roster)
    assert [row["编号"] for row in rows(out, "报送情况")] == ["31011801"]


def test_text_from_submissions_stays_text(tmp_path: Path, baihe: Scheme) -> None:
    name = "=1+1"
    sheet = Sheet(baihe, "示范").dated(date(2021, 10, 9)).choose(dict.fromkeys(range(1, 30), "合格"))
    write_book(tmp_path / "in" / f"{name}.xlsx", sheet)
    out = written(tmp_path, baihe)
    formulas = [
        str(cell.value)
        for page in load_workbook(out)
        for row in page.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert not [formula for formula in formulas if "1+1" in formula]


@pytest.mark.parametrize("folder", ["in", "in#1 %20"])
def test_links_lead_to_files_of_any_name(tmp_path: Path, baihe: Scheme, folder: str) -> None:
    names = ("一#2%20&.xlsx", "50%.xlsx", "%41.xlsx", "a b#.xlsx", "示范%E4.xlsx")
    chosen = {**dict.fromkeys(range(1, 30), "合格"), 3: "优秀"}
    for number, name in enumerate(names, 1):
        sheet = Sheet(baihe, f"示范{number}居", "tiered").dated(date(2021, 10, 20)).choose(chosen)
        write_book(tmp_path / folder / name, sheet)
    town = consolidate_town(tmp_path / folder, baihe, as_of=date(2021, 11, 1))
    write_town(town, tmp_path / "out.xlsx", tmp_path / folder)
    for page, column in (("汇总总表", "U"), ("问题清单", "E")):
        cells = load_workbook(tmp_path / "out.xlsx")[page][column]
        ways = {
            cell.hyperlink.target.partition("#")[0].replace("\\", "/") for cell in cells if cell.hyperlink
        }
        assert {tmp_path / unquote(way) for way in ways} == {tmp_path / folder / name for name in names}


def test_links_lead_to_the_submissions(report: Path) -> None:
    links = [cell.hyperlink.target for cell in load_workbook(report)["汇总总表"]["U"][2:]]
    assert all((report.parent / link.replace("\\", "/")).resolve().is_file() for link in links)
