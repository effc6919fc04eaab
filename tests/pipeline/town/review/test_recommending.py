"""What speaks for and against a recommendation: the file, what is open, the scores; in the words of the office."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.checking.scoring import tally
from pipeline.run import consolidate_town
from pipeline.town.materials import Handed
from pipeline.town.model import Town
from pipeline.town.review.model import Review
from pipeline.town.review.recommending.candidates import candidates, opinions_to_print
from pipeline.town.review.recommending.decision import Decision
from tests.pipeline.town.review.whole_files import FORM, whole
from tests.pipeline.town.small_towns import book, roster
from validators.scheme.model import Scheme

DAY = date(2021, 11, 1)
LOOKED_AT = "经镇精细化推进办会同规保办等部门审核，示范一居自查评分"


def town(folder: Path, scheme: Scheme) -> Town:
    return consolidate_town(folder, scheme, roster("示范一居"), as_of=DAY)


def without(*boxes: str) -> Mapping[str, object]:
    return {name: value for name, value in FORM.items() if name not in boxes}


@pytest.mark.parametrize(
    ("form", "unproved", "lacking", "account"),
    [
        (FORM, (), (), 13),
        (without("account"), (), ("情况介绍",), 0),
        (without("head", "area"), (), ("申报表中的社区面积、社区负责人",), 13),
        ({}, (), ("申报表", "情况介绍"), 0),
        (FORM, (3, 4, 5), ("第3至5项佐证",), 13),
        (FORM, (2,), (), 13),  # item 2 is not at the top: what it earns needs no more than its tier
    ],
)
def test_what_is_there_of_a_file(
    tmp_path: Path,
    baihe: Scheme,
    form: dict[str, str],
    unproved: tuple[int, ...],
    lacking: tuple[str, ...],
    account: int,
) -> None:
    whole(tmp_path, "示范一居", baihe, {2: "合格"}, form=form, unproved=unproved)
    (candidate,) = candidates(town(tmp_path, baihe))
    complete = candidate.complete
    assert complete
    assert (complete.lacking, complete.account, complete.claimed) == (lacking, account, 28)


def test_a_table_alone_and_pictures_beside_it(tmp_path: Path, baihe: Scheme) -> None:
    book(tmp_path, "示范一居.xlsx", baihe, "示范一居")
    (tmp_path / "示范一居盖章.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(60))
    (tmp_path / "别处.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(60))
    (candidate,) = candidates(town(tmp_path, baihe))
    complete = candidate.complete
    assert complete
    assert (complete.declaration, complete.scans, complete.claimed) == (
        Handed.NOTHING,
        ("示范一居盖章.jpg",),
        0,
    )


@pytest.mark.parametrize(
    ("choices", "form", "outcome", "text"),
    [
        # 110 less 1, 0.5, 0.5, 0.5, 0.5 and 0.5 for one tier less at 1, 2, 3, 5, 6 and 7
        (dict.fromkeys((1, 2, 3, 5, 6, 7), "一般"), FORM, "推荐", f"{LOOKED_AT}106.5分，达到合格及以上等次，申报材料齐全，同意推荐申报上海市绿色社区。"),
        (dict.fromkeys((1,), "一般"), without("account"), "暂缓", f"{LOOKED_AT}109分，达到合格及以上等次，但申报材料不齐全（缺情况介绍），建议补齐材料后再作推荐。"),
        # 73 less 2 for each of 7, 10 and 23
        ({n: "不得分" if n in (7, 10, 23) else "合格" for n in range(1, 30)}, FORM, "不推荐", "自查评分67分，未达到73分，建议继续创建，暂不推荐。"),
        ({23: "不涉及"}, FORM, "暂缓", f"{LOOKED_AT}107分，达到合格及以上等次，但尚有请核实1处未办结，建议核实问题后再作推荐。"),
    ],
)  # fmt: skip
def test_the_draft_says_what_the_numbers_say(
    tmp_path: Path, baihe: Scheme, choices: dict[int, str], form: dict[str, str], outcome: str, text: str
) -> None:
    whole(tmp_path, "示范一居", baihe, choices, form=form)
    (candidate,) = candidates(town(tmp_path, baihe))
    assert candidate.draft == (outcome, text)


@pytest.mark.parametrize(
    ("tier", "outcome", "text"),
    [
        ("一般", "推荐", f"{LOOKED_AT}110分，考评得分91.5分，达到合格及以上等次，申报材料齐全，同意推荐申报上海市绿色社区。"),
        ("不得分", "不推荐", "自查评分110分，考评得分0分，未达到73分，建议继续创建，暂不推荐。"),
    ],
)  # fmt: skip
def test_the_reviewed_score_decides_where_there_is_one(
    tmp_path: Path, baihe: Scheme, tier: str, outcome: str, text: str
) -> None:
    whole(tmp_path, "示范一居", baihe)
    one = town(tmp_path, baihe)
    (standing,) = one.standings
    points = {item.no: baihe.selections(item)[tier][1] for item in baihe.items}
    card = tally([mark._replace(points=points[mark.item]) for mark in standing.scorecard.marks], baihe)
    review = Review("示范一居", 2021, date(2021, 11, 25), "示范戊", "考评.xlsx", {}, card)
    (candidate,) = candidates(replace(one, reviews={"示范一居": review}))
    assert candidate.draft == (outcome, text)
    assert candidate.reviewed == card.total
    assert candidate.standing
    assert candidate.standing.scorecard.total == 110


def decision(outcome: str) -> Decision:
    return Decision("", "示范一居", outcome, "示范丁", DAY, "", Decimal(110), "良好", "0" * 16)


@pytest.mark.parametrize(
    ("form", "outcome", "printed"),
    [
        (FORM, None, f"{LOOKED_AT}110分，达到合格及以上等次，申报材料齐全，同意推荐申报上海市绿色社区。（草稿）"),
        (FORM, "推荐", f"{LOOKED_AT}110分，达到合格及以上等次，申报材料齐全，同意推荐申报上海市绿色社区。"),
        (without("account"), "推荐", f"{LOOKED_AT}110分，达到合格及以上等次，同意推荐申报上海市绿色社区。"),
        (without("account"), None, None),
        (FORM, "暂缓", None),
    ],
)  # fmt: skip
def test_what_is_printed_on_the_form(
    tmp_path: Path, baihe: Scheme, form: dict[str, str], outcome: str | None, printed: str | None
) -> None:
    whole(tmp_path, "示范一居", baihe, form=form)
    decisions = (decision(outcome),) if outcome else ()
    found = [text for _, text in opinions_to_print(replace(town(tmp_path, baihe), decisions=decisions))]
    assert found == ([printed] if printed else [])


def test_any_plan_has_its_own_words(tmp_path: Path, scheme: Scheme) -> None:
    name, top = "示范一居", scheme.tiers[-1].name
    book(tmp_path, "a.xlsx", scheme, name, top, year=next(iter(scheme.deadlines)))
    (candidate,) = candidates(consolidate_town(tmp_path, scheme, round_=next(iter(scheme.deadlines))))
    assert candidate.draft
    assert candidate.draft.outcome == "暂缓"
    assert scheme.attained_grade.name in candidate.draft.text
    assert scheme.office in candidate.draft.text
