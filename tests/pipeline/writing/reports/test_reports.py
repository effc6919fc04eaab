"""Every format tells the same findings, is valid where it has a schema, and carries any text unharmed."""

import json
import os
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from openpyxl import load_workbook

from pipeline.checking.engine import CheckedBook, Failure, State, Verdict
from pipeline.policy.baseline import Baseline
from pipeline.policy.masking import MASKED
from pipeline.policy.validation import Policy, Validation, validation
from pipeline.reading.files.discovery import find_files
from pipeline.run import check_books, consolidate_town
from pipeline.writing.reports.formats import FORMATS
from pipeline.writing.town import write_town
from tests import published
from tests.clients.openxml import validate_all
from tests.pipeline.writing.reports.checked_folders import FOLDERS, checked, reports, schema_errors
from tests.pipeline.writing.reports.report_readers import READERS, Row, annotations, told, without_sentences
from tests.test_samples import SAMPLES
from validators.cells import CellRef
from validators.finding import Finding, Severity
from validators.rules import catalogue
from validators.scheme.model import Scheme
from validators.waiver import Waiver

DAY = date(2021, 11, 1)
SOME = FOLDERS if os.environ.get("CI") else FOLDERS[::4]
OF_SOME = pytest.mark.parametrize("folder", SOME, ids=lambda folder: folder.name)


def test_every_format_has_its_reader() -> None:
    assert set(READERS) == set(FORMATS)


@OF_SOME
def test_every_format_tells_the_same_findings(folder: Path, baihe: Scheme) -> None:
    of = checked(folder, baihe)
    expected = told("json", FORMATS["json"].report(of))
    assert {(row.file, row.code, row.cell) for row in expected} == {
        (r.finding.file, r.finding.code, str(r.finding.cell or "")) for r in of.reported
    }
    for name, report in reports(of).items():
        if name == "text":
            assert without_sentences(told(name, report)) == without_sentences(expected)
        else:
            assert told(name, report) == expected, name


def test_every_list_of_findings_begins_with_the_same_columns(tmp_path: Path, baihe: Scheme) -> None:
    """In the order in which people read, whichever door the list came from."""
    columns = ["居委会", "项目", "问题", "怎么改", "单元格", "类别", "代码"]
    report: dict[str, Any] = {**reports(checked(SAMPLES / "town", baihe))}
    town = consolidate_town(SAMPLES / "town", baihe, as_of=DAY)
    for book in (BytesIO(report["xlsx"]), write_town(town, tmp_path / "town.xlsx", SAMPLES / "town")):
        assert [cell.value for cell in load_workbook(book)["问题清单"][2]][:7] == columns
    assert f"\n| {' | '.join(columns)} |" in report["markdown"]


@OF_SOME
def test_sarif_and_junit_follow_their_published_schemas(folder: Path, baihe: Scheme) -> None:
    assert (
        schema_errors({name: FORMATS[name].report(checked(folder, baihe)) for name in ("sarif", "junit")})
        == []
    )


def test_the_published_schemas_refuse_what_is_wrong() -> None:
    assert list(published.sarif().iter_errors({"version": "2.1.0", "runs": [{"results": [{}]}]}))
    assert list(published.junit().iter_errors("<testsuites><testcase/></testsuites>"))


# What people type, and what could break a format: lines, escapes, mark-up, formulas, control characters.
HOSTILE = [
    "<script>alert(1)</script><img src=x onerror=alert(1)>\"'{{ 7 * 7 }}&lt;",
    "第一行\n第二行\r\n第三行",
    "100%，50%0A，%25",
    "::error file=a::b",
    "a,b:c|d\\e`f`*g*_h_<b>&amp;</b>[x](y)~~z~~#1",
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t缩进",
    "\x00\x07\x1b[31m红\ufffe",
]


