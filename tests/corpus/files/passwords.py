"""Files behind a password: it is named; the one that every program tries unasked is none."""

import io
from collections.abc import Iterator
from pathlib import Path

from msoffcrypto.format.ooxml import OOXMLFile

from tests.corpus.files.bending import BAD, OK, Build, Case, bent, of_bytes, xls
from tests.grafting.archives import packed
from tests.grafting.old_formats import encrypted
from validators.scheme.model import Scheme

_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_DEFAULT = "VelvetSweatshop"


def _sealed_ods(mimetype: bytes, **parts: bytes) -> bytes:
    manifest = b"<manifest:manifest><manifest:encryption-data/></manifest:manifest>"
    return packed({"mimetype": mimetype, "META-INF/manifest.xml": manifest, **parts})


def _sealed_xls(password: str) -> Build:
    def build(folder: Path, scheme: Scheme) -> None:
        xls(folder, scheme, "a.xls")
        (folder / "a.xls").write_bytes(encrypted((folder / "a.xls").read_bytes(), password))

    return build


def _sealed_xlsx(password: str, spins: int | None = None) -> Build:
    """Encrypted as Excel does it; ``spins`` are said in place of the number of its rounds."""

    def bend(data: bytes) -> bytes:
        out = io.BytesIO()
        OOXMLFile(io.BytesIO(data)).encrypt(password, out)
        told = b'spinCount="%d"' % spins if spins else b'spinCount="100000"'
        return out.getvalue().replace(b'spinCount="100000"', told)

    return bent(bend)


def cases() -> Iterator[Case]:
    """In every format that can be encrypted."""
    yield Case(
        "encrypted ods",
        of_bytes(_sealed_ods(_ODS, **{"content.xml": b"x"}), "a.ods"),
        {"a.ods": f"{BAD} GCF004"},
    )
    yield Case(
        "ods encrypted as a whole",
        of_bytes(_sealed_ods(_ODS, **{"encrypted-package": b"x"}), "a.ods"),
        {"a.ods": f"{BAD} GCF004"},
    )
    yield Case("encrypted xls", _sealed_xls("示范"), {"a.xls": f"{BAD} GCF004"})
    yield Case("encrypted xlsx", _sealed_xlsx("示范"), {"a.xlsx": f"{BAD} GCF004"})
    yield Case("xls with the default password", _sealed_xls(_DEFAULT), {"a.xls": OK})
    yield Case("xlsx with the default password", _sealed_xlsx(_DEFAULT), {"a.xlsx": OK})
    yield Case("encrypted in very many rounds", _sealed_xlsx(_DEFAULT, 200_001), {"a.xlsx": f"{BAD} GCF004"})
