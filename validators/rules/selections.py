"""GCS: is every item's selection there, legal and single, and does the score agree with it?"""

from collections.abc import Iterator
from decimal import Decimal

from validators.calculated import calculates
from validators.finding import Severity
from validators.lookalikes import pointed_out
from validators.read_as import written
from validators.rule import BookCase, Hit, rule
from validators.rules.missing import choices_of, how_to_choose, tiers_all_blank
from validators.scheme.item import Item
from validators.scheme.model import Scheme
from validators.wording import joined, number_text

_ONE_TICK = "请只在所选的一个档次下打“√”，把 {cell} 的其他文字删去；要说明的，写在佐证材料及说明中。"
_RESELECT = "请在第{item}项“{tier_column}”中改选（{cell}）。"
_CALCULATED = "请在第{item}项“{tier_column}”中改选（{cell}）；得分由表格自动计算，不用填。"
_TO_SCORE = "请在第{item}项“{tier_column}”中补选（{tier_cell}）。"


def _legal_scores(scheme: Scheme, item: Item) -> str:
    scores = [item.points[tier.id] for tier in scheme.tiers]
    return joined(
        number_text(score) for score in [*scores, *(n.points for n in item.note_scores), Decimal(0)]
    )


@rule(
    "GCS202",
    Severity.ERROR,
    title="自评档次不是方案的档次",
    title_en="Selection is not a tier",
    message="第{item}项的自评档次写的是“{shown}”，方案只有{choices}。",
    fix=_RESELECT,
    expected="方案规定的档次名称",
    why="{table}只有方案列明的几个档次，其他说法对应不上权重分。",
    fails="自评档次写“优秀”。",
    passes="自评档次选“{top_tier}”。",
)
def not_a_tier(case: BookCase) -> Iterator[Hit]:
    for index, entry, item, mark in case.rows:
        if mark.witness == "tier" and mark.choice is None:
            found = entry.tier or ""
            words = {"shown": pointed_out(found), "choices": choices_of(case.scheme, item)}
            fix = _ONE_TICK if _is_tick(case, index) else how_to_choose(case, item, _RESELECT)
            yield Hit(("entries", index, "tier"), found, item=item.no, words=words, fix=fix)


def _is_tick(case: BookCase, index: int) -> bool:
    """Whether what was taken for a selection stands under a tier, where a tick belongs."""
    cell = case.sources["entries", index, "tier"]
    under = (("entries", index, "points", tier.id) for tier in case.scheme.tiers)
    return any(place in case.sources and case.sources[place] == cell for place in under)


@rule(
    "GCS203",
    Severity.ERROR,
    title="勾选了两个档次",
    title_en="Two tiers ticked",
    message="第{item}项同时勾选了{found}。{table}每项只能评一个档次。",
    fix="请只保留一个勾，把其余的删去，例如只在“{example}”下打勾。",
    expected="每项只勾选一个档次",
    why="{table}每项按一个档次计权重分。",
    fails="“{lowest_tier}”和“{top_tier}”下面都打了勾。",
    passes="只在“{top_tier}”下面打勾。",
)
def two_ticks(case: BookCase) -> Iterator[Hit]:
    names = case.scheme.choice_names
    for index, entry, item, _ in case.rows:
        if len(entry.ticks) > 1:
            at = ("entries", index, "points", entry.ticks[-1])
            found = joined(f"“{names[tier]}”" for tier in entry.ticks)
            yield Hit(at, found, item=item.no, words={"example": names[entry.ticks[0]]})


@rule(
    "GCS204",
    Severity.ERROR,
    title="得分对应不上任何档次",
    title_en="Score is on no tier of the item",
    message="第{item}项的得分写的是“{shown}”，方案中这一项只能得{expected}分。",
    fix="请核对第{item}项“{score_column}”（{cell}），改为所选档次的分，例如{example}。",
    expected="所选档次的权重分",
    why="{table}每项的得分只能是某一档的权重分、说明允许的分或0分。",
    fails="得分写2.7，没有哪一档是这个分。",
    passes="得分写所选档次的权重分，例如“{top_tier}”的分。",
)
def score_off_tiers(case: BookCase) -> Iterator[Hit]:
    for index, entry, item, mark in case.rows:
        if mark.witness == "score" and mark.choice is None:
            top = case.scheme.tiers[-1]
            found = number_text(entry.score)
            words = {
                "shown": pointed_out(written(case, ("entries", index, "score"), found)),
                "example": f"{top.name}填{number_text(item.points[top.id])}",
            }
            legal, field, fix = _legal_scores(case.scheme, item), "score", ""
            if calculates(case):
                field, fix = "tier", _CALCULATED
            yield Hit(("entries", index, field), found, legal, item=item.no, words=words, fix=fix)


