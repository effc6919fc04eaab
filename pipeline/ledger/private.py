"""What the ledger keeps of a submission: without numbers of telephones and the like, and so compared with what it kept."""

from collections.abc import Iterable
from typing import TypeAlias

from pipeline.checking.engine import CheckedBook
from pipeline.policy.masking import masked
from pipeline.town.changes import Answer, Answers, answers_of
from validators.finding import Finding, Severity

Asked: TypeAlias = tuple[str, int | None, str]
"""What a community was asked to correct or explain: the rule's code, the item, what was found there."""


def answers_without_private(book: CheckedBook) -> Answers:
    """A submission's answers as the ledger keeps them."""
    return {
        item: Answer(*(masked(value) if isinstance(value, str) else value for value in answer))
        for item, answer in answers_of(book).items()
    }


def asked_of(findings: Iterable[Finding]) -> frozenset[Asked]:
    """What is asked back of a submission with these findings."""
    return frozenset((f.code, f.item, masked(f.found)) for f in findings if f.severity is not Severity.INFO)
