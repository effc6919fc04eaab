"""A sheet as a grid of values, whatever container it came in."""

from datetime import date, datetime, time, timedelta
from typing import TypeAlias

Cell: TypeAlias = int | float | str | bool | date | datetime | time | timedelta
"""What a cell holds; an empty one an empty text."""

Rows: TypeAlias = list[list[Cell]]

Place: TypeAlias = tuple[int, int]
"""Row and column of a cell, from 0."""

Area: TypeAlias = tuple[Place, Place]
"""The first and the last cell of a merged one, or of whatever covers several."""
