"""The column of a roster that says which town of a district a community belongs to."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from xlsxwriter.worksheet import Worksheet

from pipeline.reading.roster import RosterError, load_roster
from tests.pipeline.reading.test_roster import workbook_of

WORDS = ("片区", "街镇")


@pytest.mark.parametrize(
    ("content", "groups"),
    [
        pytest.param("街镇,名称\n东镇,甲居\n西镇,乙居", ["东镇", "西镇"], id="named"),
        pytest.param(
            "名称,街镇,片区\n甲居,东镇,一片\n乙居,西镇,二片", ["一片", "二片"], id="the word that goes first"
        ),
        pytest.param("名称,街镇\n甲居,\n乙居,", ["", ""], id="empty"),
        pytest.param("名称,乡镇\n甲居,东镇\n乙居,西镇", ["", ""], id="a word the plan does not know"),
    ],
)
def test_whose_a_community_is(tmp_path: Path, content: str, groups: Sequence[str]) -> None:
    (path := tmp_path / "名册.csv").write_text(content, encoding="utf-8")
    assert [community.group for community in load_roster(path, WORDS).communities] == groups


def test_a_town_merged_over_its_communities_is_that_of_each(tmp_path: Path) -> None:
    def fill(page: Worksheet) -> None:
        page.write_row(0, 0, ("街镇", "名称"))
        page.merge_range(1, 0, 2, 0, "东镇")
        page.write_column(1, 1, ("甲居", "乙居", "丙居"))
        page.write(3, 0, "西镇")

    roster = load_roster(workbook_of(tmp_path / "名册.xlsx", 名册=fill), WORDS)
    assert {name: [c.name for c in part.communities] for name, part in roster.groups.items()} == {
        "东镇": ["甲居", "乙居"],
        "西镇": ["丙居"],
    }


def test_a_town_named_for_some_only_is_asked_for(tmp_path: Path) -> None:
    (path := tmp_path / "名册.csv").write_text(
        "名称,街镇\n甲居,东镇\n乙居,\n丙居,\n丁居,西镇", encoding="utf-8"
    )
    with pytest.raises(RosterError) as told:
        load_roster(path, WORDS)
    assert str(told.value) == (
        "名册 名册.csv 第3、4行没有“街镇”，其他行有。请补上；不分街镇汇总的，请把这一列清空。"
    )
