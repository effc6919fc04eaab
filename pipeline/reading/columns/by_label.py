"""What the labels alone settle: whether one column of each kind is plainly the committee's, so that no other is looked into."""

from collections.abc import Collection, Sequence

from pipeline.reading.cells.values import text_of
from pipeline.reading.columns.column_contents import ColumnKind, may_select
from pipeline.reading.columns.header_columns import Head, Named
from pipeline.reading.words.column_owner import Whose, sounds_scored, whose

FIELDS = frozenset({"tier", "grade", "score"})
"""The labels of columns in which a selection may stand."""


def may_matter(column: Named, head: Head, years: Collection[int]) -> bool:
    """Whether a column without a known label may hold selections, or is blank where the committee's own should stand."""
    if may_select(head.rows, head.body, column.columns[0], head.scheme):
        return True
    return sounds_scored(column.label, head.scheme) and whose(column.said, years, head.scheme) <= Whose.UNSAID


def is_plain(head: Head, groups: Sequence[Named], labelled: Sequence[Named], years: Collection[int]) -> bool:
    """Whether each kind has one column at most, all may be the committee's, and none under a tier's label holds points."""
    by_field = first_by_label(head, groups, labelled)
    if len(by_field) < len(groups) + len(labelled):
        return False
    said = {kind: whose(column.said, years, head.scheme) for kind, column in by_field.items()}
    if any(one > Whose.UNSAID for one in said.values()) or said.get("score", 1) < said.get("tier", 0):
        return False
    tier, score = by_field.get("tier"), by_field.get("score")
    if not tier or not score:
        return not tier or _holds_no_points(tier, head)
    printed = by_field.get("ticks")
    agree = printed is not None and _agree(tier, score, printed, head)
    return agree and _holds_no_points(tier, head) and not _holds_tiers(score, head)


def _agree(tier: Named, score: Named, printed: Named, head: Head) -> bool:
    """Whether the points beside most tiers are those that the form prints for them, as far as both are filled in."""
    at = {t.name: column for t, column in zip(head.scheme.tiers, printed.columns, strict=True)}
    pairs = [
        (row[score.columns[0]], row[at[name]])
        for row in head.rows[head.body :]
        if (name := text_of(row[tier.columns[0]])) in at and row[score.columns[0]] != ""
    ]
    return 2 * sum(one != other for one, other in pairs) <= len(pairs)


def _holds_no_points(tier: Named, head: Head) -> bool:
    names = head.scheme.choice_by_name
    cells = (row[tier.columns[0]] for row in head.rows[head.body :])
    return all(cell in names or (type(cell) is str and not cell[:1].isdecimal()) for cell in cells)


def _holds_tiers(score: Named, head: Head) -> bool:
    cells = (row[score.columns[0]] for row in head.rows[head.body :])
    return any(type(cell) is str and cell and head.scheme.choice_name(cell) for cell in cells)


def first_by_label(head: Head, groups: Sequence[Named], labelled: Sequence[Named]) -> dict[ColumnKind, Named]:
    """The column of each kind that its label alone would make the one."""
    ordered = head.ordered(labelled)
    scores = [column for column in ordered if column.field == "score"]
    tiers = [column for column in ordered if column.field != "score"]
    every: tuple[tuple[ColumnKind, Sequence[Named]], ...] = (
        ("ticks", groups),
        ("tier", tiers),
        ("score", scores),
    )
    return {kind: columns[0] for kind, columns in every if columns}
