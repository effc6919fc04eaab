"""``sample`` as a command: the draw on the terminal, as a workbook and as JSON; what cannot be is one sentence."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from pipeline.reading.files.own_ledger import NAME
from tests.pipeline.town.review.drawn_towns import NAMES, TIERS
from tests.pipeline.town.small_towns import book
from tests.pipeline.writing.town.town_tables import rows
from tests.scripts.running import ROOT, files_below, run
from tests.test_samples import SAMPLES
from validators.scheme.model import Scheme
from validators.wording import ranged

BY_HAND = ["示范一居", "示范四居", "示范九居", "示范十居"]
"""Whom seed 20211122 draws of the example, as in tests/pipeline/town/review/test_drawing.py."""


@pytest.fixture
def desk(tmp_path: Path, baihe: Scheme) -> Path:
    """The office's example in ``来件``, its roster beside it."""
    for name, tier in TIERS.items():
        book(tmp_path / "来件", f"{name}.xlsx", baihe, name, tier)
    (tmp_path / "r.csv").write_text("名称\n" + "\n".join(NAMES), encoding="utf-8")
    (tmp_path / "notes.txt").write_text("会议记录\n", encoding="utf-8")
    return tmp_path


def sample(desk: Path, *more: object, share: str = "30%", seed: int | None = 20211122) -> Any:
    seeds = [] if seed is None else ["--seed", seed]
    options = ("--roster", "r.csv", "--share", share, *seeds, "--as-of", "2021-11-22", "--no-cache")
    return run("sample", "来件", *options, *more, cwd=desk)


def listed(path: Path) -> dict[str, list[str]]:
    """The communities of the list by how they came to be there."""
    found: dict[str, list[str]] = {}
    for row in rows(path, "抽样名单"):
        found.setdefault(row["抽中方式"], []).append(row["社区"])
    return found


def test_the_draw_is_told_written_and_given_as_data(desk: Path) -> None:
    ended = sample(desk, "--json", "d.json")
    assert ended.returncode == 0
    assert "随机数种子20211122，抽取比例30%，等次分层：良好1、一般1、合格2。\n" in ended.stdout
    assert "本次为2021年第1次抽样（2021年11月22日），已记入台账。本年度没有其他抽样。\n" in ended.stdout
    assert ended.stdout.endswith("Wrote 抽样.xlsx\n")
    assert listed(desk / "抽样.xlsx")["随机"] == BY_HAND
    data: Mapping[str, Any] = json.loads((desk / "d.json").read_text(encoding="utf-8"))
    assert (data["year"], data["seed"], data["share"], data["number"]) == (2021, 20211122, 0.3, 1)
    assert [one["community"] for one in data["drawn"] if one["way"] == "随机"] == BY_HAND
    assert [(one["grade"], one["number"], len(one["communities"])) for one in data["strata"]] == [
        ("良好", 1, 2),
        ("一般", 1, 2),
        ("合格", 2, 6),
    ]
    assert data["outside"] == [
        {"community": "示范十一居", "group": None, "reason": "自评0分，未达标，差73分"}
    ]
    assert rows(desk / "抽样.xlsx", "抽样名单")[0]["查看项目（序号）"] == "4、8、12、16、17、20至22、24"
    assert [item["item"] for item in data["drawn"][0]["items"]] == [4, 8, 12, 16, 17, 20, 21, 22, 24]
    shown = [row["查看项目（序号）"] for row in rows(desk / "抽样.xlsx", "抽样名单")]
    assert shown == [ranged(item["item"] for item in one["items"]) for one in data["drawn"]]


def test_drawing_again_is_told(desk: Path) -> None:
    for number, seed in enumerate((20211122, 7, 20211122), start=1):
        ended = sample(desk, seed=seed)
        assert ended.returncode == 0
        assert f"第{number if number < 3 else 1}次抽样" in ended.stdout
    assert "第2次：2021年11月22日，种子7，抽取比例30%，从10个社区中随机抽中" in ended.stdout
    assert "第1次抽样（2021年11月22日），已记入台账。" in ended.stdout
    told = run("history", "来件", cwd=desk).stdout
    first = "2021年抽样第1次：2021年11月22日，种子20211122，抽取比例30%，从10个社区中随机抽中"
    assert f"{first}{'、'.join(BY_HAND)}。" in told
    assert "2021年抽样第2次：2021年11月22日，种子7，" in told
    one = run("history", "来件", "示范一居", cwd=desk).stdout
    assert (
        "2021年抽样第1次（2021年11月22日）：随机，各项均自评“良好”，查看第4、8、12、16、17、20、21、22、24项。"
        in one
    )
    assert "2021年抽样" not in run("history", "来件", "示范十一居", cwd=desk).stdout
    data = json.loads(run("history", "来件", "--format", "json", cwd=desk).stdout)
    assert [(draw["number"], draw["seed"]) for draw in data["draws"]] == [(1, 20211122), (2, 7)]


