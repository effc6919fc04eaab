"""One row's boxes under the tiers: the one that is marked is read, or it is asked about; never another tier.

Who marked what is known here before anything is read.
"""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from pipeline.run import check_book
from tests.books import Value, write_book
from tests.corpus.drifting import Drifted
from tests.corpus.test_properties import chosen, every_scheme, often
from validators.finding import Severity
from validators.scheme.model import Scheme

MARKS: tuple[Value, ...] = (
    "√", "✓", "✔", "☑", "●", "■", "▣", "⊙", "◉", "★", "✅", "∨", "Y", "yes", "v", "V", "是", "对", "勾", True, "[√]", "〔√〕", "（√）", "【√】", "____√____", "□√", "√ 已完成", "（是）",
)  # fmt: skip
"""What everybody reads as chosen."""

DOUBTFUL: tuple[Value, ...] = ("○", "☒", "[x]", "[X]", "☆", "√？", "√（作废）", "达到", "#", "√ 见会议记录")
"""What may be meant as chosen or not: it may be read, but never in silence."""

NEGATIVES: tuple[Value, ...] = (
    "×", "✗", "x", "X", "不", "未选", "否", "-", "—", "无", "N", "no", "错", "没选", "（x）", "（否）", "□", "☐", "▢", "[ ]", "（ ）", "____", False, 0, "0", "○",
)  # fmt: skip
"""What beside a mark says that it is not this one."""


@every_scheme
@often
@given(data=st.data())
def test_the_box_that_is_marked_is_read_or_asked_about(
    data: st.DataObject, tmp_path: Path, scheme: Scheme
) -> None:
    tier = data.draw(st.sampled_from(scheme.tiers))
    mark = data.draw(st.sampled_from(MARKS) | st.sampled_from(DOUBTFUL))
    sheet = Drifted(scheme, "示范一居", "official")
    sheet.ticked(
        {item.no: data.draw(st.sampled_from(scheme.tiers)).name for item in scheme.items}, "√", points=False
    )
    for other in scheme.tiers:
        sheet.put(1, other.id, data.draw(st.sampled_from((*NEGATIVES, None))))
    sheet.put(1, tier.id, mark)
    book = check_book(write_book(tmp_path / "a.xlsx", sheet), scheme)
    read = chosen(book)[1]
    assert read in (tier.name, None)
    assert read == tier.name or mark in DOUBTFUL
    if mark in DOUBTFUL or read is None:
        cells = {(sheet.rows[1], column) for column in sheet.columns.values()}
        asked = [f for f in book.findings if f.cell and (f.cell.row, f.cell.column) in cells]
        assert any(finding.severity is not Severity.INFO for finding in asked)


@every_scheme
@often
@given(data=st.data())
def test_negative_marks_alone_choose_nothing(data: st.DataObject, tmp_path: Path, scheme: Scheme) -> None:
    """But for a ring, which may be the choice: then it is asked back."""
    sheet = Drifted(scheme, "示范一居", "official")
    sheet.ticked({item.no: scheme.tiers[0].name for item in scheme.items}, "√", points=False)
    for tier in scheme.tiers:
        sheet.put(1, tier.id, data.draw(st.sampled_from((*NEGATIVES, None))))
    book = check_book(write_book(tmp_path / "a.xlsx", sheet), scheme)
    here = {f.severity for f in book.findings if f.cell and f.cell.row == sheet.rows[1]}
    assert here & {Severity.QUERY, Severity.ERROR}
