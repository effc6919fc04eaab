"""GCX: does what the workbook says of itself agree with its selections?"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import PurePath
from typing import TypeVar

from validators.calculated import RECALCULATE, adds_up, calculates
from validators.cells import addresses
from validators.finding import Severity
from validators.names import called_otherwise, core, same_community
from validators.read_as import readings
from validators.rule import BookCase, Hit, rule
from validators.scheme.model import Scheme
from validators.scorecard import Scorecard
from validators.submission import Loc, Measure, Number, ReadAs, Submission
from validators.wording import folded, joined, number_text

T = TypeVar("T")


def _comparable(case: BookCase) -> Iterator[tuple[Submission, Scorecard]]:
    """Totals are compared only when every item has points: a gap has its own finding already."""
    if case.submission and case.scorecard and case.scorecard.complete:
        yield case.submission, case.scorecard


def _stated(name: str, first: T, further: Sequence[T]) -> Iterator[tuple[Loc, T]]:
    """Everything that a table states of one kind, with its location."""
    yield (name,), first
    for index, value in enumerate(further):
        yield (f"further_{name}s", index), value


@rule(
    "GCX401",
    Severity.ERROR,
    title="合计与各项得分之和不符",
    title_en="Stated total differs",
    message="合计写的是{found}分，按各项所选档次重算是{expected}分。汇总以重算的为准。",
    fix="请核对各项；若选择无误，把 {cell} 的合计改为{expected}。",
    expected="各项得分之和",
    why="{table}的合计是各项得分之和。",
    fails="各项相加是73分，合计写74。",
    passes="各项相加是73分，合计写73。",
)
def total_differs(case: BookCase) -> Iterator[Hit]:
    for submission, scorecard in _comparable(case):
        for at, total in _stated("total", submission.total, submission.further_totals):
            if total not in (None, scorecard.total) and not adds_up(case):
                yield Hit(at, number_text(total), number_text(scorecard.total), fix=_fix(case))


def _fix(case: BookCase) -> str:
    """How to put right what a clerk types into other tables, and never into ours."""
    return RECALCULATE if calculates(case) else ""


def _follows(case: BookCase, stated: Number, total: Number) -> bool:
    """Whether what a workbook of ours states is what follows from its own total: that is told already."""
    return calculates(case) and total is not None and stated == total


def _is_grade(text: str, scorecard: Scorecard, scheme: Scheme) -> bool:
    """Whether a text names the total's grade, perhaps with the total itself in brackets: 89分 behind it."""
    word, _, points = folded(text).rstrip(")").partition("(")
    stated = points in ("", *(number_text(scorecard.total) + unit for unit in ("", scheme.unit)))
    return stated and scheme.grade_name(word) == scorecard.grade.name


@rule(
    "GCX402",
    Severity.ERROR,
    title="自评等次与总分不符",
    title_en="Stated grade differs",
    message="自评等次写的是“{found}”，重算总分{total}分，对应的等次是“{expected}”。汇总以重算的为准。",
    fix="请核对各项；若选择无误，把 {cell} 改为“{expected}”。",
    expected="总分对应的等次",
    why="总分的等次按分数线划定：{grades}。",
    fails="总分对应“{lowest_grade}”，自评等次写的却是“{top_grade}”。",
    passes="总分对应“{lowest_grade}”，自评等次写“{lowest_grade}”。",
)
def grade_differs(case: BookCase) -> Iterator[Hit]:
    for submission, scorecard in _comparable(case):
        total = submission.total
        own = case.scheme.grade_of(total).name if isinstance(total, Decimal) else None
        for at, grade in _stated("grade", submission.grade, submission.further_grades):
            if grade is None or _follows(case, grade, own) or _is_grade(grade, scorecard, case.scheme):
                continue
            words = {"total": number_text(scorecard.total)}
            yield Hit(at, grade, scorecard.grade.name, words=words, fix=_fix(case))


@rule(
    "GCX403",
    Severity.QUERY,
    title="薄弱项目的工作措施没有填全",
    title_en="Weak items without a measure",
    message="有{count}项没有达到最高档，工作措施、实施计划或完成时限没有填写{due}：第{found}项。",
    fix="请从 {cell} 起逐项填写薄弱原因、工作措施、实施计划和完成时限。",
    expected="每个薄弱项目都有工作措施、实施计划和完成时限",
    why="方案规定针对薄弱项目制定相应工作措施和实施计划并报送。",
    fails="第12项没有达到最高档，工作措施空着。",
    passes="第12项没有达到最高档，写明了工作措施、实施计划和完成时限。",
)
def measures_missing(case: BookCase) -> Iterator[Hit]:
    if case.submission is None or case.submission.layout != "template" or case.scorecard is None:
        return
    planned = case.submission.measures
    weak = [item.no for item in case.scheme.items if case.scorecard.weak(item)]
    lacking = [number for number in weak if planned.get(number, Measure()).lacking]
    if lacking:
        place: Loc = ("measures", lacking[0], planned.get(lacking[0], Measure()).lacking[0])
        at = place if place in case.sources else ("entries",)
        words = {"count": len(lacking), "due": case.scheme.measures_event.remark(case.submission.round)}
        yield Hit(at, joined(lacking), words=words)


