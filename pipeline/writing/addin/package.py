"""From a macro workbook to an add-in: another kind of package, without a window, with a ribbon tab."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pipeline.writing.addin.ribbon import RELATIONSHIP, custom_ui

_RIBBON = "customUI/customUI14.xml"
_KIND = "application/vnd.ms-excel.{}.macroEnabled.main+xml"
_CHANGES: Mapping[str, tuple[str, str]] = {
    "[Content_Types].xml": (_KIND.format("sheet"), _KIND.format("addin")),
    "_rels/.rels": (
        "</Relationships>",
        f'<Relationship Id="rIdRibbon" Type="{RELATIONSHIP}" Target="{_RIBBON}"/></Relationships>',
    ),
    "xl/workbook.xml": ("<workbookView ", '<workbookView visibility="hidden" '),
}
"""Per part what stands there once and what stands there then."""


def as_addin(workbook: bytes) -> bytes:
    """The workbook of XlsxWriter as an add-in; the same parts give the same bytes."""
    content = BytesIO()
    with ZipFile(BytesIO(workbook)) as source, ZipFile(content, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(_undated(name), _changed(name, source.read(name)))
        target.writestr(_undated(_RIBBON), custom_ui())
    return content.getvalue()


def _changed(name: str, part: bytes) -> bytes:
    if name not in _CHANGES:
        return part
    before, after = (text.encode() for text in _CHANGES[name])
    if part.count(before) != 1:
        raise RuntimeError(f"another XlsxWriter: {name} does not hold {before.decode()} once")
    return part.replace(before, after)


def _undated(name: str) -> ZipInfo:
    info = ZipInfo(name)
    info.compress_type = ZIP_DEFLATED
    return info
