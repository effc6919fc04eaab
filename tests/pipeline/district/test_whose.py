"""Whose a report is, which of several counts, who its communities are, and whether its submissions have gone on since."""

import os
import shutil
from datetime import date, datetime
from pathlib import Path

import pytest

from pipeline.district.reports import add_up_reports
from pipeline.run import consolidate_town
from pipeline.town.groups import group_summaries
from pipeline.town.model import Town
from pipeline.town.reports.lines import ReportState
from pipeline.town.reports.model import ReportError
from tests.pipeline.district.towns import DAY, EAST, KINDS, NORTH, WEST, Kind, listed_in, report_of
from tests.pipeline.town.small_towns import book, roster
from tests.test_samples import SAMPLES
from validators.roster import Community, Roster
from validators.scheme.model import Scheme

DISTRICT = SAMPLES / "district"


@pytest.fixture(scope="module")
def listed(baihe: Scheme) -> Roster:
    return listed_in(DISTRICT / "roster.csv", baihe)


def town(folder: Path, name: str, scheme: Scheme, *communities: str, tier: str = "合格") -> Path:
    """Submissions of some communities of a town."""
    (raw := folder / name).mkdir(parents=True, exist_ok=True)
    for community in communities:
        book(raw, f"{community}.xlsx", scheme, community, tier)
    return raw


def states(added: Town) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {line.file: (line.state.value, line.groups) for line in added.reports}


def put_at(path: Path, moment: datetime) -> None:
    os.utime(path, (moment.timestamp(), moment.timestamp()))


# whose it is


@pytest.mark.parametrize(
    ("file", "group"),
    [
        ("东镇/汇总.xlsx", "东镇"),
        ("东镇/十一月/汇总.xlsx", "东镇"),
        ("东镇.xlsx", "东镇"),
        ("东镇汇总.xlsx", "东镇"),
        ("东镇汇总2021-11-01.xlsx", "东镇"),
        ("东镇汇总20211101.json", "东镇"),
        ("东镇汇总（2021-11-01）.json", "东镇"),
        ("3街.json", "3街"),
    ],
)
def test_its_place_says_whose_it_is(tmp_path: Path, baihe: Scheme, file: str, group: str) -> None:
    raw = town(tmp_path / "raw", "a", baihe, "甲居")
    (report := tmp_path / "reports" / file).parent.mkdir(parents=True)
    report_of(raw, roster("甲居"), baihe, report)
    assert states(add_up_reports(tmp_path / "reports", baihe))[file] == ("counted", (group,))


@pytest.mark.parametrize("kind", KINDS)
def test_its_roster_says_it_first_then_the_districts_then_its_plan(
    tmp_path: Path, baihe: Scheme, listed: Roster, kind: Kind
) -> None:
    (tmp_path / "x").mkdir()
    report_of(DISTRICT / EAST, listed.groups[EAST], baihe, tmp_path / f"x/1.{kind}")
    nameless = tuple(c.model_copy(update={"group": ""}) for c in listed.groups[WEST].communities)
    report_of(DISTRICT / WEST, Roster(communities=nameless), baihe, tmp_path / f"x/2.{kind}")
    plan = baihe.model_copy(update={"town": "示范南镇"})
    raw = town(tmp_path / "raw", "a", baihe, "甲居")
    report_of(raw, roster("甲居"), plan, tmp_path / f"x/3.{kind}")
    found = states(add_up_reports(tmp_path / "x", baihe, listed))
    assert [found[f"{n}.{kind}"] for n in (1, 2, 3)] == [
        ("counted", (EAST,)),
        ("counted", (WEST,)),
        ("counted", ("示范南镇",)),
    ]


def test_two_that_only_look_alike_are_refused(tmp_path: Path, baihe: Scheme) -> None:
    (folder := tmp_path / "reports" / "汇总").mkdir(parents=True)
    for name in ("甲居", "乙居"):
        report_of(town(tmp_path / "raw", name, baihe, name), roster(name), baihe, folder / f"{name}.xlsx")
    with pytest.raises(ReportError, match="都像是“汇总”的，社区却完全不同，没有计入。请把各街镇的报告放进以"):
        add_up_reports(tmp_path / "reports", baihe)
    assert len(add_up_reports(folder, baihe).standings) == 2  # called 甲居 and 乙居


# which counts


@pytest.mark.parametrize("kind", KINDS)
def test_of_two_of_one_town_the_later_counts_and_the_other_is_named(
    tmp_path: Path, baihe: Scheme, listed: Roster, kind: Kind
) -> None:
    for name, day in (("一", DAY), ("二", date(2021, 11, 8)), ("三", DAY)):
        (tmp_path / name).mkdir()
        report_of(DISTRICT / EAST, listed.groups[EAST], baihe, tmp_path / f"{name}/汇总.{kind}", day)
    added = add_up_reports(tmp_path, baihe, listed)
    assert states(added)[f"二/汇总.{kind}"] == ("counted", (EAST,))
    older = [(line.file, line.remark) for line in added.reports if line.state is ReportState.OLDER]
    assert older == [(f"{name}/汇总.{kind}", f"以“二/汇总.{kind}”为准") for name in "一三"]
    assert (added.as_of, added.attainment.received) == (date(2021, 11, 8), 3)


