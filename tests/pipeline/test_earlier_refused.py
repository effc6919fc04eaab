"""What is no earlier round, or not one only, is told in one sentence: what is there, where, what to do."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl import load_workbook

from pipeline.earlier import beside_earlier
from pipeline.reading.roster import load_roster
from pipeline.run import consolidate_town
from pipeline.town.past import PastRoundError
from pipeline.writing.town import write_town
from tests.pipeline.test_earlier import earlier, of
from tests.pipeline.town.small_towns import book
from tests.test_samples import SAMPLES
from validators.scheme.file import load_scheme
from validators.scheme.model import Scheme


def empty(path: Path) -> Path:
    path.mkdir()
    return path


def text(content: str) -> Callable[[Path], Path]:
    def made(path: Path) -> Path:
        path.write_text(content, encoding="utf-8")
        return path

    return made


def somebodys(path: Path) -> Path:
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet().write(0, 0, "汇总")
    return path


def of_another_plan(path: Path) -> Path:
    other = load_scheme(str(SAMPLES.parents[1] / "tests" / "schemes" / "two-tiers.toml"))
    (path.parent / "other").mkdir()
    return write_town(
        consolidate_town(path.parent / "other", other, as_of=date(2023, 12, 1)), path, path.parent
    )


def of_this_year(path: Path) -> Path:
    (path.parent / "now").mkdir()
    return write_town(of(path.parent / "now", load_scheme("baihe-2021")), path, path.parent)


def damaged(path: Path) -> Path:
    path.write_bytes(b"PK\x03\x04 nothing of a zip")
    return path


def edited(sheet: str, cell: str, value: object) -> Callable[[Path], Path]:
    """The report of the sample town with one cell changed by somebody."""

    def made(path: Path) -> Path:
        plan, listed = load_scheme("baihe-2021"), load_roster(SAMPLES / "roster.csv")
        workbook = load_workbook(
            write_town(of(SAMPLES / "town", plan, listed, 2021), path, SAMPLES / "town"), data_only=True
        )
        workbook[sheet][cell] = value
        workbook.save(path)
        return path

    return made


@pytest.mark.parametrize(
    ("name", "make", "sentence"),
    [
        ("2021年", lambda path: path, "无法读取以前年度的“2021年”：没有这个文件夹或报告。请检查路径。"),
        ("2021年", empty, "文件夹“2021年”里没有2022年以前的自测评分表。请检查是否选对了文件夹。"),
        ("a.json", text("{}"), "“a.json”不是以前年度的汇总报告。"),
        ("a.json", text('{"round": "二〇二一", "attainment": {}, "standards": {}}'), "“a.json”不是以前年度的汇总报告。"),
        ("a.txt", text("不是"), "“a.txt”不是以前年度的汇总报告。"),
        ("a.xlsx", somebodys, "“a.xlsx”不是本程序生成的汇总工作簿。"),
        ("a.xlsx", damaged, "“a.xlsx”不是本程序生成的汇总工作簿。"),
        ("a.xlsx", of_another_plan, "“a.xlsx”是按方案“two-tiers”汇总的，这里没有这个方案。"),
        ("a.xlsx", edited("得分矩阵", "AI5", "一般"), "“a.xlsx”不能读取，可能改动过。"),  # item 1 of 示范七居, 良好
        ("a.xlsx", edited("得分矩阵", "B2", "名称"), "“a.xlsx”不能读取，可能改动过。"),
        ("a.xlsx", edited("封面说明", "B11", "今年"), "“a.xlsx”不能读取，可能改动过。"),
        ("a.xlsx", edited("得分矩阵", "B5", None), "“a.xlsx”不能读取，可能改动过。"),  # a line was emptied
        ("a.xlsx", edited("部门清单", "D3", "别的标准"), "“a.xlsx”里的项目与方案“baihe-2021”不同，可能改动过。"),
        ("a.xlsx", of_this_year, "“a.xlsx”是2022年的，不能作为2022年以前的年度。"),
    ],
)  # fmt: skip
def test_what_is_no_earlier_round_is_told_in_a_sentence(
    name: str, make: Callable[[Path], Path], sentence: str, tmp_path: Path, baihe: Scheme
) -> None:
    with pytest.raises(PastRoundError) as error:
        earlier(make(tmp_path / name), baihe)
    assert str(error.value).startswith(sentence)
    assert str(error.value).endswith("。")


def test_one_year_is_had_once(tmp_path: Path, baihe: Scheme) -> None:
    sources = [tmp_path / "2021年", tmp_path / "又一份"]
    for source in sources:
        book(source, "a.xlsx", baihe, "示范一居")
    with pytest.raises(PastRoundError, match=r"^“2021年”和“又一份”都是2021年的。请只留一个。$"):
        beside_earlier(of(sources[0], baihe), sources)


def test_two_years_as_often_in_a_folder_are_told_apart_by_nobody(tmp_path: Path, baihe: Scheme) -> None:
    """Of a year after the plan's last."""
    for year in (2021, 2022):
        book(tmp_path / "in", f"{year}.xlsx", baihe, "示范一居", year=year)
    (tmp_path / "now").mkdir()
    now = consolidate_town(tmp_path / "now", baihe, as_of=date(2023, 12, 1), round_=2023)
    with pytest.raises(
        PastRoundError, match=r"2021年和2022年的自测评分表一样多，不能确定是哪一年的。请分开存放。$"
    ):
        beside_earlier(now, [tmp_path / "in"])


@pytest.mark.parametrize("setting", ['scheme = "gone.toml"', "scheme = ", "shceme = 1"])
def test_settings_that_cannot_be_used_are_told(setting: str, tmp_path: Path, baihe: Scheme) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "green-community.toml").write_text(setting, encoding="utf-8")
    with pytest.raises(PastRoundError, match=r"请维护人员改正。$"):
        earlier(tmp_path / "in", baihe)
