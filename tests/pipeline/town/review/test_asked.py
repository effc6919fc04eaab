"""What is asked of a form because of the submission that it is about."""

import os
import random
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell

from pipeline.run import consolidate_town
from pipeline.town.model import Town
from pipeline.writing.review.read_back import with_reviews
from tests.filled_forms import fill
from tests.pipeline.town.review.told import DAY, DONE, codes
from tests.pipeline.town.small_towns import book
from validators.scheme.model import Scheme


def test_a_form_stands_for_its_own_submission_after_another_came(
    town: Town, form: Path, tmp_path: Path, baihe: Scheme
) -> None:
    """The score is of the new marks; what is told names the old file and its day."""
    fill(form, tmp_path / "考评" / "a.xlsx", {7: "不得分"}, {7: "没有建"})
    book(tmp_path / "town", "示范一居（改报）.xlsx", baihe, "示范一居", "一般", day=12)
    now = consolidate_town(tmp_path / "town", baihe, town.roster, as_of=DAY)
    after = with_reviews(now, tmp_path / "考评")
    assert codes(after) == ["GCV704 a.xlsx B2"]
    told = next(f.message for f in after.verdict.findings if f.code == "GCV704")
    assert told.startswith(
        "考评表是按2021年10月9日的“示范一居.xlsx”生成的，现在计分的是2021年10月12日报送的另一份。"
    )
    assert after.reviews["示范一居"].scorecard.total == Decimal("91.5") - Decimal("2.5")


def test_a_submission_that_was_only_saved_again_is_the_same(
    town: Town, form: Path, tmp_path: Path, baihe: Scheme
) -> None:
    fill(form, tmp_path / "考评" / "a.xlsx", DONE)
    book(tmp_path / "town", "示范一居.xlsx", baihe, "示范一居", day=10)
    now = consolidate_town(tmp_path / "town", baihe, town.roster, as_of=DAY)
    assert now.standings[0].book.sha256 != town.standings[0].book.sha256
    assert codes(with_reviews(now, tmp_path / "考评")) == []


STRANGE = ("", " ", "0", "99", "-1", "7", "1、5", "９", "²", "9" * 5000, "第5项", "合格\n一般", True, -0.0, 1e300, 7.5, date(1900, 1, 1), "=1+1", "x" * 32767)  # fmt: skip


def test_whatever_is_typed_into_a_form_it_is_no_fault_of_the_program(
    town: Town, form: Path, tmp_path: Path
) -> None:
    """Into any cell of either sheet; the forms that are left are read, and no self score moves."""
    dice = random.Random(5)
    fill(form, tmp_path / "filled.xlsx", {1: "良好", 7: "不得分"}, {1: "补了材料"})
    for number in range(200 if os.environ.get("CI") else 20):
        typed = load_workbook(tmp_path / "filled.xlsx")
        for _ in range(dice.randint(1, 6)):
            sheet = typed[dice.choice(["考评表", "考评数据"])]
            cell = sheet.cell(dice.randint(1, 14), dice.randint(1, 12))
            if not isinstance(cell, MergedCell):
                cell.value = dice.choice(STRANGE)
        (tmp_path / "考评").mkdir(exist_ok=True)
        typed.save(tmp_path / "考评" / "a.xlsx")
        after = with_reviews(town, tmp_path / "考评")
        assert after.failures == (), number
        assert after.standings == town.standings
        assert len(after.reviews) <= 1


@pytest.mark.parametrize(
    ("filler", "reviewers", "own"),
    [
        ("张某", "李某、张某", "“张某”"),
        ("张 某", "张某", "“张某”"),
        ("张某", "李某 张某（组长）", ""),  # who adds what he is, is asked nothing
        ("张某 13800000000", "张某；李某", "“张某”"),
        ("张某、王某", "王某/李某", "“王某”"),
        ("张某", "李某", ""),
        ("", "李某", ""),
    ],
)
def test_who_filled_in_does_not_review(
    filler: str, reviewers: str, own: str, town: Town, form: Path, tmp_path: Path
) -> None:
    named = [
        replace(s, submission=s.submission.model_copy(update={"filler": filler})) for s in town.standings
    ]
    fill(form, tmp_path / "考评" / "a.xlsx", DONE, reviewers=reviewers)
    after = with_reviews(replace(town, standings=tuple(named)), tmp_path / "考评")
    assert [f.found for f in after.verdict.findings if f.code == "GCV708"] == ([own] if own else [])