def test_without_a_seed_the_last_one_is_taken_again(desk: Path) -> None:
    first, second = (sample(desk, seed=None) for _ in range(2))
    assert first.stdout == second.stdout
    assert "第1次抽样" in second.stdout


def test_without_a_ledger_the_list_says_so(desk: Path) -> None:
    ended = sample(desk, "--no-ledger")
    assert (ended.returncode, ended.stderr) == (0, "")
    words = "本次抽样没有记入台账，不能证明是第几次抽样。"
    assert words in ended.stdout
    assert not (desk / "来件" / NAME).exists()
    cover = load_workbook(desk / "抽样.xlsx")["抽样说明"]
    assert any(words in str(cell.value) for (cell,) in cover.iter_rows(max_col=1))
    assert listed(desk / "抽样.xlsx")["随机"] == BY_HAND


def test_a_ledger_that_cannot_be_used_costs_no_list(desk: Path) -> None:
    ended = sample(desk, "--ledger", "notes.txt")
    assert ended.returncode == 2
    assert (
        ended.stderr
        == "notes.txt is there already and is no ledger of ours; name another file with --ledger.\n"
    )
    assert listed(desk / "抽样.xlsx")["随机"] == BY_HAND


def test_a_list_that_somebody_has_worked_on_is_kept(desk: Path) -> None:
    sample(desk)
    assert sample(desk).returncode == 0  # nobody has: it is written anew
    page = load_workbook(desk / "抽样.xlsx")
    page["抽样名单"]["I3"] = "示范甲"
    page.save(desk / "抽样.xlsx")
    before = files_below(desk)
    ended = sample(desk)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == (
        "抽样.xlsx is there already, and somebody has saved it since it was written; "
        "write to another file, or allow it with --overwrite.\n"
    )
    assert files_below(desk) == before
    assert sample(desk, "--overwrite").returncode == 0


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("sample nowhere --roster r.csv --share 30%", "No such folder: nowhere"),
        ("sample 来件 --roster r.csv --share 30% --earlier 去年", "No such folder or report: 去年"),
        ("sample 来件 --roster no.csv --share 30%", "无法读取名册 no.csv：没有这个文件。请检查路径。"),
        ("sample 来件 --roster r.csv --share 30% -o notes.txt", "notes.txt must end in .xlsx: programs refuse a file whose name says otherwise."),
        ("sample 来件 --roster r.csv --share 30% --json notes.txt", "notes.txt is there already and is no report of ours; write to another file, or allow it with --overwrite."),
        ("sample 来件 --roster r.csv --share 30% --ledger a.db --no-ledger", "--ledger and --no-ledger contradict each other."),
        ("sample 来件 --roster r.csv --share 30% --round 2030", "baihe-2021 has no round 2030; there are 2021, 2022."),
        ("sample 来件 --roster r.csv --share 30% --as-of 2022-11-22", "Nobody to draw from: no obliged community of the roster attains by its self score."),
    ],
)  # fmt: skip
def test_what_cannot_be_is_one_sentence(line: str, words: str, desk: Path) -> None:
    before = files_below(desk)
    ended = run(*line.split(), cwd=desk)
    assert (ended.returncode, ended.stdout, ended.stderr) == (2, "", f"{words}\n")
    assert files_below(desk) == before


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ("--share 30", "'30' is no share: write 30% or 0.3; it must be more than 0 and at most 100%."),
        ("--share 0%", "'0%' is no share: write 30% or 0.3; it must be more than 0 and at most 100%."),
        ("--share 30% --seed -1", "-1 is not in the range 0<=x<=999999999."),
        ("--share 30% --seed x", "'x' is not a valid integer"),
        ("", "Missing option '--share'."),
    ],
)
def test_options_that_are_none(options: str, words: str, desk: Path) -> None:
    ended = run("sample", "来件", "--roster", "r.csv", *options.split(), cwd=desk)
    assert ended.returncode == 2
    assert words in ended.stderr


def test_what_rose_since_last_year_is_known_from_folder_and_ledger(tmp_path: Path) -> None:
    """The sample town of 2022 beside that of 2021; 示范四居 rose from 67 to 73, which is no jump."""
    folder = shutil.copytree(SAMPLES / "town-2022", tmp_path / "2022")
    options = ("--roster", SAMPLES / "roster.csv", "--share", "30%", "--seed", 1, "--as-of", "2022-11-22")
    run("sample", folder, *options, "--earlier", SAMPLES / "town", "-o", tmp_path / "a.xlsx", cwd=ROOT)
    told = "没有以前年度的结果，未比较增幅。"
    cover = load_workbook(tmp_path / "a.xlsx")["抽样说明"]
    assert not any(told in str(cell.value) for (cell,) in cover.iter_rows(max_col=1))
    run("sample", folder, *options, "-o", tmp_path / "b.xlsx", cwd=ROOT)
    cover = load_workbook(tmp_path / "b.xlsx")["抽样说明"]
    assert any(told in str(cell.value) for (cell,) in cover.iter_rows(max_col=1))
