"""The totals that a table states: several may stand in it, of which one is the whole table's."""

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from typing import TypeAlias

from validators.cells import CellRef

Stated: TypeAlias = Mapping[str, tuple[Decimal | str, CellRef]]
"""What one row states, ``total`` and ``grade``, and where."""


class Totals:
    """The rows of totals in the order of the table, by their label."""

    def __init__(self) -> None:
        self._rows: list[tuple[str, Stated]] = []

    def add(self, label: str, stated: Stated) -> None:
        """Take one row of a total."""
        self._rows.append((label, stated))

    def of_table(self) -> Stated:
        """What the whole table's total states: the only one, or the last if the others share another label."""
        if not self._rows:
            return {}
        times = Counter(label for label, _ in self._rows)
        label, stated = self._rows[-1]
        alone = [word for word, count in times.items() if count == 1]
        return stated if alone == [label] else {}
