"""Every number in every sheet of the sample town's workbook against a calculation that knows nothing of the engine.

What was chosen stands in ``tests.samples.town``, what it is worth in the plan's own table (``docs/plan/annex1.csv``).
"""

import hashlib
import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from pipeline.reading.roster import load_roster
from pipeline.run import consolidate_town
from pipeline.writing.town import write_town
from tests import oracle
from tests.samples.town import CHOICES
from tests.test_samples import NOTED_POINT, SAMPLES
from validators.rules import catalogue
from validators.scheme.file import load_scheme

ITEMS = range(1, 30)
SECTIONS = [range(1, 5), range(5, 11), range(11, 16), range(16, 20), range(20, 26), range(26, 30)]
MAXIMA = [20, 20, 22, 20, 18, 10]

POINTS: dict[str, dict[int, Decimal]] = {
    name: {item: oracle.points(item, choice) for item, choice in choices.items()}
    for name, choices in CHOICES.items()
}
POINTS["示范十三居"][10] = NOTED_POINT
TOTALS = {name: sum(points.values(), Decimal(0)) for name, points in POINTS.items()}

MAXIMUM = {item: Decimal(row["max"]) for item, row in oracle.ROWS.items()}
WEAK = {
    item: [
        name
        for name in CHOICES
        if CHOICES[name].get(item) != "不涉及" and POINTS[name].get(item) != MAXIMUM[item]
    ]
    for item in ITEMS
}
LACKING = {"示范五居": (9, 16, 24), "示范六居": (8,)}  # not selected, and 优秀, which is no tier
SUBMITTED = {"示范一居": 12, "示范二居": 15, "示范三居": 18, "示范四居": 20, "示范五居": 21, "示范六居": 22, "示范七居": 19, "示范八居": 25, "示范九居": 23, "示范十居": 14, "示范十三居": 24, "示范新居": 24}  # fmt: skip
ERRORS = {"示范五居": 3, "示范六居": 1, "示范七居": 1, "示范新居": 1}
QUERIES = {"示范十三居": 6} | {name: 1 for name in CHOICES if name != "示范十三居"}
"""Nobody's declaration form came; of 示范十三居 besides four times 不涉及, and the point of item 10's note."""
FOUND = Counter({"GCF003": 1, "GCS201": 3, "GCS202": 1, "GCS206": 4, "GCS207": 1, "GCX401": 1, "GCR501": 1, "GCR503": 1, "GCR504": 2, "GCR516": 12})  # fmt: skip
ON_FILES = {"GCS201": 1, "GCS206": 1, "GCR504": 1, "GCR516": 1}
"""Files (for R: the town, once) on which a rule found something, where that is fewer than its findings."""

Table = list[dict[str, Any]]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Table]:
    """Sheet -> its rows by heading, as the values saved in the workbook."""
    path = tmp_path_factory.mktemp("town") / "town.xlsx"
    roster = load_roster(SAMPLES / "roster.csv")
    town = consolidate_town(SAMPLES / "town", load_scheme("baihe-2021"), roster, as_of=date(2021, 11, 1))
    write_town(town, path, SAMPLES / "town")
    tables: dict[str, Table] = {}
    for page in load_workbook(path, data_only=True):
        heads, *rows = page.iter_rows(min_row=2, values_only=True)
        tables[page.title] = [dict(zip(map(str, heads), row, strict=True)) for row in rows]
    return tables


def test_cover(book: Mapping[str, Table]) -> None:
    cover = {row["项目"]: row["数值"] for row in book["封面说明"]}
    files = {"已收": 8, "有问题": 4, "无法读取": 1, "重复": 1, "已更新（旧件）": 1, "非本年度": 0, "跳过": 1, "程序异常": 0}  # fmt: skip
    numbers = {"应报社区": 13, "已报社区": 11, "未报社区": 2, "迟报社区": 0, "达标社区": 10, "文件合计": 16}
    numbers |= {f"文件：{state}": count for state, count in files.items()}
    assert {key: cover[key] for key in numbers} == numbers
    rates = {"目标达标率": 0.45, "达标率": 10 / 13, "按已报计": 10 / 11, "其中材料无误社区达标率": 7 / 8}
    assert {key: cover[key] for key in rates} == pytest.approx(rates)
    others = (
        {key for key, value in cover.items() if isinstance(value, int | float)}
        - numbers.keys()
        - rates.keys()
    )
    assert not others


