"""What all doors and reports say in the same words: a finding, a rule that failed by itself, the town's attainment."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from pipeline.checking import PROGRAM, Failure
from pipeline.harmless import one_line
from validators.finding import Finding
from validators.wording import joined, number_text

if TYPE_CHECKING:
    from pipeline.town import Town

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


def attainment_line(town: "Town") -> str:
    """How many attained, of how many, against the target in force (一、创建目标)."""
    a = town.attainment
    target = f"{a.target.by:%Y-%m-%d}目标{percent(a.target.rate)}"
    if a.rate_obliged is None:
        why = "没有名册，应报数不详" if a.obliged is None else "名册上没有应报社区"
        return f"达标{a.attained}个，已报{a.received}个；{why}，达标率无法计算（{target}）。"
    verdict = "已达到" if a.met else "未达到"
    return (
        f"达标{a.attained}个 / 应报{a.obliged}个，达标率{_told_apart(a.rate_obliged, a.target.rate)}，{target}，{verdict}。"
        f"按已报{a.received}个计为{percent(a.rate_received)}，其中材料无误的{a.clean}个社区为{percent(a.rate_clean)}。"
    )


def _told_apart(rate: Decimal, target: Decimal) -> str:
    """The rate with as many decimals as it takes not to look like the target that it is not."""
    places = range(1, 7)
    return next(
        (percent(rate, n) for n in places if percent(rate, n) != percent(target, n) or rate == target),
        percent(rate, places[-1]),
    )


def percent(rate: Decimal | None, places: int = 1) -> str:
    """A share as a percentage with at most so many decimals, rounded as Excel does, e.g. ``61.5%``."""
    if rate is None:
        return "—"
    return f"{number_text((rate * 100).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))}%"
