"""What the buttons say when they are done: a few Chinese sentences, names before numbers."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

from pipeline.checking.engine import CheckedBook, Failure, State
from pipeline.checking.sentences import failure_line
from pipeline.keeping import Sampled, drawn_told
from pipeline.ledger.history import Submitted
from pipeline.town.attainment import attainment_line
from pipeline.town.model import Town
from pipeline.town.review.results import review_line
from pipeline.writing.town.progress import left_text
from validators.finding import Finding, Severity
from validators.submission import Submission
from validators.wording import joined, number_text

_NAMED = 10
"""So many names are listed one by one."""


class SelfChecked(Protocol):
    """One line of the self-check; ``passed`` is None where it could not be tried."""

    @property
    def name(self) -> str:
        """What was checked."""

    @property
    def passed(self) -> bool | None:
        """Whether it is in order."""

    @property
    def remedy(self) -> str:
        """What to do."""


def checked_text(checked: CheckedBook, where: str) -> str:
    """The result of 检查本表; ``where`` the findings are listed, ``""`` for nowhere."""
    lines = []
    if checked.scorecard and checked.submission:
        card = checked.scorecard
        gap = f"，距“{card.next_grade.name}”还差{number_text(card.gap)}分" if card.next_grade else ""
        lines.append(
            f"{_whose(checked.submission)}：总分{number_text(card.total)}分，{card.grade.name}{gap}。"
        )
        if card.missing:
            lines.append(f"没有选择自评档次的：第{joined(card.missing)}项。")
    if checked.findings:
        lines.append(_counted(checked.findings) + (f"见“{where}”。" if where else ""))
    elif not checked.verdict.failures:
        lines.append("没有发现问题。")
    if checked.verdict.failures:
        lines.append(failure_line(*checked.verdict.failures))
    return "\n".join(lines)


def finding_text(findings: Sequence[Finding], number: int, of: int, hidden: Sequence[str] = ()) -> str:
    """What is wrong in the cell that 跳到下一个问题 selected, one of so many; ``hidden`` sheets have some more."""
    lines = [f"第{number}处，共{of}处：{findings[0].cell}", *map(_in_full, findings)]
    return "\n".join([*lines, *_hidden(hidden, "另有问题在")])


def unreached_text(findings: Sequence[Finding], hidden: Sequence[str]) -> str:
    """What is wrong where 跳到下一个问题 cannot select any of it: on ``hidden`` sheets, or in no cell."""
    lines = [_counted(findings), *map(_in_full, findings[:_NAMED]), *_hidden(hidden, "有问题的格在")]
    return "\n".join(lines)


def _in_full(finding: Finding) -> str:
    return f"{finding.severity.label}　{finding.message}{finding.fix}"


def _hidden(sheets: Sequence[str], what: str) -> list[str]:
    names = joined([f"“{sheet}”" for sheet in sheets])
    return [f"{what}隐藏的工作表{names}里，请取消隐藏，再点这个按钮。"] if sheets else []


def how_converted(placed: str, of: str, into: str, nameless: str) -> str:
    """The result of 转成今年的表, from the round ``of`` into the round ``into``, a file at its place.

    ``nameless`` is the label of the community's name where none was filled in.
    """
    done = f"已转成{into}年的工作簿 {placed}"
    lines = [f"{done}，请核对。"]
    if of != into:
        lines = [
            f"原表是{of}年的。{done}：自评档次先照{of}年选好，请按{into}年的情况改选；"
            "佐证、实测值和措施不带过来，请重新填写。"
        ]
    if nameless:
        lines.append(f"原表没有填写{nameless}，新表里也空着，请填写。")
    return "\n".join(lines)


def town_text(
    town: Town,
    report: Path,
    home: Path,
    listed_in: Path | None,
    held: str = "",
    left: Path | None = None,
    kept: str = "",
) -> str:
    """The result of 汇总; ``home`` is where the report belongs, ``listed_in`` the roster's file.

    ``held`` is the earlier report that could not be replaced, ``left`` one that holds something typed which this one does not.
    ``kept`` is what there is to tell of the ledger.
    """
    lines = [f"汇总{town.round}年（截至{town.as_of:%Y-%m-%d}）。"]
    attainment = town.attainment
    if town.roster:
        missing = [community.name for community in town.missing]
        lines.append(
            f"应报{attainment.obliged}个社区，收到{attainment.received}个，未报{len(missing)}个{_names(missing)}。"
        )
    else:
        lines.append(f"收到{attainment.received}个社区。未填写名册，不能统计未报社区和达标率。")
    wrong = [s.name for s in town.standings if s.book.state is State.WITH_ERRORS]
    unread = [book.file for book in town.books if book.state is State.REJECTED]
    lines.append(
        f"有须改正问题的{len(wrong)}个{_names(wrong)}，无法读取的文件{len(unread)}份{_names(unread)}。"
    )
    lines.append(attainment_line(town))
    if town.earlier:
        lines.append(f"与{joined(round_.year for round_ in town.earlier)}年的对比见报告的“年度对比”页。")
    if town.reviews:
        lines.append(review_line(town))
    if town.failures:
        lines.append(failure_line(*town.failures))
    if held:
        lines.append(f"原来的 {held} 正打开着，没有改动。")
    lines += filter(None, [left_text(left) if left else "", kept])
    if listed_in:
        lines.append(f"名册：{listed_in}。")
    if report.parent != home:
        lines.append(f"“{home}”里存不进去，汇总报告放在别处。")
    lines.append(f"完整的汇总：{report}。")
    return "\n".join(lines)


def returned_text(
    moved: str,
    written: int,
    earlier: int,
    unread: Sequence[str],
    kept: Sequence[str] = (),
    unwritten: Sequence[str] = (),
    failures: Sequence[Failure] = (),
) -> str:
    """The result of 生成退回件; ``moved`` is the folder of the copies where it is not among the submissions.

    ``kept`` is what stood in the place of a copy, ``unwritten`` could not be written.
    """
    lines = [f"生成了{written}份退回件，在报送文件夹的“退回件”里。" if written else "没有需要退回的。"]
    if moved and written:
        lines = [f"生成了{written}份退回件。报送文件夹存不进去，放在“{moved}”里。"]
    if earlier:
        lines.append(f"“退回件”里另有{earlier}份是以前生成的，不用再发的请删除。")
    if unread:
        lines.append(f"无法读取的文件{len(unread)}份{_names(unread)}没有退回件，请联系社区重新报送。")
    if kept:
        lines.append(
            f"“退回件”里已有的{len(kept)}份{_names(kept)}没有替换：生成后有人改动过，或者不是本程序生成的。"
            "社区改好的，请移到报送文件夹；不用的，请移走，再点一次。"
        )
    if unwritten:
        lines.append(f"没有写成的{len(unwritten)}份{_names(unwritten)}：可能正打开着，请关闭后再点一次。")
    if failures:
        lines.append(failure_line(*failures))
    return "\n".join(lines)


def history_text(told: Sequence[Submitted], file: Path) -> str:
    """The result of 报送经过."""
    communities = {one.community for one in told}
    whose = told[0].community if len(communities) == 1 else f"{len(communities)}个社区"
    return f"{whose}报送过{len(told)}份，见“{file}”。"


def drawn_text(
    town: Town, made: Sampled, file: Path, listed_in: Path | None, kept: Path | None = None
) -> str:
    """The result of 抽样; ``kept`` is the list of an earlier time that somebody has saved since."""
    lines = drawn_told(made)
    lines += [failure_line(*town.failures)] if town.failures else []
    lines += [f"原来的 {kept.name} 有人改过，没有改动。"] if kept else []
    lines += [f"名册：{listed_in}。"] if listed_in else []
    return "\n".join([*lines, f"抽样名单：{file}。"])


def self_check_text(results: Iterable[SelfChecked]) -> str:
    """The result of 环境自检, a line each; what failed says what to do."""
    return "\n".join(_self_checked(result) for result in results)


def _self_checked(result: SelfChecked) -> str:
    if result.passed:
        return f"通过　{result.name}"
    return f"{'无法检查' if result.passed is None else '未通过'}　{result.name}：{result.remedy}"


def _whose(submission: Submission) -> str:
    """The community; a file's name is none as long as nothing at all is filled in."""
    named = submission.community_from == "cell" or submission.filled
    return submission.community if named else "还没有填写的表"


def _counted(findings: Sequence[Finding]) -> str:
    counts = ((s.label, sum(finding.severity is s for finding in findings)) for s in Severity)
    return f"发现{len(findings)}处：{'、'.join(f'{label}{count}处' for label, count in counts if count)}。"


def _names(names: Sequence[str]) -> str:
    if not names:
        return ""
    return f"（{joined(names[:_NAMED])}{'等' if len(names) > _NAMED else ''}）"
