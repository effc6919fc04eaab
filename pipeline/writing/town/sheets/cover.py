"""封面说明: attainment with its three denominators, the report's day, its counts, what each sheet is."""

from collections import Counter
from collections.abc import Iterator

from pipeline import __version__
from pipeline.checking.engine import State
from pipeline.clock import now
from pipeline.town.groups import groups_of
from pipeline.town.model import Town
from pipeline.town.review.closing.summary import is_summed_up
from pipeline.town.review.recommending.candidates import recommends
from pipeline.writing.town.rounds import sheets as rounds
from pipeline.writing.town.sheet import Column, Link, Share, Sheet
from pipeline.writing.town.sheets import (
    analysis,
    declarations,
    files,
    findings,
    leader,
    matrix,
    missing_items,
    reporting,
    rule_runs,
    summary,
)
from pipeline.writing.town.sheets.closing import practices, praise
from pipeline.writing.town.sheets.closing.summary import name_of
from pipeline.writing.town.sheets.district import groups, reports
from pipeline.writing.town.sheets.follow_up import completion, measures, support, units
from pipeline.writing.town.sheets.recommending import candidates, materials, publicity, record

NAME = "封面说明"
LABEL, VALUE = "项目", "数值"
ROUND, AS_OF, OBLIGED, RECEIVED, ATTAINED = "申报年度", "截至日期", "应报社区", "已报社区", "达标社区"
"""What is read back from here when a later round is set beside this one."""

_OTHERS = {
    leader.NAME: "全镇情况一页，供领导阅看",
    summary.NAME: "每个社区的名次、总分、等次、缺项、各部分得分和问题数，总分按得分矩阵计算",
    matrix.NAME: "各社区各项的得分和档次，各项的平均分、最高档占比、缺项数",
    missing_items.NAME: "没有选择自评档次的项目，逐条列出",
    reporting.NAME: "名册上每个社区的报送状态、待处理的问题和可以直接发送的催办短信",
    analysis.NAME: "达标率与目标的对比、等次分布、总分排序、各部分得分率、薄弱项目",
    rounds.NAME: "各社区与以前年度相比的得分、等次和升降项目",
    rounds.ITEMS: "各项目每个档次的占比与以前年度相比",
    rounds.UNITS: "各牵头单位薄弱项次与以前年度相比的减少、新增和整改率",
    units.NAME: "各牵头单位负责的项目和没有达到最高档的社区",
    support.NAME: "未达标和接近上一等次的社区，最少提升哪几项即可晋等，由哪些单位牵头",
    completion.NAME: "各社区应填、已填、核销、逾期的工作措施数和最近时限",
    measures.NAME: "各社区薄弱项目的原因、措施、计划和时限，按牵头单位排列；进展、核销日期由镇办填写",
    candidates.NAME: "各社区的得分、材料、未决问题和推荐意见草稿；决定、决定人、日期、理由由镇办填写",
    materials.NAME: "各社区的申报表、评分表、情况介绍、佐证和盖章扫描件，缺什么",
    publicity.NAME: "决定推荐的社区和总分，供打印公示",
    record.NAME: "各社区历次推荐决定，由谁、何时、依据哪一份报送件作出，此后有没有变动",
    practices.NAME: "达标社区最高档项目的佐证原文，注明文件和单元格",
    praise.NAME: "按方案文件写明的规则提出的表扬建议和依据",
    declarations.NAME: "各社区申报表的内容（含联系电话，请注意保管）",
    findings.NAME: "全部问题，每条写明怎么改",
    rule_runs.NAME: "每条规则检查的结果",
    files.NAME: "每个文件的状态、大小和校验值",
}


def sheet(town: Town) -> Sheet:
    """Label, value and what it means, a line each; then the sheets with links."""
    columns = {LABEL: Column(26), VALUE: Column(24), "说明": Column(70, text=True)}
    lines = (*_attainment(town), *_facts(town), *_files(town), *_sheets(town), *_made(town))
    rows = [dict(zip(columns, line, strict=True)) for line in lines]
    return Sheet(
        NAME,
        f"{town.heading}汇总报告",
        columns,
        rows,
        frozen=1,
        filtered=False,
        one_page=True,
        signed=town.scheme.office,
        portrait=True,
    )


