"""Buttons over what lies where nothing can be written (a disc, a share without rights) or whose path is long for Excel."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from addin import macros
from addin.macros.entry import Macro
from addin.macros.places import home_for, place_for
from addin.opened import RefusedError
from pipeline.run import check_book
from pipeline.writing.replacing import takes_files
from tests.addin.opened import boxes, ribbon_over
from tests.addin.ribbon import ALL_BUT_3, BAIHE, KINDS, Desk, Kind, answering, tiered
from tests.clients.programs import absent, require

pytestmark = pytest.mark.usefixtures("at_home")

LONGEST = 218
"""Characters of a path that Excel still opens, as Microsoft's support page gives them."""


@contextmanager
def closed(folder: Path) -> Iterator[None]:
    """A folder in which nothing can be made, by whomever."""
    if subprocess.run([require("chattr"), "+i", folder], check=False).returncode:
        absent("chattr +i", "use a file system that has it, as root")
    try:
        yield
    finally:
        subprocess.run([require("chattr"), "-i", folder], check=True)


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's documents."""
    folder = tmp_path / "文档"
    folder.mkdir()
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(folder))
    return folder


def test_whether_a_folder_takes_files_is_tried_without_leaving_one(tmp_path: Path) -> None:
    assert takes_files(tmp_path)
    assert not takes_files(tmp_path / "没有")
    with closed(tmp_path):
        assert not takes_files(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_on_a_disc_is_checked_and_its_findings_are_listed(desk: Callable[[Kind], Desk]) -> None:
    here = desk(KINDS["tiered"])
    with closed(here.path.parent):
        macros.check_workbook(here.caller)
    (said,) = boxes(here.book)
    assert said.endswith("见“分档[乙]_校验结果.xlsx”。")
    assert [file.name for file in here.results.iterdir()] == ["分档[乙]_校验结果.xlsx"]


def test_where_the_lists_cannot_be_kept_either_it_is_said_where_this_one_is(
    desk: Callable[[Kind], Desk], documents: Path
) -> None:
    here = desk(KINDS["tiered"])
    here.results.parent.mkdir(parents=True)
    with closed(here.results.parent):
        macros.check_workbook(here.caller)
    (said,) = boxes(here.book)
    assert said.endswith(f"见“{documents / '分档[乙]_校验结果.xlsx'}”。")


@pytest.mark.parametrize(
    ("macro", "name", "said"),
    [
        (macros.export_submission, "示范一居_2022_20221020.xlsx", "已导出报送件 {}，本工作簿所在的文件夹存不进去，放在“{}”里，可以报送。"),
        (macros.convert_workbook, "分档[乙]_2022年.xlsx", "已转成2022年的工作簿 {}，原表所在的文件夹存不进去，放在“{}”里，请核对。"),
    ],
    ids=["export", "convert"],
)  # fmt: skip
def test_what_cannot_stand_beside_it_goes_to_the_documents(
    desk: Callable[[Kind], Desk],
    documents: Path,
    monkeypatch: pytest.MonkeyPatch,
    macro: Macro,
    name: str,
    said: str,
) -> None:
    here = desk(KINDS["tiered"])
    shown = answering(monkeypatch, here.book, "yes")
    with closed(here.path.parent):
        macro(here.caller)
    assert shown[-1] == said.format(name, documents)
    (made,) = documents.iterdir()
    card = check_book(made, BAIHE).scorecard
    assert card
    assert (made.name, {mark.item: mark.name for mark in card.marks if mark.name}) == (name, ALL_BUT_3)


def test_without_documents_it_goes_among_the_temporary_files_and_else_it_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(tmp_path / "没有"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert home_for(tmp_path / "也没有") == tmp_path
    with closed(tmp_path), pytest.raises(RefusedError, match="存不进文件"):
        home_for(tmp_path)


def test_report_and_return_copies_of_a_share_without_rights_go_to_the_documents(
    town: Path, documents: Path
) -> None:
    caller, _ = ribbon_over(None)
    (town.parent / "local").mkdir()
    with closed(town), closed(town.parent):
        macros.consolidate(caller)
        macros.return_copies(caller)
    reported, returned = boxes(caller)
    report = documents / "白鹤镇绿色社区创建汇总_20211101.xlsx"
    assert reported.splitlines()[-2:] == [
        f"“{town.parent}”里存不进去，汇总报告放在别处。",
        f"完整的汇总：{report}。",
    ]
    assert f"报送文件夹存不进去，放在“{documents / '退回件'}”里。" in returned
    assert sorted(path.name for path in documents.iterdir()) == sorted([report.name, "退回件"])


# paths that Excel does not open


def deep(folder: Path, length: int) -> Path:
    """A folder whose path has so many characters."""
    lacking = length - len(str(folder)) - 1
    made = folder / "深" / ("a" * (lacking - 2))
    made.mkdir(parents=True)
    assert len(str(made)) == length
    return made


@pytest.mark.parametrize("text", ["甲", "示范" * 60, "a" * 300])
@pytest.mark.parametrize("length", [100, 190, 199, 217, 240])
def test_excel_can_open_whatever_is_written(tmp_path: Path, documents: Path, length: int, text: str) -> None:
    folder = deep(tmp_path, length)
    place = place_for(folder, text, "_2022年.xlsx")
    assert len(str(place)) <= LONGEST
    assert place.parent in (folder, documents)
    assert place.name.endswith("_2022年.xlsx")
    assert place.name.startswith(text[:20])


def test_a_name_is_kept_whole_as_long_as_excel_opens_it(tmp_path: Path, documents: Path) -> None:
    """190 and one for the backslash leave 27 characters, 16 of them for the day and time that may follow."""
    folder = deep(tmp_path, 190)
    assert place_for(folder, "甲乙", "1.xlsx") == folder / "甲乙1.xlsx"
    assert place_for(folder, "甲乙丙丁戊己", "1.xlsx") == documents / "甲乙丙丁戊己1.xlsx"


def test_a_workbook_of_a_long_name_is_checked_exported_and_converted(
    tmp_path: Path, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its path is as long as Excel opens."""
    folder = tmp_path / "夹"
    folder.mkdir()
    path = folder / f"{'a' * (LONGEST - len(str(folder)) - len('/.xlsx'))}.xlsx"
    tiered(path)
    for macro in (macros.check_workbook, macros.export_submission, macros.convert_workbook):
        caller, book = ribbon_over(path)
        said = answering(monkeypatch, book, "yes")
        macro(caller)
        assert "没有完成" not in said[-1]
    made = [file for file in tmp_path.rglob("*.xlsx") if file != path]
    assert len(made) == 3
    assert all(len(str(file)) <= LONGEST for file in made)
    assert list(documents.iterdir()) == []
    shutil.rmtree(folder)
