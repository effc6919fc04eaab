"""The table is put into every workbook of the set: each is read, with its own total and without a refusal."""

import os
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path

import pytest

from pipeline.run import check_book
from tests.clients.libreoffice import recalculate
from tests.clients.sheetjs import saved_anew
from tests.grafting.archives import PACKINGS, packed, parts_of
from tests.grafting.bends import BENDS, Bend
from tests.grafting.companions import OPENPYXL, TOTAL, XLSXWRITER, XLWT, by_openpyxl, by_xlsxwriter, by_xlwt
from tests.grafting.old_formats import IN_XLSB, encrypted, of_kind
from validators.scheme.model import Scheme

Grafts = Callable[[Path, Scheme], Iterable[Path]]
_EVERY_PROGRAM_TRIES = "VelvetSweatshop"
_NOT_ROW_BY_ROW = ("table object",)
"""What XlsxWriter cannot write row by row."""
_NOT_IN_XML = ("properties", "defined names", "printed area", "autofilter")
"""Chinese names of which SheetJS makes XML that is none."""


def beside(folder: Path, scheme: Scheme, without: Collection[str] = (), **options: object) -> Iterable[Path]:
    """What XlsxWriter can put beside the table."""
    for name in (name for name in XLSXWRITER if name not in without):
        path = folder / f"{name}.xlsx"
        by_xlsxwriter(path, scheme, XLSXWRITER[name], **options)
        yield path


def _row_by_row(folder: Path, scheme: Scheme) -> Iterable[Path]:
    """The same with every text in its cell."""
    return beside(folder, scheme, _NOT_ROW_BY_ROW, constant_memory=True)


def _since_1904(folder: Path, scheme: Scheme) -> Iterable[Path]:
    return beside(folder, scheme, date_1904=True)


def _by_openpyxl(folder: Path, scheme: Scheme) -> Iterable[Path]:
    for name, companion in OPENPYXL.items():
        path = folder / f"{name}.xlsx"
        by_openpyxl(path, scheme, companion)
        yield path


def _by_xlwt(folder: Path, scheme: Scheme) -> Iterable[Path]:
    for name, companion in XLWT.items():
        path = folder / f"{name}.xls"
        by_xlwt(path, scheme, companion)
        yield path
    two = (folder / "blank sheets.xls").read_bytes()
    for kind in (1, 2, 6):
        path = folder / f"kind {kind}.xls"
        path.write_bytes(of_kind(two, kind))
        yield path


def _encrypted(folder: Path, scheme: Scheme) -> Iterable[Path]:
    """An xls with the password that every program tries unasked."""
    path = folder / "a.xls"
    by_xlwt(path, scheme, XLWT["nothing"])
    path.write_bytes(encrypted(path.read_bytes(), _EVERY_PROGRAM_TRIES))
    yield path


def _each(whole: Path, bends: Mapping[str, Bend]) -> Iterable[Path]:
    """A workbook with each thing done to its parts, one after the other."""
    for name, bend in bends.items():
        parts = parts_of(whole.read_bytes())
        bend(parts)
        path = whole.with_stem(name)
        path.write_bytes(packed(parts))
        yield path


def _bent(folder: Path, scheme: Scheme, companion: str = "nothing") -> Iterable[Path]:
    """A plain workbook laid out as no writer does it."""
    plain = folder / "plain.xlsx"
    by_xlsxwriter(plain, scheme, XLSXWRITER[companion])
    yield from _each(plain, BENDS)


def _bent_and_tried(folder: Path, scheme: Scheme) -> Iterable[Path]:
    """The same where a far cell makes us try it first."""
    return _bent(folder, scheme, "far cell")


def _packed(folder: Path, scheme: Scheme) -> Iterable[Path]:
    plain = folder / "plain.xlsx"
    by_xlsxwriter(plain, scheme, XLSXWRITER["nothing"])
    for name, (ending, pack) in PACKINGS.items():
        path = folder / f"{name}.{ending}"
        path.write_bytes(pack(parts_of(plain.read_bytes())))
        yield path


