"""An earlier round is the same whatever it is had from: folder, workbook, JSON; anything else is told in one sentence."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipeline.earlier import beside_earlier
from pipeline.harmless import json_text
from pipeline.reading.roster import load_roster
from pipeline.run import build_workbook, consolidate_town
from pipeline.town.comparison.communities import community_changes
from pipeline.town.model import Town
from pipeline.town.past import PastRound
from pipeline.writing.reports.json_report import town_report
from pipeline.writing.town import write_town
from tests.clients.libreoffice import recalculate
from tests.pipeline.town.small_towns import book, roster
from tests.test_samples import SAMPLES
from validators.roster import Community, Roster
from validators.scheme.file import load_scheme
from validators.scheme.model import Scheme
from validators.submission import Entry, Measure, Submission

ROSTER = SAMPLES / "roster.csv"
FIRST, SECOND = date(2021, 11, 1), date(2022, 11, 1)


def of(folder: Path, plan: Scheme, listed: Roster | None = None, year: int = 2022) -> Town:
    return consolidate_town(folder, plan, listed, as_of={2021: FIRST, 2022: SECOND}[year], round_=year)


def earlier(source: Path, scheme: Scheme, listed: Roster | None = None) -> PastRound:
    """What an empty town of 2022 is set beside, whatever it is known from."""
    return sourced(source, scheme, listed)._replace(source="")


def sourced(source: Path, scheme: Scheme, listed: Roster | None = None) -> PastRound:
    """The same with what it is known from."""
    empty = source.parent / "nothing"
    empty.mkdir(exist_ok=True)
    return beside_earlier(of(empty, scheme, listed), [source]).earlier[0]


@pytest.fixture
def reported(tmp_path: Path, baihe: Scheme) -> Path:
    """A folder in which the sample town of 2021 lies as its submissions, its workbook and its JSON."""
    shutil.copytree(SAMPLES / "town", tmp_path / "2021年")
    entries = tuple(Entry(item.no, tier="合格") for item in baihe.items)
    measures = {
        7: Measure(action="增设雨水花园", plan="上半年", due=date(2021, 12, 15)),
        8: Measure(action="改造"),
    }
    answered = Submission(
        layout="template",
        community="示范十二居",
        community_from="cell",
        filled_on=date(2021, 10, 9),
        entries=entries,
        measures=measures,
    )
    build_workbook(baihe, tmp_path / "2021年" / "十二.xlsx", round_=2021, submission=answered)
    town = of(tmp_path / "2021年", baihe, load_roster(ROSTER), 2021)
    write_town(town, tmp_path / "2021.xlsx", tmp_path / "2021年")
    (tmp_path / "2021.json").write_text(json_text(town_report(town)), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("2021年", "报送文件夹“2021年”"),
        ("2021.xlsx", "汇总报告“2021.xlsx”（截至2021-11-01）"),
        ("2021.json", "汇总数据“2021.json”（截至2021-11-01）"),
    ],
)
def test_a_round_says_what_it_is_known_from(reported: Path, baihe: Scheme, name: str, told: str) -> None:
    assert sourced(reported / name, baihe).source == told


def test_folder_workbook_and_json_are_the_same_round(reported: Path, baihe: Scheme) -> None:
    """A workbook shows no checksum of the answers; the day of a folder is that of the report that asks."""
    listed = load_roster(ROSTER)
    folder, workbook, json = (
        earlier(reported / name, baihe, listed) for name in ("2021年", "2021.xlsx", "2021.json")
    )
    assert (folder.year, folder.as_of, folder.obliged, folder.received, folder.attained) == (
        2021,
        SECOND,
        13,
        12,
        11,
    )
    assert json == folder._replace(as_of=FIRST)
    silent = tuple(community._replace(answers="") for community in json.communities)
    assert workbook == json._replace(communities=silent)
    twelve = next(community for community in workbook.communities if community.name == "示范十二居")
    assert twelve.measures[7].due == date(2021, 12, 15)


@pytest.mark.slow
def test_a_workbook_saved_by_another_program_is_still_the_same(reported: Path, baihe: Scheme) -> None:
    (reported / "out").mkdir()
    (copy,) = recalculate([reported / "2021.xlsx"], reported / "out")
    assert earlier(copy, baihe) == earlier(reported / "2021.xlsx", baihe)


@pytest.mark.parametrize("kind", ["folder", "workbook", "json"])
def test_every_plan_can_be_read_back(kind: str, tmp_path: Path, scheme: Scheme) -> None:
    """A round of the plan's first year, of which the later one is made up."""
    year = next(iter(scheme.deadlines))
    tiers = [tier.name for tier in scheme.tiers]
    (tmp_path / "a").mkdir()
    book(tmp_path / "a", "a.xlsx", scheme, "示范一居", tier=tiers[-1], year=year)
    book(tmp_path / "a", "b.xlsx", scheme, "示范二居", tier=tiers[0], year=year)
    town = consolidate_town(
        tmp_path / "a", scheme, roster("示范一居", "示范二居"), as_of=date(year, 12, 1), round_=year
    )
    source = tmp_path / "a"
    if kind == "workbook":
        source = write_town(town, tmp_path / "a.xlsx", tmp_path / "a")
    elif kind == "json":
        source = tmp_path / "a.json"
        source.write_text(json_text(town_report(town)), encoding="utf-8")
    (tmp_path / "b").mkdir()
    later = consolidate_town(
        tmp_path / "b", scheme, town.roster, as_of=date(year + 1, 12, 1), round_=year + 1
    )
    (past,) = beside_earlier(later, [source]).earlier
    assert (past.year, past.obliged, past.received) == (year, 2, 2)
    assert [community.total for community in past.communities] == [
        scheme.declared.points[scheme.tiers[-1].id],
        scheme.declared.points[scheme.tiers[0].id],
    ]
    assert past.communities[1].mark(1).name == tiers[0]


