"""Files are read once: what the cache keeps, when it is not used, and that nothing depends on it."""

import os
import pickle
import shutil
import signal
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path

import pytest

from pipeline.checking.batch import _check_together
from pipeline.checking.cache import READERS, Cache, _engine
from pipeline.checking.compact import brief
from pipeline.checking.one_file import _RULES
from pipeline.checking.serialization import packed, unpacked
from pipeline.reading import read_submission
from pipeline.reading.files.discovery import FoundFile, find_files
from pipeline.run import build_workbook, check_book, check_books, consolidate_town
from pipeline.town.model import Town
from tests.books import Sheet, write_book
from tests.pictures import example
from tests.test_samples import SAMPLES
from validators.rule import BookCase, Hit
from validators.scheme.file import load_scheme
from validators.scheme.model import Scheme

DAY = date(2021, 11, 1)
REFUSED = ["示范十一居.xlsx"]
"""What is refused is read again: whether a workbook takes too long depends on the machine and the moment."""


@pytest.fixture
def folder(tmp_path: Path, baihe: Scheme) -> Path:
    """The sample town and a filled template workbook."""
    shutil.copytree(SAMPLES / "town", tmp_path / "in")
    build_workbook(baihe, tmp_path / "in" / "filled.xlsx", submission=example())
    return tmp_path / "in"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were read, not taken from the cache."""
    names: list[str] = []

    def noted(data: bytes, name: str, scheme: Scheme) -> object:
        names.append(name)
        return read_submission(data, name, scheme)

    monkeypatch.setattr("pipeline.checking.one_file.read_submission", noted)
    return names


def town(folder: Path, scheme: Scheme, cache: Path | None = None) -> Town:
    return consolidate_town(folder, scheme, as_of=DAY, cache=cache)


def test_an_unchanged_file_is_not_read_again(
    folder: Path, tmp_path: Path, baihe: Scheme, read: list[str]
) -> None:
    cache = tmp_path / "cache" / "results.sqlite"
    without = town(folder, baihe)
    assert len(read) == 16  # 15 files that are looked at, and the filled one
    read.clear()
    assert town(folder, baihe, cache) == without
    assert len(read) == 16
    read.clear()
    assert town(folder, baihe, cache) == without
    assert read == REFUSED
    write_book(folder / "示范三居.xlsx", Sheet(baihe, "示范三居", "tiered").choose({1: "良好"}))
    read.clear()
    changed = town(folder, baihe, cache)
    assert set(read) == {"示范三居.xlsx", *REFUSED}
    assert changed == town(folder, baihe)


def test_another_name_scheme_or_engine_is_another_result(
    folder: Path, tmp_path: Path, baihe: Scheme, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "results.sqlite"
    town(folder, baihe, cache)
    read.clear()
    (folder / "示范一居.xlsx").rename(folder / "示范一居（新）.xlsx")
    renamed = town(folder, baihe, cache)
    assert read == ["示范一居（新）.xlsx", *REFUSED]
    assert "示范一居（新）.xlsx" in {book.file for book in renamed.books}
    read.clear()
    stricter = baihe.model_copy(update={"office": "另一个办公室"})
    town(folder, stricter, cache)
    assert len(read) == 16
    read.clear()
    monkeypatch.setattr("pipeline.checking.cache._engine", lambda: "another engine")
    town(folder, baihe, cache)
    assert len(read) == 16


def test_results_of_failed_rules_are_not_kept(
    folder: Path, tmp_path: Path, baihe: Scheme, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Item 9, 16 and 24 of 示范五居 are missing: a run in which that rule failed must not hide it from the next."""
    cache = tmp_path / "results.sqlite"
    (folder / "filled.xlsx").unlink()
    with monkeypatch.context() as broken:
        failing = {code: rule._replace(check=_throwing) for code, rule in _RULES.items() if code == "GCS201"}
        broken.setattr("pipeline.checking.one_file._RULES", {**_RULES, **failing})
        assert [failure.code for failure in town(folder, baihe, cache).failures] == ["GCS201"] * 14
    read.clear()
    whole = town(folder, baihe, cache)
    assert len(read) == 15
    (five,) = (book for book in whole.books if book.file == "示范五居.xlsx")
    assert [finding.item for finding in five.findings if finding.code == "GCS201"] == [9, 16, 24]


def _throwing(_: BookCase) -> Iterator[Hit]:
    raise ZeroDivisionError


