"""Every community that can be recommended, with all that speaks for and against it, and what was decided. Pure."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from pipeline.town.follow_up.attention import in_doubt
from pipeline.town.groups import groups_of
from pipeline.town.model import Standing, Town
from pipeline.town.review.recommending.completeness import Completeness, completeness
from pipeline.town.review.recommending.decision import RECOMMENDED, Decided, Decision
from pipeline.town.review.recommending.decisions import change_since, decisions_by, key_of
from pipeline.town.review.recommending.opinions import Draft, draft, recommendation
from validators.wording import folded


class Candidate(NamedTuple):
    """A community; without a ``standing`` its submission is gone, and what was decided is all that is known.

    ``reviewed`` is its reviewed score, ``open`` what is to be answered of its score, ``typed`` a line that is no decision yet,
    ``decisions`` all of them, the one that holds last; ``changed`` says what is no longer as that one found it.
    """

    code: str
    community: str
    standing: Standing | None
    complete: Completeness | None
    draft: Draft | None
    reviewed: Decimal | None = None
    open: str = ""
    typed: Decided | None = None
    decisions: tuple[Decision, ...] = ()
    changed: str = ""

    @property
    def decision(self) -> Decision | None:
        """The decision that holds."""
        return self.decisions[-1] if self.decisions else None

    @property
    def remark(self) -> str:
        """What the office has to look at in its line."""
        said = []
        if self.typed:
            said.append(f"{self.typed.lacking}，未记入")
        if self.typed and self.decision:
            said.append(f"现行决定：{self.decision.told}")
        return "；".join([*said, *(["决定后报送件有变动，请核对"] if self.changed else [])])


def recommends(town: Town) -> bool:
    """Whether communities are recommended here: by a town from their submissions, not by a district over its towns."""
    return not groups_of(town) and not town.reports


def candidates(town: Town, *, decided: bool = False) -> Iterator[Candidate]:
    """Those that the rates count, in the roster's order; then those of a decision or a line whose submission is gone.

    ``decided`` asks for those alone on whom there is a decision. They come one by one: a town may have twenty thousand.
    """
    chains, typed = dict(decisions_by(town)), {key_of(town, d.code, d.community): d for d in town.undecided}
    for standing in town.counted:
        key = folded(standing.name)
        if key in chains or not decided:
            yield _candidate(town, standing, chains.pop(key, ()), typed.pop(key, None))
    left = {**chains, **({} if decided else typed)}
    yield from _gone(town, {key: (chains.get(key, ()), typed.get(key)) for key in left})


def _candidate(town: Town, standing: Standing, chain: Sequence[Decision], typed: Decided | None) -> Candidate:
    review, complete = town.reviews.get(standing.name), completeness(town, standing)
    return Candidate(
        code=standing.listed.code if standing.listed else "",
        community=standing.name,
        standing=standing,
        complete=complete,
        draft=draft(town, standing, complete),
        reviewed=review.scorecard.total if review else None,
        open=in_doubt(standing),
        typed=typed,
        decisions=tuple(chain),
        changed=change_since(town, chain[-1], standing) if chain else "",
    )


def _gone(town: Town, left: dict[str, tuple[Sequence[Decision], Decided | None]]) -> Iterator[Candidate]:
    """What was decided or typed about communities that are not among those counted now."""
    others = {folded(standing.name): standing for standing in town.standings}
    for key, (chain, typed) in left.items():
        last = chain[-1] if chain else typed
        if last is None:
            continue
        if standing := others.get(key):
            yield _candidate(town, standing, chain, typed)
        else:
            changed = change_since(town, chain[-1], None) if chain else ""
            listed = town.listed_as(last.code, last.community)
            name = listed.name if listed else last.community
            yield Candidate(
                last.code, name, None, None, None, typed=typed, decisions=tuple(chain), changed=changed
            )


def recommended(town: Town) -> Iterator[Candidate]:
    """Those whose decision that holds is a recommendation."""
    for candidate in candidates(town, decided=True):
        if candidate.decision and candidate.decision.outcome == RECOMMENDED:
            yield candidate


def opinions_to_print(town: Town) -> Iterator[tuple[Standing, str]]:
    """The town's opinion on those that it decided to recommend; the draft, marked so, on those it has not decided on."""
    for candidate in candidates(town):
        standing, complete, proposed = candidate.standing, candidate.complete, candidate.draft
        if standing is None or complete is None or proposed is None:
            continue
        if candidate.decision is None and proposed.outcome == RECOMMENDED:
            yield standing, f"{proposed.text}（草稿）"
        elif candidate.decision and candidate.decision.outcome == RECOMMENDED:
            yield standing, recommendation(town, standing, complete)