@rule(
    "GCS205",
    Severity.ERROR,
    title="得分与自评档次不一致",
    title_en="Score and tier disagree",
    message="第{item}项选的是“{choice}”，应得{expected}分，得分却写了“{found}”。目前按“{choice}”计分。",
    fix="请核对：若档次选对了，把第{item}项“{score_column}”（{cell}）改为{expected}；若得分对，请改选档次。",
    expected="所选档次的权重分",
    why="{table}规定了每一档的权重分；计分以所选档次为准。",
    fails="选了“{lowest_tier}”，得分写的是“{top_tier}”的分。",
    passes="选了“{lowest_tier}”，得分也是“{lowest_tier}”的分。",
)
def score_and_tier_disagree(case: BookCase) -> Iterator[Hit]:
    if calculates(case):
        return
    for index, entry, item, mark in case.rows:
        if mark.witness in ("tier", "ticks") and mark.choice and entry.score not in (None, mark.points):
            words = {"choice": mark.name}
            found, expected = number_text(entry.score), number_text(mark.points)
            yield Hit(("entries", index, "score"), found, expected, item=item.no, words=words)


@rule(
    "GCS206",
    Severity.QUERY,
    title="填报{not_applicable}",
    title_en="Not applicable claimed",
    message="第{item}项填报“{shown}”，方案未规定“{not_applicable}”如何计分，暂按{expected}分计，由{office}核实。",
    fix="请在佐证材料及说明中写明本社区无此类对象的情况；确有的，请改选档次（{cell}）。",
    expected="确无这类对象，并写明理由",
    why="方案未规定“{not_applicable}”如何计分，按填报口径处理。",
    fails="自评档次选“{not_applicable}”。",
    passes="有这类对象，自评档次选“{lowest_tier}”。",
)
def not_applicable_claimed(case: BookCase) -> Iterator[Hit]:
    for index, _, item, mark in case.rows:
        if mark.choice == "not_applicable":
            name, points = case.scheme.choice_names["not_applicable"], number_text(mark.points)
            at = ("entries", index, "tier")
            words = {"office": case.scheme.office, "shown": written(case, at, name)}
            yield Hit(at, name, points, item=item.no, words=words)


@rule(
    "GCS207",
    Severity.QUERY,
    title="按有矛盾的说明计分",
    title_en="Score taken from a note that conflicts with the tiers",
    message="第{item}项填的是{found}分。方案的说明是“{note}”，而权重分是{tiers}，两处不一致。暂按{found}分计。",
    fix="请与{office}核实；若按权重分，请把第{item}项（{cell}）改为{tiers}之一，或改选档次。",
    expected="权重分之一",
    why="方案的说明与权重分不一致，以权重分为准，按说明填的照收并核实，见口径。",
    fails="得分取自说明，而说明的分不是任何一档的权重分。",
    passes="得分是所选档次的权重分。",
)
def conflicting_note_used(case: BookCase) -> Iterator[Hit]:
    for index, _, item, mark in case.rows:
        note_score = item.note_score(mark.points) if mark.choice == "noted" else None
        if note_score and note_score.conflict:
            tiers = joined(number_text(item.points[tier.id]) for tier in case.scheme.tiers)
            words = {"note": item.note, "tiers": tiers, "office": case.scheme.office}
            at = ("entries", index, mark.witness or "tier")
            yield Hit(at, number_text(mark.points), tiers, item=item.no, words=words)


@rule(
    "GCS208",
    Severity.QUERY,
    title="只填了得分，没有选档次",
    title_en="Score typed, tier not selected",
    message="第{item}项没有选自评档次，只填了得分{found}，暂按“{choice}”计。",
    fix=_TO_SCORE,
    expected="先选档次，得分由档次决定",
    why="{table}按档次计权重分，选择是依据，得分是结果。",
    fails="自评档次空着，只在得分里填了数。",
    passes="自评档次选“{lowest_tier}”，得分是它的分。",
)
def tier_from_score(case: BookCase) -> Iterator[Hit]:
    if case.submission is None or case.submission.layout == "official" or tiers_all_blank(case):
        return
    for index, entry, item, mark in case.rows:
        note_score = item.note_score(mark.points) if mark.choice == "noted" else None
        if mark.witness == "score" and mark.choice and not (note_score and note_score.conflict):
            words = {"choice": mark.name, "tier_cell": case.address(("entries", index, "tier"))}
            fix = how_to_choose(case, item, _TO_SCORE)
            at = ("entries", index, "score")
            yield Hit(at, number_text(entry.score), item=item.no, words=words, fix=fix)


@rule(
    "GCS209",
    Severity.ERROR,
    title="打勾与自评档次不一致",
    title_en="Tick and tier column disagree",
    message="第{item}项的自评档次是“{choice}”，却在“{found}”下打了勾。目前按“{choice}”计分。",
    fix="请核对，把 {cell} 的勾删去，或改选自评档次，使两处一致。",
    expected="打勾与自评档次是同一档",
    why="{table}每项按一个档次计权重分。",
    fails="自评档次选“{lowest_tier}”，勾却打在“{top_tier}”下面。",
    passes="自评档次选“{top_tier}”，勾也打在“{top_tier}”下面。",
)
def tick_and_tier_disagree(case: BookCase) -> Iterator[Hit]:
    names = case.scheme.choice_names
    for index, entry, item, mark in case.rows:
        if mark.witness == "tier" and mark.choice and len(entry.ticks) == 1 and entry.ticks[0] != mark.choice:
            at = ("entries", index, "points", entry.ticks[0])
            yield Hit(
                at,
                names[entry.ticks[0]],
                names[mark.choice],
                item=item.no,
                words={"choice": names[mark.choice]},
            )
