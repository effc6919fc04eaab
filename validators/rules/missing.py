"""GCS201: rows in which nothing is selected."""

from collections.abc import Iterator

from validators.finding import Severity
from validators.read_as import note_at, readings
from validators.rule import BookCase, Hit, rule
from validators.scheme.item import Item
from validators.scheme.model import Scheme
from validators.submission import CHOICES
from validators.wording import joined, number_text

_SELECT = "请在第{item}项“{tier_column}”中补选（{cell}）。"
_BLANK = {
    "nothing": ("，写的是“{}”", ""),
    "covered": ("，合并单元格盖住了这一格原来填的“{}”，没有计入", "请取消合并。"),
    "uncalculated": ("，这一格是公式，文件中没有存下计算结果", "请用Excel或WPS重新计算并保存。仍是空白的，"),
}
"""Readings that leave a selection blank: what stands there all the same, and what to do first."""


def choices_of(scheme: Scheme, item: Item) -> str:
    """The names of everything that may be chosen for an item."""
    return joined(scheme.selections(item))


def how_to_choose(case: BookCase, item: Item, select: str) -> str:
    """How to put right an item's selection, ``select`` (a rule's own words) where there is a column for it."""
    if case.submission and case.submission.layout == "official":
        tiers = (f"{tier.name}填{number_text(item.points[tier.id])}" for tier in case.scheme.tiers)
        names = "，".join([*tiers, f"{case.scheme.choices.zero.name}填0"])
        return f"请在第{{item}}项“{case.scheme.labels.score[0]}”中填写所选档次的分（{{cell}}）：{names}。"
    return select


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
    message="第{item}项未选择自评档次{why}。{table}各项均须评分。",
    fix=_SELECT,
    expected="每项选一个档次；未达到“{lowest_tier}”标准的，选“{zero}”",
    why="{table}逐项列明{tiers}的权重分；空着不选是缺项，不等于{zero}。",
    fails="第9项的自评档次空着。",
    passes="第9项选了“{lowest_tier}”；未达到“{lowest_tier}”标准的选“{zero}”。",
)
def selection_missing(case: BookCase) -> Iterator[Hit]:
    if _nothing_chosen(case):
        return
    told = {note.item for note in readings(case, "unknown_mark")}
    for index, _, item, mark in case.rows:
        if mark.witness is None and item.no not in told:
            at = ("entries", index, "tier")
            note = note_at(case, at, _BLANK)
            why, first = _BLANK[note.kind] if note else ("", "")
            words = {"why": why.format(note and note.found)}
            yield Hit(at, item=item.no, words=words, fix=first + how_to_choose(case, item, _SELECT))
