"""XML as calamine can read it: it loses numbers that are written in other words, and gives up sheets over errors.

defusedxml refuses declarations too, but only while it parses: here the bytes themselves go on to calamine, and most parts
are never parsed a second time. Of those that are, ``mended`` makes what a parser takes, too.
"""

import re

from pipeline.reading.containers.limits import UnreadableError

XML = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe", b"\xfe\xff", b"\0<")
"""How XML begins, in UTF-8 and in UTF-16."""
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_PROLOG = re.compile(rb"<(?:!|[A-Za-z_])")

_ASIDE, _REFERENCE, _HASH = (re.compile(mark) for mark in (rb"!(?<=<!)", rb"#(?<=&#)", rb"#(?<=>#)"))
"""What is written as "<!", "&#" and ">#", found by the rarer letter: that is many times as fast."""
_OTHER_WORDS = (
    rb"(?s)<!--.*?-->|<\?.*?\?>|<!\[CDATA\[(?P<section>.*?)\]\]>|&#(?P<number>\d{1,7}|x[0-9A-Fa-f]{1,6});"
)
"""What every reader of XML leaves out or takes for other characters."""
_RESERVED = frozenset(b"&<>\"'")

_NO_CHARACTER = rb"[\0-\x08\x0b\x0c\x0e-\x1f]|&#(?:0*[12]?\d|0*3[01]|x0*1?[0-9A-Fa-f]);"
"""Characters below the blank, themselves or by their numbers."""
_USED, _DECLARED = re.compile(rb"(?<=[<\s/])([A-Za-z]\w*):(?=\w)"), re.compile(rb"\sxmlns:([A-Za-z]\w*)\s*=")
_ROOT = rb"<[A-Za-z_][\w:.-]*"

_ERROR = rb"(\st=[\"']e[\"'][^>]*>(?:<(?:\w+:)?f\b[^>]*?(?:/>|>[^<]*</(?:\w+:)?f>))?\s*<(?:\w+:)?v>)([^<]*)"
"""A cell with an error up to that, and the error."""
_KNOWN_ERRORS = frozenset((b"#NULL!", b"#DIV/0!", b"#VALUE!", b"#REF!", b"#NAME?", b"#NUM!", b"#N/A"))

_LARGE_COUNT = re.compile(rb"uniqueCount\s*=\s*(?![\"']\d{1,7}[\"'])")
_BOASTING = rb"sst\b[^<]*?" + _LARGE_COUNT.pattern
"""Shared texts that say they are more than ten million: calamine would take the memory for them at once."""


def plain_xml(part: bytes) -> bytes:
    """The same XML in UTF-8, of elements and text alone; UnreadableError where it declares entities."""
    xml = in_utf_8(part)
    refuse_declarations(xml)
    if _ASIDE.search(xml) or _REFERENCE.search(xml) or xml.find(b"?", xml.find(b"?>") + 2) >= 0:
        return re.sub(_OTHER_WORDS, _as_text, xml)
    return xml


def bearable_xml(name: str, xml: bytes) -> bytes:
    """A part without what calamine gives up over: an ods without its line breaks, errors as it knows them."""
    if name.lower().endswith("sharedstrings.xml"):
        boasts = _LARGE_COUNT.search(xml) and re.search(_BOASTING, xml)
        return xml.replace(b"uniqueCount", b"uniqueTotal") if boasts else xml
    if name == "content.xml":
        return re.sub(rb">\s+<", _on_one_line, xml)
    return re.sub(_ERROR, _as_known_error, xml) if _HASH.search(xml) else xml


def mended(xml: bytes) -> bytes:
    """XML as a parser takes it that calamine reads over: control characters, undeclared prefixes, blanks before it."""
    plain = re.sub(_NO_CHARACTER, b" ", xml).lstrip()
    missing = {*_USED.findall(plain)} - {*_DECLARED.findall(plain), b"xml", b"xmlns"}
    declared = b"".join(b' xmlns:%s="%s"' % (prefix, prefix) for prefix in sorted(missing))
    return re.sub(_ROOT, lambda root: root[0] + declared, plain, count=1)


def in_utf_8(xml: bytes) -> bytes:
    """The same XML, if it is in UTF-16; a byte order mark may be missing."""
    if not xml.startswith(_WIDE):
        return xml
    encoding = "utf-16-be" if xml.startswith(b"\0") else "utf-16"
    return xml.decode(encoding, "replace").encode("utf-8", "replace")


def refuse_declarations(xml: bytes) -> None:
    """A workbook declares no document type and no entities: they serve to blow text up or to fetch files."""
    first = _PROLOG.search(xml)
    if first and first[0] == b"<!" and (b"<!DOCTYPE" in xml or b"<!ENTITY" in xml):
        raise UnreadableError("hostile", "会自行展开的隐藏内容")


def _as_text(written: re.Match[bytes]) -> bytes:
    """What stands there as text and nothing else; a comment is nothing."""
    if number := written["number"]:
        code = int(number[1:], 16) if number.startswith(b"x") else int(number)
        plain = 32 < code < 0xD800 and code not in _RESERVED
        return chr(code).encode() if plain else written[0]
    return (written["section"] or b"").replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")


def _as_known_error(cell: re.Match[bytes]) -> bytes:
    """A cell with an error that calamine knows: over one of later years, like #SPILL!, it gives up the whole sheet."""
    return cell[0] if cell[2] in _KNOWN_ERRORS else cell[1] + b"#N/A"


def _on_one_line(between: re.Match[bytes]) -> bytes:
    """What stands between two tags: nothing where the line only breaks."""
    return b"><" if b"\n" in between[0] else between[0]
