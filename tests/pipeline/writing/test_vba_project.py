"""The VBA project of the macro workbook: what it holds and how it is laid out."""

import hashlib
import os
import re
import struct
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest
from oletools.olevba import VBA_Parser, decompress_stream

from pipeline.writing import vba_project as writer
from pipeline.writing.vba_project import UDFS, Udf, udf_module, vba_project
from tests.pipeline.writing.macro_books import OURS, VBA, book

SHIPPED = ["ThisWorkbook", "Sheet1", "Sheet2", "xlwings", "Dictionary"]


@pytest.fixture(scope="module")
def project() -> bytes:
    return vba_project(OURS)


def sources(project: bytes) -> dict[str, str]:
    """Return module name -> source as oletools reads them, which shares no code with pyOpenVBA."""
    macros = VBA_Parser("vbaProject.bin", data=project).extract_macros()
    return {Path(name).stem: code.replace("\r\n", "\n") for _, _, name, code in macros}


def stream(project: bytes, name: str) -> bytes:
    return bytes(VBA_Parser("vbaProject.bin", data=project).ole_file.openstream(name).read())


def dir_records(project: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield (id, data) of every record of the dir stream, walked as MS-OVBA 2.3.4.2 lays it out."""
    data = bytes(decompress_stream(bytearray(stream(project, "VBA/dir"))))
    kind, at = 0, 0
    while kind != 0x10:  # the terminator; Excel writes four bytes behind it, other writers none
        kind, size = struct.unpack_from("<HI", data, at)
        size = 6 if kind == 0x09 else size  # PROJECTVERSION: what stands for its size is a constant
        yield kind, data[at + 6 : at + 6 + size]
        at += 6 + size
    assert data[at:] in (b"", bytes(4))


def run_python(script: str) -> str:
    """Run the script in a process of its own, with another hash seed and time zone than this one's."""
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=VBA.parents[1],
        env=os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Shanghai"},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_the_same_modules_give_the_same_bytes_in_another_process(project: bytes) -> None:
    script = (
        "import hashlib; from tests.pipeline.writing import test_vba_project as t;"
        "print(hashlib.sha256(t.vba_project(t.OURS)).hexdigest())"
    )
    assert run_python(script).strip() == hashlib.sha256(project).hexdigest()


def test_oletools_lists_our_modules_and_those_of_xlwings_only(project: bytes) -> None:
    with zipfile.ZipFile(writer._quickstart()) as archive:
        shipped = sources(archive.read("xl/vbaProject.bin"))
    del shipped["Module1"]
    assert sorted(shipped) == sorted(SHIPPED)
    assert sources(project) == shipped | OURS


def test_the_dll_named_in_the_project_is_that_of_the_installed_xlwings(project: bytes) -> None:
    text = sources(project)["xlwings"]
    assert set(re.findall(r'"xlwings(?:32|64)-([\d.]+)\.dll"', text)) == {version("xlwings")}


def test_the_document_modules_belong_to_the_sheets_that_xlsxwriter_writes(tmp_path: Path) -> None:
    parts = ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"]
    with zipfile.ZipFile(book(tmp_path / "book.xlsm", OURS, {})) as archive:
        names = [re.findall(r'codeName="(\w+)"', archive.read(part).decode()) for part in parts]
    assert names == [["ThisWorkbook"], ["Sheet1"], ["Sheet2"]]


def test_every_list_of_modules_agrees(project: bytes) -> None:
    modules = [*SHIPPED, *OURS]
    records = list(dir_records(project))
    text = {kind: [data.decode("cp1252") for k, data in records if k == kind] for kind in (0x19, 0x1A)}
    wide = {kind: [data.decode("utf-16-le") for k, data in records if k == kind] for kind in (0x47, 0x32)}
    assert text == {0x19: modules, 0x1A: modules}
    assert wide == {0x47: modules, 0x32: modules}
    assert [data for kind, data in records if kind == 0x0F] == [struct.pack("<H", len(modules))]
    wm = b"".join(name.encode() + b"\0" + name.encode("utf-16-le") + b"\0\0" for name in modules)
    assert stream(project, "PROJECTwm") == wm + b"\0\0"
    declared, _, windows = stream(project, "PROJECT").decode("cp1252").partition("[Workspace]\r\n")
    kinds = (
        dict.fromkeys(modules, "Module") | dict.fromkeys(modules[:3], "Document") | {"Dictionary": "Class"}
    )
    found = re.findall(r"^(Module|Document|Class|BaseClass)=(\w+)(?:/&H00000000)?\r$", declared, re.MULTILINE)
    assert found == [(kinds[name], name) for name in modules]
    # One record per module and not one empty line, for which MS-OVBA 2.3.1 has no place.
    assert [line.split("=")[0] for line in windows.removesuffix("\r\n").split("\r\n")] == modules


def test_excel_compiles_the_text_because_nothing_compiled_is_left(project: bytes) -> None:
    assert {data for kind, data in dir_records(project) if kind == 0x31} == {bytes(4)}
    assert stream(project, "VBA/_VBA_PROJECT") == bytes.fromhex("CC61 FFFF 00 0000")
    streams = {"/".join(path) for path in VBA_Parser("vbaProject.bin", data=project).ole_file.listdir()}
    modules = {f"VBA/{name}" for name in sources(project)}
    assert streams == modules | {"VBA/dir", "VBA/_VBA_PROJECT", "PROJECT", "PROJECTwm"}


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ('Attribute VB_Name = "Ours"\n\n\' 检查\n', "VBA module Ours, line 3: not ASCII: ' 检查"),
        ('Attribute VB_Name = "Theirs"\n', "VBA module Ours, line 1: does not name the module"),
        ("", "VBA module Ours, line 1: does not name the module"),
    ],
)
def test_text_that_would_not_survive_is_refused(source: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(complaint)}$"):
        vba_project({"Ours": source})


