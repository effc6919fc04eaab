"""An independent calculation from the plan's own table; knows neither the engine nor the scheme file."""

import csv
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

ANNEX1 = Path(__file__).parents[1] / "docs" / "plan" / "annex1.csv"

with ANNEX1.open(encoding="utf-8", newline="") as file:
    ROWS = {int(row["no"]): row for row in csv.DictReader(file)}

_COLUMN = {"合格": "pass_合格", "一般": "fair_一般", "良好": "good_良好"}

POINTED = {*_COLUMN, "不得分", "不涉及"}
"""The selections whose points 附件1 settles."""


def points(item: int, choice: str) -> Decimal:
    """The points 附件1 gives a choice; 不得分 and 不涉及 earn nothing."""
    return Decimal(ROWS[item][_COLUMN[choice]]) if choice in _COLUMN else Decimal(0)


def total(choices: Mapping[int, str]) -> Decimal:
    """The total of the choices."""
    return sum((points(item, choice) for item, choice in choices.items()), Decimal(0))


def grade(total_points: Decimal) -> str:
    """The plan's grade of a total."""
    if total_points >= 110:
        return "良好"
    if total_points >= Decimal("91.5"):
        return "一般"
    return "合格" if total_points >= 73 else "未达标"
