"""GCR: who has reported, and is every submission one community's only one?"""

from collections.abc import Iterator

from validators.arrivals import Arrival, TownCase
from validators.finding import Severity
from validators.rule import Hit, rule


def _twin_hit(arrival: Arrival) -> Hit:
    name = arrival.community or arrival.named
    words = {
        "community": name,
        "twin": arrival.twin,
        "how": _HOW[arrival.order],
        "guessed": _GUESSED if _is_guessed(arrival) else "",
    }
    return Hit(arrival.cell, found=name, file=arrival.file, community=name, words=words)


def _is_guessed(arrival: Arrival) -> bool:
    return arrival.community is not None and arrival.community == arrival.hint


_HOW = {
    "day": "以填报日期在后的为准",
    "time of one day": "填报日期相同，按文件时间分先后",
    "time": "填报日期不全，按文件时间分先后",
    "nothing": "填报日期和文件时间都分不出先后",
}
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
    for arrival in case.arrivals:
        if case.roster and arrival.community is None and not arrival.nameless:
            yield _unmatched_hit(arrival, case.roster.nearest(arrival.named))


@rule(
    "GCR502",
    Severity.QUERY,
    title="同一社区报送了不止一份，分不出先后",
    title_en="Same community twice, neither later",
    message="“{community}”报送了不止一份，得分不同，{how}，本次以{twin}为准，这一份作为旧件留存。",
    fix="请与社区核实以哪一份为准{guessed}，并在为准的表上写明填报日期；旧件已留存，不再计分。",
    expected="一个社区一份自测评分表",
    why="一个社区一份自测评分表（{reporting}）。",
    fails="“示范一居”有两份填报日期相同、内容不同的表。",
    passes="“示范一居”改正后另报一份，填报日期在后：旧件留存，不再过问。",
)
def reported_twice(case: TownCase) -> Iterator[Hit]:
    for arrival in case.arrivals:
        corrected = (arrival.order == "day" or not arrival.differs) and not _is_guessed(arrival)
        if arrival.twin and not arrival.identical and not corrected:
            yield _twin_hit(arrival)


@rule(
    "GCR503",
    Severity.INFO,
    title="同一份文件重复报送",
    title_en="Identical file received again",
    message="“{community}”的这份文件与{twin}完全相同，只计一次。",
    fix="不影响汇总，不用处理。",
    expected="一个社区一份自测评分表",
    why="一个社区一份自测评分表（{reporting}）。",
    fails="同一份文件改了名字又放进来一次。",
    passes="同一份文件只放一次。",
)
def received_again(case: TownCase) -> Iterator[Hit]:
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
    received = {arrival.community for arrival in case.arrivals if arrival.counts} | case.failed
    for community in case.roster.obliged if case.roster else ():
        if community.name not in received:
            file = case.unreadable.get(community.name)
            words = {
                "state": f"它的文件“{file}”无法读取" if file else "没有收到它的自测评分表",
                "how": "重新报送" if file else "报送；若已报送，请核对文件里的社区名称是否与名册一致",
            }
            if not file and (other := case.latest_elsewhere.get(community.name)):
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
    for arrival in case.arrivals:
        coded = case.roster.coded(arrival.code) if case.roster else None
        if coded and case.roster and case.roster.named(arrival.named) is not coded:
            words = {"code": coded.code, "community": coded.name}
            yield Hit(arrival.cell, arrival.named, file=arrival.file, community=coded.name, words=words)


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
    for arrival in case.arrivals:
        if case.roster and arrival.community is None and arrival.nameless:
            yield _unmatched_hit(arrival, arrival.hint or case.roster.nearest(arrival.named))


@rule(
    "GCR508",
    Severity.QUERY,
    rostered=True,
    title="文件名写的是别的社区",
    title_en="File named after another community",
    message="文件名里写的是“{found}”，表上填的社区名称是“{community}”。本次按表上的计入“{community}”。",
    fix="请核对 {cell} 的社区名称：填错的，改正后重新报送；没有填错的，请把文件名改为“{community}”。",
    expected="文件名和社区名称是同一个社区",
    why="一个社区一份自测评分表（{reporting}），套用其他社区的表会把得分记错社区。",
    fails="文件叫“示范二居.xlsx”，表上写的是“示范一居”。",
    passes="文件叫“示范一居.xlsx”，表上写的也是“示范一居”。",
)
def called_otherwise(case: TownCase) -> Iterator[Hit]:
    for arrival in case.arrivals:
        if arrival.called and arrival.counts and arrival.code is None:
            name = arrival.community
            yield Hit(
                arrival.cell, arrival.called, file=arrival.file, community=name, words={"community": name}
            )