def test_summary(book: Mapping[str, Table]) -> None:
    lines = {"合格": Decimal(73), "一般": Decimal("91.5"), "良好": Decimal(110)}
    assert len(book["汇总总表"]) == len(CHOICES)
    for row in book["汇总总表"]:
        name = row["社区"]
        total, listed = TOTALS[name], name != "示范新居"
        better = [total < other for of, other in TOTALS.items() if of != "示范新居"]
        gap = min((line - total for line in lines.values() if line > total), default=None)
        assert row["名次"] == (sum(better) + 1 if listed else None)
        assert (row["总分"], row["等次"]) == (total, oracle.grade(total))
        assert (row["距上一等次（分）"] or None) == gap, name
        assert row["是否达标"] == ("是" if total >= 73 else "否")
        sections = [value for heading, value in row.items() if "满分" in heading]
        assert sections == [sum(POINTS[name].get(item, 0) for item in items) for items in SECTIONS]
        missing = LACKING["示范五居"] if name == "示范五居" else ()
        assert (row["缺项"] or "") == "、".join(map(str, missing))
        assert (row["须改正"], row["请核实"]) == (ERRORS.get(name, 0), QUERIES.get(name, 0))
        assert row["报送日期"] == f"2021-10-{SUBMITTED[name]}"
    headings = [
        re.sub(r"\D", "", heading.partition("满分")[2])
        for heading in book["汇总总表"][0]
        if "满分" in heading
    ]
    assert [int(maximum) for maximum in headings] == MAXIMA


def test_matrix(book: Mapping[str, Table]) -> None:
    rows = {row["社区"]: row for row in book["得分矩阵"]}
    for item in ITEMS:
        (heading,) = (heading for heading in rows["示范一居"] if re.match(rf"{item}\n", heading))
        given = [points[item] for points in POINTS.values() if item in points]
        for name in CHOICES:
            assert rows[name][heading] == POINTS[name].get(item, "有误" if name == "示范六居" else "缺")
        assert rows["平均分"][heading] == pytest.approx(float(sum(given) / len(given)))
        good = sum(choices.get(item) == "良好" for choices in CHOICES.values())
        assert rows["良好占比"][heading] == pytest.approx(good / len(CHOICES))
        assert rows["缺项数"][heading] == (item in LACKING["示范五居"])
    assert {name: rows[name]["总分"] for name in CHOICES} == TOTALS


def test_missing_items(book: Mapping[str, Table]) -> None:
    expected = [("示范五居", item, MAXIMUM[item]) for item in LACKING["示范五居"]]
    assert [(row["社区"], row["序号"], row["涉及分值"]) for row in book["缺项清单"]] == expected


def test_reporting(book: Mapping[str, Table]) -> None:
    states = {row["社区"]: (row["状态"], row["报送日期"]) for row in book["报送情况"] if row["编号"]}
    expected: dict[str, tuple[str, str | None]] = {
        name: ("有问题" if name in ERRORS else "已收", f"2021-10-{day}")
        for name, day in SUBMITTED.items()
        if name != "示范新居"
    }
    expected["示范九居"] = ("已收、改报", "2021-10-23\n首报10月8日")
    expected |= dict.fromkeys(("示范十一居", "示范十二居"), ("未报", None))
    assert states == expected