def test_of_one_day_the_files_time_tells(tmp_path: Path, baihe: Scheme, listed: Roster) -> None:
    raw = shutil.copytree(DISTRICT / EAST, tmp_path / "raw")
    (reports := tmp_path / "reports").mkdir()
    report_of(raw, listed.groups[EAST], baihe, reports / "早.xlsx")
    (raw / "示范东三居.xlsx").unlink()
    report_of(raw, listed.groups[EAST], baihe, reports / "晚.xlsx")
    for name, hour in (("早", 9), ("晚", 15)):
        put_at(reports / f"{name}.xlsx", datetime(2021, 11, 1, hour))
    added = add_up_reports(reports, baihe, listed)
    assert {s.name for s in added.standings} == {"示范东一居", "示范东二居"}


@pytest.mark.parametrize("last", KINDS)
def test_of_the_two_files_of_one_run_the_workbook_counts_and_nothing_is_made_of_the_other(
    tmp_path: Path, baihe: Scheme, listed: Roster, last: Kind
) -> None:
    for kind in KINDS:
        report_of(DISTRICT / EAST, listed.groups[EAST], baihe, tmp_path / f"汇总.{kind}")
    put_at(tmp_path / f"汇总.{last}", datetime(2030, 1, 1))
    found = states(add_up_reports(tmp_path, baihe, listed))
    assert (found["汇总.xlsx"][0], found["汇总.json"][0]) == ("counted", "same")


def test_one_report_in_two_folders_counts_once(tmp_path: Path, baihe: Scheme) -> None:
    """No roster names the town: by their folders they would be two."""
    for name, day in (("东镇", DAY), ("备份", date(2021, 10, 25))):
        (tmp_path / "reports" / name).mkdir(parents=True)
        raw = town(tmp_path / "raw", "a", baihe, "甲居", "乙居")
        report_of(raw, roster("甲居", "乙居"), baihe, tmp_path / f"reports/{name}/汇总.xlsx", day)
    added = add_up_reports(tmp_path / "reports", baihe)
    assert (added.attainment.obliged, added.attainment.received) == (2, 2)


def test_a_report_of_several_towns_is_known_by_each(tmp_path: Path, baihe: Scheme, listed: Roster) -> None:
    two = Roster(communities=(*listed.groups[EAST].communities, *listed.groups[WEST].communities))
    (tmp_path / "raw").mkdir()
    for name in (EAST, WEST):
        shutil.copytree(DISTRICT / name, tmp_path / "raw" / name)
    (reports := tmp_path / "reports").mkdir()
    report_of(tmp_path / "raw", two, baihe, reports / "片区.xlsx")
    added = add_up_reports(reports, baihe, listed)
    assert states(added)["片区.xlsx"] == ("counted", (EAST, WEST))
    assert [(s.name, s.attainment.received) for s in group_summaries(added)] == [
        (EAST, 3),
        (WEST, 3),
        (NORTH, 0),
    ]
    report_of(DISTRICT / EAST, listed.groups[EAST], baihe, reports / "东.xlsx", date(2021, 11, 8))
    (refused,) = (line.remark for line in add_up_reports(reports, baihe, listed).reports if line.state is ReportState.UNUSABLE)  # fmt: skip
    assert refused == f"“片区.xlsx”里{EAST}另有较新的报告，{WEST}却只在这一份里有，没有计入。请把各街镇的报告放进以街镇命名的文件夹。"  # fmt: skip


# who is who


@pytest.mark.parametrize("kind", KINDS)
def test_communities_of_one_name_and_code_in_two_towns_are_two(
    tmp_path: Path, baihe: Scheme, kind: Kind
) -> None:
    (tmp_path / "reports").mkdir()
    for name, tier in (("东镇", "良好"), ("西镇", "合格")):
        raw = town(tmp_path / "raw", name, baihe, "新村居", f"{name[0]}一居", tier=tier)
        own = (Community(code="01", name="新村居"), Community(code=f"{name[0]}2", name=f"{name[0]}一居"))
        report_of(raw, Roster(communities=own), baihe, tmp_path / f"reports/{name}.{kind}")
    added = add_up_reports(tmp_path / "reports", baihe)
    assert {
        (s.name, s.group, s.scorecard.grade.name, s.listed and s.listed.code) for s in added.standings
    } == {
        ("东镇新村居", "东镇", "良好", "东镇-01"),
        ("西镇新村居", "西镇", "合格", "西镇-01"),
        ("东一居", "东镇", "良好", "东2"),
        ("西一居", "西镇", "合格", "西2"),
    }
    assert {finding.community for b in added.books for finding in b.findings} == {
        s.name for s in added.standings
    }
    calls = [Community(code="E1", name="东镇新村居", group="东镇"), Community(name="东一居", group="东镇")]
    calls += [Community(code="01", name="西镇的新村居", group="西镇"), Community(name="西一居", group="西镇")]
    added = add_up_reports(tmp_path / "reports", baihe, Roster(communities=tuple(calls)))
    assert {s.name for s in added.standings if s.rank} == {"东镇新村居", "东一居", "西镇的新村居", "西一居"}
    assert added.missing == ()


