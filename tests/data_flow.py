"""The picture of the data flow, ``docs/img/data-flow.svg``: what goes where, through which module."""

from collections.abc import Iterator
from html import escape
from typing import NamedTuple

_WIDTH, _HEIGHT = 1120, 520
_FILLS = {"data": "#FFF6DD", "true": "#E3F1E3", "does": "#E4EDF8", "door": "#F1E6F6"}
_STYLE = "font-family:'Noto Sans CJK SC','Microsoft YaHei',sans-serif"


class Box(NamedTuple):
    """Where it stands, what it says, and whether it is data, what is true, what happens, or a door."""

    x: int
    y: int
    title: str
    lines: tuple[str, ...]
    kind: str
    width: int = 190

    @property
    def height(self) -> int:
        """Room for the title and the lines."""
        return 30 + 17 * len(self.lines)


BOXES = {
    "addin": Box(20, 6, "addin/", ("Excel: buttons, functions",), "door", 250),
    "scripts": Box(20, 60, "scripts/", ("commands, CI, hooks, 汇总.pyw",), "door", 250),
    "run": Box(
        480, 33, "pipeline/run.py", ("check_book · consolidate_town · build_workbook",), "does", 620
    ),
    "scheme": Box(
        20, 120, "scheme *.toml", ("the plan as data:", "items, tiers, lines, dates"), "data"
    ),
    "submissions": Box(
        20, 250, "submissions", ("xlsx xls xlsb ods, any layout", "附件1 filled in"), "data"
    ),
    "roster": Box(20, 400, "roster", ("csv or workbook:", "who is obliged to report"), "data"),
    "reading": Box(
        250, 250, "pipeline/reading/", ("cells → Submission", "and where each value stands"), "does"
    ),
    "scoring": Box(480, 180, "pipeline/checking/scoring.py", ("Submission → Scorecard",), "does"),
    "rules": Box(
        480, 290, "validators/rules/", ("what is wrong, at which cell:", "findings GC…, phase by phase"), "true"
    ),
    "validation": Box(
        710, 240, "pipeline/policy/validation.py", ("settings, waivers, baseline:", "what counts"), "does"
    ),
    "consolidation": Box(
        705, 380, "pipeline/town/consolidation.py", ("one Standing per community,", "ranks, attainment"), "does", 205
    ),
    "template": Box(
        910, 120, "template.xlsm / .xlsx", ("what committees fill in;", "退回件 with findings"), "data"
    ),
    "reports": Box(
        930, 240, "reports", ("text json junit sarif github", "gitlab markdown xlsx"), "data", 170
    ),
    "town": Box(930, 380, "town.xlsx", ("a sheet for every question,", "the same as JSON"), "data", 170),
}  # fmt: skip

ARROWS = (
    ("addin", "run", ""),
    ("scripts", "run", ""),
    ("scheme", "template", "pipeline/writing/workbook/"),
    ("submissions", "reading", ""),
    ("reading", "scoring", ""),
    ("reading", "rules", ""),
    ("scoring", "validation", ""),
    ("rules", "validation", ""),
    ("rules", "consolidation", ""),
    ("validation", "reports", ""),
    ("consolidation", "town", ""),
    ("roster", "consolidation", "pipeline/reading/roster.py"),
)


def data_flow() -> str:
    """The picture as SVG, the same text every time."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" style="{_STYLE}">'
    yield "<title>How data flows from the plan and the submissions to reports</title>"
    yield (
        '<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" '
        'orient="auto"><path d="M0 0L8 4L0 8z" fill="#555"/></marker></defs>'
    )
    yield f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>'
    for start, end, label in ARROWS:
        yield from _arrow(BOXES[start], BOXES[end], label)
    for box in BOXES.values():
        yield from _box(box)
    legend = {"data": "data", "true": "what is true", "does": "what happens", "door": "doors"}
    for index, (kind, text) in enumerate(legend.items()):
        x = 250 + 160 * index
        yield f'<rect x="{x}" y="485" width="22" height="16" rx="4" fill="{_FILLS[kind]}" stroke="#777"/>'
        yield f'<text x="{x + 30}" y="498" font-size="13">{text}</text>'
    yield "</svg>"


def _box(box: Box) -> Iterator[str]:
    yield (
        f'<rect x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}" rx="8" '
        f'fill="{_FILLS[box.kind]}" stroke="#777"/>'
    )
    middle = box.x + box.width // 2
    yield f'<text x="{middle}" y="{box.y + 20}" font-size="14" font-weight="bold" text-anchor="middle">{escape(box.title)}</text>'
    for number, line in enumerate(box.lines, start=1):
        y = box.y + 20 + 17 * number
        yield f'<text x="{middle}" y="{y}" font-size="12" text-anchor="middle">{escape(line)}</text>'


def _arrow(start: Box, end: Box, label: str) -> Iterator[str]:
    """From the right edge to the left edge, bent half way between the columns."""
    x, y = start.x + start.width, start.y + start.height // 2
    to_x, to_y = end.x, end.y + end.height // 2
    bend = to_x - 20
    yield (
        f'<path d="M{x} {y}H{bend}V{to_y}H{to_x - 2}" fill="none" stroke="#555" stroke-width="1.5" '
        'marker-end="url(#head)"/>'
    )
    if label:
        yield f'<text x="{x + 12}" y="{y - 6}" font-size="12" fill="#555">{escape(label)}</text>'
