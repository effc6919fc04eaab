"""Reports that somebody changed by hand are told in one sentence that says where; what changes no number is added up."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl.workbook import Workbook

from tests.clients.libreoffice import recalculate
from tests.daily import daily
from tests.pipeline.district.editing import (
    put,
    rewritten,
    saved_again,
    sorted_by_name,
    without_line,
    without_sheet,
)
from tests.pipeline.district.towns import CHANGED, DAMAGED, EAST, WEST, Kind, added, as_data, differences
from validators.roster import Roster
from validators.scheme.model import Scheme

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


@pytest.mark.parametrize("what", daily([*WORKBOOKS], 6))
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


@pytest.mark.parametrize("what", daily([*LEFT_OUT], 5))
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


@pytest.mark.slow
def test_a_workbook_that_another_program_calculated_and_saved_is_added_up(
    reports: Callable[[Kind], Path], baihe: Scheme, roster: Roster, tmp_path: Path
) -> None:
    folder = reports("xlsx")
    before, _ = added(folder, baihe, roster)
    sent = [
        Path(shutil.copy(folder / name / "汇总.xlsx", tmp_path / f"{name}.xlsx")) for name in (EAST, WEST)
    ]
    for name, again in zip((EAST, WEST), recalculate(sent, tmp_path / "again"), strict=True):
        shutil.copy(again, folder / name / "汇总.xlsx")
    town, refused = added(folder, baihe, roster)
    assert refused == []
    assert list(differences(as_data(before, "xlsx"), as_data(town, "xlsx"))) == []
