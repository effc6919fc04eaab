"""Zip archives of submissions: what lies in them, and a member's bytes within limits. Nothing is unpacked to disk."""

import re
import stat
import struct
import zlib
from datetime import datetime
from lzma import LZMAError
from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile, ZipFile, ZipInfo

from pipeline.reading.containers import limits
from pipeline.reading.containers.package import begins
from validators.rule import Problem

_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")
_WORKBOOK_PARTS = frozenset({"[Content_Types].xml", "mimetype"})
_NESTED = (".zip", ".rar", ".7z", ".tar", ".gz", ".tgz")
_AWAY = r"(^|/)\.\.(/|$)|^/|^[A-Za-z]:"
_UTF8_NAME, _ENCRYPTED = 0x800, 1
_ERRORS = (
    BadZipFile,
    ValueError,
    NotImplementedError,
    EOFError,
    RuntimeError,
    struct.error,
    zlib.error,
    LZMAError,
)
"""What zipfile raises over an archive that is not as it should be."""


class Member(NamedTuple):
    """A file in an archive: its path there, its place in the list, and why it is not to be read, if so."""

    name: str
    place: int
    problem: Problem | None


def is_archive(path: Path) -> bool:
    """Whether a file is called .zip and is one, rather than a workbook by another name."""
    if path.suffix.lower() != ".zip":
        return False
    try:
        with path.open("rb") as file:
            if file.read(4) not in _SIGNATURES:
                return False
        with ZipFile(path) as archive:
            return not (begins(archive.infolist()) and _WORKBOOK_PARTS & set(archive.namelist()))
    except (OSError, *_ERRORS):
        return True


def members_of(path: Path) -> list[Member] | Problem:
    """The files in an archive in the order of their names, or why it cannot be opened."""
    try:
        with ZipFile(path) as archive:
            infos = archive.infolist()
        size = path.stat().st_size
    except PermissionError:
        return Problem("unreadable", "没有读取权限")
    except (OSError, *_ERRORS):
        return Problem("archive", "已损坏，打不开")
    if len(infos) > limits.PARTS:
        return Problem("too_large", f"压缩包内有{len(infos)}个文件，最多{limits.PARTS}个")
    if sum(info.compress_size for info in infos) > size:
        return Problem("hostile", "互相重叠的压缩内容")
    if not begins(infos):
        return Problem("archive", "已损坏，打不开")
    members = [Member(_name(info), place, None) for place, info in enumerate(infos) if not info.is_dir()]
    if not members:
        return Problem("archive", "是空的")
    return sorted(member._replace(problem=_against(infos[member.place], member.name)) for member in members)


def read_member(
    path: Path, place: int, most: int = limits.FILE + 1
) -> tuple[bytes, datetime | None] | Problem:
    """A member's first bytes and its time as the archive states it; OSError when the archive cannot be read."""
    try:
        with ZipFile(path) as archive:
            info = archive.infolist()[place]
            with archive.open(info) as member:
                data = member.read(most)
    except IndexError:
        return Problem("unreadable", "压缩包正在被改动")
    except _ERRORS:
        return Problem("archive", "里的这个文件已损坏，解压不出来")
    if len(data) > limits.FILE:
        return Problem("too_large", f"解压后超过{limits.sized(limits.FILE)}")
    try:
        return data, datetime(*info.date_time)
    except ValueError:
        return data, None


def _name(info: ZipInfo) -> str:
    """The path in the archive; Windows writes names in the code page of its language and does not say so."""
    name = info.orig_filename
    if not info.flag_bits & _UTF8_NAME:
        raw = name.encode("cp437")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return name.replace("\\", "/").replace("\0", "")


def _against(info: ZipInfo, name: str) -> Problem | None:
    if re.search(_AWAY, name):
        return Problem("hostile", "指向压缩包以外的路径")
    if stat.S_ISLNK(info.external_attr >> 16):
        return Problem("special", "链接")
    if info.flag_bits & _ENCRYPTED:
        return Problem("sealed")
    if name.lower().endswith(_NESTED):
        return Problem("nested")
    if info.file_size > limits.FILE:
        return Problem("too_large", f"解压后{limits.sized(info.file_size)}，最多{limits.sized(limits.FILE)}")
    return None
