"""Measures and declaration form: what is there, what is not, and who is asked for it."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from pipeline.checking.scoring import score
from pipeline.run import build_workbook, consolidate_town
from pipeline.town.materials import Handed, declaration_handed, measures_handed
from pipeline.writing.town.requests import to_correct
from validators.scheme.model import Scheme
from validators.submission import Declaration, Entry, Measure, Submission

DAY = date(2021, 11, 1)
WHOLE = Measure(action="增建雨水花园", plan="分两期施工", due=date(2021, 12, 1))
NO_DAY = WHOLE._replace(due=None)
WHO = Measure(person="示范甲")


def handed_in(
    measures: Mapping[int, Measure] | None = None,
    boxes: Mapping[str, str] | None = None,
    weak: tuple[int, ...] = (7, 12),
) -> Submission:
    """Every item at 良好 but for the weak ones, which are 一般."""
    return Submission(
        layout="template",
        community="示范一居",
        community_from="cell",
        filled_on=date(2021, 10, 20),
        entries=tuple(Entry(item=i, tier="一般" if i in weak else "良好") for i in range(1, 30)),
        measures=measures or {},
        declaration=Declaration(values=boxes or {}),
    )


@pytest.mark.parametrize(
    ("weak", "measures", "state"),
    [
        ((7, 12), {7: WHOLE, 12: WHOLE}, Handed.FILLED),
        ((7, 12), {7: WHOLE}, Handed.PARTLY),
        ((7, 12), {7: WHOLE, 12: NO_DAY}, Handed.PARTLY),
        ((7, 12), {7: WHO}, Handed.PARTLY),
        ((7, 12), {}, Handed.NOTHING),
        ((7, 12), {3: WHOLE}, Handed.NOTHING),  # of an item that is not weak
        ((), {}, Handed.NOT_NEEDED),
    ],
)
def test_how_far_the_measures_are(
    baihe: Scheme, weak: tuple[int, ...], measures: dict[int, Measure], state: Handed
) -> None:
    submission = handed_in(measures=measures, weak=weak)
    assert measures_handed(submission, score(submission, baihe), baihe) is state


def test_how_far_the_declaration_is(baihe: Scheme) -> None:
    handed_out = {"community": "示范一居", "address": "示范路1号", "phone": "021-12345678"}
    typed = [field.id for field in baihe.declaration.fields if field.kind not in ("total", "opinion")]
    for boxes, state in (
        ({}, Handed.NOTHING),
        (handed_out, Handed.NOTHING),
        ({**handed_out, "area": "0.8平方公里"}, Handed.PARTLY),
        (dict.fromkeys(typed, "有"), Handed.FILLED),
    ):
        assert declaration_handed(handed_in(boxes=boxes), baihe) is state


@pytest.mark.parametrize(
    ("measures", "boxes", "codes"),
    [
        ({7: WHOLE, 12: WHOLE}, {"area": "0.8平方公里"}, []),
        ({7: WHOLE, 12: NO_DAY}, {"area": "0.8平方公里"}, ["GCX403 薄弱项目及措施!I15"]),
        ({7: WHOLE, 12: WHOLE}, {"phone": "021-12345678"}, ["GCR516 任务分解表!C2"]),
        ({}, {}, ["GCX403 薄弱项目及措施!G10", "GCR516 任务分解表!C2"]),
    ],
)
def test_what_is_lacking_is_asked_for(
    tmp_path: Path, baihe: Scheme, measures: dict[int, Measure], boxes: dict[str, str], codes: list[str]
) -> None:
    submission = handed_in(measures=measures, boxes=boxes)
    build_workbook(baihe, tmp_path / "a.xlsx", round_=2021, submission=submission)
    town = consolidate_town(tmp_path, baihe, as_of=DAY)
    (standing,) = town.standings
    assert sorted(f"{f.code} {f.cell}" for f in town.findings) == sorted(codes)
    message = to_correct(town, standing)
    opening = "示范一居：自测评分表已收到，请于11月8日（星期一）前补报材料。"
    assert message.startswith(opening) == bool(codes)
    assert ("没有填写（应于2021年2月28日前报送）" in message) == ("GCX403" in str(codes))
    assert ("完成时限" in message, "申报表" in message) == ("GCX403" in str(codes), "GCR516" in str(codes))