def test_an_optional_argument_before_a_required_one_is_refused() -> None:
    with pytest.raises(ValueError, match="GC_X: the optional arguments are not the last ones"):
        Udf("GC_X", ("a", "b"), frozenset({"a"}))


def test_the_wrappers_are_those_that_xlwings_itself_would_write() -> None:
    # The generator is there on Windows only, but for want of four modules that it does not need for this.
    script = """
import sys, types
for name in ("pythoncom", "pywintypes", "win32com", "win32com.client"):
    sys.modules[name] = types.ModuleType(name)
sys.modules["pythoncom"].CoInitialize = sys.modules["win32com.client"].Dispatch = None
from xlwings.udfs import generate_vba_wrapper, xlfunc
from pipeline.writing.vba_project import UDFS
module = types.ModuleType("addin.udfs")
for udf in UDFS:
    parameters = ", ".join(f"{arg}=None" if arg in udf.optional else arg for arg in udf.args)
    exec(f"def {udf.name}({parameters}): pass", module.__dict__)
    xlfunc(getattr(module, udf.name))
generate_vba_wrapper(module.__name__, module, sys.stdout, types.SimpleNamespace(Name="template.xlsm"))
"""
    theirs = run_python(script).strip().split("\n\n")
    ours = re.findall(r"^Function .*?^End Function$", udf_module(UDFS), re.MULTILINE | re.DOTALL)
    assert sorted(ours) == sorted(theirs)


def test_a_wrapper_hands_on_scalars_and_missing_arguments() -> None:
    text = udf_module([Udf("GC_X", ("item",), doc="One."), Udf("GC_Y", ("a", "b"), frozenset({"b"}))], "m")
    assert "\n' One.\nFunction GC_X(item)\n" in text
    assert '        GC_X = XLPy.CallUDF("m", "GC_X", Array(item), ThisWorkbook, Application.Caller)\n' in text
    assert "\nFunction GC_Y(a, Optional b)\n" in text
    assert '        GC_Y = XLPy.CallUDF("m", "GC_Y", Array(a, b), ThisWorkbook, Application.Caller)\n' in text


def test_the_committed_wrappers_are_those_of_the_list() -> None:
    assert udf_module(UDFS) == OURS["GreenCommunityUdfs"]
