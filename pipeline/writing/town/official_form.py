"""A Word document in the form of official documents (GB/T 9704—2012): page, fonts, line pitch, page numbers.

Where a font is not on the computer, the document names the one to take instead. The same content gives the same bytes.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import TypeAlias
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.rel import _Relationship
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from pipeline.writing.town.document_chart import add_line_chart

TITLE, HEAD, SECOND, BODY, NUMBERS = "方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312", "宋体"
"""The fonts of the title, of headings of both levels, of the text, of page numbers."""

_INSTEAD = {TITLE: "黑体", SECOND: "楷体", BODY: "仿宋"}

NO_2, NO_3, NO_4, SMALL_4 = 22, 16, 14, 12
"""The sizes 二号, 三号, 四号 and 小四 in points."""

_PITCH, _PITCH_OF_TITLE, _PITCH_IN_TABLE = Pt(28), Pt(36), Pt(20)
_CLOSER = "-5"
"""Twentieths of a point by which letters stand closer, so that a line of 156 mm takes 28 of 三号."""
_EPOCH = (1980, 1, 1, 0, 0, 0)

Piece: TypeAlias = tuple[str, str]
"""A text and its font."""


class OfficialPaper:
    """A document that is written from top to bottom."""

    def __init__(self, title: str, author: str, comments: str, day: date) -> None:
        self._paper = Document()
        self._turns = False
        about = self._paper.core_properties
        about.title, about.author, about.last_modified_by, about.comments = title, author, author, comments
        about.created = about.modified = datetime.combine(day, time())
        _name_fonts(self._paper.part.rels.values())
        self._set_up_text()
        self._set_up_page()

    def _set_up_text(self) -> None:
        style = self._paper.styles["Normal"]
        _set_font(style, BODY, NO_3)
        closer = OxmlElement("w:spacing")
        closer.set(qn("w:val"), _CLOSER)
        style.element.get_or_add_rPr().insert_element_before(closer, "w:sz", "w:szCs", "w:lang")
        style.paragraph_format.space_after = Pt(0)
        style.paragraph_format.line_spacing = _PITCH
        style.paragraph_format.widow_control = False
        for name in ("w:autoSpaceDE", "w:autoSpaceDN"):  # no gap between Chinese and digits
            off = OxmlElement(name)
            off.set(qn("w:val"), "0")
            style.element.get_or_add_pPr().insert_element_before(off, "w:spacing")

    def _set_up_page(self) -> None:
        """A4 with 22 lines of 28 characters; page numbers outside, 7 mm below the text."""
        page = self._paper.sections[0]
        page.page_width, page.page_height = Mm(210), Mm(297)
        page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = map(Mm, (37, 35, 28, 26))
        page.footer_distance = Length(Mm(35 - 7) - Pt(NO_4))
        self._paper.settings.odd_and_even_pages_header_footer = True
        _number(page.footer.paragraphs[0], ALIGN.RIGHT)
        _number(page.even_page_footer.paragraphs[0], ALIGN.LEFT)

    def line(self, *pieces: Piece, size: int = NO_3, align: ALIGN = ALIGN.LEFT, free: float = 0) -> None:
        """A line of its own; ``free`` characters are left at the right edge."""
        line = self._paper.add_paragraph()
        line.alignment = align
        line.paragraph_format.right_indent = Pt(size * free)
        if self._turns:
            line.paragraph_format.page_break_before, self._turns = True, False
        if size == NO_2:
            line.paragraph_format.line_spacing = _PITCH_OF_TITLE
        _write(line, pieces, size)

    def paragraph(self, *pieces: Piece) -> None:
        """A paragraph of the text, its first line two characters in."""
        paragraph = self._paper.add_paragraph()
        paragraph.alignment = ALIGN.JUSTIFY
        paragraph.paragraph_format.first_line_indent = Pt(2 * NO_3)
        _write(paragraph, pieces, NO_3)

    def new_page(self) -> None:
        """The next line begins on a new page."""
        self._turns = True

    def keep_together(self, lines: int) -> None:
        """The last lines so far stand on one page with what comes next, as a signature may not stand alone on one."""
        for line in self._paper.paragraphs[-lines:]:
            line.paragraph_format.keep_with_next = True

    def table(self, columns: Mapping[str, int], rows: Iterable[Sequence[str]]) -> None:
        """A table whose heads stand on every page; widths in millimetres."""
        table = self._paper.add_table(rows=1, cols=len(columns), style="Table Grid")
        table.autofit = False
        for column, width in zip(table.columns, columns.values(), strict=True):
            column.width = Mm(width)
        _fill(table.rows[0], list(columns), HEAD)
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for row in rows:
            _fill(table.add_row(), row, BODY)

    def chart(
        self, title: str, labels: Sequence[str], series: Mapping[str, Sequence[Decimal | None]]
    ) -> None:
        """A line chart of shares, in a line of its own that is as high as it."""
        line = self._paper.add_paragraph()
        line.alignment = ALIGN.CENTER
        line.paragraph_format.line_spacing = 1.0
        add_line_chart(self._paper, line.add_run(), title, labels, series)

    def content(self) -> bytes:
        """The document's bytes."""
        saved, again = BytesIO(), BytesIO()
        self._paper.save(saved)
        with ZipFile(saved) as parts, ZipFile(again, "w", ZIP_DEFLATED) as archive:
            for name in parts.namelist():
                archive.writestr(ZipInfo(name, _EPOCH), parts.read(name), ZIP_DEFLATED)
        return again.getvalue()


def _write(paragraph: Paragraph, pieces: Iterable[Piece], size: int) -> None:
    for text, font in pieces:
        _set_font(paragraph.add_run(text), font, size)


def _set_font(of: Run | ParagraphStyle, font: str, size: int) -> None:
    of.font.name, of.font.size = font, Pt(size)
    of.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _number(footer: Paragraph, align: ALIGN) -> None:
    """— 1 — at the outer edge, one character in."""
    footer.alignment = align
    footer.paragraph_format.left_indent = footer.paragraph_format.right_indent = Pt(NO_4)
    _write(footer, [("— ", NUMBERS)], NO_4)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = footer.add_run()
        _set_font(run, NUMBERS, NO_4)
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)
    _write(footer, [(" —", NUMBERS)], NO_4)


def _fill(row: _Row, texts: Sequence[str], font: str) -> None:
    """A row that no page parts."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, text in zip(row.cells, texts, strict=True):
        line = cell.paragraphs[0]
        line.paragraph_format.line_spacing = _PITCH_IN_TABLE
        _write(line, [(text, font)], SMALL_4)


def _name_fonts(relations: Iterable[_Relationship]) -> None:
    """Say which fonts to take where others are missing."""
    told = "".join(
        f'<w:font w:name="{font}"><w:altName w:val="{other}"/></w:font>' for font, other in _INSTEAD.items()
    )
    fonts = next(
        relation.target_part for relation in relations if relation.reltype == RELATIONSHIP_TYPE.FONT_TABLE
    )
    fonts._blob = fonts.blob.replace(b"</w:fonts>", f"{told}</w:fonts>".encode())
