"""The roster: which communities there are and which are obliged to report."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from difflib import SequenceMatcher, get_close_matches
from functools import cached_property
from itertools import combinations
from pathlib import PurePath
from typing import Annotated, NamedTuple

from pydantic import Field, model_validator

from validators.cells import CellRef
from validators.scheme.item import Frozen
from validators.wording import folded

_CLOSE = 0.6
"""How alike two names must be (0..1) for one to be proposed for the other."""


class Community(Frozen):
    """One community of the town; ``exempt_reason`` says why an exempt one need not report.

    ``extended_to`` is the last day for its submission where the office has granted more time; ``group`` is the town that it
    belongs to in a district's roster; ``pilot`` says that the programme was tried out there first (试点); ``cell`` is where
    the roster names it.
    """

    code: str = ""
    name: Annotated[str, Field(min_length=1)]
    aliases: tuple[str, ...] = ()
    obliged: bool = True
    exempt_reason: str = ""
    contact: str = ""
    address: str = ""
    phone: str = ""
    extended_to: date | None = None
    group: str = ""
    pilot: bool = False
    cell: CellRef | None = None


class LeftOut(NamedTuple):
    """A line of the list that counts for no community: 第4行“合计”, with its cell."""

    text: str
    cell: CellRef


class Roster(Frozen):
    """The communities in the order of the town's list; no name, alias or code may stand for two of them."""

    communities: tuple[Community, ...]
    left_out: tuple[LeftOut, ...] = ()
    """The lines that name no community."""

    unseen: tuple[LeftOut, ...] = ()
    """The lines that are hidden or struck out, and how: 第5行“示范三居”（划去）."""

    @model_validator(mode="after")
    def _unambiguous(self) -> "Roster":
        for kind, words in (
            ("编号", [c.code for c in self.communities if c.code]),
            ("名称或别名", [word for c in self.communities for word in {*map(folded, (c.name, *c.aliases))}]),
        ):
            repeated = [word for word, count in Counter(words).items() if count > 1]
            if repeated:
                raise ValueError(f"名册中{kind}“{'”“'.join(repeated)}”重复，请改成唯一的")
        return self

    @cached_property
    def _by_name(self) -> dict[str, Community]:
        return {
            word: community for community in self.communities for word in (*community.aliases, community.name)
        }

    @cached_property
    def _by_folded(self) -> dict[str, Community]:
        return {folded(word): community for word, community in self._by_name.items()}

    @cached_property
    def _by_code(self) -> dict[str, Community]:
        return {community.code: community for community in self.communities if community.code}

    @property
    def obliged(self) -> tuple[Community, ...]:
        """Those that have to report."""
        return tuple(community for community in self.communities if community.obliged)

    @cached_property
    def groups(self) -> Mapping[str, "Roster"]:
        """The towns of a district with their communities, in the roster's order; empty where it does not tell two apart."""
        parts: dict[str, list[Community]] = defaultdict(list)
        for community in self.communities:
            parts[community.group].append(community)
        return (
            {name: Roster(communities=tuple(part)) for name, part in parts.items()} if len(parts) > 1 else {}
        )

    def named(self, name: str) -> Community | None:
        """The community of exactly this name or alias, but for spaces."""
        return self._by_folded.get(folded(name))

    def coded(self, code: str | None) -> Community | None:
        """The community of exactly this code."""
        return self._by_code.get(code) if code else None

    def called(self, file: str) -> Community | None:
        """The community whose file a file is by its name, else by its folders' names from the innermost on."""
        path = PurePath(file)
        names = (path.stem, *reversed(path.parts[:-1]))
        return next((listed for name in names if (listed := self.named(name) or self.within(name))), None)

    def nearest(self, name: str) -> str | None:
        """The one name or alias that a mistyped name is closest to; None when none is close, or several are."""
        close = get_close_matches(name, self._by_name, n=2, cutoff=_CLOSE)
        ratios = [SequenceMatcher(None, word, name).ratio() for word in close]
        return close[0] if close and (len(close) == 1 or ratios[0] > ratios[1]) else None

    def within(self, text: str) -> Community | None:
        """The one community whose name or alias stands in a text (a file name, say); None if none or several do.

        A word that goes on does not stand there: not 一居 in 十一居, nor 新村居 in 东新村居 where that is listed too.
        """
        text = folded(text)
        places = [place for place in self._places(text) if not self._goes_on(text, *place)]
        found = {
            community.name: community
            for community, start, end in places
            if not any(s <= start and end <= e and e - s > end - start for _, s, e in places)
        }
        return next(iter(found.values())) if len(found) == 1 else None

    def _places(self, text: str) -> Iterator[tuple[Community, int, int]]:
        """Every word of the roster in a text, with where it starts and ends."""
        for length in self._lengths:
            for start in range(len(text) - length + 1):
                if community := self._by_folded.get(text[start : start + length]):
                    yield community, start, start + length

    def _goes_on(self, text: str, community: Community, start: int, end: int) -> bool:
        """Whether the letter before or behind belongs to the word: to its number, or to another community's name."""
        if any(_one_number(text[i - 1 : i], text[i : i + 1]) for i in (start, end)):
            return True
        wider = {text[max(start - 1, 0) : end], text[start : end + 1]} - {text[start:end]}
        return any(self._longer.get(part, set()) - {community.name} for part in wider)

    @cached_property
    def _lengths(self) -> frozenset[int]:
        return frozenset(map(len, self._by_folded))

    @cached_property
    def _longer(self) -> dict[str, set[str]]:
        """Every word of the roster with one letter more as it stands in other communities' names, and whose those are."""
        longer: dict[str, set[str]] = defaultdict(set)
        for name, community in self._by_folded.items():
            for start, end in combinations(range(len(name) + 1), 2):
                part = name[start:end]
                if part[1:] in self._by_folded or part[:-1] in self._by_folded:
                    longer[part].add(community.name)
        return longer


def _one_number(left: str, right: str) -> bool:
    return left.isnumeric() and right.isnumeric() and left.isdecimal() == right.isdecimal()
