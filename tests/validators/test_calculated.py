"""A workbook of ours that says otherwise than its selections: one finding, at the cell that somebody can change."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.run import build_workbook, check_book
from tests.grafting.archives import rewritten
from validators.scheme.model import Scheme
from validators.submission import Entry, Submission

Bend = Callable[[str], str]
TABLE, FORM = "xl/worksheets/sheet2.xml", "xl/worksheets/sheet4.xml"


def saved(path: Path, scheme: Scheme, tier: str, bends: dict[str, Bend]) -> list[str]:
    """Codes and cells of the findings about a workbook that is 良好 throughout but for item 3, then bent."""
    entries = tuple(Entry(item=item.no, tier=tier if item.no == 3 else "良好") for item in scheme.items)
    answers = Submission(layout="template", community="示范一居", community_from="cell", entries=entries)
    build_workbook(scheme, path, submission=answers)
    rewritten(path, lambda name, part: bends[name](part.decode()).encode() if name in bends else part)
    findings = check_book(path, scheme).findings
    assert not [f.fix for f in findings if re.search(r"[JH]\d+ 改为", f.fix)]
    return [f"{f.code} {f.cell}" for f in findings]


def result(cell: str, value: str) -> Bend:
    """Another result saved with a formula."""
    pattern = re.compile(rf'(<c r="{cell}"[^>]*><f>[^<]*</f>)<v>[^<]*</v>')
    return lambda xml: pattern.sub(rf"\1<v>{value}</v>", xml)


def without_results(xml: str) -> str:
    return re.sub(r"(</f>)<v>[^<]*</v>", r"\1", xml)


def both(*bends: Bend) -> Bend:
    def bend(xml: str) -> str:
        for one in bends:
            xml = one(xml)
        return xml

    return bend


# Item 3 is worth 3, 3.5 and 4 points; all at the top are 110, and 109 is 一般.
@pytest.mark.parametrize(
    ("tier", "bends", "expected"),
    [
        ("良好", {}, []),
        ("良", {}, ["GCT141 任务分解表!H8"]),
        ("0", {}, ["GCS210 任务分解表!H8", "GCX403 薄弱项目及措施!G6"]),
        ("良好", {TABLE: result("J8", "3")}, ["GCT141 任务分解表!H8"]),
        ("良好", {TABLE: both(result("J8", "3"), result("J35", "109"), result("H35", "一般")), FORM: result("B7", "109")}, ["GCT141 任务分解表!H8"]),
        ("良好", {TABLE: result("J35", "100")}, ["GCX401 任务分解表!J35"]),
        ("良好", {TABLE: both(result("J35", "100"), result("H35", "一般"))}, ["GCX401 任务分解表!J35"]),
        ("良好", {TABLE: both(result("J35", "100"), result("H35", "一般")), FORM: result("B7", "100")}, ["GCX401 任务分解表!J35"]),
        ("良好", {TABLE: result("H35", "一般")}, ["GCX402 任务分解表!H35"]),
        ("良好", {FORM: result("B7", "100")}, ["GCX404 申报表!B7"]),
        ("良", {TABLE: result("J35", "100"), FORM: result("B7", "100")}, ["GCT141 任务分解表!H8", "GCX401 任务分解表!J35"]),
        ("良", {TABLE: without_results, FORM: without_results}, ["GCS210 任务分解表!H8", "GCT117 任务分解表!J6"]),
    ],
    ids=["clean", "another name", "nothing for 0", "a score", "all that follows", "a total", "total and grade", "the form too", "a grade", "the form", "two causes", "no results"],
)  # fmt: skip
def test_one_cause_is_one_finding(
    tmp_path: Path, baihe: Scheme, tier: str, bends: dict[str, Bend], expected: list[str]
) -> None:
    found = saved(tmp_path / "示范一居.xlsx", baihe, tier, bends)
    assert sorted(found) == expected


def test_it_says_what_was_counted_and_what_is_shown(tmp_path: Path, baihe: Scheme) -> None:
    saved(tmp_path / "示范一居.xlsx", baihe, "良", {})
    book = check_book(tmp_path / "示范一居.xlsx", baihe)
    (finding,) = book.findings
    assert "第3项选“良”，读作“良好”应计4分，J8 显示空白" in finding.message
    assert "H8 的下拉列表中重新选择" in finding.fix
    assert book.scorecard is not None
    assert book.scorecard.total == 110


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('<c r="J8" t="str"><f>""</f><v></v></c>', "GCT141 任务分解表!H8"),
        ('<c r="J8" t="str"><f>""</f><v/></c>', "GCT141 任务分解表!H8"),
        ('<c r="J8"><f>""</f></c>', "GCT117 任务分解表!J8"),
        ('<c r="J8"><f>""</f><v></v></c>', "GCT117 任务分解表!J8"),
        ('<c r="J8" t="str"><f>""</f></c>', "GCT117 任务分解表!J8"),
    ],
)
def test_an_empty_text_is_a_result(tmp_path: Path, baihe: Scheme, cell: str, expected: str) -> None:
    """Recalculating cannot make anything else of it."""
    bends: dict[str, Bend] = {TABLE: lambda xml: re.sub(r'<c r="J8".*?</c>', cell, xml)}
    assert saved(tmp_path / "示范一居.xlsx", baihe, "良好", bends) == [expected]
