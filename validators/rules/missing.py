"""GCS201: rows in which nothing is selected."""

from collections.abc import Iterator

from validators.finding import Severity
from validators.item import Item
from validators.read_as import note_at
from validators.rule import BookCase, Hit, rule
from validators.scheme import Scheme
from validators.submission import CHOICES
from validators.wording import joined, number_text

_CHOOSE = "请在 {cell} 选定档次，{how}。"
_BLANK = {
    "nothing": ("，写的是“{}”", ""),
    "covered": ("，合并单元格盖住了这一格原来填的“{}”，没有计入", "请取消合并；"),
    "uncalculated": ("，这一格是公式，文件中没有存下计算结果", "请用Excel或WPS重新计算并保存；仍是空白的，"),
}
"""Readings that leave a selection blank: what stands there all the same, and what to do first."""


def choices_of(scheme: Scheme, item: Item) -> str:
    """The names of everything that may be chosen for an item."""
    return joined(scheme.selections(item))


def how_to_choose(case: BookCase, item: Item) -> str:
    """What to write where an item's selection belongs."""
    if case.submission and case.submission.layout == "official":
        tiers = (f"{tier.name}填{number_text(item.points[tier.id])}" for tier in case.scheme.tiers)
        return f"填写所选档次的分（{'，'.join(tiers)}，{case.scheme.choices.zero.name}填0）"
    return f"从{choices_of(case.scheme, item)}中选一个"


def tiers_all_blank(case: BookCase) -> bool:
    """Whether a table has a column of tiers in which nothing stands, and scores beside it."""
    if case.submission is None or case.submission.layout == "official" or CHOICES not in case.sources:
        return False
    return len({mark.witness for *_, mark in case.rows} - {None}) == 1 and all(
        mark.witness in (None, "score") for *_, mark in case.rows
    )


def _nothing_chosen(case: BookCase) -> bool:
    """Whether a table holds no selection at all; of cells without a table each is asked for."""
    return (
        CHOICES in case.sources and len(case.rows) > 1 and all(mark.witness is None for *_, mark in case.rows)
    )


@rule(
    "GCS201",
    Severity.ERROR,
    title="未选择自评档次",
    title_en="Selection missing",
    message="第{item}项未选择自评档次{why}。方案要求每项都选一个档次。",
    fix=_CHOOSE,
    expected="每项选一个档次；一档都够不上的选{zero}",
    why="{table}逐项列明{tiers}的权重分；空着不选是缺项，不等于{zero}。",
    fails="第9项的自评档次空着。",
    passes="第9项选了“{lowest_tier}”；一档都够不上时选“{zero}”。",
)
def selection_missing(case: BookCase) -> Iterator[Hit]:
    """查：每项是否选了档次。为什么：空着不选是缺项，计不出总分。怎么改：选一个档次，够不上的选不得分。"""
    if _nothing_chosen(case):
        return
    for index, _, item, mark in case.rows:
        if mark.witness is None:
            at = ("entries", index, "tier")
            note = note_at(case, at, _BLANK)
            why, fix = _BLANK[note.kind] if note else ("", "")
            words = {"how": how_to_choose(case, item), "why": why.format(note and note.found)}
            yield Hit(at, item=item.no, words=words, fix=fix and fix + _CHOOSE)
