"""The leader's page as a document: the form of official documents, the same bytes every time, nothing private."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from docx import Document
from docx.document import Document as Paper

from pipeline.reading.files.own_reports import is_foreign
from pipeline.reading.roster import load_roster
from pipeline.run import consolidate_town
from pipeline.town.follow_up.briefing import briefing
from pipeline.town.model import Town
from pipeline.writing.town.brief import write_brief
from tests.clients.libreoffice import to_pdf
from tests.clients.openxml import validate
from tests.clients.programs import require, run
from tests.pipeline.town.small_towns import roster
from tests.test_samples import SAMPLES
from validators.scheme.model import Scheme


@pytest.fixture(scope="module")
def town(baihe: Scheme) -> Town:
    """The sample town."""
    return consolidate_town(
        SAMPLES / "town", baihe, load_roster(SAMPLES / "roster.csv"), as_of=date(2021, 11, 1)
    )


@pytest.fixture(scope="module")
def brief(town: Town, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its document."""
    path = tmp_path_factory.mktemp("brief") / "brief.docx"
    write_brief(town, path)
    return path


def test_it_says_what_the_leaders_page_says(brief: Path, town: Town) -> None:
    text = "".join(paragraph.text for paragraph in Document(str(brief)).paragraphs)
    for level, heading, said in briefing(town).passages:
        assert f"{heading}{'。' if level == 2 else ''}{said}" in text


def test_the_document_is_valid_ours_and_the_same_every_time(brief: Path, town: Town, tmp_path: Path) -> None:
    assert validate(brief) == []
    assert not is_foreign(brief)
    again = tmp_path / "again.docx"
    write_brief(town, again)
    assert again.read_bytes() == brief.read_bytes()


def test_the_validator_looks_into_documents(brief: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.docx"
    with ZipFile(brief) as parts, ZipFile(broken, "w") as archive:
        for name in parts.namelist():
            archive.writestr(name, parts.read(name).replace(b"w:jc", b"w:justify"))
    assert validate(broken)


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def fonts(paper: Paper) -> Iterator[tuple[str, str, float]]:
    """The text of every piece, its font and size."""
    for paragraph in paper.paragraphs:
        for piece in paragraph.runs:
            if piece.text.strip():
                assert piece.font.size
                (font,) = piece._r.iter(f"{W}rFonts")
                yield piece.text, str(font.get(f"{W}eastAsia")), piece.font.size.pt


def test_the_form_of_official_documents(brief: Path) -> None:
    """GB/T 9704: 版心 156 x 225 mm, 标题 二号小标宋, 一、黑体, （一）楷体, 正文三号仿宋, 每面22行每行28字, 页码四号."""
    paper = Document(str(brief))
    page = paper.sections[0]
    margins = (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)
    assert [round(margin.mm) for margin in margins if margin] == [37, 35, 28, 26]
    assert [round(side.mm) for side in (page.page_width, page.page_height) if side] == [210, 297]
    normal = paper.styles["Normal"].paragraph_format
    assert (normal.line_spacing.pt, normal.line_spacing_rule) == (28, 4)  # EXACTLY
    assert int(225 / 25.4 * 72 / 28) == 22
    spacing = paper.styles["Normal"].element.rPr.find(f"{W}spacing").get(f"{W}val")
    assert int(156 / 25.4 * 72 / (16 + int(spacing) / 20)) == 28
    look = {text: (font, size) for text, font, size in fonts(paper)}
    assert look["底稿"] == ("黑体", 16)
    assert look["白鹤镇2021年绿色社区创建情况"] == ("方正小标宋简体", 22)
    assert look["一、报送情况"] == ("黑体", 16)
    assert look["（一）催报补正。"] == ("楷体_GB2312", 16)
    assert {size for text, (font, size) in look.items() if font == "仿宋_GB2312"} == {16}
    first = next(p for p in paper.paragraphs if p.text.startswith("应报社区"))
    assert first.paragraph_format.first_line_indent == 2 * 16 * 12700
    with ZipFile(brief) as archive:
        table = ElementTree.fromstring(archive.read("word/fontTable.xml"))
    instead = {
        font.get(f"{W}name"): other.get(f"{W}val") for font in table for other in font.iter(f"{W}altName")
    }
    assert {"方正小标宋简体": "黑体", "仿宋_GB2312": "仿宋", "楷体_GB2312": "楷体"}.items() <= instead.items()


def test_page_numbers_stand_outside(brief: Path) -> None:
    paper = Document(str(brief))
    assert paper.settings.odd_and_even_pages_header_footer
    sides = (paper.sections[0].footer.paragraphs[0], paper.sections[0].even_page_footer.paragraphs[0])
    assert [str(side.alignment).partition(" ")[0] for side in sides] == ["RIGHT", "LEFT"]
    assert [side.text for side in sides] == ["—  —"] * 2
    assert all("PAGE" in side._p.xml for side in sides)


def test_the_list_at_its_end(brief: Path) -> None:
    (table,) = Document(str(brief)).tables
    lines = [[cell.text for cell in row.cells] for row in table.rows]
    assert lines[0] == ["序号", "社区", "情况", "总分", "等次", "需办事项"]
    assert lines[3] == ["3", "示范四居", "未达标", "67", "未达标", "第7、10项提升到良好，加6分，达到73分"]
    assert len(lines) == 1 + 7


@pytest.mark.slow
def test_libreoffice_prints_it(brief: Path, tmp_path: Path) -> None:
    text = run([require("pdftotext"), "-layout", to_pdf(brief, tmp_path), "-"], 60)
    pages = [re.sub(r"\s", "", page) for page in text.split("\f")]
    assert [("—1—" in pages[0]), ("—2—" in pages[1]), ("—3—" in pages[2])] == [True] * 3
    assert pages[0].startswith("底稿白鹤镇2021年绿色社区创建情况")
    assert "附表：需关注的社区名单镇精细化推进办2021年11月1日" in pages[1]
    assert pages[2].startswith("附表需关注的社区名单")


def test_no_telephone_number_and_nothing_that_xml_cannot_hold(tmp_path: Path, baihe: Scheme) -> None:
    (tmp_path / "in").mkdir()
    names = ("示范\x07居13800138000", "乙")
    town = consolidate_town(tmp_path / "in", baihe, roster(*names), as_of=date(2021, 11, 1))
    write_brief(town, tmp_path / "brief.docx")
    assert validate(tmp_path / "brief.docx") == []
    text = "".join(paragraph.text for paragraph in Document(str(tmp_path / "brief.docx")).paragraphs)
    assert "13800138000" not in text
    assert "（电话略）" in text
