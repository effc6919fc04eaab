"""A district added up from its towns' reports is the district of all their submissions at once: every number of it."""

import os
import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.district.reports import add_up_reports
from pipeline.run import consolidate_town
from pipeline.town.frames import frames_of
from pipeline.town.model import Town
from pipeline.writing.town import write_town
from tests.books import Sheet, write_book
from tests.pipeline.district.towns import (
    DAY,
    EAST,
    KINDS,
    MIDDLE,
    NORTH,
    WEST,
    Kind,
    as_data,
    differences,
    listed_in,
    reports_of,
    submissions,
)
from tests.pipeline.writing.town.town_tables import rows
from validators.roster import Community, Roster
from validators.scheme.model import Scheme

SEEDS = range(30 if os.environ.get("CI") else 3)


TOWNS = (EAST, WEST, NORTH, MIDDLE)
MIXED: dict[str, Kind] = {EAST: "json", WEST: "xlsx", NORTH: "json", MIDDLE: "xlsx"}


class Districts:
    """The same district of all submissions, and of its towns' reports of each kind; the folder of both."""

    def __init__(self, folder: Path, scheme: Scheme) -> None:
        self.folder, self.raw = folder, folder / "raw"
        self.roster = listed_in(submissions(self.raw, scheme), scheme)
        self.whole = consolidate_town(self.raw, scheme, self.roster, as_of=DAY, round_=2021)
        self.added: dict[str, Town] = {}
        wanted: dict[str, dict[str, Kind]] = {kind: dict.fromkeys(TOWNS, kind) for kind in KINDS}
        for name, kinds in (wanted | {"mixed": MIXED}).items():
            reports = reports_of(self.raw, self.roster, scheme, folder / name, kinds)
            self.added[name] = add_up_reports(reports, scheme, self.roster, as_of=DAY)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory, baihe: Scheme) -> Districts:
    return Districts(tmp_path_factory.mktemp("districts"), baihe)


@pytest.mark.parametrize("kind", [*KINDS, "mixed"])
def test_all_that_the_json_says(both: Districts, kind: str) -> None:
    shown: Kind = "json" if kind == "json" else "xlsx"
    found = differences(as_data(both.whole, shown), as_data(both.added[kind], shown))
    assert list(found) == []


def test_what_came_is_of_every_kind(both: Districts) -> None:
    """Else the comparison would say little."""
    states = {book.state.value for book in both.whole.books}
    assert states == {
        "accepted",
        "with_errors",
        "rejected",
        "duplicate",
        "superseded",
        "other_round",
        "skipped",
    }
    standings = {standing.name: standing for standing in both.whole.standings}
    assert standings["示范表居"].supported.total < standings["示范表居"].scorecard.total
    assert standings["示范五居"].scorecard.missing == (9, 16, 24)
    assert [both.whole.is_late(standings[name]) for name in ("示范迟居", "示范宽居")] == [True, False]
    assert (standings["示范新居"].rank, standings["示范九居"].again) == (None, True)


SHEETS = {"领导阅", "封面说明", "街镇汇总", "汇总总表", "得分矩阵", "缺项清单", "报送情况", "达标分析", "部门清单", "帮扶清单", "措施完成情况", "措施督办", "申报信息", "问题清单", "规则执行情况", "文件清单"}  # fmt: skip
ELSEWHERE = {"报送情况": ("待处理问题", "催办短信（可直接发送）"), "问题清单": ("问题",), "街镇汇总": ("报告截至日期", "说明")}  # fmt: skip
"""Columns of sentences that name files by another way, and those that only a district of reports has."""


@pytest.fixture(scope="module")
def workbooks(both: Districts) -> list[Path]:
    """The workbook of all submissions, and that of the towns' workbooks."""
    towns = {"whole": both.whole, "added": both.added["xlsx"]}
    return [write_town(town, both.folder / f"{name}.xlsx", both.raw) for name, town in towns.items()]


@pytest.mark.parametrize("sheet", sorted(SHEETS))
def test_every_sheet(workbooks: list[Path], sheet: str) -> None:
    whole, added = (_sheet(path, sheet) for path in workbooks)
    assert added == whole
    assert whole


