"""The comments on the cells of an xlsx, notes and threads, whatever program wrote them."""

from pathlib import Path
from zipfile import ZipFile

import pytest

from pipeline.run import check_book
from tests.books import write_book
from tests.corpus.case import official
from validators.scheme.model import Scheme

_SPACE = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
_REQUEST = "[线程批注] 你的Excel版本可读取此线程批注；请使用更新版本的Excel。"
"""What Excel leaves as a note where it writes a thread."""

_RELATION = (
    '<Relationship Id="rId9" Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment" '
    'Target="../threadedComments/threadedComment1.xml"/></Relationships>'
)


_OF_2003 = (
    '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="任务分解表">'
    "<Table>|</Table></Worksheet></Workbook>"
)
_COMMENT = '<Comment ss:Author="某"><ss:Data xmlns="http://www.w3.org/TR/REC-html40"><B>镇复核</B>改为一般</ss:Data></Comment>'


def _with_thread(path: Path, *texts: str) -> Path:
    """The workbook with a thread on H8, written as Excel writes it beside the note that stands for it."""
    comments = "".join(
        f'<threadedComment ref="H8" id="{{{n}}}"><text>{text}</text></threadedComment>'
        for n, text in enumerate(texts)
    )
    with ZipFile(path) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    related = "xl/worksheets/_rels/sheet1.xml.rels"
    content[related] = content[related].replace(b"</Relationships>", _RELATION.encode())
    part = f'<ThreadedComments xmlns="{_SPACE}">{comments}</ThreadedComments>'
    content["xl/threadedComments/threadedComment1.xml"] = part.encode()
    with ZipFile(path, "w") as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return path


def _told(path: Path, scheme: Scheme) -> list[tuple[str, str, str]]:
    return [(f.code, str(f.cell), f.found) for f in check_book(path, scheme).findings]


@pytest.mark.parametrize(
    ("texts", "code", "found"),
    [
        (("照片见台账",), "GCT145", "“照片见台账”"),
        (("照片见台账", "是哪一年的？"), "GCT144", "“照片见台账 是哪一年的？”"),
    ],
)
def test_a_thread_is_told_instead_of_the_note_that_stands_for_it(
    tmp_path: Path, baihe: Scheme, texts: tuple[str, ...], code: str, found: str
) -> None:
    sheet = official(baihe)
    sheet.comments[sheet.where(3)] = _REQUEST
    path = _with_thread(write_book(tmp_path / "a.xlsx", sheet), *texts)
    assert _told(path, baihe) == [(code, "任务分解表!H8", found)]


def test_a_long_comment_is_told_by_its_beginning(tmp_path: Path, baihe: Scheme) -> None:
    sheet = official(baihe)
    sheet.comments[sheet.where(3)] = "见台账" * 30
    path = write_book(tmp_path / "a.xlsx", sheet)
    assert _told(path, baihe) == [("GCT145", "任务分解表!H8", f"“{('见台账' * 30)[:59]}…”")]


def test_a_comment_in_the_xml_of_excel_2003(tmp_path: Path, baihe: Scheme) -> None:
    sheet = official(baihe)
    rows = ""
    for number in range(1, sheet.total_row + 1):
        cells = {column: value for (row, column), value in sheet.cells.items() if row == number}
        rows += f'<Row ss:Index="{number}">'
        for column in sorted(cells):
            kind = "String" if isinstance(cells[column], str) else "Number"
            note = _COMMENT if (number, column) == sheet.where(3) else ""
            data = f'<Data ss:Type="{kind}">{cells[column] or ""}</Data>' if cells[column] is not None else ""
            rows += f'<Cell ss:Index="{column}">{data}{note}</Cell>'
        rows += "</Row>"
    path = tmp_path / "a.xml"
    path.write_text(_OF_2003.replace("|", rows), encoding="utf-8")
    assert _told(path, baihe) == [("GCT144", "任务分解表!H8", "“镇复核改为一般”")]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (b"</comments>", b"", ["GCT145"]),
        ("见台账".encode(), "见\x0b台账".encode(), ["GCT145"]),
        (b'ref="H8"', b'ref="H"', []),
        (b"</comment>", b"", []),
    ],
    ids=["cut off at the end", "a control character", "no cell", "without its end"],
)
def test_damaged_comments_cost_no_submission(
    tmp_path: Path, baihe: Scheme, old: bytes, new: bytes, told: list[str]
) -> None:
    sheet = official(baihe)
    sheet.comments[sheet.where(3)] = "见台账"
    path = write_book(tmp_path / "a.xlsx", sheet)
    with ZipFile(path) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    content["xl/comments1.xml"] = content["xl/comments1.xml"].replace(old, new)
    with ZipFile(path, "w") as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    book = check_book(path, baihe)
    assert [finding.code for finding in book.findings] == told
    assert book.submission