def _for_sheetjs(first: int, without: Collection[str] = ()) -> list[str]:
    """What goes through SheetJS in one of its formats: all of it in CI, every day every fourth."""
    often = 1 if os.environ.get("CI") else 4
    return [name for name in list(XLSXWRITER)[first % often :: often] if name not in without]


def _by_sheetjs(ending: str, names: Collection[str]) -> Grafts:
    """What XlsxWriter puts beside the table, saved anew."""

    def build(folder: Path, scheme: Scheme) -> Iterable[Path]:
        given, saved = folder / "given", folder / "saved"
        given.mkdir()
        saved.mkdir()
        return saved_anew(list(beside(given, scheme, XLSXWRITER.keys() - names)), saved, ending)

    return build


def _listed_in_xlsb(folder: Path, scheme: Scheme) -> Iterable[Path]:
    plain = folder / "plain.xlsx"
    by_xlsxwriter(plain, scheme, XLSXWRITER["hidden sheet"])
    (binary,) = saved_anew([plain], folder, "xlsb")
    yield from _each(binary, IN_XLSB)


def _by_libreoffice(ending: str) -> Grafts:
    def build(folder: Path, scheme: Scheme) -> Iterable[Path]:
        names = ("chart sheet", "very hidden sheet", "table object", "rich text")
        given = [folder / f"{name}.xlsx" for name in names]
        for path in given:
            by_xlsxwriter(path, scheme, XLSXWRITER[path.stem])
        saved = folder / "saved"
        saved.mkdir()
        return recalculate(given, saved, to=ending)

    return build


_FOR_SHEETJS = {ending: _for_sheetjs(first) for first, ending in enumerate(("xlsb", "xls", "ods", "xlsx"))}
_FOR_SHEETJS["xml"] = _for_sheetjs(0, _NOT_IN_XML)

FAMILIES: dict[str, tuple[Grafts, int]] = {
    "beside it, by XlsxWriter": (beside, len(XLSXWRITER)),
    "the same, row by row": (_row_by_row, len(XLSXWRITER) - len(_NOT_ROW_BY_ROW)),
    "the same, days from 1904": (_since_1904, len(XLSXWRITER)),
    "beside it, by openpyxl": (_by_openpyxl, len(OPENPYXL)),
    "beside it, by xlwt": (_by_xlwt, len(XLWT) + 3),
    "xls with the default password": (_encrypted, 1),
    "laid out otherwise": (_bent, len(BENDS)),
    "laid out otherwise and tried first": (_bent_and_tried, len(BENDS)),
    "packed otherwise": (_packed, len(PACKINGS)),
    "listed in an xlsb": (_listed_in_xlsb, len(IN_XLSB)),
    **{
        f"{ending} by SheetJS": (_by_sheetjs(ending, names), len(names))
        for ending, names in _FOR_SHEETJS.items()
    },
    **{f"{ending} by LibreOffice": (_by_libreoffice(ending), 4) for ending in ("xls", "ods", "xlsx")},
}
"""Who builds the workbooks, and how many."""


_EVERY_DAY = {"beside it, by XlsxWriter", "beside it, by openpyxl", "beside it, by xlwt", "packed otherwise"}


@pytest.mark.parametrize(
    "family",
    [name if name in _EVERY_DAY else pytest.param(name, marks=pytest.mark.slow) for name in FAMILIES],
)
def test_every_workbook_that_holds_the_table_is_read(family: str, tmp_path: Path, baihe: Scheme) -> None:
    build, count = FAMILIES[family]
    books = {path.name: check_book(path, baihe) for path in build(tmp_path, baihe)}
    said = {
        name: (book.state.value, book.scorecard and book.scorecard.total, book.community)
        for name, book in books.items()
    }
    assert said == dict.fromkeys(books, ("accepted", TOTAL, "示范一居"))
    assert len(books) == count


def test_there_are_enough() -> None:
    assert sum(count for _, count in FAMILIES.values()) >= 200
