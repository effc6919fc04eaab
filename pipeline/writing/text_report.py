"""The report that a person reads: grouped by file, one line a finding, a summary that can be read aloud."""

from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.checking import CheckedBook, State
from validators.finding import Finding, Severity
from validators.scorecard import Scorecard
from validators.wording import joined, number_text

_ALIKE, _SHOWN = 5, 3
"""More findings of one kind than this are shown by their first few."""


def validation_text(books: Sequence[CheckedBook]) -> Iterator[str]:
    """Lines of the report; a file without findings takes one line."""
    for book in books:
        yield _heading(book)
        yield from _grouped(book.findings)
        for failure in book.verdict.failures:
            yield f"    程序异常 规则{failure.code}没有运行完，与报送内容无关。"
    yield summary(books)


def _grouped(findings: Sequence[Finding]) -> Iterator[str]:
    """One line a finding; of many of one kind the first few, then where the others are."""
    by_code: dict[str, list[Finding]] = {}
    for finding in findings:
        by_code.setdefault(finding.code, []).append(finding)
    for alike in by_code.values():
        shown = alike if len(alike) <= _ALIKE else alike[:_SHOWN]
        yield from ("    " + finding_line(finding) for finding in shown)
        if rest := alike[len(shown) :]:
            cells = joined(finding.cell.a1 if finding.cell else "" for finding in rest)
            yield f"    {alike[0].severity.label} 另有{len(rest)}处同样的问题：{cells} [{alike[0].code}]"


def finding_line(finding: Finding) -> str:
    """One finding: severity, cell, what is there, what to do, code."""
    cell = f"〔{finding.cell}〕" if finding.cell else ""
    return f"{finding.severity.label} {cell}{finding.message}{finding.fix} [{finding.code}]"


def summary(books: Sequence[CheckedBook]) -> str:
    """How many files, in which states, with how many findings."""
    states = Counter(book.state for book in books)
    severities = Counter(finding.severity for book in books for finding in book.findings)
    parts = [f"{state.label}{states[state]}个" for state in State if states[state]]
    problems = [f"{severity.label}{severities[severity]}处" for severity in Severity if severities[severity]]
    found = "问题：" + joined(problems) if problems else "没有发现问题"
    return f"共{len(books)}个文件：{joined(parts)}。{found}。"


def _heading(book: CheckedBook) -> str:
    parts = [book.file, book.state.label]
    if book.skipped_as:
        parts.append(book.skipped_as)
    if book.scorecard:
        parts += [book.community or "", _result(book.scorecard)]
    return "  ".join(parts)


def _result(card: Scorecard) -> str:
    missing = f"，缺第{joined(card.missing)}项" if card.missing else ""
    return f"{number_text(card.total)}分 {card.grade.name}{missing}"
