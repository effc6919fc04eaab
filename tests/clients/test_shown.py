"""What our reading of number formats makes of a value is what LibreOffice shows in the cell."""

from pathlib import Path

import pytest
import xlsxwriter

from pipeline.reading.appearance.formats import ANY, decimals_shown, shown_by
from pipeline.reading.cells.values import text_of
from pipeline.reading.workbook.opening import open_book
from tests.clients.libreoffice import recalculate

CODES = (
    "0", "0.0", "0.00", "#", "0.0#", "?.?", "000", "0.0;-0.0;0", '0"分"', '"扣"0', '"2"', "0\\分", ";;;", "0;;", "0;-0;\"零\"",
    '[>3]"合格";0', '[>=4]"良好";[>=3.5]"一般";"合格"', '[=4]"√";0', '[<1]"无";0.0', "0%", "0.0%", "0.00_)", "0_ ;-0", '"¥"0.00', "[Red]0.0",
    "[$-804]0.0", "0,", "0.0,", "-0", '0".5"', '"第"0"项"', "+0;-0;0", "(0)", "0 0", '0"."0', "General", 'General"分"',
)  # fmt: skip
VALUES = (0, 0.4, 1, 2.5, 3, 3.5, 4, 4.25, 4.35, 22, 91.55, 110)
TEXTS = ("@", '@"（待定）"', ";;;@", ';;;"合格"', "0", '"得"@', ";;;")


@pytest.mark.slow
def test_libreoffice_shows_the_same(tmp_path: Path) -> None:
    given: dict[tuple[str, float | str], str] = {
        (code, value): shown_by(code, value) for code in CODES for value in VALUES
    }
    given |= {(code, "良好"): shown_by(code, "良好") for code in TEXTS}
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        page = workbook.add_worksheet("表")
        for row, (code, value) in enumerate(given):
            page.write(row, 0, value, workbook.add_format({"num_format": code}))
    (tmp_path / "saved").mkdir()
    book = open_book(recalculate([path], tmp_path / "saved", "ods")[0].read_bytes())
    places = {(row, 0): value for row, (_, value) in enumerate(given)}
    shown = book.unseen("表").shown(places)
    theirs = dict(zip(given, (shown.get(place, "") for place in places), strict=True))
    assert {at: text_of(text) for at, text in given.items()} == {
        at: text_of(text) for at, text in theirs.items()
    }


def test_a_format_that_is_taken_to_be_exact_is() -> None:
    for code in CODES:
        decimals = decimals_shown(code)
        for value in VALUES:
            if value >= 0 and decimals >= 0 and round(value, decimals) == value:
                assert float(shown_by(code, value)) == value, code
    assert {code for code in CODES if decimals_shown(code) == ANY} == {"General"}
