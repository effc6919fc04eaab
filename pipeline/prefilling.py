"""What a workbook can know before its community opens it: name, address, phone, last round's answers."""

from datetime import date
from decimal import Decimal

from validators.roster import Community
from validators.scheme import Scheme
from validators.submission import Declaration, Submission


def prefilled(community: Community, scheme: Scheme, last: Submission | None = None) -> Submission:
    """A submission to start from; last round's selections are kept, its dates, names and totals are not."""
    boxes = {field.id for field in scheme.declaration.fields}
    known: dict[str, str | date | Decimal] = dict(last.declaration.values) if last else {}
    known |= {"address": community.address} if community.address else {}
    known |= {"phone": community.phone} if community.phone else {}
    return Submission(
        layout="template",
        community=community.name,
        code=community.code or None,
        community_from="cell",
        entries=last.entries if last else (),
        measures=last.measures if last else {},
        declaration=Declaration(values={name: value for name, value in known.items() if name in boxes}),
    )
