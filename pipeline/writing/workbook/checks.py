"""The native formulas of one item row: its points, and what is wrong with it in words; and what its cells accept.

The formulas look at nothing that was typed but what 整理 has cleared of blanks, so that no two of them read it differently.
Every formula stands beside the Python that gives its value, so that the value saved with the workbook is the one
that the formula will calculate.
"""

from decimal import Decimal
from typing import Any

from pipeline.template import ADVICE
from pipeline.writing.workbook.content import Content
from pipeline.writing.workbook.writer import literal
from validators.scheme.item import Band, Item, Measurable
from validators.scheme.model import Scheme
from validators.wording import cleared, joined, number_text

NOT_CHOSEN = "未选择自评档次"
NOT_OFFERED = "所填不是本项的档次，请从下拉列表中选择"
UNREADABLE = "实测值无法识别，请看输入提示"
AMBIGUOUS = "实测值填的是1，百分之百请填100"
CONFLICT = "按说明计分，与权重分不一致，由镇里核实"
SEE_ADVICE = f"见“{ADVICE}”"
"""What a return copy says where 退回意见 on the same row says it already."""


def no_reason(scheme: Scheme) -> str:
    """What is said of 不涉及 without a reason."""
    return f"{scheme.choices.not_applicable.name}的，请在{scheme.labels.evidence[0]}中写明理由"


def score_formula(item: Item, scheme: Scheme, number: str) -> str:
    """Points of what is selected for the item whose number a cell holds; an empty text when it counts nothing."""
    chosen = f"INDEX(GC_PlanTiers,{number})"
    formula = '""'
    for name, (_, points) in reversed([*scheme.selections(item).items()]):
        formula = f"IF({chosen}={_cleared(name)},{points},{formula})"
    return f"={formula}"


def check_formula(item: Item, scheme: Scheme, number: str, score: str, advised: str = "") -> str:
    """What is wrong in this row, in words; an empty text when nothing is, SEE_ADVICE while it is what was ``advised``."""
    chosen = f"INDEX(GC_PlanTiers,{number})"
    remark = _remark_formula(item, scheme, chosen, f"INDEX(GC_NoEvidence,{number})")
    if item.measure:
        measured = f"INDEX(GC_PlanMeasured,{number})"
        remark = _measured_formula(item, item.measure, scheme, measured, score, remark)
    said = f'IF({chosen}="",{literal(NOT_CHOSEN)},IF({score}="",{literal(NOT_OFFERED)},{remark}))'
    return f"=IF({said}={literal(advised)},{literal(SEE_ADVICE)},{said})" if advised else f"={said}"


def check_text(item: Item, content: Content) -> str:
    """What ``check_formula`` gives for this content."""
    return SEE_ADVICE if advised(item, content) else _said(item, content)


def advised(item: Item, content: Content) -> str:
    """What 校验 would say of a row of which a return copy says the same in 退回意见."""
    return _said(item, content) if content.advises(item) else ""


def _said(item: Item, content: Content) -> str:
    mark, entry = content.scorecard.mark(item.no), content.entry(item)
    if mark.points is None:
        return NOT_OFFERED if content.tier_text(item) else NOT_CHOSEN
    if item.measure and entry.measured is not None:
        said = _measured_text(item, item.measure, content.scheme, entry.measured, mark.points)
        if said:
            return said
    note_score = item.note_score(mark.points) if mark.choice == "noted" else None
    if note_score and note_score.conflict:
        return CONFLICT
    return no_reason(content.scheme) if mark.choice == "not_applicable" and not content.evidence(item) else ""


def _remark_formula(item: Item, scheme: Scheme, chosen: str, unexplained: str) -> str:
    nothing = _cleared(scheme.choices.not_applicable.name)
    formula = f'IF(AND({chosen}={nothing},{unexplained}=1),{literal(no_reason(scheme))},"")'
    for note_score in item.note_scores:
        if note_score.conflict:
            name = _cleared(scheme.noted_name(note_score.points))
            formula = f"IF({chosen}={name},{literal(CONFLICT)},{formula})"
    return formula


