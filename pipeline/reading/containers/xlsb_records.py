"""The records of a binary workbook's parts (xlsb), and its cells in the forms that calamine reads.

Excel writes every cell with its column. SheetJS, Aspose and what is built upon them write so only the first of a row:
the others are short, one column further than the one before. calamine passes over those without a word, and over
formulas whose result is an error. pyxlsb was tried: of such a row it gives the first cell alone.
Source: [MS-XLSB] 2.1.4 (records), 2.5.9 and 2.5.10 (cells, whole and short).
"""

import struct
from collections.abc import Iterator

_ROW, _RICH, _FORMULA_ERROR = 0, 62, 11
_WITH_COLUMN = frozenset({*range(1, 12), _RICH})
_WHOLE = {12: 1, 13: 2, 14: 3, 15: 4, 16: 5, 17: 6, 18: 7}
"""Short cell -> the same with its column: blank, number, error, truth value, long number, text, shared text."""
_ERROR, _TEXT = 3, 6
_NO_TEXT = 0xFFFFFFFF
_HEAD = 8
"""Bytes of a cell before its value: column, style, flags."""


class TooManyRecordsError(Exception):
    """More records than are looked at."""


def records(part: bytes, left: Iterator[object]) -> Iterator[tuple[int, int, int, int]]:
    """The records of a part, up to its end or to what is none: type, and where each begins, its content begins, it ends.

    ``left`` holds one thing for every record that may still be looked at; TooManyRecordsError when it is used up.
    """
    at, last = 0, len(part) - 1
    for _ in left:
        if at >= last:
            return
        kind, length, body = part[at], part[at + 1], at + 2
        if kind > 0x7F or length > 0x7F:
            kind, body = _number(part, at, 2)
            length, body = _number(part, body, 4)
        end = body + length
        if end > last + 1:
            return
        yield kind, at, body, end
        at = end
    raise TooManyRecordsError


def _number(part: bytes, at: int, most: int) -> tuple[int, int]:
    """A number of up to so many bytes, seven bits in each, and where it ends; beyond the part there are zeros."""
    number = 0
    for place in range(most):
        byte = part[at + place] if at + place < len(part) else 0
        number |= (byte & 0x7F) << 7 * place
        if byte < 0x80:
            break
    return number, at + place + 1


def text_at(part: bytes, place: int) -> tuple[str, int]:
    """A text that begins with its length, and where it ends; none at all is an empty one."""
    length = int.from_bytes(part[place : place + 4], "little")
    end = place + 4 + 2 * (length if length != _NO_TEXT else 0)
    return part[place + 4 : end].decode("utf-16-le", "replace"), end


def whole_cells(part: bytes, left: Iterator[object]) -> bytes:
    """The part with every cell in a form that calamine reads; what follows the last record stays as it is.

    ``left`` and TooManyRecordsError are as in ``records``.
    """
    changed: list[bytes] = []
    column, kept, end = -1, 0, 0
    for kind, start, body, end in records(part, left):
        if kind == _ROW:
            column = -1
            continue
        if kind in _WHOLE:
            column += 1
            cell = _WHOLE[kind], struct.pack("<I", column & 0xFFFFFFFF) + part[body:end]
        elif kind in _WITH_COLUMN and end - body >= _HEAD:
            (column,) = struct.unpack_from("<I", part, body)
            if kind == _RICH:
                cell = _TEXT, part[body : body + _HEAD] + part[body + _HEAD + 1 : end]
            elif kind == _FORMULA_ERROR:
                cell = _ERROR, part[body:end]
            else:
                continue
        else:
            continue
        changed += [part[kept:start], _record(*cell)]
        kept = end
    return b"".join([*changed, part[kept:]]) if changed else part


def _record(kind: int, content: bytes) -> bytes:
    length, written = len(content), bytearray([kind])
    while length > 0x7F:
        written.append(length & 0x7F | 0x80)
        length >>= 7
    written.append(length)
    return bytes(written) + content
