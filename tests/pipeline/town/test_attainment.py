"""A share and the town's attainment in the same words at every door."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.run import consolidate_town
from pipeline.town.attainment import attainment_line, percent
from pipeline.town.rates import Attainment
from validators.scheme.model import Scheme


@pytest.mark.parametrize(
    ("rate", "text"),
    [
        (None, "—"),
        (Decimal(0), "0%"),
        (Decimal("0.45"), "45%"),
        (Decimal(9) / 10, "90%"),
        (Decimal(10) / 13, "76.9%"),
        (Decimal(9) / 16, "56.3%"),  # as Excel rounds
        (Decimal(1), "100%"),
    ],
)
def test_a_share(rate: Decimal | None, text: str) -> None:
    assert percent(rate) == text


@pytest.mark.parametrize(
    ("attained", "obliged", "said"),
    [
        (9, 20, "达标9个 / 应报20个，达标率45%，2021-12-31目标45%，已达到。"),
        (49, 109, "达标49个 / 应报109个，达标率44.95%，2021-12-31目标45%，未达到。"),
        (4499, 9999, "达标4499个 / 应报9999个，达标率44.99%，2021-12-31目标45%，未达到。"),
        (0, 0, "达标0个，已报0个；名册上没有应报社区，达标率无法计算（2021-12-31目标45%）。"),
        (2, None, "达标2个，已报2个；没有名册，应报数不详，达标率无法计算（2021-12-31目标45%）。"),
    ],
)
def test_attainment_never_looks_like_what_it_is_not(
    attained: int, obliged: int | None, said: str, tmp_path: Path, baihe: Scheme
) -> None:
    town = consolidate_town(tmp_path, baihe, as_of=date(2021, 11, 1))
    counted = Attainment(attained, attained, obliged, attained, attained, baihe.targets[0])
    assert attainment_line(replace(town, attainment=counted)).startswith(said)


@pytest.mark.parametrize(
    ("received", "clean", "said"),
    [
        (0, 0, "未达到。"),  # nothing to divide by
        (4, 0, "未达到。按已报4个计为25%。"),
        (4, 2, "未达到。按已报4个计为25%，其中材料无误的2个社区为50%。"),
    ],
)
def test_a_share_of_nothing_is_left_out(
    received: int, clean: int, said: str, tmp_path: Path, baihe: Scheme
) -> None:
    town = consolidate_town(tmp_path, baihe, as_of=date(2021, 11, 1))
    attained = min(received, 1)
    counted = Attainment(attained, min(clean, 1), 10, received, clean, baihe.targets[0])
    line = attainment_line(replace(town, attainment=counted))
    assert line.partition("2021-12-31目标45%，")[2] == said
