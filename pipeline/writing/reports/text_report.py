"""The report that a person reads: grouped by file, one line a finding, a summary that can be read aloud."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from pipeline.checking.engine import State
from pipeline.checking.sentences import failure_line, finding_line, incomplete
from pipeline.harmless import one_line
from pipeline.policy.baseline import KnownFinding
from pipeline.policy.validation import Reported, ReportedFile, Validation
from validators.cells import quote_sheet
from validators.finding import Finding, Severity
from validators.scorecard import Scorecard
from validators.wording import joined, number_text

_ALIKE, _SHOWN = 5, 3
"""More findings of one kind than this are shown by their first few."""


def report(validation: Validation) -> str:
    """A file without findings takes one line."""
    return "\n".join(lines(validation))


def lines(validation: Validation, *, quiet: bool = False) -> Iterator[str]:
    """The report line by line; ``quiet`` leaves out files without findings."""
    for file in validation.files:
        if file.findings or not quiet:
            yield "  ".join(heading(file))
            yield from (f"    {line}" for line in finding_lines(file.findings))
    yield from closing(validation)


def closing(validation: Validation) -> Iterator[str]:
    """What belongs to no file, and the summary."""
    yield from map(failure_line, validation.failures)
    yield from map(gone_line, validation.gone)
    yield from map(one_line, validation.notes)
    yield summary(validation)


def heading(file: ReportedFile) -> list[str]:
    """A file's name, state, and what it scored."""
    parts = [file.book.file, file.book.state.label]
    if file.book.skipped_as:
        parts.append(file.book.skipped_as)
    if file.book.scorecard:
        parts += [file.community or "", _result(file.book.scorecard)]
    return [one_line(part) for part in parts]


def finding_lines(findings: Sequence[Reported]) -> Iterator[str]:
    """One line a finding; of many of one kind the first few, then where the others are."""
    kinds = [(reported.finding.code, reported.mark) for reported in findings]
    for kind in dict.fromkeys(kinds):
        alike = [reported for reported, its in zip(findings, kinds, strict=True) if its == kind]
        shown = alike if len(alike) <= _ALIKE else alike[:_SHOWN]
        yield from map(reported_line, shown)
        if rest := [reported.finding for reported in alike[len(shown) :]]:
            text = f"{rest[0].severity.label} 另有{len(rest)}处同样的问题：{_cells(rest)} [{kind[0]}]"
            yield one_line(f"{text} {kind[1]}".rstrip())


def reported_line(reported: Reported) -> str:
    """One finding, and why it does not count if it does not."""
    return one_line(f"{finding_line(reported.finding)} {reported.mark}".rstrip())


def gone_line(lost: KnownFinding) -> str:
    """A finding of the baseline that is gone."""
    return one_line(f"不再出现：{lost.file} {lost.message} [{lost.code}]")


def summary(validation: Validation) -> str:
    """How many files, in which states, with how many findings, what does not count, and how it ended."""
    states = Counter(file.book.state for file in validation.files)
    severities = Counter(row.finding.severity for row in validation.reported)
    parts = [f"{state.label}{states[state]}个" for state in State if states[state]]
    problems = [f"{severity.label}{severities[severity]}处" for severity in Severity if severities[severity]]
    found = "问题：" + joined(problems) if problems else "没有发现问题"
    files = f"共{len(validation.files)}个文件：{joined(parts)}" if parts else "没有文件"
    return f"{files}。{found}。{''.join(_apart(validation))}{conclusion(validation)}"


def conclusion(validation: Validation) -> str:
    """How the check ended: passed, not passed, or not complete."""
    if validation.failures:
        return incomplete(validation.failures)
    return "检查通过。" if validation.passed else "检查不通过。"


def _apart(validation: Validation) -> Iterator[str]:
    """What was found and does not count, each in a sentence."""
    waived = sum(row.waiver is not None for row in validation.reported)
    known = sum(row.known and row.waiver is None for row in validation.reported)
    if waived:
        yield f"其中已豁免{waived}处。"
    if known:
        yield f"其中基线已有{known}处。"
    if validation.gone:
        yield f"比基线少了{len(validation.gone)}处。"
    if validation.left_out:
        codes = joined(f"{code} {count}处" for code, count in validation.left_out.items())
        yield f"按设置略去{sum(validation.left_out.values())}处（{codes}）。"


def _cells(findings: Sequence[Finding]) -> str:
    """``任务分解表!H12、H15``: the sheet once, as long as it is the same."""
    cells = [finding.cell for finding in findings if finding.cell]
    sheets = groupby(cells, lambda cell: cell.sheet)
    return joined(f"{quote_sheet(sheet)}!{joined(cell.a1 for cell in same)}" for sheet, same in sheets)


def _result(card: Scorecard) -> str:
    missing = f"，缺第{joined(card.missing)}项" if card.missing else ""
    return f"{number_text(card.total)}分 {card.grade.name}{missing}"
