"""GCR506, 512, 513: does every submission belong to the round that is consolidated?"""

from collections.abc import Iterator, Mapping

from validators.arrivals import ToldBy, TownCase
from validators.finding import Severity
from validators.rule import Hit, rule


@rule(
    "GCR506",
    Severity.QUERY,
    title="不是本年度的报送件",
    title_en="Submission of another round",
    message="这一份{told}是{found}年的，本次汇总的是{round}年，没有计入。",
    fix="请核对是否误用其他年度的工作簿；如是，请改用{round}年工作簿填报；如否，请{mend}。",
    expected="本年度的自测评分表",
    why="每年报送一次当年的自测评分表（{reporting}），往年的得分不能算作当年达标。",
    fails="2022年汇总，“示范一居”的文件夹里只有2021年的工作簿。",
    passes="2022年汇总，“示范一居”报的是2022年的工作簿。",
)
def another_round(case: TownCase) -> Iterator[Hit]:
    for arrival in case.other_rounds:
        name = arrival.community or arrival.named
        cell = arrival.told_at.a1 if arrival.told_at else ""
        words = {
            "round": case.round,
            "told": TOLD[arrival.told_by],
            "mend": _MEND[arrival.told_by].format(cell=cell, round=case.round),
        }
        yield Hit(
            arrival.told_at or arrival.cell, arrival.year, file=arrival.file, community=name, words=words
        )


TOLD: Mapping[ToldBy, str] = {
    "round": "工作簿写明",
    "day": "按填报日期",
    "time": "没有填报日期，按文件时间",
}
"""How the sentence says what told the year."""

_MEND = {"round": "说明", "day": "在 {cell} 改正填报日期", "time": "在表上方写明填报日期"}


@rule(
    "GCR512",
    Severity.QUERY,
    title="按文件时间认定年度",
    title_en="Round told by the file's time only",
    message="表上没有申报年度，也没有能识别的填报日期，{how}计入{found}年。",
    fix="请核实是{found}年的自测评分表，并在表上方写明填报日期。",
    expected="表上写明申报年度或填报日期",
    why="每年报送一次当年的自测评分表（{reporting}），文件时间会因复制、下载而改变。",
    fails="表上没有填报日期，文件是2021年10月20日存的。",
    passes="表上写明填报日期2021年10月20日。",
)
def round_by_time(case: TownCase) -> Iterator[Hit]:
    for arrival in case.arrivals:
        if arrival.counts and arrival.told_by in ("time", "nothing"):
            name = arrival.community or arrival.named
            words = {"how": "按文件时间" if arrival.told_by == "time" else ""}
            yield Hit(arrival.cell, arrival.year, file=arrival.file, community=name, words=words)


@rule(
    "GCR513",
    Severity.QUERY,
    title="填报日期晚于汇总截至日期",
    title_en="Filled in after the day of the report",
    message="填报日期是{found}，晚于本次汇总的截至日期{as_of}，报送先后和是否迟报改按文件时间。",
    fix="请核对并改正 {cell} 的填报日期。",
    expected="不晚于汇总截至日期的日期",
    why="报送是否按期看填报日期（{reporting}）。",
    fails="11月1日汇总，表上的填报日期是12月20日。",
    passes="11月1日汇总，表上的填报日期是10月20日。",
)
def filled_in_later(case: TownCase) -> Iterator[Hit]:
    for arrival in case.arrivals:
        if arrival.counts and arrival.later:
            day, cell = arrival.later
            name = arrival.community or arrival.named
            yield Hit(
                cell,
                f"{day:%Y-%m-%d}",
                file=arrival.file,
                community=name,
                words={"as_of": f"{case.as_of:%Y-%m-%d}"},
            )
