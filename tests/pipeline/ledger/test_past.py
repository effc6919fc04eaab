"""Earlier rounds told from the ledger: what counted at their last consolidations, on the plan that held then."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from pipeline.ledger.file import read
from pipeline.ledger.past import past_rounds
from pipeline.reading.files.own_ledger import NAME
from pipeline.town.past import PastMark, items_of
from tests.pipeline.ledger.kept import consolidated
from tests.pipeline.town.small_towns import book
from validators.scheme.model import Scheme


def test_a_round_is_told_as_it_was_last_consolidated(tmp_path: Path, baihe: Scheme) -> None:
    book(tmp_path, "甲.xlsx", baihe, "甲")
    book(tmp_path, "乙.xlsx", baihe, "乙", tier="一般")
    consolidated(tmp_path, baihe, date(2021, 11, 1))
    book(tmp_path, "甲改.xlsx", baihe, "甲", tier="良好", day=12)
    (tmp_path / "乙.xlsx").unlink()
    consolidated(tmp_path, baihe, date(2021, 12, 1))
    book(tmp_path, "丙.xlsx", baihe, "丙", year=2022)
    consolidated(tmp_path, baihe, date(2022, 11, 1), round_=2022)
    (past,) = read(tmp_path / NAME, lambda ledger: past_rounds(ledger, 2022))
    assert (past.year, past.as_of, past.obliged, past.received, past.attained) == (
        2021,
        date(2021, 12, 1),
        3,
        1,
        1,
    )
    assert past.source == "台账第2次汇总（2021-12-01）"
    assert (past.target, past.target_by, past.items) == (Decimal("0.45"), date(2021, 12, 31), items_of(baihe))
    assert past.lines == {"合格": 73, "一般": Decimal("91.5"), "良好": 110}
    (community,) = past.communities
    assert (community.name, community.total, community.grade, community.attained, community.source) == (
        "甲",
        110,
        "良好",
        True,
        "甲改.xlsx",
    )
    assert community.mark(1) == PastMark("良好", Decimal(6))
    assert read(tmp_path / NAME, lambda ledger: past_rounds(ledger, 2021)) == []
