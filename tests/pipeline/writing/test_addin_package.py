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
from python_calamine import CalamineWorkbook

from pipeline import __version__
from pipeline.buttons import ADDIN, GROUPS, RIBBON, TAB
from pipeline.writing.addin import SAID, addin_modules, build_addin
from pipeline.writing.addin.ribbon import NAMESPACE, RELATIONSHIP
from tests.clients.openxml import validate
from tests.pipeline.writing.macro_books import configuration
from tests.pipeline.writing.test_vba_project import run_python

WORKBOOKS = Path(__file__).parents[3] / "workbooks"
PUBLISHED = Path(__file__).parents[2] / "published" / "imageMso.txt"
UI = f"{{{NAMESPACE}}}"


@pytest.fixture(scope="module")
def tab(addin: Path) -> ET.Element:
    return ET.fromstring(part(addin, "customUI/customUI14.xml"))


def part(package: Path, name: str) -> str:
    with ZipFile(package) as archive:
        return archive.read(name).decode()


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
        ["汇总", "生成退回件", "打开上次汇总", "报送经过", "抽样"],
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


def test_the_interpreter_is_the_one_it_was_built_with(addin: Path, tmp_path: Path) -> None:
    assert configuration(addin)["INTERPRETER_WIN"] == configuration(addin)["PYTHONPATH"] == ""
    build_addin(tmp_path / ADDIN, r"C:\用户 甲\python.exe")
    told = configuration(tmp_path / ADDIN)
    assert (told["INTERPRETER_WIN"], told["PYTHONPATH"]) == (r"C:\用户 甲\python.exe", str(WORKBOOKS.parent))
    assert validate(tmp_path / ADDIN) == []


def test_what_vba_says_stands_in_named_cells(addin: Path) -> None:
    told = CalamineWorkbook.from_filelike(BytesIO(addin.read_bytes())).get_sheet_by_name("texts").to_python()
    named = re.findall(r'<definedName name="(\w+)">texts!\$A\$(\d+)<', part(addin, "xl/workbook.xml"))
    assert {name: told[int(row) - 1][0] for name, row in named} == SAID
    assert SAID["GC_Text_Version"] == f"版本 {__version__}"


def test_another_xlsxwriter_is_noticed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(xlsxwriter.workbook.Workbook, "_write_book_views", lambda _: None)
    with pytest.raises(RuntimeError, match=r"another XlsxWriter: xl/workbook\.xml"):
        build_addin(tmp_path / ADDIN)
