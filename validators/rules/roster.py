"""GCR509, 510 and 514: is every line of the roster one community?"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from validators.arrivals import TownCase
from validators.finding import Severity
from validators.names import core
from validators.rule import Hit, rule
from validators.wording import joined

if TYPE_CHECKING:
    from validators.roster import Community

_EXEMPT = "请核对名册（{cell}）：免报的，在“应报”一栏写“免报”；应报的，把免报原因删去。"


@rule(
    "GCR509",
    Severity.INFO,
    rostered=True,
    title="名册里有不是社区的行",
    title_en="Lines of the roster that are no community",
    message="名册的{found}不是社区，没有计入应报数。",
    fix="不影响汇总；如果是社区，请改正那一行（第一处在 {cell}）的名称后重新汇总。",
    expected="名册每行一个社区",
    why="达标率以全部应报社区为分母，合计、说明等行不能算作社区。",
    fails="名册最后一行是“合计”。",
    passes="名册里只有社区。",
)
def roster_lines_left_out(case: TownCase) -> Iterator[Hit]:
    if case.roster and case.roster.left_out:
        lines = case.roster.left_out
        yield Hit(lines[0].cell, joined(line.text for line in lines))


@rule(
    "GCR514",
    Severity.QUERY,
    rostered=True,
    title="名册里有隐藏或划去的行",
    title_en="Hidden or struck-out lines of the roster",
    message="名册的{found}没有计入应报数。",
    fix="请核对名册：不再报送的，删去这一行；仍须报送的，取消隐藏或删除线后重新汇总。",
    expected="名册里的社区都看得见，没有划去",
    why="达标率以全部应报社区为分母，看不见的、划去的行算不算应报要问清楚。",
    fails="名册里“示范二居”一行隐藏着，或者加了删除线。",
    passes="名册里没有隐藏的行，也没有划去的行。",
)
def roster_lines_unseen(case: TownCase) -> Iterator[Hit]:
    if case.roster and case.roster.unseen:
        lines = case.roster.unseen
        yield Hit(lines[0].cell, joined(line.text for line in lines))


@rule(
    "GCR510",
    Severity.QUERY,
    rostered=True,
    title="名册里有要核对的社区",
    title_en="Communities of the roster to be looked at",
    message="名册里的“{found}”{why}，现按{count}个应报社区计。",
    fix="请核对名册（{cell}）：是同一个社区的，合并为一行，另一种写法填入“别名”；不是的，不用改。",
    expected="名册每行一个社区，应报还是免报写明",
    why="达标率以全部应报社区为分母，一个社区列两行会多算一个，免报的没有写明也会多算。",
    fails="名册里既有“示范一居”，又有“示范一居居委会”。",
    passes="名册里“示范一居”一行，别名写“示范一居居委会”。",
)
def roster_doubted(case: TownCase) -> Iterator[Hit]:
    obliged = case.roster.obliged if case.roster else ()
    alike: dict[str, list[Community]] = {}
    for community in obliged:
        alike.setdefault(core(community.name, case.scheme.town), []).append(community)
    for some in alike.values():
        if len(some) > 1:
            words = {"count": len(some), "why": "像是同一个社区的不同写法"}
            yield Hit(some[-1].cell, "”“".join(community.name for community in some), words=words)
    for community in obliged:
        if community.exempt_reason:
            words = {"count": 1, "why": f"填了免报原因“{community.exempt_reason}”，应报一栏却没有写免报"}
            yield Hit(community.cell, community.name, words=words, fix=_EXEMPT)
