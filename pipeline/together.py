"""Findings that differ in nothing but their items and cells, told in one sentence."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from validators.finding import Finding
from validators.wording import joined

_ITEM, _CELL = "\0", "\1"


class Together(NamedTuple):
    """Findings that say the same: the first of them in words about all, and every one."""

    told: Finding
    findings: tuple[Finding, ...]

    @property
    def items(self) -> str:
        """第23、24、25、28项; empty where they are about none."""
        items = joined(dict.fromkeys(finding.item for finding in self.findings if finding.item))
        return f"第{items}项" if items else ""

    @property
    def cells(self) -> str:
        """Their cells, without the sheet."""
        return joined(dict.fromkeys(finding.cell.a1 for finding in self.findings if finding.cell))


def told_together(findings: Iterable[Finding], *, by_message: bool = False) -> list[Together]:
    """The findings in order, those that say the same with the first of them; ``by_message`` whatever there is to do."""
    alike: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in findings:
        open_ = _placed(finding, _ITEM, _CELL)
        fix = "" if by_message else open_.fix
        alike.setdefault((finding.code, open_.message, fix), []).append(finding)
    return [_told(tuple(some)) for some in alike.values()]


def _told(findings: tuple[Finding, ...]) -> Together:
    together = Together(findings[0], findings)
    if len(findings) == 1:
        return together
    return together._replace(told=_placed(findings[0], together.items, together.cells))


def _placed(finding: Finding, items: str, cells: str) -> Finding:
    """A finding with other words for its item and its cell."""

    def placed(text: str) -> str:
        text = text.replace(f"第{finding.item}项", items) if finding.item else text
        cell = finding.cell
        return re.sub(rf"(?<![A-Z]){cell.a1}(?![0-9])", lambda _: cells, text) if cell else text

    return finding._replace(message=placed(finding.message), fix=placed(finding.fix))
