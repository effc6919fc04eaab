"""Which files lie in the folders given, and which of them nobody handed in."""

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
    ours = {path.resolve() for path in ignore}
    found: dict[Path, FoundFile] = {}
    for root in paths:
        if not root.exists():
            raise FileNotFoundError(root)
        for path in _below(root):
            if path.resolve() not in ours:
                name = path.relative_to(root) if relative and root.is_dir() else path
                found.setdefault(path.resolve(), FoundFile(path, name.as_posix(), _leftover(path.name)))
    return list(found.values())


def _below(root: Path) -> Iterator[Path]:
    if root.is_dir():
        yield from sorted(path for path in root.rglob("*") if not path.is_dir())
    else:
        yield root


def _leftover(name: str) -> str | None:
    if name.startswith(("~$", ".~lock.")):
        return "打开工作簿时产生的锁定文件"
    if name.lower().endswith(".tmp"):
        return "临时文件"
    if name.lower().endswith(_NOTES):
        return "文字说明"
    return _LEFTOVERS.get(name.lower(), "隐藏文件" if name.startswith(".") else None)
