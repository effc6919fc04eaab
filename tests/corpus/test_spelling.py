"""However a choice, a score or a tick is decorated: it is read and told, or a finding stands at its cell; never another value."""

import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from pipeline.run import check_book
from tests.books import Layout, write_book
from tests.corpus.drifting import Drifted
from tests.corpus.test_properties import chosen, every_scheme, often
from validators.finding import Severity
from validators.scheme.model import Scheme
from validators.wording import number_text

AROUND = (("", ""), ("“", "”"), ('"', '"'), ("（", "）"), ("(", ")"), ("【", "】"), ("《", "》"), ("'", ""), ("（", ""), ("", "）"), ("[", "】"))  # fmt: skip
BEFORE = ("", " ", "\n", "√", "☑", "□", "☐", "√ ", "自评：", "得", "A.", "b、", "③", "（二）", "1-", "2.", "3-", "+", "-", "－", "−", "约", "不", "非", "→", "？", "×", "○", "☒")  # fmt: skip
BEHIND = ("", " ", "　", "。", "！", "分", "√", "☑", "□", "（ ）", "档", "；", "-", "/", "+", "（一）", "5分", "（3分）", "×")  # fmt: skip
DOUBT = ("？", "?", "（待定）", "（作废）", " 取消", "→", "改", "（镇复核）", "（去年）", "或")


@st.composite
def decorated(draw: st.DrawFn, plain: str) -> tuple[str, bool]:
    """A text with something around it, and whether that speaks against it."""
    opening, closing = draw(st.sampled_from(AROUND))
    text = draw(st.sampled_from(BEFORE)) + opening + plain + closing + draw(st.sampled_from(BEHIND))
    doubt = draw(st.sampled_from(("", "", *DOUBT)))
    return text + doubt, bool(doubt)


def _holds(sheet: Drifted, place: tuple[int, int], meant: str, doubted: bool, folder: Path) -> None:
    """Item 1 is read as meant, or not at all; whatever is not the letter has its finding, more than told if in doubt."""
    book = check_book(write_book(folder / "a.xlsx", sheet), sheet.scheme)
    read = chosen(book)[1]
    assert read in (meant, None)
    here = {f.severity for f in book.findings if f.cell and (f.cell.row, f.cell.column) == place}
    assert here
    assert not doubted or here & {Severity.QUERY, Severity.ERROR}
    assert read or Severity.ERROR in {f.severity for f in book.findings if f.item == 1}


def _filled(scheme: Scheme, layout: Layout) -> Drifted:
    return Drifted(scheme, "示范一居", layout).chosen(
        {item.no: scheme.tiers[0].name for item in scheme.items}
    )


@every_scheme
@often
@given(data=st.data())
def test_a_decorated_choice_is_that_choice_or_asked_about(
    data: st.DataObject, tmp_path: Path, scheme: Scheme
) -> None:
    sheet, tier = _filled(scheme, "tiered"), data.draw(st.sampled_from(scheme.tiers))
    text, doubted = data.draw(decorated(tier.name).filter(lambda made: made[0].strip() != tier.name))
    sheet.put(1, "tier", text).put(1, "score", None)
    _holds(sheet, sheet.where(1), tier.name, doubted, tmp_path)


@every_scheme
@often
@given(data=st.data())
def test_a_decorated_score_is_that_score_or_asked_about(
    data: st.DataObject, tmp_path: Path, scheme: Scheme
) -> None:
    sheet, tier = _filled(scheme, "official"), data.draw(st.sampled_from(scheme.tiers))
    plain = number_text(scheme.items[0].points[tier.id])
    whole = re.compile(rf"(?<![0-9.]){re.escape(plain)}(?![0-9])")
    text, doubted = data.draw(
        decorated(plain).filter(lambda made: made[0].strip() != plain and whole.search(made[0]))
    )
    sheet.put(1, "score", text)
    _holds(sheet, sheet.where(1), tier.name, doubted, tmp_path)


@every_scheme
@often
@given(data=st.data())
def test_a_decorated_tick_is_that_tick_or_asked_about(
    data: st.DataObject, tmp_path: Path, scheme: Scheme
) -> None:
    tier = data.draw(st.sampled_from(scheme.tiers))
    sheet = Drifted(scheme, "示范一居", "official")
    sheet.ticked({item.no: scheme.tiers[0].name for item in scheme.items}, "√")
    sheet.put(1, scheme.tiers[0].id, None)
    text, doubted = data.draw(decorated("√").filter(lambda made: made[0].strip() not in ("√", "")))
    sheet.put(1, tier.id, text)
    _holds(sheet, (sheet.rows[1], sheet.columns[tier.id]), tier.name, doubted, tmp_path)
