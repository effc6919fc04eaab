"""A committee's copy filled in as it was handed out, and saved where the town collects what comes."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

from pipeline.run import build_workbook, check_book
from validators.scheme.model import Scheme
from validators.submission import Declaration, Entry, Measure

ITEMS = range(1, 30)

FORM: Mapping[str, str | date | Decimal] = {
    "address": "示范路1号",
    "area": "0.8平方公里",
    "residents": Decimal(3500),
    "migrants": Decimal(900),
    "head": "示范甲",
    "phone": "021-59700000",
    "lead_department": "居委会",
    "participating_departments": "业委会、物业",
    "account": "本社区按方案开展绿色社区创建，情况如下。",
}
"""The committee's boxes of 申报表 but for the day of the review."""


def hand_in(
    copy: Path, target: Path, scheme: Scheme, day: date, tiers: Mapping[int, str | None], due: date
) -> None:
    """A tier for each item, evidence of the top ones, measures due on a day for the others, the form; then save it."""
    top = scheme.tiers[-1].name
    blank = check_book(copy, scheme).submission
    assert blank is not None
    before = {entry.item: entry.previous for entry in blank.entries}
    entries = tuple(
        Entry(
            item=item,
            tier=tier,
            previous=before.get(item),
            evidence=f"{day.year}年第{item}项照片和记录" if tier == top else None,
        )
        for item, tier in tiers.items()
    )
    measures = {
        item: Measure(action="补齐", plan="分步实施", due=due)
        for item, tier in tiers.items()
        if tier not in (top, None)
    }
    form = Declaration(values={**FORM, "assessed_on": date(day.year, 11, 25)})
    filled = {"filled_on": day, "entries": entries, "measures": measures, "declaration": form}
    target.parent.mkdir(parents=True, exist_ok=True)
    build_workbook(scheme, target, round_=day.year, submission=blank.model_copy(update=filled))
