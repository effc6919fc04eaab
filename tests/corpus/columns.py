"""Whose column: the committee's own scores beside the office's, last year's, corrections, and no column of its own at all.

As written, item n stands in row n + 5; official: D 分值, E F G the tiers, H 得分; tiered: H 自评档次, I 实测值, J 得分.
"""

from tests.corpus.case import CHOICES, Bend, Case, of, official, ticked, tiered
from tests.corpus.drifting import Drifted
from validators.scheme.model import Scheme

_NOTHING = dict.fromkeys(CHOICES)


def _blank(scheme: Scheme) -> Drifted:
    return Drifted(scheme, "示范一居", "official")


def _blank_tiered(scheme: Scheme) -> Drifted:
    return Drifted(scheme, "示范一居", "tiered")


def _own(head: str, *others: tuple[int, str, str | None]) -> Bend:
    """The committee's scores under a heading, and others before a column, each with the points of one tier or blank."""

    def bend(sheet: Drifted) -> None:
        own = "tier" if sheet.layout == "tiered" else "score"
        sheet.headed(own, head)
        for before, heading, tier in others:
            sheet.with_column(before, heading)
            for item, row in sheet.rows.items():
                sheet.cells[row, before] = float(sheet.scheme.items[item - 1].points[tier]) if tier else None

    return bend


def _tiers_beside(head: str, other: str) -> Bend:
    return lambda s: (s.headed("tier", head), s.with_column(9, other, "良好"))


def _parted(first: str, second: str, over: str | None = None) -> Bend:
    """H and I under one heading, or each under its own with 得分 below; the committee's scores in H, 良好 in I."""

    def bend(sheet: Drifted) -> None:
        _own("", (9, "", "good"))(sheet)
        sheet.merges = [(4, 5, 4, 7)]
        top, below = ((over, None), (first, second)) if over else ((first, second), ("得分", "得分"))
        sheet.cells |= {(4, 8): top[0], (4, 9): top[1], (5, 8): below[0], (5, 9): below[1]}

    return bend


def _without_tiers(head: str) -> Bend:
    """Only 序号, 内容, 创建标准, 分值 and the committee's scores, under one row of heads."""

    def bend(sheet: Drifted) -> None:
        sheet.headed("score", head)
        for tier in sheet.scheme.tiers:
            sheet.without_column(tier.id)
        sheet.merges = []

    return bend


def _points_as_tier(sheet: Drifted) -> None:
    """自评 with points in it, beside 标准分 with the points of 良好."""
    _own("自评", (8, "标准分", "good"))(sheet)


def _lowest_points(sheet: Drifted) -> None:
    sheet.all("score", lambda item, _: float(sheet.scheme.items[item - 1].points["qualified"]))
    sheet.headed("score", "自查得分")


def _lowest_points_as_printed(sheet: Drifted) -> None:
    _lowest_points(sheet)
    sheet.headed("score", "得分")


def _scores_without_tiers(sheet: Drifted) -> None:
    sheet.all("tier", lambda _, __: None)
    sheet.by = dict.fromkeys(CHOICES, "score")


def _scores_below_the_second_head_alone(sheet: Drifted) -> None:
    """Items 1 to 14 under a head without 得分 are blank; of the others the scores stand there, but no tier."""
    _scores_without_tiers(sheet)
    sheet.headed("score", None)
    for item in range(1, 15):
        sheet.put(item, "score", None)
    sheet.head_again(15)
    sheet.cells[sheet.rows[15] - 2, sheet.columns["score"]] = "得分"


