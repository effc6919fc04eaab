"""What a consolidation leaves in the ledger: what is new, once, and no telephone number."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from pipeline.ledger.schema import TABLES
from pipeline.reading.files.own_ledger import NAME
from tests.books import Sheet, write_book
from tests.pipeline.ledger.kept import consolidated, counts, rows
from tests.pipeline.town.small_towns import book
from validators.scheme.model import Scheme


def test_everything_a_file_said_is_kept(tmp_path: Path, baihe: Scheme) -> None:
    sheet = Sheet(baihe, "甲", "tiered").dated(date(2021, 10, 9)).choose(dict.fromkeys(range(1, 29), "合格"))
    write_book(tmp_path / "甲.xlsx", sheet.put(1, "measured", 60).put(4, "evidence", "照片12张"))
    consolidated(tmp_path, baihe, returns=True)
    assert rows(tmp_path, "SELECT day, round, obliged, received, attained FROM consolidations") == [
        ("2021-11-01", 2021, 3, 1, 0)
    ]
    assert rows(tmp_path, "SELECT total, grade, size > 1000, was_read FROM versions") == [
        ("72", "未达标", 1, 1)
    ]
    assert rows(tmp_path, "SELECT file, state, community, year, handed_in FROM sightings") == [
        ("甲.xlsx", "with_errors", "甲", "2021", "2021-10-09")
    ]
    selections = "SELECT item, choice, points, measured, evidence FROM selections WHERE item IN (1, 4, 29)"
    assert rows(tmp_path, selections) == [
        (1, "合格", "4", "60", ""),
        (4, "合格", "4", "", "照片12张"),
        (29, "", None, "", ""),
    ]
    assert ("GCS201", "error", 29) in rows(tmp_path, "SELECT code, severity, item FROM findings")
    asked = rows(
        tmp_path, "SELECT community, version, code, item FROM requests LEFT JOIN asked ON request = id"
    )
    assert {("甲", 1, "GCS201", 29), ("乙", None, None, None), ("丙", None, None, None)} <= {*asked}
    assert rows(tmp_path, "SELECT file, reply_by FROM copies") == [("甲_退回件.xlsx", "2021-11-08")]


def test_what_is_there_already_is_not_recorded_again(tmp_path: Path, baihe: Scheme) -> None:
    book(tmp_path, "甲.xlsx", baihe, "甲")
    book(tmp_path, "乙.xlsx", baihe, "乙")
    consolidated(tmp_path, baihe, returns=True)
    once = counts(tmp_path)
    for _ in range(2):
        consolidated(tmp_path, baihe, returns=True)
    assert counts(tmp_path) == once | {"consolidations": 3}


def test_a_file_replaced_renamed_and_taken_away_is_seen_so(tmp_path: Path, baihe: Scheme) -> None:
    path = book(tmp_path, "甲.xlsx", baihe, "甲")
    consolidated(tmp_path, baihe)
    book(tmp_path, "甲.xlsx", baihe, "甲", tier="一般", day=12)
    consolidated(tmp_path, baihe)
    path.rename(tmp_path / "新.xlsx")
    consolidated(tmp_path, baihe)
    (tmp_path / "新.xlsx").unlink()
    consolidated(tmp_path, baihe)
    assert rows(tmp_path, "SELECT consolidation, file, version, state FROM sightings ORDER BY id") == [
        (1, "甲.xlsx", 1, "accepted"),
        (2, "甲.xlsx", 2, "accepted"),
        (3, "新.xlsx", 2, "accepted"),
        (3, "甲.xlsx", 2, "gone"),
        (4, "新.xlsx", 2, "gone"),
    ]
    assert rows(tmp_path, "SELECT total FROM versions") == ["73", "91.5"]


def test_a_file_is_told_for_each_round_by_itself(tmp_path: Path, baihe: Scheme) -> None:
    book(tmp_path, "甲.xlsx", baihe, "甲")
    for _ in range(2):
        for year in (2021, 2022):
            consolidated(tmp_path, baihe, date(2022, 11, 1), round_=year)
    assert rows(tmp_path, "SELECT round, state, year FROM sightings") == [
        (2021, "accepted", "2021"),
        (2022, "other_round", "2021"),
    ]


def test_a_file_that_could_not_be_read_is_recorded_anew_once_it_can(
    tmp_path: Path, baihe: Scheme, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise MemoryError

    book(tmp_path, "甲.xlsx", baihe, "甲")
    with monkeypatch.context() as patch:
        patch.setattr("pipeline.checking.one_file.score", fails)
        consolidated(tmp_path, baihe)
    consolidated(tmp_path, baihe)
    assert rows(tmp_path, "SELECT was_read, total FROM versions") == [(0, None), (1, "73")]


PHONE = "13800138000"


def test_no_telephone_number_is_in_it(tmp_path: Path, baihe: Scheme) -> None:
    """Wherever somebody typed it: in the evidence, as a choice, in a community's or a file's name."""
    sheet = (
        Sheet(baihe, f"甲{PHONE}", "tiered")
        .dated(date(2021, 10, 9))
        .choose(dict.fromkeys(range(1, 30), "合格"))
    )
    sheet.put(4, "evidence", f"电话{PHONE}").put(5, "tier", PHONE).put(5, "score", None).put(
        1, "measured", PHONE
    )
    for name in (f"甲{PHONE}.xlsx", "甲13900139000.xlsx"):
        write_book(tmp_path / name, sheet.put(6, "evidence", name[:4]))
    (tmp_path / "green-community.toml").write_text(
        f'[[waivers]]\ncommunity = "甲{PHONE}"\ncode = "GCS201"\napprover = "张三{PHONE}"\nreason = "拆迁{PHONE}"\nexpires = 2022-12-31\n',
        encoding="utf-8",
    )
    for _ in range(2):
        consolidated(tmp_path, baihe, returns=True)
    assert counts(tmp_path)["waivers"] == 1
    assert len(rows(tmp_path, "SELECT file FROM sightings")) == 2
    with closing(sqlite3.connect(tmp_path / NAME)) as ledger:
        text = "\n".join(ledger.iterdump())
    assert "电话略" in text
    assert [number for number in (PHONE, "13900139000") if number in text] == []


@pytest.mark.parametrize("table", TABLES[0])
def test_nothing_is_changed_or_deleted(tmp_path: Path, baihe: Scheme, table: str) -> None:
    """Whoever opens it, with whatever program."""
    sheet = Sheet(baihe, "甲", "tiered").dated(date(2021, 10, 9)).choose(dict.fromkeys(range(1, 29), "合格"))
    write_book(tmp_path / "甲.xlsx", sheet)
    (tmp_path / "green-community.toml").write_text(
        '[[waivers]]\ncommunity = "甲"\ncode = "GCS201"\napprover = "张三"\nreason = "拆迁"\nexpires = 2022-12-31\n',
        encoding="utf-8",
    )
    consolidated(tmp_path, baihe, returns=True)
    with closing(sqlite3.connect(tmp_path / NAME)) as ledger:
        if table == "measures":
            ledger.execute("INSERT INTO measures VALUES (1, 1, '', '', '', '', '')")
        column = ledger.execute(f"SELECT * FROM {table}").description[0][0]
        for statement in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"):
            with pytest.raises(sqlite3.IntegrityError, match="台账只增加"):
                ledger.execute(statement)
