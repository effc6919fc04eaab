"""Which files lie in the folders given, and which of them nobody handed in."""

import os
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

_LEFTOVERS = {".ds_store": "系统文件", "thumbs.db": "系统文件", "desktop.ini": "系统文件"}

_NOTES = (".txt", ".md", ".log", ".json", ".toml")


class FoundFile(NamedTuple):
    """A file with the name it is reported under; ``skip`` says in Chinese why it is not looked at."""

    path: Path
    name: str
    skip: str | None = None


def find_files(
    paths: Sequence[Path], *, ignore: Collection[Path] = (), relative: bool = False
) -> list[FoundFile]:
    """Every file below the paths, in stable order, each once; FileNotFoundError for a path that is not there.

    ``ignore`` are files of ours that may lie among the submissions (roster, report): they are not listed.
    ``relative`` reports names below the folder given instead of the path as given.
    """
    ours = {os.path.realpath(path) for path in ignore}
    found: dict[str, FoundFile] = {}
    for root in paths:
        if not root.exists():
            raise FileNotFoundError(root)
        home = os.path.realpath(root)
        for path, below in _below(root):
            real = (
                os.path.realpath(path) if path.is_symlink() else f"{home}{os.sep}{below}" if below else home
            )
            if real not in ours:
                name = below if relative and below else path.as_posix()
                found.setdefault(real, FoundFile(path, readable(name), _leftover(path.name)))
    return list(found.values())


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


def _below(root: Path) -> Iterator[tuple[Path, str]]:
    """Every file with the way to it from the root; a root that is a file has none."""
    if not root.is_dir():
        yield root, ""
        return
    for folder, _, names in sorted(os.walk(root)):
        way = Path(folder).relative_to(root).as_posix()
        yield from ((Path(folder, name), name if way == "." else f"{way}/{name}") for name in sorted(names))


def _leftover(name: str) -> str | None:
    if name.startswith(("~$", ".~lock.")):
        return "打开工作簿时产生的锁定文件"
    if name.lower().endswith(".tmp"):
        return "临时文件"
    if name.lower().endswith(_NOTES):
        return "文字说明"
    return _LEFTOVERS.get(name.lower(), "隐藏文件" if name.startswith(".") else None)
