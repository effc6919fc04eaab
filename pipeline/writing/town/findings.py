"""问题清单: every finding in the order in which people read: community, item, problem, remedy, cell; the code last."""

from pipeline.town import Town
from pipeline.writing.town.sheet import Column, Sheet, linked
from validators.finding import Finding

NAME = "问题清单"


def sheet(town: Town) -> Sheet:
    """A line per finding: about files first, then about the town."""
    columns = {
        "社区": Column(16),
        "项目": Column(10),
        "问题": Column(52, text=True),
        "怎么改": Column(52, text=True),
        "单元格": Column(18, text=True),
        "类别": Column(7),
        "代码": Column(9),
        "文件": Column(26, text=True),
    }
    rows = (_row(finding) for finding in town.findings)
    return Sheet(NAME, f"{town.scheme.heading}问题清单", columns, rows, frozen=1)


def _row(finding: Finding) -> dict[str, object]:
    return {
        "社区": finding.community or "",
        "项目": f"第{finding.item}项" if finding.item else "",
        "问题": finding.message,
        "怎么改": finding.fix,
        "单元格": linked(finding.file, finding.cell) if finding.file and finding.cell else "",
        "类别": finding.severity.label,
        "代码": finding.code,
        "文件": finding.file or "",
    }
