"""Selections without a workbook: one cell per item, scored and checked by the same engine as a submission.

Nobody knows where such cells stand, so a sentence calls them by their items; else the findings are those of
``validate``, word for word.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.checking.engine import Verdict, apply_rules
from pipeline.checking.scoring import score
from pipeline.checking.sentences import failure_line, finding_line
from pipeline.reading.cells.interpreter import Clerk
from pipeline.reading.cells.source_map import Block, CellsByLoc
from pipeline.reading.cells.values import number_of, text_of
from pipeline.reading.containers.grid import Cell
from validators.cells import CellRef
from validators.rule import BookCase, Phase, Places
from validators.rules import catalogue
from validators.scheme.item import Item
from validators.scheme.model import Scheme
from validators.scorecard import Scorecard
from validators.submission import Entry, Loc, Number, Submission
from validators.wording import number_text, ranged

HERE = "本项"
"""What stands for a cell's address in a sentence about an item whose cell is not known."""

_IN_BRACKETS, _APART = re.compile(r"（\{\w*cells?\}）"), re.compile(r" ?(\{\w*cells?\}) ?")
_FIELDS = ("tier", "measured", "score")
_RULES = {c: rule for c, rule in catalogue().items() if rule.phase in (Phase.SELECTIONS, Phase.EVIDENCE)}


class NoAnswer(Exception):  # noqa: N818 - the question may be wrong, or need no answer: no fault of the program
    """Why there is no result: one Chinese sentence for whoever asked."""


class _ByItem(Places):
    """Cells are called by their items, whose numbers are their rows; what only gives an address falls away."""

    def named(self, cells: Iterable[CellRef]) -> str:
        items = sorted({cell.row for cell in cells})
        return HERE if len(items) == 1 else f"第{ranged(items)}项"

    def sentence(self, template: str) -> str:
        return _APART.sub(r"\1", _IN_BRACKETS.sub("", template))


@dataclass(frozen=True, slots=True)
class Selections:
    """Choices with what they are worth; ``submission`` holds one entry per item asked about."""

    scheme: Scheme
    submission: Submission
    scorecard: Scorecard

    def verdict(self) -> Verdict:
        """What the rules about selections (S) and measured evidence (E) make of them, in item order."""
        rows = {index: mark.item for mark in self.scorecard.marks if (index := mark.row) is not None}
        block = Block("", rows, {(field,): column for column, field in enumerate(_FIELDS, start=1)})
        case = BookCase(
            scheme=self.scheme,
            sources=CellsByLoc(blocks={"entries": [block]}),
            places=_ByItem(),
            submission=self.submission,
            scorecard=self.scorecard,
        )
        verdict = apply_rules(case, _RULES)
        return verdict._replace(findings=tuple(finding._replace(cell=None) for finding in verdict.findings))

    def messages(self) -> list[str]:
        """Per item of the scheme its findings, one line each as ``validate`` prints them; ``""`` where fine.

        NoAnswer when a rule failed by itself: then nobody can say that the rest is fine.
        """
        verdict = self.verdict()
        if verdict.failures:
            raise NoAnswer(failure_line(*verdict.failures))
        lines: dict[int | None, list[str]] = {}
        for finding in verdict.findings:
            lines.setdefault(finding.item, []).append(finding_line(finding))
        return ["\n".join(lines.get(item.no, ())) for item in self.scheme.items]

    def require_readable(self) -> None:
        """Raise NoAnswer with the finding about the first item whose choice is none of the plan's."""
        for mark in self.scorecard.marks:
            if mark.witness and mark.points is None:
                raise self.refusal(mark.item, Phase.SELECTIONS)

    def refusal(self, item: int, family: Phase) -> NoAnswer:
        """A family's first finding about an item, as the reason why there is no result."""
        found = (f for f in self.verdict().findings if f.item == item)
        return next(NoAnswer(f.message + f.fix) for f in found if _RULES[f.code].phase is family)


def selections_of(
    scheme: Scheme, tiers: Sequence[Cell], measured: Sequence[Cell] = (), scores: Sequence[Cell] = ()
) -> Selections:
    """Selections from one cell per item in the scheme's order; ``measured`` and ``scores`` may be left out.

    As in a workbook, ``tiers`` is the column of tiers; when it holds more numbers than words and no scores
    come beside it, it is the official table's column of points (附件1 得分). ValueError when lengths differ.
    """
    count = len(scheme.items)
    columns = (tiers, measured or [""] * count, scores or [""] * count)
    rows = zip(scheme.items, *columns, strict=True)
    points_only = not any(map(text_of, scores)) and _mostly_numbers(tiers)
    cells = [
        (i, ("", value, tier) if points_only else (tier, value, points)) for i, tier, value, points in rows
    ]
    return _selections(cells, points_only, scheme)


