"""GCE: does the measured value agree with the chosen tier?"""

from collections.abc import Iterator
from decimal import Decimal

from validators.finding import Severity
from validators.rule import BookCase, Hit, rule
from validators.scheme.item import Band, Item
from validators.wording import joined, number_text


def _measured(case: BookCase) -> Iterator[tuple[int, Item, Decimal | str, Band | None, Decimal | None]]:
    """Rows with a measured value that is clear: index, item, value, the band it lies in, the points claimed."""
    for index, entry, item, mark in case.rows:
        if item.measure and entry.measured is not None and not item.measure.ambiguous(entry.measured):
            yield index, item, entry.measured, item.measure.band(entry.measured), mark.points


def _hit(case: BookCase, index: int, item: Item, value: Decimal | str, band: Band) -> Hit:
    assert item.measure is not None  # noqa: S101 - _measured yields measurable items only
    chosen = case.scorecard.mark(item.no).name if case.scorecard else None
    words = {
        "label": item.measure.label,
        "unit": item.measure.unit or "",
        "note": item.text,
        "choice": chosen,
        "measured_cell": case.address(("entries", index, "measured")),
    }
    return Hit(
        ("entries", index, "tier"), number_text(value), case.scheme.band_text(band), item=item.no, words=words
    )


@rule(
    "GCE301",
    Severity.QUERY,
    title="实测值未达到所选档次的标准",
    title_en="Measured value does not support the tier",
    message="第{item}项的{label}填的是{found}{unit}，未达到“{choice}”标准。方案：“{note}”。",
    fix="请核对第{item}项的实测值（{measured_cell}）；若无误，请在“{tier_column}”中改选{expected}（{cell}），或在佐证材料及说明中写明理由。",
    expected="与实测值相符的档次",
    why="{table}的括号说明给出了可以量化的条件。",
    fails="实测值填85，只达到中间一档的标准，却选了“{top_tier}”。",
    passes="实测值填95，选了“{top_tier}”。",
)
def measured_below_tier(case: BookCase) -> Iterator[Hit]:
    for index, item, value, band, points in _measured(case):
        if band and points is not None and points > case.scheme.band_points(item, band)[1]:
            yield _hit(case, index, item, value, band)


@rule(
    "GCE302",
    Severity.QUERY,
    title="实测值无法识别",
    title_en="Measured value cannot be read",
    message="第{item}项的实测值写的是“{found}”，这里应填{expected}。",
    fix="请在第{item}项“{measured_column}”中改填{expected}（{cell}），例如{example}。",
    expected="能与说明相比的数值或选项",
    why="{table}的括号说明给出了可以量化的条件。",
    fails="实测值填“九成多”。",
    passes="实测值填92。",
)
def measured_unreadable(case: BookCase) -> Iterator[Hit]:
    for index, item, value, band, _ in _measured(case):
        if band is None and item.measure is not None:
            measure = item.measure
            states = measure.states
            expected = {
                "percent": "0至100之间的数",
                "count": f"不小于0的整数（{measure.unit}）",
                "state": joined(f"“{state}”" for state in states),
            }[measure.kind]
            example = states[0] if states else "85" if measure.kind == "percent" else "3"
            at = ("entries", index, "measured")
            yield Hit(at, number_text(value), expected, item=item.no, words={"example": example})


@rule(
    "GCE303",
    Severity.INFO,
    title="实测值可以支持更高的档次",
    title_en="Measured value supports a higher tier",
    message="第{item}项的{label}填的是{found}{unit}，可以选{expected}，现选的是“{choice}”。方案：“{note}”。",
    fix="请核对；若其他条件也具备，可在第{item}项“{tier_column}”中改选{expected}（{cell}）。",
    expected="与实测值相符的档次",
    why="{table}的括号说明给出了可以量化的条件。",
    fails="实测值已够“{top_tier}”，只选了“{lowest_tier}”。",
    passes="实测值已够“{top_tier}”，选的就是“{top_tier}”。",
)
def measured_above_tier(case: BookCase) -> Iterator[Hit]:
    for index, item, value, band, points in _measured(case):
        if band and points is not None and points < case.scheme.band_points(item, band)[0]:
            yield _hit(case, index, item, value, band)


@rule(
    "GCE305",
    Severity.QUERY,
    title="实测值分不清是1%还是100%",
    title_en="Measured value may be 1% or 100%",
    message="第{item}项的{label}填的是1，分不清是1%还是100%，没有与所选档次核对。",
    fix="请在第{item}项“{measured_column}”中填0至100之间的数（{cell}），百分之百填100；确实只有1%的，请在佐证材料及说明中写明。",
    expected="0至100之间的数",
    why="表格软件把100%存成1，填1%的也是1；{table}的括号说明须按百分数核对。",
    fails="实测值单元格里显示“100%”，存的是1。",
    passes="实测值填100。",
)
def measured_one(case: BookCase) -> Iterator[Hit]:
    for index, entry, item, _ in case.rows:
        if item.measure and entry.measured is not None and item.measure.ambiguous(entry.measured):
            at = ("entries", index, "measured")
            yield Hit(at, "1", item=item.no, words={"label": item.measure.label})
