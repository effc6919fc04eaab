"""What is drawn over the selections is told, in whatever part a program writes it; buttons, notes and logos are not."""

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from pipeline.run import check_book
from tests.books import write_book
from tests.corpus.case import official
from validators.scheme.model import Scheme

_OURS = Path(__file__).parents[4] / "workbooks" / "template.xlsm"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_RELATIONS = """<?xml version="1.0"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/x" Target="{}"/>
</Relationships>"""


def _found(tmp_path: Path, scheme: Scheme, part: str, content: str) -> list[str]:
    """The findings of a clean workbook with one more part, to which its sheet leads."""
    path = write_book(tmp_path / "示范一居.xlsx", official(scheme))
    with ZipFile(path, "a", ZIP_DEFLATED) as archive:
        archive.writestr(f"xl/drawings/{part}", content)
        archive.writestr("xl/worksheets/_rels/sheet1.xml.rels", _RELATIONS.format(f"../drawings/{part}"))
    return [f"{f.code} {f.cell and f.cell.a1} {f.message}" for f in check_book(path, scheme).findings]


def _anchored(anchor: str, content: str) -> str:
    return f'<xdr:wsDr xmlns:xdr="{_DRAWING}"><xdr:{anchor}>{content}</xdr:{anchor}></xdr:wsDr>'


def _corner(name: str, row: int, column: int) -> str:
    return (
        f"<xdr:{name}><xdr:col>{column}</xdr:col><xdr:colOff>0</xdr:colOff>"
        f"<xdr:row>{row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:{name}>"
    )


_NAMED = '<xdr:nvSpPr><xdr:cNvPr id="2" name="x"/></xdr:nvSpPr>'
_PICTURE = f"<xdr:pic>{_NAMED}</xdr:pic>"
_OVER = _corner("from", 7, 5) + _corner("to", 9, 8)


# Rows and columns count from 0 in a file: the corners above are F8 and I10.
@pytest.mark.parametrize(
    ("drawing", "told"),
    [
        (_anchored("twoCellAnchor", _OVER + _PICTURE), ["GCT138 F8 自评栏上有图片（在 F8:I10）"]),
        (_anchored("twoCellAnchor", f"{_OVER}<xdr:sp>{_NAMED}</xdr:sp>"), ["GCT138 F8 自评栏上有图形（在 F8:I10）"]),
        (_anchored("twoCellAnchor", f"{_OVER}<xdr:sp>{_NAMED}<xdr:txBody/></xdr:sp>"), ["GCT138 F8 自评栏上有图形（在 F8:I10）"]),
        (_anchored("twoCellAnchor", f"{_OVER}<xdr:sp>{_NAMED}<xdr:txBody>√</xdr:txBody></xdr:sp>"), ["GCT138 F8 自评栏上有文本框（在 F8:I10）"]),
        (_anchored("twoCellAnchor", f"{_OVER}<xdr:graphicFrame>{_NAMED}</xdr:graphicFrame>"), ["GCT138 F8 自评栏上有图表（在 F8:I10）"]),
        # 5 columns of 64 and 10 rows of 20 pixels
        (_anchored("oneCellAnchor", f'{_corner("from", 2, 3)}<xdr:ext cx="3048000" cy="1905000"/>{_PICTURE}'), ["GCT138 E6 自评栏上有图片（在 D3:I13）"]),
        (_anchored("absoluteAnchor", f'<xdr:pos x="0" y="0"/><xdr:ext cx="6096000" cy="1905000"/>{_PICTURE}'), ["GCT138 E6 自评栏上有图片（在 A1:K11）"]),
        (_anchored("twoCellAnchor", _corner("from", 0, 0) + _corner("to", 3, 2) + _PICTURE), []),
        (_anchored("twoCellAnchor", _corner("from", 36, 5) + _corner("to", 40, 8) + _PICTURE), []),
        (_anchored("twoCellAnchor", f'{_OVER}<xdr:sp macro="[0]!GC_Check" textlink="">{_NAMED}</xdr:sp>'), []),
        (_anchored("twoCellAnchor", f'{_OVER}<xdr:sp macro="" textlink=""><xdr:cNvPr id="1" name="x" hidden="1"/></xdr:sp>'), []),
        (_anchored("twoCellAnchor", _corner("from", 7, 5) + _PICTURE), ["GCT138 F8 自评栏上有图片（在 F8:F8）"]),
        ("<not xml", []),
    ],
)  # fmt: skip
def test_pictures_and_shapes(tmp_path: Path, baihe: Scheme, drawing: str, told: list[str]) -> None:
    found = _found(tmp_path, baihe, "drawing1.xml", drawing)
    assert [finding.partition("，")[0] for finding in found] == told


def _control(kind: str, content: str = "") -> str:
    """A control in VML over F8 to G8, after columns and rows from 0."""
    return (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shape>'
        f'<x:ClientData ObjectType="{kind}"><x:Anchor>5, 15, 7, 2, 6, 31, 7, 15</x:Anchor>{content}</x:ClientData>'
        "</v:shape></xml>"
    )


@pytest.mark.parametrize(
    ("control", "told"),
    [
        (_control("Checkbox", "<x:Checked>1</x:Checked>"), ["GCT138 F8 自评栏上有复选框（在 F8:G8）"]),
        (_control("Checkbox", "<x:FmlaLink>$Z$8</x:FmlaLink>"), ["GCT138 F8 自评栏上有复选框（在 F8:G8）"]),
        (_control("Checkbox", "<x:FmlaLink>$F$8</x:FmlaLink>"), []),
        (_control("Radio"), ["GCT138 F8 自评栏上有单选按钮（在 F8:G8）"]),
        (_control("Pict"), ["GCT138 F8 自评栏上有控件（在 F8:G8）"]),
        (_control("Button", "<x:FmlaMacro>[0]!GC_Check</x:FmlaMacro>"), []),
        (_control("Note"), []),
        (_control("Checkbox").replace("7, 15", ""), []),
    ],
)
def test_controls(tmp_path: Path, baihe: Scheme, control: str, told: list[str]) -> None:
    found = _found(tmp_path, baihe, "vmlDrawing1.vml", control)
    assert [finding.partition("，")[0] for finding in found] == told


def test_the_buttons_of_our_own_workbook_are_not_told(baihe: Scheme) -> None:
    with ZipFile(_OURS) as archive:
        assert any("vmlDrawing" in name for name in archive.namelist())
    assert "GCT138" not in {finding.code for finding in check_book(_OURS, baihe).findings}
