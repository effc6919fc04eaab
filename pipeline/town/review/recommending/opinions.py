"""A draft of the town's opinion on a community (推荐意见): what the numbers speak for, in the words of the form. Pure."""

from collections.abc import Iterator
from typing import NamedTuple

from pipeline.town.follow_up.attention import in_doubt
from pipeline.town.model import Standing, Town
from pipeline.town.review.recommending.completeness import Completeness
from pipeline.town.review.recommending.decision import DECLINED, DEFERRED, RECOMMENDED
from validators.scheme.model import Scheme
from validators.scorecard import Scorecard
from validators.wording import joined, number_text


class Draft(NamedTuple):
    """What is proposed to decide, and the opinion that says so."""

    outcome: str
    text: str


def draft(town: Town, standing: Standing, complete: Completeness) -> Draft:
    """The reviewed score decides where there is one; what is missing or open is asked for first."""
    scheme, review = town.scheme, town.reviews.get(standing.name)
    card = review.scorecard if review else standing.scorecard
    scores = joined_scores(scheme, standing.scorecard, review.scorecard if review else None)
    if not card.attained:
        line = f"{number_text(scheme.attained_grade.at_least)}{scheme.unit}"
        return Draft(DECLINED, f"{scores}，未达到{line}，建议继续创建，暂不推荐。")
    reached = _reached(scheme, standing.name, scores)
    if open_ := [*_open(standing, complete)]:
        steps = (["补齐材料"] if complete.lacking else []) + (["核实问题"] if in_doubt(standing) else [])
        return Draft(DEFERRED, f"{reached}，但{'，'.join(open_)}，建议{'、'.join(steps)}后再作推荐。")
    return Draft(RECOMMENDED, f"{reached}，申报材料齐全，{_agreed(scheme)}。")


def recommendation(town: Town, standing: Standing, complete: Completeness) -> str:
    """The opinion once the office has decided to recommend, whatever the draft was: nothing is claimed that is not so."""
    scheme, review = town.scheme, town.reviews.get(standing.name)
    scores = joined_scores(scheme, standing.scorecard, review.scorecard if review else None)
    attained = (review.scorecard if review else standing.scorecard).attained
    reached = _reached(scheme, standing.name, scores, attained=attained)
    return f"{reached}{'' if complete.lacking else '，申报材料齐全'}，{_agreed(scheme)}。"


def joined_scores(scheme: Scheme, own: Scorecard, reviewed: Scorecard | None) -> str:
    """The self score, as the form calls it, and the reviewed one behind it: ``自查评分106.5分，考评得分104分``."""
    labels = (field.label for field in scheme.declaration.fields if field.kind == "total")
    text = f"{next(labels, '自评总分')}{number_text(own.total)}{scheme.unit}"
    return f"{text}，考评得分{number_text(reviewed.total)}{scheme.unit}" if reviewed else text


def _reached(scheme: Scheme, name: str, scores: str, *, attained: bool = True) -> str:
    grade = f"，达到{scheme.attained_grade.name}及以上等次" if attained else ""
    return f"{_looked_at(scheme)}，{name}{scores}{grade}"


def _agreed(scheme: Scheme) -> str:
    award = scheme.recommendation.award
    return f"同意推荐{f'申报{award}' if award else ''}"


def _looked_at(scheme: Scheme) -> str:
    units = joined(scheme.recommendation.units)
    return f"经{scheme.office}{f'会同{units}等部门' if units else ''}审核"


def _open(standing: Standing, complete: Completeness) -> Iterator[str]:
    if complete.lacking:
        yield f"申报材料不齐全（缺{'；'.join(complete.lacking)}）"
    if asked := in_doubt(standing):
        yield f"尚有{asked}未办结"
