"""What stands around a table: the community, the day, people and grade, each behind or beside its label."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

from pipeline.reading.cells.values import text_of
from pipeline.reading.containers.grid import Cell, Rows
from pipeline.reading.words.labels import bare, field_of
from pipeline.reading.words.sheet_owner import says_more
from validators.scheme.model import Scheme
from validators.wording import folded

About: TypeAlias = Literal["community", "filled_on", "filler", "reviewer", "grade"]
"""What is said around a table, by the field of a Submission."""

_ABOUT: tuple[About, ...] = ("community", "filled_on", "filler", "reviewer", "grade")
_NEXT_CELLS = 8
_MOST_NAMES = 8
"""How many names of communities are looked at."""
_LONGEST = 500
"""A cell of more letters holds no label."""

_OTHERS = frozenset({
    "联系人", "联系电话", "联系方式", "电话", "手机", "手机号", "主任", "书记", "负责人", "经办人", "分管领导", "签字", "签名",
    "盖章", "公章", "地址", "单位", "街镇", "时间", "年度", "得分", "备注",
})  # fmt: skip
"""Words of other blanks that stand beside the wanted ones."""

_LINE = re.compile(r"^[\s_＿]+|[\s_＿]+$")
"""The line to write on."""

_SEAL = re.compile(r"[\s_＿]*[（(]\s*(盖?\s*公?\s*章|加盖公章|签章|签字|签名)\s*[)）][\s_＿]*$")


class Labelled(NamedTuple):
    """A value found beside its label; row and column from 0. A blank value stands where it belongs."""

    value: Cell
    row: int
    column: int
    printed: bool = False
    """Whether the label is the one that our own workbook prints."""


def values_around(rows: Rows, numbers: Iterable[int], scheme: Scheme) -> dict[About, list[Labelled]]:
    """Values of the wanted labels in some rows: behind the colon, or in the next filled cell to the right.

    The first that is filled in, a blank one only where none is; of names several, in the order of the sheet.
    """
    found: dict[About, list[Labelled]] = {}
    for number in numbers:
        for column, cell in enumerate(rows[number]):
            if not cell or not isinstance(cell, str) or len(cell) > _LONGEST:
                continue
            parts = _parted(cell, scheme)
            for index, (label, rest) in enumerate(parts):
                field = next((name for name in _ABOUT if name == label), None)
                if field is None:
                    continue
                values = found.setdefault(field, [])
                if len(values) == (_MOST_NAMES if field == "community" else 1) and values[0].value != "":
                    continue
                if rest or index + 1 < len(parts):
                    value = Labelled(rest, number, column)
                else:
                    value = _beside(rows[number], number, column, scheme)
                if value.value != "" and values and values[0].value == "":
                    values.clear()
                if value.value != "" or not values:
                    values.append(value._replace(printed=_is_printed(cell, field, scheme)))
    return found


def title_of(above: Rows, scheme: Scheme) -> str:
    """The first text of the rows above a table that is no label and has none, with the short lines that say more of it."""
    texts = (text_of(cell) for row in above for cell in row if isinstance(cell, str) and cell)
    plain = (t for t in texts if not {":", "："} & {*t} and not field_of(t, scheme))
    title = next(plain, "")
    return " ".join([title, *(line for line in plain if says_more(line, scheme))])


@lru_cache(maxsize=8)
def _words(scheme: Scheme) -> frozenset[str]:
    """The words in front of values, the scheme's and others."""
    return frozenset(word for field in _ABOUT for word in getattr(scheme.labels, field)) | _OTHERS


@lru_cache(maxsize=8)
def _inner(scheme: Scheme) -> re.Pattern[str]:
    """A label inside a cell, with its colon."""
    either = "|".join(r"\s*".join(word) for word in sorted(_words(scheme), key=len, reverse=True))
    return re.compile(
        rf"(?:(?<=[\s_＿，,；;。|｜])|(?=\S{{4}}))({either})\s*(?:[（(][^（()）]*[)）]\s*)?[:：]"
    )


@lru_cache(maxsize=4096)
def _parted(text: str, scheme: Scheme) -> tuple[tuple[str | None, str], ...]:
    """The field of every label in a cell, None of another's, and what stands behind it up to the next."""
    label, colon, rest = text.replace("：", ":").partition(":")
    field = field_of(label, scheme)
    if not field and not _is_other(label):
        return ()
    found = []
    start = 0
    for inner in _inner(scheme).finditer(rest) if _may_hold_label(rest, scheme) else ():
        found.append((field, written(rest[start : inner.start()])))
        field, start = field_of(inner[1], scheme), inner.end()
    return *found, (field, written(rest[start:]) if colon else "")


def _may_hold_label(text: str, scheme: Scheme) -> bool:
    return ":" in text and any(word in folded(text) for word in _words(scheme))


def _is_printed(cell: str, field: str, scheme: Scheme) -> bool:
    """Whether a cell begins with the field's label as we print it."""
    return folded(cell).startswith(folded(getattr(scheme.labels, field)[0]))


def _beside(row: Sequence[Cell], number: int, column: int, scheme: Scheme) -> Labelled:
    """The next filled cell, unless it is another label."""
    for next_column in range(column + 1, min(column + 1 + _NEXT_CELLS, len(row))):
        cell = row[next_column]
        value = written(cell) if isinstance(cell, str) else cell
        if text_of(value):
            if isinstance(value, str) and _is_label(value, scheme):
                break
            return Labelled(value, number, next_column)
    return Labelled("", number, column + 1)


def _is_label(text: str, scheme: Scheme) -> bool:
    label, colon, rest = text.replace("：", ":").partition(":")
    if colon and not rest.strip():
        return True
    return _is_other(label) or field_of(label, scheme) is not None


def _is_other(label: str) -> bool:
    return bare(label) in _OTHERS


def written(text: str) -> str:
    """What was written on a line or beside a seal's place: 示范一居 of ____示范一居（盖章）."""
    return text_of(_LINE.sub("", _SEAL.sub("", text)) if len(text) <= _LONGEST else text)
