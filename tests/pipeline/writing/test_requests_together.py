"""Requests that differ in nothing but their items and cells are one sentence."""

from datetime import date
from pathlib import Path

from pipeline.run import consolidate_town
from pipeline.writing.town.requests import to_correct
from tests.books import Sheet, write_book
from validators.scheme import Scheme


def test_four_of_a_kind_are_one_sentence(tmp_path: Path, baihe: Scheme) -> None:
    choices = {item.no: "不涉及" if item.no in (23, 24, 25, 28) else "合格" for item in baihe.items}
    sheet = Sheet(baihe, "示范一居", "tiered").dated(date(2021, 10, 9)).choose(choices)
    write_book(tmp_path / "示范一居.xlsx", sheet)
    town = consolidate_town(tmp_path, baihe, as_of=date(2021, 11, 1))
    text = to_correct(town, town.standings[0])
    assert text.count("填报“不涉及”") == 1
    assert "第23、24、25、28项" in text
    assert "H28、H29、H30、H33" in text
