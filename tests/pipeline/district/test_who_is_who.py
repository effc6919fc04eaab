"""Who the communities of several reports are, and whether a report's submissions have gone on since."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from pipeline.district.reports import add_up_reports
from pipeline.run import consolidate_town
from pipeline.town.reports.lines import ReportState
from tests.pipeline.district.towns import (
    DAY,
    DISTRICT,
    EAST,
    KINDS,
    WEST,
    Kind,
    put_at,
    report_of,
    town_of,
)
from tests.pipeline.town.small_towns import book
from tests.pipeline.town.small_towns import roster as of_names
from validators.roster import Community, Roster
from validators.scheme.model import Scheme

# who is who


@pytest.mark.parametrize("kind", KINDS)
def test_communities_of_one_name_and_code_in_two_towns_are_two(
    tmp_path: Path, baihe: Scheme, kind: Kind
) -> None:
    (tmp_path / "reports").mkdir()
    for name, tier in (("东镇", "良好"), ("西镇", "合格")):
        raw = town_of(tmp_path / "raw", name, baihe, "新村居", f"{name[0]}一居", tier=tier)
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
        raw = town_of(tmp_path / "raw", name, baihe, "新村居", f"{name[0]}一居")
        report_of(raw, of_names("新村居", f"{name[0]}一居"), baihe, tmp_path / f"reports/{name}.xlsx")
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
    tmp_path: Path, baihe: Scheme, roster: Roster, kind: Kind
) -> None:
    """As where all submissions are consolidated at once: by its name, and of two the later."""
    raw = tmp_path / "raw"
    for name in (EAST, WEST):
        shutil.copytree(DISTRICT / name, raw / name)
    book(raw / WEST, "示范东四居.xlsx", baihe, "示范东四居", "一般")
    book(raw / WEST, "示范东三居.xlsx", baihe, "示范东三居", "良好", day=20)
    (tmp_path / "reports").mkdir()
    for name in (EAST, WEST):
        report_of(raw / name, roster.groups[name], baihe, tmp_path / f"reports/{name}.{kind}")
    whole = consolidate_town(raw, baihe, roster, as_of=DAY)
    added = add_up_reports(tmp_path / "reports", baihe, roster)
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
    tmp_path: Path, baihe: Scheme, roster: Roster, kind: Kind, where: str
) -> None:
    raw = shutil.copytree(DISTRICT / EAST, tmp_path / {"below": f"{EAST}/来件"}.get(where, EAST))
    report = tmp_path / {"in a folder of the town's name": f"东.{kind}"}.get(where, f"{EAST}/东.{kind}")
    if where == "in a folder of the town's name":  # made elsewhere, and sent
        (tmp_path / "elsewhere").mkdir()
        report_of(raw, roster.groups[EAST], baihe, made := tmp_path / f"elsewhere/东.{kind}")
        shutil.move(made, report)
    else:
        report_of(raw, roster.groups[EAST], baihe, report)

    def remark() -> str:
        added = add_up_reports(tmp_path, baihe, roster)
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


def test_nothing_outside_the_folder_is_looked_at(tmp_path: Path, baihe: Scheme, roster: Roster) -> None:
    raw = shutil.copytree(DISTRICT / EAST, tmp_path / "raw")
    (reports := tmp_path / "reports").mkdir()
    report_of(raw, roster.groups[EAST], baihe, reports / "东.xlsx")
    put_at(reports / "东.xlsx", datetime(2021, 11, 1, 12))
    book(raw, "示范东四居.xlsx", baihe, "示范东四居")
    (reports / EAST).symlink_to(raw, target_is_directory=True)
    added = add_up_reports(reports, baihe, roster)
    assert [line.remark for line in added.reports if line.state is ReportState.COUNTED] == [""]
    assert {b.archive for b in added.books} == {"东.xlsx"}
