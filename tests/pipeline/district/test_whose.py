"""Whose a report is, and which of several counts."""

import shutil
from datetime import date, datetime
from pathlib import Path
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from pipeline.district.reports import add_up_reports
from pipeline.town.groups import group_summaries
from pipeline.town.reports.lines import ReportState
from pipeline.town.reports.model import ReportError
from pipeline.writing.town import write_town
from tests.pipeline.district.towns import (
    DAY,
    DISTRICT,
    EAST,
    KINDS,
    NORTH,
    WEST,
    Kind,
    put_at,
    report_of,
    states,
    town_of,
)
from tests.pipeline.town.small_towns import roster as of_names
from validators.roster import Roster
from validators.scheme.model import Scheme

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
    raw = town_of(tmp_path / "raw", "a", baihe, "甲居")
    (report := tmp_path / "reports" / file).parent.mkdir(parents=True)
    report_of(raw, of_names("甲居"), baihe, report)
    assert states(add_up_reports(tmp_path / "reports", baihe))[file] == ("counted", (group,))


@pytest.mark.parametrize("kind", KINDS)
def test_its_roster_says_it_first_then_the_districts_then_its_plan(
    tmp_path: Path, baihe: Scheme, roster: Roster, kind: Kind
) -> None:
    (tmp_path / "x").mkdir()
    report_of(DISTRICT / EAST, roster.groups[EAST], baihe, tmp_path / f"x/1.{kind}")
    nameless = tuple(c.model_copy(update={"group": ""}) for c in roster.groups[WEST].communities)
    report_of(DISTRICT / WEST, Roster(communities=nameless), baihe, tmp_path / f"x/2.{kind}")
    plan = baihe.model_copy(update={"town": "示范南镇"})
    raw = town_of(tmp_path / "raw", "a", baihe, "甲居")
    report_of(raw, of_names("甲居"), plan, tmp_path / f"x/3.{kind}")
    found = states(add_up_reports(tmp_path / "x", baihe, roster))
    assert [found[f"{n}.{kind}"] for n in (1, 2, 3)] == [
        ("counted", (EAST,)),
        ("counted", (WEST,)),
        ("counted", ("示范南镇",)),
    ]


def test_two_that_only_look_alike_are_refused(tmp_path: Path, baihe: Scheme) -> None:
    (folder := tmp_path / "reports" / "汇总").mkdir(parents=True)
    for name in ("甲居", "乙居"):
        report_of(
            town_of(tmp_path / "raw", name, baihe, name), of_names(name), baihe, folder / f"{name}.xlsx"
        )
    with pytest.raises(ReportError, match="都像是“汇总”的，社区却完全不同，没有计入。请把各街镇的报告放进以"):
        add_up_reports(tmp_path / "reports", baihe)
    assert len(add_up_reports(folder, baihe).standings) == 2  # called 甲居 and 乙居


@pytest.mark.parametrize("kind", KINDS)
def test_reports_may_lie_in_an_archive(tmp_path: Path, baihe: Scheme, roster: Roster, kind: Kind) -> None:
    report = report_of(DISTRICT / EAST, roster.groups[EAST], baihe, tmp_path / f"汇总.{kind}")
    (folder := tmp_path / "reports").mkdir()
    with ZipFile(folder / f"{EAST}.zip", "w") as archive:
        archive.write(report, f"2021/汇总.{kind}")
        archive.writestr("2021/坏.json", '{"tool_version": "1"')
    added = add_up_reports(folder, baihe, roster)
    assert states(added)[f"{EAST}.zip/2021/汇总.{kind}"] == ("counted", (EAST,))
    assert states(added)[f"{EAST}.zip/2021/坏.json"] == ("unusable", (EAST,))
    assert {book.archive for book in added.books} == {f"{EAST}.zip"}
    page = load_workbook(write_town(added, tmp_path / "a.xlsx", folder))["街镇报告"]
    links = {cell.hyperlink.target for row in page for cell in row if cell.hyperlink}
    assert {unquote(link).replace("\\", "/") for link in links} == {f"reports/{EAST}.zip"}


# which counts


