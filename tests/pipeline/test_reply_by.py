"""By when what was asked for is to come back."""

from datetime import date
from pathlib import Path

import pytest

from pipeline.policy.settings import reply_by_setting
from pipeline.reply_by import ReplyBy, ReplyDayError, day_text, reply_day
from pipeline.run import consolidate_town
from pipeline.writing.town import requests
from tests.books import Sheet, write_book
from validators.roster import Community, Roster
from validators.scheme.model import Scheme


@pytest.mark.parametrize(
    ("as_of", "reply_by", "text"),
    [
        (date(2021, 11, 8), date(2021, 11, 12), "11月12日（星期五）"),
        (date(2021, 11, 8), 4, "11月12日（星期五）"),
        (date(2021, 11, 8), 5, "11月15日（星期一）"),
        (date(2021, 11, 5), 1, "11月8日（星期一）"),  # a Friday
        (date(2021, 11, 6), 1, "11月8日（星期一）"),  # a Saturday
        (date(2021, 11, 7), 1, "11月8日（星期一）"),  # a Sunday
        (date(2021, 12, 29), 5, "2022年1月5日（星期三）"),
        (date(2021, 11, 8), date(2021, 11, 8), "11月8日（星期一）"),
    ],
)
def test_a_day_to_answer_by_has_its_right_weekday(as_of: date, reply_by: ReplyBy, text: str) -> None:
    assert day_text(reply_day(reply_by, as_of), as_of.year) == text


def test_a_day_that_is_over_is_refused() -> None:
    with pytest.raises(ReplyDayError, match="2021-11-07"):
        reply_day(date(2021, 11, 7), date(2021, 11, 8))


@pytest.mark.parametrize(
    ("as_of", "reply_by", "extended", "asked"),
    [
        (date(2021, 11, 8), date(2021, 11, 12), None, "请于11月12日（星期五）前改正后重新报送。"),
        (date(2021, 10, 12), 5, None, "请于10月25日（星期一）前改正后重新报送。"),
        (date(2021, 10, 12), 5, date(2021, 11, 5), "请于11月5日（星期五）前改正后重新报送。"),
        (
            date(2021, 12, 29),
            5,
            None,
            "请于2022年1月5日（星期三，晚于2021年度截止日2021-12-31）前改正后重新报送。",
        ),
    ],
)
def test_a_correction_is_asked_for_by_a_day(
    tmp_path: Path, baihe: Scheme, as_of: date, reply_by: ReplyBy, extended: date | None, asked: str
) -> None:
    sheet = Sheet(baihe, "甲").dated(date(2021, 10, 11)).choose(dict.fromkeys(range(1, 29), "合格"))
    write_book(tmp_path / "甲.xlsx", sheet)
    roster = Roster(communities=(Community(name="甲", extended_to=extended),))
    town = consolidate_town(tmp_path, baihe, roster, as_of=as_of).asking_by(reply_by)
    assert asked in requests.to_correct(town, town.standings[0])


@pytest.mark.parametrize(
    ("line", "reply_by"),
    [("", 5), ("reply-by = 10", 10), ("reply-by = 2021-11-12", date(2021, 11, 12))],
)
def test_a_setting_by_the_submissions_says_when(tmp_path: Path, line: str, reply_by: ReplyBy) -> None:
    (tmp_path / "green-community.toml").write_text(line, encoding="utf-8")
    assert reply_by_setting(tmp_path) == reply_by
