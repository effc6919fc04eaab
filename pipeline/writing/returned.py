"""What a return copy tells a community: what is still to be done in it, and what the move to it has put right."""

from collections.abc import Iterable, Iterator

from pipeline.checking.engine import CheckedBook, State
from pipeline.checking.one_file import judged_reading
from pipeline.town.materials import lacking
from pipeline.writing.workbook.content import Content
from pipeline.writing.workbook.read_back import read_back
from validators.finding import Finding, Severity
from validators.rule import Case, Hit
from validators.rules import catalogue
from validators.scheme.model import Scheme
from validators.wording import joined

_SETTLED = "本工作簿已按方案更正，这一处不用再改。"
_ASSUMED = "本工作簿已按这样的理解填好，请核对；不对的，请直接改正。"

_DOCUMENTS = "GCR516"
"""The rule that asks for what did not come with a scorecard."""


def returned_findings(book: CheckedBook, content: Content) -> list[Finding]:
    """The findings of the copy that will have this content at its own addresses, then those of the book that are left."""
    scheme = content.scheme
    copy = judged_reading(CheckedBook(book.file, State.REJECTED), read_back(content), scheme)
    still = {(finding.code, finding.item) for finding in copy.findings}
    others = [finding for finding in book.findings if (finding.code, finding.item) not in still]
    return [*copy.findings, *map(_as_moved, _without_own_sheets(others, copy, scheme))]


def _without_own_sheets(findings: Iterable[Finding], copy: CheckedBook, scheme: Scheme) -> Iterator[Finding]:
    """The findings without the documents for which the copy has a sheet: that one asks for them at its cells."""
    for finding in findings:
        if finding.code != _DOCUMENTS or not copy.submission or not copy.scorecard:
            yield finding
        elif lacks := joined(lacking(copy.submission, copy.scorecard, scheme, copy.submission.round or "")):
            hit = Hit(finding.cell, lacks, file=finding.file, community=finding.community)
            yield catalogue()[finding.code].finding(hit, Case(scheme=scheme))


def _as_moved(finding: Finding) -> Finding:
    """What the move to today's workbook made of a finding: put right, or taken as read and to be confirmed."""
    if catalogue()[finding.code].phase.of_town:
        return finding
    return finding._replace(fix=_ASSUMED if finding.severity is Severity.QUERY else _SETTLED)
