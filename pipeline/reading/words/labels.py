"""What a label stands for: columns and values are found by words, never by their address."""

import re
from functools import lru_cache

from validators.scheme.model import Scheme
from validators.wording import folded

HEAD_ROWS = 60
"""A table's header is looked for in this many rows from the top."""

_BRACKETED = re.compile(r"\([^()]*\)")


@lru_cache(maxsize=4096)
def bare(label: str) -> str:
    """A label's folded wording without what stands in brackets and a colon at its end: 得分（分） is 得分."""
    plain = folded(label)
    return (_BRACKETED.sub("", plain) if "(" in plain else plain).rstrip(":*")


@lru_cache(maxsize=4096)
def field_of(label: str, scheme: Scheme) -> str | None:
    """The field that a label stands for, in any of its names."""
    fields = scheme.field_by_label
    return fields.get(folded(label)) or fields.get(bare(label))
