"""The workbook that staff fill in: valid, right without macros, read back as it was filled."""

import os
import random
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.utils.datetime import from_excel
from openpyxl.workbook import Workbook
from openpyxl.worksheet.cell_range import CellRange
from python_calamine import CalamineWorkbook

from addin.project import VBA, macro_project
from pipeline.checking import CheckedBook
from pipeline.prefilling import prefilled
from pipeline.run import build_workbook, check_book, return_copy
from pipeline.scoring import score
from pipeline.writing.vba_project import UDFS, vba_project
from pipeline.writing.workbook.checks import check_text
from pipeline.writing.workbook.content import Content
from tests import oracle
from tests.clients.libreoffice import recalculate, run_macros
from tests.clients.openxml import validate_all
from tests.pipeline.writing.test_vba_project import RECORD, stubbed
from tests.test_samples import SAMPLES, parts
from validators.roster import Community
from validators.scheme import Scheme
from validators.scheme_file import SCHEMES, load_scheme
from validators.submission import Declaration, Entry, Measure, Submission

WORKBOOKS = SAMPLES.parent
FILLINGS = 200 if os.environ.get("CI") else 40  # 200 take LibreOffice a minute
BAIHE = load_scheme("baihe-2021")


def filled(scheme: Scheme, dice: random.Random) -> Submission:
    """A random filling: complete or partial, any legal choice, sometimes a text that is none."""
    share = dice.choice([1, 1, 0.8, 0.3])
    entries = []
    for item in scheme.items:
        names = [*scheme.selections(item)]
        tier = dice.choice(names) if dice.random() < share else None
        tier = "优秀" if tier and dice.random() < 0.02 else tier
        measured: Decimal | str | None = None
        if item.measure and dice.random() < 0.5:
            states = [band.state for band in item.measure.bands if band.state]
            measured = (
                dice.choice(states)
                if states
                else Decimal(dice.choice([0, 1, 2, 3, 6, 11, 70, 80, 89, 90, 100]))
            )
        entries.append(
            Entry(item=item.no, tier=tier, measured=measured, evidence=dice.choice([None, "见台账"]))
        )
    return Submission(layout="template", community="示范一居", community_from="cell", entries=tuple(entries))


def without_values(path: Path) -> Path:
    """The workbook without any saved formula value: what is read afterwards was calculated by someone else."""
    bare = path.with_stem(path.stem + "-bare")
    with ZipFile(path) as full, ZipFile(bare, "w", ZIP_DEFLATED) as archive:
        for name in full.namelist():
            text = full.read(name)
            if name.startswith("xl/worksheets/sheet"):
                text = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", text)
            archive.writestr(name, text)
    return bare


def named(book: Workbook, name: str) -> list[object]:
    """The values of a defined name, down its rows."""
    ((sheet, area),) = book.defined_names[name].destinations
    cells = book[sheet][area.replace("$", "")]
    return [row[0].value for row in cells] if isinstance(cells, tuple) else [cells.value]


def named_areas(book: Workbook) -> dict[str, CellRange]:
    """Where the workbook's names point, with the sheet as title."""
    return {
        name: CellRange(area.replace("$", ""), title=sheet)
        for name, defined in book.defined_names.items()
        for sheet, area in defined.destinations
    }


def calculated(path: Path, places: Mapping[str, CellRange]) -> dict[str, list[object]]:
    """The values of every name, down its first column; read by calamine, which is quick."""
    book = CalamineWorkbook.from_path(path)
    sheets = {
        name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names
    }
    return {
        name: [sheets[area.title][row - 1][area.min_col - 1] for row in range(area.min_row, area.max_row + 1)]
        for name, area in places.items()
        if area.max_row <= len(sheets[area.title])
    }


