"""What a return copy says once it is written, each value with its cell: so its findings are known before they stand in it.

Every text is looked at as the reader of the written cell will look at it, who may take it otherwise than it stands.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from pipeline.harmless import legal
from pipeline.reading import Reading
from pipeline.reading.cells.interpreter import Clerk
from pipeline.reading.cells.source_map import Block, CellsByLoc
from pipeline.reading.cells.values import text_of
from pipeline.reading.table.community_name import answered
from pipeline.reading.table.rows import LOCATED
from pipeline.writing.workbook import declaration, measures, plan, table
from pipeline.writing.workbook.content import Content
from validators.cells import CellRef
from validators.scheme.item import Item
from validators.submission import CHOICES, Declaration, Entry, Loc, Submission


def read_back(content: Content) -> Reading:
    """The submission that reading the return copy gives, with its sources."""
    scheme, card, identity = content.scheme, content.scorecard, content.identity
    clerk, cells = Clerk(scheme), dict(_cells(content))
    given = content.submission
    entries = tuple(_entry(content, item, index, clerk) for index, item in enumerate(scheme.items))
    written = content.community
    if not (named := answered(written, scheme.town)) and written:
        at: Loc = ("cells", table.NAME, table.ABOUT, cells["community",].column - 1)
        cells[at] = cells["community",]
        clerk.note("no_name", at, written)
    submission = Submission(
        layout="template",
        community=clerk.text(named, ("community",)) or (given.community if given else ""),
        community_from="cell" if named else "file_name",
        code=identity.code or None,
        scheme_id=identity.scheme_id,
        template_version=identity.template_version,
        round=identity.round,
        filled_on=given.filled_on if given else None,
        filler=given.filler if given else None,
        reviewer=given.reviewer if given else None,
        entries=entries,
        total=card.total,
        grade=card.grade.name,
        measures={i.no: measure for i in scheme.items if any(measure := content.measure(i))},
        declaration=Declaration(dict(_boxes(content))),
        declared_total=card.total if any(f.kind == "total" for f in scheme.declaration.fields) else None,
        read_as=tuple(clerk.notes),
    )
    return Reading(submission, sources=CellsByLoc(cells, _blocks(content)))


def _entry(content: Content, item: Item, index: int, clerk: Clerk) -> Entry:
    """An item's row; its printed cells are the plan's."""
    at: Loc = ("entries", index)
    entry = content.entry(item)
    value = float(entry.measured) if isinstance(entry.measured, Decimal) else entry.measured
    return Entry(
        item=item.no,
        criterion=item.text,
        max_points=item.max_points,
        points=item.points,
        tier=clerk.choice(content.tier_text(item), (*at, "tier"), item) or None,
        measured=None if value is None else clerk.measured(value, (*at, "measured"), item),
        score=content.scorecard.mark(item.no).points,
        evidence=text_of(content.evidence(item)) or None,
        previous=entry.previous,
    )


def _boxes(content: Content) -> Iterator[tuple[str, str | date | Decimal]]:
    """What stands in the boxes of the declaration form that are the committee's; the community's name is a formula's value."""
    known = dict(content.declaration.values)
    known["community"] = legal(content.community)
    for field in content.scheme.declaration.fields:
        if field.kind not in ("total", "opinion") and (value := known.get(field.id, "")) != "":
            yield field.id, value


def _cells(content: Content) -> Iterator[tuple[Loc, CellRef]]:
    """The cells of what stands once in the workbook, and of the heads of its selections."""
    fields = table.fields_of(content, returned=True)
    tier, score, last = fields.index("tier"), fields.index("score"), table.FIRST + len(content.scheme.items)
    yield ("entries",), _cell(table.NAME, table.FIRST - 1, 0)
    yield CHOICES, _cell(table.NAME, table.HEAD, tier)
    yield (*CHOICES, "score"), _cell(table.NAME, table.HEAD, score)
    yield ("total",), _cell(table.NAME, last, score)
    yield ("grade",), _cell(table.NAME, last, tier)
    for name, column in table.about(tier).items():
        yield (name,), _cell(table.NAME, table.ABOUT, column)
    for name in filter(Submission.model_fields.__contains__, content.identity._fields):
        yield (name,), _cell(plan.NAME, *plan.identity_cell(name))
    for box in declaration.boxes(content.scheme.declaration):
        yield ("declaration", box.field.id), _cell(declaration.NAME, box.row, box.column + 1)


def _blocks(content: Content) -> dict[str, list[Block]]:
    """The rows of the table and of the measures."""
    columns = {name: n for n, name in enumerate(table.fields_of(content, returned=True), start=1)}
    located: dict[Loc, int] = {(name,): columns[name] for name in ("tier", *LOCATED)}
    located |= {("item",): columns["number"]} | {
        ("points", tier.id): columns[tier.id] for tier in content.scheme.tiers
    }
    planned: dict[Loc, int] = {(name,): column + 1 for name, column in measures.INPUTS.items()}
    items = content.scheme.items
    return {
        "entries": [
            Block(table.NAME, dict(enumerate(range(table.FIRST + 1, table.FIRST + 1 + len(items)))), located)
        ],
        "measures": [
            Block(measures.NAME, {i.no: n for n, i in enumerate(items, start=measures.FIRST + 1)}, planned)
        ],
    }


def _cell(sheet: str, row: int, column: int) -> CellRef:
    """The cell at a row and a column from 0, as the sheets count them when they are written."""
    return CellRef(sheet, row + 1, column + 1)
