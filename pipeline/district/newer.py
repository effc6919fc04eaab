"""Whether a town's submissions have gone on since its report was made, where they lie in the district's folder."""

import hashlib
import os
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path, PurePath
from typing import NamedTuple

from pipeline.policy.masking import masked
from pipeline.reading.files.content import content_of
from pipeline.reading.files.discovery import FoundFile
from pipeline.run import handed_in
from pipeline.town.reports.model import TownReport
from validators.scheme.model import Scheme
from validators.wording import named

_NAMED = 3
"""So many files are named before the rest is counted."""


class Submissions(NamedTuple):
    """A town's submissions at hand: their folder below the district's, those that the report knows, and a remark on others."""

    place: str
    known: Collection[str]
    remark: str


def submissions_of(
    report: TownReport, groups: Collection[str], folder: Path, scheme: Scheme, ours: Collection[Path]
) -> Submissions | None:
    """What lies of a town's submissions below a district's folder; None where none of those that its report tells of do.

    A submission of other content than the report's, or a later one that the report does not know, makes the report older
    than what it is about. ``ours`` are reports and what else nobody handed in.
    """
    told = {book.file: book.sha256 for book in report.books if book.sha256}
    for place in _places(report, groups, folder):
        raw = folder / place
        found = handed_in(raw, ours)
        files = {masked(file.name): file for file in found if not file.skip}
        if known := told.keys() & files.keys():
            later = sorted(
                name for name, file in files.items() if _is_later(name, file, told, report, scheme)
            )
            remark = (
                f"报告以后收到或改动{len(later)}份报送件（{named(later, _NAMED)}），请该街镇重新汇总"
                if later
                else ""
            )
            return Submissions(place, known, remark)
    return None


def _places(report: TownReport, groups: Collection[str], folder: Path) -> Iterator[str]:
    """Where they may lie below the folder, and nowhere else: as the report says, else in a folder called as the town."""
    home, beside = os.path.realpath(folder), PurePath(report.file).parent
    said = [beside / report.folder] if report.folder is not None else []
    places = (*said, *map(PurePath, groups), *(beside / group for group in groups))
    for place in dict.fromkeys(os.path.normpath(one) for one in places):
        real = os.path.realpath(folder / place)
        if real.startswith(f"{home}{os.sep}") and Path(real).is_dir():
            yield Path(place).as_posix()


def _is_later(
    name: str, file: FoundFile, told: Mapping[str, str], report: TownReport, scheme: Scheme
) -> bool:
    content = content_of(file, scheme.zone)
    if content.problem:
        return False
    if name in told:
        return hashlib.sha256(content.data).hexdigest() != told[name]
    return bool(content.received and report.saved and content.received > report.saved)
