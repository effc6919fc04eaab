"""The town as DataFrames: the columns and dtypes that are documented, and values counted by hand in the sample town."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from pipeline.reading.roster import load_roster
from pipeline.run import build_workbook, consolidate_town
from pipeline.town.frames import COLUMNS, Frames, frames_of
from validators.scheme.file import load_scheme
from validators.scheme.model import Scheme
from validators.submission import Entry, Measure, Submission

SAMPLES = Path(__file__).parents[3] / "workbooks" / "samples"


@pytest.fixture(scope="module")
def sample() -> Frames:
    """The sample town, whose choices ``tests/samples/town.py`` lists."""
    roster = SAMPLES / "roster.csv"
    plan = load_scheme("baihe-2021")
    town = consolidate_town(SAMPLES / "town", plan, load_roster(roster), round_=2021, ignore=[roster])
    return frames_of(town)


def test_communities(sample: Frames) -> None:
    first = sample.communities.loc[0]
    assert (first["community"], first["rank"], first["total"], first["grade"]) == ("示范一居", 1, 110, "良好")
    assert first["submitted_on"] == pd.Timestamp(2021, 10, 12)
    table = sample.communities.set_index("community")
    assert len(table) == 12
    assert table.index[table["rank"].isna()].tolist() == ["示范新居"]
    assert table.index[~table["attained"]].tolist() == ["示范四居"]
    assert table.loc[["示范四居"], ["total", "gap"]].values.tolist() == [[67, 6]]
    assert table["missing"].sum() == 3  # items 9, 16 and 24 of 示范五居
    assert not table["late"].any()
    # 附件1: the sections at 合格 add up to 14, 13, 14, 14, 12 and 6
    sections = table.loc[["示范三居"], [f"section_{n}" for n in range(1, 7)]]
    assert sections.values.tolist() == [[14, 13, 14, 14, 12, 6]]


def test_marks(sample: Frames) -> None:
    marks = sample.marks
    assert len(marks) == 12 * 29
    assert (marks["choice"] == "good").sum() == 29 + 23 + 4 + 2  # 示范一居, 二居, 七居, 九居
    assert marks.loc[marks["points"].isna(), ["community", "item"]].values.tolist() == [
        ["示范六居", 8], ["示范五居", 9], ["示范五居", 16], ["示范五居", 24],
    ]  # fmt: skip
    assert marks.loc[marks["choice"] == "not_applicable", "item"].tolist() == [23, 24, 25, 28]
    assert marks.loc[(marks["community"] == "示范二居") & marks["weak"], "item"].tolist() == [
        5,
        6,
        7,
        8,
        9,
        10,
    ]


def test_findings(sample: Frames) -> None:
    unselected = sample.findings[sample.findings["code"] == "GCS201"]
    assert unselected[["community", "sheet", "cell", "item", "severity"]].values.tolist() == [
        ["示范五居", "任务分解表", cell, item, "error"]
        for cell, item in (("H14", 9), ("H21", 16), ("H29", 24))
    ]


def test_files(sample: Frames) -> None:
    states = {"accepted": 8, "with_errors": 4, "skipped": 1, "superseded": 1, "rejected": 1, "duplicate": 1}
    assert sample.files["state"].value_counts().to_dict() == states
    assert sample.files["sha256"].dropna().str.fullmatch("[0-9a-f]{64}").all()
    unread = sample.files[sample.files["state"] == "rejected"].iloc[0]
    assert (unread["file"], unread["size"], unread["errors"]) == (
        "示范十一居.xlsx",
        28,
        1,
    )  # 自测评分表见微信群


def test_measures(tmp_path: Path, scheme: Scheme) -> None:
    measures = {
        1: Measure(reason="人少", action="动员", plan="分三步", due=date(2021, 12, 15), person="示范甲"),
        2: Measure(action="修缮", due="年底前"),
    }
    submission = Submission(
        layout="template",
        community="示范一居",
        community_from="cell",
        entries=tuple(Entry(item=item.no, tier=scheme.tiers[0].name) for item in scheme.items),
        measures=measures,
    )
    build_workbook(scheme, tmp_path / "示范一居.xlsx", submission=submission)
    town = consolidate_town(tmp_path, scheme, round_=min(scheme.deadlines))
    table = frames_of(town).measures
    assert table[["community", "item", "reason", "action", "due_as_written"]].values.tolist() == [
        ["示范一居", 1, "人少", "动员", "2021-12-15"],
        ["示范一居", 2, "", "修缮", "年底前"],
    ]
    assert table["due"].isna().tolist() == [False, True]
    assert table["due"][0] == pd.Timestamp(2021, 12, 15)
    assert table["person"].tolist() == ["示范甲", ""]


def test_an_empty_town_has_the_columns_and_dtypes_that_are_documented(tmp_path: Path, scheme: Scheme) -> None:
    for name, table in frames_of(consolidate_town(tmp_path, scheme))._asdict().items():
        sections = {f"section_{s.no}": "float64" for s in scheme.sections} if name == "communities" else {}
        assert {column: str(dtype) for column, dtype in table.dtypes.items()} == {**COLUMNS[name], **sections}
        assert table.empty


def test_a_full_one_has_the_same_dtypes(sample: Frames) -> None:
    for name, table in sample._asdict().items():
        assert {column: str(table[column].dtype) for column in COLUMNS[name]} == COLUMNS[name]
