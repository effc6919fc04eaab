"""What a return copy is said to hold before it is written is what reading it gives, value by value and cell by cell."""

import os
import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.run import check_book
from pipeline.writing.workbook import write_workbook
from pipeline.writing.workbook.content import Content
from pipeline.writing.workbook.read_back import read_back
from tests.pipeline.writing.workbook.test_workbook_filled import filled
from tests.test_samples import SAMPLES
from validators.finding import Finding, Severity
from validators.scheme.model import Scheme
from validators.submission import Declaration, Measure, Submission

SOME = Finding("GCS201", Severity.ERROR, None, None, None, 1, "", "", "第1项未选择自评档次。", "请选择。")
"""A finding about which nothing matters: the copy has the column for it."""


def as_read(submission: Submission, scheme: Scheme, folder: Path) -> None:
    """A submission's return copy, as it is told and as it is read."""
    content = Content(scheme, next(iter(scheme.deadlines)), submission)
    told = read_back(content)
    path = folder / f"{submission.community}.xlsx"  # where the name is none, the file's counts
    write_workbook(replace(content, findings=[SOME]), path)
    read = check_book(path, scheme)
    assert told.submission == read.submission
    assert dict(told.sources) == dict(read.sources)


def submissions(scheme: Scheme, folder: str) -> dict[str, Submission]:
    """What is read in a folder of samples, by file."""
    books = {str(path): check_book(path, scheme) for path in sorted((SAMPLES / folder).rglob("*.*"))}
    return {name: book.submission for name, book in books.items() if book.submission}


@pytest.mark.parametrize(
    ("folder", "at_least"), [("town", 13), pytest.param("faults", 90, marks=pytest.mark.slow)]
)
def test_copies_of_the_samples(folder: str, at_least: int, baihe: Scheme, tmp_path: Path) -> None:
    """All of them in CI, every day every fourth."""
    given = submissions(baihe, folder)
    assert len(given) >= at_least
    for submission in list(given.values())[:: 1 if os.environ.get("CI") else 4]:
        as_read(submission, baihe, tmp_path)


def test_copies_of_fillings_of_any_plan(scheme: Scheme, tmp_path: Path) -> None:
    """Texts and days in every place that a committee fills in, the last of them with signs that a reader mends."""
    dice = random.Random(16)
    day = date(2021, 10, 20)
    boxes: dict[str, str | date] = {
        "text": "示范路1号",
        "long_text": "做法",
        "phone": "021-00000000",
        "date": day,
    }
    for name in ("示范一居", "白鹤镇示范一居居委会（盖章）", "⽰范一居", "待定"):
        submission = filled(scheme, dice).model_copy(
            update={
                "community": name,
                "filled_on": day,
                "filler": "示范甲",
                "reviewer": "示范乙",
                "measures": {
                    item.no: Measure("人手少", "增员", "两步走", day, "示范丙") for item in scheme.items[::2]
                },
                "declaration": Declaration(
                    {
                        field.id: boxes[field.kind]
                        for field in scheme.declaration.inputs
                        if field.kind in boxes
                    }
                ),
            }
        )
        as_read(submission, scheme, tmp_path)
