"""What stands over the columns: several that could be meant, heads of several rows, the head of another table.

As written, item n stands in row n + 5; official: A 序号, B 内容, C 创建标准, D 分值, E F G the tiers, H 得分.
"""

from collections.abc import Callable, Sequence

from tests.books import Sheet
from tests.corpus.case import CHOICES, Bend, Case, of, official, ticked, tiered
from tests.corpus.drifting import Drifted
from validators.scheme.model import Scheme


def _review_before(top: tuple[str, str | None], below: tuple[str, str]) -> Bend:
    """A column of somebody else's scores in H, the committee's own in I."""

    def bend(sheet: Drifted) -> None:
        sheet.with_column(8, "")
        sheet.merges = [(4, 5, 4, 7)]
        sheet.cells |= {(4, 8): top[0], (4, 9): top[1], (5, 8): below[0], (5, 9): below[1]}
        for item, row in sheet.rows.items():
            sheet.cells[row, 8] = float(sheet.scheme.items[item - 1].points["good"])

    return bend


def _read_before(top: tuple[str, str | None], below: tuple[str, str]) -> Bend:
    """The same with the columns the other way round, where the first is read."""

    def bend(sheet: Drifted) -> None:
        _review_before(top, below)(sheet)
        for row in sheet.rows.values():
            sheet.cells[row, 8], sheet.cells[row, 9] = sheet.cells[row, 9], sheet.cells[row, 8]
        sheet.columns["score"] = 8

    return bend


def _under_own_name(sheet: Drifted) -> None:
    sheet.merges.remove((4, 8, 5, 8))
    sheet.cells |= {(4, 8): "自评", (5, 8): "得分"}


def _years_of_tiers(sheet: Drifted) -> None:
    sheet.with_column(9, "")
    sheet.merges = [(4, 8, 4, 9)]
    sheet.cells |= {(4, 9): None, (5, 8): "2021年", (5, 9): "2020年"}
    for row in sheet.rows.values():
        sheet.cells[row, 9] = "良好"
    sheet.all("score", lambda _, __: None)


def _two_groups(first: str, second: str, *, taken: int) -> Bend:
    """Two groups of tick columns, E to G and H to J; ``taken`` is the one with the community's ticks."""

    def bend(sheet: Drifted) -> None:
        for _ in sheet.scheme.tiers:
            sheet.with_column(8, "")
        sheet.cells |= {(4, 5): first, (4, 8): second}
        sheet.cells |= {(5, 8 + n): tier.name for n, tier in enumerate(sheet.scheme.tiers)}
        sheet.merges = [(4, 5, 4, 7), (4, 8, 4, 10)]
        own, other = (5, 8) if taken == 1 else (8, 5)
        for row in sheet.rows.values():
            ticks = [sheet.cells.get((row, column)) for column in (5, 6, 7)]
            sheet.cells |= {(row, own + n): tick for n, tick in enumerate(ticks)}
            sheet.cells |= {(row, other + n): "√" if n == 2 else None for n in range(3)}
        sheet.columns |= {tier.id: own + n for n, tier in enumerate(sheet.scheme.tiers)}

    return bend


def _ticked_beside_print(head: str, *, printed: bool) -> Bend:
    """权重分 over E to G as printed, or empty; a second group under ``head`` in H to J, ticked."""

    def bend(sheet: Drifted) -> None:
        for _ in sheet.scheme.tiers:
            sheet.with_column(8, "")
        sheet.merges = []
        sheet.cells |= {(4, 8): head, **{(5, 8 + n): tier.name for n, tier in enumerate(sheet.scheme.tiers)}}
        sheet.columns |= {tier.id: 8 + n for n, tier in enumerate(sheet.scheme.tiers)}
        sheet.ticked(CHOICES, "√")
        for row in sheet.rows.values():
            sheet.cells |= {(row, column): None for column in (5, 6, 7) if not printed}

    return bend


def _three_scores(sheet: Drifted) -> None:
    sheet.with_column(9, "自评得分")
    sheet.with_column(10, "自评分")
    for item, row in sheet.rows.items():
        sheet.cells[row, 9] = float(sheet.scheme.items[item - 1].points["good"])
        sheet.cells[row, 10] = sheet.cells[row, 8]
    sheet.columns["score"] = 10


