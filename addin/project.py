"""The macro project of template.xlsm, built from the VBA text beside this module; needs no Excel and no xlwings."""

from pathlib import Path

from pipeline.writing.vba_project import vba_project

VBA = Path(__file__).parent / "vba"


def macro_project() -> bytes:
    """The bytes of vbaProject.bin: xlwings' own modules and ours, the same every time."""
    return vba_project({path.stem: path.read_text("ascii") for path in sorted(VBA.glob("*.bas"))})
