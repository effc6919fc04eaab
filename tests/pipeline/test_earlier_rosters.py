"""Communities of an earlier round under a roster that was numbered anew, or on which some have merged."""

from datetime import date
from pathlib import Path

import pytest

from pipeline.earlier import beside_earlier
from pipeline.run import build_workbook
from pipeline.town.comparison.communities import community_changes
from pipeline.writing.town import write_town
from tests.pipeline.test_earlier import of
from tests.pipeline.town.small_towns import book
from validators.roster import Community, Roster
from validators.scheme.model import Scheme
from validators.submission import Entry, Submission


def _numbered(folder: Path, scheme: Scheme, code: str, name: str, tier: str, year: int = 2021) -> None:
    """A workbook as it was handed out to a community of the roster of its year."""
    submission = Submission(
        layout="template",
        community=name,
        community_from="cell",
        code=code,
        filled_on=date(year, 10, 9),
        entries=tuple(Entry(item.no, tier=tier) for item in scheme.items),
    )
    folder.mkdir(exist_ok=True)
    build_workbook(scheme, folder / f"{name}.xlsx", round_=year, submission=submission)


def test_a_folder_of_a_roster_that_was_numbered_otherwise_changes_nobody(
    tmp_path: Path, baihe: Scheme
) -> None:
    """示范甲居 was number 1 and is number 2 now, 示范乙居 the other way round; 示范丁居 is new, with the number that 示范丙居 had."""
    then = {"示范甲居": ("1", "合格"), "示范乙居": ("2", "一般"), "示范丙居": ("3", "良好")}
    for name, (code, tier) in then.items():
        _numbered(tmp_path / "2021年", baihe, code, name, tier)
    now = {"示范甲居": "2", "示范乙居": "1", "示范丁居": "3"}
    listed = Roster(communities=tuple(Community(code=code, name=name) for name, code in now.items()))
    (tmp_path / "now").mkdir()
    told = community_changes(beside_earlier(of(tmp_path / "now", baihe, listed), [tmp_path / "2021年"]))
    before = {change.name: change.rounds[0] and change.rounds[0].total for change in told}
    assert before == {"示范甲居": 73, "示范乙居": 91.5, "示范丁居": None, "示范丙居": 110}


def test_a_folder_is_known_by_codes_where_names_tell_nothing(tmp_path: Path, baihe: Scheme) -> None:
    _numbered(tmp_path / "2021年", baihe, "1", "示范甲村", "合格")
    _numbered(tmp_path / "2021年", baihe, "2", "示范乙居", "一般")
    listed = Roster(communities=(Community(code="1", name="示范甲居"), Community(code="2", name="示范乙居")))
    (tmp_path / "now").mkdir()
    told = community_changes(beside_earlier(of(tmp_path / "now", baihe, listed), [tmp_path / "2021年"]))
    assert {change.name: change.rounds[0] and change.rounds[0].total for change in told} == {
        "示范甲居": 73,
        "示范乙居": 91.5,
    }


@pytest.mark.parametrize("kind", ["folder", "report"])
def test_communities_that_merged_are_both_told(tmp_path: Path, baihe: Scheme, kind: str) -> None:
    """示范甲居 took in 示范乙居, and is compared with itself, whichever of the two came last."""
    book(tmp_path / "2021年", "甲.xlsx", baihe, "示范甲居", "合格", day=9)
    book(tmp_path / "2021年", "乙.xlsx", baihe, "示范乙居委会", "一般", day=10)
    book(
        tmp_path / "2021年", "甲改.xlsx", baihe, "示范甲居委会", "合格", day=8
    )  # the same under another spelling
    book(tmp_path / "2022年", "甲.xlsx", baihe, "示范甲居", "良好", year=2022)
    listed = Roster(
        communities=(Community(name="示范甲居", aliases=("示范乙居委会", "示范甲居委会", "示范老甲")),)
    )
    source = tmp_path / "2021年"
    if kind == "report":
        named = Community(name="示范甲居", aliases=("示范甲居委会",))
        then = Roster(communities=(named, Community(name="示范乙居委会")))
        source = write_town(of(source, baihe, then, 2021), tmp_path / "2021.xlsx", source)
    town = beside_earlier(of(tmp_path / "2022年", baihe, listed), [source])
    (change,) = (change for change in community_changes(town) if "甲居" in change.name and change.rounds[0])
    assert (change.name, change.rounds[0] and change.rounds[0].total, change.difference) == (
        "示范甲居",
        73,
        37,
    )
    assert "另有“示范乙居委会”" in change.remark
    assert (town.earlier[0].received, town.earlier[0].obliged) == (2, 2)
