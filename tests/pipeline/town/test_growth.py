"""A town twice as large costs about twice as much, counted in calls: no clock, so that it is the same on every machine."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest

from pipeline.checking.engine import CheckedBook
from pipeline.run import check_book
from pipeline.town.consolidation import consolidate
from tests.pipeline.town.small_towns import book
from validators.roster import Community, Roster
from validators.rule import Phase
from validators.rules import catalogue
from validators.scheme.model import Scheme

SMALL = 100
RULES = {code: rule for code, rule in catalogue().items() if rule.phase is Phase.TOWN}


def calls(work: Callable[[], object]) -> int:
    """How many functions a piece of work calls, those of libraries written in C too."""
    count = 0

    def note(_: FrameType, event: str, __: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def submitted(checked: CheckedBook, file: str, name: str) -> CheckedBook:
    """The same answers as another community's, in a file of any name."""
    assert checked.submission
    submission = checked.submission.model_copy(update={"community": name})
    return checked._replace(file=file, sha256=file, submission=submission)


@pytest.mark.parametrize(
    "file",
    ["{name}.xlsx", "{name}(1).xlsx", "自评表{number}.xlsx", "{name}的表和{other}的表.xlsx"],
    ids=["its name", "its name and more", "another name", "two names"],
)
def test_consolidation(tmp_path: Path, baihe: Scheme, file: str) -> None:
    checked = check_book(book(tmp_path, "a.xlsx", baihe, "甲"), baihe)

    def town(size: int) -> int:
        names = [f"示范{number}居" for number in range(size)]
        texts = [{"name": n, "number": str(k), "other": names[k - 1]} for k, n in enumerate(names)]
        books = [submitted(checked, file.format(**text), text["name"]) for text in texts]
        roster = Roster(communities=tuple(Community(name=name) for name in names))
        day = baihe.deadlines[2021]
        return calls(lambda: consolidate(books, baihe, roster, day, 2021, RULES))

    assert town(2 * SMALL) < 2.5 * town(SMALL)
