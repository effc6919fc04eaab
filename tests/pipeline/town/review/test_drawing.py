"""The draw: the office's example by hand, every stratum covered, each community as often as the design says, in any order."""

import hashlib
import os
import random
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from math import ceil, comb, sqrt
from pathlib import Path
from statistics import NormalDist

import pytest

from pipeline.run import consolidate_town
from pipeline.town.model import Town
from pipeline.town.review.drawing import Draw, Way, drawn
from pipeline.town.review.framing import strata_of
from pipeline.town.review.lots import lot, lot_text, number_drawn, seed_from, share_from, share_text
from tests.pipeline.town.review.drawn_towns import DAY, NAMES, ROSTER, SEED, example
from tests.pipeline.town.small_towns import book, roster
from validators.roster import Community, Roster
from validators.scheme.model import Scheme

SHARE = Decimal("0.3")
SEEDS = 10_000 if os.environ.get("CI") else 2_000


@pytest.fixture(scope="module")
def town(baihe: Scheme, tmp_path_factory: pytest.TempPathFactory) -> Town:
    return example(tmp_path_factory.mktemp("town"), baihe)


def drawn_by_lot(draw: Draw) -> dict[str, list[str]]:
    return {stratum.grade.name: [f.standing.name for f in stratum.drawn] for stratum in draw.strata}


def test_the_offices_example_by_hand(town: Town) -> None:
    """The command printf '%s' '20211122:2021:示范九居' | sha256sum gives 646af820..., and so on for each of them:

    良好 示范一居 6cfc, 示范二居 ee41 - 一般 示范四居 469b, 示范三居 6f3e - 合格 示范九居 646a, 示范十居 b817, 示范八居 cc07,
    示范七居 d813, 示范五居 fd0f, 示范六居 fdbc. 30% of 2 is 0.6 and of 6 is 1.8: one, one and two.
    """
    draw = drawn(town, SEED, SHARE)
    assert drawn_by_lot(draw) == {
        "良好": ["示范一居"],
        "一般": ["示范四居"],
        "合格": ["示范九居", "示范十居"],
    }
    focus = ["示范三居", "示范八居", "示范七居", "示范二居", "示范五居", "示范六居"]
    assert [
        one.name for one in draw.of(Way.FOCUS)
    ] == focus  # one reason each, on a line: by lot, whatever the grade
    lots = [framed.lot[:4] for framed in draw.strata[-1].communities]
    assert lots == ["646a", "b817", "cc07", "d813", "fd0f", "fdbc"]
    assert [*draw.outside] == [("示范十一居", "自评0分，未达标，差73分")]


def test_its_items_by_hand(town: Town) -> None:
    """30% of 29 items is 8.7: nine. The smallest of printf '20211122:2021:示范一居:1' ... ':29' | sha256sum:

    8 024d, 17 0389, 4 04b9, 12 0562, 16 08dc, 24 10d5, 21 15ad, 20 1e09, 22 2c00. Nothing speaks for any item.
    """
    one = drawn(town, SEED, SHARE).chosen[0]
    assert (one.name, {item.way for item in one.items}) == ("示范一居", {Way.RANDOM})
    assert [item.item for item in one.items] == [4, 8, 12, 16, 17, 20, 21, 22, 24]


def test_a_lot_is_what_any_tool_says() -> None:
    assert lot_text(7, 2021, "示范一居", 3) == "7:2021:示范一居:3"
    assert lot(7, 2021, "示范一居", 3) == hashlib.sha256("7:2021:示范一居:3".encode()).hexdigest()


@pytest.mark.parametrize("share", [Fraction(1, 100), Fraction(3, 10), Fraction(1, 3), Fraction(1)])
@pytest.mark.parametrize("of", [1, 2, 3, 6, 10, 29, 100, 20_000])
def test_the_share_is_rounded_up(share: Fraction, of: int) -> None:
    of_share = Decimal(share.numerator) / share.denominator
    wanted = ceil(Fraction(of_share) * of)
    assert number_drawn(of_share, of) == wanted >= 1


