"""One workbook for each community of a roster: what it is called, what it holds, what is not written over."""

from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.run import build_workbook, check_book
from pipeline.town.prefilling import prefilled
from tests.scripts.running import ONE, files_below, run
from validators.roster import Community
from validators.scheme.model import Scheme
from validators.submission import Declaration, Entry, Measure


@pytest.mark.parametrize(("asked", "ending"), [([], ".xlsx"), (["--macros"], ".xlsm")])
def test_prefilled_copies_bring_macros_only_when_asked(asked: list[str], ending: str, desk: Path) -> None:
    result = run("template", *asked, "--roster", "r.csv", "--out-dir", "copies", cwd=desk)
    assert result.returncode == 0
    assert {path.suffix for path in (desk / "copies").iterdir()} == {ending}


LONG = "示" * 120


NAMES = [
    # what a roster says, what its workbook is called
    ("CON", "CON_.xlsx"),
    ("nul", "nul_.xlsx"),
    ("COM1", "COM1_.xlsx"),
    ("居 . .", "居.xlsx"),
    ('a<b>c:"d|e?f*g', "a_b_c__d_e_f_g.xlsx"),
    ("甲\u202e乙\ufffe", "甲_乙_.xlsx"),
    (LONG, f"{'示' * 66}.xlsx"),
    (f"{LONG}二", f"{'示' * 66}2.xlsx"),
    ("😀" * 90, f"{'😀' * 50}.xlsx"),
]  # fmt: skip


def test_every_name_becomes_one_that_every_system_takes(desk: Path) -> None:
    rows = "".join('"' + name.replace('"', '""') + '"\n' for name, _ in NAMES)
    (desk / "r.csv").write_text(f"名称\n{rows}", encoding="utf-8")
    result = run("template", "--macro-free", "--roster", "r.csv", "--out-dir", "copies", cwd=desk)
    assert (result.returncode, result.stderr) == (0, "")
    assert {path.name for path in (desk / "copies").iterdir()} == {name for _, name in NAMES}


def test_an_answer_is_not_lost_to_a_second_template(desk: Path) -> None:
    run("template", "--macro-free", "--roster", "r.csv", "--out-dir", "copies", cwd=desk)
    run("convert", f"in/{ONE}", "-o", "filled.xlsx", cwd=desk)
    (desk / "filled.xlsx").replace(desk / "copies" / ONE)
    before = files_below(desk)
    again = run("template", "--macro-free", "--roster", "r.csv", "--out-dir", "copies", cwd=desk)
    assert (again.returncode, files_below(desk)) == (2, before)


@pytest.mark.parametrize(
    "written",
    [
        {"declaration": Declaration(values={"address": "示范路1号", "area": "0.8平方公里"})},
        {"filler": "示范甲"},
        {"measures": {1: Measure(action="每季度议事")}},
        {"entries": (Entry(item=17, measured=Decimal(80)),)},
    ],
    ids=["a box", "a name", "a measure", "a measured value"],
)
def test_whatever_was_filled_in_first_is_an_answer(
    written: dict[str, object], desk: Path, baihe: Scheme
) -> None:
    known = prefilled(Community(name="示范一居", address="示范路1号", phone="021-00000000"), baihe)
    build_workbook(baihe, desk / "a.xlsx", submission=known)
    assert run("template", "--macro-free", "-o", "a.xlsx", cwd=desk).returncode == 0
    build_workbook(baihe, desk / "a.xlsx", submission=known.model_copy(update=written))
    before = files_below(desk)
    assert run("template", "--macro-free", "-o", "a.xlsx", cwd=desk).returncode == 2
    assert files_below(desk) == before


@pytest.mark.parametrize(
    ("options", "round_", "tier"),
    [
        ("--round 2022", "2022", None),
        ("--round 2022 --previous-as chosen", "2022", "良好"),
        ("", "2022", None),
    ],
    ids=["shown", "chosen", "the latest round"],
)
def test_last_rounds_tiers_stand_beside_blank_ones_unless_they_are_to_be_chosen(
    options: str, round_: str, tier: str | None, desk: Path, baihe: Scheme
) -> None:
    """示范一居 handed in 良好 for every item on 12 October 2021; 示范三居 is not on the roster."""
    line = "template --macro-free --roster r.csv --out-dir copies --previous in"
    result = run(*line.split(), *options.split(), cwd=desk)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("Answers of 2021 found of ")
    read = check_book(desk / "copies" / "示范一居.xlsx", baihe).submission
    assert read is not None
    assert read.round == round_
    assert {(entry.tier, entry.previous) for entry in read.entries} == {(tier, "良好")}


def test_the_first_round_has_none_before_it(desk: Path) -> None:
    line = "template --macro-free --roster r.csv --out-dir copies --previous in --round 2021"
    result = run(*line.split(), cwd=desk)
    assert (result.returncode, result.stdout) == (2, "")
    assert "baihe-2021 has no round before 2021" in result.stderr


def test_names_that_windows_takes_for_one_are_told_apart(desk: Path) -> None:
    (desk / "r.csv").write_text("名称\n甲/居\n甲:居\na居\nA居\n", encoding="utf-8")
    result = run("template", "--macro-free", "--roster", "r.csv", "--out-dir", "copies", cwd=desk)
    assert result.stdout == "Wrote 4 workbooks to copies\n"
    assert {path.name for path in (desk / "copies").iterdir()} == {
        "甲_居.xlsx", "甲_居2.xlsx", "a居.xlsx", "A居2.xlsx",
    }  # fmt: skip
