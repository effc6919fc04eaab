"""JUnit: a suite per file, a case per family of rules; what makes the check fail is a failure, the rest is told.

Held to Jenkins' junit-10.xsd, which GitLab, GitHub actions and Jenkins read.
"""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from pipeline.checking.engine import PROGRAM
from pipeline.checking.sentences import failure_line
from pipeline.harmless import legal
from pipeline.policy.validation import Reported, ReportedFile, Validation
from pipeline.writing.reports.text_report import gone_line, reported_line, summary
from validators.rule import Phase

_FAMILIES = {phase: f"GC{phase} {phase.label}" for phase in Phase if not phase.of_town}


def report(validation: Validation) -> str:
    """The whole report; skipped files and rules that failed by themselves have suites of their own kind."""
    root = ET.Element("testsuites", name="green-community")
    for file in validation.files:
        root.append(_suite(file.book.file, _cases(file, validation)))
    if validation.failures:
        root.append(_suite(PROGRAM, _failures(validation)))
    cases = list(root.iter("testcase"))
    root.attrib |= _counts(cases)
    root.attrib.pop("skipped")
    notes = [*validation.notes, *map(gone_line, validation.gone)]
    _suite_of_notes(root, [*notes, summary(validation)])
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode")


def _suite(name: str, cases: Iterator[ET.Element]) -> ET.Element:
    suite = ET.Element("testsuite", name=legal(name))
    suite.extend(cases)
    suite.attrib |= _counts(list(suite))
    return suite


def _suite_of_notes(root: ET.Element, notes: list[str]) -> None:
    """What belongs to no file, as the output of a suite without cases."""
    suite = ET.SubElement(root, "testsuite", _counts([]), name="green-community")
    ET.SubElement(suite, "system-out").text = legal("\n".join(notes))


def _cases(file: ReportedFile, validation: Validation) -> Iterator[ET.Element]:
    ran = {Phase(code[2]) for code in file.ran}
    for phase, name in _FAMILIES.items():
        case = ET.Element("testcase", classname=legal(file.book.file), name=name)
        if phase not in ran:
            reason = file.book.skipped_as or "这一类没有检查：前面的检查没有通过，或按设置略去"
            ET.SubElement(case, "skipped", message=legal(reason))
        told = []
        for reported in file.findings:
            if Phase(reported.finding.code[2]) is not phase:
                continue
            if validation.fails(reported):
                _failure(case, reported)
            else:
                told.append(legal(reported_line(reported)))
        if told:
            ET.SubElement(case, "system-out").text = "\n".join(told)
        yield case


def _failure(case: ET.Element, reported: Reported) -> None:
    finding = reported.finding
    element = ET.SubElement(case, "failure", type=finding.code, message=legal(finding.message))
    element.text = legal(reported_line(reported))


def _failures(validation: Validation) -> Iterator[ET.Element]:
    for failure in validation.failures:
        case = ET.Element("testcase", classname=PROGRAM, name=legal(f"{failure.code} {failure.file or ''}"))
        error = ET.SubElement(case, "error", type=failure.code, message=legal(failure_line(failure)))
        error.text = legal(failure.details)
        yield case


def _counts(cases: list[ET.Element]) -> dict[str, str]:
    outcomes = {"failures": "failure", "errors": "error", "skipped": "skipped"}
    counts = {name: str(sum(case.find(tag) is not None for case in cases)) for name, tag in outcomes.items()}
    return {"tests": str(len(cases)), **counts}
