"""Every layout is found by its labels and read at its true addresses."""

from datetime import date
from pathlib import Path

import pytest

from pipeline.checking.scoring import score
from pipeline.reading import Reading, read_submission
from pipeline.run import check_book
from tests.books import Layout, Sheet, write_book
from validators.scheme.model import Scheme

LAYOUTS: tuple[Layout, ...] = ("official", "tiered")


def read(path: Path, scheme: Scheme) -> Reading:
    return read_submission(path.read_bytes(), path.name, scheme)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_is_written_is_read_at_its_cell(tmp_path: Path, scheme: Scheme, layout: Layout) -> None:
    names = [tier.name for tier in scheme.tiers]
    choices = {item.no: names[item.no % len(names)] for item in scheme.items}
    sheet = Sheet(scheme, "示范一居", layout).dated(date(2021, 10, 9)).choose(choices).total(12)
    reading = read(write_book(tmp_path / "任意.xlsx", sheet), scheme)
    submission, sources = reading.submission, reading.sources
    assert submission is not None
    assert (submission.layout, submission.community, submission.community_from) == (
        layout,
        "示范一居",
        "cell",
    )
    assert (submission.filled_on, submission.total) == (date(2021, 10, 9), 12)
    assert (str(sources["community",]), str(sources["filled_on",])) == ("任务分解表!C2", "任务分解表!E2")
    card = score(submission, scheme)
    assert {mark.item: mark.name for mark in card.marks} == choices
    for index, entry in enumerate(submission.entries):
        row = 5 + int(entry.item)
        assert sources["entries", index, "item"].a1 == f"A{row}"
        assert sources["entries", index, "criterion"].a1 == f"C{row}"
        place = sources["entries", index, "tier"]
        chosen = sheet.cells[place.row, place.column]
        expected = (
            choices[int(entry.item)] if layout == "tiered" else float(card.mark(int(entry.item)).points or 0)
        )
        assert chosen == expected
        for tier in scheme.tiers:
            cell = sources["entries", index, "points", tier.id]
            assert sheet.cells[cell.row, cell.column] == float(
                scheme.item_by_no[int(entry.item)].points[tier.id]
            )


@pytest.mark.parametrize("tick", ["√", "✓", " ✔ ", "☑", "●"])
def test_a_tick_in_a_tier_column_is_a_choice(tmp_path: Path, baihe: Scheme, tick: str) -> None:
    sheet = Sheet(baihe, "示范一居").put(4, "fair", tick)
    reading = read(write_book(tmp_path / "a.xlsx", sheet), baihe)
    assert reading.submission is not None
    assert reading.submission.entries[3].ticks == ("fair",)
    assert reading.sources["entries", 3, "points", "fair"].a1 == "F9"


def test_the_table_is_found_wherever_it_stands(tmp_path: Path, baihe: Scheme) -> None:
    sheet = Sheet(baihe, "示范一居").choose({1: "良好"})
    sheet.cells = {(row + 7, column + 3): value for (row, column), value in sheet.cells.items()}
    sheet.merges = []
    cover = Sheet(baihe, None, name="封面")
    cover.cells = {(1, 1): "封面"}
    cover.merges = []
    reading = read(write_book(tmp_path / "a.xlsx", cover, sheet), baihe)
    assert reading.submission is not None
    assert reading.submission.community == "示范一居"
    assert reading.sources["entries", 0, "tier"].a1 == "K13"


@pytest.mark.parametrize(
    ("file_name", "community"),
    [
        ("示范三居.xlsx", "示范三居"),
        ("示范三居_2021.xlsx", "示范三居"),
        ("示范三居（改报）.xlsx", "示范三居"),
        ("示范三居 10月.xlsx", "示范三居"),
        ("示范三居-自评.xlsx", "示范三居"),
    ],
)
def test_without_a_label_the_file_name_hints_at_the_community(
    tmp_path: Path, baihe: Scheme, file_name: str, community: str
) -> None:
    reading = read(write_book(tmp_path / file_name, Sheet(baihe, None)), baihe)
    assert reading.submission is not None
    assert (reading.submission.community, reading.submission.community_from) == (community, "file_name")