def test_an_engine_that_reads_with_another_package_is_another_one(monkeypatch: pytest.MonkeyPatch) -> None:
    engines = {_engine.__wrapped__()}
    for reader in READERS:
        versions = {name: version(name) for name in READERS} | {reader: "0"}
        monkeypatch.setattr("pipeline.checking.cache.version", versions.__getitem__)
        engines.add(_engine.__wrapped__())
    assert len(engines) == 1 + len(READERS)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def _other_file(path: Path) -> None:
    path.write_bytes(b"no database at all" * 100)


def _other_table(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE results (something TEXT)")
    connection.close()


def _damaged_results(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE results SET result = ?", (b"\x80\x05damaged",))
    connection.close()


def _folder_in_its_place(path: Path) -> None:
    path.unlink()
    path.mkdir()


class Trap:
    """Would leave a trace if it were ever unpickled."""

    def __reduce__(self) -> tuple[Callable[[str], None], tuple[str]]:
        return Path.touch, (Path("sprung"),)  # type: ignore[return-value]


def _trapped(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE results SET result = ?", (pickle.dumps(Trap()),))
    connection.close()


@pytest.mark.parametrize("damage", [_cut, _other_file, _other_table, _damaged_results, _folder_in_its_place, _trapped, Path.unlink])  # fmt: skip
def test_a_damaged_cache_is_as_if_there_were_none(
    folder: Path,
    tmp_path: Path,
    baihe: Scheme,
    damage: Callable[[Path], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    cache = tmp_path / "results.sqlite"
    expected = town(folder, baihe, cache)
    damage(cache)
    assert town(folder, baihe, cache) == expected
    assert town(folder, baihe, cache) == expected
    assert not Path("sprung").exists()


def test_the_oldest_results_go_when_there_are_too_many(
    tmp_path: Path, baihe: Scheme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.checking.cache._MOST", 3)
    cache = Cache(tmp_path / "results.sqlite", baihe)
    keys = [cache.key(f"{number:064}", "a.xlsx") for number in range(5)]
    for key in keys:
        cache.keep([(key, b"result")])
    assert [cache.get(key) for key in keys] == [None, None, b"result", b"result", b"result"]


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("faults/*/*.xlsx")), ids=lambda path: path.parent.name)
def test_what_is_packed_comes_out_the_same(path: Path, baihe: Scheme) -> None:
    book = brief(check_book(path, baihe))
    assert unpacked(packed(book), book.received, baihe) == book


def test_every_column_of_a_filled_workbook_comes_out_the_same(tmp_path: Path, scheme: Scheme) -> None:
    answers = example() if scheme.id == load_scheme("baihe-2021").id else None
    build_workbook(scheme, tmp_path / "a.xlsx", submission=answers)
    book = brief(check_book(tmp_path / "a.xlsx", scheme))
    assert unpacked(packed(book), book.received, scheme) == book


@pytest.mark.parametrize("jobs", [2, 3])
def test_several_processes_give_the_same_town(folder: Path, tmp_path: Path, baihe: Scheme, jobs: int) -> None:
    alone = town(folder, baihe)
    for cache in (None, tmp_path / "results.sqlite", tmp_path / "results.sqlite"):
        assert consolidate_town(folder, baihe, as_of=DAY, jobs=jobs, cache=cache) == alone


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_checked_book_knows_the_cell_of_every_value_whoever_checked_it_and_when(
    folder: Path, tmp_path: Path, baihe: Scheme, jobs: int
) -> None:
    alone = {path.name: check_book(path, baihe).sources for path in folder.iterdir()}
    assert len(alone["filled.xlsx"]) > 29 * (2 + len(baihe.tiers))
    for cache in (None, tmp_path / "results.sqlite", tmp_path / "results.sqlite"):
        books = check_books(find_files([folder], relative=True), baihe, jobs, cache=cache)
        assert {book.file: book.sources for book in books if book.submission} == {
            book.file: alone[book.file] for book in books if book.submission
        }


def ended(files: Sequence[FoundFile]) -> list[object]:
    """As the checking of files in a process that the system ends when it comes to the second lot."""
    if any(file.name == "示范十居.xlsx" for file in files):
        os.kill(os.getpid(), signal.SIGKILL)
    return list(_check_together(files))


def test_a_process_that_is_ended_leaves_its_files_to_the_other(
    folder: Path, baihe: Scheme, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = town(folder, baihe)
    monkeypatch.setattr("pipeline.checking.batch._TOGETHER", 4)
    monkeypatch.setattr("pipeline.checking.batch._check_together", ended)
    assert consolidate_town(folder, baihe, as_of=DAY, jobs=2) == alone
