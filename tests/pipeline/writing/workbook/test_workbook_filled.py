"""The workbook once it is filled in: right without macros, read back as it was filled."""

import os
import random
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook

from pipeline.checking.engine import CheckedBook
from pipeline.checking.scoring import score
from pipeline.run import build_workbook, check_book
from pipeline.writing.addin.callbacks import macro_project
from pipeline.writing.workbook.checks import check_text
from pipeline.writing.workbook.content import Content
from tests.books import Sheet, write_book
from tests.clients.libreoffice import recalculate
from tests.grafting.archives import parts_of, rewritten
from tests.test_samples import SAMPLES
from validators.scheme.file import load_scheme
from validators.scheme.model import Scheme
from validators.submission import Declaration, Entry, Measure, Submission

BAIHE = load_scheme("baihe-2021")


def filled(scheme: Scheme, dice: random.Random) -> Submission:
    """A random filling: complete or partial, any legal choice, sometimes a text that is none."""
    share = dice.choice([1, 1, 0.8, 0.3])
    entries = []
    for item in scheme.items:
        names = [*scheme.selections(item)]
        tier = dice.choice(names) if dice.random() < share else None
        tier = "优秀" if tier and dice.random() < 0.02 else tier
        measured: Decimal | str | None = None
        if item.measure and dice.random() < 0.5:
            states = [band.state for band in item.measure.bands if band.state]
            measured = (
                dice.choice(states)
                if states
                else Decimal(
                    dice.choice(["0", "0.7", "0.92", "1", "2", "3", "6", "11", "70", "80", "89", "90", "100"])
                )
            )
        entries.append(
            Entry(item=item.no, tier=tier, measured=measured, evidence=dice.choice([None, "见台账"]))
        )
    return Submission(layout="template", community="示范一居", community_from="cell", entries=tuple(entries))


def without_values(path: Path) -> Path:
    """The workbook without any saved formula value: what is read afterwards was calculated by someone else."""

    def emptied(name: str, part: bytes) -> bytes:
        return re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", part) if "xl/worksheets/sheet" in name else part

    return rewritten(path, emptied, path.with_stem(path.stem + "-bare"))


def test_the_row_checks_speak_where_validate_does(tmp_path: Path) -> None:
    """校验 says something exactly where a selection or a measured value has a finding.

    Two differences are meant: 不涉及 with its reason stays a query for the office and asks no more of the clerk, and
    that 0.92 was taken for 92% is told by validate alone.
    """
    dice = random.Random(91)
    for _ in range(25):
        submission = filled(BAIHE, dice)
        build_workbook(BAIHE, tmp_path / "a.xlsx", submission=submission)
        found = check_book(tmp_path / "a.xlsx", BAIHE).findings
        explained = {entry.item for entry in submission.entries if entry.tier == "不涉及" and entry.evidence}
        asked = {
            f.item
            for f in found
            if f.code[2] in "SE" and f.code != "GCE304" and not (f.code == "GCS206" and f.item in explained)
        }
        content = Content(BAIHE, 2021, submission)
        assert {item.no for item in BAIHE.items if check_text(item, content)} == asked


@pytest.mark.slow
def test_the_values_saved_with_the_workbook_are_those_it_calculates(tmp_path: Path, scheme: Scheme) -> None:
    dice = random.Random(7)
    paths = []
    for number in range(6 if os.environ.get("CI") else 2):
        path = tmp_path / f"{number}.xlsx"
        build_workbook(scheme, path, submission=filled(scheme, dice) if number else None)
        paths.append(path)
    macro = tmp_path / "macro.xlsm"  # the panel of the worksheet functions must say that there are none
    build_workbook(scheme, macro, submission=filled(scheme, dice), vba=macro_project())
    paths.append(macro)
    for path, calculated in zip(paths, recalculate(paths, tmp_path / "out"), strict=True):
        ours, theirs = load_workbook(path, data_only=True), load_workbook(calculated, data_only=True)
        differing = [
            f"{sheet.title}!{cell.coordinate}: saved {cell.value!r}, calculated {other!r}"
            for sheet in ours
            for row in sheet.iter_rows()
            for cell in row
            if (cell.value or "") != ((other := theirs[sheet.title][cell.coordinate].value) or "")
        ]
        assert differing == [], path.name


def same(book: CheckedBook, submission: Submission) -> None:
    read = book.submission
    assert read is not None
    assert (read.layout, read.scheme_id, read.template_version, read.round) == (
        "template",
        "baihe-2021",
        "1",
        "2021",
    )
    marks = [mark._replace(row=None) for mark in score(submission, BAIHE).marks]
    assert book.scorecard is not None
    assert [mark._replace(row=None) for mark in book.scorecard.marks] == marks
    assert [(e.measured, e.evidence) for e in read.entries] == [
        (e.measured, e.evidence) for e in submission.entries
    ]
    assert (read.community, read.filled_on, read.filler) == (
        submission.community,
        submission.filled_on,
        submission.filler,
    )
    assert read.measures == submission.measures
    assert read.declaration.values == {"community": "示范一居", **submission.declaration.values}


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"] if os.environ.get("CI") else ["xls"])
def test_a_filled_workbook_survives_libreoffice(tmp_path: Path, kind: str) -> None:
    submission = filled(BAIHE, random.Random(3)).model_copy(
        update={
            "filled_on": date(2021, 10, 9),
            "filler": "示范甲",
            "measures": {4: Measure(reason="缺方案", action="编制方案", plan="分两步", due=date(2021, 6, 30), person="示范乙")},
            "declaration": Declaration(values={"address": "示范路1号", "residents": Decimal(3500), "phone": "021-00000000", "account": "第一行\n第二行", "assessed_on": date(2021, 11, 25)}),
        }
    )  # fmt: skip
    path = tmp_path / "示范一居.xlsx"
    build_workbook(BAIHE, path, submission=submission)
    same(check_book(path, BAIHE), submission)
    (saved,) = recalculate([path], tmp_path / "out", to=kind)
    same(check_book(saved, BAIHE), submission)


