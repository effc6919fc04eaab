"""The sample district: what each of its towns did, by hand.

What came (every item at one tier; 合格 is 73 points, 一般 91.5, 良好 110, items 7, 10 and 23 earn 2 each as 合格):

| town       | obliged | handed in                                                          | exempt, handed in | missing  |
|------------|---------|--------------------------------------------------------------------|-------------------|----------|
| 示范东镇   | 4       | 一 110, 二 91.5, 三 73                                             |                   | 四       |
| 示范西镇   | 3       | 一 91.5, 二 73 - 6 = 67, 四 73 - 4 = 69                            | 三 73             |          |
| 示范北街道 | 3       |                                                                    |                   | 一 二 三 |
"""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.reading.roster import load_roster
from pipeline.run import consolidate_town
from pipeline.town.follow_up.briefing import briefing
from pipeline.town.groups import group_summaries, ranks_within, whole_of
from pipeline.town.model import Town
from pipeline.writing.reports.json_report import town_report
from pipeline.writing.town.sheets.follow_up import units
from tests.pipeline.town.small_towns import book, roster
from tests.test_samples import SAMPLES
from validators.roster import Community, Roster
from validators.scheme.file import load_scheme
from validators.scheme.model import Scheme

DISTRICT, DAY = SAMPLES / "district", date(2021, 11, 1)
EAST, WEST, NORTH = "示范东镇", "示范西镇", "示范北街道"


@pytest.fixture(scope="module")
def district() -> Town:
    plan, listed = load_scheme("baihe-2021"), DISTRICT / "roster.csv"
    return consolidate_town(DISTRICT, plan, load_roster(listed, plan.group_words), as_of=DAY, ignore=[listed])


TOWNS = {
    # rank, listed, obliged, received, attained, target met, sum of points, 良好 一般 合格 未达标, missing
    EAST: (1, 4, 4, 3, 3, True, Decimal("274.5"), (1, 1, 1, 0), ("示范东四居",)),
    WEST: (2, 4, 3, 3, 1, False, Decimal("227.5"), (0, 1, 0, 2), ()),
    NORTH: (None, 3, 3, 0, 0, False, None, (0, 0, 0, 0), ("示范北一居", "示范北二居", "示范北三居")),
}
RANKS = {"示范东一居": (1, 1), "示范东二居": (2, 2), "示范西一居": (2, 1), "示范东三居": (4, 3), "示范西三居": (4, 2), "示范西四居": (6, 3), "示范西二居": (7, 4)}  # fmt: skip
"""Of every community the rank among all, and among those of its town."""


def test_the_leader_is_told_each_towns_rate(district: Town) -> None:
    """3 of 4 and 1 of 3."""
    text = next(p.text for p in briefing(district).passages if p.heading.endswith("达标情况"))
    assert "分街镇达标率：示范东镇75%、示范西镇33.3%；示范北街道尚未报送。" in text


def test_every_town_by_rank(district: Town) -> None:
    found = {
        s.name: (
            s.rank,
            s.listed,
            s.attainment.obliged,
            s.attainment.received,
            s.attainment.attained,
            s.attainment.met,
            None if s.mean is None else s.mean * s.attainment.received,
            tuple(s.grades[grade] for grade in ("良好", "一般", "合格", "未达标")),
            s.missing,
        )
        for s in group_summaries(district)
    }
    assert list(found.items()) == list(TOWNS.items())


def test_the_whole_is_the_sum_of_its_towns(district: Town) -> None:
    whole = whole_of(district)
    assert (whole.listed, whole.attainment, whole.mean) == (11, district.attainment, Decimal(502) / 6)
    assert (whole.attainment.attained, whole.attainment.obliged, whole.attainment.met) == (4, 10, False)


def test_a_community_is_ranked_in_its_town_and_in_all(district: Town) -> None:
    within = ranks_within(district)
    assert {s.name: (s.rank, within[s.name]) for s in district.standings} == RANKS