def _facts(town: Town) -> Iterator[tuple[str, object, str]]:
    late = sum(town.is_late(standing) for standing in town.standings)
    a = town.attainment
    yield "依据", town.scheme.plan, town.scheme.plan_title
    if whose := _town_listed(town):
        yield town.scheme.group_words[0], whose, "名册上的街镇"
    yield AS_OF, f"{town.as_of:%Y-%m-%d}", f"本轮报送期限：{town.deadline:%Y-%m-%d}（含当日）"
    yield "改正时限", f"{town.reply_by:%Y-%m-%d}", _reply_by(town)
    yield ROUND, f"{town.round}年", "只计属于本年度的报送件"
    yield (
        OBLIGED,
        "不详" if a.obliged is None else a.obliged,
        "名册上须报送的社区数" if town.roster else "没有名册，应报数不详",
    )
    yield RECEIVED, a.received, "其中应报社区；免报和不在名册的不计"
    yield "未报社区", len(town.missing) if town.roster else "不详", "应报而没有收到的社区数"
    yield "迟报社区", late, "首次报送晚于期限的社区数，改报不算迟报；以填报日期为准，没有填写的以文件时间为准"


def _town_listed(town: Town) -> str:
    """The one town that all of a roster's communities are of; empty for none, or several."""
    groups = {community.group for community in town.roster.communities} if town.roster else set()
    return groups.pop() if len(groups) == 1 else ""


def _files(town: Town) -> Iterator[tuple[str, object, str]]:
    """How many files ended in each state."""
    states = Counter(book.state for book in town.books)
    for state in State:
        yield f"文件：{state.label}", states[state], _STATES[state]
    yield "文件合计", len(town.books), "以上各类之和"


def _reply_by(town: Town) -> str:
    """What the day is by which corrections are asked for."""
    beyond = f"；晚于本年度截止日{town.ends:%Y-%m-%d}" if town.reply_by > town.ends else ""
    return f"请社区在这一天前改正后重新报送（不早于该社区的报送期限）{beyond}"


_STATES = {
    State.ACCEPTED: "没有须改正的问题",
    State.WITH_ERRORS: "有须改正的问题，无法计分的项目暂计0分，其余照计",
    State.REJECTED: "无法读取评分表，未计入",
    State.DUPLICATE: "与另一份完全相同，不重复计",
    State.SUPERSEDED: "同一社区另有较新的一份，旧件留存，不再计分",
    State.OTHER_ROUND: "不是本年度的报送件，没有计入",
    State.SKIPPED: "锁定文件、临时文件、文字说明和考评表，不是报送件",
    State.FAILED: "程序没有处理完，没有计入，请联系维护人员",
}


def _attainment(town: Town) -> Iterator[tuple[str, object, str]]:
    a = town.attainment
    unknown = "没有名册" if a.obliged is None else "名册上没有应报社区"
    met = {True: "已达到目标", False: "未达到目标", None: f"{unknown}，无法判断是否达到目标"}[a.met]
    yield "目标达标率", Share(a.target.rate), f"{a.target.by:%Y-%m-%d}前，“{a.target.quote}”"
    yield ATTAINED, a.attained, town.scheme.ruling(town.scheme.attainment.ruling).ruling
    yield "达标率", _share(a.rate_obliged), f"达标社区 ÷ 应报社区。{met}"
    yield "按已报计", _share(a.rate_received), "达标社区 ÷ 已报社区"
    yield (
        "其中材料无误社区达标率",
        _share(a.rate_clean),
        f"材料无误（没有须改正的问题）的达标社区（{a.attained_clean}个） ÷ 材料无误的社区（{a.clean}个）",
    )


def _share(rate: object) -> object:
    return "—" if rate is None else Share(rate)  # type: ignore[arg-type]


def _sheets(town: Town) -> Iterator[tuple[str, object, str]]:
    if groups_of(town):
        name = groups.name_of(town.scheme)
        yield (
            "工作表",
            Link(f"internal:'{name}'!A1", name),
            f"各{town.scheme.group_words[0]}的应报、已报、达标情况和名次",
        )
    if town.reports:
        name = reports.name_of(town.scheme)
        about = f"各{town.scheme.group_words[0]}报告的截至日期、是否计入和原因"
        yield "工作表", Link(f"internal:'{name}'!A1", name), about
    told = recommends(town)
    wanted = dict.fromkeys((rounds.NAME, rounds.ITEMS, rounds.UNITS), bool(town.earlier))
    wanted |= dict.fromkeys((candidates.NAME, materials.NAME, publicity.NAME), told)
    wanted |= {record.NAME: told and bool(town.decisions)}
    wanted |= dict.fromkeys((practices.NAME, praise.NAME), is_summed_up(town))
    others = _OTHERS | (
        {name_of(town): "各阶段的目标、实绩和数据来源，总结底稿"} if is_summed_up(town) else {}
    )
    for name, about in others.items():
        if wanted.get(name, True):
            yield "工作表", Link(f"internal:'{name}'!A1", name), about


def _made(town: Town) -> Iterator[tuple[str, object, str]]:
    """When and by what the report was made."""
    yield "生成时间", f"{now(town.scheme):%Y-%m-%d %H:%M}", "文件有变动时请重新汇总"
    yield "生成程序", f"green-community {__version__}", f"方案 {town.scheme.id}"
