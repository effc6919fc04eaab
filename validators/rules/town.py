"""GCR: who has reported, and is every submission one community's only one?"""

from collections.abc import Iterator

from validators.finding import Severity
from validators.rule import Arrival, Hit, TownCase, rule


def _twin_hit(arrival: Arrival) -> Hit:
    name = arrival.community or arrival.named
    guessed = arrival.community is not None and arrival.community == arrival.hint
    words = {"community": name, "twin": arrival.twin, "guessed": _GUESSED if guessed else ""}
    return Hit(arrival.cell, found=name, file=arrival.file, community=name, words=words)


_GUESSED = "（两份都没有填写社区名称，是按文件名认定的，请先核实是不是同一个社区）"


def _unmatched_hit(arrival: Arrival, nearest: str | None) -> Hit:
    near = {"near": f"，名册上最接近的是“{nearest}”" if nearest else ""}
    return Hit(arrival.cell, arrival.named, file=arrival.file, community=arrival.named, words=near)


@rule(
    "GCR501",
    Severity.ERROR,
    rostered=True,
    title="社区名称不在名册上",
    title_en="Community not on the roster",
    message="填报的社区名称是“{found}”，名册上没有这个社区，没有计入达标率。",
    fix="请核对 {cell} 的社区名称是否为全称{near}；确实没有写错的，请告知{office}，由{office}在名册中补登名称或别名。",
    expected="名册上的社区名称或别名",
    why="达标率以全部应报社区为分母，报送单位须在名册上。",
    fails="表上写“示范二居”，名册上只有“示范一居”。",
    passes="表上写“示范一居”，名册上有“示范一居”。",
)
def not_on_roster(case: TownCase) -> Iterator[Hit]:
    """查：社区名称是否在名册上。为什么：对不上就计不进达标率。怎么改：改用全称，或在名册补登。"""
    for arrival in case.arrivals:
        if case.roster and arrival.community is None and not arrival.nameless:
            yield _unmatched_hit(arrival, case.roster.nearest(arrival.named))


@rule(
    "GCR502",
    Severity.QUERY,
    title="同一社区报送了不止一份",
    title_en="Same community twice",
    message="“{community}”报送了不止一份且内容不同，本次以{twin}为准，这一份作为改报前留存。",
    fix="请与社区核实以哪一份为准{guessed}；另一份请移出文件夹。",
    expected="一个社区一份自测评分表",
    why="一个社区一份自测评分表（{reporting}）。",
    fails="“示范一居”先报一份，改后又报一份，两份都在文件夹里。",
    passes="文件夹里只有“示范一居”最后的一份。",
)
def reported_twice(case: TownCase) -> Iterator[Hit]:
    """查：同一社区是否报了不同的两份。为什么：只能计一份。怎么改：核实以哪份为准。"""
    for arrival in case.arrivals:
        if arrival.twin and not arrival.identical:
            yield _twin_hit(arrival)


@rule(
    "GCR503",
    Severity.INFO,
    title="同一份文件重复报送",
    title_en="Identical file received again",
    message="“{community}”的这份文件与{twin}完全相同，只计一次。",
    fix="不影响汇总；可把多余的一份移出文件夹。",
    expected="一个社区一份自测评分表",
    why="一个社区一份自测评分表（{reporting}）。",
    fails="同一份文件改了名字又放进来一次。",
    passes="同一份文件只放一次。",
)
def received_again(case: TownCase) -> Iterator[Hit]:
    """查：是否收到完全相同的文件。为什么：只能计一次。怎么改：可移走多余的一份。"""
    for arrival in case.arrivals:
        if arrival.twin and arrival.identical:
            yield _twin_hit(arrival)


@rule(
    "GCR504",
    Severity.ERROR,
    rostered=True,
    title="应报未报",
    title_en="Obliged community missing",
    message="“{found}”在名册上是应报社区，{state}。",
    fix="请联系“{found}”{how}。",
    expected="每个应报社区都有一份自测评分表",
    why="按期报送自测评分表（{reporting}）。",
    fails="名册上“示范一居”应报，文件夹里没有它的表。",
    passes="名册上应报的社区都有表。",
)
def obliged_missing(case: TownCase) -> Iterator[Hit]:
    """查：哪些应报社区没有报。为什么：达标率以全部应报社区为分母。怎么改：催报或核对名称。"""
    received = {arrival.community for arrival in case.arrivals if arrival.counts}
    for community in case.roster.obliged if case.roster else ():
        if community.name not in received:
            file = case.unreadable.get(community.name)
            words = {
                "state": f"它的文件“{file}”读不出来" if file else "没有收到它的自测评分表",
                "how": "重新报送" if file else "报送；若已报送，请核对文件里的社区名称是否与名册一致",
            }
            if not file and (other := case.other_round_of(community)):
                words |= {"state": f"收到的“{other.file}”是{other.year}年的", "how": f"报送{case.round}年的"}
            yield Hit(None, found=community.name, community=community.name, words=words)


