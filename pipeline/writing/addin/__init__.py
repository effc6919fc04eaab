"""The add-in, green-community.xlam: a ribbon tab and worksheet functions over every open workbook.

The list of buttons becomes the tab (``ribbon``) and the VBA behind it (``callbacks``); ``package`` turns a macro workbook into
an add-in. Its two sheets hold what its VBA says and its configuration: whatever workbook is open, Python is started as
configured here and nowhere else.
"""

from collections.abc import Mapping
from datetime import datetime, time
from io import BytesIO
from pathlib import Path

import xlsxwriter

from pipeline import __version__
from pipeline.buttons import CONFIGURATION, INTERPRETER, PACKAGES, PROJECT
from pipeline.writing.addin.callbacks import ribbon_modules
from pipeline.writing.addin.package import as_addin
from pipeline.writing.replacing import write_bytes
from pipeline.writing.vba_project import UDFS, udf_module, vba_project, xlwings_module
from validators.scheme.file import DEFAULT_SCHEME, load_scheme

SAID = {
    "GC_Text_NoAddin": "这台电脑上的加载项没有装好，请重新运行安装程序，或联系管理人员。",
    "GC_Text_AddinFailed": "加载项没有启动成功。请关闭所有 Excel 窗口再打开，仍然不行时请重新运行安装程序。",
    "GC_Text_Version": f"版本 {__version__}",
}
"""What VBA says by itself, by the name of its cell."""

_SETTINGS = {
    INTERPRETER: "",
    PACKAGES: "",
    "ADD_WORKBOOK_TO_PYTHONPATH": "False",
    "SHOW CONSOLE": "False",
    "USE UDF SERVER": "False",
    "DEBUG UDFS": "False",
    "UDF MODULES": "addin.udfs",
    "TEMP DIR": "%TEMP%",
    "SHOW_ERROR_POPUPS": "True",
    **dict.fromkeys(
        (
            "INTERPRETER",
            "LICENSE_KEY",
            "CONDA PATH",
            "CONDA ENV",
            "ONEDRIVE_CONSUMER_WIN",
            "ONEDRIVE_COMMERCIAL_WIN",
            "SHAREPOINT_WIN",
        ),
        "",
    ),
}
"""Every setting that xlwings asks for: one that is not here it would look for in files."""


def build_addin(output: Path, interpreter: str | None = None) -> None:
    """Write the add-in and put it in place whole; the same call gives the same bytes.

    ``interpreter`` is the full path of the Python to start, which then imports us from where we are; without one the
    buttons say that nothing is set up. OSError when the place cannot be written to.
    """
    here = str(Path(__file__).parents[3])
    settings = _SETTINGS | ({INTERPRETER: interpreter, PACKAGES: here} if interpreter else {})
    write_bytes(output, as_addin(_workbook(addin_project(), settings)))


def addin_project() -> bytes:
    """The add-in's vbaProject.bin: xlwings' modules, its own one asking for our configuration, and ours."""
    return vba_project(addin_modules() | {"xlwings": xlwings_module(PROJECT)})


def addin_modules() -> dict[str, str]:
    """Our modules of the add-in, by name."""
    return {**ribbon_modules(), "GreenCommunityUdfs": udf_module(UDFS, for_all=True)}


def _workbook(project: bytes, settings: Mapping[str, str]) -> bytes:
    content, scheme = BytesIO(), load_scheme(DEFAULT_SCHEME)
    with xlsxwriter.Workbook(content, {"in_memory": True}) as workbook:
        workbook.set_properties(
            {
                "title": scheme.title,
                "author": scheme.office,
                "comments": f"green-community {__version__}, {PROJECT}",
                "created": datetime.combine(scheme.issued, time()),
            }
        )
        texts, configuration = workbook.add_worksheet("texts"), workbook.add_worksheet(CONFIGURATION)
        for row, (name, text) in enumerate(SAID.items()):
            texts.write_string(row, 0, text)
            workbook.define_name(name, f"=texts!$A${row + 1}")
        for row, pair in enumerate(settings.items()):
            for column, text in enumerate(pair):
                configuration.write_string(row, column, text)
        workbook.add_vba_project(BytesIO(project), is_stream=True)
    return content.getvalue()
