"""What the ledger has to say, each in one sentence for either door: what hinders it and what to do, or that it is new."""

import sqlite3
from enum import Enum
from pathlib import Path
from typing import NamedTuple


class Hindrance(Enum):
    """Why a ledger cannot be written or read: in English for commands, in Chinese for windows; ``{}`` is its file."""

    NONE = (
        "There is no ledger {} yet: consolidate the folder first.",
        "还没有台账“{}”，请先汇总一次。",
    )
    BUSY = (
        "Cannot use the ledger {}: another program or office is writing to it; do it again later.",
        "台账“{}”正由另一台电脑或另一个程序写入，请稍后再做一次。",
    )
    READ_ONLY = (
        "Cannot write the ledger {}: its folder may not be written to; --no-ledger does without.",
        "台账“{}”所在的文件夹不允许写入，没有记入；请检查权限，或把报送文件夹复制到可以写入的地方。",
    )
    FULL = (
        "Cannot write the ledger {}: no space left on the disk; make room and consolidate again.",
        "磁盘已满，台账“{}”没有记入；请清理后再做一次。",
    )
    FAILED = (
        "Cannot use the ledger {}: the disk or the network failed; look at both and do it again.",
        "台账“{}”读写失败，请检查磁盘空间和网络，再做一次。",
    )
    DAMAGED = (
        "The ledger {} is damaged: close what has it open and consolidate; it is kept under another name, and a new one made.",
        "台账“{}”已损坏，请关闭正打开它的程序，再汇总一次：原件改名保留，另建一份。",
    )
    NEWER = (
        "The ledger {} was written by a newer version of this program; use that one.",
        "台账“{}”是较新版本的程序建立的，请更新本程序。",
    )
    FOREIGN = (
        "{} is there already and is no ledger of ours; name another file with --ledger.",
        "“{}”不是本程序的台账，没有改动；请把它移走或改名。",
    )


class LedgerError(Exception):
    """A ledger that cannot be used as things stand; the text is the English sentence, ``chinese`` the other."""

    def __init__(self, hindrance: Hindrance, path: Path) -> None:
        english, chinese = hindrance.value
        super().__init__(english.format(path))
        self.hindrance, self.chinese = hindrance, chinese.format(path.name)


_BY_CODE = {
    sqlite3.SQLITE_BUSY: Hindrance.BUSY,
    sqlite3.SQLITE_LOCKED: Hindrance.BUSY,
    sqlite3.SQLITE_READONLY: Hindrance.READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: Hindrance.READ_ONLY,
    sqlite3.SQLITE_PERM: Hindrance.READ_ONLY,
    sqlite3.SQLITE_FULL: Hindrance.FULL,
    sqlite3.SQLITE_IOERR: Hindrance.FAILED,
    sqlite3.SQLITE_PROTOCOL: Hindrance.FAILED,
    sqlite3.SQLITE_CORRUPT: Hindrance.DAMAGED,
    sqlite3.SQLITE_NOTADB: Hindrance.DAMAGED,
}


def hindrance_of(error: sqlite3.Error) -> Hindrance | None:
    """What SQLite's error means; None where it is the program's own."""
    return _BY_CODE.get(getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF)


class News(NamedTuple):
    """What to tell of a ledger that was written: in English for commands, in Chinese for windows; ``""`` for nothing."""

    english: str = ""
    chinese: str = ""


def news(path: Path, *, new: bool, damaged: Path | None) -> News:
    """That a ledger is new, perhaps in place of a damaged one, and what is lost with that."""
    if damaged:
        return News(
            f"The ledger {path} was damaged and is kept as {damaged.name}; a new one was made from the files at hand, "
            "without files replaced, draws and requests sent before.",
            f"台账“{path.name}”已损坏，原件改名为“{damaged.name}”保留；已按现有文件另建，以前被替换的文件、抽样、催办和退回的记录不在其中。",
        )
    if new:
        return News(
            f"Began the ledger {path} with the files at hand; files replaced, draws and requests sent before are not in it.",
            f"新建了台账“{path.name}”，记入了现有文件；以前被替换的文件、抽样、催办和退回的记录不在其中。",
        )
    return News()
