"""GCT123 and 124: the day of filling in, which decides what is the newest and what is late."""

from collections.abc import Iterator
from datetime import timedelta

from validators.finding import Severity
from validators.read_as import readings, told
from validators.rule import BookCase, Hit, rule

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
    """查：填报日期能否认出、是否在创建的时间之内。为什么：先后和迟报都看它。怎么改：写全年月日。"""
    for note in readings(case, "undated"):
        several = f"有不止一个日期（{note.read}）" if note.read else ""
        problem = f"{several}，不能确定是哪一天，没有采用，先后和是否迟报按文件的时间看"
        yield Hit(note.at, note.found, words={"problem": problem.lstrip("，")})
    day = case.submission.filled_on if case.submission else None
    first, last = case.scheme.issued.year, case.scheme.deadline_event.due[-1] + _AFTER
    if day and not (first <= day.year and day <= last):
        problem = (
            f"不在{first}年1月1日至{last.year}年{last.month}月{last.day}日之间，暂按这一天看先后和是否迟报"
        )
        yield Hit(("filled_on",), f"{day:%Y-%m-%d}", words={"problem": problem})


@rule(
    "GCT124",
    Severity.INFO,
    title="填报日期换了写法",
    title_en="Date of filling in written in another way",
    message="填报日期不是通常的写法，已将 {cells} 的{found}认读。",
    fix="如认读有误，请把 {cells} 改为填报当天的日期，年、月、日写全。",
    expected=DAY,
    why="同一社区报了几次，以填报日期最新的一次为准，认读要说明。",
    fails="填报日期写“二〇二一年九月二十日”或“20210920”。",
    passes="填报日期写2021-10-20。",
)
def day_written(case: BookCase) -> Iterator[Hit]:
    """查：填报日期是否用汉字、连写数字等写成。为什么：认读日期要说明。怎么改：写成2021-10-20。"""
    yield from told(case, readings(case, "dated"))
