"""The findings of a town by community, by rank; then those about other files, then those about the roster and the town."""

from collections.abc import Iterator
from typing import NamedTuple

from pipeline.policy.validation import Reported
from pipeline.town.model import Town
from pipeline.writing.html.numbered import BySeverity, numbered


class FoundAt(NamedTuple):
    """A community or a file with its findings; ``file`` is where they are, "" for nowhere."""

    id: str
    heading: str
    file: str
    groups: BySeverity


def findings_by_community(town: Town) -> Iterator[FoundAt]:
    """All findings of the town, those about one file together."""
    names = {standing.book.file: standing.name for standing in town.standings}
    books = {book.file: book for book in town.books}
    ordered = [*names, *(file for file in books if file not in names)]
    told = ((names.get(file, file), file, books[file].findings) for file in ordered)
    everywhere = (*told, ("名册和全镇", "", town.verdict.findings))
    for number, (heading, file, findings) in enumerate(everywhere, start=1):
        if findings:
            id_ = f"town-{number}"
            yield FoundAt(id_, heading, file, numbered(map(Reported, findings), id_))