CASES = (
    # the committee's own heading is no label, the office's is
    Case("自查得分 beside 得分", of(official, _own("自查得分", (9, "得分", "qualified"))), ("GCT118 任务分解表!H4", "GCT128 任务分解表!I4")),
    Case("得分 before 自查得分", of(official, _own("自查得分", (8, "得分", "qualified"))), ("GCT118 任务分解表!I4", "GCT128 任务分解表!H4")),
    *(Case(f"{head} beside 得分", of(official, _own(head, (9, "得分", "good"))), ("GCT118 任务分解表!H4", "GCT128 任务分解表!I4")) for head in ("自查评分", "自评打分", "社区自评", "自评分值", "本社区自评得分", "自我评分", "申报得分", "居委会评分", "自评得分", "自评（分）")),
    Case("自查得分, 考核得分, 得分", of(official, _own("自查得分", (9, "考核得分", "qualified"), (10, "得分", "good"))), ("GCT118 任务分解表!H4", "GCT128 任务分解表!I4")),
    # the left one may be the committee's, which forgot it, and the right one the office's
    Case("得分 behind a blank 得分", of(official, _own("得分", (8, "得分", None))), ("GCT115 任务分解表!H4",)),
    Case("得分 before a blank 得分", of(official, _own("得分", (9, "得分", None)))),
    Case("自评得分 beside a blank 得分", of(official, _own("自评得分", (9, "得分", None))), ("GCT118 任务分解表!H4",)),
    Case("a blank 自查得分 beside 得分", of(_blank, _own("自查得分", (9, "得分", "good"))), ("GCT127 任务分解表!H4",), _NOTHING),
    Case("a blank 社区打分 beside 最终得分", of(_blank, _own("社区打分", (9, "最终得分", "good"))), ("GCT127 任务分解表!H4",), _NOTHING),
    Case("a blank 得分 beside 复核得分", of(_blank, _own("得分", (9, "复核得分", "good"))), ("GCT127 任务分解表!H4",), _NOTHING),
    Case("自查评分 alone", of(official, _own("自查评分")), ("GCT118 任务分解表!H4",)),
    Case("自查评分 without tiers beside it", of(official, _without_tiers("自查评分")), ("GCT118 任务分解表!E4",)),
    Case("points under 自评", of(official, _points_as_tier), ("GCT118 任务分解表!I4",)),
    Case("自评, 互评, 镇评", of(official, _own("自评", (9, "互评", "qualified"), (10, "镇评", "good"))), ("GCT118 任务分解表!H4", "GCT128 任务分解表!I4")),
    Case("实得分 behind 应得分", of(official, _own("实得分", (8, "应得分", "good"))), ("GCT118 任务分解表!I4", "GCT128 任务分解表!H4")),
    Case("自评等次 behind 等次", of(tiered, lambda s: (s.headed("tier", "自评等次"), s.with_column(8, "等次", "良好"))), ("GCT118 任务分解表!I4", "GCT128 任务分解表!H4")),
    Case("自评档次 beside 镇评等次", of(tiered, _tiers_beside("自评档次", "镇评等次")), ("GCT128 任务分解表!I4",)),
    Case("自评档次 and a 自查得分 that contradicts it", of(tiered, _lowest_points), ("GCT115 任务分解表!J4",)),
    Case("自评档次 and a 得分 that contradicts it", of(tiered, _lowest_points_as_printed), ("GCT115 任务分解表!J4",)),
    Case("居民区得分 beside 镇评分", of(official, _own("居民区得分", (9, "镇评分", "good"))), ("GCT118 任务分解表!H4", "GCT128 任务分解表!I4")),
    *(Case(f"a blank {head} beside 认定得分", of(_blank, _own(head, (9, "认定得分", "good"))), ("GCT127 任务分解表!H4",), _NOTHING) for head in ("2021年自评", "自评栏", "自我评定", "居委会填写", "居民区自评", "自己打分")),
    # another's own assessment, and one of several rounds
    *(Case(f"{head} and no other column", of(official, _own(head)), ("GCT127 任务分解表!H4",), _NOTHING) for head in ("居民自评", "物业自评", "业委会自评", "居民代表自评")),
    *(Case(f"{head} beside 自评得分", of(official, _own("自评得分", (9, head, "good"))), ("GCT118 任务分解表!H4", "GCT128 任务分解表!I4")) for head in ("居民自评", "物业公司自评", "党员自评")),
    *(Case(f"{head} beside 得分", of(official, _own("得分", (9, head, "good"))), ("GCT128 任务分解表!I4",)) for head in ("居民自评", "物业自评")),
    *(Case(f"{head} beside 自评得分 that differs", of(official, _own("自评得分", (9, head, "good"))), ("GCT118 任务分解表!H4", "GCT115 任务分解表!I4")) for head in ("复测", "整改后得分")),
    *(Case(f"初评 and {head}", of(official, _own("初评", (9, head, "good"))), ("GCT127 任务分解表!H4",), _NOTHING) for head in ("复评", "终评")),
    Case("预估得分 and no other column", of(official, _own("预估得分")), ("GCT127 任务分解表!H4",), _NOTHING),
    Case("物业自评 beside a blank 得分", of(_blank, _own("得分", (9, "物业自评", "good"))), ("GCT127 任务分解表!H4",), _NOTHING),
    *(Case(f"{head} beside 得分", of(official, _own(head, (9, "得分", "good"))), ("GCT118 任务分解表!H4", "GCT128 任务分解表!I4")) for head in ("居民区自评", "居民委员会自评", "小区自评")),
    *(Case(f"{head} beside 自评", of(official, _own("自评", (9, head, "good"))), ("GCT118 任务分解表!H4", "GCT115 任务分解表!I4")) for head in ("修改后自评", "第二次自评", "二次自评得分")),
    *(Case(f"{head} beside 得分 that differs", of(official, _own(head, (9, "得分", "good"))), ("GCT118 任务分解表!H4", "GCT115 任务分解表!I4")) for head in ("修改后自评", "自评（更正）", "第二次自评", "最终自评")),
    *(Case(f"a blank {head} beside {other}", of(_blank, _own(head, (9, other, "good"))), ("GCT127 任务分解表!H4",), _NOTHING) for head, other in (("自评情况", "得分"), ("自查情况", "得分"), ("自评数", "评分"), ("自我评价", "考核得分"))),
    Case("a blank 自查情况 beside 自评得分", of(official, lambda s: s.headed("score", "自评得分").with_column(9, "自查情况")), ("GCT118 任务分解表!H4",)),
    Case("a blank 自评情况 beside 自评档次 and 得分", of(tiered, lambda s: s.with_column(11, "自评情况"))),
    Case("words under 自查情况 beside 得分", of(official, lambda s: s.with_column(9, "自查情况", "已建立机制"))),
    # another year, a change, a deduction
    Case("2020年得分 and 2021年得分", of(official, _own("2021年得分", (8, "2020年得分", "qualified"))), ("GCT115 任务分解表!H4", "GCT118 任务分解表!I4")),
    Case("20年得分 and 21年得分", of(official, _own("21年得分", (8, "20年得分", "qualified"))), ("GCT115 任务分解表!H4", "GCT118 任务分解表!I4")),
    Case("调整前得分 and 调整后得分", of(official, _own("调整后得分", (8, "调整前得分", "good"))), ("GCT127 任务分解表!H4",), _NOTHING),
    Case("自评得分 and 自评（修改前）", of(official, _own("自评得分", (9, "自评（修改前）", "good"))), ("GCT118 任务分解表!H4", "GCT115 任务分解表!I4")),
    Case("a blank 自评得分 beside 自评（修改前）", of(_blank, _own("自评得分", (9, "自评（修改前）", "good"))), ("GCT127 任务分解表!H4",), _NOTHING),
    Case("得分 and 更正", of(official, _own("得分", (9, "更正", "good"))), ("GCT115 任务分解表!I4",)),
    Case("only 得分（上年）", of(official, _own("得分（上年）")), ("GCT127 任务分解表!H4",), _NOTHING),
    Case("上年自评 alone", of(official, _own("上年自评")), ("GCT127 任务分解表!H4",), _NOTHING),
    Case("21年得分", of(official, _own("21年得分")), ("GCT118 任务分解表!H4",)),
    Case("only 2020年得分", of(official, _own("2020年得分")), ("GCT127 任务分解表!H4",), _NOTHING),
    *(Case(f"only {head}", of(official, _own(head)), ("GCT127 任务分解表!H4",), _NOTHING) for head in ("20年得分", "20年度自评得分", "20年度得分", "得分（20年）")),
    *(Case(f"only {head}, of this round or of no year", of(official, _own(head)), ("GCT118 任务分解表!H4",)) for head in ("21年得分", "得分（满20年）")),
    Case("only 得分（扣分）", of(official, lambda s: s.headed("score", "得分（扣分）").all("score", lambda item, _: item % 2)), ("GCT127 任务分解表!H4",), _NOTHING),
    *(
        Case(f"{head} and no other column", of(official, _own(head)), ("GCT127 任务分解表!H4",), _NOTHING)
        for head in (
            "失分", "减分", "未得分", "剩余分", "差距", "可提升分", "力争得分", "承诺得分", "拟得分", "暂估得分", "模拟得分", "测试得分", "试评分", "草稿得分", "得分示例",
            "历史得分", "上届得分", "期初得分", "二〇二〇年得分", "旧得分", "得分（旧）", "原得分", "复核后自评得分", "自评得分（镇复核后）", "自评得分（物业）", "检查组评分", "领导评分", "市评",
        )
    ),
    Case("二〇二一年得分 and no other column", of(official, _own("二〇二一年得分")), ("GCT118 任务分解表!H4",)),
    Case("居委会自评打分（镇统一表式） and no other column", of(official, _own("居委会自评打分（镇统一表式）")), ("GCT118 任务分解表!H4",)),
    Case("最终评分 and no other column", of(official, _own("最终评分")), ("GCT118 任务分解表!H4",)),
    Case("a blank 得分 beside 自评得分（物业）", of(_blank, _own("得分", (9, "自评得分（物业）", "good"))), ("GCT127 任务分解表!H4",), _NOTHING),
    Case("得分 beside 示范二居得分", of(official, _own("得分", (9, "示范二居得分", "good"))), ("GCT115 任务分解表!I4",)),
    *(Case(f"{head} and no other column", of(official, _own(head)), ("GCT118 任务分解表!H4",)) for head in ("得分（区级标准）", "得分（按镇级评分标准）", "得分【市级标准】", "等次（区级评分细则）")),
    *(Case(f"{head} and no other column", of(official, _own(head)), ("GCT127 任务分解表!H4",), _NOTHING) for head in ("得分（镇）", "得分（复核）", "得分〔镇〕", "得分[复核]", "得分（区级）", "自评得分【物业】", "得分（复核标准）")),
    *(Case(f"{head} beside 得分", of(official, _own("得分", (9, head, "good"))), ("GCT128 任务分解表!I4",)) for head in ("得分（镇）", "得分（复核）", "得分【区级】")),
    Case("得分（区级标准） beside 得分", of(official, _own("得分", (9, "得分（区级标准）", "good"))), ("GCT115 任务分解表!I4",)),
    Case("得分（区级标准） behind a blank 得分", of(official, _own("得分（区级标准）", (8, "得分", None))), ("GCT115 任务分解表!H4", "GCT118 任务分解表!I4")),
    Case("得分（满分100分）", of(official, _own("得分（满分100分）")), ("GCT118 任务分解表!H4",)),
    # heads of two rows, groups of ticks
    Case("得分 over 居委会 and 镇", of(official, _parted("居委会", "镇", over="得分")), ("GCT118 任务分解表!H5", "GCT128 任务分解表!I5")),
    Case("本年 and 上年自评 over 得分", of(official, _parted("本年", "上年自评")), ("GCT128 任务分解表!I5",)),
    Case("评分情况 over 自查 and 复核", of(official, _parted("自查", "复核", over="评分情况")), ("GCT118 任务分解表!H5", "GCT128 任务分解表!I5")),
    Case("ticks of last year alone", of(lambda s: ticked(s, points=False), lambda s: s.headed("qualified", "上年自评")), ("GCT127 任务分解表!E4",), _NOTHING),
    # nothing at all
    Case("a blank table", of(_blank), ("GCT132 任务分解表!H6",), _NOTHING),
    Case("a blank table with tiers", of(_blank_tiered), ("GCT132 任务分解表!H6",), _NOTHING),
    Case("scores beside a blank column of tiers", of(tiered, _scores_without_tiers), ("GCT129 任务分解表!H4",)),
    Case("scores below the second head alone", of(tiered, _scores_below_the_second_head_alone), ("GCT129 任务分解表!H4", "GCT113 任务分解表!A20", *(f"GCS201 任务分解表!H{item + 5}" for item in range(1, 15))), dict.fromkeys(range(1, 15))),
)  # fmt: skip
