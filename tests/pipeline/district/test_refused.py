"""Reports that are not added up: changed by hand, damaged, of another round or plan; each told in one sentence."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl.workbook import Workbook

from pipeline.district.reports import add_up_reports
from pipeline.town.model import Town
from pipeline.town.reports.lines import ReportState
from pipeline.town.reports.model import ReportError
from tests.pipeline.district.editing import (
    put,
    rewritten,
    saved_again,
    sorted_by_name,
    without_line,
    without_sheet,
)
from tests.pipeline.district.towns import DAY, EAST, KINDS, WEST, Kind, listed_in, report_of, reports_of
from tests.pipeline.town.small_towns import book
from tests.test_samples import SAMPLES
from validators.roster import Roster
from validators.scheme.file import load_scheme
from validators.scheme.model import Scheme

DISTRICT = SAMPLES / "district"
CHANGED, DAMAGED = "可能改动过，没有计入。请该街镇重新汇总后再报。", "不能读取，可能不完整或改动过，没有计入。请该街镇重新汇总后再报。"  # fmt: skip


@pytest.fixture(scope="module")
def roster(baihe: Scheme) -> Roster:
    return listed_in(DISTRICT / "roster.csv", baihe)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, baihe: Scheme, roster: Roster) -> Path:
    """Reports of two towns of every kind."""
    folder = tmp_path_factory.mktemp("made")
    for kind in KINDS:
        reports_of(DISTRICT, roster, baihe, folder / kind, dict.fromkeys((EAST, WEST), kind))
    return folder


@pytest.fixture
def reports(made: Path, tmp_path: Path) -> Callable[[Kind], Path]:
    return lambda kind: shutil.copytree(made / kind, tmp_path / "reports")


def added(folder: Path, scheme: Scheme, roster: Roster | None) -> tuple[Town, list[str]]:
    """The district of what is left, and what is said of the reports that were refused."""
    town = add_up_reports(folder, scheme, roster)
    return town, [line.remark for line in town.reports if line.state is ReportState.UNUSABLE]


WORKBOOKS: dict[str, tuple[Callable[[Workbook], None], str]] = {
    "a total": (put("汇总总表", "示范西二居", "总分", 73), "“汇总总表”中示范西二居的“总分”"),
    "a grade": (put("汇总总表", "示范西二居", "等次", "合格"), "“汇总总表”中示范西二居的“等次”"),
    "whether it attains": (put("汇总总表", "示范西二居", "是否达标", "是"), "“汇总总表”中示范西二居的“是否达标”"),
    "a rank": (put("汇总总表", "示范西二居", "名次", 1), "“汇总总表”中示范西二居的“名次”"),
    "points": (put("得分矩阵", "示范西二居", "7\n(二)", 4), "“得分矩阵”中示范西二居的“7(二)”"),
    "a choice": (put("得分矩阵", "示范西二居", "7档次", "良好"), "“得分矩阵”中示范西二居的“7(二)”"),
    "who is obliged": (put("报送情况", "示范西四居", "应报", "免报"), "“封面说明”中达标率的“数值”"),
    "how many attain": (put("封面说明", "达标社区", "数值", 3), "“封面说明”中达标社区的“数值”"),
    "a rate": (put("封面说明", "达标率", "数值", 0.99), "“封面说明”中达标率的“数值”"),
    "a lead unit's count": (put("部门清单", "规保办", "可增分", 99), "“部门清单”"),
    "a gap": (put("帮扶清单", "示范西二居", "还差", 1), "“帮扶清单”中示范西二居的“还差”"),
    "measures": (put("措施完成情况", "示范西二居", "已填（项）", 9), "“措施完成情况”中示范西二居的“已填（项）”"),
}  # fmt: skip
"""What somebody changed in the report of 示范西镇, and where it does not agree any more."""


@pytest.mark.parametrize("what", WORKBOOKS)
def test_a_workbook_changed_by_hand(
    reports: Callable[[Kind], Path], baihe: Scheme, roster: Roster, what: str
) -> None:
    change, where = WORKBOOKS[what]
    folder = reports("xlsx")
    saved_again(folder / WEST / "汇总.xlsx", change)
    town, (refusal,) = added(folder, baihe, roster)
    assert refusal.startswith(f"“{WEST}/汇总.xlsx”{where}")
    assert refusal.endswith(CHANGED)
    assert {standing.group for standing in town.standings} == {EAST}
    assert {c.name for c in town.missing if c.group == WEST} == {"示范西一居", "示范西二居", "示范西四居"}


LEFT_OUT: dict[str, Callable[[Workbook], None]] = {
    "a community": without_line("汇总总表", "示范西二居"),
    "its choices": without_line("得分矩阵", "示范西二居"),
    "its file": without_line("文件清单", "示范西二居"),
    "a sheet": without_sheet("问题清单"),
    "no tier": put("得分矩阵", "示范西二居", "7档次", "优秀"),
    "no state": put("文件清单", "示范西二居", "状态", "好"),
    "a state": put("文件清单", "示范西二居", "状态", "有问题"),
    "no day": put("封面说明", "截至日期", "数值", "十一月"),
    "no year": put("封面说明", "申报年度", "数值", "今年"),
    "a community twice": put("汇总总表", "示范西二居", "社区", "示范西一居"),
}


@pytest.mark.parametrize("what", LEFT_OUT)
def test_a_workbook_that_is_not_whole(
    reports: Callable[[Kind], Path], baihe: Scheme, roster: Roster, what: str
) -> None:
    folder = reports("xlsx")
    saved_again(folder / WEST / "汇总.xlsx", LEFT_OUT[what])
    _, (refusal,) = added(folder, baihe, roster)
    assert refusal in (f"“{WEST}/汇总.xlsx”{DAMAGED}", f"“{WEST}/汇总.xlsx”“汇总总表”的行数与所选档次算出的不同，{CHANGED}")  # fmt: skip


HARMLESS: dict[str, Callable[[Workbook], None]] = {
    "saved": lambda _: None,
    "sorted": sorted_by_name("汇总总表", 4),
    "the matrix sorted": sorted_by_name("得分矩阵", 4),
    "the reporting sorted": sorted_by_name("报送情况", 4),
}


@pytest.mark.parametrize("what", HARMLESS)
def test_what_changes_no_number_is_added_up_and_told(
    reports: Callable[[Kind], Path], baihe: Scheme, roster: Roster, what: str
) -> None:
    folder = reports("xlsx")
    before, _ = added(folder, baihe, roster)
    saved_again(folder / WEST / "汇总.xlsx", HARMLESS[what])
    town, refused = added(folder, baihe, roster)
    assert refused == []
    assert [(s.name, s.rank, s.scorecard.total) for s in town.standings] == [
        (s.name, s.rank, s.scorecard.total) for s in before.standings
    ]
    remarks = {line.groups: line.remark for line in town.reports}
    assert remarks[WEST,] == "报告生成后有人保存过，已核对各表数字"
    assert remarks[EAST,] == ""


def test_what_the_town_typed_is_taken_over(
    reports: Callable[[Kind], Path], baihe: Scheme, roster: Roster
) -> None:
    folder = reports("xlsx")

    def typed(book: Workbook) -> None:
        put("措施督办", "示范西二居", "进展", "已完成")(book)

    saved_again(folder / WEST / "汇总.xlsx", typed)
    town, refused = added(folder, baihe, roster)
    assert (refused, [(line.community, line.state) for line in town.progress]) == (
        [],
        [("示范西二居", "已完成")],
    )


def _of(name: str, said: Any) -> Any:
    return next(one for one in said["communities"] if one["community"] == name)


DATA: dict[str, tuple[Callable[[Any], object], str]] = {
    "a total": (lambda s: _of("示范西二居", s).update(total=73), "示范西二居的“总分”"),
    "a grade": (lambda s: _of("示范西二居", s).update(grade="合格"), "示范西二居的“等次”"),
    "a score": (lambda s: _of("示范西二居", s)["scores"].update({"7": 4}), "示范西二居的“各项得分”"),
    "a choice": (lambda s: _of("示范西二居", s)["tiers"].update({"7": "良好"}), "示范西二居的“总分”"),
    "a rank": (lambda s: _of("示范西二居", s).update(rank=1), "示范西二居的“名次”"),
    "a rate": (lambda s: s["attainment"].update(rate_obliged=0.99), "“达标情况”"),
    "who is obliged": (lambda s: s["roster"][3].update(obliged=False), "“达标情况”"),
    "the files": (lambda s: s["summary"].update(files=7), "“文件数”"),
    "a lead unit's count": (lambda s: s["units"][0].update(weak=0), "“各牵头单位”"),
    "an item's count": (lambda s: s["items"][0].update(missing=3), "“各项目”"),
}


@pytest.mark.parametrize("what", DATA)
def test_data_changed_by_hand(
    reports: Callable[[Kind], Path], baihe: Scheme, roster: Roster, what: str
) -> None:
    change, where = DATA[what]
    folder = reports("json")
    rewritten(folder / WEST / "汇总.json", change)
    town, (refusal,) = added(folder, baihe, roster)
    assert refusal == f"“{WEST}/汇总.json”{where}与所选档次算出的不同，{CHANGED}"
    assert {standing.group for standing in town.standings} == {EAST}


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
    from pipeline.harmless import json_text
    from pipeline.writing.reports.json_report import town_report
    from pipeline.writing.town import write_town

    folder = reports(kind)
    town, _ = added(folder, baihe, roster)
    if kind == "xlsx":
        write_town(town, folder / "全区.xlsx", folder)
    else:
        (folder / "全区.json").write_text(json_text(town_report(town)), encoding="utf-8")
    again, (refusal,) = added(folder, baihe, roster)
    assert refusal == f"“全区.{kind}”本身是由街镇报告汇总的，没有再计入。请只放各街镇的报告。"
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
