"""GCT137, 138, 144 and 145: what the screen shows of the scorecard, where it is not what its cells hold."""

from collections.abc import Iterator

from validators.finding import Severity
from validators.read_as import readings, tells, told
from validators.rule import BookCase, Hit, rule
from validators.wording import joined

_NAMED = 4
"""How many different things a sentence names."""


@rule(
    "GCT137",
    Severity.QUERY,
    title="显示的与实际存的不同",
    title_en="Shown otherwise than stored",
    message="{cells} 显示的与实际存的不同：{found}。目前按实际存的计。",
    fix="请核对 {cells}：把单元格格式改为“常规”，重新填写要报送的内容。",
    expected="单元格显示的就是实际填写的",
    why="打印和审阅看到的是显示的内容，计分用的是实际存的内容，两者应当一致。",
    fails="得分存的是3.5，单元格格式不显示小数，看到的是4。",
    passes="得分存的是3.5，看到的也是3.5。",
)
def shown_otherwise(case: BookCase) -> Iterator[Hit]:
    notes = readings(case, "shown")
    pairs = list(dict.fromkeys(f"{_shown(note.found)}、实际存的是{note.read}" for note in notes))
    found = "；".join(pairs[:_NAMED]) + ("等" if len(pairs) > _NAMED else "")
    for hit in told(case, notes):
        yield Hit(hit.at, found, item=hit.item, words=hit.words)


def _shown(text: str) -> str:
    return f"显示“{text}”" if text else "什么也不显示"


@rule(
    "GCT138",
    Severity.QUERY,
    title="自评栏上盖着图形",
    title_en="Something drawn over the selections",
    message="自评栏上有{found}（在 {areas}），其中的内容没有读取，只按单元格里填写的计分。",
    fix="请把{found}表示的内容填到单元格里，再删去{found}；只是印章、装饰的，请移到表格以外。",
    expected="自评都填在单元格里",
    why="图片、文本框和没有链接单元格的复选框不是单元格的内容，不能计分，还会盖住单元格。",
    fails="用文本框在“{top_tier}”上画了一个勾。",
    passes="在单元格里选择“{top_tier}”。",
)
def drawn_over(case: BookCase) -> Iterator[Hit]:
    notes = readings(case, "drawn")
    areas = list(dict.fromkeys(note.read for note in notes))
    rest = f"等{len(areas)}处" if len(areas) > _NAMED else ""
    words = {"areas": joined(areas[:_NAMED]) + rest}
    for hit in told(case, notes):
        yield Hit(hit.at, joined(dict.fromkeys(note.found for note in notes)), item=hit.item, words=words)


rule(
    "GCT144",
    Severity.QUERY,
    title="批注对自评有不同意见或提问",
    title_en="Comment that doubts or asks about a selection",
    message="{cells} 有批注：{found}，与所填的内容不一致，或者在提问。目前按单元格里填写的计，批注没有采用。",
    fix="请核对 {cells}：应当更改的，改单元格里的内容；不更改的，说明情况。处理完后删去批注。",
    expected="自评填在单元格里，报送时没有未处理的批注",
    why="批注是写给填报人看的，不是自评，不能替填报人更改得分；但没有处理的意见会使得分存疑。",
    fails="自评选了“{top_tier}”，批注写“镇复核改为其他等次”或者“有证明材料吗？”。",
    passes="批注提出的问题已经处理，批注已经删去。",
)(tells("comment_asks"))

rule(
    "GCT145",
    Severity.INFO,
    title="自评栏上有批注",
    title_en="Comment on a selection",
    message="{cells} 有批注：{found}。按单元格里填写的计，批注只作参考。",
    fix="批注是对所填内容的说明的，不需要修改；要更改自评的，请改单元格里的内容。",
    expected="自评填在单元格里",
    why="计分只看单元格里填写的内容，批注里写的要让审核人知道。",
    fails="“{top_tier}”上有批注“照片见附件”。",
    passes="没有批注，说明写在表格里。",
)(tells("comment"))
