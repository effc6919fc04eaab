"""Whatever two sheets are called and in whatever order they stand: the own one counts, or nothing does."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.run import check_book
from tests.books import Layout, write_book
from tests.corpus.drifting import Drifted
from tests.corpus.sheets import DRAFTS, EARLIER, EXAMPLES, REVIEWS
from tests.corpus.test_properties import every_scheme, often
from validators.scheme.model import Scheme

OWN = ("任务分解表", "Sheet1", "评分表", "2023年")
"""The test schemes' round is 2023, the shipped one's 2021: its sheet is called by no year."""


@every_scheme
@pytest.mark.parametrize("filled", [True, False], ids=["own filled", "own blank"])
@often
@given(data=st.data())
def test_another_sheet_never_stands_for_the_own_one(
    data: st.DataObject, tmp_path: Path, scheme: Scheme, filled: bool
) -> None:
    top, lowest = scheme.tiers[-1], scheme.tiers[0]
    names = st.sampled_from([name for name in OWN if scheme.issued.year == 2023 or "年" not in name])
    layouts: st.SearchStrategy[Layout] = st.sampled_from(("official", "tiered"))
    own = Drifted(scheme, "示范一居", data.draw(layouts), data.draw(names))
    other = Drifted(
        scheme,
        data.draw(st.sampled_from(("示范一居", "示范二居", None))),
        data.draw(layouts),
        data.draw(st.sampled_from((*EXAMPLES, *EARLIER, *REVIEWS, *DRAFTS))),
    )
    other.chosen({item.no: top.name for item in scheme.items})
    other.hidden = data.draw(st.booleans())
    if filled:
        own.chosen({item.no: lowest.name for item in scheme.items})
    sheets = data.draw(st.permutations([own, other]))
    if sheets[0].hidden:
        sheets.reverse()
    book = check_book(write_book(tmp_path / "示范一居.xlsx", *sheets), scheme)
    assert book.scorecard is not None
    assert book.community == "示范一居"
    assert {mark.name for mark in book.scorecard.marks} == {lowest.name if filled else None}
    told = [finding for finding in book.findings if other.name in finding.message]
    assert [finding.code for finding in told] == ["GCT107" if filled else "GCT132"]
