"""What a workbook is built from: the scheme, and whatever is known of one community already."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from pipeline.checking.scoring import score, tally
from pipeline.template import Identity, identity_of
from validators.finding import Finding
from validators.rule import Phase
from validators.scheme.item import Item
from validators.scheme.model import Scheme
from validators.scorecard import Mark, Scorecard
from validators.submission import Declaration, Entry, Measure, Submission
from validators.wording import number_text


@dataclass(frozen=True)
class Content:
    """One workbook's content; without a submission every input is empty.

    ``findings`` make it a return copy, which is asked back by ``reply_by``; ``opinion`` is the town's on the community.
    """

    scheme: Scheme
    round: int
    submission: Submission | None = None
    findings: Sequence[Finding] = ()
    reply_by: date | None = None
    opinion: str = ""

    @property
    def community(self) -> str:
        """The community as the committee named itself; a file's name is no answer of theirs."""
        given = self.submission
        return given.community if given and given.community_from == "cell" else ""

    def above(self, name: str) -> object:
        """What stands above the table in the cell of a field of the submission."""
        if name == "community" or self.submission is None:
            return self.community
        return getattr(self.submission, name)

    @property
    def identity(self) -> Identity:
        """What the workbook says of itself."""
        return identity_of(self.scheme, self.round, (self.submission and self.submission.code) or "")

    @cached_property
    def scorecard(self) -> Scorecard:
        """The result that the workbook's formulas must show."""
        if self.submission:
            return score(self.submission, self.scheme)
        return tally([Mark(item.no) for item in self.scheme.items], self.scheme)

    def entry(self, item: Item) -> Entry:
        """The row that counts for an item; an empty one when there is none."""
        row = self.scorecard.mark(item.no).row
        return Entry(item=item.no) if row is None or not self.submission else self.submission.entries[row]

    def tier_text(self, item: Item) -> str:
        """What stands in the selection: the choice's name, or the text that is none."""
        return self.scorecard.mark(item.no).name or self.entry(item).tier or ""

    @property
    def shows_previous(self) -> bool:
        """Whether the last round's choices are known, to stand beside this one's."""
        return self.submission is not None and any(entry.previous for entry in self.submission.entries)

    def evidence(self, item: Item) -> str:
        """The committee's own words; a score that fits no tier is kept here rather than lost."""
        entry, mark = self.entry(item), self.scorecard.mark(item.no)
        lost = entry.score if mark.points is None and not self.tier_text(item) else None
        kept = "" if lost is None else f"（原表得分：{number_text(lost)}）"
        return (entry.evidence or "") + kept

    def advice(self, item: Item) -> str:
        """The findings about one item; their codes are for the town office's lists."""
        about = [finding for finding in self.findings if finding.item == item.no]
        return "\n".join(f"{f.severity.label}：{f.message}{f.fix}" for f in about)

    def advises(self, item: Item) -> bool:
        """Whether a finding is about what is selected or measured for an item."""
        phases = {Phase(finding.code[2]) for finding in self.findings if finding.item == item.no}
        return not phases.isdisjoint((Phase.SELECTIONS, Phase.EVIDENCE))

    def measure(self, item: Item) -> Measure:
        """What the community plans for an item; empty when nothing is known."""
        measures = self.submission.measures if self.submission else {}
        return measures.get(item.no, Measure())

    @property
    def declaration(self) -> Declaration:
        """The declaration form's boxes as far as they are known."""
        return self.submission.declaration if self.submission else Declaration()
