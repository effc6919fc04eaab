"""The relations between the parts of a workbook of Excel's: read and written as bytes, by their tags.

Every workbook has them, and openpyxl, which has a reader of its own, takes longer to load than a check takes.
Source: ECMA-376 part 2, 9.3.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from html import escape, unescape
from posixpath import normpath
from typing import NamedTuple
from urllib.parse import unquote

_ATTRIBUTES = rb"((?:[^>\"']|\"[^\"]*\"|'[^']*')*)"


def tag_of(name: bytes) -> re.Pattern[bytes]:
    """Finds the attributes of every element of a name, with whatever prefix."""
    return re.compile(rb"<(?:\w+:)?%s\b%s>" % (name, _ATTRIBUTES))


_RELATION = tag_of(b"Relationship")
_SHORT = 1 << 14


class Relation(NamedTuple):
    """What a part refers to: the last word of the relation's type, the part it leads to, and whether that says it plainly."""

    kind: str
    part: str
    plain: bool


def relations_part(told: Iterable[tuple[str, str, str]]) -> bytes:
    """A part of relations: of each its Id, the last word of its type, and its target."""
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    tags = "".join(
        f'<Relationship Id="{escape(name)}" Type="{kinds}/{kind}" Target="{escape(target)}"/>'
        for name, kind, target in told
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{tags}</Relationships>'.encode()


def relations(part: bytes, folder: str) -> Mapping[str, Relation]:
    """What a part of relations leads to, by Id; ``folder`` is that of the part whose relations they are.

    Workbooks of one program have the same: what short ones say is kept.
    """
    return _kept(part, folder) if len(part) <= _SHORT else _relations(part, folder)


@lru_cache(maxsize=256)
def _kept(part: bytes, folder: str) -> Mapping[str, Relation]:
    return _relations(part, folder)


def _relations(part: bytes, folder: str) -> Mapping[str, Relation]:
    return {
        text(tag, b"Id"): Relation(
            text(tag, b"Type").rpartition("/")[2], *_part_at(text(tag, b"Target"), folder)
        )
        for tag in _RELATION.findall(part)
    }


def _part_at(target: str, folder: str) -> tuple[str, bool]:
    """The part that a target leads to from a folder, and whether it is spelt as the part is."""
    if target.startswith("/"):
        part = target[1:]
    else:
        part = f"{folder}/{target}" if folder else target
    if "./" in part or "//" in part or "%" in part or "\\" in part:
        return normpath(unquote(part).replace("\\", "/")).lstrip("/"), False
    return part, True


@lru_cache(maxsize=64)
def _value_of(name: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"(?:^|\s)" + name + rb"\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


def attribute(tag: bytes, name: bytes) -> bytes:
    """An attribute's value in a tag of XML; empty where there is none."""
    found = _value_of(name).search(tag)
    return (found[1] or found[2] or b"") if found else b""


def text(tag: bytes, name: bytes) -> str:
    """An attribute's value as text."""
    value = attribute(tag, name).decode("utf-8", "replace")
    if "&" not in value:
        return value
    return unescape(value)
