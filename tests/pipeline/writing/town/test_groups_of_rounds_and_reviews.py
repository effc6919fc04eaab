"""A district over two rounds, with a draw and reviews on site: whose a community or a lead unit is, in every list and the JSON.

| community  | 2021 | 2022 |
|------------|------|------|
| 示范东一居 | 良好 | 良好 |
| 示范东二居 | 一般 | 良好 |
| 示范西一居 | 一般 | 一般 |

The rest of 2021 did not report in 2022. Item 1 of 示范东一居 was found 一般 in a review (-1), item 7 of 示范西一居 合格 (-0.5).
"""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.filled_forms import fill
from tests.pipeline.town.small_towns import book
from tests.pipeline.writing.town.test_groups_sheet import TOWN_OF
from tests.pipeline.writing.town.town_tables import rows
from tests.scripts.running import run
from tests.test_samples import SAMPLES
from validators.scheme.model import Scheme

EAST, WEST, NORTH = "示范东镇", "示范西镇", "示范北街道"
NOW = {"示范东一居": "良好", "示范东二居": "良好", "示范西一居": "一般"}
REVIEWED = ("示范东一居", "示范西一居")
ASKED = ("--roster", "before/roster.csv", "--as-of", "2022-11-01", "--round", "2022")


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory, baihe: Scheme) -> Path:
    """What was asked for in the second round: its draw, the forms, and the report on what came of them."""
    folder = tmp_path_factory.mktemp("two rounds")
    shutil.copytree(SAMPLES / "district", folder / "before")
    for name, tier in NOW.items():
        (folder / "now" / TOWN_OF[name]).mkdir(parents=True, exist_ok=True)
        book(folder / "now" / TOWN_OF[name], f"{name}.xlsx", baihe, name, tier, year=2022)
    for line in (
        ["sample", "now", "--seed", "7", "--share", "50%", "--output", "draw.xlsx", "--json", "draw.json"],
        [
            "review-forms",
            "now",
            "--out-dir",
            "forms",
            "--community",
            "示范东一居",
            "--community",
            "示范西一居",
        ],
    ):
        result = run(*line, *ASKED, cwd=folder)
        assert result.returncode == 0, result.stderr
    fill(folder / "forms" / "示范东一居_考评表.xlsx", folder / "考评" / "东一.xlsx", {1: "一般"})
    fill(folder / "forms" / "示范西一居_考评表.xlsx", folder / "考评" / "西一.xlsx", {7: "合格"})
    line = ["consolidate", "now", *ASKED, "--earlier", "before", "--reviews", "考评", "--fail-on", "never"]
    result = run(*line, "--output", "out.xlsx", "--json", "out.json", "--no-ledger", cwd=folder)
    assert result.returncode == 0, result.stderr
    return folder


def told(folder: Path, file: str) -> Any:
    return json.loads((folder / file).read_text("utf-8"))


def named(part: Any) -> Iterator[tuple[str, str | None]]:
    """Every community that a report names, with the town that it says it is of."""
    if isinstance(part, dict) and {"community", "group"} <= {*part}:
        yield part["community"], part["group"]
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from named(inner)


LISTS = [
    # file, sheet, the line of its heads, how many lines name a community
    ("out.xlsx", "考评对照", 3, 2),
    ("out.xlsx", "年度对比", 2, 11),
    ("draw.xlsx", "查看项目", 2, None),
    ("draw.xlsx", "范围外社区", 2, 8),
]


@pytest.mark.parametrize(("file", "sheet", "head", "lines"), LISTS, ids=[line[1] for line in LISTS])
def test_a_list_of_communities_says_whose_each_is(
    district: Path, file: str, sheet: str, head: int, lines: int | None
) -> None:
    table = rows(district / file, sheet, head)
    named = [(row["社区"], row["街镇"]) for row in table if row["社区"] in TOWN_OF]
    assert named
    assert lines is None or len(named) == lines
    assert all(town == TOWN_OF[name] for name, town in named)


def test_the_json_says_it_too(district: Path) -> None:
    draw, report = told(district, "draw.json"), told(district, "out.json")
    lists = [
        draw["outside"],
        draw["drawn"],
        report["reviews"]["communities"],
        report["comparison"]["communities"],
    ]
    lists += [stratum["communities"] for stratum in draw["strata"]]
    for found in lists:
        assert found
        assert all(one["group"] == TOWN_OF[one["community"]] for one in found)


def test_each_town_answers_for_its_own_reviews(district: Path) -> None:
    """规保办 and 镇精细化推进办 lead item 1 together, 规保办 alone item 7: a point lower in the east, half a point in the west."""
    units = {
        (u["街镇"], u["牵头单位"]): (u["考评项次"], u["核减"], u["核减分"])
        for u in rows(district / "out.xlsx", "考评对照（部门）")
    }
    assert units == {(EAST, "规保办"): (1, 1, 1), (EAST, "镇精细化推进办"): (1, 1, 1), (WEST, "规保办"): (1, 1, 0.5)}  # fmt: skip
    assert {(u["group"], u["unit"]) for u in told(district, "out.json")["reviews"]["units"]} == {*units}


def test_each_town_answers_for_its_own_mended_places(district: Path, baihe: Scheme) -> None:
    """示范东二居 mended all of its items that earn less as 一般 than as 良好; 示范西一居 none of the same ones."""
    lines = {
        (u["街镇"], u["牵头单位"], u["范围"] or ""): u
        for u in rows(district / "out.xlsx", "年度对比（部门）")
    }
    said = {
        (u["group"], u["unit"], u["scope"] or ""): u
        for u in told(district, "out.json")["comparison"]["units"]
    }
    assert {*lines} == {*said}
    for (town, unit, scope), line in lines.items():
        led = [
            i for i in baihe.items if (unit, scope or None) in {(lead.unit, lead.scope) for lead in i.lead}
        ]
        weak = sum(item.points["fair"] < item.max_points for item in led)
        expected = {EAST: (weak, weak, 0), WEST: (weak, 0, 0), NORTH: (0, 0, 0)}[town]
        assert (line["可比项次"], line["减少"], line["新增"]) == expected
        assert (said[town, unit, scope]["comparable"], said[town, unit, scope]["mended"]) == expected[:2]


def test_a_roster_of_one_town_parts_no_unit(district: Path) -> None:
    """示范西一居 is not on it: 规保办 still has one line, both of its items a point and a half lower together."""
    (district / "one.csv").write_text("编号,街镇,名称\nD01,示范东镇,示范东一居\n", encoding="utf-8")
    line = [
        "consolidate",
        "now",
        "--roster",
        "one.csv",
        *ASKED[2:],
        "--earlier",
        "before",
        "--reviews",
        "考评",
    ]
    written = ("--output", "one.xlsx", "--json", "one.json", "--no-ledger")
    result = run(*line, "--fail-on", "never", *written, cwd=district)
    assert result.returncode == 0, result.stderr
    told_of = {(name, group) for name, group in named(told(district, "one.json")) if name in NOW}
    assert told_of == {("示范东一居", EAST), ("示范东二居", None), ("示范西一居", None)}
    reviewed = rows(district / "one.xlsx", "考评对照（部门）")
    assert {u["牵头单位"]: (u["考评项次"], u["核减分"]) for u in reviewed} == {
        "规保办": (2, 1.5),
        "镇精细化推进办": (1, 1),
    }
    assert len(reviewed) == 2
    compared = [(u["牵头单位"], u["范围"]) for u in rows(district / "one.xlsx", "年度对比（部门）")]
    assert len(compared) == len({*compared})
