"""What a town knows by its ledger though the files are gone: what changed, when it first reported, what was asked in vain."""

from datetime import date
from pathlib import Path

from pipeline.keeping import recalled
from pipeline.run import consolidate_town
from pipeline.town.changes import changes_told
from pipeline.town.model import Standing, Town
from pipeline.writing.town import requests
from tests.books import Sheet, write_book
from tests.pipeline.ledger.kept import DAY, ROSTER, consolidated
from tests.pipeline.town.small_towns import book
from validators.scheme.model import Scheme

LATER = date(2021, 11, 8)


def sheet(scheme: Scheme, day: date = date(2021, 10, 9), **choices: str | None) -> Sheet:
    """甲: all items but those given in the lowest tier."""
    made = Sheet(scheme, "甲", "tiered").dated(day).choose(dict.fromkeys(range(1, 30), "合格"))
    for item, choice in choices.items():
        made.put(int(item[1:]), "tier", None).put(int(item[1:]), "score", None)
        if choice:
            made.choose({int(item[1:]): choice})
    return made


def standing(town: Town) -> Standing:
    (one,) = town.standings
    return one


def test_what_changed_is_told_from_the_files_at_hand_and_from_the_ledger_alike(
    tmp_path: Path, baihe: Scheme
) -> None:
    first, second = sheet(baihe, i9=None), sheet(baihe, date(2021, 10, 12), i3="良好")
    told = ["总分增加3分", "第3项合格改为良好（增加1分）", "第9项补选合格（增加2分）"]
    at_hand, replaced = tmp_path / "两份", tmp_path / "一份"
    write_book(at_hand / "1.xlsx", first)
    write_book(at_hand / "2.xlsx", second)
    both = standing(consolidate_town(at_hand, baihe, ROSTER, as_of=DAY))
    write_book(replaced / "甲.xlsx", first)
    assert standing(consolidated(replaced, baihe)[0]).changed is None
    write_book(replaced / "甲.xlsx", second)
    by_ledger = standing(consolidated(replaced, baihe)[0])
    again = standing(consolidated(replaced, baihe)[0])
    for one in (both, by_ledger, again):
        assert one.changed is not None
        assert (changes_told(one.changed)) == told
    assert standing(consolidate_town(replaced, baihe, ROSTER, as_of=DAY)).changed is None  # without it


def test_a_private_number_that_the_ledger_leaves_out_is_no_change(tmp_path: Path, baihe: Scheme) -> None:
    write_book(tmp_path / "甲.xlsx", sheet(baihe).put(4, "evidence", "电话13800138000"))
    consolidated(tmp_path, baihe)
    write_book(tmp_path / "甲.xlsx", sheet(baihe, date(2021, 10, 12)).put(4, "evidence", "电话13800138000"))
    assert standing(consolidated(tmp_path, baihe)[0]).changed == ()


def test_the_last_but_one_is_what_a_file_is_compared_with(tmp_path: Path, baihe: Scheme) -> None:
    """Of three the one between is gone; and an older file that comes back is not told against a newer one."""
    write_book(tmp_path / "1.xlsx", sheet(baihe))
    write_book(tmp_path / "2.xlsx", sheet(baihe, date(2021, 10, 12), i1="一般"))
    consolidated(tmp_path, baihe)
    (tmp_path / "2.xlsx").unlink()
    assert standing(consolidated(tmp_path, baihe)[0]).changed is None
    write_book(tmp_path / "3.xlsx", sheet(baihe, date(2021, 10, 14), i1="良好"))
    changed = standing(consolidated(tmp_path, baihe)[0]).changed
    assert changed is not None
    assert (changes_told(changed)) == ["总分增加1分", "第1项一般改为良好（增加1分）"]


def test_what_came_in_time_is_not_late_because_its_file_was_replaced(tmp_path: Path, baihe: Scheme) -> None:
    write_book(tmp_path / "甲.xlsx", sheet(baihe, date(2021, 10, 20)))
    consolidated(tmp_path, baihe)
    write_book(tmp_path / "甲.xlsx", sheet(baihe, date(2021, 10, 30), i1="一般"))
    town, _ = consolidated(tmp_path, baihe)
    assert (standing(town).first_on, town.is_late(standing(town))) == (date(2021, 10, 20), False)
    alone = consolidate_town(tmp_path, baihe, ROSTER, as_of=DAY)
    assert alone.is_late(standing(alone))


def test_a_resubmission_that_changes_nothing_asked_for_says_so(tmp_path: Path, baihe: Scheme) -> None:
    write_book(tmp_path / "甲.xlsx", sheet(baihe, i9=None))
    town, _ = consolidated(tmp_path, baihe)
    assert "11月" not in requests.to_correct(town, standing(town)).partition("请于")[0]
    write_book(tmp_path / "甲.xlsx", sheet(baihe, date(2021, 11, 3), i9=None, i2="良好"))
    for _ in range(2):  # the next day, too
        town, _ = consolidated(tmp_path, baihe, LATER)
        assert standing(town).unheeded == DAY
        assert requests.to_correct(town, standing(town)).startswith(
            "甲：重新报送的自测评分表已收到，但11月1日提出的问题均未改动，请于11月15日（星期一）前改正后重新报送。"
        )
    write_book(tmp_path / "甲.xlsx", sheet(baihe, date(2021, 11, 9)))
    town, _ = consolidated(tmp_path, baihe, LATER)
    assert standing(town).unheeded is None


def test_an_older_file_that_turns_up_with_a_resubmission_hides_nothing(tmp_path: Path, baihe: Scheme) -> None:
    """What was asked about is gone, and stays what the resubmission replaces; so it is the next day, too."""
    write_book(tmp_path / "1.xlsx", sheet(baihe, i9=None))
    consolidated(tmp_path, baihe)
    write_book(tmp_path / "1.xlsx", sheet(baihe, date(2021, 10, 8), i9=None, i4="良好"))
    write_book(tmp_path / "2.xlsx", sheet(baihe, date(2021, 11, 3), i9=None, i2="良好"))
    for _ in range(2):
        one = standing(consolidated(tmp_path, baihe, LATER)[0])
        assert one.unheeded == DAY
        assert one.changed is not None
        assert changes_told(one.changed) == ["总分增加1分", "第2项合格改为良好（增加1分）"]


def test_a_question_that_was_answered_beside_its_item_was_heeded(tmp_path: Path, baihe: Scheme) -> None:
    """不涉及 stays asked about; that somebody wrote why is an answer."""
    write_book(tmp_path / "甲.xlsx", sheet(baihe, i23="不涉及"))
    consolidated(tmp_path, baihe)
    write_book(
        tmp_path / "甲.xlsx",
        sheet(baihe, date(2021, 11, 3), i23="不涉及").put(23, "evidence", "本社区无文物"),
    )
    assert standing(consolidated(tmp_path, baihe, LATER)[0]).unheeded is None


def test_a_damaged_ledger_costs_the_report_nothing(tmp_path: Path, baihe: Scheme) -> None:
    book(tmp_path, "甲.xlsx", baihe, "甲")
    (tmp_path / "台账.sqlite").write_bytes(b"SQLite format 3\0 and no more")
    town = consolidate_town(tmp_path, baihe, ROSTER, as_of=DAY)
    assert recalled(town, tmp_path / "台账.sqlite") is town
