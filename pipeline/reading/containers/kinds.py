"""What a file is by its content, whatever its name says: a workbook that may be opened, or what else it is called.

filetype and puremagic were tried: an xls is a ppt or a doc to them, an xlsb an xlsx, an ods a zip.
"""

import re
import struct
from codecs import getincrementaldecoder
from io import BytesIO
from zipfile import ZipFile

from validators.rule import Problem

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOOKED_AT = 4096
"""Bytes at the beginning of a file by which it is known."""

_KINDS = (
    (b"%PDF", "PDF文档"),
    (b"\xff\xd8\xff", "JPEG照片"),
    (b"\x89PNG", "PNG图片"),
    (b"GIF8", "GIF图片"),
    (b"BM", "BMP图片"),
    (b"II*\0", "TIFF图片"),
    (b"MM\0*", "TIFF图片"),
    (b"Rar!", "RAR压缩包"),
    (b"7z\xbc\xaf", "7z压缩包"),
    (b"\x1f\x8b", "gzip压缩包"),
    (b"{\\rtf", "RTF文档"),
    (b"L\0\0\0\x01\x14\x02\0", "快捷方式"),
    (b"\0\1\0\0Standard Jet DB", "Access数据库"),
    (b"\0\1\0\0Standard ACE DB", "Access数据库"),
    (b"AC10", "CAD图纸"),
    (b"\x09\0\4\0", "Excel 2.0的工作表"),
    (b"\x09\2\6\0", "Excel 3.0的工作表"),
    (b"\x09\4\6\0", "Excel 4.0的工作表"),
    (b"\x09\x08", "Excel 5.0的工作表"),
)
_MEDIA = {b"heic": "HEIC照片", b"heix": "HEIC照片", b"mif1": "HEIC照片"}
"""By the brand that stands at the ninth byte."""

_SPREADSHEETML = r"<(?:\w+:)?workbook\b[^>]*urn:schemas-microsoft-com:office:spreadsheet"
_TEXTS = (
    ("opendocument.spreadsheet", "XML格式的OpenDocument表格"),
    ("<html", "网页"),
    ("<table", "网页"),
    ("mime-version:", "网页"),
    ("id;p", "SYLK表格"),
    ("table\r\n0,1", "DIF表格"),
)
"""What systems export and call .xls."""

_ZIPPED = (
    ("word/", "Word文档"),
    ("ppt/", "PPT演示文稿"),
    ("visio/", "Visio绘图"),
    ("OFD.xml", "OFD文档"),
    ("FixedDocSeq", "XPS文档"),
    ("Index/", "苹果iWork的文档"),
)
"""By the beginnings of the names of parts."""
_ALWAYS = ("word/document.xml", "ppt/presentation.xml")

_OPEN_DOCUMENTS = (
    (b"opendocument.text", "OpenDocument文字文档"),
    (b"opendocument.presentation", "OpenDocument演示文稿"),
    (b"opendocument.graphics", "OpenDocument绘图"),
    (b"epub", "电子书"),
)
"""By what the part ``mimetype`` says."""

_IN_OLE = (
    ("WordDocument", "Word文档"),
    ("PowerPoint Document", "PPT演示文稿"),
    ("VisioDocument", "Visio绘图"),
    ("__properties_version1.0", "Outlook邮件"),
    ("Quill", "Publisher出版物"),
    ("MatOST", "Works文档"),
)
"""By the streams and storages that lie directly in an OLE file."""

_WORKBOOK = frozenset({"workbook", "book"})
_FILE_PASS, _END = 0x2F, 0x0A
"""Records of an xls: it is encrypted from here on, and the end of what concerns the whole workbook."""


def may_be_workbook(head: bytes) -> bool:
    """Whether a file that begins so could be a workbook, rather than a text."""
    return head.startswith((ZIP, OLE)) or is_spreadsheetml(head)


def is_spreadsheetml(data: bytes) -> bool:
    """Whether this is a workbook in the XML of Excel 2003."""
    text = _beginning_of(data) if b"<" in data[:80] else None
    return text is not None and re.search(_SPREADSHEETML, text) is not None


def kind_of(data: bytes) -> str:
    """What a file is called that is neither an archive nor an OLE file."""
    kind = next((kind for signature, kind in _KINDS if data.startswith(signature)), None)
    kind = kind or (_MEDIA.get(data[8:12]) if data[4:8] == b"ftyp" else None)
    if kind:
        return kind
    text = _beginning_of(data)
    return next((kind for mark, kind in _TEXTS if mark in text), "文本文件") if text else "无法识别的内容"


def _beginning_of(data: bytes) -> str | None:
    """How a text begins, in small letters; None where the bytes are none."""
    head = data[:LOOKED_AT]
    for encoding in ("utf-16",) if head.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8", "gb18030"):
        try:
            text = getincrementaldecoder(encoding)().decode(head)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text.lower()
    return None


def other_zip(data: bytes) -> str | None:
    """What an archive is called that is no workbook; None for one that is, however damaged."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
    except Exception:  # whatever a damaged directory leads to: then names are looked for
        names = [name for name in ("xl/", "content.xml", *_ALWAYS) if name.encode() in data]
    if any(name.startswith(("xl/", "content.xml")) for name in names):
        return None
    begun = (kind for mark, kind in _ZIPPED if any(name.startswith(mark) for name in names))
    return next(begun, "压缩包")


def other_open_document(mimetype: bytes) -> str | None:
    """What a zipped document is called that says of itself that it is no workbook."""
    if not mimetype or b"spreadsheet" in mimetype:
        return None
    return next((kind for mark, kind in _OPEN_DOCUMENTS if mark in mimetype), "其他程序的文档")


def other_ole(data: bytes) -> Problem | None:
    """Why an OLE file cannot be opened as a workbook: it is something else, or encrypted."""
    from pyopenvba.cfb import CFB

    known = ("EncryptedPackage", *(name for name, _ in _IN_OLE))
    try:
        file = CFB.from_bytes(data)
        names = [*file.list_streams_at(()), *file.list_storages_at(())]
        book = next((name for name in names if name.lower() in _WORKBOOK), None)
        if book:
            return Problem("encrypted") if _is_encrypted(file.get_stream_at((), book)) else None
    except Exception:  # whatever a damaged directory leads to: then names are looked for
        names = [name for name in known if name.encode("utf-16-le") in data]
        if not names:
            return None
    if known[0] in names:
        return Problem("encrypted")
    kind = next((kind for name, kind in _IN_OLE if name in names), "其他程序的文档")
    return Problem("not_workbook", kind)


def _is_encrypted(stream: bytes) -> bool:
    """Whether the records that concern the whole workbook say so."""
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        if kind in (_FILE_PASS, _END):
            return bool(kind == _FILE_PASS)
        at += 4 + size
    return False
