"""A finding, a rule that failed by itself, in the same words at every door and in every report."""

from collections.abc import Sequence

from pipeline.checking.engine import PROGRAM, Failure
from pipeline.harmless import one_line
from validators.finding import Finding
from validators.wording import joined

_NAMED = 10
"""So many files are named one by one."""


def finding_line(finding: Finding) -> str:
    """One finding: severity, cell, what is there, what to do, code."""
    cell = f"〔{finding.cell}〕" if finding.cell else ""
    return f"{finding.severity.label} {cell}{finding.message}{finding.fix} [{finding.code}]"


def finding_row(finding: Finding) -> dict[str, str]:
    """One finding as a line of a table, by heading, in the order in which people read; the code late."""
    return {
        "居委会": finding.community or "",
        "项目": f"第{finding.item}项" if finding.item else "",
        "问题": finding.message,
        "怎么改": finding.fix,
        "单元格": str(finding.cell or ""),
        "类别": finding.severity.label,
        "代码": finding.code,
        "文件": finding.file or "",
    }


def failure_line(*failures: Failure) -> str:
    """What failed by itself, which is nobody's fault but the program's; the file of rules, if all failed on one."""
    rules = [failure for failure in failures if failure.code != PROGRAM]
    files = [failure.file or "" for failure in failures if failure.code == PROGRAM]
    concerned = {failure.file for failure in rules}
    where = f"（{rules[0].file}）" if len(concerned) == 1 and rules[0].file else ""
    parts = [f"{_rules(rules)}{where}"] if rules else []
    if files:
        parts.append(f"文件没有处理完（{joined(files[:_NAMED])}{'等' if len(files) > _NAMED else ''}）")
    return one_line(f"{PROGRAM}：{'，'.join(parts)}，与填报内容无关，请联系维护人员。")


def incomplete(failures: Sequence[Failure]) -> str:
    """What a check lacks that something failed in."""
    rules = [failure for failure in failures if failure.code != PROGRAM]
    files = len(failures) - len(rules)
    parts = [_rules(rules)] if rules else []
    parts += [f"{files}个文件没有处理完"] if files else []
    return f"{PROGRAM}：{'，'.join(parts)}，检查不完整。"


def _rules(failures: Sequence[Failure]) -> str:
    return f"规则{joined(sorted({failure.code for failure in failures}))}没有运行完"
