"""The button 抽样 over whatever is open: what it asks, where the list goes, and what it refuses in a sentence."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
import xlwings as xw
from openpyxl import load_workbook

from addin import dialogs, macros
from tests.addin.opened import boxes, done, ribbon_over, written
from tests.addin.ribbon import Desk, Kind, anything
from tests.pipeline.writing.town.town_tables import rows

pytestmark = pytest.mark.usefixtures("at_home")


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """What the clerk types, and what is asked."""

    def given(*typed: str | None) -> list[str]:
        asked: list[str] = []
        rest = iter(typed)

        def typing(_: object, question: str, __: str) -> str | None:
            asked.append(question)
            return next(rest)

        monkeypatch.setattr("addin.macros.sampling.typed_text", typing)
        return asked

    return given


@anything
def test_it_draws_over_whatever_is_open(
    desk: Callable[[Kind], Desk], kind: Kind | None, town: Path, answers: Callable[..., list[str]]
) -> None:
    caller, book = desk(kind)[:2] if kind else ribbon_over(None)
    files = {path: path.read_bytes() for path in town.rglob("*") if path.is_file()}
    asked = answers("30%", "7")
    macros.draw_sample(caller)
    (said,) = boxes(book)
    target = town.with_name("白鹤镇绿色社区创建抽样_2021年第1次.xlsx")
    assert said.endswith(f"名册：{town / '名册.csv'}。\n抽样名单：{target}。")
    assert "\n随机数种子7，抽取比例30%，等次分层：良好1、一般2、合格2。\n" in said
    assert "\n本次为2021年第1次抽样（2021年11月1日），已记入台账。本年度没有其他抽样。\n" in said
    assert [question.partition("，")[0] for question in asked] == ["抽取比例", "随机数种子"]
    assert len(rows(target, "抽样名单")) > 5
    assert written(book) == {}
    assert {path: path.read_bytes() for path in files} == files
    assert {path.name for path in town.iterdir()} == {"台账.sqlite", *(path.name for path in files)}


def test_every_draw_has_a_file_of_its_own(town: Path, answers: Callable[..., list[str]]) -> None:
    """The same again is written anew; where somebody has saved it since it is kept, and told."""
    for seed in ("7", "8", "", "8"):
        answers("30%", seed)
        macros.draw_sample(ribbon_over(None)[0])
    names = sorted(path.name for path in town.parent.glob("*.xlsx"))
    assert names == [f"白鹤镇绿色社区创建抽样_2021年第{number}次.xlsx" for number in (1, 2)]
    second = town.with_name(names[1])
    book = load_workbook(second)
    book["抽样名单"]["I3"] = "示范甲"
    book.save(second)
    before = second.read_bytes()
    answers("30%", "")
    caller, shown = ribbon_over(None)
    macros.draw_sample(caller)
    assert f"\n原来的 {names[1]} 有人改过，没有改动。\n" in boxes(shown)[0]
    assert second.read_bytes() == before
    assert len([*town.parent.glob("*.xlsx")]) == 3


@pytest.mark.parametrize("typed", [(None,), ("30%", None)])
def test_who_cancels_draws_nothing(
    town: Path, answers: Callable[..., list[str]], typed: tuple[str | None, ...]
) -> None:
    answers(*typed)
    caller, book = ribbon_over(None)
    macros.draw_sample(caller)
    assert done(book) == []
    assert not [*town.parent.glob("*.xlsx")]
    assert not (town / "台账.sqlite").exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("30", ""), "抽取比例“30”不能用，请写成30%一类的百分数，大于0，不超过100%。"),
        (("0%", ""), "抽取比例“0%”不能用，请写成30%一类的百分数，大于0，不超过100%。"),
        (("30%", "七"), "种子“七”不能用，请写不超过9位的数字，或者空着。"),
    ],
)
def test_what_cannot_be_is_one_sentence(
    town: Path, answers: Callable[..., list[str]], typed: tuple[str, ...], said: str
) -> None:
    answers(*typed)
    caller, book = ribbon_over(None)
    macros.draw_sample(caller)
    assert boxes(book) == [said]
    assert not (town / "台账.sqlite").exists()


def test_without_a_roster_nothing_is_drawn(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (town / "名册.csv").unlink()
    monkeypatch.setattr("addin.macros.rosters.picked_file", lambda *_: None)
    caller, book = ribbon_over(None)
    macros.draw_sample(caller)
    (said,) = boxes(book)
    assert said.startswith("抽样要有名册：应报社区以名册为准，")


def test_the_page_says_what_from_and_its_list_is_no_submission(
    town_book: Callable[..., xw.Book], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the workbook with 镇级汇总 lies among the submissions."""
    monkeypatch.setattr("pipeline.clock.now", lambda scheme: datetime(2021, 11, 1, 9, tzinfo=scheme.zone))
    home = tmp_path / "我的文件"
    for path in (tmp_path / "报送 2021").glob("*.xlsx"):
        path.rename(home / path.name)
    book = town_book({"GC_Folder": [[str(home)]]})
    macros.draw_sample(book)
    assert "抽样名单：" + str(home / "白鹤镇绿色社区创建抽样_2021年第1次.xlsx") in boxes(book)[-1]
    book = town_book({"GC_Folder": [[str(home)]]})
    macros.consolidate(book)
    (report,) = home.glob("白鹤镇绿色社区创建汇总_*.xlsx")
    found = [row["文件"] for row in rows(report, "文件清单")]
    assert len(found) == 16
    assert [file for file in found if "抽样" in file] == []


def test_nobody_to_draw_from_is_told(town: Path, answers: Callable[..., list[str]]) -> None:
    for path in town.glob("*.xlsx"):
        if path.stem != "示范四居":  # the one below the line
            path.unlink()
    answers("30%", "7")
    caller, book = ribbon_over(None)
    macros.draw_sample(caller)
    assert boxes(book) == ["没有可以抽样的社区：名册的应报社区中没有自评达标的。"]


@pytest.mark.parametrize(("answer", "typed"), [(" 30% ", "30%"), ("", ""), (False, None)])
def test_what_is_typed_into_excels_box(answer: object, typed: str | None) -> None:
    """Excel gives False for 取消; a stand-in for Excel's own object."""
    from unittest.mock import MagicMock

    book = MagicMock()
    book.app.api.InputBox.return_value = answer
    assert dialogs.typed_text(book, "抽取比例：", "30%") == typed
    book.app.api.InputBox.assert_called_once_with("抽取比例：", dialogs.TITLE, "30%")
