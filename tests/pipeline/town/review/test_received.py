"""A form filled in and read back gives the review that was meant, on every plan and from every program that saved it."""

import random
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import pytest

from pipeline.checking.engine import State
from pipeline.checking.scoring import score, tally
from pipeline.run import build_workbook, check_book, consolidate_town
from pipeline.town.model import Town
from pipeline.town.review.model import ASKED, RANDOM, Visit
from pipeline.writing.review.read_back import with_reviews
from pipeline.writing.town import write_town
from tests.clients.libreoffice import recalculate
from tests.filled_forms import ON, built, fill, numbers
from tests.grafting.archives import rewritten
from tests.pipeline.town.review.told import DAY, DONE, codes
from tests.pipeline.town.small_towns import book
from tests.pipeline.writing.workbook.test_workbook_filled import filled
from validators.roster import Community, Roster
from validators.scheme.model import Scheme


def test_what_was_chosen_is_read_back_on_every_plan(scheme: Scheme, tmp_path: Path) -> None:
    """Any choice, any item left out: the reviewed score is that of the marks, the self score what it was."""
    dice = random.Random(1124)
    (tmp_path / "town").mkdir()
    year = next(iter(scheme.deadlines))
    build_workbook(scheme, tmp_path / "town" / "示范一居.xlsx", submission=filled(scheme, dice))
    town = consolidate_town(tmp_path / "town", scheme, round_=year, as_of=scheme.deadlines[year])
    (before,) = town.standings
    path = built(town, Visit("示范一居", way=RANDOM), tmp_path / "forms")
    for number in range(5):
        choices = {
            item.no: dice.choice([*scheme.selections(item)]) for item in scheme.items if dice.random() < 0.6
        }
        reasons = dict.fromkeys(choices, "现场查看")
        fill(path, tmp_path / str(number) / "表.xlsx", choices, reasons, on=scheme.deadlines[year])
        after = with_reviews(town, tmp_path / str(number))
        review = after.reviews["示范一居"]
        assert {n: mark.points for n, mark in review.marks.items() if mark.points is not None} == {
            n: scheme.selections(scheme.item_by_no[n])[name][1] for n, name in choices.items()
        }
        points = {mark.item: mark.points or Decimal(0) for mark in before.scorecard.marks}
        points |= {n: scheme.selections(scheme.item_by_no[n])[name][1] for n, name in choices.items()}
        assert review.scorecard.total == sum(points.values())
        assert review.scorecard.grade == scheme.grade_of(review.scorecard.total)
        assert (review.way, review.by_lot, review.reviewers) == (RANDOM, True, "考评员甲")
        assert after.standings == town.standings
        assert score(before.submission, scheme) == before.scorecard == tally(before.scorecard.marks, scheme)
        assert [code for code in codes(after) if code[:6] != "GCV705"] == []


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_a_form_that_another_program_saved_says_the_same(
    kind: str, town: Town, form: Path, tmp_path: Path
) -> None:
    fill(form, tmp_path / "filled" / "表.xlsx", {1: "良好", 7: "不得分"}, {1: "补了材料", 7: "没有建"})
    (tmp_path / "saved").mkdir()
    recalculate([tmp_path / "filled" / "表.xlsx"], tmp_path / "saved", to=kind)
    one, other = (with_reviews(town, tmp_path / name) for name in ("filled", "saved"))
    assert codes(one) == codes(other) == []
    said, saved = one.reviews["示范一居"], other.reviews["示范一居"]
    assert saved == said._replace(file=f"saved/表.{kind}")
    assert (said.on, said.scorecard.total) == (ON, 73 + 2 - 2)


ARRIVING: Mapping[str, tuple[Callable[[Path, Path], object], list[str], bool]] = {
    # how a form lies in the folder, what is told of it, whether it counts
    "blanks and full-width letters": (lambda form, to: fill(form, to / "a.xlsx", {1: " 合 格\u3000"}), [], True),
    "one copy of another": (
        lambda form, to: shutil.copy(fill(form, to / "a.xlsx", DONE), to / "b.xlsx"), [], True,
    ),
    "in an archive": (lambda form, to: _packed(fill(form, to / "a.xlsx", DONE)), [], True),
    "a day in words": (lambda form, to: fill(form, to / "a.xlsx", DONE, on="2021年11月24日"), [], True),
    "no day": (lambda form, to: fill(form, to / "a.xlsx", DONE, on="下周三"), ["GCV706 a.xlsx B3"], True),
    "a day to come": (
        lambda form, to: fill(form, to / "a.xlsx", DONE, on=date(2021, 12, 24)), ["GCV706 a.xlsx B3"], True,
    ),
    "changed for the better without a word": (
        lambda form, to: fill(form, to / "a.xlsx", {7: "良好"}), ["GCV709 a.xlsx J8"], True,
    ),
    "what was seen is no reason": (
        lambda form, to: fill(form, to / "a.xlsx", {7: "良好"}, seen={7: "5处"}), ["GCV709 a.xlsx J8"], True,
    ),
    "nothing chosen, nothing else asked": (
        lambda form, to: fill(form, to / "a.xlsx", {}, on=None, reviewers=""), ["GCV713 a.xlsx G5"], False,
    ),
    "nothing but what is no choice": (
        lambda form, to: fill(form, to / "a.xlsx", {7: "优秀"}), ["GCV713 a.xlsx G5", "GCV710 a.xlsx G8"], False,
    ),
    "named for another in its head": (
        lambda form, to: _renamed(fill(form, to / "a.xlsx", DONE)), ["GCV703 a.xlsx B2"], False,
    ),
    "a submission among the forms": (lambda _, to: shutil.copy(_of_staff(to), to / "a.xlsx"), ["GCV701 a.xlsx None"], False),
    "cut off": (
        lambda form, to: (to / "a.xlsx").write_bytes(fill(form, to / "a.xlsx", DONE).read_bytes()[:900]),
        ["GCV701 a.xlsx None"], False,
    ),
    "a lock and a note beside it": (
        lambda form, to: [
            fill(form, to / "a.xlsx", DONE), (to / "~$a.xlsx").write_bytes(b"x"), (to / "说明.txt").write_text("x"),
        ], [], True,
    ),
}  # fmt: skip


