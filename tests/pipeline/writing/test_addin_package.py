"""The add-in as a package: what Excel must find in it, and that nothing else is there."""

import hashlib
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
import xlsxwriter
from oletools.olevba import VBA_Parser
from pyopenvba.apps.excel import ExcelApplication
from python_calamine import CalamineWorkbook

from pipeline import __version__
from pipeline.buttons import ADDIN, CONFIGURATION, GROUPS, RIBBON, TAB
from pipeline.writing import addin as package
from pipeline.writing.addin import SAID, addin_modules, build_addin
from pipeline.writing.addin.ribbon import NAMESPACE, RELATIONSHIP
from pipeline.writing.vba_project import UDFS, vba_project, xlwings_module
from tests.clients.libreoffice import run_macros
from tests.clients.openxml import validate
from tests.pipeline.writing.macro_books import OURS, RECORD, book, stubbed
from tests.pipeline.writing.test_vba_project import SHIPPED, run_python, sources

WORKBOOKS = Path(__file__).parents[3] / "workbooks"
PUBLISHED = Path(__file__).parents[2] / "published" / "imageMso.txt"
UI = f"{{{NAMESPACE}}}"


@pytest.fixture(scope="module")
def addin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("addin") / ADDIN
    build_addin(path)
    return path


@pytest.fixture(scope="module")
def tab(addin: Path) -> ET.Element:
    return ET.fromstring(part(addin, "customUI/customUI14.xml"))


def part(package: Path, name: str) -> str:
    with ZipFile(package) as archive:
        return archive.read(name).decode()


def configuration(package: Path) -> dict[str, object]:
    """The sheet from which xlwings takes its settings, as GetConfigFromSheet walks it: down to the first blank key."""
    rows = (
        CalamineWorkbook.from_filelike(BytesIO(package.read_bytes()))
        .get_sheet_by_name(CONFIGURATION)
        .to_python()
    )
    return {str(key): value for key, value in rows}


def test_the_open_xml_sdk_finds_no_error(addin: Path) -> None:
    assert validate(addin) == []


def test_it_is_an_add_in_without_a_window(addin: Path) -> None:
    assert "application/vnd.ms-excel.addin.macroEnabled.main+xml" in part(addin, "[Content_Types].xml")
    assert re.findall(r'<workbookView visibility="hidden" ', part(addin, "xl/workbook.xml")) != []
    relations = ET.fromstring(part(addin, "_rels/.rels"))
    assert [r.get("Target") for r in relations if r.get("Type") == RELATIONSHIP] == [
        "customUI/customUI14.xml"
    ]
    assert len({r.get("Id") for r in relations}) == len(relations)


