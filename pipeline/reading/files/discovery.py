"""Which files lie in the folders given and in the archives among them, and which of them nobody handed in."""

import os
import stat
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path, PurePath
from typing import NamedTuple

from pipeline.reading.containers.kinds import LOOKED_AT, may_be_workbook
from pipeline.reading.files.archive import is_archive, members_of, read_member
from pipeline.reading.files.own_ledger import is_ledger
from pipeline.tracing import traced
from pipeline.unfinished import is_unfinished
from validators.rule import Problem

_LEFTOVERS = {".ds_store": "系统文件", "thumbs.db": "系统文件", "desktop.ini": "系统文件"}

_NOTES = dict.fromkeys((".txt", ".md", ".log", ".json", ".toml"), "文字说明") | {".tmp": "临时文件"}
"""Endings of what is no submission, unless its content is a workbook's."""


class FoundFile(NamedTuple):
    """A file with the name it is reported under; ``skip`` says in Chinese why it is not looked at.

    ``own_name`` is its name without folders. ``member`` is its place in the archive at ``path`` and ``archive`` the
    name of that, if it lies in one; ``problem`` says why it is not to be read, ``failure`` where the program failed
    over it.
    """

    path: Path
    name: str
    skip: str | None = None
    own_name: str = ""
    member: int | None = None
    archive: str | None = None
    problem: Problem | None = None
    failure: str | None = None


def find_files(
    paths: Sequence[Path], *, ignore: Collection[Path] = (), relative: bool = False
) -> list[FoundFile]:
    """Every file below the paths, in stable order, each once; FileNotFoundError for a path that is not there.

    ``ignore`` are files of ours that may lie among the submissions (roster, report): they are not listed.
    ``relative`` reports names below the folder given instead of the path as given. Links below a folder are not
    followed, and archives are looked into, but not archives in archives.
    """
    ours = {os.path.realpath(path) for path in ignore}
    found: dict[str, list[FoundFile]] = {}
    for root in paths:
        if not root.exists():
            raise FileNotFoundError(root)
        home = os.path.realpath(root)
        for path, problem in _below(root) if root.is_dir() else ((root, special(root.stat().st_mode)),):
            below = "" if path == root else path.relative_to(root).as_posix()
            real = f"{home}{os.sep}{below}" if below else home
            if real not in ours and real not in found:
                name = below if relative and below else path.as_posix()
                found[real] = _found_at(path, name, problem)
    return _told_apart(file for files in found.values() for file in files)


def _below(root: Path) -> Iterator[tuple[Path, Problem | None]]:
    """Everything below a folder but folders, and ledgers of ours; and the folders that cannot be opened; sorted."""
    found: list[tuple[Path, Problem | None]] = []
    folders = [root]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(Path(entry.path))
                    elif not is_ledger(entry.name):
                        found.append((Path(entry.path), _not_a_file(entry)))
        except OSError as error:
            found.append((folder, Problem("unreadable", f"文件夹打不开：{reason(error)}")))
    return iter(sorted(found, key=lambda entry: entry[0]))


def _not_a_file(entry: os.DirEntry[str]) -> Problem | None:
    if entry.is_file(follow_symlinks=False):
        return None
    if entry.is_symlink():
        here = Path(entry.path).exists()
        return Problem("special", "链接") if here else Problem("unreadable", "链接指向的文件已不存在")
    return special(entry.stat(follow_symlinks=False).st_mode)


def special(mode: int) -> Problem | None:
    """What stands at a path instead of a file, which is not opened: reading it might never end."""
    if stat.S_ISREG(mode):
        return None
    kinds = ((stat.S_ISFIFO, "管道"), (stat.S_ISSOCK, "套接字"), (stat.S_ISDIR, "文件夹"))
    return Problem("special", next((kind for is_kind, kind in kinds if is_kind(mode)), "设备"))


def reason(error: OSError) -> str:
    """Why the operating system refused, in Chinese where it is one of the usual reasons."""
    if isinstance(error, FileNotFoundError):
        return "文件已不存在"
    if isinstance(error, PermissionError):
        return "没有读取权限"
    return error.strerror or type(error).__name__


def _found_at(path: Path, name: str, problem: Problem | None) -> list[FoundFile]:
    """What lies at a path; where the program fails over that, the path alone."""
    try:
        return list(_files_at(path, readable(name), problem))
    except Exception as error:
        plain = os.fsencode(name).decode(errors="replace")
        return [FoundFile(path, plain, own_name=plain.rpartition("/")[2], failure=traced(error))]


def _files_at(path: Path, name: str, problem: Problem | None) -> Iterator[FoundFile]:
    """The file at a path, or those in the archive there."""
    own_name = readable(path.name)
    skip = None if problem else _leftover(own_name, path)
    found = FoundFile(path, name, skip, own_name, problem=problem)
    if skip or problem or not is_archive(path):
        yield found
        return
    members = members_of(path)
    if isinstance(members, Problem):
        yield found._replace(problem=members)
        return
    for member in members:
        own_name = member.name.rpartition("/")[2]
        of_mac = member.name.startswith("__MACOSX/")
        skip = "系统文件" if of_mac else _leftover(own_name, path, member.place)
        yield FoundFile(
            path,
            f"{name}/{readable(member.name)}",
            skip,
            own_name,
            member.place,
            name,
            None if skip else member.problem,
        )


def _told_apart(files: Iterator[FoundFile]) -> list[FoundFile]:
    """The files, with a number behind a name that stood before: an archive may hold two of one name."""
    seen: dict[str, int] = {}
    found = []
    for file in files:
        count = seen[file.name] = seen.get(file.name, 0) + 1
        found.append(file if count == 1 else file._replace(name=f"{file.name}（{count}）"))
    return found


def readable(name: str) -> str:
    """The name as people read it: what an archive of a Chinese Windows left undecoded is decoded, part by part."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return "/".join(_decoded(part) for part in name.split("/"))
    return name


def _decoded(part: str) -> str:
    try:
        return os.fsencode(part).decode()
    except UnicodeDecodeError:
        return os.fsencode(part).decode("gb18030", errors="replace")


def _leftover(name: str, path: Path, member: int | None = None) -> str | None:
    """What a file is that nobody handed in."""
    if name.startswith(("~$", ".~lock.")):
        return "打开工作簿时产生的锁定文件"
    if is_unfinished(name):
        return "临时文件"
    note = _NOTES.get(PurePath(name).suffix.lower())
    if note and not may_be_workbook(_beginning_of(path, member)):
        return note
    return _LEFTOVERS.get(name.lower(), "隐藏文件" if name.startswith(".") else None)


def _beginning_of(path: Path, member: int | None) -> bytes:
    """How a file begins, or a member of an archive; empty where it cannot be read."""
    try:
        if member is None:
            with path.open("rb") as file:
                return file.read(LOOKED_AT)
        found = read_member(path, member, LOOKED_AT)
        return b"" if isinstance(found, Problem) else found[0]
    except OSError:
        return b""
