"""GCT132 to 136: is the table that counts filled in, and the community's own, with a row for each item?"""

from collections.abc import Iterator

from validators.finding import Severity
from validators.read_as import quoted, readings, tells
from validators.rule import BookCase, Hit, rule
from validators.wording import joined

_OWN = "本社区本轮填报的任务分解表"


@rule(
    "GCT132",
    Severity.ERROR,
    title="评分表没有填写",
    title_en="Scorecard not filled in",
    message="工作表“{taken}”里的评分表{blank}{others}。",
    fix="请从 {cell} 起逐项填写自评后再报送{move}。",
    expected="每项选一个档次",
    why="一个社区一份自测评分表（{reporting}），表上印好的内容和别的表都不能当作自评。",
    fails="任务分解表是空的，旁边的“填写示例”填满了。",
    passes="任务分解表逐项填写了自评。",
    stops=True,
)
def nothing_filled(case: BookCase) -> Iterator[Hit]:
    submission = case.submission
    if submission is None or not submission.entries or submission.filled:
        return
    if any(readings(case, kind) for kind in ("rows_unread", "unsettled")):
        return
    if readings(case, "unknown_mark") and not submission.other_tables:
        return
    words = {"taken": case.sources["entries",].sheet, "blank": "一项自评都没有填", "others": "", "move": ""}
    fix = ""
    if readings(case, "uncalculated"):
        words["blank"] = "没有一项自评：填的是公式，文件中没有存下计算结果"
        fix = "请用Excel或WPS打开，重新计算并保存，从 {cell} 起核对后再报送{move}。"
    elif notes := readings(case, "nothing"):
        words["blank"] += f"，写的{quoted(notes)}不能当作自评"
    if submission.other_tables:
        others = joined(f"“{sheet}”" for sheet in submission.other_tables)
        words["others"] = f"；{others}填了内容，看来不是这张表，没有计分"
        words["move"] = f"；如果要报的就是{others}，请把内容填到这张表里"
    yield Hit(("entries", 0, "tier"), words=words, fix=fix)


@rule(
    "GCT133",
    Severity.QUERY,
    title="计分的表看来不是本社区本轮的",
    title_en="Scorecard looks like an example or another's",
    message="填了内容的只有工作表“{found}”，从名称、标题或旁边的说明看是{what}，不一定是本社区本轮的自评。目前按这张表计分。",
    fix="请核对是否为本社区本轮的自评；如是，请改正这样的名称和标题，删去这样的说明；如否，请换成本社区本轮填报的表。",
    expected=_OWN,
    why="一个社区一份自测评分表（{reporting}），示例、草稿、往年的表和别人评的表都不能代替。",
    fails="工作簿里只有一张名为“填写示例”的表。",
    passes="填好的表在名为“任务分解表”的工作表里。",
)
def looks_like_anothers(case: BookCase) -> Iterator[Hit]:
    if case.submission is None or case.submission.other_tables:
        return
    for note in readings(case, "aside_sheet"):
        yield Hit(note.at, note.found, words={"what": note.read})


@rule(
    "GCT134",
    Severity.INFO,
    title="每项占了几行",
    title_en="Several rows for each item",
    message="表中每项有几行（{rows}），已{read}识别。",
    fix="如识别有误，请按{table}的原表填报，一项一行。",
    expected="一项一行",
    why="{table}一项一行，几行不能都当作自评。",
    fails="每项有“镇复核”“自评”两行。",
    passes="每项只有一行。",
)
def several_rows(case: BookCase) -> Iterator[Hit]:
    for note in readings(case, "rows"):
        yield Hit(note.at, note.found, words={"rows": note.found, "read": note.read})


@rule(
    "GCT135",
    Severity.ERROR,
    title="每项占了几行，分不清哪一行是自评",
    title_en="Several rows for each item, none known as the community's own",
    message="表中每项有几行{rows}，不能确定哪一行是本社区的自评，都没有计分。",
    fix="请从 {cell} 起按{table}的原表填报，一项一行；或者在每一行写明是哪一方评的，本社区的写“{own}”。",
    expected="一项一行",
    why="{table}一项一行，几行不能都当作自评。",
    fails="每项有“初评”“终评”两行，都填了得分。",
    passes="每项只有一行，或者写明了哪一行是自评。",
    stops=True,
)
def rows_unread(case: BookCase) -> Iterator[Hit]:
    own = (*case.scheme.self_words, *case.scheme.labels.community)[0]
    for note in readings(case, "rows_unread"):
        words = {"rows": f"（{note.found}）" if note.found else "", "own": own}
        yield Hit(note.at, note.found, words=words)


rule(
    "GCT136",
    Severity.INFO,
    title="评分表下面还有一张表",
    title_en="Another table below the scorecard",
    message="任务分解表下面从 {cells} 起还有别的表，不是方案的项目，没有读取，也没有计分。",
    fix="如其中有要计分的内容，请填到任务分解表相应的项目里。",
    expected=_OWN,
    why="{table}只有方案列明的项目，另加的项目不能计分。",
    fails="合计下面另有一张“加分项”的表，自己的序号从1排起。",
    passes="工作表里只有任务分解表。",
)(tells("below"))
