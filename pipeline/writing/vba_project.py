"""The VBA project of the macro workbook: the one xlwings ships, with our modules put in."""

from __future__ import annotations

import importlib.util
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyopenvba.cfb import CFB
from pyopenvba.excel import ExcelFile

from pipeline.buttons import ADDIN

_PART = "xl/vbaProject.bin"
_XLWINGS = "xlwings"
_DEMO_MODULE = "Module1"  # the quickstart's SampleCall, which is not ours to offer

_PROLOGUE = """\
Attribute VB_Name = "GreenCommunityUdfs"
' Generated from the list of worksheet functions: change the list, not this text.
#Const App = "Microsoft Excel"
"""

# The text that xlwings' Import Functions writes into a workbook (generate_vba_wrapper in xlwings/udfs.py):
# an error in a cell's call becomes the text of the cell, one in a call from VBA stays an error.
_WRAPPER = """
' {doc}
Function {name}({parameters})
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        {name} = XLPy.CallUDF("{module}", "{name}", Array({args}), {asking}, Application.Caller)
        Exit Function
    #Else
        {name} = XLPy.CallUDF("{module}", "{name}", Array({args}))
        Exit Function
    #End If
failed:
    {name} = Err.Description
End Function
"""


@dataclass(frozen=True)
class Udf:
    """A worksheet function as VBA declares it: the name and argument order of the Python function."""

    name: str
    args: tuple[str, ...]
    optional: frozenset[str] = frozenset()
    doc: str = ""

    def __post_init__(self) -> None:
        """Raise ValueError where VBA would not compile: a required argument after an optional one."""
        required = len(self.args) - len(self.optional)
        if frozenset(self.args[required:]) != self.optional:
            raise ValueError(f"{self.name}: the optional arguments are not the last ones of {self.args}")


UDFS = (
    Udf("GC_SCORE", ("item", "tier"), doc="The points of an item at a tier."),
    Udf("GC_TOTAL", ("tiers",), doc="The weighted total over the items in order."),
    Udf("GC_GRADE", ("value",), doc="The grade of a total or of the chosen tiers."),
    Udf("GC_GAP", ("value",), doc="The points to the next grade, from a total or the chosen tiers."),
    Udf("GC_MISSING", ("tiers",), doc="The numbers of the items without a tier."),
    Udf(
        "GC_CHECK",
        ("tiers", "measured", "scores"),
        frozenset({"measured", "scores"}),
        "One message per item, empty where all is well.",
    ),
    Udf("GC_SECTIONS", ("tiers",), doc="Per section: its name, score and maximum."),
    Udf("GC_SUGGEST", ("item", "measured"), doc="The tier that a measured value supports, with the clause."),
    Udf("GC_UPGRADE", ("tiers", "target"), doc="The smallest set of items to raise to reach a target."),
    Udf("GC_ATTAINMENT", ("totals", "obliged"), frozenset({"obliged"}), "The attainment rate of the town."),
)


_PYTHON = f"""
' The Python of the add-in where that is open, else the one that this workbook is configured for.
Private Function XLPy() As Object
    If AddinIsOpen() Then Set XLPy = Application.Run("'{ADDIN}'!xlwings.XLPy") Else Set XLPy = xlwings.XLPy
End Function
"""

_ASKING = """
' The workbook whose cell asks: not the add-in, and not whatever happens to be active while another one recalculates.
Private Function AskingWorkbook() As Workbook
    If TypeOf Application.Caller Is Range Then
        Set AskingWorkbook = Application.Caller.Worksheet.Parent
    Else
        Set AskingWorkbook = ThisWorkbook
    End If
End Function
"""


