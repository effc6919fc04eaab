"""Reports that are not added up: damaged, of another round or plan, without a roster; each told in one sentence."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.district.reports import add_up_reports
from pipeline.harmless import json_text
from pipeline.town.reports.model import ReportError
from pipeline.writing.reports.json_report import town_report
from pipeline.writing.town import write_town
from tests.pipeline.district.editing import rewritten
from tests.pipeline.district.towns import DAMAGED, DAY, DISTRICT, EAST, KINDS, WEST, Kind, added, report_of
from tests.pipeline.town.small_towns import book
from validators.roster import Roster
from validators.scheme.file import load_scheme
from validators.scheme.model import Scheme

BROKEN: dict[str, Callable[[Any], object]] = {
    "a community left out": lambda s: s["communities"].pop(),
    "a community twice": lambda s: s["communities"].append(s["communities"][0]),
    "no file": lambda s: s["communities"][0].pop("file"),
    "a number for a name": lambda s: s["communities"][0].update(community=5),
    "a list for a name": lambda s: s["communities"][0].update(named=["示范西一居"]),
    "no roster's name": lambda s: s["roster"][0].update(community=""),
    "two of one name": lambda s: s["roster"][0].update(community="示范西二居"),
    "no such state": lambda s: s["communities"][0].update(state="fine"),
    "no such severity": lambda s: s["communities"][0]["findings"][0].update(severity="grave"),
    "no such cell": lambda s: s["communities"][0]["findings"][0].update(cell="nowhere"),
    "no such day": lambda s: s.update(as_of="2021-13-01"),
    "no such item": lambda s: s["measures"][0].update(item=99),
    "a way out of the folder": lambda s: s["communities"][0].update(file="../../etc/passwd"),
    "a file of a drive": lambda s: s["communities"][0].update(file="C:\\Windows\\win.ini"),
    "an endless number": lambda s: s["communities"][0].update(total=float("nan")),
    "a key left out": lambda s: s.pop("roster"),
    "texts for numbers": lambda s: s["attainment"].update(attained="many"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_data_that_is_not_as_written(
    reports: Callable[[Kind], Path], baihe: Scheme, roster: Roster, what: str
) -> None:
    folder = reports("json")
    rewritten(folder / WEST / "汇总.json", BROKEN[what])
    town, (refusal,) = added(folder, baihe, roster)
    assert refusal.startswith(f"“{WEST}/汇总.json”")
    assert refusal.endswith("没有计入。请该街镇重新汇总后再报。")
    assert {standing.group for standing in town.standings} == {EAST}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("part", [0.3, 0.9, 0.999])
def test_a_part_of_a_report(
    reports: Callable[[Kind], Path], baihe: Scheme, roster: Roster, kind: Kind, part: float
) -> None:
    folder = reports(kind)
    data = (report := folder / WEST / f"汇总.{kind}").read_bytes()
    report.write_bytes(data[: int(len(data) * part)])
    town, refused = added(folder, baihe, roster)
    assert {standing.group for standing in town.standings} == {EAST}
    assert refused == ([f"“{WEST}/汇总.json”{DAMAGED}"] if kind == "json" else [])
    state = "unusable" if kind == "json" else "missing"
    assert [line.state.value for line in town.reports if WEST in line.groups] == [state]


@pytest.mark.parametrize("data", [b"", b"{", b"[" * 100_000, b'{"tool_version": ' + b"[" * 100_000, b'{"tool_version": "1", "communities": 1e999999999}', b"PK\x03\x04", b"\x00" * 99], ids=range(7))  # fmt: skip
def test_whatever_lies_among_the_reports(
    reports: Callable[[Kind], Path], baihe: Scheme, roster: Roster, data: bytes
) -> None:
    folder = reports("xlsx")
    (folder / "别的.json").write_bytes(data)
    (folder / "别的.xlsx").write_bytes(data)
    (folder / "说明.txt").write_bytes(data)
    book(folder, "示范东四居.xlsx", baihe, "示范东四居")  # a submission is no report
    town, refused = added(folder, baihe, roster)
    assert len(town.standings) == 7
    assert set(refused) <= {f"“别的.json”{DAMAGED}"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_report_of_another_round(
    reports: Callable[[Kind], Path], baihe: Scheme, roster: Roster, kind: Kind, tmp_path: Path
) -> None:
    folder = reports(kind)
    (folder / "示范北街道").mkdir()
    (tmp_path / "raw").mkdir()
    report_of(
        tmp_path / "raw", roster.groups["示范北街道"], baihe, folder / f"示范北街道/汇总.{kind}", DAY, 2022
    )
    _, (refusal,) = added(folder, baihe, roster)
    assert (
        refusal
        == f"“示范北街道/汇总.{kind}”是2022年的，本次汇总的是2021年，没有计入。请该街镇报2021年的汇总。"
    )
    town = add_up_reports(folder, baihe, roster, round_=2022)
    assert [line.state.value for line in town.reports].count("unusable") == 2


@pytest.mark.parametrize("kind", KINDS)
def test_a_report_of_another_plan(
    reports: Callable[[Kind], Path], baihe: Scheme, roster: Roster, kind: Kind, tmp_path: Path
) -> None:
    folder = reports(kind)
    (tmp_path / "raw").mkdir()
    other = load_scheme("tests/schemes/two-tiers.toml")
    report_of(tmp_path / "raw", None, other, folder / f"别处.{kind}", DAY, next(iter(other.deadlines)))
    first = baihe.items[0].model_copy(update={"criterion": "另一条标准"})
    edited = baihe.model_copy(update={"items": (first, *baihe.items[1:])})
    report_of(tmp_path / "raw", None, Scheme.model_validate(edited.model_dump()), folder / f"改过.{kind}")
    _, refused = added(folder, baihe, roster)
    assert refused == [
        f"“别处.{kind}”是按方案“{other.id}”汇总的，本次汇总用的是方案“{baihe.id}”，没有计入。请该街镇重新汇总后再报。",
        f"“改过.{kind}”里的项目或分值与方案“{baihe.id}”不同，没有计入。请该街镇重新汇总后再报。",
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_a_district_of_reports_is_no_report_of_a_town(
    reports: Callable[[Kind], Path], baihe: Scheme, roster: Roster, kind: Kind
) -> None:
    folder = reports(kind)
    town, _ = added(folder, baihe, roster)
    if kind == "xlsx":
        write_town(town, folder / "全区.xlsx", folder)
    else:
        (folder / "全区.json").write_text(json_text(town_report(town)), encoding="utf-8")
    again, refused = added(folder, baihe, roster)
    assert refused == []
    told = next(line for line in again.reports if line.file == f"全区.{kind}")
    assert (told.state.value, told.remark) == ("summed", f"“全区.{kind}”本身是由街镇报告汇总的，没有再计入。")
    assert again.attainment == town.attainment


@pytest.mark.parametrize("kind", KINDS)
def test_a_report_without_a_roster_needs_the_districts(
    tmp_path: Path, baihe: Scheme, roster: Roster, kind: Kind
) -> None:
    (tmp_path / "reports").mkdir()
    report_of(DISTRICT / WEST, None, baihe, tmp_path / f"reports/{WEST}.{kind}")
    with pytest.raises(ReportError, match="汇总时没有名册，应报社区不详，没有计入"):
        add_up_reports(tmp_path / "reports", baihe)
    town, refused = added(tmp_path / "reports", baihe, roster)
    assert (refused, town.attainment.obliged, town.attainment.received) == ([], 10, 3)
    assert town.reports[1].remark == "报告没有名册，应报社区按本次的名册"


def test_a_folder_without_reports(tmp_path: Path, baihe: Scheme) -> None:
    with pytest.raises(ReportError, match="没有街镇的汇总报告。请放入各街镇用本程序生成的汇总工作簿"):
        add_up_reports(tmp_path, baihe)
