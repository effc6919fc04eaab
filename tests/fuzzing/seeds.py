"""What bending starts from: every format, container and layout."""

from collections.abc import Iterator
from pathlib import Path

from tests.clients.sheetjs import saved_anew
from tests.corpus.files import cases
from tests.corpus.files.bending import clean
from tests.test_samples import SAMPLES
from validators.scheme.model import Scheme

_TEMPLATE = SAMPLES.parent / "template.xlsx"


def seeds(folder: Path, scheme: Scheme) -> Iterator[bytes]:
    """The bytes of each, the largest of a few hundred KB."""
    yield _TEMPLATE.read_bytes()
    yield from (path.read_bytes() for path in sorted((SAMPLES / "town").glob("示范[一二]居.xlsx")))
    wanted = {"xls", "stored, not deflated", "formatted far away", "control", "sheet in utf-16"}
    for case in cases():
        if case.name in wanted:
            place = folder / case.name
            place.mkdir(parents=True)
            case.build(place, scheme)
            yield from (path.read_bytes() for path in place.iterdir())
    workbook = clean(folder, scheme)
    for ending in ("xlsb", "ods", "xls"):
        yield saved_anew([workbook], folder, ending)[0].read_bytes()