@pytest.mark.parametrize(
    ("cells", "community"),
    [
        ({(2, 1): "社区名称：示范一居"}, "示范一居"),
        ({(2, 1): "社区名称:示范一居"}, "示范一居"),
        ({(2, 1): "社区 名称", (2, 6): "示范一居"}, "示范一居"),
        ({(2, 1): "社区名称：", (2, 2): "示范一居"}, "示范一居"),
        ({(2, 1): "社区名称", (2, 2): "填报人", (2, 3): "示范甲"}, "文件名"),
        ({(2, 1): "社区名称"}, "文件名"),
    ],
)
def test_the_name_stands_behind_its_label(
    tmp_path: Path, baihe: Scheme, cells: dict[tuple[int, int], str], community: str
) -> None:
    sheet = Sheet(baihe, None)
    sheet.cells |= cells
    reading = read(write_book(tmp_path / "文件名.xlsx", sheet), baihe)
    assert reading.submission is not None
    assert reading.submission.community == community


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2021-10-09", date(2021, 10, 9)),
        ("2021年10月9日", date(2021, 10, 9)),
        ("２０２１.10.9", date(2021, 10, 9)),
        ("十月", None),
        ("2021-13-40", None),
    ],
)
def test_days_as_people_type_them(tmp_path: Path, baihe: Scheme, typed: str, day: date | None) -> None:
    sheet = Sheet(baihe, "示范一居")
    sheet.cells |= {(2, 4): "填报日期", (2, 5): typed}
    reading = read(write_book(tmp_path / "a.xlsx", sheet), baihe)
    assert reading.submission is not None
    assert reading.submission.filled_on == day


def test_a_choice_in_words_in_the_score_cell_counts(tmp_path: Path, baihe: Scheme) -> None:
    sheet = (
        Sheet(baihe, "示范一居")
        .put(3, "score", "一般")
        .put(4, "score", "不 得 分")
        .put(25, "score", "不涉及")
    )
    reading = read(write_book(tmp_path / "a.xlsx", sheet), baihe)
    assert reading.submission is not None
    card = score(reading.submission, baihe)
    assert [card.mark(item).choice for item in (3, 4, 25)] == ["fair", "zero", "not_applicable"]
    assert reading.sources["entries", 2, "tier"].a1 == "H8"


@pytest.mark.parametrize(("score", "codes"), [(3, ["GCS208"]), (4, ["GCS208"]), (7, ["GCS204"])])
def test_a_score_without_a_tier_is_asked_back_even_if_only_a_note_allows_it(
    tmp_path: Path, baihe: Scheme, score: float, codes: list[str]
) -> None:
    """Item 16 (附件1): a point less per damaged place, so that 3 is legal beside the tiers' 4, 5 and 6."""
    sheet = Sheet(baihe, "示范一居", "tiered").choose(dict.fromkeys(range(1, 30), "合格"))
    path = write_book(tmp_path / "a.xlsx", sheet.put(16, "tier", None).put(16, "score", score))
    assert [finding.code for finding in check_book(path, baihe).findings] == codes


def test_of_several_totals_below_the_items_the_last_is_the_tables(tmp_path: Path, baihe: Scheme) -> None:
    """All at 合格 is 73; a first count of 74 was put right in the row below."""
    sheet = Sheet(baihe, "示范一居").choose(dict.fromkeys(range(1, 30), "合格")).total(74)
    sheet.cells |= {(sheet.total_row + 1, 1): "总计", (sheet.total_row + 1, sheet.columns["score"]): 73}
    book = check_book(write_book(tmp_path / "a.xlsx", sheet), baihe)
    assert book.submission
    assert (book.submission.total, book.submission.further_totals) == (73, (74,))
    assert [f"{f.code} {f.cell}" for f in book.findings] == [f"GCX401 任务分解表!H{sheet.total_row}"]
