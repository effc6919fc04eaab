"""Cell references as Excel writes them."""

import pytest

from validators.cells import CellRef, addresses


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("任务分解表!H12", CellRef("任务分解表", 12, 8)),
        ("Sheet1!A1", CellRef("Sheet1", 1, 1)),
        ("'表 1'!AA10", CellRef("表 1", 10, 27)),
        ("'it''s'!XFD1048576", CellRef("it's", 1048576, 16384)),
        ("'2021'!ZZ3", CellRef("2021", 3, 702)),
    ],
)
def test_reference_and_text_are_the_same_thing(text: str, cell: CellRef) -> None:
    assert CellRef.parse(text) == cell
    assert str(cell) == text


def test_absolute_references_are_read_too() -> None:
    assert CellRef.parse("任务分解表!$H$12") == CellRef("任务分解表", 12, 8)


@pytest.mark.parametrize("text", ["H12", "表!12", "表!H0", "表!", "!H1", "a!b!C1"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a cell reference"):
        CellRef.parse(text)


def test_cells_sort_by_row_then_column_not_by_text() -> None:
    cells = [CellRef("表", 10, 1), CellRef("表", 9, 2), CellRef("表", 9, 1)]
    assert [cell.a1 for cell in sorted(cells)] == ["A9", "B9", "A10"]


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        ("H12 H15", "H12、H15"),
        ("H6 H7 H8 H9", "H6至H9"),
        ("H6 H7 J6", "H6、H7、J6"),
        ("H7 H6 H6", "H6、H7"),
        ("H1 H3 H5 H7 H9 H11 H13 H15 H17", "H1、H3、H5、H7、H9、H11、H13、H15等9格"),
    ],
)
def test_cells_of_one_finding(cells: str, text: str) -> None:
    assert addresses(CellRef.parse(f"表!{cell}") for cell in cells.split()) == text


def test_cells_of_another_sheet_are_named() -> None:
    assert addresses([CellRef("乙", 2, 1), CellRef("甲", 1, 1)]) == "A2、甲!A1"
