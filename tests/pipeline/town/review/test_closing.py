"""The end of a programme by hand, on the sample of two rounds (its counts stand in ``tests/test_sample_rounds.py``)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.earlier import beside_earlier
from pipeline.reading.roster import load_roster
from pipeline.run import consolidate_town
from pipeline.town.model import Town
from pipeline.town.review.closing.practices import practices
from pipeline.town.review.closing.praise import praise
from pipeline.town.review.closing.stages import stage_results, unmet
from pipeline.town.review.closing.summary import final_summary, is_summed_up, years_told
from tests.pipeline.town.review.whole_files import whole
from tests.pipeline.town.small_towns import book, roster
from tests.test_samples import SAMPLES
from validators.scheme.file import load_scheme
from validators.scheme.model import Scheme

ROUNDS = SAMPLES / "rounds"


@pytest.fixture(scope="module")
def town() -> Town:
    """The second round beside the first."""
    one = consolidate_town(
        ROUNDS / "2022年",
        load_scheme("baihe-2021"),
        load_roster(ROUNDS / "roster.csv"),
        as_of=date(2022, 11, 1),
        round_=2022,
    )
    return beside_earlier(one, [ROUNDS / "2021年"])


def test_the_stages_with_their_targets_results_and_sources(town: Town) -> None:
    told = [(s.name, s.aim and float(s.aim.rate), s.met, s.result, s.source) for s in stage_results(town)]
    assert told == [
        ("试点探索阶段", None, None, "没有评分", ""),
        # 一 二 三 五 of 6: 66.67 %, 21.67 above 45
        ("推广示范阶段", 0.45, True, "应报6个，已报5个，达标4个，达标率66.7%，高于2021年目标（45%）21.7个百分点", "2021年申报：报送文件夹“2021年”"),
        # 一 三 五 of 6
        ("巩固提升阶段", 0.65, False, "应报6个，已报4个，达标3个，达标率50%，低于2022年目标（65%）15个百分点", "2022年申报：本次汇总的报送文件夹（截至2022-11-01）"),
    ]  # fmt: skip


def test_what_is_unmet(town: Town) -> None:
    assert list(unmet([*stage_results(town)])) == [
        "2022年目标65%，实际50%（达标3个、应报6个），差15个百分点。"
    ]
    left = {p.heading: p.text for p in final_summary(town).passages}["五、存在问题"].split("\n")
    assert left[:3] == [
        "2022年目标65%，实际50%（达标3个、应报6个），差15个百分点。",
        "未达标社区1个：示范四居69分，差4分。",
        "未报社区2个：示范二居、示范六居。",
    ]
    assert left[-1] == "【待撰写：原因分析】"


def test_a_round_that_nobody_knows_is_said_to_be_unknown(town: Town) -> None:
    alone = replace(town, earlier=())
    told = [(s.name, s.result, s.met) for s in stage_results(alone)]
    assert told[1] == ("推广示范阶段", "2021年没有汇总数据", None)
    assert "2021年没有汇总数据，是否达到目标待核对。" in [*unmet([*stage_results(alone)])]


def test_before_the_end_stages_are_still_to_come(tmp_path: Path, baihe: Scheme) -> None:
    book(tmp_path, "一.xlsx", baihe, "示范一居")
    one = consolidate_town(tmp_path, baihe, roster("示范一居"), as_of=date(2021, 11, 1), round_=2021)
    assert [s.result for s in stage_results(one)][-1] == "尚未到期"
    assert (is_summed_up(one), years_told(one)) == (False, "三年")


def test_what_only_people_can_write_is_marked(town: Town) -> None:
    told = final_summary(town)
    assert told.title == "白鹤镇绿色社区创建三年总结"
    assert all("【待撰写：" in passage.text for passage in told.passages)


def test_praise_by_hand(town: Town) -> None:
    """一 (20 October) 110, 三 (21st) 73, 五 (24th) 73 attain; all are asked back, nobody of them rose, the 25th is the last day."""
    found = [(p.rule.by, p.community, p.grounds) for p in praise(town)]
    assert found == [
        ("total", "示范一居", "自评总分110分，良好"),
        ("total", "示范三居", "自评总分73分，合格"),
        ("total", "示范五居", "自评总分73分，合格"),
        ("first", "示范一居", "2022年10月20日首次报送，比期限早5天"),
        ("first", "示范三居", "2022年10月21日首次报送，比期限早4天"),
        ("first", "示范五居", "2022年10月24日首次报送，比期限早1天"),
    ]
    assert all(p.doubt for p in praise(town))


RISEN: Mapping[str, tuple[str, str]] = {
    # tiers of the two years: 73, 91.5, 110
    "甲": ("合格", "良好"),
    "乙": ("合格", "一般"),
    "丙": ("一般", "良好"),
    "丁": ("良好", "良好"),
}


@pytest.mark.parametrize(
    ("most", "found"),
    [(1, ["甲 37"]), (2, ["甲 37", "乙 18.5", "丙 18.5"]), (9, ["甲 37", "乙 18.5", "丙 18.5"])],
)
def test_who_is_level_with_the_last_is_praised_too(
    tmp_path: Path, baihe: Scheme, most: int, found: list[str]
) -> None:
    for name, tiers in RISEN.items():
        for year, tier in zip((2021, 2022), tiers, strict=True):
            (tmp_path / str(year)).mkdir(exist_ok=True)
            book(tmp_path / str(year), f"{name}.xlsx", baihe, name, tier, year=year)
    rule = next(rule for rule in baihe.praise if rule.by == "rise").model_copy(update={"most": most})
    plan = baihe.model_copy(update={"praise": (rule,)})
    one = consolidate_town(tmp_path / "2022", plan, roster(*RISEN), as_of=date(2022, 11, 1), round_=2022)
    both = beside_earlier(one, [tmp_path / "2021"])
    assert [
        f"{p.community} {p.grounds.rpartition('提高')[2].removesuffix('分')}" for p in praise(both)
    ] == found


def test_never_returned_goes_by_the_ledger_where_there_is_one(tmp_path: Path, baihe: Scheme) -> None:
    for day, name in enumerate("甲乙丙", start=10):
        whole(tmp_path, name, baihe, day=date(2021, 10, day))
    rule = next(rule for rule in baihe.praise if rule.by == "never_returned")
    plan = baihe.model_copy(update={"praise": (rule,)})
    one = consolidate_town(tmp_path, plan, roster(*"甲乙丙"), as_of=date(2021, 11, 1), round_=2021)
    assert [p.community for p in praise(one)] == ["甲", "乙", "丙"]
    by_ledger = [*praise(replace(one, asked_back={"乙": 1}))]
    assert [p.community for p in by_ledger] == ["甲", "丙"]
    assert by_ledger[0].grounds == "现有报送件和台账中没有退回改正、要求核实的记录，2021年10月10日报送"


def test_practices_are_quoted_with_file_and_cell(tmp_path: Path, baihe: Scheme) -> None:
    """Of three communities two are quoted for an item: item n stands in row n + 5 of our workbook's column K."""
    whole(tmp_path, "甲", baihe, {1: "合格"})
    whole(tmp_path, "乙", baihe, unproved=(2,))
    whole(tmp_path, "丙", baihe)
    one = consolidate_town(tmp_path, baihe, roster(*"甲乙丙"), as_of=date(2021, 11, 1))
    quoted = [(p.item.no, p.community, p.text, p.file, str(p.cell)) for p in practices(one) if p.item.no < 3]
    assert quoted == [
        (1, "乙", "第1项照片和记录", "乙.xlsx", "任务分解表!K6"),
        (1, "丙", "第1项照片和记录", "丙.xlsx", "任务分解表!K6"),
        (2, "丙", "第2项照片和记录", "丙.xlsx", "任务分解表!K7"),
        (2, "甲", "第2项照片和记录", "甲.xlsx", "任务分解表!K7"),
    ]


def test_a_plan_without_stages_is_summed_up_by_its_rounds(tmp_path: Path) -> None:
    plan = load_scheme("tests/schemes/two-tiers.toml")
    book(tmp_path, "一.xlsx", plan, "示范一村", plan.tiers[-1].name, year=2023)
    one = consolidate_town(tmp_path, plan, roster("示范一村"), as_of=date(2023, 11, 1), round_=2023)
    assert [(s.name, s.met) for s in stage_results(one)] == [("2023年", True)]
    assert (years_told(one), is_summed_up(one)) == ("", True)
    assert [(p.rule.category, p.community) for p in praise(one)] == [("先进村", "示范一村")]
