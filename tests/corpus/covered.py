"""What covers cells or keeps them from sight: cells merged over others, hidden rows and columns.

Rows and columns as in ``layouts``.
"""

from tests.corpus.case import CHOICES, Case, of, official, ticked, tiered
from tests.corpus.drifting import Drifted


def _merge_score(sheet: Drifted) -> None:
    sheet.put(3, "score", None)
    sheet.merges = [(7, 8, 8, 8)]


def _merge_tier(sheet: Drifted) -> None:
    sheet.put(3, "tier", None).put(3, "score", 3.5)
    sheet.merges = [(7, 8, 8, 8)]


def _merge_tick(sheet: Drifted) -> None:
    sheet.put(1, "qualified", "√").put(1, "fair", None).put(1, "score", None)
    sheet.merges = [(6, 5, 6, 6)]


def _merge_blank(sheet: Drifted) -> None:
    """The score of item 3 lies under a blank one: merged, as Excel does not, with what it covers."""
    sheet.put(2, "score", None)
    sheet.merges = [(7, 8, 8, 8)]


def _merge_tier_and_score(sheet: Drifted) -> None:
    sheet.put(1, "score", 6)
    sheet.merges = [(6, 8, 6, 10)]


def _merge_criterion(sheet: Drifted) -> None:
    sheet.put(2, "criterion", None).put(2, "section", sheet.scheme.items[1].text)
    sheet.merges = [(7, 2, 7, 3)]


CASES = (
    Case("a tier over two rows", of(tiered, _merge_tier), ("GCS216 任务分解表!H7",), {3: CHOICES[2]}),
    Case("a score over two rows", of(official, _merge_score), ("GCS204 任务分解表!H7", "GCS204 任务分解表!H8"), {2: None, 3: None}),
    Case("a tick over two tiers", of(official, _merge_tick), ("GCS203 任务分解表!F6",), {1: None}),
    Case("a criterion over 内容", of(official, _merge_criterion)),
    Case("a score below a merged blank", of(official, _merge_blank), ("GCS201 任务分解表!H7", "GCS201 任务分解表!H8"), {2: None, 3: None}),
    Case("a score below a merged tier", of(tiered, _merge_tier_and_score), ("GCT125 任务分解表!J6",)),
    Case("a hidden row", of(tiered, lambda s: s.hidden_rows.add(14)), ("GCT116 任务分解表!A14",)),
    Case("a hidden column of tiers", of(tiered, lambda s: s.hidden_columns.add(8)), ("GCT116 任务分解表!H4",)),
    Case("hidden columns of ticks", of(ticked, lambda s: s.hidden_columns.update((5, 6, 7))), ("GCT116 任务分解表!E4",)),
    Case("hidden columns of printed points", of(official, lambda s: s.hidden_columns.update((5, 6, 7)))),
    Case("hidden columns of units", of(tiered, lambda s: s.hidden_columns.update((12, 13, 14)))),
)  # fmt: skip
