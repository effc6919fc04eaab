"""``review-forms``: whom forms are made for, of which items, and what is refused."""

import json
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from tests.filled_forms import numbers
from tests.scripts.visiting import VISITED, drawn, forms, told


def test_a_draw_says_whom_and_what_to_look_at(town: Path) -> None:
    result = forms(town, "--draw", told(town, drawn()))
    assert (result.returncode, result.stdout) == (0, "Wrote 2 review forms to forms\n")
    made = {path.name: numbers(path) for path in (town / "forms").iterdir()}
    assert made == {"示范一居_考评表.xlsx": [5, 7], "示范三居_考评表.xlsx": [7]}
    sheet = load_workbook(town / "forms" / "示范三居_考评表.xlsx")["考评表"]
    assert sheet["E2"].value == "重点：刚够合格"


def test_all_items_of_those_drawn_and_others_by_name(town: Path) -> None:
    result = forms(town, "--draw", told(town, drawn()), "--all-items", "--community", "示范二居")
    assert result.returncode == 0
    assert {path.name: len(numbers(path)) for path in (town / "forms").iterdir()} == {
        f"示范{n}居_考评表.xlsx": 29 for n in "一二三"
    }


def test_the_workbook_of_a_draw_says_the_same(town: Path) -> None:
    """Its two lists, sorted otherwise by somebody."""
    book = Workbook()
    people, things = book.active, book.create_sheet("查看项目")
    assert people is not None
    people.title = "抽样名单"
    for sheet, lines in (
        (people, [
            ["白鹤镇2021年绿色社区创建抽样考评名单（第1次抽样）"],
            ["抽样序号", "社区", "自评总分", "抽中方式", "需关注情况", "考评日期"],
            [2, "示范三居", 73, "重点", "刚够合格\n迟报", None],
            [1, "示范一居", 110, "随机", None, "2021-11-24"],
        ]),
        (things, [
            ["查看项目"], ["抽样序号", "社区", "序号", "查看方式", "需关注情况"],
            [2, "示范三居", 7, "随机", None], [1, "示范一居", 7, "随机", None], [1, "示范一居", 5, "重点", "接近分界"],
        ]),
    ):  # fmt: skip
        for line in lines:
            sheet.append(line)
    book.save(town / "抽样.xlsx")
    assert forms(town, "--draw", "抽样.xlsx").returncode == 0
    made = {path.name: numbers(path) for path in (town / "forms").iterdir()}
    assert made == {"示范一居_考评表.xlsx": [5, 7], "示范三居_考评表.xlsx": [7]}
    shown = load_workbook(town / "forms" / "示范三居_考评表.xlsx")["考评表"]
    assert shown["E2"].value == "重点：刚够合格；迟报"
    other = load_workbook(town / "forms" / "示范一居_考评表.xlsx")["考评表"]
    assert other["E2"].value == "随机"
    assert other["B6"].value.endswith("【查看原因】接近分界")


REFUSED = [
    # what is asked for, and what is said
    ([], "Say whom to visit: --draw, --community, or both.\n"),
    (
        ["--community", "示范十二居"],
        "示范十二居 handed in nothing that counts, so there is no form for it.\n",
    ),
    (["--draw", "none.json"], "Cannot read none.json: No such file or directory.\n"),
    (["--draw", "no.json"], "no.json holds no draw; give the workbook or the JSON that it was written as.\n"),
    (["--draw", "other.json", "--round", "2021"], "other.json is the draw of 2022, not of 2021.\n"),
    (["--draw", "later.json"], "baihe-2021 has no round 2031; there are 2021, 2022.\n"),
]


@pytest.mark.parametrize(("asked", "said"), REFUSED)
def test_what_cannot_be_made_is_said(asked: list[str], said: str, town: Path) -> None:
    (town / "no.json").write_text('{"year": 2021, "drawn": [1]}', encoding="utf-8")
    for name, year in (("other.json", 2022), ("later.json", 2031)):
        (town / name).write_text(json.dumps(drawn(year=year)), encoding="utf-8")
    result = forms(town, *asked)
    assert (result.returncode, result.stderr) == (2, said)


def test_one_form_that_was_filled_in_costs_no_other(town: Path) -> None:
    names = [word for name in VISITED for word in ("--community", name)]
    assert forms(town, *names).returncode == 0
    kept = town / "forms" / "示范一居_考评表.xlsx"
    book = load_workbook(kept)
    book["考评表"]["E3"] = "考评员甲"
    book.save(kept)
    before = kept.read_bytes()
    result = forms(town, *names)
    assert (result.returncode, result.stdout) == (2, "Wrote 3 review forms to forms\n")
    assert kept.read_bytes() == before