def _three_rows(sheet: Drifted) -> None:
    sheet.with_row(5, {5: "权重分"})
    sheet.cells[4, 5] = "评分"
    sheet.merges = [(4, 5, 4, 7), (5, 5, 5, 7)]


def _three_rows_and_a_tick(sheet: Drifted) -> None:
    _three_rows(sheet)
    sheet.put(8, "good", "√").put(8, "qualified", None).put(8, "fair", None)


def _tiers_with_unit(sheet: Drifted) -> None:
    for tier in sheet.scheme.tiers:
        sheet.cells[5, sheet.columns[tier.id]] = f"{tier.name}（分）"


def _parted_units(sheet: Drifted) -> None:
    for tier in ("qualified", "fair", "good"):
        sheet.without_column(tier)
    sheet.cells |= {(5, sheet.columns["lead"]): "小区内", (5, sheet.columns["cooperating"]): "小区外"}
    fields = ("number", "section", "criterion", "max_points", "tier", "score")
    sheet.merges = [(4, sheet.columns[field], 5, sheet.columns[field]) for field in fields]


def _again_with_tiers_turned(number: str, criterion: str = "创建标准") -> Bend:
    """From item 15 on the head is printed again, 良好 before 合格, under other labels."""

    def bend(sheet: Drifted) -> None:
        sheet.head_again(15)
        row = sheet.rows[15] - 2
        sheet.cells[row, 1], sheet.cells[row, 3] = number, criterion
        for n in range(row + 1, sheet.total_row + 1):
            sheet.cells[n, 5], sheet.cells[n, 7] = sheet.cells.get((n, 7)), sheet.cells.get((n, 5))
        names = {tier.name: 7 - 2 * (tier.id == "good") for tier in sheet.scheme.tiers}
        names["一般"] = 6
        sheet.elsewhere = {item: (sheet.rows[item], names[CHOICES[item]]) for item in range(15, 30)}

    return bend


def _side_by_side(
    left: Callable[[Scheme], Drifted], right: Callable[[Scheme], Drifted], number: str = "序号"
) -> Callable[[Scheme], Sequence[Sheet]]:
    """Two tables on one sheet, the second from column O on."""

    def build(scheme: Scheme) -> Sequence[Sheet]:
        first, second = left(scheme), right(scheme).headed("number", number)
        first.cells |= {(row, column + 14): value for (row, column), value in second.cells.items()}
        first.merges = []
        first.elsewhere = {
            item: (row, second.columns["score"] + 14)
            for item, row in second.rows.items()
            if item not in first.rows
        }
        first.rows |= {item: row for item, row in second.rows.items() if item not in first.rows}
        return [first]

    return build


def _blank(scheme: Scheme) -> Drifted:
    return Drifted(scheme, "示范一居", "official")


def _other_community(scheme: Scheme) -> Drifted:
    return Drifted(scheme, "示范二居", "official").chosen(CHOICES)


