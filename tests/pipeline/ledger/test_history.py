"""The chain of a community's submissions as the ledger tells it."""

from datetime import date
from pathlib import Path

from pipeline.checking.engine import State
from pipeline.ledger.file import read
from pipeline.ledger.history import communities, known_as, submissions
from pipeline.reading.files.own_ledger import NAME
from pipeline.town.changes import UNCHANGED, changes_told
from tests.books import write_book
from tests.pipeline.ledger.kept import DAY, consolidated, told
from tests.pipeline.ledger.test_earlier import LATER, sheet
from tests.pipeline.town.small_towns import book
from validators.scheme.model import Scheme


def chains(folder: Path, community: str | None = None) -> list[tuple[object, ...]]:
    """What is told of each submission, in short."""
    return [
        (
            one.community,
            one.file,
            one.state_told,
            one.handed_in,
            one.total,
            None if one.changed is None else changes_told(one.changed),
        )
        for one in told(folder, community)
    ]


def test_what_was_said_once_is_told_after_it_was_replaced(tmp_path: Path, baihe: Scheme) -> None:
    write_book(tmp_path / "甲.xlsx", sheet(baihe, i9=None))
    consolidated(tmp_path, baihe, returns=True)
    write_book(tmp_path / "甲.xlsx", sheet(baihe, date(2021, 11, 3)))
    write_book(tmp_path / "甲改.xlsx", sheet(baihe, date(2021, 11, 5)).put(4, "evidence", "照片"))
    consolidated(tmp_path, baihe, LATER)
    assert chains(tmp_path, "甲") == [
        ("甲", "甲.xlsx", "文件已不在", date(2021, 10, 9), 71, None),
        (
            "甲",
            "甲.xlsx",
            "已更新（旧件）",
            date(2021, 11, 3),
            73,
            ["总分增加2分", "第9项补选合格（增加2分）"],
        ),
        ("甲", "甲改.xlsx", "已收", date(2021, 11, 5), 73, ["第4项佐证材料有改动"]),
    ]
    first, second, third = told(tmp_path, "甲")
    assert (first.errors, first.requests, first.returned) == (1, (DAY,), (DAY,))
    assert (second.requests, third.requests, third.returned) == ((), (LATER,), ())


def test_a_renamed_file_and_a_copy_are_one_submission(tmp_path: Path, baihe: Scheme) -> None:
    path = book(tmp_path, "甲.xlsx", baihe, "甲")
    consolidated(tmp_path, baihe)
    (tmp_path / "甲（副本）.xlsx").write_bytes(path.read_bytes())
    consolidated(tmp_path, baihe)
    path.rename(tmp_path / "甲居.xlsx")
    consolidated(tmp_path, baihe)
    (one,) = told(tmp_path)
    assert one.state in {State.ACCEPTED, State.DUPLICATE}
    assert one.there
    for file in tmp_path.glob("*.xlsx"):
        file.unlink()
    consolidated(tmp_path, baihe)
    assert [gone.state_told for gone in told(tmp_path)] == ["文件已不在"]


def test_the_same_answers_again_are_told_as_such(tmp_path: Path, baihe: Scheme) -> None:
    for day in (9, 12):
        book(tmp_path, "甲.xlsx", baihe, "甲", day=day)
        consolidated(tmp_path, baihe)
    assert [row[-1] for row in chains(tmp_path)] == [None, [UNCHANGED]]


def test_files_that_could_not_be_read_stand_in_the_chain_of_whom_they_name(
    tmp_path: Path, baihe: Scheme
) -> None:
    (tmp_path / "乙.xlsx").write_bytes(b"no workbook")
    consolidated(tmp_path, baihe)
    book(tmp_path, "乙.xlsx", baihe, "乙")
    consolidated(tmp_path, baihe)
    assert chains(tmp_path) == [
        ("乙", "乙.xlsx", "文件已不在", None, None, None),
        ("乙", "乙.xlsx", "已收", date(2021, 10, 9), 73, None),
    ]


def test_rounds_and_communities_are_asked_for_one_by_one(tmp_path: Path, baihe: Scheme) -> None:
    book(tmp_path, "1.xlsx", baihe, "甲")
    book(tmp_path, "2.xlsx", baihe, "乙")
    book(tmp_path, "3.xlsx", baihe, "甲", tier="一般", year=2022)
    for year in (2021, 2022):
        consolidated(tmp_path, baihe, date(2022, 11, 1), round_=year)
    which = [(None, None), ("甲", None), ("甲", 2022), ("丁", None)]
    found = read(tmp_path / NAME, lambda ledger: [submissions(ledger, *one) for one in which])
    assert [[(one.community, one.year, one.state_told) for one in some] for some in found] == [
        [("甲", "2021", "已收"), ("甲", "2022", "已收"), ("乙", "2021", "已收")],
        [("甲", "2021", "已收"), ("甲", "2022", "已收")],
        [("甲", "2022", "已收")],
        [],
    ]
    assert read(tmp_path / NAME, communities) == ["甲", "乙"]
    assert read(tmp_path / NAME, lambda ledger: (known_as(ledger, " 甲 "), known_as(ledger, "甲居"))) == (
        "甲",
        None,
    )
