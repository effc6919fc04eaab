"""Last round's choices stand beside this one's in a copy and are never counted; one sent back unchanged is asked about."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipeline.checking.engine import CheckedBook
from pipeline.run import build_workbook, check_book
from pipeline.town.prefilling import prefilled
from tests.books import Layout, Sheet, Value, write_book
from tests.test_samples import SAMPLES
from validators.roster import Community
from validators.scheme.model import Scheme
from validators.submission import Declaration, Entry, Measure, Submission

HOME = Community(code="SF01", name="甲", address="示范路1号")


def told(book: CheckedBook) -> list[str]:
    return [f"{f.code} {f.cell.a1 if f.cell else '-'}" for f in book.findings if f.code != "GCX403"]


BOXES: dict[str, str | date | Decimal] = {
    "text": "示范",
    "phone": "021-00000000",
    "count": Decimal(3500),
    "date": date(2021, 11, 25),
    "long_text": "做法",
}
"""What may stand in a box of the declaration form, by its kind."""


def answered(scheme: Scheme) -> Submission:
    """All at the lowest tier with evidence and measured values, measures, days and a declaration form."""
    lowest, fields = scheme.tiers[0].name, scheme.declaration.fields
    return Submission(
        layout="template",
        community="甲",
        community_from="cell",
        round="2021",
        filled_on=date(2021, 10, 20),
        filler="示范甲",
        entries=tuple(
            Entry(item=item.no, tier=lowest, evidence="台账", measured=Decimal(60)) for item in scheme.items
        ),
        measures={1: Measure(action="每季度议事", plan="分三步", due=date(2021, 12, 15))},
        declaration=Declaration({field.id: BOXES[field.kind] for field in fields if field.kind in BOXES}),
    )


@pytest.mark.parametrize("chosen", [False, True], ids=["shown", "chosen"])
def test_nothing_of_last_round_but_its_choices_is_in_a_copy(
    tmp_path: Path, scheme: Scheme, chosen: bool
) -> None:
    """All tiers stand under 上年档次; evidence, values, measures, days and counts do not come along."""
    year = [*scheme.deadlines][-1]
    start = prefilled(HOME, scheme, answered(scheme), chosen=chosen)
    build_workbook(scheme, tmp_path / "甲.xlsx", round_=year, submission=start)
    read = check_book(tmp_path / "甲.xlsx", scheme).submission
    assert read is not None
    lowest = scheme.tiers[0].name
    assert {entry.previous for entry in read.entries} == {lowest}
    assert {entry.tier for entry in read.entries} == {lowest if chosen else None}
    assert {(entry.evidence, entry.measured) for entry in read.entries} == {(None, None)}
    assert (read.measures, read.filled_on, read.filler) == ({}, None, None)
    assert (read.community, read.code, read.round) == ("甲", "SF01", str(year))
    kinds = {field.id: field.kind for field in scheme.declaration.fields}
    assert {kinds[name] for name in read.declaration.values} <= {"text", "phone"}


def test_every_jump_of_a_copy_leads_to_this_rounds_selection(tmp_path: Path, baihe: Scheme) -> None:
    """上年档次 stands in H, 自评档次 in I: the guide's link, the results' formulas, a return copy's finding about item 7."""
    start = prefilled(HOME, baihe, answered(baihe))
    finding = check_book(SAMPLES / "faults" / "GCE303-measured-above-tier" / "book.xlsx", baihe).findings[0]
    build_workbook(baihe, tmp_path / "a.xlsx", submission=start, findings=[finding])
    book = load_workbook(tmp_path / "a.xlsx")
    links = [
        cell.hyperlink.location for row in book["填报说明"].iter_rows() for cell in row if cell.hyperlink
    ]
    assert "'任务分解表'!I6" in links
    assert [cell.value for cell in book["任务分解表"][4][7:9]] == ["上年档次", "自评档次"]
    assert '#任务分解表!I"' in book["校验结果"]["E5"].value
    assert [cell.value for row in book["校验结果"].iter_rows() for cell in row if cell.hyperlink] == [
        "任务分解表!I12"
    ]


