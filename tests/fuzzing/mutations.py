"""Bending a workbook where it has a structure: its archive's entries, its parts' tags, attributes and values, its bytes."""

import io
import random
import re
import struct
import zipfile
from collections.abc import Callable

VALUES = (
    b"", b"0", b"-1", b"1", b"999", b"1000", b"65536", b"1048576", b"1048577", b"4294967295", b"4294967296", b"99999999999999999999",
    b"A1", b"XFD1048576", b"ZZZZ1", b"A0", b"a1", b"A1:XFD1048576", b"$A$1", b"s", b"str", b"inlineStr", b"b", b"e", b"d", b"n",
    b"1e308", b"1e999", b"NaN", b"inf", b"-0.0", b"4.5.6", b"2021-10-09T00:00:00", b"#REF!", b"#DIV/0!", b"veryHidden", b"rId1", b"rId99",
    b"../../../etc/passwd", b"/xl/workbook.xml", b"\xff\xfe", b"\xed\xa0\x80", b"&#0;", b"&#x110000;", b"&lt;", b"&e;", b"=1+1", b"\t", b"\0",
    "４．５".encode(), "√".encode(), "良好".encode(), "白" .encode() * 9999, b"a" * 40_000,
)  # fmt: skip
SNIPPETS = (
    b"<!DOCTYPE x [<!ENTITY e 'e'>]>", b"<!-- -->", b"<![CDATA[<c r=\"XFD9\">]]>", b"<?xml version='1.0' encoding='utf-16'?>", b"</sheetData>",
    b"<sheetData>", b"<row>", b"</row>", b"<row r=\"1048576\">", b"<c r=\"XFD1048576\"><v>1</v></c>", b"<c><v>1</v></c>", b"<v>", b"</v>",
    b"<c t=\"s\"><v>99999999</v></c>", b"<is><t>x</t></is>", b"<f>1+1</f>", b"<q:c xmlns:q=\"q\" r='B2'><v>2</v></q:c>", b"]]>", b"&", b"<", b">",
    b"<mergeCell ref=\"A1:XFD1048576\"/>", b"<dimension ref=\"A1:XFD1048576\"/>", b"<sheet name=\"a\" sheetId=\"9\" r:id=\"rId1\"/>", b"<si><t>x</t></si>", b"<si/>",
)  # fmt: skip

_TAG = re.compile(rb"<[^<>]*>")
_VALUE = re.compile(rb'="([^"<>]*)"|>([^<>]+)<')

Bend = Callable[[random.Random, bytes], bytes]


def _flip(dice: random.Random, data: bytes) -> bytes:
    bent = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 8))):
        if bent:
            bent[dice.randrange(len(bent))] = dice.randrange(256)
    return bytes(bent)


def _cut(dice: random.Random, data: bytes) -> bytes:
    start = dice.randrange(len(data) + 1)
    return data[:start] + data[start + dice.choice((1, 4, 100, len(data))) :]


def _doubled(dice: random.Random, data: bytes) -> bytes:
    start = dice.randrange(len(data) + 1)
    piece = data[start : start + dice.choice((1, 30, 500))]
    return data[:start] + piece * dice.choice((2, 3, 50)) + data[start:]


def _tag(dice: random.Random, data: bytes) -> bytes:
    """Take a tag out, put it twice, or move it."""
    tags = list(_TAG.finditer(data))
    if not tags:
        return data
    one, other = dice.choice(tags), dice.choice(tags)
    without = data[: one.start()] + data[one.end() :]
    place = min(other.start(), len(without))
    return dice.choice(
        (without, data[: one.end()] + one[0] + data[one.end() :], without[:place] + one[0] + without[place:])
    )


def _value(dice: random.Random, data: bytes) -> bytes:
    values = list(_VALUE.finditer(data))
    if not values:
        return data
    found = dice.choice(values)
    group = 1 if found[1] is not None else 2
    return data[: found.start(group)] + dice.choice(VALUES) + data[found.end(group) :]


def _snippet(dice: random.Random, data: bytes) -> bytes:
    tags = list(_TAG.finditer(data))
    place = dice.choice(tags).start() if tags else 0
    return data[:place] + dice.choice(SNIPPETS) + data[place:]


_IN_PART: tuple[Bend, ...] = (_flip, _cut, _doubled, _tag, _tag, _value, _value, _value, _snippet, _snippet)


def bent(data: bytes, seed: int) -> bytes:
    """The workbook with one to four things bent; what is no archive is bent byte by byte."""
    dice = random.Random(seed)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [(info.filename, archive.read(info)) for info in archive.infolist()]
    except Exception:
        parts = []
    if not parts or dice.random() < 0.1:
        return dice.choice((_flip, _cut, _doubled, _number))(dice, data)
    for _ in range(dice.choice((1, 1, 2, 4))):
        place = dice.randrange(len(parts))
        name, part = parts[place]
        kind = dice.random()
        if kind < 0.85:
            parts[place] = (name, dice.choice(_IN_PART)(dice, part))
        elif kind < 0.9:
            parts[place] = (dice.choice(parts)[0], part)
        elif kind < 0.95 and len(parts) > 1:
            del parts[place]
        else:
            names = ("../a.xml", "/etc/x.xml", "xl/worksheets/sheet9.xml", "xl/vbaProject.bin", name)
            parts.append((dice.choice(names), part))
    return _packed(dice, parts)


def _number(dice: random.Random, data: bytes) -> bytes:
    """Overwrite four bytes by a number that a header may not survive."""
    place = dice.randrange(max(len(data) - 4, 1))
    number = struct.pack("<I", dice.choice((0, 1, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF)))
    return data[:place] + number + data[place + 4 :]


def _packed(dice: random.Random, parts: list[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    method = dice.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts:
            info = zipfile.ZipInfo(f"{len(archive.NameToInfo)}-twice" if name in archive.NameToInfo else name)
            archive.writestr(info, data[: 1 << 22], method, compresslevel=1)
    return out.getvalue()
