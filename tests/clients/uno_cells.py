"""Fills a document time and again in a LibreOffice that listens on a pipe: `uno_cells PIPE PATH JOBS`.

JOBS is a file of JSON: `areas`, [sheet, range] each, and `fillings`, each a list of [sheet, range, values], a column
each. Prints one JSON list: per filling the values of every area once all is calculated.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from .uno_macros import NEVER_RUN_MACROS, command, use


def _results(document: Any, told: Mapping[str, Any]) -> Iterator[list[list[str | float]]]:
    """Fill the document in each way; yield what stands in the areas."""

    def cells(sheet: str, area: str) -> Any:
        return document.Sheets.getByName(sheet).getCellRangeByName(area)

    for name in document.Sheets.ElementNames:
        document.Sheets.getByName(name).unprotect("")
    areas = [cells(*area) for area in told["areas"]]
    document.enableAutomaticCalculation(False)
    for filling in told["fillings"]:
        for sheet, area, values in filling:
            cells(sheet, area).setDataArray(tuple((value,) for value in values))
        document.calculate()
        yield [[row[0] for row in area.getDataArray()] for area in areas]


def _print(document: Any, told: Mapping[str, Any]) -> None:
    sys.stdout.write(json.dumps([*_results(document, told)]))


def main(pipe: str, path: str, jobs: str) -> None:
    """Print what each filling gives."""
    told = json.loads(Path(jobs).read_text(encoding="utf-8"))
    use(pipe, path, NEVER_RUN_MACROS, lambda document: _print(document, told))


if __name__ == "__main__":
    command(main)
