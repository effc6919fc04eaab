"""When two names are the same community, and which community a title names."""

import pytest

from validators.names import community_in_title, same_community


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("示范一居", "示范一居居委会", True),
        ("示范一居", "白鹤镇示范一居民委员会", True),
        ("示范一居", "示范一社区", True),
        ("上海市青浦区示范一居", "示范一居", True),
        ("望江", "望江居", True),
        ("示范一居", "示范二居", False),
        ("示范一居", "示范十一居", False),
        ("一居", "十一居", False),
        ("新村居", "东新村居", False),
    ],
)
def test_forms_of_a_name(one: str, other: str, same: bool) -> None:
    assert same_community(one, other, "白鹤镇") is same


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("示范二居绿色社区创建任务分解表", "示范二居"),
        ("绿色社区创建任务分解表（示范二居）", "示范二居"),
        ("2021年度示范二居自测评分表", "示范二居"),
        ("白鹤镇绿色社区创建任务分解表（试行）", None),
        ("上海市绿色社区创建申报表", None),
        ("各居委会绿色社区创建自评表", None),
        ("居民住宅小区自评表", None),
    ],
)
def test_a_title_names_a_community_or_none(title: str, named: str | None) -> None:
    assert community_in_title(title, "白鹤镇", "绿色社区创建") == named