def selection_of(scheme: Scheme, item: Item, tier: Cell, measured: Cell = "") -> Selections:
    """The selection of a single item; the other items have no row and no finding."""
    points_only = _mostly_numbers([tier])
    cells = ("", measured, tier) if points_only else (tier, measured, "")
    return _selections([(item, cells)], points_only, scheme)


def item_of(scheme: Scheme, cell: Cell) -> Item:
    """The item of a number typed in a cell; NoAnswer when the plan has none of it."""
    number = number_of(cell)
    item = next((item for item in scheme.items if item.no == number), None)
    if item is None:
        found = "" if number is None else f"“{number_text(number)}”"
        raise NoAnswer(f"序号{found}不在方案之内，应为1至{len(scheme.items)}之间的整数。")
    return item


def suggestion(scheme: Scheme, item: Item, measured: Cell) -> str:
    """The choices that a measured value supports, with the plan's clause; ``""`` for a blank value.

    NoAnswer when the item has nothing to measure, or this is no value that it can have.
    """
    if item.measure is None:
        raise NoAnswer(f"第{item.no}项没有可以量化的说明，请按实际情况选择自评档次。")
    value = Clerk(scheme).measured(measured, (), item)
    if value is None:
        return ""
    band = item.measure.band(value)
    if band is None or item.measure.ambiguous(value):
        raise selection_of(scheme, item, "", measured).refusal(item.no, Phase.EVIDENCE)
    return f"{scheme.band_text(band)}。{scheme.clause}第{item.no}项：“{item.text}”。"


def total_of(scheme: Scheme, cell: Cell) -> Decimal | None:
    """A total typed in a cell, in points; None for a blank, NoAnswer for what no total can be."""
    total = number_of(cell)
    if isinstance(total, str):
        raise NoAnswer(f"“{total}”不是总分。总分应是0至{number_text(scheme.declared.max_points)}之间的数。")
    if total is not None and not 0 <= total <= scheme.declared.max_points:
        limit = number_text(scheme.declared.max_points)
        raise NoAnswer(f"总分{number_text(total)}不在0至{limit}之间，请核对。")
    return total


def attainment_rate(scheme: Scheme, totals: Sequence[Decimal], obliged: Number = None) -> Decimal:
    """The share (0..1) of communities that attain: over the obliged ones, or over the totals if none are given.

    一、创建目标. NoAnswer when there is nothing to divide by, or more attain than are obliged.
    """
    attained = sum(map(scheme.attains, totals))
    if obliged is None:
        obliged = Decimal(len(totals))
    if isinstance(obliged, str) or obliged != obliged.to_integral_value() or obliged < 0:
        raise NoAnswer(f"应报社区数“{number_text(obliged)}”不是整数，例如填{len(totals)}。")
    if obliged == 0:
        raise NoAnswer("没有总分，也没有应报社区数，计算不出达标率。")
    if attained > obliged:
        raise NoAnswer(f"达标的有{attained}个社区，多于应报的{number_text(obliged)}个，请核对。")
    return attained / obliged


def _selections(
    rows: Sequence[tuple[Item, tuple[Cell, Cell, Cell]]], points_only: bool, scheme: Scheme
) -> Selections:
    layout, clerk = "official" if points_only else "tiered", Clerk(scheme)
    entries = tuple(_entry(row, item, cells, clerk) for row, (item, cells) in enumerate(rows))
    told = {"entries": entries, "read_as": tuple(clerk.notes)}
    submission = Submission.model_validate(
        {"layout": layout, "community": "", "community_from": "cell", **told}
    )
    return Selections(scheme, submission, score(submission, scheme))


def _entry(row: int, item: Item, cells: Sequence[Cell], clerk: Clerk) -> Entry:
    """One row of tier, measured value and score; words where points belong count as the tier, as in a workbook."""
    at: Loc = ("entries", row)
    tier, measured, points = cells
    words, typed = clerk.choice(tier, (*at, "tier"), item), clerk.score(points, (*at, "score"), item)
    if not words and (worded := clerk.worded_score(typed, (*at, "score"), item)):
        words, typed = worded, None
    value = clerk.measured(measured, (*at, "measured"), item)
    return Entry(item=item.no, tier=words or None, measured=value, score=typed)


def _mostly_numbers(cells: Iterable[Cell]) -> bool:
    read = [number_of(cell) for cell in cells]
    return sum(isinstance(value, Decimal) for value in read) > sum(isinstance(value, str) for value in read)
