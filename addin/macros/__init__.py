"""The buttons. Each entry asks the engine and shows what it says; what is right or wrong is decided there.

``entry`` is what all have in common and which workbook a click is about; the entries of the list of buttons are the
``committee``'s, the ``town``'s (``errand`` is what to consolidate, ``rosters`` by which roster), ``sampling``, ``history`` and
``help``.
VBA imports them from here.
"""

from addin.macros.committee import check_workbook, convert_workbook, export_submission, next_finding
from addin.macros.help import open_manuals, self_check
from addin.macros.history import show_history
from addin.macros.sampling import draw_sample
from addin.macros.town import choose_folder, consolidate, open_report, return_copies

__all__ = [
    "check_workbook",
    "choose_folder",
    "consolidate",
    "convert_workbook",
    "draw_sample",
    "export_submission",
    "next_finding",
    "open_manuals",
    "open_report",
    "return_copies",
    "self_check",
    "show_history",
]
