"""What the office decides stays decided: kept with what it was made on, told when that changes, never altered in silence."""

from datetime import datetime
from pathlib import Path

import pytest

from tests.daily import daily
from tests.pipeline.writing.town.deciding import (
    CODE,
    FIRST,
    NO,
    YES,
    Reported,
    Typed,
    changed,
    codes,
    decide,
    kept,
    line_of,
    published,
    record,
    reported,
)
from validators.scheme.model import Scheme


@pytest.mark.parametrize("ledger", daily([True, False], 1))
def test_decide_change_after_and_decide_again(folder: Path, baihe: Scheme, ledger: bool) -> None:
    def again() -> Reported:
        return reported(folder, baihe, ledger=ledger)

    path = again().report
    assert (record(path), line_of(path, "甲")["是否推荐"]) == ([], None)
    decide(path, {"甲": YES})
    for _ in range(2):
        town, path, left = again()
        assert (record(path), left, codes(town)) == ([FIRST], None, [])
        assert line_of(path, "甲")["决定日期"] == datetime(2021, 11, 20)
    changed(folder, baihe)
    for _ in range(2):
        town, path, left = again()
        assert (record(path), left) == ([FIRST], None)
        (finding,) = (f for f in town.findings if f.code == CODE)
        assert (finding.community, finding.file) == ("甲", None)
        assert "2021年11月20日由示范丁决定“推荐”，当时自评总分109分" in finding.message
        assert "总分由109分变为108分" in finding.message
        assert ("第2项良好改为合格（减少1分）" in finding.message) is ledger
        assert line_of(path, "甲")["标记"] == "决定后报送件有变动，请核对"
    decide(path, {"甲": NO})
    for _ in range(2):
        town, path, left = again()
        before, now = (
            ("甲", "推荐", "示范丁", "2021-11-20", 109, "已变更"),
            ("甲", "暂缓", "示范戊", "2021-11-25", 108, "现行"),
        )
        assert (record(path), left, codes(town)) == ([before, now], None, [])
    if ledger:
        on = [
            ("甲", "推荐", "示范丁", "2021-11-20", "109", 64),
            ("甲", "暂缓", "示范戊", "2021-11-25", "108", 64),
        ]
        assert kept(folder) == on


def test_the_same_words_on_another_day_confirm_what_changed(folder: Path, baihe: Scheme) -> None:
    decide(reported(folder, baihe).report, {"甲": YES})
    reported(folder, baihe)
    changed(folder, baihe)
    path = reported(folder, baihe).report
    decide(path, {"甲": ("推荐", "示范丁", "2021.11.28", None)})
    town, path, _ = reported(folder, baihe)
    assert codes(town) == []
    assert [row[3:] for row in record(path)] == [("2021-11-20", 109, "已变更"), ("2021-11-28", 108, "现行")]


def test_back_to_an_earlier_decision_is_a_third_one(folder: Path, baihe: Scheme) -> None:
    for typed in (YES, NO, YES):
        decide(reported(folder, baihe).report, {"甲": typed})
    path = reported(folder, baihe).report
    assert [row[1] for row in record(path)] == ["推荐", "暂缓", "推荐"]
    assert [row[1] for row in kept(folder)] == ["推荐", "暂缓", "推荐"]


def test_what_is_cleared_takes_nothing_back(folder: Path, baihe: Scheme) -> None:
    decide(reported(folder, baihe).report, {"甲": YES})
    decide(reported(folder, baihe).report, {"甲": (None, None, None, None)})
    path = reported(folder, baihe).report
    assert (record(path), line_of(path, "甲")["是否推荐"]) == ([FIRST], "推荐")


@pytest.mark.parametrize(
    ("typed", "lacking"),
    [
        (("推荐", None, None, None), "缺决定人、决定日期"),
        (("暂缓", "示范丁", datetime(2021, 11, 20), None), "缺理由"),
        pytest.param(("不推荐", "示范丁", datetime(2021, 11, 20), None), "缺理由", marks=pytest.mark.slow),
        (("推荐", "示范丁", "下周", None), "决定日期不是日期"),
        (("推荐", "示范丁", datetime(2021, 12, 1), None), "决定日期晚于汇总日期2021年11月30日"),
        pytest.param(
            ("推荐", "示范丁", datetime(2012, 11, 20), None), "决定日期早于2021年度", marks=pytest.mark.slow
        ),
        pytest.param(
            ("同意", "示范丁", datetime(2021, 11, 20), None), "决定不在可选项内", marks=pytest.mark.slow
        ),
        pytest.param((None, "示范丁", datetime(2021, 11, 20), None), "缺决定", marks=pytest.mark.slow),
    ],
)
def test_what_lacks_something_is_no_decision_and_stays(
    folder: Path, baihe: Scheme, typed: Typed, lacking: str
) -> None:
    decide(reported(folder, baihe).report, {"甲": typed})
    for _ in range(2):
        town, path, left = reported(folder, baihe)
        line = line_of(path, "甲")
        assert (town.decisions, left) == ((), None)
        assert (line["是否推荐"], line["决定人"], line["理由"]) == (typed[0], typed[1], typed[3])
        assert line["标记"] == f"{lacking}，未记入"
    assert kept(folder) == []


def test_an_unfinished_change_leaves_what_holds(folder: Path, baihe: Scheme) -> None:
    decide(reported(folder, baihe).report, {"甲": YES})
    decide(reported(folder, baihe).report, {"甲": ("不推荐", "示范戊", datetime(2021, 11, 25), None)})
    path = reported(folder, baihe).report
    assert record(path) == [FIRST]
    assert line_of(path, "甲")["标记"] == "缺理由，未记入；现行决定：2021-11-20 示范丁：推荐"
    assert published(path) == [(1, "甲", 109)]


def test_a_submission_that_is_gone(folder: Path, baihe: Scheme) -> None:
    decide(reported(folder, baihe).report, {"甲": YES})
    reported(folder, baihe)
    (folder / "甲.xlsx").unlink()
    for _ in range(2):
        town, path, _ = reported(folder, baihe)
        assert codes(town) == [CODE]
        assert record(path) == [FIRST]
        assert line_of(path, "甲")["总分"] is None
    decide(path, {"甲": NO})
    town, path, _ = reported(folder, baihe)
    assert record(path) == [FIRST]  # nothing that it could be made on
    assert str(line_of(path, "甲")["标记"]).startswith("所据报送件不详，未记入；现行决定：")


def test_a_number_where_a_name_or_a_reason_belongs_is_what_was_typed(folder: Path, baihe: Scheme) -> None:
    """Only the column of days shows days."""
    path = reported(folder, baihe).report
    decide(path, {"甲": ("暂缓", 1.5, datetime(2021, 11, 20), 3)})
    town, _, _ = reported(folder, baihe)
    (decision,) = town.decisions
    assert (decision.by, str(decision.on), decision.reason) == ("1.5", "2021-11-20", "3")