CASES = (
    # several columns of scores or tiers
    Case("镇级复核 and 社区自评 over 得分", of(official, _review_before(("镇级复核", "社区自评"), ("得分", "得分"))), ("GCT128 任务分解表!H5",)),
    Case("自评 and 复核 over 得分", of(official, _read_before(("自评", "复核"), ("得分", "得分"))), ("GCT128 任务分解表!I5",)),
    Case("自评 alone over 得分", of(official, _under_own_name)),
    Case("得分 over 镇核定分 and 自评分", of(official, _review_before(("得分", None), ("镇核定分", "自评分"))), ("GCT118 任务分解表!I5", "GCT128 任务分解表!H5")),
    Case("得分 over two years", of(official, _read_before(("得分", None), ("2021年", "2020年"))), ("GCT118 任务分解表!H5", "GCT115 任务分解表!I5")),
    Case("自评档次 over two years", of(tiered, _years_of_tiers), ("GCT118 任务分解表!H5", "GCT115 任务分解表!I5")),
    Case("two kinds of 得分 in brackets", of(official, lambda s: (s.with_column(8, "得分（镇级核定）", 1.5), s.headed("score", "得分（自评）"))), ("GCT118 任务分解表!I4", "GCT128 任务分解表!H4")),
    Case("three columns of scores", of(official, _three_scores), ("GCT118 任务分解表!J4", "GCT115 任务分解表!I4", "GCT128 任务分解表!H4")),
    Case("自评档次 and 自评等次 side by side", of(tiered, lambda s: s.with_column(9, "自评等次", "良好")), ("GCT115 任务分解表!I4",)),
    # several groups of tick columns
    Case("ticks of the town before the community's", of(lambda s: ticked(s, points=False), _two_groups("镇级复核", "社区自评", taken=2)), ("GCT128 任务分解表!E4",)),
    Case("ticks of the community before the town's", of(lambda s: ticked(s, points=False), _two_groups("社区自评", "镇级复核", taken=1)), ("GCT128 任务分解表!H4",)),
    Case("ticks of two years", of(lambda s: ticked(s, points=False), _two_groups("2021年", "2020年", taken=1)), ("GCT115 任务分解表!H4",)),
    *(Case(f"ticks under {head} beside {'a printed' if printed else 'an empty'} 权重分", of(_blank, _ticked_beside_print(head, printed=printed)), ("GCT127 任务分解表!E4",), dict.fromkeys(CHOICES)) for head in ("初评", "居民评议", "物业评", "镇初评") for printed in (True, False)),
    *(Case(f"ticks under {head} beside a printed 权重分", of(_blank, _ticked_beside_print(head, printed=True))) for head in ("自评", "评定结果", "选择（打√）")),
    Case("an empty 评定结果 beside ticks under 党小组评", of(_blank, lambda s: (_ticked_beside_print("党小组评", printed=False)(s), s.cells.update({(4, 5): "评定结果"}))), ("GCT127 任务分解表!E4",), dict.fromkeys(CHOICES)),
    *(Case(f"{', '.join(map(str, cells.values()))} above the head", of(official, lambda s, cells=cells: s.cells.update(cells))) for cells in ({(3, 8): "物业公司：某某物业"}, {(3, 7): "居民户数", (3, 8): 1200}, {(3, 3): "物业公司", (3, 4): "某某物业"}, {(3, 8): "网格长：张三"})),  # type: ignore[misc]
    *(
        Case(f"{label} and its value {value} above the head", of(official, lambda s, label=label, value=value: s.cells.update({(3, 8): label, (3, 9): value})))  # type: ignore[misc]
        for label, value in (("物业公司", "某某物业"), ("镇联络员", "王五"), ("居民代表", "李四"), ("审核部门", "镇推进办"))
    ),
    Case("ticks under 自评档次（打√）", of(ticked, lambda s: s.headed("qualified", "自评档次（打√）"))),
    # heads of several rows
    Case("a head of three rows", of(official, _three_rows)),
    Case("a head of three rows over ticks", of(ticked, _three_rows)),
    Case("a head of three rows over a tick and another score", of(official, _three_rows_and_a_tick), ("GCS205 任务分解表!H14",), {8: "良好"}),
    Case("tiers with the unit", of(tiered, _tiers_with_unit)),
    Case("units parted below merged heads", of(tiered, _parted_units)),
    # the head again
    Case("head again with other labels", of(lambda s: ticked(s, points=False), _again_with_tiers_turned("项目")), ("GCT113 任务分解表!A20", "GCT118 任务分解表!A20")),
    Case("head again with the criterion under another label", of(lambda s: ticked(s, points=False), _again_with_tiers_turned("序号", "评定内容")), ("GCT113 任务分解表!A20", "GCT118 任务分解表!C20")),
    Case("head again of tiers alone", of(lambda s: ticked(s, points=False), _again_with_tiers_turned("其他项目", "评定内容")), ("GCT113 任务分解表!A21",)),
    # side by side
    Case("two communities side by side", _side_by_side(official, _other_community), ("GCT107 任务分解表!A5",)),
    Case("two communities side by side, one under other labels", _side_by_side(official, _other_community, "项目"), ("GCT107 任务分解表!A5",)),
    Case("two halves side by side", _side_by_side(lambda s: official(s).cut(1, 15, "任务分解表"), lambda s: official(s).cut(16, 29, "续")), ("GCT113 任务分解表!O5",)),
)  # fmt: skip
