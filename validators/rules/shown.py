"""GCT137 and 138: what the screen shows of the scorecard, where it is not what its cells hold."""

from collections.abc import Iterator

from validators.finding import Severity
from validators.read_as import readings, told
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