def _sheet(path: Path, sheet: str) -> list[dict[str, Any]]:
    left_out = ELSEWHERE.get(sheet, ())
    table = [{head: cell for head, cell in row.items() if head not in left_out} for row in rows(path, sheet)]
    return [row for row in table if row.get("数值") != "街镇报告" and row.get("项目") != "生成时间"]


def test_the_frames(both: Districts) -> None:
    whole, added = (frames_of(town) for town in (both.whole, both.added["json"]))
    for name in ("communities", "marks"):
        assert getattr(whole, name).equals(getattr(added, name))
    one, other = whole.files.drop(columns="archive"), added.files.drop(columns="archive")
    assert one.equals(other)
    assert set(added.files["archive"]) == {f"{town}/汇总.json" for town in TOWNS}


def test_without_a_roster_the_reports_tell_who_is_obliged(both: Districts, baihe: Scheme) -> None:
    for kind in KINDS:
        town = add_up_reports(both.folder / kind, baihe)
        assert (town.as_of, town.round) == (DAY, 2021)
        assert town.attainment == both.whole.attainment
        assert {c.name for c in town.missing} == {c.name for c in both.whole.missing}
        ranks = {standing.name: (standing.rank, standing.group) for standing in town.standings}
        assert ranks == {standing.name: (standing.rank, standing.group) for standing in both.whole.standings}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", KINDS)
def test_any_district(tmp_path: Path, baihe: Scheme, kind: Kind, seed: int) -> None:
    dice = random.Random(seed)
    communities = []
    for town in (towns := [f"示范{name}镇" for name in "甲乙丙"]):
        (tmp_path / "raw" / town).mkdir(parents=True)
        for number in range(dice.randint(1, 3)):
            name, obliged = f"{town[:3]}{'一二三'[number]}居", dice.random() < 0.8
            communities.append(Community(code=f"{town}{number}", name=name, group=town, obliged=obliged))
            for copy in range(dice.choice((0, 1, 1, 2))):
                _write(tmp_path / "raw" / town / f"{name}{copy}.xlsx", name, baihe, dice)
    roster = Roster(communities=tuple(communities))
    whole = consolidate_town(tmp_path / "raw", baihe, roster, as_of=DAY)
    reports = reports_of(tmp_path / "raw", roster, baihe, tmp_path / "reports", dict.fromkeys(towns, kind))
    added = add_up_reports(reports, baihe, roster, as_of=DAY)
    assert list(differences(as_data(whole, kind), as_data(added, kind))) == []


def _write(path: Path, name: str, scheme: Scheme, dice: random.Random) -> None:
    """Any choices, now and then none; of a day of its own, or of two that are one."""
    words = [*(tier.name for tier in scheme.tiers), "不得分", "不涉及", "不明"]
    choices = {item.no: dice.choice(words) for item in scheme.items if dice.random() < 0.95}
    write_book(
        path, Sheet(scheme, name, "tiered").dated(date(2021, 10, dice.randint(10, 28))).choose(choices)
    )


@pytest.mark.parametrize("kind", KINDS)
def test_of_any_plan(tmp_path: Path, scheme: Scheme, kind: Kind) -> None:
    year = next(iter(scheme.deadlines))
    towns, choices = (
        ("甲镇", "乙镇"),
        [*(tier.name for tier in scheme.tiers), *(c.name for _, c in scheme.choices)],
    )
    listed = [Community(name=f"示范{t[0]}{n}居", group=t) for t in towns for n in "一二三"]
    for number, community in enumerate(listed[:-1]):
        (folder := tmp_path / "raw" / community.group).mkdir(parents=True, exist_ok=True)
        chosen = {item.no: choices[(item.no + number) % len(choices)] for item in scheme.items}
        sheet = Sheet(scheme, community.name, "tiered").dated(date(year, 10, 9 + number)).choose(chosen)
        write_book(folder / f"{number}.xlsx", sheet)
    roster, day = Roster(communities=tuple(listed)), date(year, 12, 1)
    whole = consolidate_town(tmp_path / "raw", scheme, roster, as_of=day, round_=year)
    reports = reports_of(
        tmp_path / "raw", roster, scheme, tmp_path / "reports", dict.fromkeys(towns, kind), day
    )
    added = add_up_reports(reports, scheme, roster)
    assert (added.round, len(added.standings)) == (year, 5)
    assert list(differences(as_data(whole, kind), as_data(added, kind))) == []