@pytest.mark.parametrize("kind", KINDS)
def test_of_two_of_one_town_the_later_counts_and_the_other_is_named(
    tmp_path: Path, baihe: Scheme, roster: Roster, kind: Kind
) -> None:
    for name, day in (("一", DAY), ("二", date(2021, 11, 8)), ("三", DAY)):
        (tmp_path / name).mkdir()
        report_of(DISTRICT / EAST, roster.groups[EAST], baihe, tmp_path / f"{name}/汇总.{kind}", day)
    added = add_up_reports(tmp_path, baihe, roster)
    assert states(added)[f"二/汇总.{kind}"] == ("counted", (EAST,))
    older = [(line.file, line.remark) for line in added.reports if line.state is ReportState.OLDER]
    assert older == [(f"{name}/汇总.{kind}", f"以“二/汇总.{kind}”为准") for name in "一三"]
    assert (added.as_of, added.attainment.received) == (date(2021, 11, 8), 3)


def test_of_one_day_the_files_time_tells(tmp_path: Path, baihe: Scheme, roster: Roster) -> None:
    raw = shutil.copytree(DISTRICT / EAST, tmp_path / "raw")
    (reports := tmp_path / "reports").mkdir()
    report_of(raw, roster.groups[EAST], baihe, reports / "早.xlsx")
    (raw / "示范东三居.xlsx").unlink()
    report_of(raw, roster.groups[EAST], baihe, reports / "晚.xlsx")
    for name, hour in (("早", 9), ("晚", 15)):
        put_at(reports / f"{name}.xlsx", datetime(2021, 11, 1, hour))
    added = add_up_reports(reports, baihe, roster)
    assert {s.name for s in added.standings} == {"示范东一居", "示范东二居"}


@pytest.mark.parametrize("last", KINDS)
def test_of_the_two_files_of_one_run_the_workbook_counts_and_nothing_is_made_of_the_other(
    tmp_path: Path, baihe: Scheme, roster: Roster, last: Kind
) -> None:
    for kind in KINDS:
        report_of(DISTRICT / EAST, roster.groups[EAST], baihe, tmp_path / f"汇总.{kind}")
    put_at(tmp_path / f"汇总.{last}", datetime(2030, 1, 1))
    found = states(add_up_reports(tmp_path, baihe, roster))
    assert (found["汇总.xlsx"][0], found["汇总.json"][0]) == ("counted", "same")


def test_one_report_in_two_folders_counts_once(tmp_path: Path, baihe: Scheme) -> None:
    """No roster names the town: by their folders they would be two."""
    for name, day in (("东镇", DAY), ("备份", date(2021, 10, 25))):
        (tmp_path / "reports" / name).mkdir(parents=True)
        raw = town_of(tmp_path / "raw", "a", baihe, "甲居", "乙居")
        report_of(raw, of_names("甲居", "乙居"), baihe, tmp_path / f"reports/{name}/汇总.xlsx", day)
    added = add_up_reports(tmp_path / "reports", baihe)
    assert (added.attainment.obliged, added.attainment.received) == (2, 2)


def test_a_report_of_several_towns_is_known_by_each(tmp_path: Path, baihe: Scheme, roster: Roster) -> None:
    two = Roster(communities=(*roster.groups[EAST].communities, *roster.groups[WEST].communities))
    (tmp_path / "raw").mkdir()
    for name in (EAST, WEST):
        shutil.copytree(DISTRICT / name, tmp_path / "raw" / name)
    (reports := tmp_path / "reports").mkdir()
    report_of(tmp_path / "raw", two, baihe, reports / "片区.xlsx")
    added = add_up_reports(reports, baihe, roster)
    assert states(added)["片区.xlsx"] == ("counted", (EAST, WEST))
    assert [(s.name, s.attainment.received) for s in group_summaries(added)] == [
        (EAST, 3),
        (WEST, 3),
        (NORTH, 0),
    ]
    report_of(DISTRICT / EAST, roster.groups[EAST], baihe, reports / "东.xlsx", date(2021, 11, 8))
    (refused,) = (line.remark for line in add_up_reports(reports, baihe, roster).reports if line.state is ReportState.UNUSABLE)  # fmt: skip
    assert refused == f"“片区.xlsx”里{EAST}另有较新的报告，{WEST}却只在这一份里有，没有计入。请把各街镇的报告放进以街镇命名的文件夹。"  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_report_of_a_later_day_than_the_districts_is_told(
    tmp_path: Path, baihe: Scheme, roster: Roster, kind: Kind
) -> None:
    report_of(DISTRICT / EAST, roster.groups[EAST], baihe, tmp_path / f"汇总.{kind}")
    added = add_up_reports(tmp_path, baihe, roster, as_of=date(2021, 10, 12))
    assert added.reports[0].remark == "报告截至日期晚于本次汇总"
    days = [standing.submitted_on for standing in added.standings]
    assert days == [date(2021, 10, 11), date(2021, 10, 12), date(2021, 10, 13)]
