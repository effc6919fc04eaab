"""Broken and hostile files, and good ones in every container: each with the state and the codes it must end in."""

from collections.abc import Iterator

from tests.corpus.files import archives, broken, oversized, passwords, places, read_all_the_same
from tests.corpus.files.bending import Case


def cases() -> Iterator[Case]:
    """All of them, family by family."""
    for family in (broken, oversized, places, archives, passwords, read_all_the_same):
        yield from family.cases()
