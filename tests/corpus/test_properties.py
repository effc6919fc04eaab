"""Whatever the filling, layout and dirt, the same selections are read; no edit changes a score without a finding."""

import os
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.checking.engine import CheckedBook
from pipeline.run import check_book
from tests.books import Layout, Value, write_book
from tests.conftest import SCHEMES
from tests.corpus.drifting import TIER_ROW, Drifted
from validators.scheme.file import load_scheme
from validators.scheme.model import Scheme
from validators.wording import number_text

often = settings(
    max_examples=400 if os.environ.get("CI") else 40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
every_scheme = pytest.mark.parametrize(
    "scheme", [load_scheme(source) for source in SCHEMES.values()], ids=list(SCHEMES)
)

_FULL_WIDTH = str.maketrans("0123456789.", "０１２３４５６７８９．")

# As people write a score of these points, a choice, and an item's number.
SCORES: tuple[Callable[[Decimal], Value], ...] = (
    float,
    number_text,
    lambda points: f" {number_text(points)}　",
    lambda points: f"{number_text(points)}分",
    lambda points: f"'{number_text(points)}",
    lambda points: number_text(points).translate(_FULL_WIDTH),
    lambda points: number_text(points).replace(".", "。"),
)
WORDS: tuple[Callable[[str], Value], ...] = (
    lambda name: name,
    lambda name: f" {name}\n",
    lambda name: f"{name[0]}　{name[1:]}",
    lambda name: f"’{name}",
)
NUMBERS: tuple[Callable[[int], Value], ...] = (
    lambda number: number,
    str,
    "第{}项".format,
    "{}、".format,
    "（{}）".format,
    lambda number: chr(0x2460 + number - 1) if number <= 20 else number,
    lambda _: None,
)
TICKS: tuple[Value, ...] = ("√", "✓", " ✔", "☑", "●", "Y", "是", True)


def written(draw: st.DrawFn, scheme: Scheme) -> tuple[Drifted, dict[int, str]]:
    """A workbook filled in at random, in a layout and with dirt at random, and what was chosen in it."""
    names = [tier.name for tier in scheme.tiers]
    layout: Layout = draw(st.sampled_from(("official", "tiered")))
    by_ticks = layout == "official" and draw(st.booleans())
    others = [] if by_ticks else [scheme.choices.zero.name, scheme.choices.not_applicable.name]
    choices = {item.no: draw(st.sampled_from(names + others)) for item in scheme.items}
    sheet = Drifted(scheme, "示范一居", layout)
    if by_ticks:
        sheet.ticked(choices, draw(st.sampled_from(TICKS)), points=draw(st.booleans()))
    else:
        sheet.chosen(choices)
    _dirty(draw, sheet)
    return _drifted(draw, sheet), choices


def _dirty(draw: st.DrawFn, sheet: Drifted) -> None:
    for item, row in sheet.rows.items():
        sheet.put(item, "number", draw(st.sampled_from(NUMBERS))(item))
        for field, dirt in (("score", SCORES), ("tier", WORDS)):
            value = sheet.cells.get((row, sheet.columns.get(field, 0)))
            if isinstance(value, str):
                sheet.put(item, field, draw(st.sampled_from(WORDS))(value))
            elif isinstance(value, float) and dirt is SCORES:
                sheet.put(
                    item, field, draw(st.sampled_from(SCORES))(Decimal(number_text(Decimal(str(value)))))
                )


def _drifted(draw: st.DrawFn, sheet: Drifted) -> Drifted:
    labels = sheet.scheme.labels
    own = "tier" if sheet.layout == "tiered" else "score"
    sheet.headed(own, draw(st.sampled_from(getattr(labels, own))))
    if draw(st.booleans()):
        sheet.in_rows(draw(st.permutations(list(sheet.rows))))
    if draw(st.booleans()):
        movable = [field for field in sheet.columns if field not in {tier.id for tier in sheet.scheme.tiers}]
        sheet.in_columns(draw(st.permutations(movable)))
    for field in draw(st.sets(st.sampled_from(("section", "max_points", "lead", "evidence")))):
        if field in sheet.columns:
            sheet.without_column(field)
    if draw(st.booleans()):
        sheet.head_again(draw(st.sampled_from(list(sheet.rows))))
    return sheet.shifted(rows=draw(st.integers(0, 9)), columns=draw(st.integers(0, 4)))


def chosen(book: CheckedBook) -> Mapping[int, str | None]:
    return {mark.item: mark.name for mark in book.scorecard.marks} if book.scorecard else {}


@every_scheme
@often
@given(data=st.data())
def test_any_filling_in_any_layout_reads_back(data: st.DataObject, tmp_path: Path, scheme: Scheme) -> None:
    sheet, choices = data.draw(st.composite(written)(scheme))
    book = check_book(write_book(tmp_path / "a.xlsx", sheet), scheme)
    assert chosen(book) == choices
    for mark in book.scorecard.marks if book.scorecard else ():
        place = ("points", mark.choice or "") if mark.witness == "ticks" else (mark.witness or "",)
        cell = book.sources["entries", mark.row or 0, *place]
        assert (cell.row, cell.column) == sheet.where(mark.item)


def _typed(scheme: Scheme) -> list[Value]:
    """What may be typed into any cell by mistake."""
    names = [*scheme.choice_by_name, "良", "优秀", "及格", "无", "—"]
    labels = [words[0] for _, words in scheme.labels]
    numbers: list[Value] = [
        0,
        1,
        2,
        2.5,
        3.5,
        5,
        29,
        100,
        -1,
        "1",
        "5分",
        "４．５",
        "第2项",
        "③",
        True,
        False,
    ]
    return [
        None,
        *names,
        *labels,
        *numbers,
        "√",
        "小计",
        " ",
        "示范",
        "#REF!",
        date(2021, 5, 4),
        date(1900, 1, 3),
    ]


def _edited(draw: st.DrawFn, sheet: Drifted) -> int | None:
    """Make one edit; the row it stands in, None where the row or column is gone."""
    kind = draw(st.sampled_from(("type", "type", "type", "delete row", "move row", "delete column", "swap")))
    rows = sorted({row for row, _ in sheet.cells})
    columns = sorted(sheet.columns.values())
    if kind == "type":
        row = draw(st.sampled_from(rows))
        choosing = [sheet.columns[field] for field in ("tier", "score") if field in sheet.columns]
        column = draw(st.sampled_from(choosing) | st.sampled_from(columns))
        legal = [float(points) for item in sheet.scheme.items for points in item.points.values()]
        value: Value = draw(st.sampled_from(_typed(sheet.scheme)) | st.sampled_from(sorted(set(legal))))
        sheet.cells[row, column] = value
        return row if row > TIER_ROW else None
    if kind == "delete row":
        gone = draw(st.sampled_from(rows))
        sheet.cells = {place: value for place, value in sheet.cells.items() if place[0] != gone}
        sheet.moved(lambda row: row - (row > gone))
    elif kind == "move row":
        row, to = draw(st.sampled_from(list(sheet.rows.values()))), draw(st.sampled_from(rows))
        sheet.moved(lambda old: to if old == row else old + (old >= to) * 100)
    elif kind == "delete column":
        sheet.without_column(draw(st.sampled_from(list(sheet.columns))))
    else:
        one, other = draw(st.sampled_from(rows)), draw(st.sampled_from(rows))
        # two scores changed places are two other choices of the same total: nothing in the sheet contradicts them
        alone = None if sheet.layout == "tiered" else sheet.columns["score"]
        column = draw(st.sampled_from([column for column in columns if column != alone]))
        sheet.cells[one, column], sheet.cells[other, column] = (
            sheet.cells.get((other, column)),
            sheet.cells.get((one, column)),
        )
    return None


@every_scheme
@pytest.mark.parametrize("layout", ["official", "tiered"])
@often
@given(data=st.data())
def test_no_single_edit_changes_a_score_in_silence(
    data: st.DataObject, tmp_path: Path, scheme: Scheme, layout: Layout
) -> None:
    names = [tier.name for tier in scheme.tiers]
    choices = {item.no: names[item.no % len(names)] for item in scheme.items}
    total = sum(item.points[scheme.tiers[item.no % len(names)].id] for item in scheme.items)
    sheet = Drifted(scheme, "示范一居", layout).chosen(choices)
    sheet.total(float(total))
    row = data.draw(st.composite(_edited)(sheet))
    book = check_book(write_book(tmp_path / "a.xlsx", sheet), scheme)
    if chosen(book) == choices:
        return
    rows = {finding.cell.row for finding in book.findings if finding.cell}
    assert rows
    assert row is None or row in rows or sheet.total_row in rows or book.scorecard is None
