"""What 报送情况 says of each community, and asks it to do in a message that can be sent."""

import re
from datetime import date
from pathlib import Path

import pytest

from pipeline.run import consolidate_town
from pipeline.writing.town import requests
from tests.books import Sheet, write_book
from tests.pipeline.writing.town.town_tables import rows, written
from validators.roster import Community, Roster
from validators.scheme.model import Scheme


@pytest.mark.parametrize(
    ("as_of", "extended", "asked"),
    [
        (date(2021, 10, 25), None, "请于10月25日（星期一）前（含当日）把自测评分表报镇精细化推进办"),
        (date(2021, 10, 26), None, "报送期限是10月25日（星期一），目前还没有收到，请于11月2日（星期二）前报"),
        (date(2021, 10, 26), date(2021, 11, 5), "请于11月5日（星期五）前（含当日）把"),
    ],
)
def test_a_reminder_names_the_deadline_in_force(
    tmp_path: Path, baihe: Scheme, as_of: date, extended: date | None, asked: str
) -> None:
    roster = Roster(communities=(Community(name="甲", extended_to=extended),))
    town = consolidate_town(tmp_path, baihe, roster, as_of=as_of)
    assert asked in requests.to_report(town, town.missing[0])


def test_a_request_fits_a_chat_message_and_counts_the_rest(tmp_path: Path, baihe: Scheme) -> None:
    wrong = (
        Sheet(baihe, "示范一居", "tiered")
        .dated(date(2021, 10, 20))
        .choose({item: f"优秀{item}" for item in range(1, 30)})
    )
    write_book(tmp_path / "a.xlsx", wrong)
    town = consolidate_town(tmp_path, baihe, as_of=date(2021, 11, 1))
    message = requests.to_correct(town, town.standings[0])
    told, rest = (
        re.findall(r"(\d+)\.第\d+项的自评档次写的是", message),
        re.search(r"另有(\d+)处，详见退回件“退回意见”栏。$", message),
    )
    assert rest
    assert len(told) + int(rest[1]) == 30  # the papers that did not come are one
    assert len(told) >= 3
    assert len(message) <= requests.LONGEST


@pytest.mark.parametrize("name", ["示范一居", "示范" + "长" * 2000 + "居"])
def test_a_request_keeps_its_bound_whatever_was_typed(tmp_path: Path, baihe: Scheme, name: str) -> None:
    wrong = (
        Sheet(baihe, name, "tiered")
        .dated(date(2021, 10, 20))
        .choose({**dict.fromkeys(range(1, 30), "合格"), 3: "很" * 3000})
    )
    write_book(tmp_path / "a.xlsx", wrong)
    town = consolidate_town(
        tmp_path, baihe, Roster(communities=(Community(name="乙"),)), as_of=date(2021, 11, 1)
    )
    message = requests.to_correct(town, town.standings[0])
    assert len(message) <= requests.LONGEST
    assert "第3项的自评档次写的是“很很" in message
    assert "请在第3项“自评档次”中改选（H8）" in message  # what to do is not what was cut off
    assert "GCR501" in {finding.code for finding in town.findings}


def test_a_row_that_is_not_there_is_asked_for_once(tmp_path: Path, baihe: Scheme) -> None:
    sheet = (
        Sheet(baihe, "示范一居", "tiered")
        .dated(date(2021, 10, 20))
        .choose(dict.fromkeys(range(1, 29), "合格"))
        .drop(12)
    )
    write_book(tmp_path / "a.xlsx", sheet)
    town = consolidate_town(tmp_path, baihe, as_of=date(2021, 11, 1))
    message = requests.to_correct(town, town.standings[0])
    assert message.count("第12项") == 2  # 表中没有第12项…，请补上第12项整行
    assert "1.第29项没有选择自评档次，请补选。2.表中没有第12项" in message


def test_what_the_office_does_itself_is_not_asked_of_a_committee(tmp_path: Path, baihe: Scheme) -> None:
    write_book(
        tmp_path / "a.xlsx",
        Sheet(baihe, "甲").dated(date(2021, 10, 20)).choose(dict.fromkeys(range(1, 30), "合格")),
    )
    town = consolidate_town(
        tmp_path, baihe, Roster(communities=(Community(name="乙"),)), as_of=date(2021, 11, 1)
    )
    message = requests.to_correct(town, town.standings[0]).partition("2.还没有收到")[0]
    assert message.endswith("确实没有写错的，请告知镇精细化推进办，由镇精细化推进办在名册中补登名称或别名。")


def test_a_community_whose_file_cannot_be_read_is_told_so(report: Path) -> None:
    (row,) = (row for row in rows(report, "报送情况") if row["社区"] == "示范十一居")
    assert (row["状态"], row["文件"]) == ("未报", "示范十一居.xlsx")
    assert row["待处理问题"].startswith("收到的文件无法读取，请催其重新报送\n须改正：")
    message = row["催办短信（可直接发送）"]
    assert message.startswith(
        "示范十一居：“示范十一居.xlsx”已收到，但无法读取自测评分表，请于11月8日（星期一）前改正后重新报送。"
    )
    assert row["待处理问题"].partition("须改正：")[2] in message
    assert "还没有收到" not in message
    told = {row["居委会"]: row["问题"] for row in rows(report, "问题清单") if row["代码"] == "GCR504"}
    assert told == {
        "示范十一居": "“示范十一居”在名册上是应报社区，它的文件“示范十一居.xlsx”无法读取。",
        "示范十二居": "“示范十二居”在名册上是应报社区，没有收到它的自测评分表。",
    }


def test_a_correction_shows_when_the_community_first_reported(tmp_path: Path, baihe: Scheme) -> None:
    for day in (date(2021, 10, 20), date(2021, 11, 2)):
        sheet = Sheet(baihe, "甲").dated(day).choose(dict.fromkeys(range(1, 30), "合格"))
        write_book(tmp_path / "in" / f"{day}.xlsx", sheet)
    roster = Roster(communities=(Community(name="甲"),))
    out = written(tmp_path, baihe, roster, as_of=date(2021, 11, 3))
    row = rows(out, "报送情况")[0]
    assert (row["状态"], row["报送日期"]) == ("已收、改报", "2021-11-02\n首报10月20日")
    cover = {row["项目"]: row["数值"] for row in rows(out, "封面说明")}
    assert cover["迟报社区"] == 0
