"""街镇汇总 and the column of towns on other sheets, read back; formulas against LibreOffice."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.reading.roster import load_roster
from pipeline.run import consolidate_town
from pipeline.town.frames import frames_of
from pipeline.writing.reports.json_report import town_report
from pipeline.writing.town import write_town
from tests.clients.libreoffice import recalculate
from tests.pipeline.town.small_towns import book
from tests.pipeline.town.test_groups import DAY, DISTRICT, RANKS
from tests.pipeline.writing.town.town_tables import SHEETS, rows, written
from tests.samples.district import ROSTER
from validators.roster import Community, Roster
from validators.scheme.model import Scheme

HEADS = ("名次", "街镇", "社区数", "应报", "已报", "报送率", "达标", "达标率", "是否达到目标", "平均分", "良好", "一般", "合格", "未达标", "未报社区")  # fmt: skip
TABLE = [
    (1, "示范东镇", 4, 4, 3, 3 / 4, 3, 3 / 4, "已达到", 274.5 / 3, 1, 1, 1, 0, "示范东四居"),
    (2, "示范西镇", 4, 3, 3, 1, 1, 1 / 3, "未达到", 227.5 / 3, 0, 1, 0, 2, None),
    (None, "示范北街道", 3, 3, 0, 0, 0, 0, "未达到", "—", 0, 0, 0, 0, "尚未报送"),
    (None, "合计", 11, 10, 6, 6 / 10, 4, 4 / 10, "未达到", 502 / 6, 1, 2, 1, 2, None),
]  # what stands in tests/pipeline/town/test_groups.py by hand
TOWN_OF = {line.split(",")[2]: line.split(",")[1] for line in ROSTER.splitlines()[1:]}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory, baihe: Scheme) -> Path:
    folder, listed = tmp_path_factory.mktemp("district"), DISTRICT / "roster.csv"
    town = consolidate_town(
        DISTRICT, baihe, load_roster(listed, baihe.group_words), as_of=DAY, ignore=[listed]
    )
    return write_town(town, folder / "district.xlsx", DISTRICT)


def values(row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(pytest.approx(value) if isinstance(value, float) else value for value in row.values())


def test_every_number(report: Path) -> None:
    table = rows(report, "街镇汇总")
    assert tuple(table[0]) == HEADS
    assert [values(row) for row in table] == TABLE


@pytest.mark.slow
def test_another_program_calculates_the_same(report: Path, tmp_path: Path) -> None:
    (again,) = recalculate([report], tmp_path)
    assert [values(row) for row in rows(again, "街镇汇总")] == TABLE
    totals = {row["社区"]: row["总分"] for row in rows(again, "汇总总表")}
    assert totals == {"示范东一居": 110, "示范东二居": 91.5, "示范西一居": 91.5, "示范东三居": 73, "示范西三居": 73, "示范西四居": 69, "示范西二居": 67}  # fmt: skip


def test_whose_a_community_is(report: Path) -> None:
    summary = rows(report, "汇总总表")
    assert {row["社区"]: (row["名次"], row["街镇内\n名次"]) for row in summary} == RANKS
    assert all(row["街镇"] == TOWN_OF[row["社区"]] for row in summary)
    assert {row["社区"]: row["街镇"] for row in rows(report, "报送情况")} == TOWN_OF
    matrix = {row["社区"]: row["街镇"] for row in rows(report, "得分矩阵") if row["名次"]}
    assert matrix == {name: TOWN_OF[name] for name in RANKS}


NAMING = {"汇总总表": "社区", "得分矩阵": "社区", "缺项清单": "社区", "报送情况": "社区", "帮扶清单": "社区", "措施完成情况": "社区", "措施督办": "社区", "申报信息": "社区名称", "问题清单": "居委会", "文件清单": "社区"}  # fmt: skip
"""The sheets that have a line for something of a community, and the column that names it."""


@pytest.mark.parametrize("sheet", NAMING)
def test_every_sheet_that_names_a_community_says_whose_it_is(report: Path, sheet: str) -> None:
    table = rows(report, sheet)
    assert "街镇" in table[0]
    named = [(row["街镇"], row[NAMING[sheet]]) for row in table if row[NAMING[sheet]] in TOWN_OF]
    assert all(town == TOWN_OF[name] for town, name in named)
    assert named or sheet in ("缺项清单", "申报信息")  # nothing is missing in the sample, and no form came


def test_the_json_and_the_frames_say_it_wherever_they_name_one(baihe: Scheme) -> None:
    listed = load_roster(DISTRICT / "roster.csv", baihe.group_words)
    town = consolidate_town(DISTRICT, baihe, listed, as_of=DAY, ignore=[DISTRICT / "roster.csv"])
    said = town_report(town)
    for part in ("communities", "missing_communities", "support", "measure_counts", "measures"):
        assert said[part]
        assert {one["community"]: one["group"] for one in said[part]}.items() <= TOWN_OF.items()
    for table in frames_of(town):
        known = table[table["community"].isin(TOWN_OF)]
        assert known["group"].tolist() == [TOWN_OF[name] for name in known["community"]]


def test_the_cover_leads_to_it(report: Path) -> None:
    assert "街镇汇总" in [row["数值"] for row in rows(report, "封面说明")]


def test_the_plan_says_what_a_town_is_called(tmp_path: Path, baihe: Scheme) -> None:
    (tmp_path / "in").mkdir()
    book(tmp_path / "in", "甲.xlsx", baihe, "甲居")
    listed = Roster(communities=(Community(name="甲居", group="东片"), Community(name="乙居", group="西片")))
    path = written(tmp_path, baihe.model_copy(update={"group_words": ("片区",)}), listed)
    assert [(row["片区"], row["已报"]) for row in rows(path, "片区汇总")] == [
        ("东片", 1),
        ("西片", 0),
        ("合计", 1),
    ]


@pytest.mark.parametrize("groups", [("", ""), ("东", "东")], ids=["no town named", "one town"])
def test_a_town_by_itself_is_as_it_was(tmp_path: Path, baihe: Scheme, groups: tuple[str, str]) -> None:
    (tmp_path / "in").mkdir()
    book(tmp_path / "in", "甲.xlsx", baihe, "甲居")
    listed = Roster(
        communities=tuple(Community(name=n, group=g) for n, g in zip(("甲居", "乙居"), groups, strict=True))
    )
    path = written(tmp_path, baihe, listed, date(2021, 11, 1))
    assert [row["数值"] for row in rows(path, "封面说明") if row["项目"] == "工作表"] == [
        s for s in SHEETS if s != "封面说明"
    ]
    assert list(rows(path, "汇总总表")[0])[:3] == ["名次", "社区", "总分"]
    assert list(rows(path, "得分矩阵")[0])[:2] == ["名次", "社区"]
    assert list(rows(path, "报送情况")[0])[:3] == ["编号", "社区", "应报"]
