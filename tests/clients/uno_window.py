"""Photographs a document in a LibreOffice window: `uno_window PIPE PATH PICTURE SHEET WIDTH HEIGHT`.

Expects DISPLAY to be that of the LibreOffice. SHEET may be empty: the sheet that the document opens with.
"""

from __future__ import annotations

import subprocess
import time
from typing import Any

from .uno_macros import NEVER_RUN_MACROS, command, use

_POSITION_AND_SIZE = 15  # com.sun.star.awt.PosSize


def _arrange(document: Any, sheet: str, width: int, height: int) -> None:
    """Fill the screen with the window, show the sheet at the zoom it was saved with."""
    view = document.CurrentController
    view.Frame.ContainerWindow.setPosSize(0, 0, width, height, _POSITION_AND_SIZE)
    if sheet:
        view.setActiveSheet(document.Sheets.getByName(sheet))


def _settled_picture() -> bytes:
    """Return a picture of the screen once two in a row are the same: all is drawn."""
    before, now = b"", b"-"
    while before != now:  # whoever started this script bounds its time
        time.sleep(0.5)
        command = ["import", "-window", "root", "ppm:-"]
        before, now = now, subprocess.run(command, check=True, capture_output=True).stdout
    return now


def main(pipe: str, path: str, picture: str, sheet: str, width: str, height: str) -> None:
    """Write the picture."""

    def photograph(document: Any) -> None:
        _arrange(document, sheet, int(width), int(height))
        subprocess.run(["convert", "ppm:-", picture], input=_settled_picture(), check=True)

    use(pipe, path, NEVER_RUN_MACROS, photograph)


if __name__ == "__main__":
    command(main)