def test_the_same_call_gives_the_same_bytes_in_another_process(addin: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.xlam"
    run_python(
        f"from pathlib import Path; from pipeline.writing.addin import build_addin; build_addin(Path({str(other)!r}))"
    )
    digests = {hashlib.sha256(path.read_bytes()).hexdigest() for path in (addin, other, WORKBOOKS / ADDIN)}
    assert len(digests) == 1, "run `make workbooks`"


def test_the_tab_has_the_buttons_of_the_list(tab: ET.Element) -> None:
    (shown,) = tab.iter(f"{UI}tab")
    assert shown.get("label") == TAB
    assert [group.get("label") for group in shown] == ["社区填报", "镇办汇总", "帮助"]
    captions = [[button.get("label") for button in group.findall(f"{UI}button")] for group in shown]
    assert captions == [
        ["检查本表", "跳到下一个问题", "导出报送件", "转成今年的表"],
        ["汇总", "生成退回件", "打开上次汇总"],
        ["环境自检", "使用手册"],
    ]
    assert [len(group.findall(f"{UI}labelControl")) for group in shown] == [0, 0, 1]


def test_every_control_can_be_told_apart(tab: ET.Element) -> None:
    ids = [control.get("id") for control in tab.iter() if control.get("id")]
    assert len(ids) == len(set(ids)) == 1 + len(GROUPS) + len(RIBBON) + 1
    keys = [button.get("keytip", "") for button in tab.iter(f"{UI}button")]
    assert len(keys) == len(set(keys))
    assert all(re.fullmatch("[A-Z][A-Z0-9]{0,2}", key) for key in keys)


def test_every_button_says_what_it_does_in_chinese(tab: ET.Element) -> None:
    for button in tab.iter(f"{UI}button"):
        assert {button.get("size")} <= {"large", "normal"}
        assert all(re.search("[一-鿿]", button.get(text, "")) for text in ("label", "screentip", "supertip"))
        assert len(button.get("supertip", "")) <= 1024


def test_every_image_is_one_that_office_publishes(tab: ET.Element) -> None:
    published = PUBLISHED.read_text("ascii").split()
    used = [button.get("imageMso") for button in tab.iter(f"{UI}button")]
    assert len(used) == len(set(used)) == len(RIBBON)
    assert set(used) <= set(published)


def callbacks(tab: ET.Element) -> Iterator[tuple[str, str]]:
    for control in tab.iter():
        yield from (
            (kind, control.attrib[kind]) for kind in ("onAction", "getLabel") if kind in control.attrib
        )


def test_every_callback_is_a_sub_with_the_arguments_that_office_hands_over(tab: ET.Element) -> None:
    taken = {
        "onAction": "ByVal control As IRibbonControl",
        "getLabel": "ByVal control As IRibbonControl, ByRef returnedVal",
    }
    called = list(callbacks(tab))
    assert len(called) == len(RIBBON) + 1
    for kind, name in called:
        module, _, sub = name.partition(".")
        assert f"\nPublic Sub {sub}({taken[kind]})\n" in addin_modules()[module]


def test_every_callback_calls_an_entry_that_exists() -> None:
    macros = __import__("addin.macros", fromlist=["*"])
    text = addin_modules()["GreenCommunityRibbon"]
    called = re.findall(r'^Public Sub Gc(\w+)\(.*\)\n    CallPython "(\w+)"\nEnd Sub$', text, re.MULTILINE)
    assert called == [(button.macro, button.entry) for button in RIBBON]
    assert [entry for _, entry in called if not callable(getattr(macros, entry, None))] == []


def test_oletools_lists_our_modules_and_those_of_xlwings_only(addin: Path) -> None:
    with ZipFile(addin) as archive:
        found = sources(archive.read("xl/vbaProject.bin"))
    assert set(found) == {*SHIPPED, *addin_modules()}
    assert {name: found[name] for name in addin_modules()} == addin_modules()
    assert VBA_Parser(str(addin)).detect_vba_macros()


def test_xlwings_is_its_own_module_but_for_what_is_meant(addin: Path) -> None:
    with ZipFile(addin) as archive:
        found = sources(archive.read("xl/vbaProject.bin"))["xlwings"].splitlines()
    theirs = sources(vba_project(OURS))["xlwings"].splitlines()
    changed = [(before, after) for before, after in zip(theirs, found, strict=True) if before != after]
    assert changed.pop(0) == (
        'Public Const PROJECT_NAME As String = "xlwings"',
        'Public Const PROJECT_NAME As String = "green-community"',
    )
    assert changed.pop() == (
        '    For Each cell In Range(sht.Range("A1"), lastCell)',
        '    For Each cell In sht.Range(sht.Range("A1"), lastCell)',
    )  # with nothing open, or on a chart sheet, a bare Range is an error
    assert len(changed) == 2
    assert [before.replace(" -B -c ", " -B -P -c ") for before, _ in changed] == [
        after for _, after in changed
    ]


def test_a_setting_is_looked_for_nowhere_but_on_the_add_ins_own_sheet(addin: Path) -> None:
    """Xlwings asks its own workbook's sheet first, and goes on to files for what is not there."""
    asked = set(re.findall(r'GetConfig\("([^"]+)"', xlwings_module("green-community")))
    assert {key for key in asked if not key.endswith("_MAC")} <= set(configuration(addin))
    assert "ActiveWorkbook" not in xlwings_module("green-community")


def test_the_interpreter_is_the_one_it_was_built_with(addin: Path, tmp_path: Path) -> None:
    assert configuration(addin)["INTERPRETER_WIN"] == configuration(addin)["PYTHONPATH"] == ""
    build_addin(tmp_path / ADDIN, r"C:\用户 甲\python.exe")
    told = configuration(tmp_path / ADDIN)
    assert (told["INTERPRETER_WIN"], told["PYTHONPATH"]) == (r"C:\用户 甲\python.exe", str(WORKBOOKS.parent))
    assert validate(tmp_path / ADDIN) == []


def test_the_functions_get_the_asking_cells_workbook() -> None:
    text = addin_modules()["GreenCommunityUdfs"]
    assert text.count(", AskingWorkbook(), Application.Caller)") == len(UDFS)
    assert "Set AskingWorkbook = Application.Caller.Worksheet.Parent" in text
    assert "ActiveWorkbook" not in text


def test_what_vba_says_stands_in_named_cells(addin: Path) -> None:
    told = CalamineWorkbook.from_filelike(BytesIO(addin.read_bytes())).get_sheet_by_name("texts").to_python()
    named = re.findall(r'<definedName name="(\w+)">texts!\$A\$(\d+)<', part(addin, "xl/workbook.xml"))
    assert {name: told[int(row) - 1][0] for name, row in named} == SAID
    assert SAID["GC_Text_Version"] == f"版本 {__version__}"


def test_libreoffice_runs_every_callback_and_python_is_asked_for_its_entry(tmp_path: Path) -> None:
    """As a macro workbook: LibreOffice opens no add-in, and cannot compile xlwings' own module."""
    record = tmp_path / "record.txt"
    asks = """\
Attribute VB_Name = "AsksForTheLabel"
Public Sub Ask()
    Dim label
    GreenCommunityRibbon.GcVersion Nothing, label
    RunPython label
End Sub
"""
    modules = {**stubbed(RECORD, modules=addin_modules()), "AsksForTheLabel": asks}
    path = book(tmp_path / "本.xlsm", modules, {"GC_Record": str(record), "GC_Text_Version": "0.9"})
    called = [f"GreenCommunityRibbon.Gc{button.macro} Nothing" for button in RIBBON]
    assert run_macros(path, [*called, "AsksForTheLabel.Ask"]) == [None] * (len(RIBBON) + 1)
    assert record.read_text("ascii").splitlines() == [
        *(f"from addin.macros import {button.entry}; {button.entry}()" for button in RIBBON),
        "0.9",
    ]


def test_another_xlsxwriter_is_noticed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(xlsxwriter.workbook.Workbook, "_write_book_views", lambda _: None)
    with pytest.raises(RuntimeError, match=r"another XlsxWriter: xl/workbook\.xml"):
        build_addin(tmp_path / ADDIN)


def on_windows(source: str) -> str:
    """A piece of xlwings' module as Excel on Windows compiles it: without the branches for other programs."""
    source = re.sub(
        r"^ *#If Mac Then.*\n(?:.*\n)*? *#Else.*\n((?:.*\n)*?) *#End If.*\n",
        r"\1",
        source,
        flags=re.MULTILINE,
    )
    source = re.sub(
        r"^ *#If App = .*\n((?:.*\n)*?) *#Else.*\n(?:.*\n)*? *#End If.*\n", r"\1", source, flags=re.MULTILINE
    )
    return re.sub(r"^ *#.*\n", "", source, flags=re.MULTILINE)


ASKS = """
Function ExpandEnvironmentStrings(ByVal s As String)
    ExpandEnvironmentStrings = s
End Function
Function GetFullName(wb)
    GetFullName = wb.Name
End Function
Function GetDirectoryConfigFilePath()
    GetDirectoryConfigFilePath = "the folder's"
End Function
Function GetConfigFilePath()
    GetConfigFilePath = "the user's"
End Function
Function FileExists(path)
    MsgBox path
End Function
Sub Ask()
    Workbooks.Open("{hostile}").Activate
    MsgBox "active: " & ActiveWorkbook.Name
    MsgBox GetConfig("INTERPRETER_WIN")
    MsgBox GetConfig("CONDA PATH", "conda")
    MsgBox GetConfig("SET NOWHERE", "default")
End Sub
"""


def test_xlwings_takes_the_interpreter_from_the_add_in_whatever_is_active(tmp_path: Path) -> None:
    """Its own GetConfig, run by another interpreter of VBA, a submission with sheets of those names being active."""
    hostile = tmp_path / "received.xlsx"
    with xlsxwriter.Workbook(hostile) as made:
        for name in (CONFIGURATION, "xlwings.conf"):
            sheet = made.add_worksheet(name)
            sheet.write_row(0, 0, ("INTERPRETER_WIN", "C:\\evil.exe"))
            sheet.write_row(1, 0, ("SET NOWHERE", "evil"))
    source = xlwings_module("green-community").replace("\r\n", "\n")
    head = 'Attribute VB_Name = "xlwings"\nPublic Const PROJECT_NAME As String = "green-community"\n'
    parts = [
        re.findall(rf"^Function {name}\(.*?^End Function\n", source, re.MULTILINE | re.DOTALL)[0]
        for name in ("GetConfigFromSheet", "GetConfig", "SheetExists")
    ]
    module = head + on_windows("".join(parts)) + ASKS.replace("{hostile}", str(hostile))
    path = tmp_path / "addin.xlsm"
    settings = {**configuration(WORKBOOKS / ADDIN), "INTERPRETER_WIN": "C:\\p\\python.exe"}
    project = vba_project({"xlwings": module, "Dictionary": 'Attribute VB_Name = "Dictionary"\n'})
    path.write_bytes(package._workbook(project, {key: str(value) for key, value in settings.items()}))
    excel = ExcelApplication.open(path)
    excel.run("Ask")
    # a setting that the sheet has is looked for no further, even where it is blank
    assert [text for _, text, _, _ in excel.dialogs] == [
        "active: received.xlsx",
        "C:\\p\\python.exe",
        "",
        "the folder's",
        "the user's",
        "default",
    ]