def test_rounds_known_otherwise_give_way_to_a_source_of_their_year(reported: Path, baihe: Scheme) -> None:
    past = earlier(reported / "2021.json", baihe)
    known = [past._replace(year=2022), past._replace(attained=0), past._replace(year=2020)]
    town = of(reported / "nothing", baihe)
    told = [(one.year, one.attained) for one in beside_earlier(town, [], known=known).earlier]
    assert told == [(2020, 11), (2021, 0)]
    told = [
        (one.year, one.attained)
        for one in beside_earlier(town, [reported / "2021.json"], known=known).earlier
    ]
    assert told == [(2020, 11), (2021, 11)]


def test_the_year_of_a_folder_is_that_of_most_of_it(tmp_path: Path, baihe: Scheme) -> None:
    """A folder of both years is the earlier one's; two earlier years as often are told apart by nobody."""
    for file, name, year in (("a", "示范一居", 2021), ("b", "示范二居", 2022), ("c", "示范三居", 2022)):
        book(tmp_path / "both", f"{file}.xlsx", baihe, name, year=year)
    past = earlier(tmp_path / "both", baihe)
    assert (past.year, [community.name for community in past.communities]) == (2021, ["示范一居"])


def test_a_folder_is_read_by_the_plan_that_its_settings_name(tmp_path: Path, baihe: Scheme) -> None:
    """Item 5 had another criterion then."""
    plan = (SAMPLES.parents[1] / "validators" / "schemes" / "baihe-2021.toml").read_text(encoding="utf-8")
    other = plan.replace('id = "baihe-2021"', 'id = "baihe-2020"').replace(
        "社区各类基础设施比较完善", "社区基础设施完善"
    )
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "plan.toml").write_text(other, encoding="utf-8")
    (tmp_path / "in" / "green-community.toml").write_text('scheme = "plan.toml"', encoding="utf-8")
    book(tmp_path / "in", "a.xlsx", load_scheme(str(tmp_path / "in" / "plan.toml")), "示范一居")
    past = earlier(tmp_path / "in", baihe)
    assert past.items[5].criterion == "社区基础设施完善（无损坏得3分）"
    assert past.items[6].criterion == baihe.items[5].text


