"""A town that was consolidated as the round that is kept of it. Pure."""

from datetime import date

from pipeline.town.model import Standing, Town
from pipeline.town.past import PastCommunity, PastMeasure, PastRound, items_of, past_mark
from pipeline.town.resubmissions import answers
from validators.submission import Measure


def past_of(town: Town) -> PastRound:
    """The round that was consolidated, as it is kept."""
    scheme, attainment = town.scheme, town.attainment
    return PastRound(
        year=town.round,
        as_of=town.as_of,
        items=items_of(scheme),
        lines=scheme.lines,
        target=attainment.target.rate,
        target_by=attainment.target.by,
        obliged=attainment.obliged,
        received=attainment.received,
        attained=attainment.attained,
        communities=tuple(map(community_of, town.standings)),
    )


def community_of(standing: Standing) -> PastCommunity:
    """What counted for a community."""
    card, submission = standing.scorecard, standing.submission
    return PastCommunity(
        name=standing.name,
        code=(standing.listed.code if standing.listed else submission.code) or "",
        total=card.total,
        grade=card.grade.name,
        attained=card.attained,
        marks={mark.item: past_mark(mark.name, mark.points) for mark in card.marks},
        measures={item: _measure(measure) for item, measure in submission.measures.items()},
        source=standing.book.file,
        answers=answers(standing.book) if standing.answers is None else standing.answers,
    )


def _measure(measure: Measure) -> PastMeasure:
    return PastMeasure(measure.action, measure.due if isinstance(measure.due, date) else None)