def _measured_formula(
    item: Item, measure: Measurable, scheme: Scheme, measured: str, score: str, otherwise: str
) -> str:
    formula = literal(UNREADABLE)
    value = f"IF({measured}<1,ROUND({measured}*100,8),{measured})" if measure.kind == "percent" else measured
    for band in reversed(measure.bands):
        low, high = scheme.band_points(item, band)
        agree = f"IF({score}>{high},{literal(_too_high(scheme, band))},IF({score}<{low},{literal(_too_low(scheme, band))},{otherwise}))"
        formula = f"IF({_within(band, value)},{agree},{formula})"
    if measure.kind != "state":
        limit = f",{measured}<=100" if measure.kind == "percent" else f",{measured}=INT({measured})"
        if measure.kind == "percent":
            formula = f"IF({measured}=1,{literal(AMBIGUOUS)},{formula})"
        number = f"IF(ISNUMBER({measured}),AND({measured}>=0{limit}),FALSE)"
        formula = f"IF({number},{formula},{literal(UNREADABLE)})"
    return f'IF({measured}="",{otherwise},{formula})'


def _measured_text(
    item: Item, measure: Measurable, scheme: Scheme, value: Decimal | str, points: Decimal
) -> str:
    if measure.ambiguous(value):
        return AMBIGUOUS
    band = measure.band(measure.in_unit(value) if isinstance(value, Decimal) else value)
    if band is None:
        return UNREADABLE
    low, high = scheme.band_points(item, band)
    if points > high:
        return _too_high(scheme, band)
    return _too_low(scheme, band) if points < low else ""


def _within(band: Band, cell: str) -> str:
    if band.state is not None:
        return f"{cell}={_cleared(band.state)}"
    edges = (
        ("=", band.equals), (">=", band.at_least), (">", band.above), ("<=", band.at_most), ("<", band.below),
    )  # fmt: skip
    return "AND(" + ",".join(f"{cell}{sign}{edge}" for sign, edge in edges if edge is not None) + ")"


def _cleared(name: str) -> str:
    """A name of the plan as it stands in 整理 where it was typed."""
    return literal(cleared(name))


def _too_high(scheme: Scheme, band: Band) -> str:
    return f"实测值未达到所选档次的标准，按说明应为{scheme.band_text(band)}"


def _too_low(scheme: Scheme, band: Band) -> str:
    return f"实测值可以选{scheme.band_text(band)}"


def choice_list(item: Item, scheme: Scheme) -> dict[str, Any]:
    """The list from which an item's tier is chosen."""
    names = list(scheme.selections(item))
    return {
        "validate": "list",
        "source": names,
        "input_title": f"第{item.no}项",
        "input_message": f"请选择：{joined(names)}",
        "error_title": "不是本项的档次",
        "error_message": f"请从下拉列表中选择：{joined(names)}。",
    }


def measured_limits(measure: Measurable, scheme: Scheme) -> dict[str, Any]:
    """What may be typed as a measured value."""
    words = {
        "input_title": f"{scheme.labels.measured[0]}（可不填）",
        "input_message": f"{measure.label}。{_allowed_values(measure)}",
        "error_title": "实测值不对",
        "error_message": f"这里应填{_allowed_values(measure)}。",
    }
    if measure.kind == "state":
        return words | {"validate": "list", "source": measure.states}
    if measure.kind == "percent":
        return words | {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100}
    return words | {"validate": "integer", "criteria": ">=", "value": 0}


def _allowed_values(measure: Measurable) -> str:
    if measure.kind == "state":
        return joined(f"“{state}”" for state in measure.states)
    limits = "0至100之间的数" if measure.kind == "percent" else "不小于0的整数"
    return f"{limits}，单位：{number_text(measure.unit)}"
