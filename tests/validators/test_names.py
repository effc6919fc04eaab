"""When two names are the same community, and which community a title names."""

import pytest

from validators.names import called_otherwise, communities_in_title, names_nobody, same_community


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
    assert next(communities_in_title(title, "白鹤镇", "绿色社区创建"), None) == named


@pytest.mark.parametrize(
    ("stem", "called"),
    [
        # another community's name, whatever stands before and behind it
        ("示范一居", "示范一居"),
        ("示范一居自评表", "示范一居"),
        ("示范一居_自评", "示范一居"),
        ("示范十二居", "示范十二居"),
        ("示范一居居委会", "示范一居居委会"),
        ("白鹤镇示范一居居民委员会2021年自评表", "示范一居居民委员会"),
        ("白鹤镇示范一居绿色社区创建自评表", "示范一居"),
        ("2021年示范一居自评", "示范一居"),
        ("2021年10月25日示范一居", "示范一居"),
        ("20211020示范一居", "示范一居"),
        ("附件1 示范一居", "示范一居"),
        ("附件1：示范一居自测评分表", "示范一居"),
        ("3.示范一居", "示范一居"),
        ("自评表-示范一居", "示范一居"),
        ("自评表（示范一居）", "示范一居"),
        ("自测评分表示范一居", "示范一居"),
        ("红旗社区自评表", "红旗社区"),
        # its own name
        ("示范二居", None),
        ("白鹤镇示范二居居委会", None),
        ("2021年10月示范二居", None),
        ("示范二社区", None),
        ("示范第二居", None),
        ("示范二居（代示范一居）", None),
        # no community's name
        ("自评表", None),
        ("20211020", None),
        ("工作簿1", None),
        ("新建 Microsoft Excel 工作表", None),
        ("白鹤镇绿色社区创建任务分解表", None),
        ("绿色社区自评表", None),
        ("2021绿色社区", None),
        ("社区自评表", None),
        ("居委会自评表（定稿）", None),
        ("本社区自评", None),
        ("我们社区自评表", None),
        ("各居委会自评表", None),
        ("新建居委会自评表", None),
        ("居民区自测评分表", None),
        ("完整居住社区", None),
        ("宜居社区", None),
        ("无废社区", None),
        ("邻居节", None),
        ("村居自评表", None),
        ("美丽乡村", None),
        ("红旗村", None),
    ],
)
def test_a_file_is_called_by_another_community_or_not(stem: str, called: str | None) -> None:
    assert called_otherwise(stem, "示范二居", "白鹤镇", "绿色社区创建") == called


@pytest.mark.parametrize(
    ("name", "stem", "called"),
    [
        ("示范一居（二期）", "示范一居自评", None),
        ("上海市青浦区示范一居", "示范一居", None),
        ("望江居（原示范一居）", "示范一居", None),
        ("示范第一居民委员会", "示范一居", None),
        ("红旗村", "东风村村委会", "东风村村委会"),
        ("红旗村", "示范一居", None),
        ("待定", "示范一居", None),
    ],
)
def test_only_a_name_of_the_same_kind_is_another(name: str, stem: str, called: str | None) -> None:
    assert called_otherwise(stem, name, "白鹤镇", "绿色社区创建") == called


@pytest.mark.parametrize(
    ("name", "nobody"),
    [
        ("XX社区", True),
        ("××居委会", True),
        ("待定", True),
        ("（填写社区全称）", True),
        ("白鹤镇", True),
        ("上海市青浦区白鹤镇", True),
        ("示范一居/示范二居", True),
        ("示范一居和示范二居", True),
        ("示范一、二居", True),
        ("示范一居/示范一居委会", False),
        ("白鹤镇示范一居", False),
        ("示范一", False),
        ("和平居", False),
        ("文明社区", False),
    ],
)
def test_what_stands_for_a_name_and_is_none(name: str, nobody: bool) -> None:
    assert names_nobody(name, "白鹤镇") is nobody