@pytest.mark.parametrize("name", TOWNS)
def test_a_town_in_its_district_is_as_by_itself(district: Town, name: str) -> None:
    assert district.roster
    alone = consolidate_town(DISTRICT / name, district.scheme, district.roster.groups[name], as_of=DAY)
    summary = next(summary for summary in group_summaries(district) if summary.name == name)
    assert (alone.attainment, alone.missing, alone.units) == (
        summary.attainment,
        tuple(c for c in district.missing if c.name in summary.missing),
        summary.units,
    )
    within = ranks_within(district)
    assert all(standing.rank == within[standing.name] for standing in alone.standings)


@pytest.mark.parametrize("name", TOWNS)
def test_the_lead_units_of_each_town_answer_for_its_communities_alone(district: Town, name: str) -> None:
    assert district.roster
    alone = consolidate_town(DISTRICT / name, district.scheme, district.roster.groups[name], as_of=DAY)
    rows = [dict(row) for row in units.sheet(district).rows]
    of_town = [row for row in rows if row["街镇"] == name]
    assert [dict(row, 街镇=name) for row in units.sheet(alone).rows] == of_town


@pytest.mark.parametrize(
    ("name", "weak", "gain", "communities"),
    [
        (EAST, 2, 2 + 1, "示范东二居、示范东三居"),
        (WEST, 4, 1 + 3 * 2, "示范西一居、示范西三居、示范西四居、示范西二居"),
        (NORTH, 0, 0, ""),
    ],
)
def test_one_item_of_the_lead_units_list_by_hand(
    district: Town, name: str, weak: int, gain: int, communities: str
) -> None:
    """Item 1 earns 4, 5 or 6 points; 一般 lacks 1 of the 6, 合格 2."""
    row = next(row for row in units.sheet(district).rows if (row["街镇"], row["序号"]) == (name, 1))
    assert (row["未达良好社区数"], row["可增分"], row["社区"]) == (weak, gain, communities)


def test_the_json_report_has_the_same(district: Town) -> None:
    report = town_report(district)
    assert [(g["group"], g["rank"], g["obliged"], g["attained"]) for g in report["groups"]] == [
        (name, row[0], row[2], row[4]) for name, row in TOWNS.items()
    ]
    assert {c["community"]: (c["rank"], c["group_rank"]) for c in report["communities"]} == RANKS
    assert {c["group"] for c in report["missing_communities"]} == {EAST, NORTH}


def test_equal_rates_share_a_rank_and_a_town_of_exempt_ones_has_none(tmp_path: Path, baihe: Scheme) -> None:
    for name in "甲乙丙":
        book(tmp_path, f"{name}.xlsx", baihe, name, "合格" if name != "丙" else "不得分")
    groups = {"甲": "南", "丙": "西", "乙": "东", "丁": "北"}
    listed = [Community(name=name, group=group, obliged=name != "丁") for name, group in groups.items()]
    town = consolidate_town(tmp_path, baihe, Roster(communities=tuple(listed)), as_of=DAY)
    assert [(s.name, s.rank) for s in group_summaries(town)] == [
        ("南", 1),
        ("东", 1),
        ("西", 3),
        ("北", None),
    ]


def test_who_is_on_no_roster_is_in_no_town(tmp_path: Path, baihe: Scheme) -> None:
    book(tmp_path, "丙.xlsx", baihe, "丙居")
    listed = (Community(name="甲居", group="东"), Community(name="乙居", group="西"))
    town = consolidate_town(tmp_path, baihe, Roster(communities=listed), as_of=DAY)
    assert [(s.name, s.attainment.received) for s in group_summaries(town)] == [("东", 0), ("西", 0)]
    assert ranks_within(town) == {}
    assert [c["group"] for c in town_report(town)["communities"]] == [None]


@pytest.mark.parametrize(
    "listed",
    [
        pytest.param(None, id="no roster"),
        pytest.param(roster("甲", "乙"), id="no town named"),
        pytest.param(Roster(communities=(Community(name="甲", group="东"), Community(name="乙", group="东"))), id="one town"),
    ],
)  # fmt: skip
def test_a_town_by_itself_has_no_towns(tmp_path: Path, baihe: Scheme, listed: Roster | None) -> None:
    book(tmp_path, "甲.xlsx", baihe, "甲")
    town = consolidate_town(tmp_path, baihe, listed, as_of=DAY)
    assert (group_summaries(town), ranks_within(town), town_report(town)["groups"]) == ((), {}, [])
