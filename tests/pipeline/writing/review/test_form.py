"""What a form of a review holds and looks like: as locked as the template, two pages whatever stands in it, text as text."""

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipeline.run import build_workbook, consolidate_town, review_forms
from pipeline.town.model import Town
from pipeline.town.review.model import Visit
from tests.clients.libreoffice import to_pdf
from tests.clients.openxml import validate
from tests.clients.programs import require, run
from tests.filled_forms import built, fill, places
from validators.scheme.model import Scheme
from validators.submission import Entry, Submission

LONG = "社区议事厅每月召开一次，有签到、照片和会议记录，详见台账第三册；" * 30
DANGEROUS = '=HYPERLINK("http://ZQ9.example")'


def town_with(folder: Path, scheme: Scheme, evidence: str) -> Town:
    """One community that says the same of every item."""
    folder.mkdir()
    tier = scheme.tiers[0].name
    entries = tuple(Entry(item=item.no, tier=tier, evidence=evidence) for item in scheme.items)
    submission = Submission(
        layout="template", community="示范一居", community_from="cell", filler="张某", entries=entries
    )
    year = next(iter(scheme.deadlines))
    build_workbook(scheme, folder / "a.xlsx", submission=submission)
    return consolidate_town(folder, scheme, round_=year, as_of=scheme.deadlines[year])


def test_it_holds_the_self_score_locked_and_asks_for_the_rest(tmp_path: Path, scheme: Scheme) -> None:
    """On every plan: its own items, tiers and points; validator without a word."""
    path = built(town_with(tmp_path / "town", scheme, "见台账"), Visit("示范一居"), tmp_path)
    sheet = load_workbook(path)["考评表"]
    first = scheme.items[0]
    assert [cell.value for cell in sheet[6]][:5] == [
        1, first.text, scheme.tiers[0].name, float(first.points[scheme.tiers[0].id]), "见台账",
    ]  # fmt: skip
    assert sheet.protection.sheet
    unlocked = {cell.column_letter for cell in sheet[6] if not cell.protection.locked}
    assert unlocked == {"F", "G", "J"}
    assert {c.coordinate for r in sheet["A1:K4"] for c in r if not c.protection.locked} >= {"B3", "E3"}
    lists = {str(v.sqref): v.formula1 for v in sheet.data_validations.dataValidation if v.type == "list"}
    assert lists["G6"] == '"' + ",".join(scheme.selections(first)) + '"'
    assert len(lists) == len(scheme.items)
    assert validate(path) == []


@pytest.mark.slow
@pytest.mark.parametrize("evidence", ["", "见台账", LONG], ids=["empty", "short", "long"])
def test_all_items_are_printed_on_two_pages(tmp_path: Path, baihe: Scheme, evidence: str) -> None:
    path = built(town_with(tmp_path / "town", baihe, evidence), Visit("示范一居"), tmp_path)
    every = {item.no: baihe.tiers[-1].name for item in baihe.items}
    done = fill(
        path,
        tmp_path / "done.xlsx",
        every,
        dict.fromkeys(every, LONG[:60]),
        seen=dict.fromkeys(every, LONG[:60]),
    )
    (tmp_path / "pdf").mkdir()
    printed = run([require("pdfinfo"), to_pdf(done, tmp_path / "pdf")], 30)
    assert re.search(r"Pages:\s+2\n", printed)
    assert re.search(r"Page size:\s+841\.89 x 595", printed)


def test_what_others_wrote_stays_text(tmp_path: Path, baihe: Scheme) -> None:
    town = town_with(tmp_path / "town", baihe, DANGEROUS)
    visit = Visit("示范一居", "随机", (DANGEROUS,), (1,), ((1, DANGEROUS),))
    path = built(town, visit, tmp_path)
    sheet = load_workbook(path)["考评表"]
    assert (sheet["E6"].value, sheet["E6"].data_type) == (DANGEROUS, "s")
    assert DANGEROUS in sheet["B6"].value
    assert {cell.data_type for row in sheet["A1:F6"] for cell in row} <= {"s", "n"}
    assert validate(path) == []


def test_a_form_that_was_filled_in_is_not_written_over(tmp_path: Path, baihe: Scheme) -> None:
    town = town_with(tmp_path / "town", baihe, "")
    path = built(town, Visit("示范一居"), tmp_path)
    assert built(town, Visit("示范一居"), tmp_path) == path  # nobody has touched it
    book = load_workbook(path)
    book["考评表"]["G6"] = baihe.tiers[0].name
    book.save(path)
    kept = path.read_bytes()
    assert list(review_forms(town, [Visit("示范一居")], tmp_path).unwritten) == [path]
    assert path.read_bytes() == kept
    assert review_forms(town, [Visit("示范一居")], tmp_path, overwrite=True).unwritten == {}


def test_the_names_that_formulas_use_point_where_they_should(tmp_path: Path, baihe: Scheme) -> None:
    path = built(town_with(tmp_path / "town", baihe, ""), Visit("示范一居", items=(3, 9)), tmp_path)
    assert places(path)["GC_ReviewChoices"] == ("考评表", "G6:G7")
    assert load_workbook(path)["考评数据"].sheet_state == "hidden"
