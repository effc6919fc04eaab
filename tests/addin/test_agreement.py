"""The worksheet functions say of every sample workbook what ``validate`` says of the file.

The ranges are read from the cells by openpyxl, as Excel would hand them over; nothing of the reader is used.
"""

import re
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipeline.checking.engine import CheckedBook
from pipeline.policy.validation import Policy, validation
from pipeline.reading.roster import load_roster
from pipeline.run import check_book, consolidate_town
from pipeline.writing.reports.json_report import validation_report
from tests import oracle
from tests.addin.excel import OMITTED, Excel, column
from validators.scheme.model import Scheme

SAMPLES = Path(__file__).parents[2] / "workbooks" / "samples"
HEADS = ("自评档次", "实测值", "得分")
LINES = (73, 91.5, 110)

UNREADABLE = "示范十一居"
NOT_GIVEN = (
    "GCS203",
    "GCS209",
    "GCS214",
    "GCS216",
    "GCS220",
    "GCS212",
)  # ticks, merged cells, days: in no range handed over
BOOKS = {
    path.parent.name if path.stem == "book" else path.stem: path
    for path in sorted([*SAMPLES.glob("town/[!~]*.xlsx"), *SAMPLES.glob("faults/GC[SE]*/book.xlsx")])
    if path.stem != UNREADABLE and not path.parent.name.startswith(NOT_GIVEN)
}
every_book = pytest.mark.parametrize("path", BOOKS.values(), ids=list(BOOKS))


def ranges_of(path: Path) -> list[Any]:
    """Tiers, measured values and scores of a sample; the scores alone where it has no tiers (附件1 as printed)."""
    sheet = openpyxl.load_workbook(path, data_only=True)["任务分解表"]
    columns = {cell.value: cell.column for cell in sheet[4]}

    def range_of(head: str) -> Any:
        if head not in columns:
            return OMITTED
        found = [sheet.cell(number, columns[head]).value for number in range(6, 35)]
        return column(*(float(value) if isinstance(value, int | float) else value for value in found))

    tiers, measured, scores = map(range_of, HEADS)
    return [scores, OMITTED, OMITTED] if tiers == OMITTED else [tiers, measured, scores]


def unseen(path: Path) -> list[int]:
    """Items whose score is typed beside a blank tier: ``validate`` takes it, a function of the tiers cannot."""
    tiers, _, scores = ranges_of(path)
    if scores == OMITTED:
        return []
    return [item for item in range(1, 30) if tiers[item - 1] == [None] and scores[item - 1] != [None]]


def test_one_community_of_the_town_has_a_score_beside_a_blank_tier() -> None:
    town = {name: path for name, path in BOOKS.items() if path.parent.name == "town"}
    assert len(town) >= 12
    assert {name: unseen(path) for name, path in town.items() if unseen(path)} == {"示范十三居": [10]}


@every_book
def test_numbers(excel: Excel, baihe: Scheme, path: Path) -> None:
    book = check_book(path, baihe)
    report = validation_report(validation([book], baihe, Policy()))["files"][0]
    points = {item: report["scores"][str(item)] or 0 for item in unseen(path)}
    total = report["total"] - sum(points.values())
    by_section = [
        earned - sum(points.get(item.no, 0) for item in baihe.items if str(item.section) == section)
        for section, earned in report["sections"].items()
    ]
    tiers, *_ = ranges_of(path)
    assert excel("GC_TOTAL", tiers) == total
    assert excel("GC_GRADE", tiers) == oracle.grade(total)
    assert excel("GC_GAP", tiers) == gap(total)
    assert excel("GC_MISSING", tiers) == "、".join(map(str, sorted([*report["missing"], *points])))
    assert [line[1] for line in excel("GC_SECTIONS", tiers)] == by_section
    assert excel("GC_GRADE", [[report["total"]]]) == report["grade"]
    assert excel("GC_GAP", [[report["total"]]]) == gap(report["total"])


def gap(total: float) -> float:
    """Points to the next of the plan's lines."""
    return next((line - total for line in LINES if total < line), 0)


@every_book
def test_findings(excel: Excel, baihe: Scheme, path: Path) -> None:
    assert excel("GC_CHECK", *ranges_of(path)) == said_of(check_book(path, baihe))


def said_of(book: CheckedBook) -> list[list[str]]:
    """Per item the findings about its selection and evidence, 本项 in place of every cell of its row, none in brackets."""
    lines: dict[int | None, list[str]] = {}
    for finding in book.findings:
        if finding.code[2] in "SE":
            assert finding.cell
            text = f"{finding.severity.label} {finding.message}{finding.fix} [{finding.code}]"
            for cell in book.sources.values():
                if cell.row == finding.cell.row:
                    text = text.replace(f"（{cell.a1}）", "")
                    text = re.sub(rf" {cell.a1}(?!\d) ?", "本项", text)
            lines.setdefault(finding.item, []).append(text)
    return [["\n".join(lines.get(item, []))] for item in range(1, 30)]


def test_attainment(excel: Excel, baihe: Scheme) -> None:
    roster = load_roster(SAMPLES / "roster.csv")
    town = consolidate_town(SAMPLES / "town", baihe, roster, as_of=date(2021, 11, 1))
    totals = [float(standing.scorecard.total) for standing in town.standings if standing.listed]
    rate = excel("GC_ATTAINMENT", column(*totals, None, None), [[13.0]])
    assert rate == pytest.approx(10 / 13)  # by hand: ten of thirteen reach 73
    assert rate == pytest.approx(float(town.attainment.rate_obliged or 0))
    assert excel("GC_ATTAINMENT", column(*totals), OMITTED) == pytest.approx(10 / 11)
