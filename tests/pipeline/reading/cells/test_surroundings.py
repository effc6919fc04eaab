"""The community and the day are read behind or beside their labels, and nothing else is taken for them."""

from datetime import date
from pathlib import Path

import pytest

from pipeline.run import check_book
from tests.books import Sheet, Value, write_book
from tests.corpus.case import official
from validators.scheme.model import Scheme

FILE = "文件名"
DAY = date(2021, 10, 20)


def _read(
    tmp_path: Path, scheme: Scheme, cells: dict[tuple[int, int], Value]
) -> tuple[str | None, date | None, list[str]]:
    sheet: Sheet = official(scheme)
    sheet.cells[2, 1] = sheet.cells[2, 3] = None
    sheet.cells |= cells
    book = check_book(write_book(tmp_path / f"{FILE}.xlsx", sheet), scheme)
    assert book.submission is not None
    return (
        book.community,
        book.submission.filled_on,
        [f"{f.code} {f.cell and f.cell.a1}" for f in book.findings],
    )


@pytest.mark.parametrize(
    ("cells", "community", "day"),
    [
        ({(2, 1): "填报单位：示范一居    填报日期：2021年10月20日"}, "示范一居", DAY),
        ({(2, 1): "填报单位：示范一居 联系电话：021-5555 填报日期：2021-10-20"}, "示范一居", DAY),
        ({(2, 1): "填报单位：示范一居填报日期：2021-10-20"}, "示范一居", DAY),
        ({(2, 1): "填报日期：2021.10.20\n居委会（盖章）：示范一居"}, "示范一居", DAY),
        ({(2, 1): "填报单位：示范一居（盖章）"}, "示范一居", None),
        ({(2, 1): "填报单位（盖章）：示范一居"}, "示范一居", None),
        ({(2, 1): "填报单位（公章）", (2, 3): "示范一居"}, "示范一居", None),
        ({(2, 1): "填报单位：____示范一居____"}, "示范一居", None),
        ({(2, 1): "社区名称：", (2, 2): "________", (2, 3): "示范一居"}, "示范一居", None),
        ({(2, 1): "社区名称", (38, 1): "填报单位：示范一居", (38, 5): "填报时间：2021/10/20"}, "示范一居", DAY),
        ({(2, 1): "社区名称", (2, 2): "示范一居（二期）"}, "示范一居（二期）", None),
    ],
)  # fmt: skip
def test_what_stands_around_the_table(
    tmp_path: Path, baihe: Scheme, cells: dict[tuple[int, int], Value], community: str, day: date | None
) -> None:
    assert _read(tmp_path, baihe, cells) == (community, day, [])


@pytest.mark.parametrize(
    ("cells", "day"),
    [
        ({(2, 1): "社区名称", (2, 4): "联系人", (2, 5): "张三"}, None),
        ({(2, 1): "居委会：", (2, 2): "主任", (2, 3): "王某"}, None),
        ({(2, 1): "社区名称：", (2, 4): "填报时间：2021年10月20日"}, DAY),
        ({(2, 1): "社区名称：", (2, 4): "联系方式：021"}, None),
        ({(2, 1): "社区名称：________"}, None),
        ({(2, 1): "社区名称：    填报日期：2021-10-20"}, DAY),
    ],
)
def test_another_label_is_no_name(
    tmp_path: Path, baihe: Scheme, cells: dict[tuple[int, int], Value], day: date | None
) -> None:
    community, read, (finding,) = _read(tmp_path, baihe, cells)
    assert (community, read, finding[:6]) == (FILE, day, "GCT108")


@pytest.mark.parametrize(
    ("typed", "day", "code"),
    [
        ("2021年10月20日", DAY, None),
        ("2021年10月20日 14:30", DAY, None),
        ("　　年　　月　　日", None, None),
        ("二〇二一年十月二十日", DAY, "GCT124"),
        ("二○二一年十月廿一日", date(2021, 10, 21), "GCT124"),
        ("2021年十一月三日", date(2021, 11, 3), "GCT124"),
        ("20211020", DAY, "GCT124"),
        (20211020, DAY, "GCT124"),
        (44489, DAY, "GCT124"),
        ("10月20日", None, "GCT123"),
        ("2021年9月31日", None, "GCT123"),
        ("21/10/20", None, "GCT123"),
        ("2021年10月", None, "GCT123"),
        ("2021-10-201", None, "GCT123"),
        ("2021-10-20至2021-10-25", None, "GCT123"),
        ("2021-10-20（补报10-25）", None, "GCT123"),
        ("2021-10-20（25日补报）", None, "GCT123"),
        ("2021-10-20改25", None, "GCT123"),
        ("2021.10.20-25", None, "GCT123"),
        ("2021年10月20、21日", None, "GCT123"),
        ("2021年10月20日（补报十月二十五日）", None, "GCT123"),
        ("10-20，更正2021-10-25", None, "GCT123"),
        ("2021-10-20，2021-10-20", DAY, None),
        ("2021-10-20 8:00-9:30", DAY, None),
        ("2021-10-20（第2稿，共3份）", DAY, None),
        ("2021年10月20日 星期三，5号楼", DAY, None),
        (2021, None, "GCT123"),
        (44489.5e6, None, "GCT123"),
        ("2031-10-20", date(2031, 10, 20), "GCT123"),
        ("2020-10-20", date(2020, 10, 20), "GCT123"),
        ("2023-10-20", date(2023, 10, 20), None),
    ],
)
def test_a_day_is_read_told_or_asked_back(
    tmp_path: Path, baihe: Scheme, typed: Value, day: date | None, code: str | None
) -> None:
    named: dict[tuple[int, int], Value] = {(2, 1): "社区名称：示范一居", (2, 4): "填报日期", (2, 5): typed}
    told = [f"{code} E2"] if code else []
    assert _read(tmp_path, baihe, named) == ("示范一居", day, told)


def test_a_long_run_of_blanks_is_passed_over(tmp_path: Path, baihe: Scheme) -> None:
    assert _read(tmp_path, baihe, {(2, 1): "填报单位：示范一居", (3, 1): "（" + " " * 32000})[0] == "示范一居"
