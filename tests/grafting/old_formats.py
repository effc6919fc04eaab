"""What only lies in binary workbooks: sheets that are none, listed in an xlsb or an xls, and Excel's default password."""

import io
import struct
from collections.abc import Mapping
from hashlib import md5

from msoffcrypto.method.rc4 import DocumentRC4
from pyopenvba.cfb import CFB

from pipeline.reading.containers.xlsb_records import records
from tests.grafting.archives import Parts
from tests.grafting.bends import Bend

_RELATIONS = "xl/_rels/workbook.bin.rels"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MICROSOFT = "http://schemas.microsoft.com/office/2006/relationships"
_BUNDLE = 156


def _text(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _listed(
    name: str, relation: str | None, kind: str = "", target: str = "", *, first: bool = False
) -> Bend:
    """A further sheet in the list of an xlsb: BrtBundleSh with its relation."""
    told = _text(relation) if relation is not None else b"\xff\xff\xff\xff"
    content = struct.pack("<2I", 2, 99) + told + _text(name)
    record = bytes([_BUNDLE & 0x7F | 0x80, _BUNDLE >> 7, len(content)]) + content

    def bend(parts: Parts) -> None:
        book = parts["xl/workbook.bin"]
        sheets = [
            (begin, end) for number, begin, _, end in records(book, iter(range(99))) if number == _BUNDLE
        ]
        at = sheets[0][0] if first else sheets[-1][1]
        parts["xl/workbook.bin"] = book[:at] + record + book[at:]
        if kind:
            tag = f'<Relationship Id="{relation}" Type="{kind}" Target="{target}"/></Relationships>'
            parts[_RELATIONS] = parts[_RELATIONS].replace(b"</Relationships>", tag.encode())
            parts[f"xl/{target}"] = b"\x81\x01\0\x82\x01\0"

    return bend


IN_XLSB: Mapping[str, Bend] = {
    "chart sheet": _listed("图", "rId98", f"{_OFFICE}/chartsheet", "chartsheets/sheet1.bin"),
    "chart sheet first": _listed("图", "rId98", f"{_OFFICE}/chartsheet", "chartsheets/sheet1.bin", first=True),
    "dialog sheet": _listed("话", "rId98", f"{_OFFICE}/dialogsheet", "dialogsheets/sheet1.bin"),
    "macro sheet": _listed("宏", "rId98", f"{_MICROSOFT}/xlMacrosheet", "macrosheets/sheet1.bin"),
    "macro sheet first": _listed("宏", "rId98", f"{_MICROSOFT}/xlMacrosheet", "macrosheets/sheet1.bin", first=True),
    "international macro sheet": _listed("宏", "rId98", f"{_MICROSOFT}/xlIntlMacrosheet", "macrosheets/intlsheet1.bin"),
    "empty relation": _listed("Module1", ""),
    "no relation": _listed("Module1", None),
    "relation to nothing": _listed("缺", "rId97"),
}  # fmt: skip
"""What is put into the list of sheets of an xlsb."""


def of_kind(data: bytes, kind: int) -> bytes:
    """An xls whose last sheet is said to be of another kind (BoundSheet8.dt): 1 macro sheet, 2 chart, 6 VBA module."""
    file = CFB.from_bytes(data)
    stream = bytearray(file.get_stream("Workbook"))
    last = [at for at, number, _ in _records(stream) if number == 0x85][-1]
    stream[last + 9] = kind
    file.write_stream("Workbook", bytes(stream))
    return bytes(file.to_bytes())


def _records(stream: bytes | bytearray) -> list[tuple[int, int, int]]:
    found, at = [], 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        found.append((at, kind, size))
        at += 4 + size
    return found


_PLAIN = {0x809, 0x2F, 0x194, 0x195, 0xE1, 0x196, 0x138}
"""Records that are never encrypted ([MS-XLS] 2.2.10)."""
_SALT, _CHECK = bytes(range(16)), bytes(range(16, 32))


def encrypted(data: bytes, password: str) -> bytes:
    """An xls with a password, by RC4 of 40 bits as Excel 97 to 2003 do it unless told otherwise."""
    file = CFB.from_bytes(data)
    stream = file.get_stream("Workbook")
    check = _CHECK + md5(_CHECK, usedforsecurity=False).digest()
    verifier = DocumentRC4.decrypt(password, _SALT, io.BytesIO(check)).read()
    head = struct.pack("<HH3H", 0x2F, 54, 1, 1, 1) + _SALT + verifier
    first = 4 + struct.unpack_from("<H", stream, 2)[0]
    stream = stream[: max(at + 4 + size for at, kind, size in _records(stream) if kind)]  # without padding
    moved = bytearray(stream[:first] + head + stream[first:])
    for at, kind, _ in _records(moved):
        if kind == 0x85:  # where a sheet begins
            struct.pack_into("<I", moved, at + 4, struct.unpack_from("<I", moved, at + 4)[0] + len(head))
    hidden = DocumentRC4.decrypt(password, _SALT, io.BytesIO(bytes(moved)), blocksize=1024).read()
    out = bytearray(moved)
    for at, kind, size in _records(moved):
        start = at + (8 if kind == 0x85 else 4)
        if kind not in _PLAIN:
            out[start : at + 4 + size] = hidden[start : at + 4 + size]
    file.write_stream("Workbook", bytes(out))
    return bytes(file.to_bytes())
