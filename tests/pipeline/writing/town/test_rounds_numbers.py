"""Every number of 年度对比 on the sample town of 2021 and 2022 against counts that know nothing of the engine.

What was chosen stands in ``tests.samples``, what it is worth and who leads in the plan's own table (``docs/plan/annex1.csv``).
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from pipeline.earlier import beside_earlier
from pipeline.reading.roster import load_roster
from pipeline.run import consolidate_town
from pipeline.town.model import Town
from pipeline.writing.reports.json_report import town_report
from pipeline.writing.town import write_town
from tests import oracle
from tests.clients.libreoffice import recalculate
from tests.samples.next_round import LATER
from tests.samples.town import CHOICES
from tests.test_samples import SAMPLES
from validators.scheme.file import load_scheme

ITEMS = range(1, 30)
TIERS = ("良好", "一般", "合格")
SHEETS = ("年度对比", "年度对比（项目）", "年度对比（部门）")

MOVED = {
    # code, points and grade of 2021 and 2022, difference, what became of it, items raised, items fallen, remark
    "示范一居": ("SF01", 110, "良好", 110, "良好", 0, "持平", None, None, None),
    "示范二居": ("SF02", 106.5, "一般", 109.5, "一般", 3, "提升", "5、7至10", None, None),
    "示范三居": ("SF03", 73, "合格", 73, "合格", 0, "持平", None, None, None),
    "示范四居": ("SF04", 67, "未达标", 73, "合格", 6, "新达标", "7、10、23", None, None),
    "示范五居": ("SF05", 82.5, "合格", 91.5, "一般", 9, "提升", None, None, "第9、16、24项有一年缺项或“不涉及”，不作比较"),
    "示范六居": ("SF06", 87.5, "合格", None, None, None, "本年未报", None, None, None),
    "示范七居": ("SF07", 94.5, "一般", 88.5, "合格", -6, "下降", None, "1至4", None),  # 2, 1, 1 and 2 points less
    "示范八居": ("SF08", 91.5, "一般", None, None, None, "本年未报", None, None, None),
    "示范九居": ("SF09", 93.5, "一般", 94.5, "一般", 1, "提升", "16", None, None),
    "示范十居": ("SF10", 74.5, "合格", 65, "未达标", -9.5, "下降", None, "20至22", "上次达标，本年未达标"),
    "示范十一居": ("SF11", None, None, 73, "合格", None, "首次申报", None, None, None),
    "示范十二居": ("SF12", None, None, None, None, None, "本年未报", None, None, "以前年度也未报"),
    "示范十三居": ("SF13", 83, "合格", 86.5, "合格", 3.5, "提升", "10", None, "第23项有一年缺项或“不涉及”，不作比较"),
    "示范新居": (None, 73, "合格", None, None, None, "本年未报", None, None, "不在名册"),
}  # fmt: skip

STAGES = [
    ("试点探索阶段（2020-12至2021-02）", None, None),
    ("2021年 推广示范阶段", 10 / 13, 0.45),  # 示范四居 short of 73, 示范十一居 and 示范十二居 not received
    (
        "2022年 巩固提升阶段",
        9 / 13,
        0.65,
    ),  # 示范十居 short of 73, 示范六居, 示范八居 and 示范十二居 not received
]

Rows = list[list[Any]]


@pytest.fixture(scope="module")
def town() -> Town:
    """The sample town of 2022 beside that of 2021."""
    plan, listed = load_scheme("baihe-2021"), load_roster(SAMPLES / "roster.csv")
    of_2022 = consolidate_town(SAMPLES / "town-2022", plan, listed, as_of=date(2022, 11, 1), round_=2022)
    return beside_earlier(of_2022, [SAMPLES / "town"])


@pytest.fixture(scope="module")
def book(town: Town, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Rows]:
    """Sheet -> its rows below the head, as the values saved in the workbook."""
    return rows_of(write_town(town, tmp_path_factory.mktemp("town") / "town.xlsx", SAMPLES / "town-2022"))


def rows_of(path: Path) -> Mapping[str, Rows]:
    pages = load_workbook(path, data_only=True)
    return {
        name: [list(row) for row in pages[name].iter_rows(min_row=3, values_only=True)] for name in SHEETS
    }


def is_weak(choices: Mapping[int, str], item: int) -> bool:
    return choices.get(item) not in ("良好", "不涉及")


def lead(item: int) -> set[tuple[str, str | None]]:
    """The lead units of an item as the plan prints them: 甲、乙, or 甲（小区内）；乙（小区外）."""
    named = oracle.ROWS[item]["lead_牵头单位"].replace("；", "、").split("、")
    return {
        (name.split("（")[0], name.split("（")[1].rstrip("）") if "（" in name else None) for name in named
    }


def test_communities(book: Mapping[str, Rows]) -> None:
    rows = book["年度对比"][: len(MOVED)]
    assert [(row[1], (row[0], *row[2:])) for row in rows] == list(MOVED.items())
    assert not any(book["年度对比"][len(MOVED)])


def test_totals_by_hand_are_those_of_the_plans_table() -> None:
    for name, (_, before, _, now, *_) in MOVED.items():
        noted = 1 if name == "示范十三居" else 0  # item 10's note
        assert before == (oracle.total(CHOICES[name]) + noted if name in CHOICES else None)
        assert now == (oracle.total(LATER[name]) if name in LATER else None)


def test_stages(book: Mapping[str, Rows]) -> None:
    rows = [row[1:4] for row in book["年度对比"][len(MOVED) + 1 :]]
    assert rows[0] == ["阶段", "达标率", "目标"]
    assert [row[0] for row in rows[1:]] == [label for label, *_ in STAGES]
    assert [row[1] for row in rows[1:]] == pytest.approx([rate for _, rate, _ in STAGES])
    assert [row[2] for row in rows[1:]] == [target for *_, target in STAGES]


def test_items(book: Mapping[str, Rows]) -> None:
    rows = book["年度对比（项目）"]
    assert [row[0] for row in rows] == list(ITEMS)
    for item, row in zip(ITEMS, rows, strict=True):
        shares = [
            sum(choices.get(item) == tier for choices in of.values()) / len(of)
            for tier in TIERS
            for of in (CHOICES, LATER)
        ]
        assert row[3:9] == pytest.approx(shares), item
        assert row[9] == pytest.approx((shares[1] - shares[0]) * 100)
        assert row[10] is None


def test_lead_units(book: Mapping[str, Rows]) -> None:
    rows = {(row[0], row[1]): row[3:] for row in book["年度对比（部门）"]}
    assert rows.keys() == set().union(*map(lead, ITEMS))
    both = CHOICES.keys() & LATER.keys()
    for unit, row in rows.items():
        own = [item for item in ITEMS if unit in lead(item)]
        then = [(name, item) for name, choices in CHOICES.items() for item in own if is_weak(choices, item)]
        now = [(name, item) for name, choices in LATER.items() for item in own if is_weak(choices, item)]
        comparable = [place for place in then if place[0] in both]
        mended = len(set(comparable) - set(now))
        new = sum(place[0] in both for place in set(now) - set(then))
        assert row[:5] == [len(then), len(now), len(comparable), mended, new], unit
        assert row[5] == pytest.approx(mended / len(comparable))
        assert row[6] is None


def test_the_json_says_the_same(town: Town, book: Mapping[str, Rows]) -> None:
    said = town_report(town)["comparison"]
    rates = [(one["round"], one["attained"], one["obliged"], one["rate_obliged"]) for one in said["rounds"]]
    assert rates == [(2021, 10, 13, pytest.approx(10 / 13)), (2022, 9, 13, pytest.approx(9 / 13))]
    changes = {
        "新达标": "attained",
        "提升": "raised",
        "持平": "same",
        "下降": "fallen",
        "首次申报": "first",
        "本年未报": "missing",
    }
    for told, row in zip(said["communities"], book["年度对比"], strict=False):
        assert (told["community"], told["totals"], told["grades"]) == (
            row[1],
            [row[2], row[4]],
            [row[3], row[5]],
        )
        assert (told["difference"], told["change"]) == (row[6], changes[row[7]])
        assert told["remark"] == (row[10] or "")
    assert said["communities"][1]["raised"] == (5, 7, 8, 9, 10)
    for told, row in zip(said["items"], book["年度对比（项目）"], strict=True):
        assert [of[tier] for tier in ("good", "fair", "qualified") for of in told["shares"]] == pytest.approx(
            row[3:9]
        )
    for told, row in zip(said["units"], book["年度对比（部门）"], strict=True):
        numbers = [*told["weak"], told["comparable"], told["mended"], told["new"]]
        assert [told["unit"], told["scope"], *numbers] == [*row[:2], *row[3:8]]
        assert told["rate"] == pytest.approx(row[8])
    assert [(one["stage"], one["rate_obliged"], one["target"]) for one in said["stages"]] == [
        (label, rate and pytest.approx(rate), target) for label, rate, target in STAGES
    ]


def test_what_is_asked_because_of_the_year_before(town: Town) -> None:
    """示范三居 sent the same again; 示范七居 and 示范十居 fell from 良好 to 合格, and from 一般 to 不得分."""
    asked = [
        (f.code, f.community, f.item) for f in town.findings if f.code[:3] == "GCH" or f.code == "GCR515"
    ]
    assert sorted(asked, key=lambda one: (one[0], one[2] or 0)) == [
        *(("GCH601", "示范七居", item) for item in (1, 2, 3, 4)),
        *(("GCH601", "示范十居", item) for item in (20, 21, 22)),
        ("GCR515", "示范三居", None),
    ]


@pytest.mark.slow
def test_a_spreadsheet_calculates_the_same(town: Town, book: Mapping[str, Rows], tmp_path: Path) -> None:
    written = write_town(town, tmp_path / "town.xlsx", SAMPLES / "town-2022")
    (tmp_path / "out").mkdir()
    (copy,) = recalculate([written], tmp_path / "out")
    for name, rows in rows_of(copy).items():
        for row, expected in zip(rows, book[name], strict=True):
            for value, saved in zip(row, expected, strict=False):
                assert value == (pytest.approx(saved) if isinstance(saved, float) else saved), (
                    name,
                    expected,
                )
