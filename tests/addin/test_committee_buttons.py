"""The committee's buttons: what 检查本表 writes, cell by cell, and what 导出报送件 saves after asking."""

import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import xlwings as xw
from python_calamine import CalamineWorkbook

from addin import macros
from addin.opened import checked_copy
from pipeline.checking.engine import CheckedBook
from pipeline.run import check_book
from pipeline.writing.workbook.results import FINDING_HEADS
from tests.addin.opened import actions, boxes, done, open_book, rows, written
from tests.addin.submissions import submission
from tests.test_samples import SAMPLES
from validators.scheme.model import Scheme
from validators.submission import Submission

pytestmark = pytest.mark.usefixtures("at_home")


# 检查本表

FOUND: dict[str, tuple[Submission | None, list[tuple[str, str, str]], str]] = {
    "nothing": (submission(), [], "示范一居：总分73分，合格，距“一般”还差18.5分。\n没有发现问题。"),
    "one missing": (
        submission(i3=None),
        [("第3项", "任务分解表!H8", "须改正")],
        "示范一居：总分70分，未达标，距“合格”还差3分。\n没有选择自评档次的：第3项。\n发现1处：须改正1处。见“校验结果”。",
    ),
    "no tier, no reason": (
        submission(i9="优秀", i28="不涉及"),
        [("第9项", "任务分解表!H14", "须改正"), ("第28项", "任务分解表!H33", "请核实")],
        "发现2处：须改正1处、请核实1处。见“校验结果”。",
    ),
}


@pytest.mark.parametrize(("content", "found", "said"), FOUND.values(), ids=FOUND)
def test_findings_stand_in_their_area(
    filled: Callable[..., Path], content: Submission, found: list[tuple[str, str, str]], said: str
) -> None:
    book = open_book(filled(content))
    macros.check_workbook(book)
    assert [(number, item, link, severity) for number, item, _, _, link, severity in rows(book)] == [
        (number, item, f'=HYPERLINK("#{cell}","{cell}")', severity)
        for number, (item, cell, severity) in enumerate(found, start=1)
    ]
    assert boxes(book)[0].endswith(said)
    assert len(boxes(book)) == 1


def test_messages_are_those_of_validate_and_earlier_ones_are_cleared(
    filled: Callable[..., Path], baihe: Scheme
) -> None:
    path = filled(submission(i3=None, i9="优秀"))
    book = open_book(path, {"GC_Findings": [["旧"] * 6] * 150})
    top = book.names["GC_Findings"].refers_to_range.row
    macros.check_workbook(book)
    cells = written(book)
    for row, finding in enumerate(check_book(path, baihe).findings, start=top):
        assert (cells[f"校验结果!C{row}"], cells[f"校验结果!D{row}"]) == (finding.message, finding.fix)
    below = {f"校验结果!{column}{row}": "" for column in "ABCDEF" for row in range(top + 2, top + 200)}
    assert {cell: cells[cell] for cell in cells if cell in below} == below
    assert len(cells) == len(below) + 2 * len(FINDING_HEADS)


def test_the_first_finding_is_shown(filled: Callable[..., Path]) -> None:
    book = open_book(filled(submission(i3=None, i9="优秀")))
    macros.check_workbook(book)
    (select,) = actions(book, "rangeSelect")
    assert book.sheets[select["sheet_position"]].name == "任务分解表"
    assert (select["start_row"], select["start_column"]) == (8 - 1, 8 - 1)
    assert done(book) == ["activateSheet", "rangeSelect", "setWrapText", "setValues", "setAutofit", "alert"]


# What a copy of the values does not hold: what is hidden, merged, drawn, commented or shown otherwise, what a formula is.
NOT_IN_VALUES = (
    "GCF",
    "GCT116",
    "GCT117",
    "GCT125",
    "GCT126",
    "GCT137",
    "GCT138",
    "GCT143",
    "GCT144",
    "GCT145",
    "GCS216",
)
READABLE = [
    path
    for path in sorted(SAMPLES.rglob("*.xlsx"))
    if path.name[0] != "~" and path.stem != "示范十一居" and not path.parent.name.startswith(NOT_IN_VALUES)
]


