"""抽样说明: a page that says how it was drawn, from what, by which seed, with what outcome, and which draw of the round it is."""

from collections.abc import Iterable, Iterator, Sequence

from pipeline.ledger.draws import KeptDraw
from pipeline.policy.masking import masked
from pipeline.town.model import Town
from pipeline.town.review.drawing import ChosenCommunity, Draw, Way
from pipeline.town.review.lots import lot_text, number_drawn, share_text
from pipeline.writing.town.sheet import Column, Row, Sheet
from validators.wording import full_date, joined, named, number_text

NAME = "抽样说明"

SHOWN = 12
"""Digits of a lot that are printed: enough to tell any two of a town apart."""

_NAMED = 40
_NUMERALS = "一二三四五六七八九十"

METHOD = (
    "每个社区取文字“种子:年度:社区名称”（冒号为半角，社区名称与名册一致，UTF-8编码）的SHA-256值为抽签码，"
    "同一等次的社区按抽签码从小到大排列，取前若干个；取几个，按该等次社区数乘以抽取比例计，有小数的进一，所以每个等次至少1个。"
)
"""The method in one sentence: it needs neither this program nor any order of files and rows."""


def sheet(town: Town, draw: Draw, draws: Sequence[KeptDraw]) -> Sheet:
    """The text above, below it the strata; telephone numbers are taken out of names alone, seeds stay."""
    columns = {
        "等次": Column(14),
        "社区数": Column(10),
        "抽取数": Column(10),
        "随机抽中的社区": Column(56, text=True),
    }
    passages = {
        "抽样范围": _frame(town, draw),
        "抽签办法": METHOD,
        "种子和比例": seed_line(draw),
        "随机抽取": _random(draw),
        "重点查看": _focus(town, draw),
        "查看项目": _items(town, draw),
        "抽样次数": times_told(draw, draws),
        "复核举例": _example(draw),
    }
    above = [(f"{_NUMERALS[n]}、{head}", text) for n, (head, text) in enumerate(passages.items())]
    title = f"{town.heading}抽样考评{which(draw, draws)}"
    rows = [*_rows(draw)]
    signed = town.scheme.office
    return Sheet(
        NAME, title, columns, rows, filtered=False, masks=False, signed=signed, portrait=True, above=above
    )


def which(draw: Draw, draws: Sequence[KeptDraw]) -> str:
    """Which draw of the round it is, for titles; nothing where the ledger does not keep it."""
    number = next((kept.number for kept in draws if kept.digest == draw.digest), None)
    return f"（第{number}次抽样）" if number else ""


def outcome(draw: Draw, draws: Sequence[KeptDraw]) -> Iterator[str]:
    """What a window says of a draw, a sentence each."""
    random, focus, pilots = map(draw.of, Way)
    framed = sum(len(stratum.communities) for stratum in draw.strata)
    yield f"{draw.year}年从自评达标的{framed}个社区中随机抽中{len(random)}个：{_of(random)}。"
    if focus:
        yield f"另有重点查看的{len(focus)}个：{_of(focus)}。"
    if pilots:
        yield f"另有试点社区{len(pilots)}个：{_of(pilots)}。"
    yield seed_line(draw)
    yield times_told(draw, draws)


def _rows(draw: Draw) -> Iterator[Row]:
    for stratum in draw.strata:
        yield {
            "等次": stratum.grade.name,
            "社区数": len(stratum.communities),
            "抽取数": stratum.number,
            "随机抽中的社区": _names(framed.standing.name for framed in stratum.drawn),
        }


def _frame(town: Town, draw: Draw) -> str:
    framed, obliged = sum(len(stratum.communities) for stratum in draw.strata), town.attainment.obliged
    listed = "" if obliged is None else f"名册应报社区{obliged}个，"
    text = f"{listed}截至{full_date(town.as_of)}自评达标的{framed}个为申报项目，列入抽样范围，按自评等次分为{len(draw.strata)}层"
    rest = f"；未列入的{len(draw.outside)}个及原因见“范围外社区”" if draw.outside else ""
    known = {community.name for community in town.roster.obliged} if town.roster else set()
    if besides := sum(one.community not in known for one in draw.outside) if known else 0:
        rest += f"，其中免报或不在名册的{besides}个"
    return f"{text}{rest}。"


