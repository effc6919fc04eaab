"""What a part of a cell's text looks like: struck out, or a tick in a font of its own."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import LXML, load_workbook

from tests.books import write_book
from tests.corpus.case import official, ticked, tiered
from tests.corpus.drifting import Drifted
from tests.pipeline.reading.appearance.bent_parts import SHEETS, bent, found
from validators.scheme.model import Scheme


def _inline(path: Path, cell: str, runs: bytes) -> None:
    """The text as openpyxl writes it: in the cell itself."""
    book = load_workbook(path)
    book.active[cell] = "替"
    book.save(path)
    spelt = b"&#26367;" if LXML else "替".encode()  # as the library that openpyxl finds writes it
    bent(path, lambda xml: xml.replace(b"<is><t>%s</t></is>" % spelt, b"<is>%s</is>" % runs), SHEETS)


def _shared(path: Path, _: str, runs: bytes) -> None:
    bent(
        path,
        lambda xml: xml.replace("<si><t>替</t></si>".encode(), b"<si>%s</si>" % runs),
        "xl/sharedStrings",
    )


def _run(text: str, look: str) -> str:
    return f"<r><rPr>{look}</rPr><t>{text}</t></r>"


@pytest.mark.parametrize("write", [_inline, _shared])
@pytest.mark.parametrize(
    ("start", "item", "field", "runs", "expected"),
    [
        (official, 20, "score", _run("3", "") + _run(".5", "<strike/>"), ["GCS204 H25"]),
        (official, 20, "score", _run("3.5", '<strike val="1"/>'), ["GCS204 H25"]),
        (official, 20, "score", _run("3", "<b/>") + _run(".5", '<strike val="0"/>'), []),
        (tiered, 8, "tier", _run("良好", "<strike/>") + _run("合格", ""), ["GCS202 H13"]),
        (ticked, 8, "fair", _run("√", "<strike/>"), ["GCS202 F13"]),
    ],
)
def test_a_part_of_a_text_struck_out(
    tmp_path: Path,
    baihe: Scheme,
    start: Callable[[Scheme], Drifted],
    item: int,
    field: str,
    runs: str,
    expected: list[str],
    write: Callable[[Path, str, bytes], None],
) -> None:
    sheet = start(baihe)
    if start is ticked:
        sheet.put(item, "score", None)
    sheet.put(item, field, "替")
    path = write_book(tmp_path / "a.xlsx", sheet)
    write(path, sheet.at(item, field), runs.encode())
    assert found(path, baihe) == expected


_WINGDINGS = '<rFont val="Wingdings"/>'


@pytest.mark.parametrize("write", [_inline, _shared])
@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        (_run("ü", _WINGDINGS), ["GCS214 G13"]),
        (_run("R", '<rFont val="Wingdings 2"/>') + _run(" ", ""), ["GCS214 G13"]),
        (_run("R", '<rFont val="宋体"/>'), ["GCT106 G13"]),
    ],
)
def test_a_tick_in_a_font_of_its_own(
    tmp_path: Path,
    baihe: Scheme,
    runs: str,
    expected: list[str],
    write: Callable[[Path, str, bytes], None],
) -> None:
    sheet = official(baihe).put(8, "score", 5).put(8, "good", "替")
    path = write_book(tmp_path / "a.xlsx", sheet)
    write(path, "G13", runs.encode())
    assert found(path, baihe) == expected
