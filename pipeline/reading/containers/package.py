"""The parts of a zipped workbook: inflated within limits, looked at, and put together anew.

calamine believes what a zip says of itself, and sets up every cell between the first and the last that a sheet names:
a few hundred bytes could take all memory. It is therefore given only parts that were looked at here.
``zipfile`` reads the directory, and was tried for the rest: inflating and packing a workbook anew takes it twice as long.
"""

import re
import struct
import zlib
from collections.abc import Collection, Iterator, Sequence
from io import BytesIO
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from pipeline.reading.containers import limits
from pipeline.reading.containers.limits import UnreadableError
from pipeline.reading.containers.markup import XML, bearable_xml, plain_xml
from pipeline.reading.containers.outline import STRINGS, WORKBOOK, Outline, outline_of
from pipeline.reading.containers.relations import relations
from pipeline.reading.containers.xlsb_records import TooManyRecordsError, whole_cells

_UNREAD = re.compile(
    r"(xl/(theme|worksheets/_rels|media|drawings|charts|chartsheets|printerSettings|embeddings|activeX|ctrlProps|"
    r"persons|threadedComments|comments|queryTables|pivotTables|pivotCache|slicers|slicerCaches)"
    r"|customXml|docProps|Pictures|Thumbnails|Configurations2|Basic|Object \d+)[/\d]",
    re.IGNORECASE,
)
"""Parts that hold no cells: they are inflated only when they are asked for."""

_TEXTS = (".xml", ".rels")
_SMALL = 1 << 20  # bytes up to which the number of parts cannot matter
_MOST_INFLATED = 1032  # bytes that deflate can make of one
_ROOMY = re.compile(rb' r(?: |=(?!"[A-Za-z]{0,2}\d{1,3}"))')
"""An address beyond ZZ999, or written as no program writes it."""
_PLAIN_BYTES, _CELL_BYTES, _PLAIN_TEXT = 8 << 20, 20, 500 << 20
"""A plain workbook's bytes; the fewest that a cell takes; the text it could hold were every cell
as long as the longest."""
PLAIN_SHEETS = 16
"""A workbook of more sheets is tried first: each may be of 702 columns and 999 rows."""


class _Part(NamedTuple):
    name: str
    data: bytes
    checksum: int


class Package:
    """A zipped workbook. UnreadableError from every call over what must not be read."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        if len(data) > _SMALL and data.count(b"PK\x01\x02") > limits.PARTS:
            raise UnreadableError("too_large", f"压缩包内有{limits.PARTS}个以上的部件")
        try:
            with ZipFile(BytesIO(data)) as archive:
                infos = archive.infolist()
        except (BadZipFile, ValueError, NotImplementedError, OSError, EOFError, struct.error) as error:
            raise UnreadableError("damaged", str(error)) from None
        for info in infos:
            info.filename = info.filename.replace("\\", "/")  # as some programs on Windows part folders
        self.names = [info.filename for info in infos]
        if sum(info.compress_size for info in infos) > len(data):
            raise UnreadableError("hostile", "互相重叠的压缩内容")
        if not begins(infos):
            raise UnreadableError("damaged", "the directory is that of another archive")
        self._infos = infos
        self._kept: dict[str, bytes] = {}
        self._left = limits.UNZIPPED
        self.outline = outline_of(self.names, self.read)
        if self.outline.written:
            self._lay_out(self.outline)

    def read(self, name: str) -> bytes:
        """One part, inflated; empty when there is none of this name."""
        info = next((info for info in self._infos if info.filename == name), None)
        return self._inflated(info) if info else b""

    def rebuilt(self, without: Collection[str] = ()) -> tuple[bytes, bool]:
        """The workbook put together from its parts, and whether it is doubtful: to be tried before it is read.

        ``without`` names parts to leave out.
        """
        kept = [info for info in self._infos if info.filename not in without and _holds_cells(info.filename)]
        left = iter(range(limits.CELLS))
        try:
            parts = [_part(info, self._inflated(info), left) for info in kept]
        except TooManyRecordsError:
            raise UnreadableError("too_large", f"各工作表共有{limits.CELLS}个以上的单元格") from None
        return _zipped(parts), _doubtful(parts)

    def _lay_out(self, outline: Outline) -> None:
        """Give the parts the names that they are expected by, and put those written anew in their place."""
        taken = {*outline.names.values(), *outline.written}
        infos = [info for info in self._infos if info.filename in outline.names or info.filename not in taken]
        self._kept.clear()
        for info in infos:
            info.filename = outline.names.get(info.filename, info.filename)
        for name, part in outline.written.items():
            info = ZipInfo(name)
            info.CRC = zlib.crc32(part)
            self._kept[name] = part
            infos.append(info)
        self._infos = infos
        self.names = [info.filename for info in infos]

    def related(self, part: str) -> Sequence[str]:
        """The parts that a part's own relations lead to."""
        own = next((name for name, expected in self.outline.names.items() if expected == part), part)
        folder, _, name = own.rpartition("/")
        return [
            relation.part for relation in relations(self.read(f"{folder}/_rels/{name}.rels"), folder).values()
        ]

    def packed(self, name: str) -> bytes:
        """One part as it lies in the file, deflated as every program does it; empty when there is none."""
        info = next((info for info in self._infos if info.filename == name), None)
        return self._raw(info) if info else b""

    def _raw(self, info: ZipInfo) -> bytes:
        data, start = self.data, info.header_offset
        if info.flag_bits & 1:
            raise UnreadableError("encrypted")
        if data[start : start + 4] != b"PK\x03\x04" or len(data) < start + 30:
            raise UnreadableError("damaged", info.filename)
        name, extra = struct.unpack_from("<HH", data, start + 26)
        start += 30 + name + extra
        return data[start : start + info.compress_size]

    def _inflated(self, info: ZipInfo) -> bytes:
        """A part's content, XML as ``plain_xml`` gives it; of small parts and the shared texts kept for later."""
        part = self._kept.get(info.filename)
        if part is None:
            part = self._newly_inflated(info)
            if part.startswith(XML) or info.filename.endswith(_TEXTS):
                plain = plain_xml(part)
                if plain is not part:
                    part, info.CRC = plain, zlib.crc32(plain)
            if len(part) <= _SMALL or info.filename == STRINGS:
                self._kept[info.filename] = part
        return part

    def _newly_inflated(self, info: ZipInfo) -> bytes:
        raw = self._raw(info)
        if info.compress_type == ZIP_STORED:
            return self._counted(raw)
        if info.compress_type != ZIP_DEFLATED:
            raise UnreadableError("damaged", info.filename)
        try:
            if len(raw) * _MOST_INFLATED < self._left:
                return self._counted(zlib.decompress(raw, -15, info.file_size & 0xFFFFFF))
            inflater = zlib.decompressobj(-15)
            part = self._counted(inflater.decompress(raw, self._left + 1))
        except zlib.error as error:
            raise UnreadableError("damaged", f"{info.filename}: {error}") from None
        if not inflater.eof:
            raise UnreadableError("damaged", info.filename)
        return part

    def _counted(self, part: bytes) -> bytes:
        self._left -= len(part)
        if self._left < 0:
            raise UnreadableError("too_large", f"解压后超过{limits.sized(limits.UNZIPPED)}")
        return part


