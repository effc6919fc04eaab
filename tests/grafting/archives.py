"""The same parts packed as archivers, mailers and exporters pack them: each gives the bytes of the archive."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

Parts = dict[str, bytes]
Pack = Callable[[Parts], bytes]

_TYPES = "[Content_Types].xml"


class _Pipe(io.RawIOBase):
    """Where nothing written can be changed any more, so that sizes follow their data."""

    def __init__(self) -> None:
        self.out = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        self.out += bytes(data)  # type: ignore[call-overload]
        return len(data)  # type: ignore[arg-type]


def parts_of(data: bytes) -> Parts:
    """The parts of a workbook by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(
    parts: Parts, method: int = zipfile.ZIP_DEFLATED, note: bytes = b"", level: int | None = None
) -> bytes:
    """As zipfile packs."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.comment = note
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data, method, level)
    return out.getvalue()


def rewritten(path: Path, change: Callable[[str, bytes], bytes], to: Path | None = None) -> Path:
    """A workbook with every part changed, which is told by its name; in its own place or another."""
    parts = {name: change(name, part) for name, part in parts_of(path.read_bytes()).items()}
    (to or path).write_bytes(packed(parts))
    return to or path


def _streamed(parts: Parts) -> bytes:
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return bytes(pipe.out)


def _zip64(parts: Parts) -> bytes:
    """As what does not know how much it will write does it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            with archive.open(zipfile.ZipInfo(name), "w", force_zip64=True) as part:
                part.write(data)
    return out.getvalue()


def _with_folders(parts: Parts) -> bytes:
    folders = {name[: slash.end()] for name in parts for slash in re.finditer("/", name)}
    return packed(dict.fromkeys(sorted(folders), b"") | parts)


def _with_extra(parts: Parts) -> bytes:
    """With the time of a file, as Unix keeps it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name)
            info.extra = b"UT\x05\x00\x01\0\0\0\0"
            info.create_system, info.external_attr = 3, 0o100644 << 16
            archive.writestr(info, data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _types_last(parts: Parts) -> bytes:
    return packed({name: data for name, data in parts.items() if name != _TYPES} | {_TYPES: parts[_TYPES]})


def _as(content_type: str) -> Pack:
    """The main part said to be of this type."""

    def pack(parts: Parts) -> bytes:
        types = re.sub(rb"application/vnd[\w.-]*\.sheet\.main\+xml", content_type.encode(), parts[_TYPES])
        assert types != parts[_TYPES]
        return packed(parts | {_TYPES: types})

    return pack


PACKINGS: Mapping[str, tuple[str, Pack]] = {
    "stored": ("xlsx", lambda parts: packed(parts, zipfile.ZIP_STORED)),
    "packed tightly": ("xlsx", lambda parts: packed(parts, level=9)),
    "packed loosely": ("xlsx", lambda parts: packed(parts, level=1)),
    "sizes behind the data": ("xlsx", _streamed),
    "zip64": ("xlsx", _zip64),
    "folders listed": ("xlsx", _with_folders),
    "times of Unix": ("xlsx", _with_extra),
    "backslashes": ("xlsx", lambda parts: packed({name.replace("/", "\\"): part for name, part in parts.items()})),
    "backwards": ("xlsx", lambda parts: packed(dict(reversed(parts.items())))),
    "content types last": ("xlsx", _types_last),
    "with a comment": ("xlsx", lambda parts: packed(parts, note=b"packed by somebody")),
    "noise behind": ("xlsx", lambda parts: packed(parts) + b"\r\n"),
    "no content types": ("xlsx", lambda parts: packed({n: p for n, p in parts.items() if n != _TYPES})),
    "no properties": ("xlsx", lambda parts: packed({n: p for n, p in parts.items() if "docProps" not in n})),
    "template": ("xltx", _as("application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml")),
    "template with macros": ("xltm", _as("application/vnd.ms-excel.template.macroEnabled.main+xml")),
    "with macros, without any": ("xlsm", _as("application/vnd.ms-excel.sheet.macroEnabled.main+xml")),
}  # fmt: skip
"""By name the ending of the file and how it is packed."""