def test_libreoffice_calculates_what_the_engine_does_on_random_fillings(tmp_path: Path) -> None:
    dice = random.Random(20211025)
    submissions = [filled(BAIHE, dice) for _ in range(FILLINGS)]
    bare = []
    for number, submission in enumerate(submissions):
        path = tmp_path / f"{number:03}.xlsx"
        build_workbook(BAIHE, path, submission=submission)
        bare.append(without_values(path))
    places = named_areas(load_workbook(bare[0]))
    for path, submission in zip(recalculate(bare, tmp_path / "out"), submissions, strict=True):
        book = calculated(path, places)
        card, content = score(submission, BAIHE), Content(BAIHE, 2021, submission)
        chosen = {
            int(entry.item): entry.tier
            for entry in submission.entries
            if entry.tier and entry.tier in oracle.POINTED
        }
        if not any(mark.choice == "noted" for mark in card.marks):
            assert card.total == oracle.total(chosen)  # the engine itself, against the plan's own table
        assert book["GC_TotalPoints"] == [card.total], path.name
        assert book["GC_GradeName"] == [card.grade.name], path.name
        assert book["GC_GapPoints"] == [card.gap], path.name
        missing = [item for item, entry in enumerate(submission.entries, start=1) if entry.tier is None]
        assert book["GC_MissingCount"] == [len(missing)], path.name
        assert book["GC_MissingItems"][0] == "、".join(map(str, missing)), path.name
        assert book["GC_SectionPoints"] == [card.sections[section.no] for section in BAIHE.sections]
        weak = [
            int(mark.choice != "not_applicable" and (mark.points or 0) < item.max_points)
            for mark, item in zip(card.marks, BAIHE.items, strict=True)
        ]
        assert book["GC_Weak"] == weak, path.name
        assert book["GC_Checks"] == [check_text(item, content) for item in BAIHE.items]


def test_the_row_checks_speak_where_validate_does(tmp_path: Path) -> None:
    """校验 says something exactly where a selection or a measured value has a finding.

    One difference is meant: 不涉及 with its reason stays a query for the office and asks no more of the clerk.
    """
    dice = random.Random(91)
    for _ in range(25):
        submission = filled(BAIHE, dice)
        build_workbook(BAIHE, tmp_path / "a.xlsx", submission=submission)
        found = check_book(tmp_path / "a.xlsx", BAIHE).findings
        explained = {entry.item for entry in submission.entries if entry.tier == "不涉及" and entry.evidence}
        asked = {
            f.item for f in found if f.code[2] in "SE" and not (f.code == "GCS206" and f.item in explained)
        }
        content = Content(BAIHE, 2021, submission)
        assert {item.no for item in BAIHE.items if check_text(item, content)} == asked


def test_the_values_saved_with_the_workbook_are_those_it_calculates(tmp_path: Path, scheme: Scheme) -> None:
    dice = random.Random(7)
    paths = []
    for number in range(6):
        path = tmp_path / f"{number}.xlsx"
        build_workbook(scheme, path, submission=filled(scheme, dice) if number else None)
        paths.append(path)
    macro = tmp_path / "macro.xlsm"  # the panel of the worksheet functions must say that there are none
    build_workbook(scheme, macro, submission=filled(scheme, dice), vba=macro_project())
    paths.append(macro)
    for path, calculated in zip(paths, recalculate(paths, tmp_path / "out"), strict=True):
        ours, theirs = load_workbook(path, data_only=True), load_workbook(calculated, data_only=True)
        differing = [
            f"{sheet.title}!{cell.coordinate}: saved {cell.value!r}, calculated {other!r}"
            for sheet in ours
            for row in sheet.iter_rows()
            for cell in row
            if (cell.value or "") != ((other := theirs[sheet.title][cell.coordinate].value) or "")
        ]
        assert differing == [], path.name


