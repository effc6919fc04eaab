"""Whose submission: several names around the table, and what stands for a name and is none.

The file is called 示范一居.xlsx; 社区名称 stands in A2 with its value in C2, row 3 is empty, the total stands in row 35.
"""

from collections.abc import Mapping

from tests.books import Value
from tests.corpus.case import Bend, Case, of, official
from tests.corpus.drifting import Drifted


def _written(cells: Mapping[tuple[int, int], Value], name: str = "示范一居") -> Bend:
    """Further texts around the table, and what stands behind 社区名称."""

    def bend(sheet: Drifted) -> None:
        sheet.cells |= {(2, 3): name, **cells}

    return bend


def _without_label(cells: Mapping[tuple[int, int], Value]) -> Bend:
    """The texts alone, no 社区名称."""

    def bend(sheet: Drifted) -> None:
        sheet.cells |= {(2, 1): None, (2, 3): None, **cells}

    return bend


CASES = (
    # another community's name somewhere else on the sheet
    *(
        Case(f"{label}：示范二居 in row {row}", of(official, _written({(row, 1): f"{label}：示范二居"})), (f"GCX407 任务分解表!A{row}",))
        for label in ("单位", "填报人单位", "填表单位", "报送单位", "单位名称", "单位（盖章）", "居委", "村居名称", "居民区", "受评单位", "考核对象", "申报居委会", "填报主体", "盖章单位", "小区名称", "制表单位", "评分单位") for row in (3, 38)
    ),
    Case("a title with two names", of(official, _written({(1, 1): "示范一居、示范二居绿色社区创建任务分解表"})), ("GCX407 任务分解表!A1",)),
    Case("two labels in one cell", of(official, _written({(2, 1): "填报单位：示范二居  社区名称：示范一居", (2, 3): ""})), ("GCX407 任务分解表!A2",)),
    Case("单位 beside 示范二居", of(official, _written({(3, 1): "单位", (3, 2): "示范二居"})), ("GCX407 任务分解表!B3",)),
    *(
        Case(f"the line {text} in row {row}", of(official, _written({(row, 1): text})), (f"GCX407 任务分解表!A{row}",))
        for text in ("示范二居", "白鹤镇示范二居居委会", "（示范二居）") for row in (1, 3)
    ),
    *(
        Case(f"{text} at the foot", of(official, _written({(38, 8): text})), ("GCX407 任务分解表!H38",))
        for text in ("示范二居居委会（盖章）", "示范二居居委会")
    ),
    *(
        Case(f"{text} at the foot, and more", of(official, _written({(38, 8): text})), ("GCX407 任务分解表!H38",))
        for text in ("示范二居居委会 2021年10月20日", "示范二居填报", "（示范二居公章）")
    ),
    *(Case(f"示范二居 in row {row}, column {column}", of(official, _written({(row, column): "示范二居"})), (f"GCX407 任务分解表!{'ABCDEFGH'[column - 1]}{row}",)) for row, column in ((1, 8), (2, 4), (2, 8))),
    *(
        Case(f"{label}：示范二居 behind a label of many things in row {row}", of(official, _written({(row, 1): f"{label}：示范二居"})), (f"GCX407 任务分解表!A{row}",))
        for label in ("名称", "村（居）", "报送", "盖章", "单位盖章", "报送社区", "居民委员会") for row in (3, 38, 60)
    ),
    *(Case(f"{label} beside 示范二居", of(official, _written({(3, 1): label, (3, 2): "示范二居"})), ("GCX407 任务分解表!B3",)) for label in ("名称", "村（居）", "报送社区", "盖章：", "填报单位")),
    *(
        Case(f"{text} of another's in row {row}", of(official, _written({(row, 1): text})), (f"GCX407 任务分解表!A{row}",))
        for text in ("示范二居党总支", "中共示范二居党支部（盖章）", "填报单位：示范二居党总支") for row in (3, 38)
    ),
    *(
        Case(f"the sentence {text} in row {row}", of(official, _written({(row, 1): text})), (f"GCX407 任务分解表!A{row}",))
        for text in ("示范二居自评情况如下：", "白鹤镇示范二居自评情况如下", "示范二居居委会自查情况汇报") for row in (3, 38)
    ),
    *(
        Case(f"the sentence {text} in row {row} names no other", of(official, _written({(row, 1): text})))
        for text in ("示范一居自评情况如下：", "经居委会自评情况如下", "参照示范二居自评情况", "基层社区自评情况", "组织居委会自评，情况如下", "我居自评情况如下") for row in (3, 38)
    ),
    *(Case(f"示范二居 signs in row {row}", of(official, _written({(row, 8): "示范二居居委会", (row + 1, 8): "2021年10月20日"})), (f"GCX407 任务分解表!H{row}",)) for row in (42, 60)),
    Case("a list of communities far below", of(official, _written({(45, 1): "示范二居", (46, 1): "示范三居", (47, 1): "示范一居"}))),
    *(Case(f"the harmless line {text} in row {row}", of(official, _written({(row, 1): text}))) for text in ("名称：绿色社区创建", "报送：镇精细化推进办", "盖章：", "村（居）：示范一居", "示范一居党总支", "镇党总支", "本表由居委会填写", "以下由居委会填写") for row in (3, 38)),
    Case("结对社区 beside 示范三居", of(official, _written({(3, 1): "结对社区", (3, 2): "示范三居"}))),
    Case("示范二居 over the scores", of(official, lambda s: s.headed("score", "示范二居得分")), ("GCT118 任务分解表!H4", "GCX407 任务分解表!H4")),
    Case("示范一居 over the scores", of(official, lambda s: s.headed("score", "示范一居得分")), ("GCT118 任务分解表!H4",)),
    *(Case(f"{text} at the foot, its own", of(official, _written({(38, 8): text}))) for text in ("示范一居居委会（盖章）", "居委会（盖章）", "白鹤镇人民政府")),
    *(
        Case(f"the harmless line {text}", of(official, _written({(3, 1): text})))
        for text in ("示范一居", "白鹤镇示范一居居委会", "单位：分", "单位：示范一居", "单位：白鹤镇", "各居委会", "绿色社区", "美丽乡村", "结对社区：示范三居")
    ),
    Case("a line is the only name", of(official, _without_label({(3, 1): "示范一居"}))),
    # what names nobody
    *(
        Case(f"社区名称 {name}", of(official, _written({}, name)), ("GCT142 任务分解表!C2",))
        for name in ("XX社区", "××社区", "某某居委会", "本社区", "各居委会", "待定", "/", "无", "（填写社区全称）", "请填写社区名称", "白鹤镇", "镇精细化推进办", "示范一居/示范二居", "示范一居、示范二居", "示范一居 示范二居", "示范一、二居")
    ),
    *(Case(f"社区名称 {name} is one", of(official, _written({}, name))) for name in ("示范一居（二期）", "白鹤镇 示范一居", "上海市青浦区白鹤镇示范一居")),
    Case("社区名称 待定 beside 填报单位 示范一居", of(official, _written({(3, 1): "填报单位：示范一居"}, "待定")), ("GCT142 任务分解表!C2",)),
    Case("填报单位 the town, and no other name", of(official, _without_label({(3, 1): "填报单位：白鹤镇"})), ("GCT142 任务分解表!A3",)),
)  # fmt: skip