@pytest.mark.parametrize("path", READABLE, ids=[f"{path.parent.name}-{path.stem}" for path in READABLE])
def test_the_button_agrees_with_validate_on_every_sample(path: Path, baihe: Scheme) -> None:
    agree(checked_copy(open_book(path), baihe), check_book(path, baihe, path.name))


CONTENTS = {"empty": None, "filled": submission(), "named in the file only": submission("")}


@pytest.mark.parametrize("content", CONTENTS.values(), ids=CONTENTS)
def test_the_button_reads_our_own_workbook_as_validate_does(
    filled: Callable[..., Path], content: Submission | None, baihe: Scheme
) -> None:
    path = filled(content)
    agree(checked_copy(open_book(path), baihe), check_book(path, baihe, path.name))


def test_excel_saves_the_copy_that_is_read(filled: Callable[..., Path], baihe: Scheme) -> None:
    path = filled(submission(i3=None))
    excel: Any = SimpleNamespace(
        name=path.name, api=SimpleNamespace(SaveCopyAs=lambda copy: shutil.copyfile(path, copy))
    )
    agree(checked_copy(excel, baihe), check_book(path, baihe, path.name))


def agree(one: CheckedBook, other: CheckedBook) -> None:
    """Whether two readings of a workbook say the same, down to the cells."""
    assert one.findings == other.findings
    assert one.submission == other.submission
    assert one.sources == other.sources
    assert (one.state, one.scorecard) == (other.state, other.scorecard)


# 导出报送件


def test_the_export_holds_what_was_filled_in(filled: Callable[..., Path], baihe: Scheme) -> None:
    path = filled(submission(i1="良好"))
    book = open_book(path)
    macros.export_submission(book)
    target = path.with_name("示范一居_2022_20221020.xlsx")
    assert sorted(file.name for file in path.parent.iterdir()) == [path.name, target.name]
    assert check_book(target, baihe).submission == check_book(path, baihe).submission
    assert "镇级汇总" not in CalamineWorkbook.from_path(target).sheet_names
    assert done(book) == ["alert"]
    assert boxes(book) == ["已导出报送件 示范一居_2022_20221020.xlsx，和本工作簿在同一个文件夹里，可以报送。"]


def answering(monkeypatch: pytest.MonkeyPatch, book: xw.Book, answer: str) -> list[str]:
    """Excel's own message boxes, which wait for an answer; the texts shown."""
    shown: list[str] = []

    def alert(_: object, prompt: str, *__: object) -> str:
        shown.append(prompt)
        return answer

    monkeypatch.setattr(type(book.app.impl), "alert", alert)
    return shown


ASKED = {
    "errors, no": (submission(i3=None), b"", "no", "还有1处须改正的问题，报送后会被退回。仍要导出吗？", None),
    "errors, yes": (submission(i3=None), b"", "yes", "还有1处须改正的问题，报送后会被退回。仍要导出吗？", "new"),
    "there already, no": (submission(), b"old", "no", "示范一居_2022_20221020.xlsx 已经有了。要用现在的内容替换它吗？", "old"),
    "there already, yes": (submission(), b"old", "yes", "示范一居_2022_20221020.xlsx 已经有了。要用现在的内容替换它吗？", "new"),
    "a query is no error": (submission(i28="不涉及"), b"", "no", "已导出报送件", "new"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "there", "answer", "asked", "left"), ASKED.values(), ids=ASKED)
def test_nothing_is_sent_or_replaced_unasked(
    filled: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    content: Submission,
    there: bytes,
    answer: str,
    asked: str,
    left: str | None,
) -> None:
    path = filled(content)
    target = path.with_name("示范一居_2022_20221020.xlsx")
    if there:
        target.write_bytes(there)
    book = open_book(path)
    shown = answering(monkeypatch, book, answer)
    macros.export_submission(book)
    assert shown[0].startswith(asked)
    now = (target.read_bytes() == b"old" and "old") or "new" if target.exists() else None
    assert now == left


def test_a_name_that_windows_forbids_is_made_fit(filled: Callable[..., Path]) -> None:
    path = filled(submission("示范/一居?"))
    macros.export_submission(open_book(path))
    assert path.with_name("示范_一居__2022_20221020.xlsx").exists()


def test_without_a_community_there_is_no_export(filled: Callable[..., Path]) -> None:
    book = open_book(filled(submission("")))
    macros.export_submission(book)
    assert boxes(book) == ["还没有填写社区名称，请填写后再导出。"]
