"""The workbook that staff fill in: valid, rebuilt as committed; and what its copies carry."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils.datetime import from_excel
from openpyxl.workbook import Workbook

from pipeline.checking.scoring import score
from pipeline.run import build_workbook, check_book, return_copy
from pipeline.town.prefilling import prefilled
from pipeline.writing.addin.callbacks import macro_project
from tests.clients.libreoffice import recalculate
from tests.clients.openxml import validate_all
from tests.test_samples import SAMPLES, parts
from validators.roster import Community
from validators.scheme.file import SCHEMES, load_scheme
from validators.scheme.model import Scheme

WORKBOOKS = SAMPLES.parent
BAIHE = load_scheme("baihe-2021")


@pytest.fixture(scope="module")
def family(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Every kind of workbook that the one build makes."""
    folder = tmp_path_factory.mktemp("family")
    five = check_book(SAMPLES / "town" / "示范五居.xlsx", BAIHE)
    community = Community(name="示范一居", address="示范路1号", phone="021-00000000")
    kinds = {
        "prefilled": {"submission": prefilled(community, BAIHE, five.submission, chosen=True)},
        "converted": {"submission": five.submission},
        "returned": {"submission": five.submission, "findings": five.findings},
    }
    for name, content in kinds.items():
        build_workbook(BAIHE, folder / f"{name}.xlsx", **content)  # type: ignore[arg-type]
    build_workbook(BAIHE, folder / "prefilled.xlsm", vba=macro_project(), **kinds["prefilled"])  # type: ignore[arg-type]
    committed = {"template.xlsm": WORKBOOKS / "template.xlsm", "template.xlsx": WORKBOOKS / "template.xlsx"}
    return committed | {path.name: path for path in folder.iterdir()}


def test_the_open_xml_sdk_finds_no_error(family: Mapping[str, Path]) -> None:
    assert len(family) == 6
    assert {path.name: errors for path, errors in validate_all(list(family.values())).items() if errors} == {}


@pytest.mark.parametrize("name", ["four-tiers", "two-tiers"])
def test_another_plan_gets_a_valid_workbook(tmp_path: Path, name: str) -> None:
    plan = load_scheme(f"tests/schemes/{name}.toml")
    build_workbook(plan, tmp_path / "a.xlsx")
    build_workbook(plan, tmp_path / "a.xlsm", vba=macro_project())
    assert [e for errors in validate_all(list(tmp_path.iterdir())).values() for e in errors] == []


@pytest.mark.parametrize("name", ["template.xlsm", "template.xlsx"])
def test_rebuilding_gives_the_committed_workbook(tmp_path: Path, name: str) -> None:
    vba = macro_project() if name.endswith("m") else None
    build_workbook(BAIHE, tmp_path / name, vba=vba)
    assert parts(tmp_path / name) == parts(WORKBOOKS / name)


def named(book: Workbook, name: str) -> list[object]:
    """The values of a defined name, down its rows."""
    ((sheet, area),) = book.defined_names[name].destinations
    cells = book[sheet][area.replace("$", "")]
    return [row[0].value for row in cells] if isinstance(cells, tuple) else [cells.value]


def test_sheets_names_and_protection() -> None:
    macro, plain = (load_workbook(WORKBOOKS / f"template.{end}") for end in ("xlsm", "xlsx"))
    sheets = ["填报说明", "任务分解表", "薄弱项目及措施", "申报表", "校验结果"]
    assert plain.sheetnames == [*sheets, "方案", "整理"]
    assert macro.sheetnames == [*sheets, "镇级汇总", "方案", "整理"]
    assert {plain[name].sheet_state for name in ("方案", "整理")} == {"hidden"}
    needed = {"GC_Community", "GC_Tiers", "GC_Measured", "GC_Scores", "GC_Evidence", "GC_TotalPoints", "GC_GradeName", "GC_GapPoints", "GC_MissingCount", "GC_SchemeId", "GC_TemplateVersion"}  # fmt: skip
    assert needed <= set(plain.defined_names)
    assert needed | {"GC_Folder", "GC_Roster"} <= set(macro.defined_names)
    for name in ("GC_Tiers", "GC_Measured", "GC_Scores"):
        assert len(named(plain, name)) == 29
    for sheet in macro:
        assert sheet.protection.sheet, sheet.title
        assert sheet.protection.password is None, sheet.title
        assert not sheet.protection.formatColumns, "column widths stay changeable"
    table = plain["任务分解表"]
    unlocked = {cell.coordinate for row in table.iter_rows() for cell in row if not cell.protection.locked}
    measured = {f"I{item.no + 5}" for item in BAIHE.items if item.measure}
    tiers, evidence = ({f"{column}{row}" for row in range(6, 35)} for column in "HK")
    assert unlocked == tiers | evidence | measured | {"C2", "H2", "K2", "M2"}


