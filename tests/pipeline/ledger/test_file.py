"""The ledger's file: damaged, foreign, newer, read-only, held by another office; each is one sentence, and nothing is lost."""

import sqlite3
import threading
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.checking.engine import State
from pipeline.ledger import file, schema
from pipeline.ledger.file import read, write
from pipeline.ledger.history import communities
from pipeline.ledger.sentences import Hindrance, LedgerError
from pipeline.reading.files.discovery import find_files
from pipeline.reading.files.own_ledger import NAME, is_ledger, with_companions
from tests.pipeline.ledger.kept import consolidated, counts, rows, told
from tests.pipeline.town.small_towns import book, states
from validators.scheme.model import Scheme


@pytest.fixture
def town(tmp_path: Path, baihe: Scheme) -> Path:
    """A folder that was consolidated once, and in which a submission was replaced since."""
    book(tmp_path, "甲.xlsx", baihe, "甲")
    consolidated(tmp_path, baihe)
    book(tmp_path, "甲.xlsx", baihe, "甲", tier="一般", day=12)
    return tmp_path


def hindered(path: Path, scheme: Scheme) -> Hindrance:
    with pytest.raises(LedgerError) as told:
        consolidated(path, scheme)
    assert str(told.value).endswith(".")
    assert told.value.chinese.endswith("。")
    return told.value.hindrance


def test_a_new_ledger_says_what_is_not_in_it(tmp_path: Path, baihe: Scheme) -> None:
    book(tmp_path, "甲.xlsx", baihe, "甲")
    _, news = consolidated(tmp_path, baihe)
    assert (
        news.chinese
        == "新建了台账“台账.sqlite”，记入了现有文件；以前被替换的文件、抽样、催办和退回的记录不在其中。"
    )
    assert news.english.startswith(f"Began the ledger {tmp_path / NAME} with the files at hand")
    _, news = consolidated(tmp_path, baihe)
    assert news == ("", "")


@pytest.mark.parametrize("inside", ["sub", ""])
def test_it_is_never_taken_for_a_submission(town: Path, inside: str) -> None:
    names = [NAME, *(path.name for path in with_companions(Path("台账_损坏_20211101-093000.sqlite")))]
    home = town / inside
    home.mkdir(exist_ok=True)
    for name in names:
        if not (home / name).exists():
            (home / name).write_bytes(b"x")
    assert all(map(is_ledger, names))
    assert [found.name for found in find_files([town], relative=True)] == ["甲.xlsx"]
    assert not any(map(is_ledger, ("台账.xlsx", "台账2.sqlite", "我的台账.sqlite", "台账.sqlite.xlsx")))


