"""What a community hands in beside its scorecard (三、组织实施（一）、（三）): measures on weak items, the declaration form."""

from collections.abc import Iterator
from enum import StrEnum

from validators.scheme.model import Scheme
from validators.scorecard import Scorecard
from validators.submission import Measure, Submission

DOCUMENTS = ("GCX403", "GCR516")
"""What is asked for beside a scorecard, however that stands."""


class Handed(StrEnum):
    """How far a document is, as the reports name it."""

    FILLED = "已填"
    PARTLY = "缺项"
    NOTHING = "未报"
    NOT_NEEDED = "不需填报"


def measures_handed(submission: Submission, card: Scorecard, scheme: Scheme) -> Handed:
    """Whether every weak item has its measure, plan and day."""
    weak = [submission.measures.get(item.no) for item in scheme.items if card.weak(item)]
    if not weak:
        return Handed.NOT_NEEDED
    if not any(weak):
        return Handed.NOTHING
    return Handed.PARTLY if any((measure or Measure()).lacking for measure in weak) else Handed.FILLED


def declaration_handed(submission: Submission, scheme: Scheme) -> Handed:
    """Whether the committee's boxes of the form are filled in."""
    if submission.declaration.untouched:
        return Handed.NOTHING
    return Handed.PARTLY if submission.declaration.blank(scheme.declaration) else Handed.FILLED


def lacking(submission: Submission, card: Scorecard, scheme: Scheme, round_: str) -> Iterator[str]:
    """The documents of a round that did not come, by name, with the day by which the plan wants them.

    In workbooks of ours the measures' own sheet is asked about at its cells.
    """
    ours = submission.layout == "template"
    if not ours and measures_handed(submission, card, scheme) is Handed.NOTHING:
        yield f"薄弱项目的工作措施和实施计划{scheme.measures_event.remark(round_)}"
    if declaration_handed(submission, scheme) is Handed.NOTHING:
        yield f"《{scheme.declaration.title}》"
