"""An earlier round's submissions under the roster of a later one, which may be numbered anew and have communities merged. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from pipeline.checking.engine import CheckedBook
from validators.names import same_community
from validators.roster import Community, Roster
from validators.wording import folded


def by_name_first(books: Sequence[CheckedBook], roster: Roster) -> list[CheckedBook]:
    """The books without the codes that tell nothing: of a name that the roster knows, and of a roster that was renumbered."""
    known = {book.file: _named(book, roster) for book in books}
    renumbered = any(_code(book) not in ("", listed.code) for book in books if (listed := known[book.file]))
    return [_without_code(book) if known[book.file] or renumbered else book for book in books]


def apart(books: Iterable[CheckedBook], roster: Roster, town: str) -> Roster:
    """The roster with every community that was several then, under names of their own, as those.

    Two spellings of one name are one community's.
    """
    names: dict[str, dict[str, str]] = defaultdict(dict)
    for book in books:
        own = book.community or ""
        if (listed := roster.named(own)) and not any(
            same_community(own, other, town) for other in names[listed.name].values()
        ):
            names[listed.name].setdefault(folded(own), own)
    communities = (
        part for listed in roster.communities for part in _parts(listed, names[listed.name].values())
    )
    return Roster(communities=tuple(communities))


def _parts(listed: Community, names: Iterable[str]) -> Iterable[Community]:
    """A community, or those that it was; its other names stay with the one that bears its name, or its code."""
    first, *others = sorted(names, key=lambda name: folded(name) != folded(listed.name)) or [listed.name]
    if not others:
        return [listed]
    gone = {folded(name) for name in (first, *others)}
    left = tuple(word for word in (listed.name, *listed.aliases) if folded(word) not in gone)
    bare = {"aliases": (), "code": ""}
    return [
        listed.model_copy(update={"name": first, "aliases": left}),
        *(listed.model_copy(update={"name": name, **bare}) for name in others),
    ]


def _named(book: CheckedBook, roster: Roster) -> Community | None:
    return roster.named(book.community) if book.community else None


def _code(book: CheckedBook) -> str:
    return (book.submission and book.submission.code) or ""


def _without_code(book: CheckedBook) -> CheckedBook:
    submission = book.submission
    return book._replace(submission=submission and submission.model_copy(update={"code": None}))