def _holds_cells(name: str) -> bool:
    if _UNREAD.match(name):
        return False
    return name.endswith((*_TEXTS, "mimetype")) or (
        name.endswith(".bin") and not name.endswith("vbaProject.bin")
    )


def begins(infos: Sequence[ZipInfo]) -> bool:
    """Whether something listed stands at the very beginning: else an archive was cut, and one in it is listed."""
    return not infos or min(info.header_offset for info in infos) == 0


def _part(info: ZipInfo, data: bytes, left: Iterator[object]) -> _Part:
    content = _readable(info.filename, data, left)
    return _Part(info.filename, content, info.CRC if content is data else zlib.crc32(content))


def _readable(name: str, data: bytes, left: Iterator[object]) -> bytes:
    """A part's content as calamine can read it: binary cells whole, XML without what it gives up over.

    ``left`` holds one thing for every binary record that may still be looked at.
    """
    return whole_cells(data, left) if name.endswith(".bin") else bearable_xml(name, data)


def _doubtful(parts: Sequence[_Part]) -> bool:
    """Whether a workbook might take more than it seems to: far cells, long texts used often, or not plain xlsx."""
    names = [part.name for part in parts]
    texts = [part.data for part in parts if part.name == STRINGS]
    others = [part.data for part in parts if part.name != STRINGS]
    size, text = sum(map(len, others)), sum(map(len, texts))
    if text * size // _CELL_BYTES > _PLAIN_TEXT:
        text = sum(map(_longest, texts))
    return (
        WORKBOOK not in names
        or any(name.endswith(".bin") for name in names)
        or text + size > _PLAIN_BYTES
        or text * size // _CELL_BYTES > _PLAIN_TEXT
        or any(_ROOMY.search(data) for data in others)
    )


def _longest(strings: bytes) -> int:
    """No shared text is longer than this: every cell that names one gets a copy."""
    return len(strings) if b"<!" in strings else max(map(len, strings.split(b"</si>")))


def _zipped(parts: Sequence[_Part]) -> bytes:
    """An archive of these parts, not compressed: inflating them a second time would take time for nothing."""
    content, directory, place = [], [], 0
    for title, data, checksum in parts:
        name = title.encode("utf-8", "surrogateescape")
        common = struct.pack("<5H3I2H", 20, 0x800, 0, 0, 33, checksum, len(data), len(data), len(name), 0)
        content += [b"PK\x03\x04", common, name, data]
        directory.append(b"PK\x01\x02\x14\0" + common + struct.pack("<3H2I", 0, 0, 0, 0, place) + name)
        place += 30 + len(name) + len(data)
    size, count = sum(map(len, directory)), len(directory)
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, size, place, 0)
    return b"".join([*content, *directory, end])
