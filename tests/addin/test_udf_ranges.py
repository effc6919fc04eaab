"""The worksheet functions that take the choices as a range of any shape, and those that answer with a table."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from addin import ranges
from pipeline.whatif.selections import NoAnswer
from tests import oracle
from tests.addin.excel import ERROR, OMITTED, Excel, column, row
from tests.addin.test_udfs import PLAIN, cells
from validators.scheme.model import Scheme

LINES = (73, 91.5, 110)

MIXED = PLAIN | {1: "良好", 4: "一般", 7: "不得分", 23: "不涉及"}
GAPPED = {item: name for item, name in MIXED.items() if item not in (3, 7, 12)}
FULL = dict.fromkeys(range(1, 30), "良好")


def merged(choices: Mapping[int, str]) -> list[list[str | None]]:
    """The choices as cells merged over three columns: only the first of each holds something."""
    return [[cell, None, None] for cell in cells(choices)]


@pytest.mark.parametrize(
    ("tiers", "choices"),
    [
        pytest.param(column(*cells(MIXED)), MIXED, id="column"),
        pytest.param(row(*cells(MIXED)), MIXED, id="row"),
        pytest.param(merged(MIXED), MIXED, id="merged cells"),
        pytest.param([list(line) for line in zip(*merged(MIXED), strict=True)], MIXED, id="merged, across"),
        pytest.param(column(*cells(GAPPED)), GAPPED, id="blanks"),
        pytest.param(column(*(cell or "" for cell in cells(GAPPED))), GAPPED, id="empty texts"),
        pytest.param(column(*(cell or "　 " for cell in cells(GAPPED))), GAPPED, id="spaces"),
        pytest.param(column(*(cell or ERROR for cell in cells(GAPPED))), GAPPED, id="errors"),
        pytest.param(column(*(f"　{cell[0]} {cell[1:]}\n" for cell in PLAIN.values())), PLAIN, id="wide spaces"),
        pytest.param(column(*(float(oracle.points(i, n)) for i, n in PLAIN.items())), PLAIN, id="points"),
        pytest.param(
            column(*(str(oracle.points(i, n)).translate(str.maketrans("0123456789.", "０１２３４５６７８９．"))
                     for i, n in PLAIN.items())), PLAIN, id="wide digits",
        ),
        pytest.param(column(*[None] * 29), {}, id="nothing"),
    ],
)  # fmt: skip
def test_any_shape_of_the_same_tiers(excel: Excel, tiers: object, choices: dict[int, str]) -> None:
    total = oracle.total(choices)
    gap = next((line - float(total) for line in LINES if total < line), 0)
    missing = "、".join(str(item) for item in range(1, 30) if item not in choices)
    assert excel("GC_TOTAL", tiers) == total
    assert excel("GC_GRADE", tiers) == oracle.grade(total)
    assert excel("GC_GAP", tiers) == gap
    assert excel("GC_MISSING", tiers) == missing
    assert excel("GC_SECTIONS", tiers) == sections_by_hand(choices)


def sections_by_hand(choices: Mapping[int, str]) -> list[list[object]]:
    """Per section of 附件1 its name, the points of the choices, and its maximum."""
    found: dict[str, list[Decimal]] = {}
    for item, plan in oracle.ROWS.items():
        points, maximum = found.get(plan["section"], (Decimal(0), Decimal(0)))
        earned = oracle.points(item, choices[item]) if item in choices else 0
        found[plan["section"]] = [points + earned, maximum + Decimal(plan["max"])]
    return [[name, *map(float, numbers)] for name, numbers in found.items()]


@pytest.mark.parametrize(
    ("choices", "target", "expected"),
    [
        (FULL | {2: "一般"}, "良好", [[2, "一般", "良好", 0.5, "社区办"]]),
        (FULL | {12: "合格"}, 109.0, [[12, "合格", "一般", 1, "城建中心（小区内）；规保办（小区外）"]]),
        (PLAIN, 76.0, [[4, "合格", "良好", 2, "规保办"], [7, "合格", "良好", 1, "规保办"]]),
        (
            {item: name for item, name in FULL.items() if item != 3} | {10: "不得分", 23: "不涉及"},
            "１０７",
            [[3, "未选", "良好", 4, "社区办"], [10, "不得分", "良好", 3, "城建中心"]],
        ),
    ],
)
def test_upgrades_by_hand(
    excel: Excel, choices: dict[int, str], target: float | str, expected: list[list[object]]
) -> None:
    assert excel("GC_UPGRADE", column(*cells(choices)), [[target]]) == [
        *expected,
        *[[""] * 5] * (29 - len(expected)),
    ]


@pytest.mark.parametrize(
    ("function", "args", "size", "says"),
    [
        ("GC_CHECK", ([["合格"]], OMITTED, OMITTED), (29, 1), "所选区域是1行1列"),
        ("GC_CHECK", (column(*cells(PLAIN)), [[80.0]], OMITTED), (29, 1), "所选区域是1行1列"),
        ("GC_SECTIONS", ([["合格"]],), (6, 3), "所选区域是1行1列"),
        ("GC_UPGRADE", (column(*cells(PLAIN)), [["优秀"]]), (29, 5), "目标“优秀”不是等次，也不是总分。请填合格、一般、良好之一"),
        ("GC_UPGRADE", (column(*cells(PLAIN)), [[73.0]]), (29, 5), "现在总分73，已达到73"),
        ("GC_UPGRADE", (column(*cells(PLAIN | {8: "优秀"})), [["一般"]]), (29, 5), "第8项的自评档次写的是“优秀”"),
        ("GC_UPGRADE", (column(*cells(PLAIN | {23: "不涉及"})), [[110.0]]), (29, 5), "能提高的项目都提到最高档，总分也只有107"),
    ],
)  # fmt: skip
def test_a_table_keeps_its_size(
    excel: Excel, function: str, args: tuple[Any, ...], size: tuple[int, int], says: str
) -> None:
    table = excel(function, *args)
    assert (len(table), {len(line) for line in table}) == (size[0], {size[1]})
    assert table[0][0].startswith(says)
    # In a single column a blank would say that all is well.
    assert {cell for line in table for cell in line} == {table[0][0]} | ({""} if size[1] > 1 else set())


@pytest.mark.parametrize("optional", [OMITTED, [[None]], column(*[None] * 29)])
def test_optional_ranges_may_be_left_out_or_blank(excel: Excel, optional: object) -> None:
    assert excel("GC_CHECK", column(*cells(PLAIN)), optional, optional) == column(*[""] * 29)


def test_a_block_is_read_by_the_line_of_its_item(scheme: Scheme) -> None:
    names = [scheme.tiers[0].name] * len(scheme.items)
    assert ranges.one_per_item([[None, name] for name in names], scheme) == names
    assert ranges.one_per_item([names], scheme) == names
    with pytest.raises(NoAnswer):
        ranges.one_per_item([[name, name] for name in names], scheme)
