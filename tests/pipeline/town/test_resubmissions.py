"""Answers of a round before that come again under another date, beside the file that they were in, are asked about."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from pipeline.checking.engine import State
from pipeline.run import build_workbook, check_book, consolidate_town
from pipeline.town.model import Town
from pipeline.town.prefilling import prefilled
from tests.books import Layout, Sheet, write_book
from tests.pipeline.town.small_towns import states
from validators.roster import Community, Roster
from validators.scheme.model import Scheme

ROSTER = Roster(communities=tuple(Community(name=name) for name in ("甲", "乙")))
OLD, NEW = date(2021, 10, 20), date(2022, 10, 20)


def sheet_of(scheme: Scheme, name: str, day: date, layout: Layout = "tiered", tier: str = "合格") -> Sheet:
    return Sheet(scheme, name, layout).dated(day).choose({item.no: tier for item in scheme.items})


def town(folder: Path, scheme: Scheme, round_: int = 2022) -> Town:
    return consolidate_town(folder, scheme, ROSTER, as_of=date(2022, 11, 1), round_=round_)


@pytest.mark.parametrize(
    ("bend", "asked"),
    [
        (lambda sheet: sheet, True),
        (lambda sheet: sheet.put(29, "tier", "一般").put(29, "score", None), False),
        (lambda sheet: sheet.put(9, "evidence", "照片12张"), False),
        (lambda sheet: sheet.put(17, "measured", 60), False),
    ],
    ids=["the date only", "a tier", "evidence", "a value"],
)
@pytest.mark.parametrize("rostered", [True, False])
def test_the_answers_of_last_rounds_file_are_asked_about(
    tmp_path: Path, baihe: Scheme, bend: Callable[[Sheet], Sheet], asked: bool, rostered: bool
) -> None:
    write_book(tmp_path / "2021.xlsx", sheet_of(baihe, "甲", OLD))
    write_book(tmp_path / "2022.xlsx", bend(sheet_of(baihe, "甲", NEW)))
    of = consolidate_town(tmp_path, baihe, ROSTER if rostered else None, as_of=date(2022, 11, 1), round_=2022)
    found = [f for f in of.findings if f.code == "GCR515"]
    assert [(f.file, str(f.cell), f.community) for f in found] == (
        [("2022.xlsx", "任务分解表!C2", "甲")] if asked else []
    )
    if asked:
        assert "与它2021年报送的“2021.xlsx”完全相同" in found[0].message
    assert states(of) == {"2021.xlsx": State.OTHER_ROUND, "2022.xlsx": State.ACCEPTED}


def test_points_of_one_layout_are_the_tiers_of_another(tmp_path: Path, baihe: Scheme) -> None:
    write_book(tmp_path / "2021.xlsx", sheet_of(baihe, "甲", OLD, "official"))
    write_book(tmp_path / "2022.xlsx", sheet_of(baihe, "甲", NEW, "tiered"))
    assert [f.file for f in town(tmp_path, baihe).findings if f.code == "GCR515"] == ["2022.xlsx"]


@pytest.mark.parametrize(
    "case", ["another community", "the round before looks ahead", "blank in both", "replaced"]
)
def test_what_repeats_nothing_is_not_asked_about(tmp_path: Path, baihe: Scheme, case: str) -> None:
    old, new = sheet_of(baihe, "甲", OLD), sheet_of(baihe, "甲", NEW)
    round_ = 2021 if case == "the round before looks ahead" else 2022
    if case == "another community":
        old = sheet_of(baihe, "乙", OLD)
    if case == "blank in both":
        old, new = Sheet(baihe, "甲").dated(OLD), Sheet(baihe, "甲").dated(NEW)
    if case == "replaced":  # the one that counts was filled in anew
        write_book(tmp_path / "2022b.xlsx", sheet_of(baihe, "甲", date(2022, 10, 24), tier="一般"))
    write_book(tmp_path / "2021.xlsx", old)
    write_book(tmp_path / "2022.xlsx", new)
    assert [f.file for f in town(tmp_path, baihe, round_).findings if f.code == "GCR515"] == []


def test_one_cause_is_asked_about_once(tmp_path: Path, baihe: Scheme) -> None:
    """The copy tells it by itself; last round's file beside it says nothing new."""
    last = sheet_of(baihe, "甲", OLD)
    write_book(tmp_path / "2021.xlsx", last)
    read = check_book(tmp_path / "2021.xlsx", baihe).submission
    sent = prefilled(
        Community(code="SF01", name="甲", address="示范路1号"), baihe, read, chosen=True
    ).model_copy(update={"filled_on": NEW})
    build_workbook(baihe, tmp_path / "2022.xlsx", round_=2022, submission=sent)
    assert [f.code for f in town(tmp_path, baihe).findings if f.code in ("GCX409", "GCR515")] == ["GCX409"]