DAMAGES: Mapping[str, Callable[[bytes], bytes]] = {
    "no database": lambda _: b"not a database" * 100,
    "cut off": lambda data: data[: len(data) // 2],
    "overwritten": lambda data: data[:4096] + bytes(len(data) - 4096),
    "the head overwritten": lambda data: data[:16] + b"\xff" * 84 + data[100:],
    "half a signature": lambda data: data[:8],
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_one_is_kept_and_made_anew_from_the_files_at_hand(
    town: Path, baihe: Scheme, damage: str
) -> None:
    damaged = DAMAGES[damage]((town / NAME).read_bytes())
    (town / NAME).write_bytes(damaged)
    of, news = consolidated(town, baihe)
    (kept,) = [path for path in town.iterdir() if "损坏" in path.name]
    assert kept.read_bytes() == damaged
    assert news.chinese == (
        f"台账“台账.sqlite”已损坏，原件改名为“{kept.name}”保留；已按现有文件另建，以前被替换的文件、抽样、催办和退回的记录不在其中。"
    )
    assert states(of) == {"甲.xlsx": State.ACCEPTED}
    assert (counts(town)["consolidations"], [one.total for one in told(town)]) == (1, [91.5])


def test_a_table_that_is_missing_is_damage(town: Path, baihe: Scheme) -> None:
    with closing(sqlite3.connect(town / NAME)) as ledger:
        ledger.execute("DROP TABLE asked")
    _, news = consolidated(town, baihe)
    assert "已损坏" in news.chinese
    assert counts(town)["consolidations"] == 1


def test_values_of_another_kind_are_damage_when_they_are_read(town: Path) -> None:
    with closing(sqlite3.connect(town / NAME)) as ledger, ledger:
        ledger.execute(
            "INSERT INTO sightings VALUES (NULL, 1, 2021, '乙.xlsx', 1, 'accepted', '乙', '2021', 'nonsense')"
        )
    with pytest.raises(LedgerError, match="damaged"):
        told(town)


def test_one_of_a_newer_program_is_left_alone(town: Path, baihe: Scheme) -> None:
    with closing(sqlite3.connect(town / NAME)) as ledger:
        ledger.execute("PRAGMA user_version = 99")
    before = (town / NAME).read_bytes()
    assert hindered(town, baihe) is Hindrance.NEWER
    assert (town / NAME).read_bytes() == before


@pytest.mark.parametrize("kind", ["another database", "folder", "link"])
def test_what_is_no_ledger_is_left_alone(tmp_path: Path, baihe: Scheme, kind: str) -> None:
    path = tmp_path / NAME
    if kind == "another database":
        with closing(sqlite3.connect(path)) as other:
            other.execute("CREATE TABLE 通讯录 (姓名)")
    elif kind == "folder":
        path.mkdir()
    else:
        (tmp_path / "别处").write_bytes(b"")
        path.symlink_to(tmp_path / "别处")
    before = path.read_bytes() if path.is_file() else b""
    assert hindered(tmp_path, baihe) is Hindrance.FOREIGN
    assert (path.read_bytes() if path.is_file() else b"") == before


def test_a_file_of_another_name_is_never_moved(tmp_path: Path) -> None:
    path = tmp_path / "通讯录.xlsx"
    path.write_bytes(b"PK\x03\x04")
    with pytest.raises(LedgerError, match="is no ledger of ours"):
        write(path, lambda _: None)
    assert [file.name for file in tmp_path.iterdir()] == ["通讯录.xlsx"]


def test_a_ledger_of_an_earlier_version_takes_the_steps_that_it_lacks(
    town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        file,
        "STEPS",
        (*schema.STEPS, ("ALTER TABLE versions ADD COLUMN remark TEXT", "CREATE TABLE more (x)")),
    )
    write(town / NAME, lambda _: None)
    assert rows(town, "PRAGMA user_version") == [len(schema.STEPS) + 1]
    assert rows(town, "SELECT total, remark FROM versions") == [("73", None)]


def test_a_step_that_fails_changes_nothing(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        file, "STEPS", (*schema.STEPS, ("CREATE TABLE more (x)", "ALTER TABLE nowhere ADD COLUMN y"))
    )
    with pytest.raises(sqlite3.OperationalError):
        write(town / NAME, lambda _: None)
    assert rows(town, "PRAGMA user_version") == [len(schema.STEPS)]
    assert "more" not in counts(town)


def test_whoever_comes_second_waits_and_then_says_so(
    town: Path, baihe: Scheme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file, "PATIENCE", 0.2)
    with closing(sqlite3.connect(town / NAME, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert hindered(town, baihe) is Hindrance.BUSY
        assert [one.total for one in told(town)] == [73]
        other.rollback()
    monkeypatch.setattr(file, "PATIENCE", 20)
    ready = threading.Event()

    def hold() -> None:
        with closing(sqlite3.connect(town / NAME, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            ready.set()
            threading.Event().wait(0.5)
            other.rollback()

    holding = threading.Thread(target=hold)
    holding.start()
    ready.wait()
    consolidated(town, baihe)
    holding.join()
    assert counts(town)["consolidations"] == 2


def test_the_wal_is_used_on_a_disk_and_a_journal_elsewhere(
    town: Path, baihe: Scheme, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also by one after the other, as where the folder of one computer is a network drive of another."""
    modes = []
    for local in (True, False, True, False):
        monkeypatch.setattr(file, "is_local", lambda _, local=local: local)
        consolidated(town, baihe)
        modes += rows(town, "PRAGMA journal_mode")
        assert [one.total for one in told(town)] == [73, 91.5]
    assert modes == ["wal", "delete", "wal", "delete"]
    assert [path.name for path in with_companions(town / NAME) if path.exists()] == [NAME]


def test_nothing_to_be_read_says_to_consolidate(tmp_path: Path) -> None:
    for content in (None, b""):
        if content is not None:
            (tmp_path / NAME).write_bytes(content)
        with pytest.raises(LedgerError, match="consolidate the folder first"):
            read(tmp_path / NAME, communities)
