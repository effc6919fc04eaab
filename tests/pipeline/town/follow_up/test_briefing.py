"""What the leader is told, word for word on the sample town, and in towns of every kind."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from pipeline.reading.roster import load_roster
from pipeline.run import consolidate_town
from pipeline.town.follow_up import figures
from pipeline.town.follow_up.attention import attention
from pipeline.town.follow_up.briefing import briefing
from pipeline.town.model import Town
from tests.books import Sheet, write_book
from tests.pipeline.town.small_towns import book, roster
from tests.test_samples import SAMPLES
from validators.roster import Roster
from validators.scheme.model import Scheme

DAY = date(2021, 11, 1)


def told(town: Town) -> Mapping[str, str]:
    """The text by its heading without its number."""
    return {re.sub(r"^(.、|（.）)", "", passage.heading): passage.text for passage in briefing(town).passages}


def test_the_sample_town_word_for_word(baihe: Scheme) -> None:
    """13 obliged, 11 reported; 110, 106.5, 94.5, 93.5, 91.5, 87.5, 83, 82.5, 74.5, 73 attain, 67 lacks 6 to 73.

    10 / 13 is 76.92 %, 45 % of 13 is 5.85: six. In doubt are 五 (three items not selected), 六 (优秀), 七 (a sum) and
    十三 (four times 不涉及, the point of item 10). Section 2 has 20 points: 175.5 of 12 times 20 is 73.125 %.
    """
    town = consolidate_town(SAMPLES / "town", baihe, load_roster(SAMPLES / "roster.csv"), as_of=DAY)
    page = briefing(town)
    assert (page.title, page.until) == ("白鹤镇2021年绿色社区创建情况", "截至2021年11月1日")
    assert [f"{passage.heading}|{passage.text}" for passage in page.passages] == [
        "一、报送情况|应报社区13个，已报11个，报送率84.6%；未报2个：示范十一居、示范十二居。另收到免报或不在名册的社区1个，不计入达标率。",
        "二、达标情况|自评达标10个，达标率76.9%，高于2021年目标（45%）31.9个百分点。等次：良好1个、一般4个、合格5个、"
        "未达标1个（示范四居，67分，差6分）。自评分待核实的社区4个：示范五居、示范六居、示范七居、示范十三居。",
        "三、薄弱环节|最薄弱的是(二)推进社区基础设施绿色化，得分率73.1%。薄弱项目应填工作措施286项，已填0项，完成率0%。",
        "四、下一步工作|",
        "（一）催报补正|11月8日（星期一）前，督促未报的2个社区报送自测评分表，自评分待核实的4个社区改正后重新报送或者说明情况。",
        "（二）帮扶提升|未达标的1个社区（示范四居），由牵头单位规保办、城建中心对照“帮扶清单”指导提升。",
        "（三）接受市对申报项目的实地抽样考评|2021年11月21日至2021年11月30日（三、组织实施（三））。",
        "（四）年度目标|截至2021年12月31日，达标率应达到45%，即达标社区不少于6个；现有10个，已达到目标。",
    ]


def test_the_communities_of_the_sample_town_that_need_a_look(baihe: Scheme) -> None:
    town = consolidate_town(SAMPLES / "town", baihe, load_roster(SAMPLES / "roster.csv"), as_of=DAY)
    assert [(*line[:2], line.to_do) for line in attention(town)] == [
        ("示范十一居", "未报", "催报自测评分表"),
        ("示范十二居", "未报", "催报自测评分表"),
        ("示范四居", "未达标", "第7、10项提升到良好，加6分，达到73分"),
        ("示范五居", "待核实", "须改正3处"),
        ("示范六居", "待核实", "须改正1处"),
        ("示范七居", "待核实", "须改正1处"),
        ("示范十三居", "待核实", "请核实5处"),
    ]


def test_nothing_received(tmp_path: Path, baihe: Scheme) -> None:
    text = told(consolidate_town(tmp_path, baihe, roster("甲", "乙"), as_of=date(2021, 10, 1)))
    assert text == {
        "报送情况": "应报社区2个，已报0个，报送率0%；未报2个：甲、乙。",
        "达标情况": "自评达标0个，达标率0%，低于2021年目标（45%）45个百分点。",
        "薄弱环节": "",
        "下一步工作": "",
        "催报补正": "10月25日（星期一）前，督促未报的2个社区报送自测评分表。",
        "报送创建申请报告和自测评分表": "2021年10月25日前（含当日）（三、组织实施（三））。",
        "接受市对申报项目的实地抽样考评": "2021年11月21日至2021年11月30日（三、组织实施（三））。",
        "年度目标": "截至2021年12月31日，达标率应达到45%，即达标社区不少于1个；现有0个，还差1个。",
    }


@pytest.mark.parametrize(
    ("listed", "said"),
    [
        (None, "已收到1个社区的自测评分表。未填名册，应报数不详，不能统计未报社区和达标率。"),
        (roster(甲="新建"), "已收到1个社区的自测评分表。名册上没有应报社区。"),
        (roster("甲"), "应报社区1个，已报1个，报送率100%，已全部报送。"),
    ],
)
def test_the_denominator(tmp_path: Path, baihe: Scheme, listed: Roster | None, said: str) -> None:
    book(tmp_path, "甲.xlsx", baihe, "甲")
    text = told(consolidate_town(tmp_path, baihe, listed, as_of=DAY))
    assert text["报送情况"] == said
    assert ("达标率应达到45%。" in text["年度目标"]) is (not listed or not listed.obliged)


def test_all_attain_with_everything(tmp_path: Path, baihe: Scheme) -> None:
    book(tmp_path, "甲.xlsx", baihe, "甲", tier="良好")
    text = told(consolidate_town(tmp_path, baihe, roster("甲"), as_of=date(2022, 1, 10)))
    assert text["达标情况"].startswith(
        "自评达标1个，达标率100%，高于2021年目标（45%）55个百分点。等次：良好1个、一般0个、合格0个、未达标0个。"
    )
    assert text["薄弱环节"] == "各部分得分率均为100%。"
    assert "帮扶提升" not in text
    assert (
        text["年度目标"]
        == "截至2021年12月31日，达标率应达到45%，即达标社区不少于1个，期限已过；现有1个，已达到目标。"
    )


@pytest.mark.parametrize(
    ("attained", "obliged", "said"),
    [
        (9, 20, "达标率45%，与2021年目标（45%）持平。"),
        (4, 9, "达标率44.4%，低于2021年目标（45%）0.6个百分点。"),
        # 449 / 998 is 44.98998 %, which is 45.0 % on one decimal
        (449, 998, "达标率44.99%，低于2021年目标（45%）0.01个百分点。"),
    ],
)
def test_a_rate_is_never_shown_as_the_target_that_it_is_not(
    tmp_path: Path, baihe: Scheme, attained: int, obliged: int, said: str
) -> None:
    book(tmp_path, "1.xlsx", baihe, "示范1居")
    names = [f"示范{number}居" for number in range(1, obliged + 1)]
    town = consolidate_town(tmp_path, baihe, roster(*names), as_of=DAY)
    counted = town.attainment.__class__(attained, 0, obliged, attained, 0, town.attainment.target)
    assert said in told(Town(**{**vars(town), "attainment": counted}))["达标情况"]


def test_many_names_are_cut_and_counted(tmp_path: Path, baihe: Scheme) -> None:
    names = [f"示范{number}居" for number in range(1, 501)]
    for name in names[:12]:
        low = dict.fromkeys(range(1, 30), "合格") | {7: "不得分"}
        write_book(
            tmp_path / f"{name}.xlsx", Sheet(baihe, name, "tiered").dated(date(2021, 10, 9)).choose(low)
        )
    town = consolidate_town(tmp_path, baihe, roster(*names), as_of=DAY)
    text = told(town)
    ten = "、".join(names[12:22])
    assert text["报送情况"] == f"应报社区500个，已报12个，报送率2.4%；未报488个：{ten}等488个。"
    below = "；".join(f"{name}，71分，差2分" for name in names[:10])
    assert f"未达标12个（{below}等12个）。" in text["达标情况"]
    assert sum(map(len, text.values())) < 1200
    assert len([*attention(town)]) == 500


def test_what_measured_values_do_not_support_is_told(tmp_path: Path, baihe: Scheme) -> None:
    """60 % at item 1 supports 一般: one point of 73 less is below the line."""
    low = dict.fromkeys(range(1, 30), "合格") | {1: "良好", 2: "不得分", 3: "一般"}
    sheet = Sheet(baihe, "甲", "tiered").dated(date(2021, 10, 9)).choose(low | {4: "一般"})
    write_book(tmp_path / "甲.xlsx", sheet.put(1, "measured", 60))
    town = consolidate_town(tmp_path, baihe, roster("甲"), as_of=DAY)
    assert (town.standings[0].scorecard.total, town.standings[0].supported.total) == (73.5, 72.5)
    text = told(town)["达标情况"]
    assert "甲的实测值未达到所选档次，按实测值核减后达标0个，达标率0%。" in text
    assert "自评分待核实的社区1个：甲。" in text


def test_every_plan_speaks_of_itself(tmp_path: Path, scheme: Scheme, baihe: Scheme) -> None:
    year = next(iter(scheme.deadlines))
    book(tmp_path, "甲.xlsx", scheme, "甲", tier=scheme.tiers[0].name, year=year)
    town = consolidate_town(tmp_path, scheme, roster("甲", "乙"), round_=year, as_of=date(year, 10, 10))
    page = briefing(town)
    text = page.title + "".join(passage.heading + passage.text for passage in page.passages)
    assert text.startswith(f"{scheme.town}{year}年{scheme.programme}情况")
    if scheme is not baihe:
        assert not [word for word in (baihe.town, baihe.office, "绿色社区") if word in text]


NUMBER = re.compile(r"\d+(?:\.\d+)?")


def test_every_number_of_the_text_is_a_figure(baihe: Scheme) -> None:
    """But for days, clauses, years, and what the lists of communities say of them."""
    town = consolidate_town(SAMPLES / "town", baihe, load_roster(SAMPLES / "roster.csv"), as_of=DAY)
    counted = [*figures.counts(town), *figures.grades(town), *figures.tasks(town)]
    known = {shown(figure.value, rate=figure.rate) for figure in counted}
    rates = {**figures.rates(town), **figures.section_rates(town)}
    known |= {shown(rate, rate=True) for rate in rates.values()}
    known |= {shown(target.rate, rate=True) for target in baihe.targets}
    known |= {"67", "6"}  # 示范四居 in 帮扶清单: its total and what it lacks
    for passage in briefing(town).passages:
        text = re.sub(r"\d+年|\d+月\d+日|“.*?”", "", passage.text)
        assert set(NUMBER.findall(text)) <= known, passage


def shown(value: object, *, rate: bool) -> str:
    """As the text shows it: a share in percent with one decimal, the rest with one at most."""
    number = float(str(value)) * (100 if rate else 1) if value is not None else 0.0
    return f"{number:.1f}".removesuffix(".0")
