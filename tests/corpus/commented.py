"""Comments (批注) on the cells of a table: those that only add something, and those that a careful clerk would ask about.

Rows and columns as in ``layouts``. Item 3 stands in row 8, is 良好 and earns 3, 3.5 or 4.
"""

from collections.abc import Callable, Sequence

from tests.books import Sheet
from tests.corpus.case import Case, of, official, ticked, tiered
from tests.corpus.drifting import Drifted
from validators.scheme.model import Scheme


def _commented(
    start: Callable[[Scheme], Drifted], field: str, text: str
) -> Callable[[Scheme], Sequence[Sheet]]:
    """A comment on a cell of item 3, which is 良好."""

    def build(scheme: Scheme) -> Sequence[Sheet]:
        sheet = start(scheme)
        sheet.comments[sheet.rows[3], sheet.columns[field]] = text
        return [sheet]

    return build


CASES = (
    *(Case(f"a comment that only says {text}", _commented(official, "score", text), ("GCT145 任务分解表!H8",), {3: "良好"}) for text in ("照片见附件3", "得4分", "良好", "已核对", "镇已审核无误", "2021年新建")),
    *(Case(f"a comment that asks: {text}", _commented(official, "score", text), ("GCT144 任务分解表!H8",), {3: "良好"}) for text in ("镇复核改为一般", "一般", "得3分", "3.5", "有照片吗", "?", "应为3.5", "材料不足", "请补材料", "未核实")),
    Case("a comment on a tier", _commented(tiered, "tier", "良好，见台账"), ("GCT145 任务分解表!H8",)),
    Case("a comment on the tier not chosen", of(lambda s: ticked(s, points=False), lambda s: s.comments.update({(8, 5): "改选这一档"})), ("GCT144 任务分解表!E8",)),
    Case("a comment beside the selections", _commented(official, "criterion", "这是什么？")),
    Case("two comments", of(official, lambda s: s.comments.update({(8, 8): "是否属实", (9, 8): "见台账"})), ("GCT144 任务分解表!H8", "GCT145 任务分解表!H9")),
)  # fmt: skip
