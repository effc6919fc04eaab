"""What was found in files, kept by their content: an unchanged file is not read a second time.

One file in the user's cache folder, which may be deleted at any time. Whatever goes wrong with it, files are read.
"""

import hashlib
import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from platformdirs import user_cache_path

from validators.scheme.model import Scheme

PACKAGES = ("validators", "pipeline")
READERS = ("msoffcrypto-tool", "pyOpenVBA", "pydantic", "python-calamine", "xlrd", "xlsxwriter")
"""What a result depends on beside the file and the scheme: the engine's own text, and the versions of what it reads with."""

_ROOT = Path(__file__).parents[2]
_MOST = 40_000  # results kept, some 7 KB each: twice the largest town


def default_cache() -> Path:
    """Where results are kept unless told otherwise."""
    return user_cache_path("green-community", appauthor=False) / "results.sqlite"


class Cache:
    """Results of one engine and one scheme, by file; a result is bytes."""

    def __init__(self, path: Path, scheme: Scheme) -> None:
        self._path = path
        self._made_with = f"{_engine()} {hashlib.sha256(scheme.model_dump_json().encode()).hexdigest()}"
        self._connection = self._opened() or self._opened_anew()

    def key(self, sha256: str, name: str) -> bytes:
        """What a result is kept under: the content, the name it is reported under, engine and scheme."""
        return hashlib.sha256(
            f"{sha256}\0{name}\0{self._made_with}".encode(errors="surrogateescape")
        ).digest()

    def get(self, key: bytes) -> bytes | None:
        """The result kept under the key; None when there is none or it cannot be had."""
        with suppress(sqlite3.Error):
            if self._connection:
                found = self._connection.execute(
                    "SELECT result FROM results WHERE key = ?", (key,)
                ).fetchone()
                return found[0] if found else None
        return None

    def keep(self, results: Iterable[tuple[bytes, bytes]]) -> None:
        """Keep results by their keys, and no more than there is room for: the oldest go first."""
        with suppress(sqlite3.Error):
            if self._connection:
                with self._connection as transaction:
                    transaction.executemany("INSERT OR REPLACE INTO results VALUES (?, ?)", results)
                    last = "(SELECT MAX(rowid) FROM results)"
                    transaction.execute(f"DELETE FROM results WHERE rowid <= {last} - {_MOST}")  # noqa: S608 - our own number

    def close(self) -> None:
        """Let go of the file."""
        if self._connection:
            self._connection.close()

    def _opened(self) -> sqlite3.Connection | None:
        connection = None
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            connection = sqlite3.connect(self._path, timeout=1)
            connection.execute(
                "CREATE TABLE IF NOT EXISTS results (key BLOB PRIMARY KEY, result BLOB NOT NULL)"
            )
            connection.execute("SELECT rowid, key, result FROM results LIMIT 1").fetchone()
        except (OSError, sqlite3.Error):
            if connection:
                connection.close()
            return None
        return connection

    def _opened_anew(self) -> sqlite3.Connection | None:
        """Throw a damaged file away and start again; None where nothing can be kept at all."""
        with suppress(OSError):
            self._path.unlink()
            return self._opened()
        return None


@lru_cache
def _engine() -> str:
    digest = hashlib.sha256(" ".join(map(version, READERS)).encode())
    for package in PACKAGES:
        for path in sorted((_ROOT / package).rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()
