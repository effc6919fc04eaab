"""Long texts, long lists and wide tables: nothing is cut without a mark, on the screen or on paper."""

import re
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipeline.reading.roster import load_roster
from pipeline.run import consolidate_town
from pipeline.writing.town import write_town
from tests.books import Sheet, write_book
from tests.clients.openxml import validate
from tests.pipeline.writing.town.town_tables import SHEETS, rows, written
from tests.test_samples import SAMPLES
from validators.roster import Community, Roster
from validators.scheme.model import Scheme


def test_a_row_with_many_findings_is_printed_whole(tmp_path: Path, baihe: Scheme) -> None:
    long = {item: f"{item}{'很' * 3000}" if item % 2 else f"优秀{item}" for item in range(1, 30)}
    write_book(
        tmp_path / "in" / "a.xlsx", Sheet(baihe, "示范一居", "tiered").dated(date(2021, 10, 20)).choose(long)
    )
    out = written(tmp_path, baihe)
    told = rows(out, "报送情况")[0]["待处理问题"]
    shown = told.count("须改正：")
    assert re.search(rf"\n另有{30 - shown}条，见“问题清单”。$", told)
    assert shown >= 3
    assert load_workbook(out)["报送情况"].row_dimensions[3].height < 409


def test_a_text_beyond_what_a_cell_holds_is_marked(tmp_path: Path, baihe: Scheme) -> None:
    sheet = (
        Sheet(baihe, "示" * 32_760)
        .dated(date(2021, 10, 20))
        .choose(dict.fromkeys(range(1, 30), "合格"))
        .total(1)
    )
    write_book(tmp_path / "in" / "a.xlsx", sheet)
    roster = Roster(communities=(Community(name="甲"),))
    out = written(tmp_path, baihe, roster)
    messages = [row["问题"] for row in rows(out, "问题清单")]
    (told,) = (message for message in messages if message.startswith("填报的社区名称是"))
    assert (len(told), told[-1]) == (32_767, "…")


def test_each_page_of_the_matrix_has_its_title_and_sums(report: Path) -> None:
    page = load_workbook(report, data_only=True)["得分矩阵"]
    titles = {cell.column_letter: cell.value for cell in page[1] if cell.value}
    headings = [str(cell.value) for cell in page[2]]
    second = headings.index("1档次")
    assert list(titles) == ["C", page.cell(1, second + 1).column_letter]  # none in what every page repeats
    assert str(titles["C"]).startswith("白鹤镇2021年绿色社区创建得分矩阵（单位：分")
    for row in page.iter_rows(min_row=3, values_only=True):
        if row[1] in ("平均分", "良好占比", "缺项数"):
            assert row[second : second + 29] == row[2:31]
            assert row[2] is not None


@pytest.mark.slow
def test_lists_longer_than_a_sheet_go_on_on_the_next(
    report: Path, tmp_path: Path, baihe: Scheme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.writing.town.page.LAST_ROW", 52)
    monkeypatch.setattr("pipeline.writing.town.page.LAST_LINK", 5)
    monkeypatch.setattr("pipeline.writing.town._LARGE", 3)  # rows go to the disk at once
    roster = load_roster(SAMPLES / "roster.csv")
    town = consolidate_town(SAMPLES / "town", baihe, roster, as_of=date(2021, 11, 1))
    path = write_town(town, tmp_path / "town.xlsx", SAMPLES / "town")
    assert validate(path) == []
    parts = [name for name in load_workbook(path).sheetnames if name.startswith("措施督办")]
    assert parts == ["措施督办", *(f"措施督办（{n}）" for n in range(2, len(parts) + 1))]
    assert len(parts) > 2
    for sheet in SHEETS:
        whole = [row for row in rows(report, sheet) if row.get("项目") != "生成时间"]
        together = [
            row
            for name in load_workbook(path).sheetnames
            if name == sheet or name.startswith(f"{sheet}（")
            for row in rows(path, name)
            if row.get("项目") != "生成时间"
        ]
        assert together == whole
    summary = load_workbook(path)["汇总总表"]["U"][2:]
    assert [cell.hyperlink is not None for cell in summary] == [True] * 5 + [False] * (len(summary) - 5)
    assert all(cell.value for cell in summary)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        # handed in before the day of the report, and on that day: two points, the last with both
        ((20, 25), {"2021-10-20": 0.5, "2021-10-25": 1.0}),
        ((20, 20), {"2021-10-20": 1.0, "2021-10-25": 1.0}),
        # all on the day of the report: a single point is no progress
        ((25, 25), {}),
    ],
)
def test_the_progress_ends_on_the_day_of_the_report(
    tmp_path: Path, baihe: Scheme, days: tuple[int, int], expected: dict[str, float]
) -> None:
    for name, day in zip("甲乙", days, strict=True):
        sheet = Sheet(baihe, name).dated(date(2021, 10, day)).choose(dict.fromkeys(range(1, 30), "合格"))
        write_book(tmp_path / "in" / f"{name}.xlsx", sheet)
    roster = Roster(communities=(Community(name="甲"), Community(name="乙")))
    out = written(tmp_path, baihe, roster, as_of=date(2021, 10, 25))
    shown = {row["项目"]: row["数值"] for row in rows(out, "达标分析") if row["图表"] == "达标率进展"}
    assert shown == expected
