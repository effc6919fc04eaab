"""GCT123, 124 and 142: what stands around the table: the day of filling in, and a community's name that is none."""

from collections.abc import Iterator
from datetime import date, timedelta

from validators.finding import Severity
from validators.read_as import readings, tells
from validators.rule import BookCase, Hit, rule
from validators.wording import full_date

_AFTER = timedelta(days=366)
"""How long after the last deadline a day may be."""

DAY = "年、月、日写全的日期，在创建的时间之内"


@rule(
    "GCT123",
    Severity.QUERY,
    title="填报日期认不出或不可能",
    title_en="Date of filling in unreadable or far off",
    message="填报日期写的是“{found}”，{problem}。",
    fix="请把 {cell} 改为填报当天的日期，年、月、日写全。",
    expected=DAY,
    why="同一社区报了几次，以填报日期最新的一次为准；是否迟报也看这个日期（{reporting}）。",
    fails="填报日期写“10月20日”，没有年份；写“2021-10-25（补报10-28）”，有两个日期；或者写成2031年。",
    passes="填报日期写2021-10-20。",
)
def day_doubtful(case: BookCase) -> Iterator[Hit]:
    for note in readings(case, "undated"):
        several = f"有不止一个日期（{note.read}）" if note.read else ""
        problem = f"{several}，不能确定是哪一天，没有采用，先后和是否迟报按文件的时间看"
        yield Hit(note.at, note.found, words={"problem": problem.lstrip("，")})
    day = case.submission.filled_on if case.submission else None
    first, last = date(case.scheme.issued.year, 1, 1), case.scheme.deadline_event.due[-1] + _AFTER
    if day and not first <= day <= last:
        problem = f"不在{full_date(first)}至{full_date(last)}之间，暂按这一天看先后和是否迟报"
        yield Hit(("filled_on",), f"{day:%Y-%m-%d}", words={"problem": problem})


rule(
    "GCT124",
    Severity.INFO,
    title="填报日期写法不规范",
    title_en="Date of filling in written in another way",
    message="填报日期写法不规范，已将 {cells} 的{found}识别。",
    fix="如识别有误，请把 {cells} 改为填报当天的日期，年、月、日写全。",
    expected=DAY,
    why="同一社区报了几次，以填报日期最新的一次为准，识别要说明。",
    fails="填报日期写“二〇二一年九月二十日”或“20210920”。",
    passes="填报日期写2021-10-20。",
)(tells("dated"))


@rule(
    "GCT142",
    Severity.QUERY,
    title="社区名称填的不是一个社区",
    title_en="Community name that names nobody",
    message="{cell} 应写社区名称，现写的是“{found}”，不是一个社区的名称。本次{taken}“{community}”计。",
    fix="请在 {cell} 写明本社区的全称（只写一个），例如“{community}”，再重新报送。",
    expected="一个社区的全称",
    why="一个社区一份自测评分表（{reporting}），名称没有写明会把得分记错社区。",
    fails="社区名称写“待定”“XX社区”，或者写了两个社区。",
    passes="社区名称写“示范一居”。",
)
def names_nobody(case: BookCase) -> Iterator[Hit]:
    for note in readings(case, "no_name"):
        taken = "按表上另一处写的" if note.read else "暂按文件名"
        words = {"taken": taken, "community": case.submission.community if case.submission else ""}
        yield Hit(note.at, note.found, words=words)