@pytest.fixture(scope="module")
def family(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Every kind of workbook that the one build makes."""
    folder = tmp_path_factory.mktemp("family")
    five = check_book(SAMPLES / "town" / "示范五居.xlsx", BAIHE)
    community = Community(name="示范一居", address="示范路1号", phone="021-00000000")
    kinds = {
        "prefilled": {"submission": prefilled(community, BAIHE, five.submission)},
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


def test_sheets_names_and_protection() -> None:
    macro, plain = (load_workbook(WORKBOOKS / f"template.{end}") for end in ("xlsm", "xlsx"))
    sheets = ["填报说明", "任务分解表", "薄弱项目及措施", "申报表", "校验结果"]
    assert plain.sheetnames == [*sheets, "方案"]
    assert macro.sheetnames == [*sheets, "镇级汇总", "方案"]
    assert plain["方案"].sheet_state == "hidden"
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


def test_every_day_is_asked_for_with_one_that_is_accepted(tmp_path: Path, scheme: Scheme) -> None:
    build_workbook(scheme, tmp_path / "a.xlsx")
    limits = [v for s in load_workbook(tmp_path / "a.xlsx") for v in s.data_validations.dataValidation]
    days = [v for v in limits if v.type == "date"]
    boxes = sum(field.kind == "date" for field in scheme.declaration.fields)
    assert len(days) == 2 + boxes  # 填报日期, 完成时限 and those of the declaration
    first = date(scheme.issued.year, 1, 1)
    for limit in days:
        assert limit.operator == "greaterThanOrEqual"
        assert from_excel(int(limit.formula1)).date() == first
        for text in (limit.prompt, limit.error):
            assert date.fromisoformat(re.findall(r"\d{4}-\d\d-\d\d", text)[0]) > first


def formulas() -> list[str]:
    book = load_workbook(WORKBOOKS / "template.xlsm")
    return [
        cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
    ]


def test_formulas_are_those_of_excel_2010_and_wps() -> None:
    used = {name for formula in formulas() for name in re.findall(r"([A-Z][A-Z0-9._]+)\(", str(formula))}
    assert used <= {
        "IF", "IFERROR", "AND", "INDEX", "MATCH", "SUM", "SUMIF", "SUBSTITUTE", "TRIM", "ISNUMBER", "LOOKUP", "MAX",
        "COUNTIF", "HYPERLINK", "ROW", "INT", "N", "LEN", "LEFT",
    } | {"GC_TOTAL", "GC_GRADE", "GC_GAP", "GC_MISSING", "GC_SECTIONS", "GC_CHECK"}  # fmt: skip
    assert max(len(str(formula)) for formula in formulas()) < 8192


def test_no_name_is_also_a_worksheet_function() -> None:
    """Excel looks a name up without regard to case, and a range cannot be called."""
    names = {name.upper() for name in load_workbook(WORKBOOKS / "template.xlsm").defined_names}
    assert names & {udf.name for udf in UDFS} == set()


@pytest.mark.parametrize(("name", "sheets"), [("template.xlsm", {"校验结果"}), ("template.xlsx", set())])
def test_only_the_panel_calls_worksheet_functions_and_guards_them(name: str, sheets: set[str]) -> None:
    calls = re.compile(r"\b(?:" + "|".join(udf.name for udf in UDFS) + r")\(")
    cells = [
        (sheet.title, cell.value)
        for sheet in load_workbook(WORKBOOKS / name)
        for row in sheet.iter_rows()
        for cell in row
    ]
    texts = [(title, str(getattr(value, "text", value))) for title, value in cells]
    calling = [(title, text) for title, text in texts if text.startswith("=") and calls.search(text)]
    assert {title for title, _ in calling} == sheets
    assert all(text.startswith("=IFERROR(") for _, text in calling)
    asked = {call for _, text in calling for call in calls.findall(text)}
    assert asked == (
        {"GC_TOTAL(", "GC_GRADE(", "GC_GAP(", "GC_MISSING(", "GC_SECTIONS(", "GC_CHECK("} if sheets else set()
    )


def buttons() -> list[str]:
    """The macros that the buttons of the macro workbook call."""
    with ZipFile(WORKBOOKS / "template.xlsm") as archive:
        drawings = [
            archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/drawings/vml")
        ]
    return re.findall(r"<x:FmlaMacro>\[0\]!([\w.]+)</x:FmlaMacro>", "".join(drawings))


def test_every_button_calls_a_macro_that_calls_a_python_entry_that_exists() -> None:
    subs = dict(
        re.findall(
            r'Public Sub (\w+)\(\)\s+CallPython "(\w+)"', (VBA / "GreenCommunity.bas").read_text("ascii")
        )
    )
    called = [name.removeprefix("GreenCommunity.") for name in buttons()]
    assert sorted(called) == sorted([*["CheckWorkbook", "ExportSubmission"] * 2, "ChooseFolder", "Consolidate", "ReturnCopies", "SelfCheck"])  # fmt: skip
    macros = __import__("addin.macros", fromlist=["*"])
    assert all(callable(getattr(macros, subs[name])) for name in called)


def same(book: CheckedBook, submission: Submission) -> None:
    read = book.submission
    assert read is not None
    assert (read.layout, read.scheme_id, read.template_version, read.round) == (
        "template",
        "baihe-2021",
        "1",
        "2021",
    )
    marks = [mark._replace(row=None) for mark in score(submission, BAIHE).marks]
    assert book.scorecard is not None
    assert [mark._replace(row=None) for mark in book.scorecard.marks] == marks
    assert [(e.measured, e.evidence) for e in read.entries] == [
        (e.measured, e.evidence) for e in submission.entries
    ]
    assert (read.community, read.filled_on, read.filler) == (
        submission.community,
        submission.filled_on,
        submission.filler,
    )
    assert read.measures == submission.measures
    assert read.declaration.values == {"community": "示范一居", **submission.declaration.values}


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_a_filled_workbook_survives_libreoffice(tmp_path: Path, kind: str) -> None:
    submission = filled(BAIHE, random.Random(3)).model_copy(
        update={
            "filled_on": date(2021, 10, 9),
            "filler": "示范甲",
            "measures": {4: Measure(reason="缺方案", action="编制方案", plan="分两步", due=date(2021, 6, 30), person="示范乙")},
            "declaration": Declaration(values={"address": "示范路1号", "residents": Decimal(3500), "phone": "021-00000000", "account": "第一行\n第二行", "assessed_on": date(2021, 11, 25)}),
        }
    )  # fmt: skip
    path = tmp_path / "示范一居.xlsx"
    build_workbook(BAIHE, path, submission=submission)
    same(check_book(path, BAIHE), submission)
    (saved,) = recalculate([path], tmp_path / "out", to=kind)
    same(check_book(saved, BAIHE), submission)


@pytest.mark.parametrize(
    "name", [path.stem for path in (SAMPLES / "town").glob("示范*.xlsx") if path.stem != "示范十一居"]
)
def test_converting_keeps_every_answer(tmp_path: Path, name: str) -> None:
    before = check_book(SAMPLES / "town" / f"{name}.xlsx", BAIHE)
    build_workbook(BAIHE, tmp_path / "a.xlsx", submission=before.submission)
    after = check_book(tmp_path / "a.xlsx", BAIHE)
    assert before.scorecard is not None
    assert after.scorecard is not None
    assert [(m.item, m.name, m.points) for m in after.scorecard.marks] == [
        (m.item, m.name, m.points) for m in before.scorecard.marks
    ]
    assert after.community == before.community


def test_a_score_that_fits_no_tier_is_kept_in_words(tmp_path: Path) -> None:
    book = check_book(SAMPLES / "faults" / "GCS204-score-off-tiers" / "book.xlsx", BAIHE)
    build_workbook(BAIHE, tmp_path / "a.xlsx", submission=book.submission)
    assert load_workbook(tmp_path / "a.xlsx")["任务分解表"]["K10"].value == "（原表得分：2.7）"


@pytest.mark.parametrize("text", ["=1+1", "{=1+1}", "@SUM(1)", "+1", "-1", "http://a.example", "internal:A1"])
def test_what_a_committee_wrote_stays_text(tmp_path: Path, text: str) -> None:
    submission = Submission(
        layout="template",
        community=text,
        community_from="cell",
        filler=text,
        entries=(Entry(item=1, tier=text, evidence=text),),
        measures={1: Measure(reason=text, action=text)},
        declaration=Declaration(values={"address": text, "account": text}),
    )
    build_workbook(BAIHE, tmp_path / "a.xlsx", submission=submission)
    cells = [
        cell for sheet in load_workbook(tmp_path / "a.xlsx") for row in sheet.iter_rows() for cell in row
    ]
    written = [cell for cell in cells if cell.value == text]
    assert len(written) == 8
    assert {(cell.data_type, cell.hyperlink) for cell in written} == {("s", None)}


def test_rows_moved_by_the_user_are_read_at_their_addresses(tmp_path: Path) -> None:
    """Unprotected, sorted from the last item to the first, saved by another program."""
    path = tmp_path / "a.xlsx"
    submission = filled(BAIHE, random.Random(11))
    build_workbook(BAIHE, path, submission=submission)
    book = load_workbook(path)
    table = book["任务分解表"]
    for merged in [str(area) for area in table.merged_cells.ranges if area.min_row > 5]:
        table.unmerge_cells(merged)
    rows = [[cell.value for cell in row] for row in table.iter_rows(min_row=6, max_row=34)]
    for number, values in enumerate(reversed(rows), start=6):
        for column, value in enumerate(values, start=1):
            if column not in (10, 15):  # 得分 and 校验 are formulas of their own row
                table.cell(number, column).value = value
    book.save(tmp_path / "sorted.xlsx")
    read = check_book(tmp_path / "sorted.xlsx", BAIHE)
    assert read.scorecard is not None
    assert [(m.name, m.points) for m in read.scorecard.marks] == [
        (m.name, m.points) for m in score(submission, BAIHE).marks
    ]
    assert read.sources["entries", 0, "tier"].a1 == "H6"
    assert read.submission is not None
    assert read.submission.entries[0].item == 29


def test_the_return_copy_says_what_to_do_beside_the_cell(family: Mapping[str, Path]) -> None:
    book = load_workbook(family["returned.xlsx"])
    table, results = book["任务分解表"], book["校验结果"]
    assert table["K4"].value == "退回意见"
    assert "第9项未选择自评档次" in table["K14"].value
    assert table["K14"].value.endswith("（GCS201）")
    top = named(book, "GC_Findings")
    rows = [[cell.value for cell in row] for row in results.iter_rows(min_row=37, max_row=39, max_col=7)]
    assert [(row[1], row[4], row[6]) for row in rows] == [
        ("第9项", "任务分解表!H14", "GCS201"),
        ("第16项", "任务分解表!H21", "GCS201"),
        ("第24项", "任务分解表!H29", "GCS201"),
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
    return_copy(check_book(path, BAIHE), BAIHE, tmp_path / "returned.xlsx")
    results = load_workbook(tmp_path / "returned.xlsx")["校验结果"]
    rows = results.iter_rows(min_row=37, max_col=7, values_only=True)
    assert {row[3] for row in rows if row[6] == code} == {said}


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


def test_libreoffice_runs_every_button_of_the_template(tmp_path: Path) -> None:
    """With a stub for xlwings' modules, which LibreOffice cannot compile, that notes what Python would be told."""
    log = tmp_path / "calls.txt"
    record = RECORD.replace('ThisWorkbook.Names("GC_Record").RefersToRange.Value', f'"{log}"')
    path = tmp_path / "模板.xlsm"
    build_workbook(BAIHE, path, vba=vba_project(stubbed(record)))
    macros = sorted(set(buttons()))
    assert run_macros(path, macros) == [None] * len(macros)
    entries = [re.search(r"import (\w+);", line) for line in log.read_text().splitlines()]
    expected = [
        "check_workbook",
        "choose_folder",
        "consolidate",
        "export_submission",
        "return_copies",
        "self_check",
    ]
    assert [entry and entry[1] for entry in entries] == expected