@pytest.mark.parametrize(
    ("text", "share"), [("30%", "0.3"), ("0.3", "0.3"), (" 12.5% ", "0.125"), ("３０％", "0.3"), ("100%", "1"), (".05", "0.05")]
)  # fmt: skip
def test_a_share_is_read(text: str, share: str) -> None:
    assert share_from(text) == Decimal(share)
    assert share_from(share_text(share_from(text))) == Decimal(share)


@pytest.mark.parametrize(
    "text", ["", "30", "1", "0", "0%", "101%", "-3%", "1.5", "0.0", "三成", "30%%", "1e-1"]
)
def test_what_is_no_share(text: str) -> None:
    with pytest.raises(ValueError, match=r"^抽取比例.*不能用，"):
        share_from(text)


@pytest.mark.parametrize("text", ["-1", "1.5", "1000000000", "七", "²", "0x7", " 7"])
def test_what_is_no_seed(text: str) -> None:
    with pytest.raises(ValueError, match=r"^种子.*不能用，"):
        seed_from(text)


def test_every_community_comes_as_often_as_the_design_says(town: Town) -> None:
    """Over thousands of seeds each one of a stratum of n is among the k drawn with probability k/n, each pair of a stratum as often.

    The numbers of times are binomial. The bounds are those that all of them together break once in a million.
    """
    seeds, times, pairs = range(SEEDS), Counter[str](), Counter[tuple[str, str]]()
    sizes: dict[str, int] = {}
    for seed in seeds:
        for stratum in strata_of(town, seed, SHARE):
            chosen = [framed.standing.name for framed in stratum.drawn]
            assert len(chosen) == ceil(Fraction(3, 10) * len(stratum.communities))
            times.update(chosen)
            pairs.update(combinations(sorted(chosen), 2))
            sizes |= {framed.standing.name: len(stratum.communities) for framed in stratum.communities}
    assert set(sizes) == {*NAMES[:10]}
    expected = {name: ceil(0.3 * n) / n for name, n in sizes.items()}
    of_six = {pair: 1 / comb(6, 2) for pair in combinations(sorted(NAMES[4:10]), 2)}
    z = NormalDist().inv_cdf(1 - 1e-6 / (2 * (len(expected) + len(of_six))))
    assert set(pairs) == set(of_six)

    def far(count: int, p: float) -> bool:
        return abs(count - len(seeds) * p) > z * sqrt(len(seeds) * p * (1 - p))

    assert {name: times[name] for name, p in expected.items() if far(times[name], p)} == {}
    assert {pair: pairs[pair] for pair, p in of_six.items() if far(pairs[pair], p)} == {}


