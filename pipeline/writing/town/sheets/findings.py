"""问题清单: every finding in the order in which people read: community, item, problem, remedy, cell; the code last."""

from collections.abc import Collection

from pipeline.checking.sentences import finding_row
from pipeline.town.model import Town
from pipeline.writing.town.sheet import Column, Sheet, linked
from pipeline.writing.town.sheets.district import groups
from validators.finding import Finding

NAME = "问题清单"

COLUMNS = {
    "居委会": Column(16),
    "项目": Column(10),
    "问题": Column(52, text=True),
    "怎么改": Column(52, text=True),
    "单元格": Column(18, text=True),
    "类别": Column(7),
    "代码": Column(9),
}
"""What every list of findings begins with."""


def sheet(town: Town) -> Sheet:
    """A line per finding: about files first, then about the town."""
    columns = {**groups.columns(town), **COLUMNS, "文件": Column(26, text=True)}
    received = {book.file for book in town.books}
    rows = (
        _row(finding, received) | groups.cells_of(town, finding.community, finding.file)
        for finding in town.findings
    )
    return Sheet(NAME, f"{town.heading}问题清单", columns, rows, frozen=1 + len(groups.columns(town)))


def _row(finding: Finding, received: Collection[str]) -> dict[str, object]:
    """A finding with a link to its cell; of one about the roster or a review the cell alone."""
    leads = finding.file in received
    linking = (
        {"单元格": linked(finding.file, finding.cell)} if leads and finding.file and finding.cell else {}
    )
    return {**finding_row(finding), **linking}
