"""A line chart in a Word document: a native one, which Word and WPS draw, from figures that stand in it."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from xml.sax.saxutils import escape

from docx.document import Document as Paper
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Length, Mm
from docx.text.run import Run

_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORDS = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"

_LOOKS = (("385723", "solid", "circle"), ("262626", "dash", "none"))
"""Colour, line and mark of each series: they differ in print without colours, too."""


def add_line_chart(
    paper: Paper, run: Run, title: str, labels: Sequence[str], series: Mapping[str, Sequence[Decimal | None]]
) -> None:
    """Put a chart of shares of 1 behind a piece of text; what is not known leaves a gap. ``series`` are two at most."""
    content = _chart(title, labels, series).encode()
    part = Part(PackURI("/word/charts/chart1.xml"), _TYPE, content, paper.part.package)
    way = paper.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    run._r.append(parse_xml(_placed(way, title, Mm(150), Mm(75))))


def _placed(way: str, title: str, width: Length, height: Length) -> str:
    told = escape(title, {'"': "&quot;"})
    return (
        f'<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:wp="{_WORDS}">'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="1" name="{told}" descr="{told}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic xmlns:a="{_MAIN}"><a:graphicData uri="{_CHART}"><c:chart xmlns:c="{_CHART}" '
        f'xmlns:r="{_RELATIONS}" r:id="{way}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )


def _chart(title: str, labels: Sequence[str], series: Mapping[str, Sequence[Decimal | None]]) -> str:
    drawn = "".join(
        _series(number, name, labels, values, look)
        for number, ((name, values), look) in enumerate(zip(series.items(), _LOOKS, strict=False))
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><c:chartSpace xmlns:c="{_CHART}" xmlns:a="{_MAIN}">'
        '<c:roundedCorners val="0"/><c:chart>'
        f'<c:title>{_text(title)}<c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/>'
        f'<c:plotArea><c:layout/><c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{drawn}'
        '<c:marker val="1"/><c:axId val="1"/><c:axId val="2"/></c:lineChart>'
        '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>'
        '<c:axPos val="b"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="out"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:crossAx val="2"/></c:catAx>'
        '<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/><c:max val="1"/><c:min val="0"/></c:scaling>'
        '<c:delete val="0"/><c:axPos val="l"/><c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill>'
        '<a:srgbClr val="D9D9D9"/></a:solidFill></a:ln></c:spPr></c:majorGridlines>'
        '<c:numFmt formatCode="0%" sourceLinked="0"/><c:majorTickMark val="out"/><c:minorTickMark val="none"/>'
        '<c:tickLblPos val="nextTo"/><c:crossAx val="1"/></c:valAx></c:plotArea>'
        '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend><c:plotVisOnly val="1"/>'
        '<c:dispBlanksAs val="gap"/></c:chart></c:chartSpace>'
    )


def _text(text: str) -> str:
    return (
        "<c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr sz='1200' b='0'/></a:pPr>"
        f"<a:r><a:rPr lang='zh-CN' sz='1200' b='0'/><a:t>{escape(text)}</a:t></a:r></a:p></c:rich></c:tx>"
    )


def _series(
    number: int,
    name: str,
    labels: Sequence[str],
    values: Sequence[Decimal | None],
    look: tuple[str, str, str],
) -> str:
    colour, dash, mark = look
    fill = f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
    line = f'<c:spPr><a:ln w="22225">{fill}<a:prstDash val="{dash}"/></a:ln></c:spPr>'
    size = "" if mark == "none" else '<c:size val="7"/>'
    marker = f'<c:marker><c:symbol val="{mark}"/>{size}</c:marker>'
    told = (
        '<c:dLbls><c:numFmt formatCode="0.0%" sourceLinked="0"/><c:dLblPos val="t"/><c:showLegendKey val="0"/>'
        '<c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/>'
        '<c:showBubbleSize val="0"/></c:dLbls>'
    )
    names = _points(enumerate(map(escape, labels)))
    numbers = _points((n, f"{value}") for n, value in enumerate(values) if value is not None)
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/><c:tx><c:v>{escape(name)}</c:v></c:tx>{line}{marker}'
        f"{told if mark != 'none' else ''}"
        f'<c:cat><c:strLit><c:ptCount val="{len(labels)}"/>{names}</c:strLit></c:cat>'
        f'<c:val><c:numLit><c:formatCode>0.0%</c:formatCode><c:ptCount val="{len(values)}"/>{numbers}</c:numLit></c:val>'
        '<c:smooth val="0"/></c:ser>'
    )


def _points(values: Iterable[tuple[int, str]]) -> str:
    return "".join(f'<c:pt idx="{n}"><c:v>{value}</c:v></c:pt>' for n, value in values)
