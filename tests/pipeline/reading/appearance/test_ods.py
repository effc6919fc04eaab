"""What is unseen of an ods is found, too, where no parser of XML gets through as it stands, and calamine does."""

from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import pytest

from pipeline.reading.appearance.ods import unseen
from pipeline.reading.containers.package import Package

_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "style")
)
_CELL = '<table:table-cell table:style-name="gone" office:value-type="string"><text:p>良好</text:p></table:table-cell>'
_CONTENT = (
    f'<?xml version="1.0"?><office:document-content {_SPACES}>'
    '<office:automatic-styles><style:style style:name="gone" style:family="table-cell">'
    '<style:text-properties style:text-line-through-style="solid"/></style:style></office:automatic-styles>'
    '<office:body><office:spreadsheet><table:table table:name="表"><table:table-row>'
    f'{_CELL}</table:table-row><table:table-row table:visibility="collapse">{_CELL}</table:table-row>'
    "</table:table></office:spreadsheet></office:body></office:document-content>"
)


@pytest.mark.parametrize(
    "bend",
    [
        lambda text: text,
        lambda text: text.replace("<table:table-row>", '<table:table-row loext:a="1">', 1),
        lambda text: text.replace("良好", "良\x0b好", 1),
        lambda text: text.replace("良好", "良&#11;好", 1),
        lambda text: text.replace("良好", "良&#xB;好", 1),
        lambda text: "\n" + text,
    ],
    ids=[
        "plain",
        "undeclared prefix",
        "control character",
        "its number",
        "its number in hex",
        "blank before",
    ],
)
def test_hidden_rows_and_struck_out_cells(bend: Callable[[str], str]) -> None:
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", bend(_CONTENT))
    found = unseen(Package(stream.getvalue()), "表")
    assert (found.hidden_rows, found.struck) == ({1}, {(0, 0), (1, 0)})
