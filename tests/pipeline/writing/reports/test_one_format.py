"""What only one format promises: the fingerprints of GitLab, the help of SARIF, the folding of the text."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from pipeline.policy.validation import Policy, validation
from pipeline.reading.files.discovery import find_files
from pipeline.run import check_books
from pipeline.writing.reports.formats import FORMATS
from pipeline.writing.reports.text_report import finding_lines
from tests.books import Sheet, write_book
from tests.pipeline.writing.reports.checked_folders import FOLDERS, checked
from tests.test_samples import SAMPLES
from validators.finding import FailOn
from validators.rules import catalogue
from validators.scheme.model import Scheme
from validators.waiver import Waiver

DAY = date(2021, 11, 1)


@pytest.mark.parametrize(
    ("fail_on", "failures", "passed"), [(FailOn.INFO, 10, False), (FailOn.QUERY, 10, False), (FailOn.ERROR, 5, False), (FailOn.NEVER, 0, True)]
)  # fmt: skip
def test_junit_fails_what_the_exit_code_fails(
    fail_on: FailOn, failures: int, passed: bool, baihe: Scheme
) -> None:
    """示范五居 3, 六 1, 七 1, 十一 1 errors, of which one is waived; 十三 5 queries."""
    waiver = Waiver(community="示范五居", code="GCS201", item=9, approver="甲", reason="乙", expires=DAY)
    policy = Policy(fail_on=fail_on, waivers=(waiver,), day=DAY)
    of = checked(SAMPLES / "town", baihe, policy)
    root = ET.fromstring(str(FORMATS["junit"].report(of)))
    assert len(list(root.iter("failure"))) == failures
    assert of.passed is passed


def test_gitlab_issues_are_told_apart_and_stay_the_same(baihe: Scheme) -> None:
    for folder in FOLDERS:
        first, again = (json.loads(str(FORMATS["gitlab"].report(checked(folder, baihe)))) for _ in range(2))
        assert first == again
        prints = [issue["fingerprint"] for issue in first]
        assert len(set(prints)) == len(prints)
        for issue in first:
            assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
            assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
            assert issue["location"]["lines"]["begin"] >= 1


def test_sarif_rules_have_their_help(baihe: Scheme) -> None:
    (run,) = json.loads(str(FORMATS["sarif"].report(checked(FOLDERS[0], baihe))))["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(catalogue())
    for rule in rules:
        assert all(head in rule["help"]["text"] for head in ("问题：", "依据：", "怎么改："))
        assert not set("{}") & set(rule["help"]["text"] + rule["shortDescription"]["text"])


@pytest.mark.parametrize(
    ("missing", "shown", "rest"),
    [
        ((8, 9, 10, 11, 12), ["H13", "H14", "H15", "H16", "H17"], []),
        ((8, 9, 10, 11, 12, 13), ["H13", "H14", "H15"], ["H16、H17、H18"]),
    ],
    ids=["five stand whole", "of six the first three"],
)
def test_many_findings_of_one_kind_are_folded(
    tmp_path: Path, baihe: Scheme, missing: Sequence[int], shown: list[str], rest: list[str]
) -> None:
    choices = {item.no: "一般" for item in baihe.items if item.no not in missing}
    path = write_book(tmp_path / "a.xlsx", Sheet(baihe, "示范一居", "tiered").choose(choices))
    (file,) = validation(check_books(find_files([path]), baihe), baihe, Policy()).files
    lines = list(finding_lines(file.findings))
    assert [line.partition("!")[2].partition("〕")[0] for line in lines[: len(shown)]] == shown
    assert lines[len(shown) :] == [f"须改正 另有3处同样的问题：任务分解表!{cells} [GCS201]" for cells in rest]