def udf_module(udfs: Iterable[Udf], python_module: str = "addin.udfs", *, for_all: bool = False) -> str:
    """Return the source of module `GreenCommunityUdfs`: one wrapper per function, as xlwings writes them.

    ``for_all`` makes it an add-in's, whose functions are asked by the cells of other workbooks.
    """
    wrappers = (
        _WRAPPER.format(
            name=udf.name,
            doc=udf.doc,
            module=python_module,
            args=", ".join(udf.args),
            asking="AskingWorkbook()" if for_all else "ThisWorkbook",
            parameters=", ".join(f"Optional {arg}" if arg in udf.optional else arg for arg in udf.args),
        )
        for udf in udfs
    )
    return _PROLOGUE + "".join(wrappers) + (_ASKING if for_all else _PYTHON)


def xlwings_module(project: str) -> str:
    """Return the source of xlwings' own module under another name, by which it looks for its configuration.

    The Python that it starts looks for nothing in the folder in which Excel happens to be (``-P``): there may lie what
    others sent. The configuration's cells are the sheet's own: a bare Range fails where no worksheet is active.
    """
    with ExcelFile(_quickstart()) as book:
        source = str(book.get_module(_XLWINGS))
    for theirs, ours in (
        (f'PROJECT_NAME As String = "{_XLWINGS}"', f'PROJECT_NAME As String = "{project}"'),
        (' -B -c ""import', ' -B -P -c ""import'),
        (" In Range(sht.", " In sht.Range(sht."),
    ):
        if theirs not in source:
            raise RuntimeError(f"another xlwings: its module holds no {theirs}")
        source = source.replace(theirs, ours)
    return source


def vba_project(modules: Mapping[str, str]) -> bytes:
    """Return a vbaProject.bin: xlwings' modules and references without its demo, and `modules` by name.

    The same modules give the same bytes. A module of a name that the project has already replaces it.
    Raises ValueError for text that is not ASCII or that calls itself by another name.
    """
    for name, source in modules.items():
        _check(name, source)
    with tempfile.TemporaryDirectory() as folder:
        saved = Path(folder, "project.xlsm")
        with ExcelFile(_quickstart()) as book:
            project = book.vba_project()
            project.delete_module(_DEMO_MODULE)
            for name, source in modules.items():
                add = book.set_module if name in book.module_names() else project.add_module
                add(name, "\r\n".join(source.splitlines()) + "\r\n")
            for module in project.modules:
                # Written anew, a module loses the compiled code of another machine: Excel compiles the text.
                module.dirty = module.dirty or module.text_offset > 0
            book.save(saved)
        with zipfile.ZipFile(saved) as archive:
            return _without_gaps(archive.read(_PART))


def _quickstart() -> Path:
    """Return the standalone workbook in the xlwings package, found without importing it."""
    spec = importlib.util.find_spec("xlwings")
    if spec is None or spec.origin is None:
        raise RuntimeError("xlwings is not installed: its VBA project is needed to build the macro workbook")
    return Path(spec.origin).with_name("quickstart_standalone.xlsm")


def _check(name: str, source: str) -> None:
    """Raise ValueError for what would not survive: the project's code page is 1252, not Chinese."""
    for number, line in enumerate(source.splitlines(), start=1):
        if not line.isascii():
            raise ValueError(f"VBA module {name}, line {number}: not ASCII: {line.strip()}")
    if source.splitlines()[:1] != [f'Attribute VB_Name = "{name}"']:
        raise ValueError(f"VBA module {name}, line 1: does not name the module")


def _without_gaps(project: bytes) -> bytes:
    """Return the project without empty lines among its [Workspace] records, which MS-OVBA does not allow.

    xlwings' PROJECT stream ends with an empty line and pyOpenVBA adds the windows of new modules behind it.
    """
    storage = CFB.from_bytes(project)
    head, mark, windows = storage.get_stream("PROJECT").partition(b"[Workspace]\r\n")
    records = [line for line in windows.split(b"\r\n") if line]
    storage.write_stream("PROJECT", head + mark + b"".join(line + b"\r\n" for line in records))
    return bytes(storage.to_bytes())