@pytest.mark.parametrize(
    "name", [path.stem for path in (SAMPLES / "town").glob("示范*.xlsx") if path.stem != "示范十一居"]
)
def test_converting_keeps_every_answer(tmp_path: Path, name: str) -> None:
    before = check_book(SAMPLES / "town" / f"{name}.xlsx", BAIHE)
    build_workbook(BAIHE, tmp_path / "a.xlsx", submission=before.submission)
    after = check_book(tmp_path / "a.xlsx", BAIHE)
    assert before.scorecard is not None
    assert after.scorecard is not None
    assert [(m.item, m.name, m.points) for m in after.scorecard.marks] == [
        (m.item, m.name, m.points) for m in before.scorecard.marks
    ]
    assert after.community == before.community


def test_a_score_that_fits_no_tier_is_kept_in_words(tmp_path: Path) -> None:
    book = check_book(SAMPLES / "faults" / "GCS204-score-off-tiers" / "book.xlsx", BAIHE)
    build_workbook(BAIHE, tmp_path / "a.xlsx", submission=book.submission)
    assert load_workbook(tmp_path / "a.xlsx")["任务分解表"]["K10"].value == "（原表得分：2.7）"


def test_a_number_too_large_for_a_spreadsheet_is_kept_as_text(tmp_path: Path) -> None:
    sheet = Sheet(BAIHE, "示范一居", "tiered").put(18, "measured", "9" * 400).put(3, "score", "9" * 400)
    book = check_book(write_book(tmp_path / "a.xlsx", sheet), BAIHE)
    build_workbook(BAIHE, tmp_path / "b.xlsx", submission=book.submission)
    cells = load_workbook(tmp_path / "b.xlsx")["任务分解表"]["I"]
    assert "9" * 400 in [cell.value for cell in cells]


@pytest.mark.parametrize("text", ["=1+1", "{=1+1}", "@SUM(1)", "+1", "-1", "http://a.example", "internal:A1"])
def test_what_a_committee_wrote_stays_text(tmp_path: Path, text: str) -> None:
    submission = Submission(
        layout="template",
        community=text,
        community_from="cell",
        filler=text,
        entries=(Entry(item=1, tier=text, evidence=text),),
        measures={1: Measure(reason=text, action=text)},
        declaration=Declaration(values={"address": text, "account": text}),
    )
    build_workbook(BAIHE, tmp_path / "a.xlsx", submission=submission)
    cells = [
        cell for sheet in load_workbook(tmp_path / "a.xlsx") for row in sheet.iter_rows() for cell in row
    ]
    written = [cell for cell in cells if cell.value == text]
    assert len(written) == 8
    assert {(cell.data_type, cell.hyperlink) for cell in written} == {("s", None)}


def test_rows_moved_by_the_user_are_read_at_their_addresses(tmp_path: Path) -> None:
    """Unprotected, sorted from the last item to the first, saved by another program."""
    path = tmp_path / "a.xlsx"
    submission = filled(BAIHE, random.Random(11))
    build_workbook(BAIHE, path, submission=submission)
    book = load_workbook(path)
    table = book["任务分解表"]
    for merged in [str(area) for area in table.merged_cells.ranges if area.min_row > 5]:
        table.unmerge_cells(merged)
    rows = [[cell.value for cell in row] for row in table.iter_rows(min_row=6, max_row=34)]
    for number, values in enumerate(reversed(rows), start=6):
        for column, value in enumerate(values, start=1):
            if column not in (10, 15):  # 得分 and 校验 are formulas of their own row
                table.cell(number, column).value = value
    book.save(tmp_path / "sorted.xlsx")
    read = check_book(tmp_path / "sorted.xlsx", BAIHE)
    assert read.scorecard is not None
    assert [(m.name, m.points) for m in read.scorecard.marks] == [
        (m.name, m.points) for m in score(submission, BAIHE).marks
    ]
    assert read.sources["entries", 0, "tier"].a1 == "H6"
    assert read.submission is not None
    assert read.submission.entries[0].item == 29


def test_what_xml_does_not_have_does_not_break_a_workbook(tmp_path: Path) -> None:
    """Word leaves such characters behind where it breaks a line; XlsxWriter mends them in texts, not in formulas."""
    submission = Submission(
        layout="template",
        community="示范\x0b一居",
        community_from="cell",
        entries=(Entry(item=1, tier="\x01坏", evidence="甲\x1f乙"),),
        measures={1: Measure(action="丙\ufffe丁")},
        declaration=Declaration(values={"address": "示范\x0c路"}),
    )
    build_workbook(BAIHE, tmp_path / "a.xlsx", submission=submission)
    for name, part in parts_of((tmp_path / "a.xlsx").read_bytes()).items():
        if name.endswith(".xml"):
            ElementTree.fromstring(part)
