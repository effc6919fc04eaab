"""A broken scheme gets one clear message per fault, with its place."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.checking.engine import State
from pipeline.run import build_workbook, check_book
from validators.scheme.file import SCHEMES, SchemeError, load_scheme
from validators.scheme.model import Scheme

BAIHE = (SCHEMES / "baihe-2021.toml").read_text(encoding="utf-8")


def bent(tmp_path: Path, old: str, new: str) -> Path:
    """A copy of the shipped scheme after one replacement."""
    assert len(re.findall(old, BAIHE)) >= 1, "the test's own pattern no longer matches"
    path = tmp_path / "copy.toml"
    path.write_text(re.sub(old, new, BAIHE, count=1), encoding="utf-8")
    return path


def broken(tmp_path: Path, old: str, new: str) -> list[str]:
    """The faults after one replacement in a copy of the shipped scheme."""
    return faults_in(bent(tmp_path, old, new))


def faults_in(path: Path) -> list[str]:
    """What the check says of a file; nothing when it is consistent."""
    try:
        load_scheme(str(path))
    except SchemeError as error:
        return [str(fault) for fault in error.faults]
    return []


def test_every_scheme_here_is_consistent(scheme: Scheme) -> None:
    assert scheme.items


@pytest.mark.parametrize(
    ("old", "new", "faults"),
    [
        ("max_points = 110\n", "max_points = 111\n", ["declared points：最高档应等于分值111，现为110。", "declared.max_points：写明111，各项合计为110。"]),
        ("fair = 91.5", "fair = 91", ["declared.points.fair：写明91，各项合计为91.5。"]),
        ("no = 8\n", "no = 7\n", ["items[8].no：编号应为8，现为7；编号须从1起连续。"]),
        (r"base_points = 100", "base_points = 99", ["declared.base_points：写明99，非加分部分合计为100。"]),
        (r'unit = "平安办" \}\]', 'unit = "平安" }]', ["items 第16项 lead：units 里没有“平安”。请先登记，别名请写正式名称。"]),
        ('aliases = \\["镇城建中心"\\]', 'aliases = ["镇规保办"]', ["units：“镇规保办”重复，每个只能出现一次。"]),
        ('field = "town_opinion"', 'field = "account"', ["recommendation.field：申报表里没有意见栏“account”。"]),
        (r'units = \["规保办"\]', 'units = ["规划办"]', ["recommendation.units：units 里没有“规划办”。请先登记，别名请写正式名称。"]),
        ('name = "进步最大"', 'name = "总分领先"', ["praise.name：“总分领先”重复，每个只能出现一次。"]),
        ("by = 2021-12-31", "by = 2023-12-31", ["targets.by：日期应由早到晚，现为2023-12-31、2022-12-31。"]),
        ("due = \\[2021-10-25, 2022-10-25\\]", "due = [2022-10-25, 2021-10-25]", ["calendar “self-score”：日期应由早到晚，现为2022-10-25、2021-10-25。"]),
        ("at_least = 91.5", "at_least = 73", ["grades：等次由低到高，分数线应递增，现为73、73、110。"]),
        ('deadline = "self-score"', 'deadline = "report"', ["deadline：calendar 里没有“report”。"]),
        ('id = "weak-items"', 'id = "weak"', ["measures：calendar 里没有“weak-items”。"]),
        ("Asia/Shanghai", "Asia/Baihe", ["time_zone：没有时区“Asia/Baihe”，请写“Asia/Shanghai”这样的名称。"]),
        ('grade = "qualified"', 'grade = "passed"', ["attainment.grade：没有等次“passed”。"]),
        ('ruling = "zero"', 'ruling = "nought"', ["choices.zero：rulings 里没有“nought”。", "rulings “zero”：没有任何设置或项目用到它。"]),
        (r"\{ above = 10, tiers", "{ at_least = 10, tiers", ["items 第9项 measure：数值10落在2个区间里，应恰好落在一个区间里。"]),
        (r"items = \[6, 12\]", "items = [6, 30]", ["rulings “two-leads”：没有第30项。", "items 第12项 lead：按范围分设牵头单位，请在 rulings 里写明怎么理解。"]),
    ],
)  # fmt: skip
def test_one_message_per_inconsistency(tmp_path: Path, old: str, new: str, faults: list[str]) -> None:
    assert broken(tmp_path, old, new) == faults


@pytest.mark.parametrize(
    ("item", "bands", "faults"),
    [
        (17, '{ at_least = 80, at_most = 100, tiers = ["good"] }, { at_least = 0, below = 80, tiers = ["fair"] }', []),
        (17, '{ above = 80, tiers = ["good"] }, { below = 80, tiers = ["fair"] }', ["数值80落在0个区间里，应恰好落在一个区间里。"]),
        (17, '{ at_least = 80, at_most = 99, tiers = ["good"] }, { below = 80, tiers = ["fair"] }', ["数值99.5落在0个区间里，应恰好落在一个区间里。", "数值100落在0个区间里，应恰好落在一个区间里。"]),
        (17, '{ at_least = 80.004, tiers = ["good"] }, { at_most = 80, tiers = ["fair"] }', ["数值80.002落在0个区间里，应恰好落在一个区间里。"]),
        (17, '{ above = 0, tiers = ["good"] }', ["数值0落在0个区间里，应恰好落在一个区间里。"]),
        (17, '{ tiers = ["good"] }', ["kind 为 state 时每个区间写 state，否则写数值范围。"]),
        (7, '{ above = 4.5, tiers = ["good"] }, { below = 4.5, tiers = ["fair"] }', []),
        (7, '{ at_least = 6, tiers = ["good"] }, { at_most = 5, tiers = ["fair"] }', []),
        (7, '{ at_least = 6, tiers = ["good"] }, { at_most = 4, tiers = ["fair"] }', ["数值5落在0个区间里，应恰好落在一个区间里。"]),
        (29, '{ state = "有", tiers = ["good"] }, { state = "无", tiers = ["zero"] }', []),
        (29, '{ state = "有", tiers = ["good"] }, { state = "有", tiers = ["fair"] }', ["“有”重复，每个只能出现一次。"]),
        (29, '{ state = "有", at_least = 1, tiers = ["good"] }', ["kind 为 state 时每个区间写 state，否则写数值范围。"]),
    ],
)  # fmt: skip
def test_every_value_lies_in_one_band(tmp_path: Path, item: int, bands: str, faults: list[str]) -> None:
    before, own = BAIHE.split(f"[[items]]\nno = {item}\n")
    own = re.sub(r"bands = \[(.|\n)*?\]\n(?=\n|$)", f"bands = [{bands}]\n", own, count=1)
    path = tmp_path / "copy.toml"
    path.write_text(f"{before}[[items]]\nno = {item}\n{own}", encoding="utf-8")
    found = faults_in(path)
    assert found == [f"items 第{item}项 measure：{fault}" for fault in faults]


def test_tiers_must_ascend_and_reach_the_maximum(tmp_path: Path) -> None:
    faults = broken(
        tmp_path,
        "points = \\{ qualified = 3, fair = 3.5, good = 4 \\}",
        "points = { qualified = 3, fair = 3, good = 4.5 }",
    )
    assert faults[:2] == [
        "items 第2项 points：档次由低到高，分也应递增，现为3、3、4.5。",
        "items 第2项 points：最高档应等于分值4，现为4.5。",
    ]


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ('town = "白鹤镇"\n', "", "town", "缺少这一项"),
        ('town = "白鹤镇"', 'town = ""', "town", "不能为空"),
        ('town = "白鹤镇"', 'town = "白鹤镇"\ncolour = "green"', "colour", "没有这一项设置"),
        ("no = 1\nsection = 1\ncriterion", "no = 1\nsektion = 1\nsection = 1\ncriterion", "items[1].sektion", "没有这一项设置"),
        ("max_points = 6\n", 'max_points = "六"\n', "items[1].max_points", "应为数字"),
        ("max_points = 6\n", "max_points = -6\n", "items[1].max_points", "不能为负数"),
        ("by = 2021-12-31", 'by = "年底"', "targets[1].by", "应为日期"),
        ('counts = "zero"', 'counts = "half"', "choices.not_applicable.counts", "取值不在允许范围内"),
        ('kind = "percent"', 'kind = "percents"', "items[1].measure.kind", "取值不在允许范围内"),
        ('by = "rise"', 'by = "fall"', "praise[2].by", "取值不在允许范围内"),
        ("most = 3", "most = 0", "praise[1].most", "值不符合要求"),
        ("rate = 0.45", "rate = 45", "targets[1].rate", "值不符合要求"),
    ],
)  # fmt: skip
def test_a_malformed_value_is_named_by_its_place(
    tmp_path: Path, old: str, new: str, place: str, words: str
) -> None:
    (fault,) = broken(tmp_path, old, new)
    assert fault.startswith(f"{place}：{words}")


def test_a_setting_too_many_hides_nothing_else(tmp_path: Path) -> None:
    """Faults of form and sums that do not add up are told in one round, wherever the setting stands."""
    tables = re.findall(r"^\[+[a-z_.]+\]+\n", BAIHE, re.MULTILINE)
    tables.remove("[synonyms]\n")  # in which every word is a setting
    for number, table in enumerate(tables):
        text = BAIHE.replace("max_points = 110\n", "max_points = 111\n", 1)
        before, _, behind = text.rpartition(table) if number % 2 else text.partition(table)
        path = tmp_path / f"{number}.toml"
        path.write_text(f'{before}{table}colour = "green"\n{behind}', encoding="utf-8")
        form, *sums = faults_in(path)
        assert "colour：没有这一项设置" in form
        assert [fault.partition("，")[0] for fault in sums] == ["declared points：最高档应等于分值111", "declared.max_points：写明111"]  # fmt: skip


@pytest.mark.parametrize(
    ("write", "words"),
    [
        (lambda p: p.write_text("id = \n", encoding="utf-8"), "不是有效的TOML"),
        (lambda p: p.write_bytes("id = '白'".encode("gb18030")), "不是UTF-8编码"),
        (lambda _: None, "找不到方案文件"),
    ],
)
def test_a_file_that_is_no_scheme(tmp_path: Path, write: Callable[[Path], object], words: str) -> None:
    path = tmp_path / "none.toml"
    write(path)
    with pytest.raises(SchemeError) as caught:
        load_scheme(str(path))
    assert words in str(caught.value.faults[0])


@pytest.mark.parametrize(
    ("name", "three"),
    [("按{x}计{points}分", "按{x}计3分"), ("{points}分}", "3分}"), ("{points!r}和{points}", "{points!r}和3")],
)
def test_braces_around_anything_but_points_are_text(tmp_path: Path, name: str, three: str) -> None:
    other = load_scheme(str(bent(tmp_path, re.escape("按说明计{points}分"), name)))
    assert list(other.selections(other.item_by_no[16]))[3] == three
    build_workbook(other, tmp_path / "a.xlsx")
    assert check_book(tmp_path / "a.xlsx", other).state is State.WITH_ERRORS


def test_the_scheme_cannot_be_changed(baihe: Scheme) -> None:
    with pytest.raises(ValueError, match="frozen"):
        baihe.town = "别处"  # type: ignore[misc]
