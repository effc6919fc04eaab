"""What is no workbook is called what it is."""

from pathlib import Path

import pytest
import xlwt

from pipeline.reading.containers.limits import UnreadableError
from pipeline.reading.workbook.opening import open_book
from tests.grafting.archives import packed
from validators.rule import Problem


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"<!DOCTYPE html>\n<HTML><body>", "网页"),
        (b"\xef\xbb\xbf<table border=1>", "网页"),
        (b"MIME-Version: 1.0\nX-Document-Type: Workbook\n", "网页"),
        (
            b'<?xml version="1.0" encoding="UTF-8"?>\n<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"\n office:mimetype="application/vnd.oasis.opendocument.spreadsheet"/>',
            "XML格式的OpenDocument表格",
        ),
        (b"ID;PWXL;N;E\r\nC;Y1;X1;K1", "SYLK表格"),
        (b"TABLE\r\n0,1\r\n", "DIF表格"),
        (b"\0\1\0\0Standard Jet DB\0" + bytes(99), "Access数据库"),
        (b"\0\0\0\x18ftypheic" + bytes(99), "HEIC照片"),
        (b"\x09\0\4\0\0\0\x10\0", "Excel 2.0的工作表"),
        (b"\x09\2\6\0\0\0\x10\0\0\0", "Excel 3.0的工作表"),
        (b"\x09\4\6\0\0\0\x10\0\0\0", "Excel 4.0的工作表"),
        ("序号,得分".encode(), "文本文件"),
        ("序号,得分".encode("gb18030"), "文本文件"),
        ("序号\t得分".encode("utf-16"), "文本文件"),
        (("得" * 4096).encode(), "文本文件"),
        (b"\0\1\2\3", "无法识别的内容"),
        (b"\x80\x00\xff\xfe", "无法识别的内容"),
        (b"%PDF-1.7", "PDF文档"),
    ],
)
def test_what_is_no_workbook_is_named(data: bytes, kind: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        open_book(data)
    assert refused.value.problem == Problem("not_workbook", kind)


ODF = b"application/vnd.oasis.opendocument."


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        ({"word/document.xml": b"<w/>", "word/embeddings/a.xlsx": b"xl/"}, "Word文档"),
        ({"ppt/presentation.xml": b"<p/>"}, "PPT演示文稿"),
        ({"visio/document.xml": b"<v/>"}, "Visio绘图"),
        ({"OFD.xml": b"<o/>"}, "OFD文档"),
        ({"Index/Document.iwa": b"\0"}, "苹果iWork的文档"),
        ({"mimetype": ODF + b"text", "content.xml": b"<a/>"}, "OpenDocument文字文档"),
        ({"mimetype": ODF + b"presentation", "content.xml": b"<a/>"}, "OpenDocument演示文稿"),
        ({"mimetype": b"application/epub+zip", "OEBPS/content.opf": b"<a/>"}, "电子书"),
        ({"a.txt": b"1"}, "压缩包"),
    ],
)
def test_what_is_an_archive_and_no_workbook_is_named(parts: dict[str, bytes], kind: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        open_book(packed(parts))
    assert refused.value.problem == Problem("not_workbook", kind)


def holding(stream: str, folder: Path) -> bytes:
    """An OLE file, as xlwt writes it, that holds a stream of another name than a workbook's."""
    book = xlwt.Workbook()
    book.add_sheet("a")
    book.save(folder / "a.xls")
    data = (folder / "a.xls").read_bytes()
    at = data.index("Workbook\0".encode("utf-16-le"))
    name = stream.encode("utf-16-le")
    entry = name.ljust(64, b"\0") + (len(name) + 2).to_bytes(2, "little")
    return data[:at] + entry + data[at + 66 :]


@pytest.mark.parametrize(
    ("stream", "kind"),
    [
        ("WordDocument", "Word文档"),
        ("PowerPoint Document", "PPT演示文稿"),
        ("VisioDocument", "Visio绘图"),
        ("__properties_version1.0", "Outlook邮件"),
        ("Quill", "Publisher出版物"),
        ("MatOST", "Works文档"),
        ("CONTENTS", "其他程序的文档"),
    ],
)
def test_what_is_an_ole_file_and_no_workbook_is_named(stream: str, kind: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableError) as refused:
        open_book(holding(stream, tmp_path))
    assert refused.value.problem == Problem("not_workbook", kind)
