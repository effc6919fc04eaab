"""The roster of a folder that the ribbon consolidates: which file it is, and what is remembered of it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from addin import macros
from tests.addin.opened import boxes, ribbon_over
from tests.addin.ribbon import official
from tests.pipeline.writing.town.town_tables import rows
from tests.samples.town import ROSTER

pytestmark = pytest.mark.usefixtures("at_home")

ROSTERS: dict[str, tuple[tuple[str, ...], bool, str | None, str]] = {
    "in the folder": (("名册.csv",), True, None, "应报13个社区"),
    "of last time": ((), True, None, "应报13个社区"),
    "shown": ((), False, "别处.csv", "应报13个社区"),
    "none": ((), False, None, "收到12个社区。未填写名册"),
    "two": (("名册.csv", "名册.xlsx"), False, None, "文件夹里有几份名册（名册.csv、名册.xlsx），请只留一份。"),
}  # fmt: skip


@pytest.mark.parametrize(("beside", "before", "shown", "said"), ROSTERS.values(), ids=ROSTERS)
def test_the_roster_is_looked_for_then_remembered_then_asked_for(
    town: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    beside: tuple[str, ...],
    before: bool,
    shown: str | None,
    said: str,
) -> None:
    elsewhere = tmp_path / "别处.csv"
    shutil.move(town / "名册.csv", elsewhere)
    monkeypatch.setattr(
        "addin.macros.rosters.picked_file", lambda *_: str(elsewhere) if shown or before else None
    )
    caller, _ = ribbon_over(None)
    if before:
        macros.consolidate(caller)
        monkeypatch.setattr("addin.macros.rosters.picked_file", lambda *_: pytest.fail("asked again"))
    for name in beside:
        shutil.copy(elsewhere, town / name)
    caller, book = ribbon_over(None)
    macros.consolidate(caller)
    assert said in boxes(book)[0]


def photo(path: Path) -> None:
    path.write_bytes(b"\xff\xd8\xff\xe0")


@pytest.mark.parametrize(
    ("make", "name"), [(photo, "合影.jpg"), (photo, "名单.docx"), (official, "自评表.xlsx")]
)
def test_a_wrong_roster_is_asked_for_again(
    town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path], None], name: str
) -> None:
    right, wrong = tmp_path / "别处.csv", tmp_path / name
    shutil.move(town / "名册.csv", right)
    make(wrong)
    chosen = iter([wrong, right])
    monkeypatch.setattr("addin.macros.rosters.picked_file", lambda *_: str(next(chosen)))
    caller, book = ribbon_over(None)
    for _ in range(3):
        macros.consolidate(caller)
    first, *others = boxes(book)
    assert name in first
    assert ["应报13个社区" in said for said in others] == [True, True]


def gone(path: Path) -> None:
    path.unlink()


def other_towns(path: Path) -> None:
    path.write_text("编号,名称\n1,甲社区\n2,乙社区\n", encoding="utf-8")


@pytest.mark.parametrize("became", [photo, gone, other_towns])
def test_a_remembered_roster_that_does_not_serve_is_asked_for_again(
    town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, became: Callable[[Path], None]
) -> None:
    first, second = tmp_path / "先前.csv", tmp_path / "现在.csv"
    shutil.copy(town / "名册.csv", first)
    shutil.move(town / "名册.csv", second)
    chosen = iter([first, second])
    monkeypatch.setattr("addin.macros.rosters.picked_file", lambda *_: str(next(chosen)))
    caller, book = ribbon_over(None)
    macros.consolidate(caller)
    became(first)
    macros.consolidate(caller)
    macros.consolidate(caller)
    assert [
        f"名册：{file}。" in said for said, file in zip(boxes(book), [first, second, second], strict=True)
    ] == [True] * 3


NONE = "收到12个社区。未填写名册"
FILES: dict[str, tuple[tuple[str, ...], str]] = {
    "beside other kinds": (("名册.csv", "名册.docx", "名册.csv.bak", "名册.pdf", "名册.tmp"), "应报13个社区"),
    "other kinds only": (("名册.docx", "名册.csv.bak"), NONE),
    "of the town": (("白鹤镇名册.csv",), "应报13个社区"),
    "of the town, the shorter name first": (("白鹤镇名册.csv", "名册.csv"), "应报13个社区"),
    "a lock file": (("~$白鹤镇名册.csv",), NONE),
    "two of the town": (("白鹤镇名册.csv", "白鹤名册.CSV"), "文件夹里有几份名册（白鹤名册.CSV、白鹤镇名册.csv），请只留一份。"),
}  # fmt: skip


@pytest.mark.parametrize(("names", "said"), FILES.values(), ids=FILES)
def test_only_what_can_be_a_roster_is_looked_at(
    town: Path, monkeypatch: pytest.MonkeyPatch, names: tuple[str, ...], said: str
) -> None:
    (town / "名册.csv").unlink()
    for name in names:
        (town / name).write_text(ROSTER, encoding="utf-8")
    monkeypatch.setattr("addin.macros.rosters.picked_file", lambda *_: None)
    caller, book = ribbon_over(None)
    macros.consolidate(caller)
    assert said in boxes(book)[0]


def test_somebody_elses_list_is_no_roster(town: Path) -> None:
    (town / "志愿者名册.csv").write_text("姓名,性别\n甲,女\n", encoding="utf-8")
    shutil.move(town / "名册.csv", town / "白鹤镇名册.csv")
    caller, book = ribbon_over(None)
    macros.consolidate(caller)
    assert "应报13个社区" in boxes(book)[0]


def test_a_districts_roster_tells_its_towns_apart(town: Path, tmp_path: Path) -> None:
    lines = (
        f"{line},{'街镇' if not row else '东镇' if row < 7 else '西镇'}"
        for row, line in enumerate(ROSTER.splitlines())
    )
    (town / "名册.csv").write_text("\n".join(lines), encoding="utf-8")
    caller, _ = ribbon_over(None)
    macros.consolidate(caller)
    (report,) = tmp_path.glob("*汇总*.xlsx")
    assert {row["街镇"]: row["应报"] for row in rows(report, "街镇汇总")} == {
        "东镇": 6,
        "西镇": 7,
        "合计": 13,
    }
