"""The plan as data: what a scheme file may say.

A scheme file (``validators/schemes/*.toml``) holds one plan: its table word for word, thresholds, targets,
calendar, forms, and our ruling wherever the plan is silent.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import Field

from validators.scheme.calendar import Calendar
from validators.scheme.closing import PraiseRule, Recommendation
from validators.scheme.item import Band, Item
from validators.scheme.parts import (
    AttainmentRule,
    Choices,
    DeclarationForm,
    Declared,
    Grade,
    Labels,
    Ruling,
    Section,
    Tier,
    Unit,
)
from validators.wording import folded, joined, number_text, wording


class Scheme(Calendar):
    """One plan of one town: everything the program knows of it."""

    schema_version: Literal[1]
    id: Annotated[str, Field(pattern=r"[a-z0-9][a-z0-9-]*")]
    town: str
    programme: str
    office: str
    plan: str
    plan_title: str
    issued: date
    time_zone: str = "Asia/Shanghai"
    title: str
    clause: str
    unit: str
    self_words: tuple[str, ...] = ()
    other_words: tuple[str, ...] = ()
    group_words: Annotated[tuple[str, ...], Field(min_length=1)] = ("街镇",)
    tiers: Annotated[tuple[Tier, ...], Field(min_length=1)]
    grades: Annotated[tuple[Grade, ...], Field(min_length=2)]
    declared: Declared
    choices: Choices
    attainment: AttainmentRule
    rulings: tuple[Ruling, ...]
    labels: Labels
    synonyms: Mapping[str, tuple[str, ...]] = {}
    declaration: DeclarationForm
    recommendation: Recommendation = Recommendation()
    praise: tuple[PraiseRule, ...] = ()
    units: tuple[Unit, ...]
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    items: Annotated[tuple[Item, ...], Field(min_length=1)]

    def __hash__(self) -> int:
        return hash((self.id, self.plan))  # quick: what words mean under a scheme is kept by word and scheme

    @property
    def heading(self) -> str:
        """How titles of workbooks and reports begin: whose programme it is, and its name."""
        return f"{self.town}{self.programme}"

    @cached_property
    def zone(self) -> ZoneInfo:
        """The town's time zone, in which the days of files' times are its days."""
        return ZoneInfo(self.time_zone)

    @cached_property
    def item_by_no(self) -> Mapping[int, Item]:
        """Items by their number."""
        return {item.no: item for item in self.items}

    def items_of(self, section: int) -> tuple[Item, ...]:
        """The items of a section, by its number; in order."""
        return tuple(item for item in self.items if item.section == section)

    @cached_property
    def item_by_criterion(self) -> Mapping[str, Item]:
        """The words of every criterion, with its note and without -> the item."""
        return {wording(text): item for item in self.items for text in (item.criterion, item.text)}

    @cached_property
    def field_by_label(self) -> Mapping[str, str]:
        """Every label's folded wording -> its field in ``labels``."""
        return {folded(word): field for field, words in self.labels for word in words}

    @cached_property
    def tier_by_label(self) -> Mapping[str, str]:
        """Every tier's folded name or other name -> its id."""
        others = {folded(word): tier.id for tier in self.tiers for word in self.synonyms.get(tier.id, ())}
        return others | {folded(tier.name): tier.id for tier in self.tiers}

    @cached_property
    def choice_by_name(self) -> Mapping[str, str]:
        """What may be selected for every item -> its id: the tiers, ``zero``, ``not_applicable``."""
        names = {tier.name: tier.id for tier in self.tiers}
        return names | {self.choices.zero.name: "zero", self.choices.not_applicable.name: "not_applicable"}

    @cached_property
    def _name_by_folded(self) -> Mapping[str, str]:
        names = [*self.choice_by_name]
        names += [self.noted_name(score.points) for item in self.items for score in item.note_scores]
        known = {folded(name): name for name in names}
        for choice, words in self.synonyms.items():
            known |= {folded(word): self.choice_names[choice] for word in words}
        return known

    def choice_name(self, text: str) -> str | None:
        """The name of the choice a text stands for, but for spaces; None when it stands for none.

        ``synonyms`` are other names of choices by the choice's id: what people write for them.
        """
        return self._name_by_folded.get(folded(text))

    def grade_name(self, text: str) -> str | None:
        """The name of the grade a text stands for, but for spaces; ``synonyms`` by the grade's id; None for none."""
        words = {grade.name: (grade.name, *self.synonyms.get(grade.id, ())) for grade in self.grades}
        return next((name for name, known in words.items() if folded(text) in map(folded, known)), None)

    def noted_name(self, points: Decimal) -> str:
        """How a score is named that only an item's note allows."""
        return self.choices.noted.name.replace("{points}", number_text(points))

    @cached_property
    def _selections(self) -> Mapping[int, Mapping[str, tuple[str, Decimal]]]:
        return {item.no: self._selections_of(item) for item in self.items}

    def _selections_of(self, item: Item) -> Mapping[str, tuple[str, Decimal]]:
        selections = {tier.name: (tier.id, item.points[tier.id]) for tier in self.tiers}
        selections |= {self.noted_name(score.points): ("noted", score.points) for score in item.note_scores}
        for choice in ("zero", "not_applicable"):
            selections[self.choice_names[choice]] = (choice, self.points_of(item, choice))
        return selections

    def selections(self, item: Item) -> Mapping[str, tuple[str, Decimal]]:
        """What may be selected for this item -> choice id and points: tiers, scores of its note, nothing."""
        return self._selections[item.no]

    @cached_property
    def choice_names(self) -> Mapping[str, str]:
        """Choice id -> its Chinese name, where one name serves every item."""
        return {id_: name for name, id_ in self.choice_by_name.items()}

    @cached_property
    def lines(self) -> Mapping[str, Decimal]:
        """The grades that have a threshold, lowest first, by name -> it."""
        return {grade.name: grade.at_least for grade in self.grades if grade.at_least is not None}

    @cached_property
    def words(self) -> Mapping[str, str]:
        """The plan's own words as the rules' sentences use them."""
        return {
            "table": self.clause,
            "reporting": self.deadline_event.clause,
            "office": self.office,
            "tier_column": self.labels.tier[0],
            "score_column": self.labels.score[0],
            "measured_column": self.labels.measured[0],
            "zero": self.choices.zero.name,
            "not_applicable": self.choices.not_applicable.name,
            "tiers": joined(tier.name for tier in self.tiers),
            "lowest_tier": self.tiers[0].name,
            "top_tier": self.tiers[-1].name,
            "lowest_grade": next(iter(self.lines)),
            "top_grade": self.grades[-1].name,
            "grades": joined(f"{number_text(line)}分{name}" for name, line in self.lines.items()),
        }

    def points_of(self, item: Item, choice: str) -> Decimal:
        """Points of a tier, ``zero`` or ``not_applicable``; KeyError for anything else."""
        if choice == "zero":
            return Decimal(0)
        if choice == "not_applicable":
            return item.max_points if self.choices.not_applicable.counts == "full" else Decimal(0)
        return item.points[choice]

    def band_points(self, item: Item, band: Band) -> tuple[Decimal, Decimal]:
        """The lowest and the highest points that agree with a measured value in this band."""
        points = [self.points_of(item, tier) for tier in band.tiers]
        points += [] if band.points is None else [band.points]
        return min(points), max(points)

    def band_text(self, band: Band) -> str:
        """The choices that a measured value in this band supports, by name."""
        if band.tiers:
            return joined(self.choice_names[tier] for tier in band.tiers)
        return self.noted_name(band.points or Decimal(0))

    def grade_of(self, total: Decimal) -> Grade:
        """The highest grade whose threshold the total reaches; thresholds include the number."""
        return [grade for grade in self.grades if grade.at_least is None or total >= grade.at_least][-1]

    def next_grade(self, total: Decimal) -> Grade | None:
        """The lowest grade not yet reached; None at the top."""
        return next((g for g in self.grades if g.at_least is not None and total < g.at_least), None)

    def gap(self, total: Decimal) -> Decimal:
        """What a total lacks to the next grade, in points; 0 at the top."""
        return next((line - total for line in self.lines.values() if total < line), Decimal(0))

    def attains(self, total: Decimal) -> bool:
        """Whether a total counts as 达标."""
        return total >= (self.attained_grade.at_least or 0)

    @cached_property
    def attained_grade(self) -> Grade:
        """The lowest grade that counts as 达标."""
        return next(grade for grade in self.grades if grade.id == self.attainment.grade)

    @property
    def opinion_box(self) -> str | None:
        """The box of the declaration form for the town's opinion; None where it has no box for any."""
        boxes = (field.id for field in self.declaration.fields if field.kind == "opinion")
        return self.recommendation.field or next(boxes, None)

    def ruling(self, id_: str) -> Ruling:
        """A ruling by its id; KeyError when there is none."""
        return {ruling.id: ruling for ruling in self.rulings}[id_]