def seed_line(draw: Draw) -> str:
    """What has to be known to repeat it."""
    layers = joined(f"{stratum.grade.name}{stratum.number}" for stratum in draw.strata)
    return f"随机数种子{draw.seed}，抽取比例{share_text(draw.share)}，等次分层：{layers}。"


def _random(draw: Draw) -> str:
    chosen = draw.of(Way.RANDOM)
    return f"抽中{len(chosen)}个：{_of(chosen)}。用于推算全镇的，只限随机抽中的社区。"


def _focus(town: Town, draw: Draw) -> str:
    """Whom risk speaks for, by which signs; the office leaves out whom it cannot visit, the lot is not touched by that."""
    near, unit = town.scheme.attainment.near, town.scheme.unit
    signs = ["实测值与所选档次不符", "各项均为最高档"]
    signs += [f"总分高出等次最低分不超过{number_text(near)}{unit}"] if near else []
    signs += ["比以前年度提高一个等次的分差以上"] if town.earlier else []
    text = f"抽样范围内{'、'.join(signs)}或者迟报的社区，"
    focus, pilots = draw.of(Way.FOCUS), draw.of(Way.PILOT)
    text += f"除随机抽中的外有{len(focus)}个：{_of(focus)}。" if focus else "除随机抽中的外没有。"
    if pilots:
        text += f"试点社区{len(pilots)}个：{_of(pilots)}。"
    if focus or pilots:
        text += f"以上不占随机名额，不用于推算；不能全部查看的，由{town.scheme.office}从“抽样名单”末尾起酌减，随机抽中的不得更换。"
    if not town.earlier:
        text += "没有以前年度的结果，未比较增幅。"
    return text


def _items(town: Town, draw: Draw) -> str:
    every = len(town.scheme.items)
    return (
        f"每个社区查看的项目不少于全部{every}项的{share_text(draw.share)}，即{number_drawn(draw.share, every)}项："
        "有需关注情况的项目必查，其余随机补足，至少随机1项，见“查看项目”。"
        "随机项目的抽签办法同上，文字为“种子:年度:社区名称:序号”。"
    )


def times_told(draw: Draw, draws: Sequence[KeptDraw]) -> str:
    """Which draw of the round it is, and every other with its day and seed."""
    return "".join(_times(draw, draws))


def kept_line(kept: KeptDraw) -> str:
    """A draw of the round as the ledger keeps it: when, by which seed, from how many, with what outcome."""
    names = _names(kept.names(Way.RANDOM))
    return (
        f"第{kept.number}次：{full_date(kept.day)}，种子{kept.seed}，抽取比例{share_text(kept.share)}，"
        f"从{kept.framed}个社区中随机抽中{names}。"
    )


def _times(draw: Draw, draws: Sequence[KeptDraw]) -> Iterator[str]:
    own = next((kept for kept in draws if kept.digest == draw.digest), None)
    others = [kept for kept in draws if kept is not own]
    if own:
        yield f"本次为{draw.year}年第{own.number}次抽样（{full_date(own.day)}），已记入台账。"
    else:
        yield "本次抽样没有记入台账，不能证明是第几次抽样。"
    yield from map(kept_line, others)
    if own and not others:
        yield "本年度没有其他抽样。"


def _example(draw: Draw) -> str:
    framed = draw.strata[0].communities[0]
    text = lot_text(draw.seed, draw.year, masked(framed.standing.name))
    return (
        f"“{masked(framed.standing.name)}”的文字为“{text}”，抽签码的前{SHOWN}位是{framed.lot[:SHOWN]}，"
        f"在{draw.strata[0].grade.name}社区中排第1位。其他社区见“抽样范围”，可以用任何计算SHA-256的工具核对。"
    )


def _of(chosen: Iterable[ChosenCommunity]) -> str:
    return _names(one.name for one in chosen)


def _names(communities: Iterable[str]) -> str:
    return masked(named([*communities], _NAMED))
