"""导出报送件 and 转成今年的表 from a workbook of any kind: what the new one holds, and that the open one stays as it was."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from addin import macros
from addin.macros.entry import Macro
from pipeline.run import check_book
from tests.addin.opened import boxes, written
from tests.addin.ribbon import (
    ALL_BUT_3,
    BAIHE,
    KINDS,
    Desk,
    Kind,
    answering,
    last_years,
    readable,
)

pytestmark = pytest.mark.usefixtures("at_home")


@readable
def test_the_export_of_any_layout_is_todays_workbook(
    desk: Callable[[Kind], Desk], kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = desk(kind)
    before = here.path.read_bytes()
    shown = answering(monkeypatch, here.book, "yes")
    macros.export_submission(here.caller)
    year = "2021" if kind.make is last_years else "2022"
    day = "20211020" if kind.make is last_years else "20221020"
    target = here.path.with_name(f"示范一居_{year}_{day}.xlsx")
    assert shown[-1].startswith(f"已导出报送件 {target.name}")
    assert chosen(target) == ALL_BUT_3
    exported = check_book(target, BAIHE).submission
    assert exported
    assert exported.round == year
    assert here.path.read_bytes() == before
    assert written(here.book) == {}


def chosen(path: Path) -> Mapping[int, str | None]:
    """The tiers that the workbook holds."""
    card = check_book(path, BAIHE).scorecard
    assert card
    return {mark.item: mark.name for mark in card.marks if mark.name}


@readable
def test_any_layout_becomes_this_rounds_workbook(
    desk: Callable[[Kind], Desk], kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = desk(kind)
    before = here.path.read_bytes()
    macros.convert_workbook(here.caller)
    target = here.path.with_name(f"{Path(kind.file).stem}_2022年.xlsx")
    assert chosen(target) == ALL_BUT_3
    made = check_book(target, BAIHE).submission
    assert made
    assert (made.layout, made.round, made.community) == ("template", "2022", "示范一居")
    (said,) = boxes(here.book)
    if kind.make is last_years:
        assert said.startswith("原表是2021年的。已转成2022年的工作簿 去年_2022年.xlsx，")
        assert not any(measure.action for measure in made.measures.values())
        assert {entry.previous for entry in made.entries} == {"合格", None}
    else:
        assert said == f"已转成2022年的工作簿 {target.name}，和原表在同一个文件夹里，请核对。"
    assert here.path.read_bytes() == before
    assert sorted(file.name for file in here.path.parent.iterdir()) == sorted([kind.file, target.name])
    answering(monkeypatch, here.book, "no")
    held = target.read_bytes()
    macros.convert_workbook(here.caller)
    assert target.read_bytes() == held


@pytest.mark.parametrize(
    "macro", [macros.export_submission, macros.convert_workbook], ids=["export", "convert"]
)
def test_what_is_no_submission_is_refused_in_its_own_words(
    desk: Callable[[Kind], Desk], macro: Macro
) -> None:
    here = desk(KINDS["no submission"])
    macro(here.caller)
    (said,) = boxes(here.book)
    assert said.startswith("工作簿里没有找到任务分解表")
    assert [file.name for file in here.path.parent.iterdir()] == ["通知.xlsx"]
