"""Whose every form is, which counts, and what it makes of the self score, which itself is never altered. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from pipeline.checking.scoring import mark_of, tally
from pipeline.town.model import Standing, Town
from pipeline.town.review.model import RANDOM, Review, ReviewMark
from validators.cells import CellRef
from validators.review.forms import Changed, FormArrival, FormLine, ReviewForm
from validators.scheme.model import Scheme
from validators.scorecard import Scorecard
from validators.wording import cleared, folded, full_date

_BETWEEN = re.compile(r"[、，,；;/\n]+")


class FoundForm(NamedTuple):
    """A file from the folder of reviews: the form, or why there is none, with the cell where that shows."""

    file: str
    form: ReviewForm | None = None
    unread: tuple[str, CellRef | None] | None = None
    oddities: tuple[str, ...] = ()


class Received(NamedTuple):
    """The reviews by their communities, and every form as the rules see it."""

    reviews: Mapping[str, Review]
    arrivals: tuple[FormArrival, ...]

    @property
    def unreviewed(self) -> tuple[str, ...]:
        """The communities of which there is nothing but a form without a choice that counts."""
        names = [form.community for form in self.arrivals if form.empty and form.community]
        return tuple(name for name in dict.fromkeys(names) if name not in self.reviews)


def received(town: Town, found: Iterable[FoundForm]) -> Received:
    """Match the forms with the communities that handed in; of several of one community the latest counts."""
    arrivals: list[FormArrival] = []
    candidates: dict[str, list[tuple[FormArrival, ReviewForm]]] = defaultdict(list)
    standings = {standing.name: standing for standing in town.standings}
    for each in found:
        arrival = _placed(town, standings, each)
        if arrival.counts and arrival.form and arrival.community:
            candidates[arrival.community].append((arrival, arrival.form))
        else:
            arrivals.append(arrival)
    reviews = {}
    for name, forms in candidates.items():
        (arrival, form), *others = sorted(forms, key=_latest_first)
        reviews[name] = _review(town, standings[name], arrival.file, form)
        arrivals.append(_examined(town, standings[name], arrival, form))
        arrivals += (
            other._replace(counts=False, twin=None if _same(one, form) else arrival.file)
            for other, one in others
        )
    return Received(reviews, tuple(sorted(arrivals, key=lambda arrival: arrival.file)))


def _latest_first(candidate: tuple[FormArrival, ReviewForm]) -> tuple[int, str]:
    arrival, form = candidate
    return -(form.on or date.min).toordinal(), arrival.file


def _same(one: ReviewForm, other: ReviewForm) -> bool:
    """Whether two forms say the same, but for where."""
    return [line[:4] for line in one.lines] == [line[:4] for line in other.lines] and (
        one.day, one.reviewers, one.demands, one.due
    ) == (other.day, other.reviewers, other.demands, other.due)  # fmt: skip


def _placed(town: Town, standings: Mapping[str, Standing], found: FoundForm) -> FormArrival:
    """A form with its community, and with what keeps it from counting: the first thing only."""
    arrival = FormArrival(found.file, form=found.form, unread=found.unread, oddities=found.oddities)
    form = found.form
    if form is None:
        return arrival
    identity, cells = form.identity, form.cells
    here = town.scheme.id, str(town.round)
    for said, own, shown in ((identity.scheme_id, here[0], "方案“{}”"), (identity.round, here[1], "{}年")):
        if said != own:
            return arrival._replace(elsewhere=(shown.format(said), shown.format(own), cells["title"]))
    standing = _standing(town, standings, form)
    arrival = arrival._replace(community=standing.name if standing else identity.community or None)
    if folded(form.shown) != folded(identity.community):
        why = f"而这份考评表是为“{identity.community}”生成的"
        return arrival._replace(stranger=(form.shown, why, cells["shown"]))
    if standing is None:
        why = "没有这个社区计分的自测评分表"
        return arrival._replace(stranger=(identity.community, why, cells["shown"]))
    lines = [*_listed(form, town.scheme)]
    chosen = {id(line): _chosen(line, number, town.scheme) for line, number in lines}
    counts = any(chosen.values())
    return arrival._replace(
        counts=counts,
        empty=not counts,
        not_offered=tuple(line for line, _ in lines if line.choice and not chosen[id(line)]),
        not_listed=tuple(line for line in form.lines if id(line) not in chosen),
    )


def _standing(town: Town, standings: Mapping[str, Standing], form: ReviewForm) -> Standing | None:
    """The community that a form is about: by its name, also one of before, else by its code, which a new roster may give to another."""
    code, name = form.identity.code, form.identity.community
    listed = town.listed_as(code, name)
    return standings.get(listed.name if listed else name)


def _review(town: Town, standing: Standing, file: str, form: ReviewForm) -> Review:
    marks = {}
    for line, number in _listed(form, town.scheme):
        name = _chosen(line, number, town.scheme)
        mark = mark_of(town.scheme.item_by_no[number], name, None, None, town.scheme)
        marks[number] = ReviewMark(number, mark.name, mark.points, line.seen, line.reason)
    return Review(
        community=standing.name,
        year=town.round,
        on=form.on,
        reviewers=form.reviewers,
        file=file,
        marks=marks,
        scorecard=reviewed(standing.scorecard, marks, town.scheme),
        way=form.identity.way,
        by_lot=form.identity.way == RANDOM,
        demands=form.demands,
        due=form.due or None,
    )


def reviewed(own: Scorecard, marks: Mapping[int, ReviewMark], scheme: Scheme) -> Scorecard:
    """The self score with what was chosen on site in the place of its own, wherever that has points."""
    found = {number: mark for number, mark in marks.items() if mark.points is not None}
    return tally(
        [
            mark_of(scheme.item_by_no[mark.item], found[mark.item].choice, "tier", mark.row, scheme)
            if mark.item in found
            else mark
            for mark in own.marks
        ],
        scheme,
    )


def _listed(form: ReviewForm, scheme: Scheme) -> Iterator[tuple[FormLine, int]]:
    """The rows of the items that the form was made for, of each the first."""
    named = form.identity.items.split("、")
    left = {number for number in scheme.item_by_no if str(number) in named}
    for line in form.lines:
        if (number := int(line.number)) in left:
            left.remove(number)
            yield line, number


def _chosen(line: FormLine, number: int, scheme: Scheme) -> str | None:
    """The choice's own name as the plan has it, None where it is none of the item's, or nothing."""
    names = {cleared(name): name for name in scheme.selections(scheme.item_by_no[number])}
    return names.get(cleared(line.choice))


def _examined(town: Town, standing: Standing, arrival: FormArrival, form: ReviewForm) -> FormArrival:
    """A form that counts with what is to be asked about it."""
    lines = [*_listed(form, town.scheme)]
    fillers, reviewers = _names(standing.submission.filler or ""), _names(form.reviewers)
    return arrival._replace(
        stale=_made_of(town, form.identity.submission) if _is_stale(standing, form, town.scheme) else "",
        handed_in=standing.submitted_on,
        fillers=tuple(shown for name, shown in reviewers.items() if name in fillers),
        unexplained=tuple(_unexplained(standing, lines, town.scheme)),
    )


def _is_stale(standing: Standing, form: ReviewForm, scheme: Scheme) -> bool:
    """Whether the submission that counts is another than the form was made of, and chose otherwise: no mere second saving."""
    return form.identity.submission != standing.book.sha256 and any(
        form.own.get(item.no) != cleared(_chosen_by_itself(standing, item.no)) for item in scheme.items
    )


def _chosen_by_itself(standing: Standing, item: int) -> str:
    """The community's own choice, or the text in its place that is none."""
    mark, entries = standing.scorecard.mark(item), standing.submission.entries
    return mark.name or (entries[mark.row].tier if mark.row is not None else "") or ""


def _names(text: str) -> Mapping[str, str]:
    """The names in a cell, folded, as they stand there: between commas, and parted by blanks where each has two characters."""
    parts = [part.strip() for part in _BETWEEN.split(text)]
    parts += [piece for part in parts for piece in part.split() if len(piece) > 1]
    return {folded(part): part for part in parts if part}


def _made_of(town: Town, sha256: str) -> str:
    """What the file is called of which a form was made."""
    book = next((book for book in town.books if book.sha256 == sha256), None)
    if book is None:
        return "现在文件夹里没有的一份自测评分表"
    arrival = town.arrivals.get(book.file)
    day = f"{full_date(arrival.handed_in)}的" if arrival and arrival.handed_in else ""
    return f"{day}“{book.file}”"


def _unexplained(
    standing: Standing, lines: Sequence[tuple[FormLine, int]], scheme: Scheme
) -> Iterator[Changed]:
    """The items whose choice is another than the community's own, where no reason is given."""
    for line, number in lines:
        name, own = _chosen(line, number, scheme), standing.scorecard.mark(number).name
        if name and name != own and not line.reason:
            yield Changed(number, own, name, line.cells["reason"])