@rule(
    "GCR505",
    Severity.ERROR,
    rostered=True,
    title="社区编号与名称对不上",
    title_en="Code and name are different communities",
    message="工作簿的社区编号{code}在名册上是“{community}”，填报的社区名称却是“{found}”。本次按编号计入“{community}”。",
    fix="请核对 {cell} 的社区名称：若是“{community}”，请改为名册上的名称；若是“{found}”，请换用它自己的预填工作簿。",
    expected="社区编号与社区名称是同一个社区",
    why="预填工作簿带有社区编号，套用其他社区的工作簿会把得分记错社区。",
    fails="借了“示范一居”的预填工作簿，把社区名称改成“示范二居”就报了。",
    passes="“示范二居”用的是自己的预填工作簿。",
)
def code_and_name_differ(case: TownCase) -> Iterator[Hit]:
    """查：工作簿里的社区编号与填报的名称是否同一社区。为什么：套用别的社区的工作簿会记错。怎么改：改正名称或换工作簿。"""
    for arrival in case.arrivals:
        coded = case.roster.coded(arrival.code) if case.roster else None
        if coded and case.roster and case.roster.named(arrival.named) is not coded:
            words = {"code": coded.code, "community": coded.name}
            yield Hit(arrival.cell, arrival.named, file=arrival.file, community=coded.name, words=words)


@rule(
    "GCR506",
    Severity.QUERY,
    title="不是本年度的报送件",
    title_en="Submission of another round",
    message="这一份{told}是{found}年的，本次汇总的是{round}年，没有计入。",
    fix="请报送{round}年的自测评分表；如这一份就是{round}年的，请{mend}。",
    expected="本年度的自测评分表",
    why="每年报送一次当年的自测评分表（{reporting}），往年的得分不能算作当年达标。",
    fails="2022年汇总，“示范一居”的文件夹里只有2021年的工作簿。",
    passes="2022年汇总，“示范一居”报的是2022年的工作簿。",
)
def another_round(case: TownCase) -> Iterator[Hit]:
    """查：报送件属于哪个年度。为什么：往年的表不能算作今年的。怎么改：报送本年度的，或改正年度、日期。"""
    for arrival in case.other_rounds:
        name = arrival.community or arrival.named
        cell = arrival.told_at.a1 if arrival.told_at else ""
        words = {
            "round": case.round,
            "told": _TOLD[arrival.told_by],
            "mend": _MEND[arrival.told_by].format(cell=cell, round=case.round),
        }
        yield Hit(
            arrival.told_at or arrival.cell, arrival.year, file=arrival.file, community=name, words=words
        )


_TOLD = {
    "round": "工作簿写明",
    "day": "按填报日期",
    "time": "没有填报日期，按文件时间",
}
_MEND = {
    "round": "改用{round}年的工作簿填报",
    "day": "在 {cell} 改正填报日期",
    "time": "在表上方写明填报日期",
}


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
    """查：年度是不是只能按文件时间认定。为什么：文件时间会变。怎么改：写明填报日期。"""
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
    """查：填报日期是否晚于汇总之日。为什么：这样的日期不可能对。怎么改：改正日期。"""
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


@rule(
    "GCR514",
    Severity.QUERY,
    title="两份报送件分不清先后",
    title_en="Which of two submissions is newer is not certain",
    message="“{community}”还报送了{found}，得分不同；{how}，本次以这一份为准。",
    fix="请与“{community}”核实以哪一份为准，并在以它为准的表上写明填报日期。",
    expected="能分清先后的填报日期",
    why="一个社区以最后报送的一份为准（{reporting}）。",
    fails="“示范一居”的两份表都没有写填报日期，得分不同。",
    passes="两份表写明了不同的填报日期，以后一份为准。",
)
def order_in_doubt(case: TownCase) -> Iterator[Hit]:
    """查：以哪一份为准是否只凭文件时间。为什么：文件时间会变，影响得分。怎么改：写明填报日期。"""
    for arrival in case.arrivals:
        if arrival.counts and arrival.doubted:
            other, order = arrival.doubted
            name = arrival.community or arrival.named
            yield Hit(
                arrival.cell,
                other,
                file=arrival.file,
                community=name,
                words={"community": name, "how": _DOUBTS[order]},
            )


_DOUBTS = {
    "time": "填报日期不全，只能按文件时间分先后",
    "nothing": "填报日期和文件时间都分不出先后",
}


@rule(
    "GCR507",
    Severity.ERROR,
    rostered=True,
    title="没有填写社区名称，文件名也对不上名册",
    title_en="Community unknown",
    message="表中没有填写社区名称，文件名“{found}”也对不上名册，没有计入达标率。",
    fix="请在评分表上方（{cell}）写明社区名称的全称，再重新报送{near}。",
    expected="评分表上写明名册上的社区名称",
    why="达标率以全部应报社区为分母，报送单位须在名册上。",
    fails="表上没写名称，文件名是“自测评分表.xlsx”。",
    passes="表的上方写明“示范一居”，名册上有“示范一居”。",
)
def nobody_known(case: TownCase) -> Iterator[Hit]:
    """查：没写名称的表能不能按文件名认定社区。为什么：不知道是谁报的就不能计入。怎么改：填写社区名称后重新报送。"""
    for arrival in case.arrivals:
        if case.roster and arrival.community is None and arrival.nameless:
            yield _unmatched_hit(arrival, arrival.hint or case.roster.nearest(arrival.named))