def test_communities_are_matched_as_the_roster_does(tmp_path: Path, baihe: Scheme) -> None:
    """By name, alias, code: the one was renamed, the other called otherwise."""
    for file, name in (("a", "示范一村"), ("b", "示范二居委会"), ("c", "示范三居")):
        book(tmp_path / "2021年", f"{file}.xlsx", baihe, name)
        book(
            tmp_path / "2022年",
            f"{file}.xlsx",
            baihe,
            name.replace("村", "居").removesuffix("委会"),
            year=2022,
            tier="一般",
        )
    then = Roster(
        communities=(
            Community(code="SF01", name="示范一村"),
            Community(name="示范二居委会"),
            Community(name="示范三居"),
        )
    )
    write_town(of(tmp_path / "2021年", baihe, then, 2021), tmp_path / "2021.xlsx", tmp_path / "2021年")
    now = Roster(
        communities=(
            Community(code="SF01", name="示范一居"),
            Community(name="示范二居", aliases=("示范二居委会",)),
            Community(name="示范三居"),
        )
    )
    town = beside_earlier(of(tmp_path / "2022年", baihe, now), [tmp_path / "2021.xlsx"])
    told = town_report(town)["comparison"]["communities"]
    assert [(one["community"], one["totals"], one["change"]) for one in told] == [
        (name, [73, 91.5], "raised") for name in ("示范一居", "示范二居", "示范三居")
    ]


@pytest.mark.parametrize("name", ["2021.xlsx", "2021.json"])
def test_a_roster_that_was_renumbered_changes_nobody(reported: Path, baihe: Scheme, name: str) -> None:
    """示范新二居 is put before the others, 示范十二居 is on the roster no more; its code is that of 示范十一居 now."""
    names = [community.name for community in load_roster(ROSTER).communities]
    now = ["示范新二居", *(name for name in names if name != "示范十二居")]
    listed = Roster(
        communities=tuple(Community(code=f"SF{n:02}", name=name) for n, name in enumerate(now, start=1))
    )
    (reported / "now").mkdir()
    told = community_changes(beside_earlier(of(reported / "now", baihe, listed), [reported / name]))
    before = {change.name: change.rounds[0] and change.rounds[0].name for change in told}
    silent = dict.fromkeys(("示范新二居", "示范十一居"))
    assert before == {name: name for name in (*names, "示范新居")} | silent


def test_a_report_whose_lines_were_sorted_still_knows_the_codes(reported: Path, baihe: Scheme) -> None:
    """报送情况 has a second line for a file of 示范十居 that does not count, without its code."""
    book = load_workbook(reported / "2021.xlsx", data_only=True)
    sheet = book["报送情况"]
    lines = sorted(sheet.iter_rows(min_row=3, values_only=True), key=lambda line: str(line[0] or ""))
    for row, line in enumerate(lines, start=3):
        for column, value in enumerate(line, start=1):
            sheet.cell(row, column).value = value
    book.save(reported / "sorted.xlsx")
    assert earlier(reported / "sorted.xlsx", baihe) == earlier(reported / "2021.xlsx", baihe)


@pytest.mark.parametrize("name", ["退回件", "考评表", "推荐申报表"])
def test_what_we_wrote_into_its_folder_was_not_handed_in(tmp_path: Path, baihe: Scheme, name: str) -> None:
    """A copy with other choices, saved later, that would count else."""
    folder = tmp_path / "2021年"
    folder.mkdir()
    book(folder, "一.xlsx", baihe, "示范一居", "合格", year=2021)
    (folder / name).mkdir()
    book(folder / name, "一.xlsx", baihe, "示范一居", "良好", year=2021)
    (one,) = earlier(folder, baihe, roster("示范一居")).communities
    assert (one.total, one.grade) == (73, "合格")