def hostile(scheme: Scheme, text: str) -> Validation:
    """One file whose name, community, cell and texts hold the text."""
    file = f"一/{text.replace(chr(0), '')}.xlsx"
    cell = CellRef(f"表 {text}", 12, 8)
    finding = Finding("GCS202", Severity.ERROR, file, text, cell, 3, text, text, text, text)
    book = CheckedBook(file, State.WITH_ERRORS, verdict=Verdict((finding,), ("GCS202",)))
    return validation([book], scheme, Policy())


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_any_text_is_carried(text: str, baihe: Scheme) -> None:
    of = hostile(baihe, text)
    (finding,) = (reported.finding for reported in of.reported)
    whole = Row(finding.file or "", "GCS202", str(finding.cell), finding.message + finding.fix, "")
    report = reports(of)
    assert schema_errors(report) == []
    for name in ("json", "sarif", "gitlab"):
        assert told(name, report[name]) == {whole: 1}, name
    steering = dict.fromkeys(map(ord, "\x00\x07\x1b\ufffe"), "\ufffd")
    harmless = Row(*(value.translate(steering) for value in whole))
    assert told("github", report["github"]) == {harmless: 1}
    assert isinstance(report["github"], str)
    assert len(report["github"].split("\n")) == 2  # the finding, the summary
    assert told("html", report["html"]) == {harmless: 1}
    assert isinstance(report["junit"], str)
    (failure,) = ET.fromstring(report["junit"]).iter("failure")
    forbidden = str.maketrans(dict.fromkeys("\x00\x07\x1b\ufffe", "\ufffd") | {"\r": None})
    assert (failure.attrib["message"]).replace("\r", "") == finding.message.translate(forbidden)
    assert isinstance(report["markdown"], str)
    assert (
        sum(line.startswith("| ") for line in report["markdown"].splitlines()) == 6
    )  # two tables of one row
    assert isinstance(report["xlsx"], bytes)
    sheet = load_workbook(BytesIO(report["xlsx"]))["问题清单"]
    assert {cell.data_type for row in sheet.iter_rows(min_row=3) for cell in row} <= {"s", "n"}
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
    assert isinstance(report["text"], str)
    assert len(report["text"].split("\n")) == 3  # the file, the finding, the summary
    assert all(line.isprintable() for line in report["text"].split("\n"))


def test_a_telephone_number_typed_anywhere_is_in_no_report(baihe: Scheme) -> None:
    who, said = "联系 138 0013 8000", "打13800138000"
    cell = CellRef("表", 1, 1)
    finding = Finding("GCS202", Severity.ERROR, "a.xlsx", who, cell, 3, said, said, said, said)
    book = CheckedBook("a.xlsx", State.WITH_ERRORS, verdict=Verdict((finding,), ("GCS202",)))
    for name, report in reports(validation([book], baihe, Policy())).items():
        text = str(list(READERS[name](report))) if name == "xlsx" else str(report)
        assert MASKED in text, name
        assert "8000" not in text, name


def weighed(scheme: Scheme) -> Validation:
    """The sample town with one finding waived, one known, one mended, some left out, and a rule that failed."""
    old = json.loads(str(FORMATS["json"].report(checked(SAMPLES / "town", scheme))))
    for file in old["files"]:
        kept = [f for f in file["findings"] if f["code"] == "GCX401"]
        file["findings"] = kept
        if file["file"] == "示范一居.xlsx":
            gone = {"code": "GCS201", "file": "示范一居.xlsx", "sheet": "任务分解表", "cell": "H6", "item": 1}
            file["findings"] = [gone | {"message": "第1项未选择自评档次。"}]
    books = check_books(find_files([SAMPLES / "town"], relative=True), scheme)
    failed = books[1].verdict._replace(
        failures=(Failure("GCE301", books[1].file, "ValueError: 13800138000"),)
    )
    policy = Policy(
        codes=frozenset(catalogue()) - {"GCS206"},
        waivers=(
            Waiver(community="示范五居", code="GCS201", item=9, approver="示范甲", reason="全年改造", expires=date(2021, 11, 1)),
            Waiver(community="示范六居", code="GCS202", approver="示范乙", reason="等答复", expires=date(2021, 10, 31)),
            Waiver(community="示范三居", code="GCS201", approver="示范丙", reason="无", expires=date(2022, 1, 1)),
            Waiver(community="示范五居委", code="GCS201", approver="示范丙", reason="无", expires=date(2022, 1, 1)),
            Waiver(community="示范十三居", code="GCS206", approver="示范丙", reason="无", expires=date(2022, 1, 1)),
        ),
        baseline=Baseline.model_validate(old),
        day=DAY,
    )  # fmt: skip
    return validation([books[0], books[1]._replace(verdict=failed), *books[2:]], scheme, policy)


