"""GCT141 and 143: what formulas make of the selections: counted otherwise than here, or fetched from elsewhere."""

from collections.abc import Iterator

from validators.calculated import miscounted
from validators.cells import addresses
from validators.finding import Severity
from validators.read_as import readings, told
from validators.rule import BookCase, Hit, rule
from validators.scheme.item import Item
from validators.scorecard import Mark
from validators.submission import Entry
from validators.wording import joined, number_text

_SHOWN = 4
"""How many rows a sentence tells of."""


@rule(
    "GCT141",
    Severity.ERROR,
    title="表格算出的得分与所选档次不符",
    title_en="The workbook counts a selection otherwise",
    message="有{count}项，表格自己算出的得分与所选档次不符：{found}。本次按所选档次计分。",
    fix="请在 {cells} 的下拉列表中重新选择档次（格内可能夹有看不见的字符），用Excel或WPS重新计算并保存；"
    "得分由表格自动计算，不用手工改。仍不符的，请换用新的工作簿填报。",
    expected="表格显示的得分与所选档次一致",
    why="打印、盖章的是表格显示的得分和总分，应当与汇总的一致。",
    fails="自评档次“{top_tier}”后面粘有表格认不出的字符，得分显示空白。",
    passes="自评档次从下拉列表中选择，得分随之显示。",
)
def counted_otherwise(case: BookCase) -> Iterator[Hit]:
    rows = miscounted(case)
    if not rows:
        return
    cells = [case.sources["entries", index, "tier"] for index, *_ in rows]
    told = joined(_told(case, index, entry, item, mark) for index, entry, item, mark in rows[:_SHOWN])
    words = {"count": len(rows), "cells": addresses(cells)}
    found = told + ("等" if len(rows) > _SHOWN else "")
    yield Hit(min(cells), found, item=rows[0][2].no if len(rows) == 1 else None, words=words)


def _told(case: BookCase, index: int, entry: Entry, item: Item, mark: Mark) -> str:
    typed = next((note.found for note in readings(case, "choice") if note.item == item.no), mark.name)
    read = "" if typed == mark.name else f"读作“{mark.name}”"
    shown = "空白" if entry.score is None else number_text(entry.score)
    at = case.address(("entries", index, "score"))
    return f"第{item.no}项选“{typed}”，{read}应计{number_text(mark.points)}分，{at} 显示{shown}"


@rule(
    "GCT143",
    Severity.QUERY,
    title="自评由公式取自别处",
    title_en="Selection fetched from elsewhere by a formula",
    message="{cells} 的自评是公式，取自{found}，不一定是本社区本轮的自评。目前按表中现有的结果计分。",
    fix="请核对 {cells}：按本轮的情况自评，直接填写档次或得分，不用公式从别处取。",
    expected="按本轮情况直接填写的自评",
    why="每次报送当次的自测评分表（{reporting}），往年的、示例的自评不能原样当作本次的；别的工作簿里的数值也无从核对。",
    fails="得分用公式取自上年的工作簿，或取自名为“填写示例”的工作表。",
    passes="得分直接填在表中。",
)
def fetched(case: BookCase) -> Iterator[Hit]:
    notes = readings(case, "fetched")
    sources = dict.fromkeys(f"工作表“{note.read}”" if note.read else "另一个工作簿" for note in notes)
    for hit in told(case, notes):
        yield Hit(hit.at, joined(sources), item=hit.item, words=hit.words)
