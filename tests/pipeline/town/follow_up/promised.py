"""Workbooks of ours with what communities promise to do about their weak items."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from pipeline.run import build_workbook
from validators.scheme.model import Scheme
from validators.submission import Entry, Measure, Submission

WRITTEN = Measure(action="补种绿化", plan="下半年完成", due=date(2021, 12, 1), person="示范甲")
"""A measure that lacks nothing, due a month after the day of the towns here."""


def promised(
    folder: Path,
    name: str,
    scheme: Scheme,
    choices: Mapping[int, str],
    measures: Mapping[int, Measure] = {},
    code: str | None = None,
) -> Path:
    """The workbook of a community with the top tier for every item but those named, and its measures."""
    top = scheme.tiers[-1].name
    submission = Submission(
        layout="template",
        community=name,
        community_from="cell",
        code=code,
        filled_on=date(2021, 10, 20),
        entries=tuple(Entry(item=item.no, tier=choices.get(item.no, top)) for item in scheme.items),
        measures=measures,
    )
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.xlsx"
    build_workbook(scheme, path, submission=submission)
    return path
