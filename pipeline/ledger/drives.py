"""Whether a file lies on a disk of this computer: SQLite's write-ahead log (WAL) works nowhere else.

Its readers and writers share memory, which computers cannot (sqlite.org/wal.html). What is not known to be local counts as
a network's: there the older rollback journal does the same, only that readers wait while somebody writes.
"""

import os
import re
import sys
from pathlib import Path

_LOCAL = {
    "btrfs", "exfat", "ext2", "ext3", "ext4", "f2fs", "fuseblk", "ntfs", "ntfs3", "overlay", "tmpfs", "vfat", "xfs", "zfs",
}  # fmt: skip
"""The file systems of disks, by the names that Linux gives them."""

_DISKS = {2, 3, 6}
"""What Windows calls removable, fixed and in memory (GetDriveType); 4 is a network's."""

_MOUNTS = Path("/proc/self/mountinfo")


def is_local(folder: Path) -> bool:
    """Whether a folder lies on a disk of this computer."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - has what is asked for on Windows only

        return ctypes.windll.kernel32.GetDriveTypeW(folder.resolve().anchor) in _DISKS
    try:
        told = is_on_disk(folder.resolve(), _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape"))
        return bool(os.major(folder.stat().st_dev)) if told is None else told  # 0 stands for no device
    except OSError:
        return False


def is_on_disk(folder: Path, mounts: str) -> bool | None:
    """The same by Linux' list of what is mounted where: the last mount of the innermost place holds (proc(5)).

    None where the list does not tell, as it leaves out the root that a program was confined to (chroot).
    """
    kinds: dict[Path, str] = {}
    for line in mounts.splitlines():
        before, _, behind = line.partition(" - ")
        kinds[Path(_unescaped(before.split(" ")[4]))] = behind.split(" ")[0]
    return next((kinds[place] in _LOCAL for place in (folder, *folder.parents) if place in kinds), None)


def _unescaped(place: str) -> str:
    """A path in which blanks and backslashes stand as octal numbers."""
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), place)
