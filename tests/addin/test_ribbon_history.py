"""The button 报送经过 over whatever is open: the chain of the open workbook's community, or of all."""

from collections.abc import Callable
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from addin import macros
from pipeline.reading.files.own_ledger import NAME
from tests.addin.opened import boxes, ribbon_over
from tests.addin.ribbon import KINDS, Desk, Kind, readable
from tests.test_samples import SAMPLES

pytestmark = pytest.mark.usefixtures("at_home")


@pytest.fixture
def kept(town: Path) -> Path:
    """The sample town, consolidated by the button."""
    caller, _ = ribbon_over(None)
    macros.consolidate(caller)
    return town


def lines(tmp_path: Path, name: str) -> list[list[object]]:
    """The rows of the workbook that the button wrote."""
    path = tmp_path / "local" / "GreenCommunity" / "报送经过" / name
    return [
        list(row) for row in CalamineWorkbook.from_path(path).get_sheet_by_name("报送经过").to_python()[2:]
    ]


@readable
def test_the_open_communitys_chain_is_written_into_a_workbook(
    kept: Path, desk: Callable[[Kind], Desk], kind: Kind, tmp_path: Path
) -> None:
    caller, book = desk(kind)[:2]
    macros.show_history(caller)
    target = tmp_path / "local" / "GreenCommunity" / "报送经过" / "示范一居_报送经过.xlsx"
    assert boxes(book) == [f"示范一居报送过1份，见“{target}”。"]
    ((community, year, _, _, file, state, total, *_),) = lines(tmp_path, target.name)
    assert (community, year, file, state, total) == ("示范一居", "2021", "示范一居.xlsx", "已收", 110)
    assert kept.is_dir()


@pytest.mark.parametrize("kind", [None, KINDS["no submission"]], ids=["nothing open", "no submission"])
def test_with_no_submission_open_all_are_told(
    kept: Path, desk: Callable[[Kind], Desk], kind: Kind | None, tmp_path: Path
) -> None:
    caller, book = desk(kind)[:2] if kind else ribbon_over(None)
    macros.show_history(caller)
    told = lines(tmp_path, "白鹤镇绿色社区创建_报送经过.xlsx")
    assert {str(row[0]) for row in told} >= {"示范一居", "示范十三居", "示范新居"}
    assert boxes(book)[0].startswith(f"{len({row[0] for row in told})}个社区报送过{len(told)}份，见“")
    assert kept.is_dir()


def test_a_community_that_was_never_consolidated_is_told(kept: Path) -> None:
    caller, book = ribbon_over(SAMPLES / "rounds" / "2022年" / "示范一居.xlsx")
    (kept / NAME).unlink()
    macros.show_history(caller)
    assert boxes(book) == ["还没有台账“台账.sqlite”，请先汇总一次。"]


def test_one_that_the_ledger_does_not_know_is_named(kept: Path, tmp_path: Path) -> None:
    for path in kept.glob("示范一居*"):
        path.unlink()
    (kept / NAME).unlink()
    caller, _ = ribbon_over(None)
    macros.consolidate(caller)
    caller, book = ribbon_over(SAMPLES / "town" / "示范一居.xlsx")
    macros.show_history(caller)
    (said,) = boxes(book)
    assert said.endswith("里没有“示范一居”的报送，请核对社区名称，或先汇总它所在的文件夹。")
    assert tmp_path.is_dir()
