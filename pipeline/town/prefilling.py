"""What a workbook can know before its community opens it: name, address, phone, last round's choices."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from pipeline.checking.scoring import score
from validators.roster import Community
from validators.scheme.model import Scheme
from validators.submission import Declaration, Entry, Submission

_LASTING = ("text", "phone")
"""The kinds of boxes that say what a community is; days, counts and reports are a round's own."""


def prefilled(
    community: Community, scheme: Scheme, last: Submission | None = None, *, chosen: bool = False
) -> Submission:
    """A submission to start from, with last round's choices beside this one's, which are blank unless ``chosen``.

    Of last round nothing else is kept but what the declaration form says of the community itself.
    """
    kinds = {field.id: field.kind for field in scheme.declaration.fields}
    said = last.declaration.values if last else {}
    known: dict[str, str | date | Decimal] = {
        name: value for name, value in said.items() if kinds.get(name) in _LASTING
    }
    known |= {"address": community.address} if community.address else {}
    known |= {"phone": community.phone} if community.phone else {}
    return Submission(
        layout="template",
        community=community.name,
        code=community.code or None,
        community_from="cell",
        entries=tuple(_entries(last, scheme, chosen=chosen)) if last else (),
        declaration=Declaration(values={name: value for name, value in known.items() if name in kinds}),
    )


def _entries(last: Submission, scheme: Scheme, *, chosen: bool) -> Iterator[Entry]:
    for mark in score(last, scheme).marks:
        yield Entry(mark.item, tier=mark.name if chosen else None, previous=mark.name)
