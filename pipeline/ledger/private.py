"""What the ledger keeps of a submission: without numbers of telephones and the like, and so compared with what it kept."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, TypeAlias

from pipeline.checking.engine import CheckedBook
from pipeline.policy.masking import masked
from pipeline.town.changes import Answers, ItemAnswer, answers_of
from validators.finding import Finding, Severity

Asked: TypeAlias = tuple[str, int | None, str]
"""What a community was asked to correct or explain: the rule's code, the item, what was found there."""


_TEXTS = tuple(name for name in ItemAnswer._fields if name != "points")


def answers_without_private(book: CheckedBook) -> Answers:
    """A submission's answers as the ledger keeps them."""
    return {item: _without_private(said) for item, said in answers_of(book).items()}


@lru_cache(maxsize=16384)
def _without_private(said: ItemAnswer) -> ItemAnswer:
    """Communities answer alike: what many of them say is looked through once."""
    texts: dict[str, Any] = {name: masked(text) for name in _TEXTS if (text := getattr(said, name))}
    return said._replace(**texts)


def asked_of(findings: Iterable[Finding]) -> frozenset[Asked]:
    """What is asked back of a submission with these findings."""
    return frozenset((f.code, f.item, masked(f.found)) for f in findings if f.severity is not Severity.INFO)
