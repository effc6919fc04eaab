"""Decisions outlast what they stand in: a report or a ledger lost, old ones put back, names and rounds that change."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipeline.ledger.schema import STEPS
from pipeline.reading.files.own_ledger import NAME
from tests.pipeline.writing.town.deciding import (
    CODE,
    FIRST,
    NO,
    YES,
    changed,
    codes,
    decide,
    kept,
    line_of,
    published,
    record,
    reported,
)
from validators.roster import Community, Roster
from validators.scheme.model import Scheme


def test_the_report_is_lost(folder: Path, baihe: Scheme) -> None:
    """The ledger knows; so does the report where the ledger is lost."""
    decide(reported(folder, baihe).report, {"甲": YES})
    path = reported(folder, baihe).report
    path.unlink()
    path = reported(folder, baihe).report
    assert record(path) == [FIRST]
    for file in folder.glob(f"{NAME}*"):
        file.unlink()
    changed(folder, baihe)
    for _ in range(2):
        town, path, _ = reported(folder, baihe)
        assert (record(path), codes(town)) == ([FIRST], [CODE])
    assert [row[:4] for row in kept(folder)] == [("甲", "推荐", "示范丁", "2021-11-20")]


def test_an_old_report_put_in_place_of_a_newer_one(folder: Path, baihe: Scheme) -> None:
    path = reported(folder, baihe).report
    decide(path, {"甲": YES})
    old = path.read_bytes()
    decide(reported(folder, baihe).report, {"甲": NO})
    path = reported(folder, baihe).report
    path.write_bytes(old)
    path = reported(folder, baihe).report
    assert [row[1] for row in record(path)] == ["推荐", "暂缓"]
    assert line_of(path, "甲")["是否推荐"] == "暂缓"


def test_the_report_of_the_next_day_goes_on(folder: Path, baihe: Scheme) -> None:
    decide(reported(folder, baihe, "汇总20211120.xlsx").report, {"甲": YES})
    second = reported(folder, baihe, "汇总20211121.xlsx").report
    decide(second, {"甲": NO})
    _, third, left = reported(folder, baihe, "汇总20211128.xlsx")
    assert ([row[1] for row in record(third)], left) == (["推荐", "暂缓"], None)


def test_a_community_with_a_new_name_keeps_its_decisions(folder: Path, baihe: Scheme) -> None:
    decide(reported(folder, baihe).report, {"甲": YES})
    reported(folder, baihe)
    renamed = Roster(communities=(Community(code="A1", name="新甲"), Community(code="A2", name="乙")))
    town, path, _ = reported(folder, baihe, roster=renamed)
    assert record(path) == [("新甲", *FIRST[1:])]
    assert codes(town) == []


def test_another_round_has_its_own_decisions(folder: Path, baihe: Scheme) -> None:
    decide(reported(folder, baihe).report, {"甲": YES})
    reported(folder, baihe)
    town, path, _ = reported(folder, baihe, "next.xlsx", round_=2022)
    assert (town.decisions, codes(town), record(path)) == ((), [], [])


def test_telephone_numbers_are_left_out(folder: Path, baihe: Scheme) -> None:
    decide(
        reported(folder, baihe).report,
        {"甲": ("暂缓", "示范丁13800138000", datetime(2021, 11, 20), "问021-59700000")},
    )
    for _ in range(2):
        town, _, left = reported(folder, baihe)
        (decision,) = town.decisions
        assert (decision.by, decision.reason, left) == ("示范丁（电话略）", "问（电话略）", None)
    assert len(kept(folder)) == 1


def test_who_is_recommended_is_published_with_totals_alone(folder: Path, baihe: Scheme) -> None:
    decide(reported(folder, baihe).report, {"甲": YES, "乙": NO})
    path = reported(folder, baihe).report
    heads = [cell.value for cell in load_workbook(path)["公示名单"][3]]
    assert (heads, published(path)) == (["序号", "社区", "自评总分（分）"], [(1, "甲", 109)])


def test_what_is_handed_in_before_the_decision_is_read_is_no_part_of_it(folder: Path, baihe: Scheme) -> None:
    """The office decided on what its list showed, whatever came between that and the next consolidation."""
    decide(reported(folder, baihe).report, {"甲": YES})
    changed(folder, baihe)
    town, path, _ = reported(folder, baihe)
    assert (record(path), codes(town)) == ([FIRST], [CODE])


@pytest.mark.parametrize("statement", ["UPDATE decisions SET outcome = '不推荐'", "DELETE FROM decisions"])
def test_nobody_changes_a_decision_in_the_ledger(folder: Path, baihe: Scheme, statement: str) -> None:
    decide(reported(folder, baihe).report, {"甲": YES})
    reported(folder, baihe)
    with (
        closing(sqlite3.connect(folder / NAME)) as ledger,
        pytest.raises(sqlite3.IntegrityError, match="台账只增加"),
    ):
        ledger.execute(statement)
    assert [row[1] for row in kept(folder)] == ["推荐"]


def test_a_ledger_of_before_there_were_decisions(
    folder: Path, baihe: Scheme, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is read as it is, and takes the step that it lacks when it is written to."""
    with monkeypatch.context() as before:
        before.setattr("pipeline.ledger.file.STEPS", STEPS[:1])
        before.setattr("pipeline.ledger.recording.record_decisions", lambda *_: None)
        decide(reported(folder, baihe).report, {"甲": YES})
    reported(folder, baihe)
    assert [row[1] for row in kept(folder)] == ["推荐"]
