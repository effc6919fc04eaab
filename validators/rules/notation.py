"""GCS21x: what the cells of the selections had to be read otherwise than the letter."""

from collections.abc import Iterator

from validators.calculated import miscounted
from validators.finding import Severity
from validators.read_as import readings, tells, told, unasked
from validators.rule import BookCase, Hit, rule

AS_ASKED = "自评档次用方案的名称，得分用数字"


@rule(
    "GCS210",
    Severity.INFO,
    title="自评档次名称与方案不一致",
    title_en="Selection under another name",
    message="自评档次的名称与方案不一致，已将 {cells} 的{found}识别。",
    fix="如识别有误，请在 {cells} 改选方案的档次。",
    expected=AS_ASKED,
    why="{table}的档次名称是{tiers}。",
    fails="自评档次用了通行的别的说法，例如简称。",
    passes="自评档次填“{top_tier}”。",
)
def choice_renamed(case: BookCase) -> Iterator[Hit]:
    told_already = {item.no for _, _, item, _ in miscounted(case)}
    notes = [note for note in readings(case, "choice") if note.item not in told_already]
    yield from told(case, unasked(case, notes))


rule(
    "GCS211",
    Severity.INFO,
    title="数字带有单位或全角字符",
    title_en="Number written in another way",
    message="数字带有单位、全角字符等，已将 {cells} 的{found}识别。",
    fix="如识别有误，请在 {cells} 改填数字，例如3.5。",
    expected=AS_ASKED,
    why="只有数字才能核对和相加。",
    fails="得分填“4分”或“４．５”。",
    passes="得分填4或4.5。",
)(tells("number", unless_asked=True))


@rule(
    "GCS212",
    Severity.QUERY,
    title="得分变成了日期",
    title_en="Score turned into a date",
    message="第{item}项的得分“{found}”可能被表格软件自动转换为日期，暂按{read}分计。",
    fix="请核对 {cell}：把单元格格式改为“常规”，重新填写得分，例如{read}。",
    expected=AS_ASKED,
    why="表格软件会把某些数字自动变成日期。",
    fails="得分显示为“5月3日”。",
    passes="得分显示为3.5。",
)
def score_turned_into_day(case: BookCase) -> Iterator[Hit]:
    for note in readings(case, "date"):
        yield Hit(note.at, note.found, item=note.item, words={"read": note.read})


rule(
    "GCS213",
    Severity.INFO,
    title="用符号表示没有",
    title_en="A mark for nothing",
    message="已将 {cells} 所填{found}按未填处理。",
    fix="如另有意思，请在 {cells} 写明。",
    expected=AS_ASKED,
    why="空着、画线和写“无”是一个意思：没有填。",
    fails="得分格里画了“—”。",
    passes="没有要填的，格子空着。",
)(tells("nothing", unless_asked=True))


rule(
    "GCS214",
    Severity.INFO,
    title="用别的符号打勾",
    title_en="Tick written in another way",
    message="档次下面用了别的符号打勾，已将 {cells} 的{found}识别。",
    fix="如不是打勾，请把 {cells} 恢复为原表的权重分。",
    expected="用√打勾",
    why="{table}的档次栏印的是权重分，别的符号要认作打勾须说明。",
    fails="在“{top_tier}”下填了“Y”。",
    passes="在“{top_tier}”下打“√”。",
)(tells("tick"))


rule(
    "GCS215",
    Severity.INFO,
    title="得分栏里写的是档次",
    title_en="Tier written in the score column",
    message="得分栏里写的是档次名称，已将 {cells} 的{found}作为所选档次。",
    fix="如识别有误，请在 {cells} 填写得分。",
    expected=AS_ASKED,
    why="得分由所选档次决定，写明档次即可计分。",
    fails="得分填“{top_tier}”。",
    passes="得分填“{top_tier}”的权重分。",
)(tells("worded_score", unless_asked=True))


@rule(
    "GCS216",
    Severity.QUERY,
    title="几项合用一个自评",
    title_en="One selection merged over several items",
    message="合并单元格 {cell} 的“{found}”跨了几项，已作为每一项的自评（另含第{items}项）。",
    fix="请核对：若每项都是“{found}”，取消合并后逐项填写；若只是其中一项的，请在其余各项另填。",
    expected="每项各有自评",
    why="{table}每项单独评分；合并的格子不能确定是几项的。",
    fails="两项的自评档次合并成一格，写着“{top_tier}”。",
    passes="两项各写各的自评档次。",
)
def merged_over_items(case: BookCase) -> Iterator[Hit]:
    notes = readings(case, "merged")
    for at in dict.fromkeys(note.at for note in notes):
        own = [note for note in notes if note.at == at]
        items = "、".join(str(note.item) for note in own)
        yield Hit(at, own[0].found, item=own[0].item, words={"items": items})


rule(
    "GCS220",
    Severity.QUERY,
    title="不能确定选了哪一档",
    title_en="Mark that may not be a selection",
    message="{cells} 的写法不能确定是否选了这一档，暂按{found}识别。",
    fix="请核对 {cells}：选这一档的只打“√”，不选的恢复为原表的权重分。",
    expected="用√打勾，每项只打一个",
    why="{table}的档次栏印的是权重分；别的写法各人理解不同，须由填报人确认。",
    fails="在“{top_tier}”下画了“○”，其余两档没有勾。",
    passes="在“{top_tier}”下打“√”。",
)(tells("doubted"))


rule(
    "GCS221",
    Severity.INFO,
    title="用了形近的特殊字符",
    title_en="Look-alike characters",
    message="文字里有看起来一样的特殊字符（可能是从PDF复制来的），已将 {cells} 的{found}按常用字识别。",
    fix="请在 {cells} 重新输入这几个字。",
    expected="常用的汉字",
    why="形近的特殊字符与常用字不是同一个字符，查找和比对时会当作两个字。",
    fails="名称里的“一”是从PDF复制来的部首字符。",
    passes="名称用输入法录入。",
)(tells("look_alike"))


rule(
    "GCE304",
    Severity.INFO,
    title="实测值换算后核对",
    title_en="Measured value converted",
    message="实测值带有单位或写成小数，已将 {cells} 的{found}识别后核对。",
    fix="如换算有误，请在 {cells} 按提示的单位只填数字。",
    expected="按提示的单位填写的数字",
    why="0.92、92%和92都有人填，须换成同一单位才能与说明相比。",
    fails="实测值填“92%”或0.92。",
    passes="实测值填92。",
)(tells("measured"))
