"""Selections without a workbook: what cells say, what they are worth, and what is said of them."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from pipeline.reading.containers.grid import Cell
from pipeline.whatif import selections
from pipeline.whatif.selections import HERE, NoAnswer, selection_of, selections_of
from pipeline.writing.workbook.checks import check_text
from pipeline.writing.workbook.content import Content
from tests import oracle
from validators.finding import Severity
from validators.rule import Case, Rule
from validators.rules import catalogue
from validators.scheme.file import load_scheme
from validators.scheme.model import Scheme


def test_all_of_one_tier_earns_the_declared_sum_by_name_or_by_points(scheme: Scheme) -> None:
    for tier in scheme.tiers:
        by_name = selections_of(scheme, [tier.name] * len(scheme.items))
        by_points = selections_of(scheme, [float(item.points[tier.id]) for item in scheme.items])
        assert by_name.scorecard.total == by_points.scorecard.total == scheme.declared.points[tier.id]
        assert by_name.messages() == by_points.messages() == [""] * len(scheme.items)


@pytest.mark.parametrize(
    ("cell", "name", "points"),
    [
        ("良好", "良好", 5),
        ("　良 好\n", "良好", 5),
        (5.0, "良好", 5),
        ("５", "良好", 5),
        (0.0, "不得分", 0),
        ("不涉及", "不涉及", 0),
        ("优秀", None, None),
        (2.2, None, None),
        ("", None, None),
        (True, None, None),
    ],
)
def test_what_one_cell_says(baihe: Scheme, cell: Cell, name: str | None, points: float | None) -> None:
    mark = selection_of(baihe, baihe.item_by_no[8], cell).scorecard.mark(8)
    assert (mark.name, mark.points) == (name, points)


def test_a_stray_number_among_tiers_is_no_tier_and_a_stray_word_among_points_is(baihe: Scheme) -> None:
    words = selections_of(baihe, [*["合格"] * 28, 1.0])
    points = selections_of(baihe, [*map(float, (oracle.points(n, "合格") for n in range(1, 29))), "良好"])
    assert words.scorecard.mark(29).points is None
    assert words.messages()[28].endswith("[GCS202]")
    assert points.scorecard.mark(29).name == "良好"


def test_sentences_name_no_address(baihe: Scheme) -> None:
    tiers: list[Cell] = ["合格"] * 29
    tiers[0], tiers[1], tiers[2], tiers[9] = "", "优秀", "不涉及", "良好"
    measured: list[Cell] = [""] * 29
    measured[9], measured[16] = "未实施", "很高"
    scores: list[Cell] = [""] * 29
    scores[3], scores[4] = 6.0, "两三分"
    messages = selections_of(baihe, tiers, measured, scores).messages()
    codes = {number: message[-7:-1] for number, message in enumerate(messages, start=1) if message}
    assert codes == {
        1: "GCS201",
        2: "GCS202",
        3: "GCS206",
        4: "GCS205",
        5: "GCS205",
        10: "GCE301",
        17: "GCE302",
    }
    for number, message in enumerate(messages, start=1):
        assert not message or HERE in message or f"第{number}项" in message
        assert f"（{HERE}）" not in message
    assert not any(f" {HERE}" in message or f"{HERE} " in message for message in messages)


@pytest.mark.parametrize(
    ("item", "measured", "choices"),
    [
        # The note says what earns the top only: a value short of it contradicts 良好 and nothing else.
        (1, 0.0, {"良好": "GCE301", "一般": "", "合格": "", "不得分": ""}),
        (7, 0.0, {"良好": "GCE301", "一般": "", "合格": "", "不得分": ""}),
        (9, 0.0, {"良好": "GCE301", "一般": "", "合格": "", "不得分": ""}),
        (15, 9.0, {"良好": "GCE301", "一般": "", "合格": "", "不得分": ""}),
        (26, 0.0, {"良好": "GCE301", "一般": "", "合格": "", "不得分": ""}),
        (26, 1.0, {"良好": "", "一般": "GCE303", "不得分": "GCE303"}),
        (10, "未实施", {"合格": "GCE301", "不得分": ""}),
        (16, 6.0, {"合格": "GCE301", "不得分": ""}),
        (17, 0.0, {"一般": "GCE301", "合格": "", "不得分": "GCE303"}),  # 低于80%得3分
        (7, 5.5, {"良好": "GCE302", "合格": "GCE302"}),  # there is no half place, though 5.5 is more than 5
        (15, 0.5, {"良好": "GCE302", "合格": "GCE302"}),
        (1, 80.5, {"良好": "", "合格": "GCE303"}),  # a share may have one
    ],
)
def test_a_measured_value_speaks_where_the_note_does(
    baihe: Scheme, item: int, measured: Cell, choices: dict[str, str]
) -> None:
    for choice, code in choices.items():
        asked = selection_of(baihe, baihe.item_by_no[item], choice, measured)
        assert asked.messages()[item - 1][-7:-1] == code, choice
        in_workbook = check_text(baihe.item_by_no[item], Content(baihe, 2021, asked.submission))
        assert bool(in_workbook) == bool(code), choice


@pytest.mark.parametrize(
    ("plan", "item"), [("tests/schemes/four-tiers.toml", 4), ("docs/examples/another-town.toml", 3)]
)
def test_who_has_nothing_may_claim_nothing_in_other_plans(plan: str, item: int) -> None:
    other = load_scheme(plan)
    asked = selection_of(other, other.item_by_no[item], other.choices.zero.name, 0.0)
    assert asked.messages()[item - 1] == ""


def test_of_two_findings_of_an_item_each_has_its_line(baihe: Scheme) -> None:
    tiers, measured, scores = ["良好"] * 29, [""] * 29, [""] * 29
    measured[0], scores[0] = "60", "4"
    lines = selections_of(baihe, tiers, measured, scores).messages()[0].splitlines()
    assert [line[-7:-1] for line in lines] == ["GCE301", "GCS205"]


def test_when_a_rule_fails_nobody_says_that_all_is_well(
    baihe: Scheme, monkeypatch: pytest.MonkeyPatch
) -> None:
    def check(_: Case) -> Iterator[object]:
        raise ZeroDivisionError("示范")
        yield

    texts = dict.fromkeys(
        ("title", "title_en", "message", "fix", "expected", "why", "fails", "passes"), "示范。"
    )
    broken = Rule("GCS299", Severity.ERROR, stops=False, check=check, **texts)  # type: ignore[arg-type]
    monkeypatch.setattr(selections, "_RULES", {**selections._RULES, "GCS299": broken})
    with pytest.raises(NoAnswer, match="程序异常：规则GCS299没有运行完"):
        selections_of(baihe, ["合格"] * 29).messages()


def test_the_rules_are_those_of_validate(baihe: Scheme) -> None:
    ran = selections_of(baihe, ["合格"] * 29).verdict().ran
    assert list(ran) == [code for code in catalogue() if code[2] in "SE"]


def test_lengths_that_differ_are_the_callers_fault(baihe: Scheme) -> None:
    with pytest.raises(ValueError, match="zip"):
        selections_of(baihe, ["合格"] * 28)


@pytest.mark.parametrize(
    ("totals", "obliged", "rate"),
    [((73, 72.5, 110), None, 2 / 3), ((73, 72.5, 110), Decimal(4), 1 / 2), ((), Decimal(4), 0)],
)
def test_the_rate(baihe: Scheme, totals: tuple[float, ...], obliged: Decimal | None, rate: float) -> None:
    found = selections.attainment_rate(baihe, [Decimal(str(total)) for total in totals], obliged)
    assert float(found) == pytest.approx(rate)


def test_cells_that_share_a_finding_are_called_by_their_items(baihe: Scheme) -> None:
    tiers: list[Cell] = ["合格"] * 29
    tiers[2] = tiers[3] = tiers[4] = tiers[8] = "一般档"
    message = selections_of(baihe, tiers).messages()[2]
    assert message == (
        "供参考 自评档次的名称与方案不一致，已将第3至5、9项的“一般档”作“一般”识别。"
        "如识别有误，请在第3至5、9项改选方案的档次。 [GCS210]"
    )


def test_what_a_committee_wrote_is_quoted_as_it_stands(baihe: Scheme) -> None:
    """A word for the place in a rule's own sentence is put there; one in a cell is left as it is."""
    (message,) = filter(None, selections_of(baihe, ["见 本项 说明", *["合格"] * 28]).messages())
    assert "“见 本项 说明”" in message
