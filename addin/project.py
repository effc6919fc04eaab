"""The macro project of template.xlsm; needs no Excel and no xlwings."""

from pipeline.writing.addin.callbacks import worksheet_modules
from pipeline.writing.vba_project import UDFS, udf_module, vba_project


def macro_project() -> bytes:
    """The bytes of vbaProject.bin: xlwings' own modules and ours, the same every time."""
    return vba_project(macro_modules())


def macro_modules() -> dict[str, str]:
    """Our modules of template.xlsm, by name."""
    return {**worksheet_modules(), "GreenCommunityUdfs": udf_module(UDFS)}
