"""Whatever a workbook is saved as, it reads the same: the corpus in every format, as two other programs write it."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from pipeline.checking.engine import CheckedBook
from pipeline.run import check_book
from tests.books import write_book
from tests.clients.libreoffice import recalculate
from tests.clients.sheetjs import saved_anew
from tests.corpus import commented, shown
from tests.corpus.test_corpus import CASES
from validators.scheme.model import Scheme

_UNCALCULATED = {"scores never calculated"}
_CALCULATED = {*_UNCALCULATED, "a score never calculated", "scores alone never calculated"}
"""LibreOffice calculates them; SheetJS leaves blanks, and no score at all is one finding whatever the reason."""
_HIDDEN = {"a hidden row", "a hidden column of tiers", "hidden columns of ticks"}
_ERRORS = {"#REF! as the tier", "#N/A as the score"}
_SMALL_DAYS = {"3 shown as a day of 1900", "3.5 shown as a day of 1900"}
_DAYS = {"4.5 become a day", "2.5 become 2 May", *_SMALL_DAYS}
_MERGED = {"a tier over two rows", "a score over two rows", "a tick over two tiers", "a criterion over 内容"}
_STRUCK = {"a tier struck out"}
_SHEETS = {name for name in CASES if "hidden sheet" in name} | {
    "a hidden table beside an example",
    "last year's sheet is hidden and alone has the printed head",
}
_BY_DAYS = {name for name in CASES if "by their days" in name}
"""Of two years' sheets only the days tell which is which, and SheetJS writes days into an ods as texts of its own."""
_COVERED = {"a score below a merged blank", "a score below a merged tier"}

_LOOKS = [case.name for case in shown.CASES if case not in shown.BY_CONDITION]
"""LibreOffice keeps how cells look and gets every fourth; SheetJS does not."""
_FETCHED = {name for name, case in CASES.items() if any("GCT143" in finding for finding in case.findings)}
"""What a formula fetches from elsewhere is told of an xlsx alone."""
_PLAIN = [
    name
    for name in CASES
    if name not in _FETCHED and name not in {case.name for case in (*shown.CASES, *commented.CASES)}
]

_KEPT_BY_XLSX = {
    "an endless number in number {}",
    "another day than that of the format",
    "a text box from 8, 8",
}
_STRANGE = (
    _CALCULATED
    | _HIDDEN
    | _ERRORS
    | _DAYS
    | _BY_DAYS
    | _MERGED
    | _STRUCK
    | _SHEETS
    | _COVERED
    | _KEPT_BY_XLSX
)


_SPARSE = 1 if os.environ.get("CI") else 16
"""Every day every so many-th case of those that are saved in CI."""


def _in_turn(names: list[str], first: int) -> list[str]:
    """All of them in CI; every day each goes through one of a program's three formats."""
    return (
        names
        if _SPARSE == 1
        else [name for n, name in enumerate(names) if n % 3 == first or name in _COMMENTS]
    )


def _every_fourth(first: int) -> list[str]:
    """What some program does not keep, and of the rest every fourth: each is saved in one of several formats."""
    strange = _in_turn([name for name in _PLAIN if name in _STRANGE], first)
    return strange + [name for name in _PLAIN[first :: 4 * _SPARSE] if name not in _STRANGE]


_UNKEPT_LOOKS = ["a text box from 8, 8", "another day than that of the format", "4 shown otherwise by 0\\.5"]
"""Each is what an old xls or an ods does not keep."""
_COMMENTS = ["two comments"]
"""Each format has a place of its own for them."""
_ALIKE = ("text box", "another day", "4 shown otherwise by 0\\.5")
_SOME_LOOKS = [*_UNKEPT_LOOKS, *_COMMENTS] + [
    name for name in _LOOKS[:: 4 * _SPARSE] if not any(words in name for words in _ALIKE)
]
"""With one case of each; what is shown by conditions is looked at in an xlsx alone."""

SOME = [name for at, name in enumerate(_PLAIN) if name in _STRANGE or at % (16 * _SPARSE) == 3] + _SOME_LOOKS
"""LibreOffice takes its time: it gets what calamine does not tell, and of the rest every sixteenth."""


Save = Callable[[Sequence[Path], Path, str], list[Path]]

WRITERS = [
    # writer, format, cases, what the writer itself does not keep
    (saved_anew, "xlsb", _every_fourth(0), _UNCALCULATED | _STRUCK | {"3 shown as a day of 1900"}),
    (
        saved_anew,
        "xls",
        _every_fourth(1),
        _UNCALCULATED | _STRUCK | {"a hidden row", "an endless number in number {}"},
    ),
    (
        saved_anew,
        "ods",
        _every_fourth(2),
        _UNCALCULATED
        | _STRUCK
        | _HIDDEN
        | _ERRORS
        | _DAYS
        | _SHEETS
        | _BY_DAYS
        | {"a score below a merged tier"},
    ),
    (
        recalculate,
        "xls",
        _in_turn(SOME, 0),
        _CALCULATED | {"another day than that of the format", "a text box from 8, 8"},
    ),
    (recalculate, "ods", _in_turn(SOME, 1), _CALCULATED | {"4 shown otherwise by 0\\.5"}),
    (recalculate, "xlsx", _in_turn(SOME, 2), _CALCULATED),
]


def _said(book: CheckedBook) -> tuple[object, list[str]]:
    return book.scorecard, sorted(f"{finding.code} {finding.cell}" for finding in book.findings)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("save", "ending", "names", "lost"),
    WRITERS,
)
def test_a_workbook_saved_in_another_format_reads_the_same(
    save: Save, ending: str, names: list[str], lost: set[str], tmp_path: Path, baihe: Scheme
) -> None:
    given, saved = tmp_path / "given", tmp_path / "saved"
    given.mkdir()
    saved.mkdir()
    paths = [write_book(given / f"{at}.xlsx", *CASES[name].build(baihe)) for at, name in enumerate(names)]
    pairs = zip(names, paths, save(paths, saved, ending), strict=True)
    read = {name: (check_book(path, baihe), check_book(copy, baihe)) for name, path, copy in pairs}
    assert lost <= CASES.keys()
    assert {name for name, (before, after) in read.items() if _said(before) != _said(after)} == lost & set(
        names
    )
    assert not any(after.verdict.failures for _, after in read.values())
