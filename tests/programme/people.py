"""What people do between the commands of docs/一轮到底.md: communities hand in, reviewers look, the office decides."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from tests.filled_forms import fill, numbers
from tests.pipeline.writing.town.deciding import Typed, decide
from tests.programme.handing_in import ITEMS, hand_in
from validators.scheme.model import Scheme

Tiers = Mapping[int, str]

NONE: Tiers = MappingProxyType({})
ZERO, LOW, FAIR, TOP = "不得分", "合格", "一般", "良好"


class Sent(NamedTuple):
    """A workbook that comes before a command is given: all items at one tier but some; an empty one was left blank."""

    before: str
    community: str
    day: date
    tier: str
    others: Tiers = NONE
    measures_due: date = date(2023, 6, 30)

    @property
    def tiers(self) -> dict[int, str | None]:
        """Every item's."""
        return {item: self.others.get(item, self.tier) or None for item in ITEMS}


def _each(tier: str, *items: int) -> Tiers:
    return dict.fromkeys(items, tier)


FEBRUARY, CHECKED, AGAIN, CHANGED = "2021-02-28", "validate", "2021-11-10", "2021-12-08"
SECOND, MENDED = "2022-10-26", "sample 2022"

SENT = (
    Sent(FEBRUARY, "示范一居", date(2021, 2, 25), TOP, {7: LOW, 16: LOW, 17: FAIR}, date(2021, 12, 20)),
    Sent(CHECKED, "示范一居", date(2021, 10, 20), TOP, {17: FAIR}),
    Sent(CHECKED, "示范二居", date(2021, 10, 18), FAIR),
    Sent(CHECKED, "示范三居", date(2021, 10, 22), LOW),
    Sent(CHECKED, "示范四居", date(2021, 10, 21), LOW, {7: ZERO, 23: ZERO, 9: ""}),
    Sent(CHECKED, "示范五居", date(2021, 10, 26), LOW, _each(TOP, 1, 2, 3, 4, 5)),
    Sent(AGAIN, "示范四居", date(2021, 10, 29), LOW, {7: ZERO, 23: ZERO}),
    Sent(AGAIN, "示范六居", date(2021, 11, 2), LOW, _each(ZERO, 7, 10, 23)),
    Sent(CHANGED, "示范五居", date(2021, 12, 6), LOW, {**_each(TOP, 1, 2, 3, 4, 5), 6: FAIR}),
    Sent(SECOND, "示范一居", date(2022, 10, 10), TOP),
    Sent(SECOND, "示范二居", date(2022, 10, 12), FAIR, {**_each(TOP, 1, 2, 3, 4), 20: ""}),
    Sent(SECOND, "示范三居", date(2022, 10, 14), LOW, {7: FAIR}),
    Sent(SECOND, "示范四居", date(2022, 10, 18), LOW, _each(FAIR, 1, 2, 3, 4)),
    Sent(SECOND, "示范五居", date(2022, 10, 20), LOW, {6: FAIR, 7: ZERO}),
    Sent(SECOND, "示范六居", date(2022, 10, 25), LOW),
    Sent(MENDED, "示范二居", date(2022, 10, 28), FAIR, _each(TOP, 1, 2, 3, 4)),
)  # fmt: skip


class Seen(NamedTuple):
    """What reviewers find before a command is given: all as the community said but some, each with its reason."""

    before: str
    community: str
    others: Tiers = NONE
    reasons: Tiers = NONE


FIRST_REVIEWED, SECOND_REVIEWED = "2021-11-26", "2022-11-28"

SEEN = (
    Seen(FIRST_REVIEWED, "示范一居"),
    Seen(FIRST_REVIEWED, "示范二居"),
    Seen(FIRST_REVIEWED, "示范三居", {23: ZERO}, {23: "没有挂牌和巡查记录"}),
    Seen(FIRST_REVIEWED, "示范五居"),
    *(Seen(SECOND_REVIEWED, f"示范{number}居") for number in "二三四六"),
    Seen(SECOND_REVIEWED, "示范一居", {8: FAIR}, {8: "两处没有起到示范作用"}),
)

DECIDED: Mapping[str, Mapping[str, Typed]] = {
    "2021-11-29": {
        **dict.fromkeys(("示范一居", "示范二居", "示范五居"), ("推荐", "示范主任", datetime(2021, 11, 29), None)),
        "示范三居": ("不推荐", "示范主任", datetime(2021, 11, 29), "考评得分71分，未达标"),
    },
    "2021-12-31": {"示范五居": ("推荐", "示范主任", datetime(2021, 12, 9), None)},
    "2022-12-20": {
        **{f"示范{n}居": ("推荐", "示范主任", datetime(2022, 12, 1), None) for n in "一二三四"},
        "示范六居": ("暂缓", "示范主任", datetime(2022, 12, 1), "待复查"),
    },
}  # fmt: skip
"""What is typed into 推荐名单 before the command of a day."""


def done_before(command: str, folder: Path, scheme: Scheme) -> None:
    """Everything that people do before a command is given."""
    for sent in SENT:
        if sent.before in command:
            year, name = sent.day.year, f"{sent.community}.xlsx"
            copy, target = folder / f"下发{year}" / name, folder / f"{year}年" / name
            hand_in(copy, target, scheme, sent.day, sent.tiers, sent.measures_due)
    for seen in SEEN:
        if seen.before in command:
            _review(seen, folder, int(seen.before[:4]))
    for day, typed in DECIDED.items():
        if day in command:
            decide(folder / f"汇总{day[:4]}.xlsx", typed)


def _review(seen: Seen, folder: Path, year: int) -> None:
    """Fill in the form by what counted on the day of the review."""
    day = date(year, 11, 24)
    form = folder / f"{year}年" / "考评表" / f"{seen.community}_考评表.xlsx"
    *_, counted = (s.tiers for s in SENT if s.community == seen.community and s.day < day)
    found = {item: seen.others.get(item) or counted[item] or "" for item in numbers(form)}
    fill(form, form, found, seen.reasons, on=day, reviewers="考评员甲、考评员乙")