def test_every_item_comes_as_often_as_the_design_says(town: Town) -> None:
    """Nine of twenty-nine, in every community that is looked at: nothing speaks for an item of the example."""
    times, looked_at = Counter[int](), 0
    for seed in range(SEEDS // 50):
        chosen = drawn(town, seed, SHARE).chosen
        looked_at += len(chosen)
        times.update(item.item for one in chosen for item in one.items)
    p, z = 9 / 29, NormalDist().inv_cdf(1 - 1e-6 / (2 * 29))
    assert looked_at >= SEEDS // 50 * 4
    far = z * sqrt(looked_at * p * (1 - p))
    assert {item: n for item, n in times.items() if abs(n - looked_at * p) > far} == {}
    assert set(times) == set(range(1, 30))


def test_whatever_the_order_of_files_and_rows(town: Town, baihe: Scheme, tmp_path: Path) -> None:
    draw = drawn(town, SEED, SHARE)
    shuffled = list(ROSTER.communities)
    random.Random(1).shuffle(shuffled)
    other = example(tmp_path, baihe, Roster(communities=tuple(shuffled)), last_first=True)
    again = drawn(other, SEED, SHARE)
    assert [book.file for book in town.books] != [book.file for book in other.books]
    assert (again.digest, again.frame) == (draw.digest, draw.frame)
    assert [one.told for one in again.chosen] == [one.told for one in draw.chosen]


def test_another_seed_or_share_or_frame_is_another_draw(town: Town, baihe: Scheme, tmp_path: Path) -> None:
    fewer = consolidate_town(tmp_path, baihe, roster("示范一居"), as_of=DAY)
    book(tmp_path, "1.xlsx", baihe, "示范一居")
    other = consolidate_town(tmp_path, baihe, roster("示范一居"), as_of=DAY)
    draws = [
        drawn(town, SEED, SHARE), drawn(town, SEED + 1, SHARE), drawn(town, SEED, Decimal("0.31")),
        drawn(fewer, SEED, SHARE), drawn(other, SEED, SHARE),
    ]  # fmt: skip
    assert len({draw.digest for draw in draws}) == 5
    assert drawn(town, SEED, SHARE).digest == draws[0].digest


def test_all_are_drawn_of_the_whole(scheme: Scheme, tmp_path: Path) -> None:
    """In every plan: the grades that attain are the strata, all of each is drawn, and all items are looked at."""
    tiers = [tier.name for tier in scheme.tiers]
    names = [f"示范{numeral}居" for numeral, _ in zip("一二三四五", tiers, strict=False)]
    year = next(iter(scheme.deadlines))
    for name, tier in zip(names, tiers, strict=False):
        book(tmp_path, f"{name}.xlsx", scheme, name, tier, year=year)
    town = consolidate_town(tmp_path, scheme, roster(*names), as_of=scheme.deadlines[year], round_=year)
    draw = drawn(town, 1, Decimal(1))
    attained = {standing.name for standing in town.standings if standing.scorecard.attained}
    assert attained
    assert {one.name for one in draw.of(Way.RANDOM)} == attained
    assert len(draw.chosen) == len(attained)
    assert all([item.item for item in one.items] == [*scheme.item_by_no] for one in draw.chosen)
    assert {one.community for one in draw.outside} == {*names} - attained


def test_who_is_outside_and_why(baihe: Scheme, tmp_path: Path) -> None:
    """Together with the frame it is everybody that the roster lists and everybody that handed in."""
    listed = Roster(
        communities=(
            *(Community(name=name) for name in ("甲", "乙", "丙", "丁")),
            Community(name="戊", obliged=False, exempt_reason="拆迁"),
            Community(name="己", obliged=False),
        )
    )
    for name, tier in {"甲": "一般", "乙": "不得分", "己": "良好", "庚": "良好"}.items():
        book(tmp_path, f"{name}.xlsx", baihe, name, tier)
    (tmp_path / "丁.jpg").write_bytes(b"\xff\xd8\xff\xe0 no workbook")
    draw = drawn(consolidate_town(tmp_path, baihe, listed, as_of=DAY), SEED, SHARE)
    assert draw.frame == "一般\t甲\t91.5"
    assert [*draw.outside] == [
        ("乙", "自评0分，未达标，差73分"),
        ("丙", "未报"),
        ("丁", "未报（收到的文件无法读取）"),
        ("戊", "免报、拆迁"),
        ("己", "免报"),
        ("庚", "不在名册"),
    ]


def test_pilots_are_a_way_of_their_own(baihe: Scheme, tmp_path: Path) -> None:
    """Where the roster says so; one that the lot took stays the lot's, with that beside it."""
    listed = Roster(communities=tuple(Community(name=name, pilot=True) for name in ("甲", "乙", "丙")))
    for name in ("甲", "乙", "丙"):
        scheme = baihe.model_copy(
            update={"attainment": baihe.attainment.model_copy(update={"near": Decimal(0)})}
        )
        book(tmp_path, f"{name}.xlsx", scheme, name)
    draw = drawn(consolidate_town(tmp_path, scheme, listed, as_of=DAY), SEED, SHARE)
    assert [one.way for one in draw.chosen] == [Way.RANDOM, Way.PILOT, Way.PILOT]
    assert {one.reasons for one in draw.chosen} == {("试点社区",)}