@pytest.mark.parametrize(
    ("change", "asked"),
    [
        ({}, ["GCX409 I6"]),  # only the date is this round's
        ({"tier": "良好"}, []),
        ({"evidence": "复查记录"}, []),
        ({"measured": Decimal(7)}, []),
        ({"previous": None}, []),  # last round's was left out: nobody can say that nothing changed
    ],
    ids=["unchanged", "a tier", "evidence", "a value", "last round's unknown"],
)
def test_a_copy_sent_back_with_another_date_only_is_known_by_itself(
    tmp_path: Path, baihe: Scheme, change: Mapping[str, object], asked: list[str]
) -> None:
    start = prefilled(HOME, baihe, answered(baihe), chosen=True)
    entries = [*start.entries]
    entries[6] = entries[6]._replace(**change)  # type: ignore[arg-type]
    sent = start.model_copy(update={"filled_on": date(2022, 10, 20), "entries": tuple(entries)})
    build_workbook(baihe, tmp_path / "甲.xlsx", round_=2022, submission=sent)
    codes = [finding for finding in told(check_book(tmp_path / "甲.xlsx", baihe)) if finding[:3] == "GCX"]
    assert codes == asked


def test_a_measure_of_ones_own_is_an_answer(tmp_path: Path, baihe: Scheme) -> None:
    start = prefilled(HOME, baihe, answered(baihe), chosen=True)
    build_workbook(baihe, tmp_path / "甲.xlsx", round_=2022, submission=start.model_copy(update={"measures": {1: Measure(action="议事")}}))  # fmt: skip
    assert told(check_book(tmp_path / "甲.xlsx", baihe)) == []


def test_a_copy_sent_back_blank_is_nothing_filled_in(tmp_path: Path, baihe: Scheme) -> None:
    build_workbook(
        baihe, tmp_path / "甲.xlsx", round_=2022, submission=prefilled(HOME, baihe, answered(baihe))
    )
    book = check_book(tmp_path / "甲.xlsx", baihe)
    assert told(book) == ["GCT132 I6"]
    assert (book.scorecard and book.scorecard.total) == 0


def _headed(
    head: str, value: Callable[[int], Value], **own: Callable[[int], Value]
) -> Callable[[Sheet], None]:
    """A column more at the right of the table, of head and values by item; ``own`` are further ones by their heads."""

    def bend(sheet: Sheet) -> None:
        for column, (text, values) in enumerate(
            {head: value, **own}.items(), start=max(sheet.columns.values()) + 1
        ):
            sheet.cells[4, column] = text
            sheet.cells |= {(row, column): values(item) for item, row in sheet.rows.items()}

    return bend


def _good(_: int) -> Value:
    return "良好"


@pytest.mark.parametrize(
    ("layout", "chosen", "bend", "total"),
    [
        ("tiered", "合格", _headed("上年档次", _good), 73),
        ("official", "合格", _headed("上年档次", _good), 73),
        ("official", None, _headed("上年档次", _good), 0),
        ("tiered", None, _headed("上年档次", _good), 0),
        ("official", None, _headed("上年档次", _good, 自查等级=lambda _: "合格"), 73),
        ("tiered", "合格", _headed("上年得分", lambda _: 6), 73),
        ("tiered", "合格", _headed("上年档次（2021年）", _good), 73),
    ],
)
def test_a_column_of_last_years_tiers_is_never_this_years(
    tmp_path: Path,
    baihe: Scheme,
    layout: Layout,
    chosen: str | None,
    bend: Callable[[Sheet], None],
    total: int,
) -> None:
    sheet = Sheet(baihe, "甲", layout).choose(dict.fromkeys(range(1, 30), chosen) if chosen else {})
    bend(sheet)
    book = check_book(write_book(tmp_path / "甲.xlsx", sheet), baihe)
    assert (book.scorecard and book.scorecard.total) == total