def test_another_towns_namesake_is_not_taken_for_a_towns_own(tmp_path: Path, baihe: Scheme) -> None:
    (tmp_path / "reports").mkdir()
    for name in ("东镇", "西镇"):
        raw = town(tmp_path / "raw", name, baihe, "新村居", f"{name[0]}一居")
        report_of(raw, roster("新村居", f"{name[0]}一居"), baihe, tmp_path / f"reports/{name}.xlsx")
    calls = [Community(name=n, group=g) for n, g in (("新村居", "东镇"), ("东一居", "东镇"), ("西一居", "西镇"), ("西新村居", "西镇"))]  # fmt: skip
    added = add_up_reports(tmp_path / "reports", baihe, Roster(communities=tuple(calls)))
    assert {s.name: s.group for s in added.standings} == {
        "新村居": "东镇",
        "东一居": "东镇",
        "西一居": "西镇",
        "西镇新村居": "",
    }
    assert [c.name for c in added.missing] == ["西新村居"]
    remarks = {line.groups: line.remark for line in added.reports}
    assert remarks["西镇",] == "名册不一致：报告应报、名册未列西镇新村居、名册应报、报告未列西新村居"


@pytest.mark.parametrize("kind", KINDS)
def test_a_submission_that_came_to_the_wrong_town_counts_for_its_own(
    tmp_path: Path, baihe: Scheme, listed: Roster, kind: Kind
) -> None:
    """As where all submissions are consolidated at once: by its name, and of two the later."""
    raw = tmp_path / "raw"
    for name in (EAST, WEST):
        shutil.copytree(DISTRICT / name, raw / name)
    book(raw / WEST, "示范东四居.xlsx", baihe, "示范东四居", "一般")
    book(raw / WEST, "示范东三居.xlsx", baihe, "示范东三居", "良好", day=20)
    (tmp_path / "reports").mkdir()
    for name in (EAST, WEST):
        report_of(raw / name, listed.groups[name], baihe, tmp_path / f"reports/{name}.{kind}")
    whole = consolidate_town(raw, baihe, listed, as_of=DAY)
    added = add_up_reports(tmp_path / "reports", baihe, listed)
    for found in (whole, added):
        scores = {s.name: (s.scorecard.total, s.group, s.book.state.value) for s in found.standings}
        assert scores["示范东四居"] == (91.5, EAST, "accepted")
        assert scores["示范东三居"] == (110, EAST, "accepted")
    assert added.attainment == whole.attainment
    assert {b.file: b.state for b in added.books} == {b.file: b.state for b in whole.books}


# whether it is older than its submissions


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("where", ["beside", "in a folder of the town's name", "below"])
def test_submissions_that_went_on_are_told(
    tmp_path: Path, baihe: Scheme, listed: Roster, kind: Kind, where: str
) -> None:
    raw = shutil.copytree(DISTRICT / EAST, tmp_path / {"below": f"{EAST}/来件"}.get(where, EAST))
    report = tmp_path / {"in a folder of the town's name": f"东.{kind}"}.get(where, f"{EAST}/东.{kind}")
    if where == "in a folder of the town's name":  # made elsewhere, and sent
        (tmp_path / "elsewhere").mkdir()
        report_of(raw, listed.groups[EAST], baihe, made := tmp_path / f"elsewhere/东.{kind}")
        shutil.move(made, report)
    else:
        report_of(raw, listed.groups[EAST], baihe, report)

    def remark() -> str:
        added = add_up_reports(tmp_path, baihe, listed)
        assert added.books[0].file == f"{raw.relative_to(tmp_path).as_posix()}/示范东一居.xlsx"
        assert {b.archive for b in added.books} == {None}
        return next(line.remark for line in added.reports if line.state is ReportState.COUNTED)

    assert remark() == ""
    put_at(report, datetime(2021, 11, 1, 12))
    (raw / "名册.txt").write_text("", encoding="utf-8")
    assert remark() == ""
    book(raw, "示范东四居.xlsx", baihe, "示范东四居")
    book(raw, "示范东三居.xlsx", baihe, "示范东三居", "良好")
    assert remark() == "报告以后收到或改动2份报送件（示范东三居.xlsx、示范东四居.xlsx），请该街镇重新汇总"


def test_nothing_outside_the_folder_is_looked_at(tmp_path: Path, baihe: Scheme, listed: Roster) -> None:
    raw = shutil.copytree(DISTRICT / EAST, tmp_path / "raw")
    (reports := tmp_path / "reports").mkdir()
    report_of(raw, listed.groups[EAST], baihe, reports / "东.xlsx")
    put_at(reports / "东.xlsx", datetime(2021, 11, 1, 12))
    book(raw, "示范东四居.xlsx", baihe, "示范东四居")
    (reports / EAST).symlink_to(raw, target_is_directory=True)
    added = add_up_reports(reports, baihe, listed)
    assert [line.remark for line in added.reports if line.state is ReportState.COUNTED] == [""]
    assert {b.archive for b in added.books} == {"东.xlsx"}
