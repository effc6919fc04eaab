"""Proves a scheme consistent: numbering, sums, tiers, units, dates, rulings.

Each proof is a generator of faults; each fault names its place in the file and what to change.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_FLOOR, Decimal
from itertools import pairwise

from validators.scheme.check_closing import closing
from validators.scheme.check_dates import dates
from validators.scheme.fault import Fault, listed
from validators.scheme.item import Band, Item, Measurable, TierPoints
from validators.scheme.model import Scheme
from validators.wording import folded, number_text


def faults_of(scheme: Scheme) -> Iterator[Fault]:
    """Everything that does not add up in a well-formed scheme."""
    for proof in (
        _names,
        _numbering,
        _tier_points,
        _sums,
        _grades,
        _units,
        dates,
        _measures,
        _rulings,
        closing,
    ):
        yield from proof(scheme)


def _place(item: Item, field: str) -> str:
    return f"items 第{item.no}项 {field}"


def _repeated(values: Iterable[str]) -> list[str]:
    seen: set[str] = set()
    return [value for value in values if value in seen or seen.add(value)]  # type: ignore[func-returns-value]


def _names(scheme: Scheme) -> Iterator[Fault]:
    choices = scheme.choices
    choice_names = [tier.name for tier in scheme.tiers]
    choice_names += [choices.zero.name, choices.not_applicable.name, choices.noted.name]
    groups = {
        "tiers.id": [tier.id for tier in scheme.tiers],
        "tiers.name / choices.name": choice_names,
        "grades.id": [grade.id for grade in scheme.grades],
        "grades.name": [grade.name for grade in scheme.grades],
        "calendar.id": [event.id for event in scheme.calendar],
        "rulings.id": [ruling.id for ruling in scheme.rulings],
        "units": [name for unit in scheme.units for name in (unit.name, *unit.aliases)],
        "declaration.fields.id": [field.id for field in scheme.declaration.fields],
        "items.criterion": [item.criterion for item in scheme.items],
        "tiers.name / choices.name / synonyms": [
            *{folded(name) for name in choice_names},
            *(folded(word) for words in scheme.synonyms.values() for word in words),
        ],
        "labels": [word for _, words in scheme.labels for word in words],
    }
    for place, names in groups.items():
        for name in _repeated(names):
            yield Fault(place, f"“{name}”重复，每个只能出现一次。")
    for tier in scheme.tiers:
        if tier.id in ("zero", "not_applicable", "noted"):
            yield Fault("tiers.id", f"“{tier.id}”是保留字，请换一个。")
    for choice in scheme.synonyms.keys() - scheme.choice_names.keys():
        yield Fault(f"synonyms.{choice}", f"没有“{choice}”这个档次或选项，请改为已有的编号。")


def _numbering(scheme: Scheme) -> Iterator[Fault]:
    for place, numbers in (
        ("sections", [s.no for s in scheme.sections]),
        ("items", [i.no for i in scheme.items]),
    ):
        for expected, number in enumerate(numbers, start=1):
            if number != expected:
                yield Fault(f"{place}[{expected}].no", f"编号应为{expected}，现为{number}；编号须从1起连续。")
                break
    sections = [section.no for section in scheme.sections]
    for item in scheme.items:
        if item.section not in sections:
            yield Fault(_place(item, "section"), f"没有第{item.section}部分。")
    for number in sections:
        if not scheme.items_of(number):
            yield Fault(f"sections[{number}]", "这一部分没有项目。")
    for earlier, later in pairwise(scheme.items):
        if later.section < earlier.section:
            yield Fault(_place(later, "section"), "项目须按部分顺序排列。")


def _tier_points(scheme: Scheme) -> Iterator[Fault]:
    tier_ids = [tier.id for tier in scheme.tiers]
    holders: list[tuple[str, TierPoints, Decimal]] = [
        ("declared", scheme.declared.points, scheme.declared.max_points)
    ]
    holders += [(f"sections[{s.no}]", s.points, s.max_points) for s in scheme.sections]
    holders += [(f"items 第{i.no}项", i.points, i.max_points) for i in scheme.items]
    for place, points, maximum in holders:
        if sorted(points) != sorted(tier_ids):
            yield Fault(f"{place} points", f"应恰好写明这些档次的分：{'、'.join(tier_ids)}。")
            continue
        ladder = [points[tier] for tier in tier_ids]
        if any(low >= high for low, high in pairwise(ladder)):
            yield Fault(f"{place} points", f"档次由低到高，分也应递增，现为{listed(ladder)}。")
        if ladder[-1] != maximum:
            yield Fault(f"{place} points", f"最高档应等于分值{maximum}，现为{ladder[-1]}。")
    for item in scheme.items:
        if item.points and min(item.points.values()) == 0:
            yield Fault(_place(item, "points"), f"最低档不能是0分，0分是“{scheme.choices.zero.name}”。")
        for score in item.note_scores:
            if score.points in item.points.values() or score.points == 0:
                yield Fault(_place(item, "note_scores"), f"{score.points}分已经是一个档次的分。")


def _sums(scheme: Scheme) -> Iterator[Fault]:
    for section in scheme.sections:
        items = scheme.items_of(section.no)
        yield from _sum_faults(f"sections[{section.no}]", section.max_points, section.points, items)
    yield from _sum_faults("declared", scheme.declared.max_points, scheme.declared.points, scheme.items)
    base = sum((s.max_points for s in scheme.sections if not s.bonus), Decimal(0))
    if base != scheme.declared.base_points:
        yield Fault("declared.base_points", f"写明{scheme.declared.base_points}，非加分部分合计为{base}。")


def _sum_faults(place: str, maximum: Decimal, points: TierPoints, items: Sequence[Item]) -> Iterator[Fault]:
    total = sum((item.max_points for item in items), Decimal(0))
    if total != maximum:
        yield Fault(f"{place}.max_points", f"写明{maximum}，各项合计为{total}。")
    for tier, declared in points.items():
        total = sum((item.points.get(tier, Decimal(0)) for item in items), Decimal(0))
        if total != declared:
            yield Fault(f"{place}.points.{tier}", f"写明{declared}，各项合计为{total}。")


def _grades(scheme: Scheme) -> Iterator[Fault]:
    lowest, *others = scheme.grades
    if lowest.at_least is not None:
        yield Fault("grades[1].at_least", "最低的等次不设分数线。")
    lines = [grade.at_least for grade in others]
    if any(line is None for line in lines):
        yield Fault("grades", "除最低的等次外，每个等次都要有分数线 at_least。")
    elif any(low >= high for low, high in pairwise(line for line in lines if line is not None)):
        yield Fault("grades", f"等次由低到高，分数线应递增，现为{listed(lines)}。")
    elif lines[-1] is not None and lines[-1] > scheme.declared.max_points:
        yield Fault("grades", f"最高的分数线{lines[-1]}超过了总分值{scheme.declared.max_points}。")
    if scheme.attainment.grade not in [grade.id for grade in scheme.grades]:
        yield Fault("attainment.grade", f"没有等次“{scheme.attainment.grade}”。")


def _units(scheme: Scheme) -> Iterator[Fault]:
    known = [unit.name for unit in scheme.units]
    used = set()
    for item in scheme.items:
        for field in ("lead", "cooperating", "responsible"):
            for duty in getattr(item, field):
                used.add(duty.unit)
                if duty.unit not in known:
                    yield Fault(
                        _place(item, field), f"units 里没有“{duty.unit}”。请先登记，别名请写正式名称。"
                    )
    for name in known:
        if name not in used:
            yield Fault("units", f"“{name}”没有用在任何项目上。")


def _measures(scheme: Scheme) -> Iterator[Fault]:
    tiers = {tier.id for tier in scheme.tiers} | {"zero"}
    for item in scheme.items:
        if item.measure is None:
            continue
        place = _place(item, "measure")
        for band in item.measure.bands:
            for tier in set(band.tiers) - tiers:
                yield Fault(place, f"没有档次“{tier}”。")
            if not band.tiers and band.points is None:
                yield Fault(place, "每个区间要写明 tiers 或 points。")
            if band.points is not None and item.note_score(band.points) is None:
                yield Fault(place, f"{band.points}分没有写在 note_scores 里。")
            by_state = item.measure.kind == "state"
            if (band.state is not None, bool(_edges(band))) != (by_state, not by_state):
                yield Fault(place, "kind 为 state 时每个区间写 state，否则写数值范围。")
        yield from (Fault(place, message) for message in _band_faults(item.measure))


def _band_faults(measure: Measurable) -> Iterator[str]:
    """Every value that the item can have must lie in exactly one band."""
    for state in _repeated(band.state for band in measure.bands if band.state):
        yield f"“{state}”重复，每个只能出现一次。"
    for value in _probes(measure) if measure.kind != "state" else ():
        count = sum(band.holds(value) for band in measure.bands)
        if count != 1:
            yield f"数值{number_text(value)}落在{count}个区间里，应恰好落在一个区间里。"


def _probes(measure: Measurable) -> list[Decimal]:
    """Numbers that show every gap and every overlap: each edge and one between any two, or the whole numbers beside it."""
    edges = {Decimal(0)}.union(*map(_edges, measure.bands))
    if measure.kind == "count":
        whole = {edge.to_integral_value(ROUND_FLOOR) for edge in edges}
        tried = {number + step for number in whole for step in (-1, 0, 1)}
    else:
        edges.add(Decimal(100))
        tried = edges | {(low + high) / 2 for low, high in pairwise(sorted(edges))}
    return sorted(filter(measure.possible, tried))


def _edges(band: Band) -> list[Decimal]:
    edges = (band.at_least, band.above, band.at_most, band.below, band.equals)
    return [edge for edge in edges if edge is not None]


def _rulings(scheme: Scheme) -> Iterator[Fault]:
    used = {
        "choices.zero": scheme.choices.zero.ruling,
        "choices.not_applicable": scheme.choices.not_applicable.ruling,
        "choices.noted": scheme.choices.noted.ruling,
        "attainment": scheme.attainment.ruling,
    }
    used |= {f"calendar “{event.id}”": event.ruling for event in scheme.calendar if event.ruling}
    used |= {_place(item, "measure"): item.measure.ruling for item in scheme.items if item.measure}
    used |= {
        _place(i, f"note_scores[{n}]"): s.ruling for i in scheme.items for n, s in enumerate(i.note_scores, 1)
    }
    known = {ruling.id: ruling for ruling in scheme.rulings}
    for place, id_ in used.items():
        if id_ not in known:
            yield Fault(place, f"rulings 里没有“{id_}”。")
    for ruling in scheme.rulings:
        if ruling.id not in used.values() and not ruling.items:
            yield Fault(f"rulings “{ruling.id}”", "没有任何设置或项目用到它。")
        for number in ruling.items:
            if number not in scheme.item_by_no:
                yield Fault(f"rulings “{ruling.id}”", f"没有第{number}项。")
    ruled = {number for ruling in scheme.rulings for number in ruling.items}
    for item in scheme.items:
        if any(duty.scope for duty in item.lead) and item.no not in ruled:
            yield Fault(_place(item, "lead"), "按范围分设牵头单位，请在 rulings 里写明怎么理解。")
