"""Whose a file is: by its code, the name in it, its file name; and whose nobody can tell."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from pipeline.checking.engine import State
from pipeline.run import build_workbook, consolidate_town
from pipeline.writing.town.requests import to_report
from tests.pipeline.town.small_towns import BARE, book, roster, states
from validators.roster import Community, Roster
from validators.scheme.model import Scheme
from validators.submission import Entry, Submission

DAY = date(2021, 11, 1)


def test_aliases_count_and_file_names_are_searched(tmp_path: Path, baihe: Scheme) -> None:
    book(tmp_path, "x.xlsx", baihe, "甲居委会")
    book(tmp_path, "2021年乙社区自评.xlsx", baihe, None)
    listed = Roster(communities=(Community(name="甲", aliases=("甲居委会",)), Community(name="乙社区")))
    town = consolidate_town(tmp_path, baihe, listed, as_of=DAY)
    assert [standing.name for standing in town.standings] == ["甲", "乙社区"]


def test_a_file_called_by_its_communitys_alias_is_not_asked_about(tmp_path: Path, baihe: Scheme) -> None:
    for folder in ("known", "unknown"):
        book(tmp_path / folder, "青山居自评表.xlsx", baihe, "示范一居")
    alias = Community(name="示范一居", aliases=("青山居",))
    known = consolidate_town(tmp_path / "known", baihe, Roster(communities=(alias,)), as_of=DAY)
    unknown = consolidate_town(tmp_path / "unknown", baihe, roster("示范一居"), as_of=DAY)
    told = [[f.code for f in town.books[0].findings if f.code == "GCX408"] for town in (known, unknown)]
    assert told == [[], ["GCX408"]]


@pytest.mark.parametrize(
    ("typed", "names", "proposed"),
    [
        ("白云一居", ("白云一居委", "青山二居"), "白云一居委"),
        ("白云1居", ("白云一居", "白云二居"), None),  # both are as close
        ("海棠", ("白云一居",), None),
    ],
)
def test_a_near_name_is_proposed_and_never_taken(
    tmp_path: Path, baihe: Scheme, typed: str, names: tuple[str, ...], proposed: str | None
) -> None:
    book(tmp_path, "a.xlsx", baihe, typed)
    town = consolidate_town(tmp_path, baihe, roster(*names), as_of=DAY)
    (finding,) = (finding for finding in town.findings if finding.code == "GCR501")
    assert ("名册上最接近的是" in finding.fix) == (proposed is not None)
    assert proposed is None or f"最接近的是“{proposed}”" in finding.fix
    assert town.attainment.received == 0


def coded(path: Path, scheme: Scheme, community: str, code: str | None) -> None:
    """A prefilled workbook, filled in."""
    answers = tuple(Entry(item=item.no, tier="合格") for item in scheme.items)
    named = Submission(
        layout="template", community=community, community_from="cell", code=code, entries=answers
    )
    build_workbook(scheme, path, submission=named)


@pytest.mark.parametrize(
    ("code", "name", "counted", "codes"),
    [
        ("01", "甲社区", "甲社区", []),
        ("01", "甲 社区", "甲社区", []),
        ("01", "甲", "甲社区", []),  # an alias
        ("01", "家社区", "甲社区", ["GCR505"]),  # mistyped: the code counts, and the name is asked about
        ("01", "乙社区", "甲社区", ["GCR505"]),  # another community's workbook
        ("77", "乙社区", "乙社区", []),  # a code that the roster does not know says nothing
        (None, "乙社区", "乙社区", []),
    ],
)  # fmt: skip
def test_the_code_counts_before_the_name(
    tmp_path: Path, baihe: Scheme, code: str | None, name: str, counted: str, codes: list[str]
) -> None:
    coded(tmp_path / "a.xlsx", baihe, name, code)
    listed = (Community(code="01", name="甲社区", aliases=("甲",)), Community(code="02", name="乙社区"))
    town = consolidate_town(tmp_path, baihe, Roster(communities=listed), as_of=DAY)
    assert [standing.name for standing in town.standings] == [counted]
    assert [f.code for f in town.books[0].findings if f.code.startswith("GCR")] == [*codes, BARE]


@pytest.mark.parametrize(
    ("listed", "files", "counted", "codes"),
    [
        # 一居 is no name in 十一居
        ("示范一居 一居/示范十一居", {"示范一居.xlsx": "示范一居", "十一居自评表.xlsx": None},
         {"示范一居.xlsx": "示范一居"}, {"十一居自评表.xlsx": "GCR507"}),
        ("示范一居 一居", {"十一居自评表.xlsx": None}, {}, {"十一居自评表.xlsx": "GCR507"}),
        ("示范一居 一居", {"2021一居自评表.xlsx": None}, {"2021一居自评表.xlsx": "示范一居"}, {}),
        # the longest name is meant
        ("新村居/东新村居", {"东新村居自评表.xlsx": None, "新村居自评表.xlsx": None},
         {"东新村居自评表.xlsx": "东新村居", "新村居自评表.xlsx": "新村居"}, {}),
        ("新村居/东新村居", {"东 新村居自评表.xlsx": None}, {"东 新村居自评表.xlsx": "东新村居"}, {}),
        # a guess neither takes the place of a file that names itself, nor is it lost
        ("示范一居", {"a.xlsx": "示范一居", "最新示范一居自评.xlsx": None},
         {"a.xlsx": "示范一居"}, {"最新示范一居自评.xlsx": "GCR507"}),
        # of two guesses the newer counts, and whose they are is to be asked
        ("示范一居", {"旧示范一居自评.xlsx": None, "新示范一居自评.xlsx": None},
         {"新示范一居自评.xlsx": "示范一居"}, {"旧示范一居自评.xlsx": "GCR502"}),
    ],
)  # fmt: skip
def test_what_a_files_name_says_is_a_guess(
    tmp_path: Path,
    baihe: Scheme,
    listed: str,
    files: dict[str, str | None],
    counted: dict[str, str],
    codes: dict[str, str],
) -> None:
    for day, (file, name) in enumerate(files.items(), start=10):
        book(tmp_path, file, baihe, name, day=day)
    words = [community.split(" ") for community in listed.split("/")]
    communities = tuple(Community(name=name, aliases=tuple(aliases)) for name, *aliases in words)
    town = consolidate_town(tmp_path, baihe, Roster(communities=communities), as_of=DAY)
    assert {s.book.file: s.name for s in town.standings if s.listed} == counted
    told = [f for book in town.books for f in book.findings if f.code.startswith("GCR")]
    about = {f.file: f for f in told if f.code != BARE}
    assert {file: finding.code for file, finding in about.items()} == codes
    assert all("按文件名认定" in finding.fix for finding in about.values() if finding.code == "GCR502")


def test_a_copy_of_a_nameless_file_is_a_duplicate(tmp_path: Path, baihe: Scheme) -> None:
    book(tmp_path, "示范一居.xlsx", baihe, None)
    shutil.copy(tmp_path / "示范一居.xlsx", tmp_path / "示范一居自评副本.xlsx")
    town = consolidate_town(tmp_path, baihe, roster("示范一居"), as_of=DAY)
    assert states(town) == {"示范一居.xlsx": State.ACCEPTED, "示范一居自评副本.xlsx": State.DUPLICATE}


def test_names_are_one_but_for_spaces_without_a_roster_too(tmp_path: Path, baihe: Scheme) -> None:
    for day, name in enumerate(("示范一居", "示范 一居", "示范一居　"), start=1):
        book(tmp_path, f"{day}.xlsx", baihe, name, day=day)
    (standing,) = consolidate_town(tmp_path, baihe, as_of=DAY).standings
    assert (standing.book.file, standing.replaced) == ("3.xlsx", ("2.xlsx", "1.xlsx"))


@pytest.mark.parametrize("listed", [None, roster("示范一居")])
def test_files_of_nobody_known_replace_each_other_never(
    tmp_path: Path, baihe: Scheme, listed: Roster | None
) -> None:
    book(tmp_path, "东/自测评分表.xlsx", baihe, None, "良好")
    book(tmp_path, "西/自测评分表.xlsx", baihe, None, "合格")
    town = consolidate_town(tmp_path, baihe, listed, as_of=DAY)
    assert [standing.scorecard.total for standing in town.standings] == [110, 73]
    codes = [f.code for f in town.findings if f.code in ("GCR501", "GCR502", "GCR507")]
    assert codes == (["GCR507", "GCR507"] if listed else [])


@pytest.mark.parametrize(
    ("file", "community"),
    [
        ("望江居自评表照片.jpg", "望江居"),
        ("望江居自评表.jpg", "望江居"),
        ("望江居(1).jpg", "望江居"),
        ("青云居申报表.pdf", "青云居"),
        ("青云居/扫描.pdf", "青云居"),
        ("示范十一居.jpg", "示范十一居"),
        ("望江居和青云居.jpg", None),
    ],
)
def test_what_cannot_be_read_is_the_communitys_that_its_name_holds(
    tmp_path: Path, baihe: Scheme, file: str, community: str | None
) -> None:
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).write_bytes(b"\xff\xd8\xff\xe0 no workbook")
    listed = roster("望江居", "青云居", "示范一居", "示范十一居")
    town = consolidate_town(tmp_path, baihe, listed, as_of=DAY)
    told = {c.name: to_report(town, c) for c in listed.communities if town.unreadable_of(c)}
    assert list(told) == ([community] if community else [])
    assert all("已收到" in text and "没有收到" not in text for text in told.values())
