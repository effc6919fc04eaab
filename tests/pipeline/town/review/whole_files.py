"""Workbooks of communities whose file is whole: every item with its evidence, the form filled in, an account written."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

from pipeline.run import build_workbook
from validators.scheme.model import Scheme
from validators.submission import Declaration, Entry, Measure, Submission

FORM: Mapping[str, str | date | Decimal] = {
    "address": "示范路1号",
    "area": "0.5平方公里",
    "assessed_on": date(2021, 11, 25),
    "residents": Decimal(3500),
    "migrants": Decimal(900),
    "head": "示范甲",
    "phone": "021-59700000",
    "lead_department": "居委会",
    "participating_departments": "业委会、物业",
    "account": "绿色社区创建情况介绍如下。",  # 13 letters
}
"""Every box of the form that a committee fills in."""


def whole(
    folder: Path,
    name: str,
    scheme: Scheme,
    choices: Mapping[int, str] = {},
    *,
    form: Mapping[str, str | date | Decimal] = FORM,
    unproved: tuple[int, ...] = (),
    day: date = date(2021, 10, 20),
    code: str | None = None,
) -> Path:
    """A community's workbook with the top tier for every item but those named, each with evidence but for those unproved."""
    top = scheme.tiers[-1].name
    entries = tuple(
        Entry(item=n, tier=choices.get(n, top), evidence="" if n in unproved else f"第{n}项照片和记录")
        for n in scheme.item_by_no
    )
    measures = {
        n: Measure(action="补齐", plan="分步实施", due=date(day.year, 12, 20))
        for n, tier in choices.items()
        if tier != top
    }
    submission = Submission(
        layout="template",
        community=name,
        community_from="cell",
        code=code,
        filled_on=day,
        entries=entries,
        measures=measures,
        declaration=Declaration(values=form),
    )
    folder.mkdir(exist_ok=True, parents=True)
    path = folder / f"{name}.xlsx"
    build_workbook(scheme, path, round_=day.year, submission=submission)
    return path