def test_every_item_offers_its_own_choices() -> None:
    table = load_workbook(WORKBOOKS / "template.xlsx")["任务分解表"]
    offered = {str(v.sqref): v.formula1 for v in table.data_validations.dataValidation if v.type == "list"}
    assert offered["H6"] == '"合格,一般,良好,不得分,不涉及"'
    assert offered["H15"] == '"合格,一般,良好,按说明计1分,不得分,不涉及"'
    assert offered["H21"] == '"合格,一般,良好,按说明计3分,按说明计2分,按说明计1分,不得分,不涉及"'
    assert offered["I15"] == '"未实施,仅有方案,已实施"'


def test_measures_rest_on_the_clause_that_asks_for_them(tmp_path: Path) -> None:
    """By whatever id the scheme's file calls it."""
    plan = SCHEMES / "baihe-2021.toml"
    renamed = plan.read_text(encoding="utf-8").replace('"weak-items"', '"待改项目"')
    (tmp_path / "renamed.toml").write_text(renamed, encoding="utf-8")
    build_workbook(load_scheme(str(tmp_path / "renamed.toml")), tmp_path / "a.xlsx")
    about = load_workbook(tmp_path / "a.xlsx")["薄弱项目及措施"]["A2"].value
    assert about.startswith("依据：三、组织实施（一）“针对存在的薄弱项目制定相应工作措施和实施计划")


def texts(path: Path) -> dict[str, str]:
    """Every text of a workbook by sheet and cell."""
    cells = (cell for sheet in load_workbook(path) for row in sheet.iter_rows() for cell in row)
    return {f"{c.parent.title}!{c.coordinate}": c.value for c in cells if isinstance(c.value, str)}


def test_a_workbook_prints_its_own_rounds_days(tmp_path: Path) -> None:
    """The plan asks for measures by the end of February 2021 and says nothing of 2022; the summary is due in 2022 only."""
    for year in (2021, 2022):
        build_workbook(BAIHE, tmp_path / f"{year}.xlsx", round_=year)
    first, second = texts(tmp_path / "2021.xlsx"), texts(tmp_path / "2022.xlsx")
    days = [
        ("2021年2月28日前（含当日）", "方案没有写明2022年的时间，以镇精细化推进办通知为准"),
        ("2021年10月25日前（含当日）", "2022年10月25日前（含当日）"),
        ("2021年11月21日至2021年11月30日", "2022年11月21日至2022年11月30日"),
        ("2022年12月31日前（含当日）", "2022年12月31日前（含当日）"),
    ]
    for row, told in enumerate(days, start=22):
        assert (
            tuple(of[f"填报说明!A{row}"].partition("．")[2].partition("：")[0] for of in (first, second))
            == told
        )
    assert "并于2021年2月底前报镇精细化推进办”。没有达到" in first["薄弱项目及措施!A2"]
    assert second["薄弱项目及措施!A2"].startswith(
        "依据：三、组织实施（一）；方案没有写明2022年的时间，以镇精细化推进办通知为准。没有达到"
    )
    of_the_plan = ("〔2021〕10号", "baihe-2021", "2021年从试点开始的2020年12月1日算起")
    assert [
        cell for cell, text in second.items() if "2021" in text and not any(p in text for p in of_the_plan)
    ] == []


@pytest.mark.parametrize("last", [False, True], ids=["the first round", "the last round"])
def test_every_day_is_asked_for_with_one_that_is_accepted(tmp_path: Path, scheme: Scheme, last: bool) -> None:
    year = [*scheme.deadlines][-1 if last else 0]
    build_workbook(scheme, tmp_path / "a.xlsx", round_=year)
    limits = [v for s in load_workbook(tmp_path / "a.xlsx") for v in s.data_validations.dataValidation]
    days = [v for v in limits if v.type == "date"]
    boxes = sum(field.kind == "date" for field in scheme.declaration.fields)
    assert len(days) == 2 + boxes  # 填报日期, 完成时限 and those of the declaration
    first = min(date(year, 1, 1), scheme.openings[year])
    for limit in days:
        assert limit.operator == "greaterThanOrEqual"
        assert from_excel(int(limit.formula1)).date() == first
        for text in (limit.prompt, limit.error):
            assert date.fromisoformat(re.findall(r"\d{4}-\d\d-\d\d", text)[0]) > first
            assert str(year) in text


