"""What is unseen of an xls is found however much else the workbook holds."""

from pathlib import Path

import xlwt

from tests.corpus.case import official
from tests.pipeline.reading.appearance.bent_parts import found
from validators.scheme.model import Scheme


def test_struck_out_beside_what_makes_the_workbook_large(tmp_path: Path, baihe: Scheme) -> None:
    """Texts lie where Excel puts all pictures, too: among what belongs to the workbook."""
    sheet = official(baihe)
    book = xlwt.Workbook(encoding="utf-8")
    page, photos = book.add_sheet(sheet.name), book.add_sheet("照片")
    struck = xlwt.easyxf("font: struck_out on")
    for (row, column), value in sheet.cells.items():
        if value is not None:
            page.write(row - 1, column - 1, value, *([struck] if (row, column) == sheet.where(3) else []))
    for number in range(300):
        photos.write(number, 0, f"{number:032000}")
    path = tmp_path / "示范一居.xls"
    book.save(path)
    assert path.stat().st_size > 8 << 20
    assert found(path, baihe) == ["GCS204 H8"]
