"""What the macros of a workbook say about themselves; they are read as text and never run."""

import hashlib
import re
import warnings
import zlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from zipfile import BadZipFile

ISSUED = frozenset(
    {
        "fac3b2b4c4cba22d",  # xlwings
        "269cd91ae3f76692",  # Dictionary
        "17e1b22c4d6685cb",  # GreenCommunity
        "c446e3ce2bb939ac",  # GreenCommunityUdfs
        "5421856fb524299e",  # GreenCommunityCalls
        "6bc6bb98352150c2",  # GreenCommunity
        "3cf6833ad6d9c95a",  # GreenCommunityUdfs
        "5f2801c0cb8cb2a5",  # xlwings, the add-in's
        "10e6744f03a10539",  # GreenCommunityRibbon, the add-in's
        "2b8df4cc775cd7d0",  # GreenCommunityUdfs, the add-in's
    }
)
"""Digests of the modules that we have ever put into a workbook; one that is changed is added, none is taken out."""

_MOST = 1 << 22  # bytes of a project that is looked into
_NO_CODE = re.compile(r"\s*(Attribute\b.*|Option Explicit|'.*)?", re.IGNORECASE)

_DLL = r"xlwings64-([\d.]+)\.dll"


def embedded_xlwings(path: Path) -> str | None:
    """The xlwings version that a workbook's macros name their DLL by; None for a workbook without them.

    OSError when the file cannot be opened, ValueError when its macros cannot be read.
    """
    from pyopenvba.excel import ExcelFile
    from pyopenvba.exceptions import NoVBAProjectError, PyOpenVBAError, UnsupportedFormatError

    try:
        with ExcelFile(path) as book:
            source = book.get_module("xlwings") if "xlwings" in book.module_names() else ""
    except (UnsupportedFormatError, NoVBAProjectError):
        return None
    except (PyOpenVBAError, BadZipFile, LookupError) as error:
        raise ValueError(str(error)) from None
    version = re.search(_DLL, source)
    return version[1] if version else None


@lru_cache(maxsize=64)
def foreign_modules(deflated: bytes) -> tuple[str, ...]:
    """Names of the modules of a workbook's macro project that we have not issued; ``?`` for one that cannot be read."""
    from pyopenvba.cfb import CFB
    from pyopenvba.vba import parse_vba_project

    try:
        project = zlib.decompressobj(-15).decompress(deflated, _MOST)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a code page that it does not know
            modules = parse_vba_project(CFB.from_bytes(project)).modules
        return tuple(_foreign((module.name, module.source) for module in modules))
    except Exception:  # whatever a made-up project leads the parser to: it is none of ours
        return ("?",)


def _foreign(modules: Iterator[tuple[str, str]]) -> Iterator[str]:
    for name, source in modules:
        if digest_of(source) not in ISSUED and not all(map(_NO_CODE.fullmatch, source.splitlines())):
            yield name


def digest_of(source: str) -> str:
    """What a module is known by, however its lines end."""
    text = "\n".join(line.rstrip() for line in source.strip().splitlines())
    return hashlib.sha256(text.encode()).hexdigest()[:16]