def test_analysis(book: Mapping[str, Table]) -> None:
    charts: dict[str, dict[str, Any]] = {}
    for row in book["达标分析"]:
        charts.setdefault(row["图表"], {})[row["项目"]] = row["数值"]
    communities = {name: total for name, total in TOTALS.items() if name != "示范新居"}
    assert charts["达标率与目标"] == pytest.approx(
        {
            "达标率（应报）": 10 / 13,
            "按已报计": 10 / 11,
            "其中材料无误社区达标率": 7 / 8,
            "2021年目标": 0.45,
            "2022年目标": 0.65,
        }
    )
    attained = sorted(SUBMITTED[name] for name, total in communities.items() if total >= 73)
    progress = {f"2021-10-{day}": (attained.index(day) + attained.count(day)) / 13 for day in attained}
    assert charts["达标率进展"] == pytest.approx(progress | {"2021-11-01": 10 / 13})
    assert {row["目标"] for row in book["达标分析"] if row["图表"] == "达标率进展"} == {0.45}
    grades = Counter(map(oracle.grade, TOTALS.values()))
    assert charts["等次分布"] == {**grades, "未报": 2}
    assert charts["总分排序"] == communities
    assert list(charts["总分排序"].values()) == sorted(communities.values(), reverse=True)
    shares = [
        float(sum(points.get(item, Decimal(0)) for points in POINTS.values() for item in items))
        / len(CHOICES)
        / maximum
        for items, maximum in zip(SECTIONS, MAXIMA, strict=True)
    ]
    assert list(charts["各部分得分率"].values()) == pytest.approx(shares)
    weakest = sorted((len(names) for names in WEAK.values()), reverse=True)[:10]
    assert list(charts["未评良好社区最多的10个项目"].values()) == pytest.approx(
        [count / len(CHOICES) for count in weakest]
    )
    for label, share in charts["未评良好社区最多的10个项目"].items():
        (number,) = re.findall(r"第(\d+)项", label)
        assert share == pytest.approx(len(WEAK[int(number)]) / len(CHOICES))


def test_units(book: Mapping[str, Table]) -> None:
    lines = [Decimal(73), Decimal("91.5"), Decimal(110)]
    seen: list[tuple[int, str]] = []
    together: dict[str, list[tuple[dict[str, Any], dict[str, Decimal]]]] = {}
    for row in book["部门清单"]:
        item, weak = row["序号"], WEAK[row["序号"]]
        gains = {name: MAXIMUM[item] - POINTS[name].get(item, Decimal(0)) for name in weak}
        assert (row["未达良好社区数"], row["可增分"]) == (len(weak), sum(gains.values()))
        assert set(row["社区"].split("、")) == set(weak)
        printed = oracle.ROWS[item]["lead_牵头单位"]
        seen.append((item, f"{row['牵头单位']}（{row['范围']}）" if row["范围"] else row["牵头单位"]))
        together.setdefault(seen[-1][1], []).append((row, gains))
        assert seen[-1][1] in re.split("[、；]", printed)
        assert (row["配合单位"] or "") == oracle.ROWS[item]["cooperating_配合单位"]
    every = [
        (item, unit) for item, row in oracle.ROWS.items() for unit in re.split("[、；]", row["lead_牵头单位"])
    ]
    assert sorted(seen) == sorted(every)
    for rows in together.values():
        raised = {name: TOTALS[name] + sum(gains.get(name, 0) for _, gains in rows) for name in CHOICES}
        crossed = [n for n in CHOICES if any(TOTALS[n] < line <= raised[n] for line in lines)]
        assert {row["本单位各项都提升后可晋档的社区数"] for row, _ in rows} == {len(crossed)}
        order = [(-row["未达良好社区数"], row["序号"]) for row, _ in rows]
        assert order == sorted(order)


def test_findings(book: Mapping[str, Table]) -> None:
    assert Counter(row["代码"] for row in book["问题清单"]) == FOUND
    weights = Counter(row["类别"] for row in book["问题清单"])
    assert weights == {"须改正": 3 + 1 + 1 + 1 + 1 + 2, "请核实": 5 + len(CHOICES), "供参考": 1}


def test_rule_runs(book: Mapping[str, Table]) -> None:
    """Of 15 files looked at one is no workbook: later rules did not run on it, nor those about earlier rounds and reviews."""
    runs = {row["代码"]: row for row in book["规则执行情况"]}
    assert runs.keys() == catalogue().keys()
    for code, row in runs.items():
        found = ON_FILES.get(code, FOUND[code])
        idle = 1 if code[2] not in "FR" else 0
        looked_at = 1 if code[2] in "RHV" else 15
        assert (row["发现问题"], row["未执行"], row["程序异常"]) == (found, idle, 0), code
        assert row["通过"] == looked_at - found - idle, code


def test_files(book: Mapping[str, Table]) -> None:
    assert {row["文件"] for row in book["文件清单"]} == {path.name for path in (SAMPLES / "town").iterdir()}
    for row in book["文件清单"]:
        content = Path(SAMPLES / "town" / row["文件"]).read_bytes()
        if row["状态"] == "跳过":
            assert (row["大小（字节）"], row["SHA-256"]) == (None, None)
        else:
            assert (row["大小（字节）"], row["SHA-256"]) == (
                len(content),
                hashlib.sha256(content).hexdigest(),
            )
