"""领导阅: the text, one page with two charts, and every number in a cell."""

import re
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from pipeline.reading.roster import load_roster
from pipeline.run import consolidate_town
from pipeline.town.follow_up.briefing import briefing
from pipeline.writing.town.sheets import leader
from tests.clients.libreoffice import to_pdf
from tests.clients.openxml import validate
from tests.clients.programs import require, run
from tests.pipeline.town.small_towns import book, roster
from tests.pipeline.writing.town.town_tables import written
from tests.test_samples import SAMPLES
from validators.scheme.model import Scheme


def test_it_says_what_the_town_is_to_be_told(report: Path, baihe: Scheme) -> None:
    listed = load_roster(SAMPLES / "roster.csv")
    town = consolidate_town(SAMPLES / "town", baihe, listed, as_of=date(2021, 11, 1))
    said = [passage.heading + passage.text for passage in briefing(town).passages]
    sheet = load_workbook(report, data_only=True)["领导阅"]
    cells = [str(sheet.cell(row, 1).value) for row in range(2, 2 + len(said))]
    assert [re.sub(r"\s", "", cell) for cell in cells] == said


def test_every_number_stands_in_a_cell(report: Path) -> None:
    """13 obliged, 11 of them reported, 10 attain of which 7 are clean of 8; 12 workbooks in all, 286 weak items in them."""
    sheet = load_workbook(report, data_only=True)["领导阅"]
    table = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=11)]
    shown = {
        label: value for row in table for label, value in ((row[0], row[1]), (row[-2], row[-1])) if label
    }
    assert shown == pytest.approx(
        {
            "达标率（应报）": 10 / 13, "按已报计": 10 / 11, "其中材料无误社区达标率": 7 / 8,
            "应报社区": 13, "已报社区": 11, "报送率": 11 / 13, "未报社区": 2, "免报和不在名册的社区": 1, "迟报社区": 0,
            "达标社区": 10, "目标社区数": 6, "与目标相差（百分点）": (10 / 13 - 0.45) * 100,
            "实测值未达到所选档次社区": 0, "按实测值核减后达标社区": 10, "自评分待核实社区": 4,
            "(一)建立健全社区人居环境建设和整治机制": 203 / 240, "(二)推进社区基础设施绿色化": 175.5 / 240,
            "(三)营造社区宜居环境": 208 / 264, "(四)提高社区信息化智能化水平": 193 / 240,
            "(五)培育社区绿色文化": 166.5 / 216, "(六)创新特色项目": 90.5 / 120,
            "良好社区": 1, "一般社区": 4, "合格社区": 5, "未达标社区": 1,
            "应填工作措施（项）": 286, "已填": 0, "完成率": 0, "已过时限": 0, "帮扶社区": 1,
        }
    )  # fmt: skip
    aims = [[row[2], row[3]] for row in table]
    assert aims == [[0.45, 0.65]] * 3 + [[None, None]] * (len(table) - 3)


def test_one_page_with_two_charts_and_room_to_sign(report: Path) -> None:
    sheet = load_workbook(report)["领导阅"]
    assert load_workbook(report).sheetnames[0] == "领导阅"
    assert (sheet.page_setup.orientation or "portrait", str(sheet.page_setup.paperSize)) == ("portrait", "9")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) in {(1, 1), (None, None)}
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert "制表单位：镇精细化推进办" in str(sheet.oddFooter.left.text)
    assert sheet.freeze_panes is None
    with ZipFile(report) as archive:
        charts = [archive.read(name).decode() for name in archive.namelist() if "charts/chart" in name]
    sources = [re.findall("<c:f>领导阅![^<]+</c:f>", chart) for chart in charts]
    assert sorted(len(found) for found in sources if found) == [
        2,
        6,
    ]  # labels and values, three times with two lines of aims


def test_a_town_of_which_nothing_is_known_has_its_page(tmp_path: Path, baihe: Scheme) -> None:
    out = written(tmp_path, baihe)
    assert validate(out) == []
    assert load_workbook(out)["领导阅"]["A1"].value == "白鹤镇2021年绿色社区创建情况（截至2021年11月1日）"


@pytest.mark.slow
def test_long_names_and_many_stay_on_one_page(
    tmp_path: Path, baihe: Scheme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.writing.town.SHEETS", (leader.sheet,))
    (tmp_path / "in").mkdir()
    names = [f"示范{'长' * 38}{number}居" for number in range(60)]
    for number, name in enumerate(names[:12]):
        book(tmp_path / "in", f"{number}.xlsx", baihe, name)
    out = written(tmp_path, baihe, roster(*names))
    text = run([require("pdftotext"), "-layout", to_pdf(out, tmp_path), "-"], 60)
    first = re.sub(r"\s", "", text.partition("\f")[0])
    assert "未报48个：" in first
    assert "等48个" in first
    assert "各部分得分率" in first
    assert "制表人：" in first