def test_what_does_not_count_is_told_in_every_format(baihe: Scheme) -> None:
    of = weighed(baihe)
    report = reports(of)
    assert schema_errors(report) == []
    expected = told("json", report["json"])
    marks = {row.mark: (row.file, row.code, row.cell) for row in expected if row.mark}
    assert marks == {
        "已豁免（批准：示范甲；理由：全年改造；至2021-11-01）": ("示范五居.xlsx", "GCS201", "任务分解表!H14"),
        "基线已有": ("示范七居.xlsx", "GCX401", "任务分解表!H35"),
    }
    assert sum(expected.values()) == 7  # eleven less the four of GCS206
    for name in FORMATS:
        assert told(name, report[name]) == expected, name


def test_the_open_xml_sdk_finds_no_error(tmp_path: Path, baihe: Scheme) -> None:
    texts = "".join(HOSTILE)
    for name, of in (
        ("town", weighed(baihe)),
        ("hostile", hostile(baihe, texts)),
        ("empty", validation([], baihe, Policy())),
    ):
        content = FORMATS["xlsx"].report(of)
        assert isinstance(content, bytes)
        (tmp_path / f"{name}.xlsx").write_bytes(content)
    assert [e for errors in validate_all(list(tmp_path.iterdir())).values() for e in errors] == []


def test_what_belongs_to_no_file_is_told_in_every_format(baihe: Scheme) -> None:
    of = weighed(baihe)
    notes = [
        "豁免已过期：示范六居 GCS202，2021-10-31止（批准：示范乙），所涉问题重新计入。",
        "豁免没有用上：示范三居 GCS201（批准：示范丙），没有这样的问题，可以删去。",
        "豁免没有用上：示范五居委 GCS201（批准：示范丙），本次没有检查这个社区的工作簿，名称最接近的是“示范五居”。",
        "豁免没有用上：示范十三居 GCS206（批准：示范丙），本次没有检查这一类问题。",
    ]
    assert list(of.notes) == notes
    for name, report in reports(of).items():
        text = notes_sheet(report) if isinstance(report, bytes) else report.replace("\\", "")
        assert ("GCE301" if name == "json" else "规则GCE301没有运行完") in text, name
        assert "13800138000" not in text, name
        if name != "gitlab":  # a list of issues and nothing else
            assert "第1项未选择自评档次。" in text, name
            assert all(note in text for note in notes), name
            if name != "json":
                assert "按设置略去4处（GCS206 4处）" in text, name
    assert json.loads(str(FORMATS["json"].report(of)))["summary"]["left_out"] == {"GCS206": 4}


def notes_sheet(report: bytes) -> str:
    rows = load_workbook(BytesIO(report))["说明"].iter_rows(values_only=True)
    return "\n".join(str(cell) for row in rows for cell in row)


def test_a_rule_that_failed_is_no_finding_of_a_file(baihe: Scheme) -> None:
    of = weighed(baihe)
    report = {name: str(text) for name, text in reports(of).items()}
    (run,) = json.loads(report["sarif"])["runs"]
    failed = run["invocations"][0]["toolExecutionNotifications"][0]
    assert (run["invocations"][0]["executionSuccessful"], failed["associatedRule"]) == (
        False,
        {"id": "GCE301"},
    )
    root = ET.fromstring(report["junit"])
    (error,) = root.iter("error")
    suites = {suite.attrib["name"]: suite for suite in root.iter("testsuite")}
    assert error in list(suites["程序异常"].iter("error"))
    assert [suite.attrib["errors"] for name, suite in suites.items() if name != "程序异常"] == ["0"] * 17
    (line,) = [line for line in annotations(report["github"]) if "程序异常" in line[1]["title"]]
    assert (line[0], set(line[1])) == ("error", {"title"})
    (issue,) = [
        i for i in json.loads(report["gitlab"]) if i["location"]["path"] == "validators/rules/evidence.py"
    ]
    assert (issue["check_name"], issue["severity"]) == ("程序异常 GCE301", "blocker")
