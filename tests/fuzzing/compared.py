"""Our reading against that of openpyxl, of workbooks bent but well-formed: ``python -m tests.fuzzing.compared RUNS [SEED]``.

What openpyxl sees is written plainly and read again: where that gives another submission, the first reading must have
had a finding about it. An input that breaks this is left as difference-* in the present folder.
"""

import io
import os
import sys
import tempfile
import warnings
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import xlsxwriter
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.utils.escape import unescape

from pipeline.checking.engine import CheckedBook
from pipeline.run import check_book
from tests.books import write_book
from tests.corpus.case import official, ticked, tiered
from tests.fuzzing.wellformed import bent, holds_a_place_twice
from validators.finding import Severity
from validators.scheme.file import DEFAULT_SCHEME, load_scheme
from validators.scheme.model import Scheme


def starts(folder: Path, scheme: Scheme) -> list[bytes]:
    """The table in each layout."""
    sheets = (official(scheme), tiered(scheme), ticked(scheme))
    return [write_book(folder / f"{n}.xlsx", sheet).read_bytes() for n, sheet in enumerate(sheets)]


def plainly(data: bytes) -> bytes | None:
    """What openpyxl sees of a workbook, written by XlsxWriter; None where it gives up."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            given = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    except Exception:
        return None
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for page in given.worksheets:
            sheet = book.add_worksheet(page.title)
            for row in page.iter_rows():
                for cell in row:
                    _write(sheet, cell.row - 1, cell.column - 1, cell.value, day)
    return out.getvalue()


def _write(sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, value: object, day: object) -> None:
    if isinstance(value, (datetime, date, time)):
        sheet.write_datetime(row, column, value, day)
    elif isinstance(value, timedelta):
        sheet.write_number(row, column, value / timedelta(days=1), day)
    elif value in ERROR_CODES:
        sheet.write_formula(row, column, f"={value}", None, value)
    elif isinstance(value, str):
        sheet.write_string(row, column, unescape(value))  # openpyxl leaves _x0034_ as it stands
    elif value is not None:
        sheet.write(row, column, value)


def _said(book: CheckedBook) -> dict[object, object]:
    """What counts of each item, and whose it is."""
    if not book.scorecard:
        return {}
    said: dict[object, object] = {mark.item: (mark.choice, mark.points) for mark in book.scorecard.marks}
    return said | {"community": book.community}


def compared(data: bytes, folder: Path, scheme: Scheme) -> str:
    """How the two readings agree; AssertionError where they do not and ours had nothing to say about it."""
    ours = check_book(_written(folder / "ours", data), scheme)
    assert ours.verdict.failures == (), ours.verdict.failures
    if holds_a_place_twice(data):
        return "refused by Excel"
    plain = plainly(data)
    if plain is None:
        return "not read by openpyxl"
    if not ours.scorecard:
        return "rejected"
    theirs = check_book(_written(folder / "theirs", plain), scheme)
    told = {f.item for f in ours.findings if f.item or f.severity is not Severity.INFO}
    if not theirs.scorecard or not theirs.scorecard.total:
        assert told, "openpyxl sees no table, and nothing is told"
        return "no table where openpyxl empties merged cells"
    one, other = _said(ours), _said(theirs)
    differing = {key for key in one.keys() | other.keys() if one.get(key) != other.get(key)}
    if not differing:
        return "the same"
    silent = differing - told if None not in told else set()
    assert not silent, {key: (one.get(key), other.get(key)) for key in silent}
    return "differs, and told"


def _written(folder: Path, data: bytes) -> Path:
    """The workbook under the name that both readings get: it may be a community's."""
    folder.mkdir(exist_ok=True)
    path = folder / "示范一居.xlsx"
    path.write_bytes(data)
    return path


def _share(first: int, last: int, step: int) -> tuple[Counter[str], dict[int, str]]:
    """How every so many-th input ended, and what broke."""
    ends, broken = Counter[str](), dict[int, str]()
    plan = load_scheme(DEFAULT_SCHEME)
    with tempfile.TemporaryDirectory() as place:
        given = starts(Path(place), plan)
        for number in range(first, last, step):
            data = bent(given[number % len(given)], number)
            try:
                ends[compared(data, Path(place), plan)] += 1
            except AssertionError as error:
                broken[number] = str(error)
                Path(f"difference-{number}.xlsx").write_bytes(data)
    return ends, broken


def main() -> None:
    """Compare as many as are asked for, from a seed on, on all cores, and print how they ended."""
    runs, first = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0
    cores = os.cpu_count() or 1
    with ProcessPoolExecutor(cores) as pool:
        shares = [pool.submit(_share, first + core, first + runs, cores) for core in range(cores)]
        ends, broken = Counter[str](), dict[int, str]()
        for share in shares:
            ends += share.result()[0]
            broken |= share.result()[1]
    for number, why in sorted(broken.items()):
        sys.stderr.write(f"{number}: {why}\n")
    sys.stderr.write(f"{dict(ends.most_common())}, broken {len(broken)}\n")
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