def test_the_return_copy_says_what_to_do_beside_the_cell(family: Mapping[str, Path]) -> None:
    book = load_workbook(family["returned.xlsx"])
    table, results = book["任务分解表"], book["校验结果"]
    calculated = load_workbook(family["returned.xlsx"], data_only=True)["任务分解表"]
    assert table["K4"].value == "退回意见"
    assert "第9项未选择自评档次" in table["K14"].value
    assert "GCS201" not in table["K14"].value
    assert table["P14"].value.startswith("=IF(")
    assert calculated["P14"].value == "见“退回意见”"
    top = named(book, "GC_Findings")
    rows = [[cell.value for cell in row] for row in results.iter_rows(min_row=37, max_row=39, max_col=7)]
    assert [(row[1], row[4], row[5], row[6]) for row in rows] == [
        ("第9项", "任务分解表!H14", "须改正", None),
        ("第16项", "任务分解表!H21", "须改正", None),
        ("第24项", "任务分解表!H29", "须改正", None),
    ]
    assert top[:3] == [1, 2, 3]
    assert results["E37"].hyperlink.location == "'任务分解表'!H14"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("GCT106", "本工作簿已按方案更正，这一处不用再改。"),
        ("GCS212", "本工作簿已按这样的理解填好，请核对；不对的，请直接改正。"),
        ("GCS216", "本工作簿已按这样的理解填好，请核对；不对的，请直接改正。"),
    ],
)
def test_a_return_copy_tells_what_it_put_right_from_what_it_took_as_read(
    tmp_path: Path, code: str, said: str
) -> None:
    (path,) = (SAMPLES / "faults").glob(f"{code}-*/*.xlsx")
    checked = check_book(path, BAIHE)
    return_copy(checked, BAIHE, tmp_path / "returned.xlsx")
    results = load_workbook(tmp_path / "returned.xlsx")["校验结果"]
    found = {finding.message for finding in checked.findings if finding.code == code}
    rows = results.iter_rows(min_row=37, max_col=6, values_only=True)
    assert {row[3] for row in rows if row[2] in found} == {said}


def test_a_prefilled_copy_knows_its_community(family: Mapping[str, Path]) -> None:
    read = check_book(family["prefilled.xlsx"], BAIHE).submission
    assert read is not None
    assert read.community == "示范一居"
    assert read.declaration.values == {
        "community": "示范一居",
        "address": "示范路1号",
        "phone": "021-00000000",
    }
    assert read.filled_on is None
    five = check_book(SAMPLES / "town" / "示范五居.xlsx", BAIHE).scorecard
    assert five is not None
    assert [m.name for m in score(read, BAIHE).marks] == [m.name for m in five.marks]


def test_a_return_copy_says_one_thing_once_and_another_problem_when_it_comes(tmp_path: Path) -> None:
    """校验 leaves to 退回意见 what stands there, and speaks again of what is wrong after a change."""
    five = check_book(SAMPLES / "town" / "示范五居.xlsx", BAIHE)
    return_copy(five, BAIHE, tmp_path / "returned.xlsx", reply_by=date(2021, 11, 8))
    book = load_workbook(tmp_path / "returned.xlsx")
    assert book["校验结果"]["A35"].value == "二、退回意见：请于11月8日（星期一）前改正后重新报送"
    book["任务分解表"]["H14"] = "不涉及"
    book.save(tmp_path / "changed.xlsx")
    copies = recalculate([tmp_path / "returned.xlsx", tmp_path / "changed.xlsx"], tmp_path / "shown")
    said = [load_workbook(copy, data_only=True)["任务分解表"]["P14"].value for copy in copies]
    assert said == ["见“退回意见”", "不涉及的，请在佐证材料及说明中写明理由"]


def test_the_first_page_keeps_the_rulings_that_the_plan_marks(scheme: Scheme, tmp_path: Path) -> None:
    build_workbook(scheme, tmp_path / "a.xlsx")
    sheet = load_workbook(tmp_path / "a.xlsx")["填报说明"]
    (page,) = (mark.id for mark in sheet.row_breaks.brk)
    pages = [
        [row[1].value for row in rows if row[2].value]
        for rows in (sheet[f"A1:C{page}"], sheet[f"A{page + 1}:C99"])
    ]
    marked = [ruling.subject for ruling in scheme.rulings if ruling.first_page]
    assert [subject for subject in pages[0] if subject in {r.subject for r in scheme.rulings}] == marked
    assert pages[1] == ["事项", *(ruling.subject for ruling in scheme.rulings)]
    assert "标签校验码" in sheet.oddFooter.right.text