def _packed(form: Path) -> None:
    with ZipFile(form.with_name("考评表.zip"), "w") as archive:
        archive.write(form, "示范一居.xlsx")
    form.unlink()


def _renamed(form: Path) -> None:
    """The visible name typed over; it is a text that stands twice in the workbook, once for the form and once for the hidden sheet."""
    rewritten(
        form,
        lambda name, part: (
            part.replace(b'<c r="B2" ', b'<c r="B2" t="str" ').replace(
                b' t="s"><v>2</v></c><c r="C2"', '><v>示范二居</v></c><c r="C2"'.encode()
            )
            if name.endswith("sheet1.xml")
            else part
        ),
    )


def _of_staff(folder: Path) -> Path:
    """A submission that lies where forms belong."""
    return next(folder.parent.glob("town/示范二居.xlsx"))


@pytest.mark.parametrize("name", ARRIVING)
def test_how_forms_arrive(name: str, town: Town, form: Path, tmp_path: Path) -> None:
    arrive, told, counts = ARRIVING[name]
    (tmp_path / "考评").mkdir()
    arrive(form, tmp_path / "考评")
    after = with_reviews(town, tmp_path / "考评")
    assert codes(after) == told
    assert list(after.reviews) == (["示范一居"] if counts else [])
    assert after.failures == ()
    assert after.standings == town.standings


def test_the_later_of_two_reviews_counts(town: Town, form: Path, tmp_path: Path) -> None:
    fill(form, tmp_path / "考评" / "a.xlsx", {1: "良好"}, {1: "初评"}, on=date(2021, 11, 23))
    fill(form, tmp_path / "考评" / "b.xlsx", {1: "一般"}, {1: "复评"}, on=date(2021, 11, 25))
    after = with_reviews(town, tmp_path / "考评")
    assert after.reviews["示范一居"].marks[1].reason == "复评"
    assert codes(after) == ["GCV712 a.xlsx B3"]


def test_of_two_reviews_of_one_day_the_finding_says_how_one_was_taken(
    town: Town, form: Path, tmp_path: Path
) -> None:
    for file, choice in (("a.xlsx", "良好"), ("b.xlsx", "一般")):
        fill(form, tmp_path / "考评" / file, {1: choice}, {1: "现场查看"})
    after = with_reviews(town, tmp_path / "考评")
    assert after.reviews["示范一居"].file == "考评/a.xlsx"
    (message,) = (finding.message for finding in after.findings if finding.code == "GCV712")
    assert "考评日期分不出先后，暂按文件名在前的那一份计" in message


def test_a_roster_that_was_numbered_anew_gives_a_review_to_nobody_else(tmp_path: Path, baihe: Scheme) -> None:
    (tmp_path / "town").mkdir()
    for name in ("示范一居", "示范二居"):
        book(tmp_path / "town", f"{name}.xlsx", baihe, name)
    rosters = [
        Roster(communities=(Community(code=one, name="示范一居"), Community(code=two, name="示范二居")))
        for one, two in (("SF01", "SF02"), ("SF02", "SF01"))
    ]
    then, now = (consolidate_town(tmp_path / "town", baihe, each, as_of=DAY) for each in rosters)
    form = built(then, Visit("示范一居"), tmp_path / "forms")
    fill(form, tmp_path / "考评" / "a.xlsx", DONE)
    assert list(with_reviews(now, tmp_path / "考评").reviews) == ["示范一居"]


def test_a_community_that_the_roster_calls_otherwise_by_now_is_known_by_its_code(
    tmp_path: Path, baihe: Scheme
) -> None:
    (tmp_path / "town").mkdir()
    book(tmp_path / "town", "a.xlsx", baihe, "示范一居")
    listed = [
        Roster(communities=(Community(code="SF01", name=name, aliases=aliases),))
        for name, aliases in (("示范一居", ()), ("示范第一居", ("示范一居",)))
    ]
    then, now = (consolidate_town(tmp_path / "town", baihe, each, as_of=DAY) for each in listed)
    form = built(then, Visit("示范一居"), tmp_path / "forms")
    fill(form, tmp_path / "考评" / "a.xlsx", DONE)
    assert list(with_reviews(now, tmp_path / "考评").reviews) == ["示范第一居"]


def test_reports_of_ours_among_the_forms_are_passed_over(town: Town, form: Path, tmp_path: Path) -> None:
    fill(form, tmp_path / "考评" / "a.xlsx", DONE)
    write_town(town, tmp_path / "考评" / "汇总.xlsx", tmp_path / "town")
    assert codes(with_reviews(town, tmp_path / "考评")) == []


def test_a_form_among_the_submissions_is_none(form: Path, tmp_path: Path, baihe: Scheme) -> None:
    checked = check_book(fill(form, tmp_path / "a.xlsx", DONE), baihe)
    assert (checked.state, checked.skipped_as, checked.findings) == (State.SKIPPED, "考评表", ())


def test_a_form_lists_what_it_was_made_for(town: Town, tmp_path: Path, baihe: Scheme) -> None:
    every = built(replace(town), Visit("示范二居"), tmp_path / "all")
    some = built(town, Visit("示范一居", ASKED, items=(29, 3)), tmp_path / "some")
    assert numbers(every) == [item.no for item in baihe.items]
    assert numbers(some) == [3, 29]
