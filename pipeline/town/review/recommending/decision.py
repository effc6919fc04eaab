"""What a decision is (推荐、暂缓、不推荐): who made it, when and why, and on which submission. Pure."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from validators.wording import joined

RECOMMENDED, DEFERRED, DECLINED = "推荐", "暂缓", "不推荐"
OUTCOMES = (RECOMMENDED, DEFERRED, DECLINED)
"""What can be decided, as the office chooses it."""

DIGITS = 16
"""So many hexadecimal digits of a file's SHA-256 tell it from the others of a town, and fit into a cell."""

SaidOfDecision: TypeAlias = tuple[str, str, date | str, str]
"""What makes a decision another one: what was decided, by whom, when and why."""


class Decision(NamedTuple):
    """A decision on a community, and the submission that it was made on, as the list showed that.

    ``code`` and ``community`` are as the roster had them then; ``total`` is in points.
    """

    code: str
    community: str
    outcome: str
    by: str
    on: date
    reason: str
    total: Decimal
    grade: str
    sha256: str

    @property
    def said(self) -> SaidOfDecision:
        """What was decided, whatever on."""
        return self.outcome, self.by, self.on, self.reason

    @property
    def told(self) -> str:
        """Who decided what, when and why, on a line."""
        why = f"（{self.reason}）" if self.reason else ""
        return f"{self.on:%Y-%m-%d} {self.by}：{self.outcome}{why}"

    def is_on(self, sha256: str | None) -> bool:
        """Whether it was made on a file of this content."""
        return (sha256 or "")[:DIGITS] == self.sha256[:DIGITS]


class Decided(NamedTuple):
    """What stands in a line of the last list: the columns that the office fills in, and what the line said of the submission.

    ``amiss`` is what cannot be true of the day in the town's round.
    """

    code: str
    community: str
    outcome: str
    by: str
    on: date | str
    reason: str
    total: Decimal | None
    grade: str
    sha256: str
    amiss: str = ""

    @property
    def said(self) -> SaidOfDecision:
        """What was typed."""
        return self.outcome, self.by, self.on, self.reason

    @property
    def lacking(self) -> str:
        """Why it is no decision yet, ``""`` for nothing: what is missing of it, or cannot be read."""
        return joined(self._lacks())

    def _lacks(self) -> Iterator[str]:
        if self.outcome and self.outcome not in OUTCOMES:
            yield "决定不在可选项内"
        missing = {"决定": self.outcome, "决定人": self.by, "决定日期": self.on}
        if self.outcome in (DEFERRED, DECLINED):
            missing["理由"] = self.reason
        if absent := [name for name, said in missing.items() if not said]:
            yield f"缺{joined(absent)}"
        if self.on and not isinstance(self.on, date):
            yield "决定日期不是日期"
        if self.amiss:
            yield self.amiss
        if self.total is None or not self.sha256:
            yield "所据报送件不详"

    def made(self) -> Decision | None:
        """The decision that it is; None where something is lacking."""
        if self.lacking or not isinstance(self.on, date) or self.total is None:
            return None
        return Decision(*self[:4], self.on, *self[5:6], self.total, *self[7:9])