@rule(
    "GCX404",
    Severity.QUERY,
    title="申报表的评分与评分表不符",
    title_en="Declared total differs",
    message="申报表上的“{box}”写的是{found}，评分表按各项所选档次重算是{expected}分。汇总以重算的为准。",
    fix="请核对评分表；若选择无误，把 {cell} 改为{expected}。",
    expected="评分表的总分",
    why="申报表和自测评分表一并报送，两处的分数应当一致。",
    fails="评分表是73分，申报表写74分。",
    passes="申报表写的就是评分表的总分。",
)
def declared_total_differs(case: BookCase) -> Iterator[Hit]:
    box = next((field for field in case.scheme.declaration.fields if field.kind == "total"), None)
    for submission, scorecard in _comparable(case):
        if _follows(case, submission.declared_total, submission.total):
            continue
        if box and submission.declared_total not in (None, scorecard.total):
            at: Loc = ("declaration", box.id)
            found, expected = number_text(submission.declared_total), number_text(scorecard.total)
            yield Hit(at, found, expected, words={"box": box.label}, fix=_fix(case))


@rule(
    "GCX405",
    Severity.QUERY,
    title="申报表的社区与评分表不符",
    title_en="Declaration of another community",
    message="申报表上的社区是“{found}”，评分表上的是“{expected}”。汇总以评分表上的为准。",
    fix="请核对是否错用了别的社区的材料；若没有，把 {cell} 改为“{expected}”。",
    expected="评分表上的社区名称",
    why="申报表和自测评分表是同一个社区的，一并报送。",
    fails="评分表是示范一居的，申报表写示范二居。",
    passes="两处写的是同一个社区。",
)
def declared_community_differs(case: BookCase) -> Iterator[Hit]:
    if case.submission is None or case.submission.community_from != "cell":
        return
    declared = str(case.submission.declaration.values.get("community", ""))
    if declared and not same_community(declared, case.submission.community, case.scheme.town):
        yield Hit(("declaration", "community"), declared, case.submission.community, fix=_fix(case))


@rule(
    "GCX407",
    Severity.QUERY,
    title="表上写了别的社区的名称",
    title_en="Another community named on the sheet",
    message="表上的社区（{place}）是“{expected}”，{cells} 写的却是“{found}”。本次按“{expected}”计。",
    fix="请核对是哪个社区的表：是“{expected}”的，把 {cells} 的名称改正；是“{found}”的，改正 {place} 后重新报送。",
    expected="表上各处是同一个社区的名称",
    why="一个社区一份自测评分表（{reporting}），名称不一致会把得分记错社区。",
    fails="社区名称写示范一居，表的标题写的却是示范二居。",
    passes="标题、填报单位和社区名称写的是同一个社区。",
)
def another_community_named(case: BookCase) -> Iterator[Hit]:
    others: dict[str, list[ReadAs]] = {}
    for note in readings(case, "another_name"):
        others.setdefault(core(note.found, case.scheme.town), []).append(note)
    for notes in others.values():
        words = {
            "place": case.address(("community",)),
            "cells": addresses(case.sources[note.at] for note in notes),
        }
        yield Hit(notes[0].at, notes[0].found, notes[0].read, words=words)


@rule(
    "GCX408",
    Severity.QUERY,
    title="文件名像是别的社区的",
    title_en="File called by another community",
    message="表上的社区（{cell}）是“{expected}”，文件名“{file}”写的却是“{found}”。本次按“{expected}”计。",
    fix="请核对是哪个社区的表：是“{found}”的，改正 {cell} 后重新报送；是“{expected}”的，请把文件名改为“{expected}”。",
    expected="文件名和社区名称是同一个社区",
    why="一个社区一份自测评分表（{reporting}），套用其他社区的表会把得分记错社区。",
    fails="文件叫“示范二居自评表.xlsx”，表上写的是“示范一居”。",
    passes="文件叫“示范一居自评表.xlsx”，表上写的也是“示范一居”。",
)
def file_called_otherwise(case: BookCase) -> Iterator[Hit]:
    submission = case.submission
    if submission is None or submission.community_from != "cell" or submission.code or case.file is None:
        return
    stem = PurePath(case.file).stem
    called = called_otherwise(stem, submission.community, case.scheme.town, case.scheme.programme)
    if called and not readings(case, "another_name"):
        words = {"file": PurePath(case.file).name}
        yield Hit(("community",), called, submission.community, words=words)
