"""What a cell shows is what is counted, or it is asked back: over number formats put together at random."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from pipeline.run import check_book
from tests.books import write_book
from tests.corpus.case import official
from tests.corpus.test_properties import often
from validators.scheme.model import Scheme

# What stands before and behind the digits in a format, and what of it is seen.
BEFORE = {
    "": "",
    '"扣"': "扣",
    "+": "+",
    "[Red]": "",
    "¥": "¥",
    "[$-804]": "",
    "\\约": "约",
    '"1"': "1",
    "_-": " ",
}
BEHIND = {"": "", '"分"': "分", "_)": " ", '"？"': "？", "%": "%", ",": "", '".5"': ".5", "\\ ": " "}


@st.composite
def sections(draw: st.DrawFn, value: Decimal) -> tuple[str, str]:
    """One section of a format, and how the value looks in it."""
    if draw(st.integers(0, 5)) == 0:
        words = draw(st.sampled_from(("", "合格", "4", "√")))
        return f'"{words}"' if words else "", words
    before, behind = draw(st.sampled_from(sorted(BEFORE))), draw(st.sampled_from(sorted(BEHIND)))
    decimals = draw(st.integers(0, 2))
    scaled = value * {"%": Decimal(100), ",": Decimal("0.001")}.get(behind, Decimal(1))
    digits = scaled.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    code = before + ("0." + "0" * decimals).rstrip(".") + behind
    return code, f"{BEFORE[before]}{digits:f}{BEHIND[behind]}"


@st.composite
def formats(draw: st.DrawFn, value: Decimal) -> tuple[str, str]:
    """A format of one section or several, and how the value looks in it."""
    first, other = draw(sections(value)), draw(sections(value))
    kind = draw(st.sampled_from(("one", "one", "negatives apart", "zero apart", "limit")))
    if kind == "limit":
        limit = draw(st.sampled_from((1, 3, 3.5, 4)))
        return f"[>={limit}]{first[0]};{other[0]}", (first if value >= limit else other)[1]
    rest = {"one": "", "negatives apart": ";-0", "zero apart": ";-0;" + other[0]}[kind]
    if value == 0 and kind == "zero apart":
        return first[0] + rest, other[1]
    return (first[0] + rest or ";;"), first[1]


def _says(shown: str, value: Decimal) -> bool:
    """Whether a reader of the screen reads the value."""
    try:
        return Decimal(shown.strip().removeprefix("¥").removesuffix("分")) == value
    except InvalidOperation:
        return False


@often
@given(data=st.data())
def test_what_a_cell_shows_is_counted_or_asked_back(
    data: st.DataObject, tmp_path: Path, baihe: Scheme
) -> None:
    value = data.draw(st.sampled_from([Decimal(points) for points in ("0", "3", "3.5", "4")]))
    code, shown = data.draw(formats(value))
    sheet = official(baihe)
    sheet.put(3, "score", float(value))
    sheet.looks[sheet.where(3)] = {"num_format": code}
    book = check_book(write_book(tmp_path / "a.xlsx", sheet), baihe)
    asked = [finding for finding in book.findings if finding.code == "GCT137"]
    assert bool(asked) is not _says(shown, value), (code, shown)
    assert all(str(finding.cell) == "任务分解表!H8" for finding in asked)
    assert book.scorecard is not None
    assert book.scorecard.marks[2].points == value
