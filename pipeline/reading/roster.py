"""Reading the roster of communities from csv, a workbook, or the cells of an open one."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from pydantic import ValidationError

from pipeline.reading.book import Cell
from pipeline.reading.days import day_of
from pipeline.reading.roster_file import Listed, SeveralError, read_csv, read_workbook
from pipeline.reading.values import text_of
from validators.roster import Community, Roster
from validators.wording import joined

NAME, CODE, ALIASES, OBLIGED, REASON, CONTACT = "名称", "编号", "别名", "应报", "免报原因", "联系人"
ADDRESS, PHONE, EXTENDED = "地址", "联系电话", "延期至"
EXEMPT = "免报"
_NAMING = (NAME, CODE, ALIASES)

_HEADS = {"社区名称": NAME, "居委会": NAME, "居委会名称": NAME, "是否应报": OBLIGED}
"""Other heads that mean one of ours."""

_DUTY = {"": True, OBLIGED: True, "是": True, EXEMPT: False, "否": False}
"""What may stand under 应报."""

_NO_COMMUNITY = re.compile(r"(?:合计|总计|小计|共计|备注|说明|注)(?:[:：\d].*)?")
"""How a row begins that only adds up or explains."""

_HEAD_ROWS = 5
_BETWEEN_ALIASES = r"\s*[、,，;；\n]\s*"


_WHY = {
    FileNotFoundError: "没有这个文件",
    IsADirectoryError: "这是一个文件夹",
    PermissionError: "没有读取权限，或正被别的程序占用",
}


class RosterError(Exception):
    """A roster that cannot be used; the text is one Chinese sentence."""


def load_roster(path: Path) -> Roster:
    """Read a csv (UTF-8, UTF-16 or GB18030) or a sheet of a workbook; RosterError says what to correct."""
    return roster_from(_table(path), path.name)


def roster_from(listed: Listed, source: str) -> Roster:
    """The roster in a table one of whose first rows names its columns; blank rows are left out.

    Lines that are hidden or struck out count for nobody, and are told. ``source`` is what a RosterError calls the table.
    """
    lines = [[text_of(cell) for cell in line] for line in listed.rows]
    if not any(map(any, lines)):
        raise RosterError(f"名册 {source} 是空的。请检查是否选对了文件。")
    head = _head(lines)
    if head is None:
        raise RosterError(f"名册 {source} 缺少“{NAME}”一列，现有的列是：{joined(filter(None, lines[0]))}。")
    heads, communities = _heads(lines[head]), []
    _spread(lines, listed, head)
    left_out, unseen = [], []
    for number, line in enumerate(lines[head + 1 :], start=head + 2):
        quoted = f"第{number}行“{next(filter(None, line), '')}”"
        row = dict(zip(heads, line, strict=False))
        if _is_no_community(line, heads):
            left_out.append(quoted)
        elif any(line) and (how := _unseen(number - 1, heads, listed)):
            unseen.append(f"第{number}行“{row.get(NAME) or next(filter(None, line))}”（{how}）")
        elif any(line):
            communities.append(_community(row, f"名册 {source} 第{number}行"))
    try:
        return Roster(communities=tuple(communities), left_out=tuple(left_out), unseen=tuple(unseen))
    except ValidationError as error:
        raise RosterError(f"{error.errors()[0]['msg'].removeprefix('Value error, ')}（{source}）。") from None


def _head(lines: Sequence[Sequence[str]]) -> int | None:
    """The line that names the columns, from 0."""
    return next((number for number, line in enumerate(lines[:_HEAD_ROWS]) if NAME in _heads(line)), None)


def _spread(lines: list[list[str]], listed: Listed, head: int) -> None:
    """Let what is merged over lines hold for every community in them, but for what names one."""
    heads = _heads(lines[head])
    for (top, column), (bottom, _) in listed.merged:
        if top > head and column < len(heads) and heads[column] not in _NAMING:
            for line in lines[top + 1 : bottom + 1]:
                if dict(zip(heads, line, strict=False)).get(NAME):
                    line[column] = lines[top][column]


def _unseen(row: int, heads: Sequence[str], listed: Listed) -> str:
    """How a line is not to be seen as one of the list; row from 0."""
    if row in listed.unseen.hidden_rows:
        return "隐藏"
    return "划去" if (row, heads.index(NAME)) in listed.unseen.struck else ""


def _heads(line: Sequence[str]) -> list[str]:
    """The heads in a line under our names; a head that stands there in our words goes first."""
    return [text if (name := _HEADS.get(text, text)) in line else name for text in line]


def _is_no_community(line: Sequence[str], heads: Sequence[str]) -> bool:
    """Whether a line only adds up, explains, or prints the heads again."""
    first = next(filter(None, line), "")
    texts = (first, dict(zip(heads, line, strict=False)).get(NAME, ""))
    return any(map(_NO_COMMUNITY.fullmatch, texts)) or (bool(first) and _heads(line) == heads)


def _community(row: Mapping[str, str], place: str) -> Community:
    """One line of the roster; RosterError where it cannot be understood, rather than a guess."""
    obliged, extended = row.get(OBLIGED, ""), row.get(EXTENDED, "")
    if not row.get(NAME):
        raise RosterError(f"{place}没有{NAME}。请补上，或把这一行清空。")
    if obliged not in _DUTY:
        raise RosterError(f"{place}的“{OBLIGED}”写的是“{obliged}”。请写{OBLIGED}或{EXEMPT}。")
    if obliged == "" and row.get(REASON):
        raise RosterError(f"{place}填了“{REASON}”，“{OBLIGED}”却空着。请写{OBLIGED}或{EXEMPT}。")
    if extended and not day_of(extended):
        raise RosterError(f"{place}的“{EXTENDED}”写的是“{extended}”。请写日期，例如2021-11-05。")
    return Community(
        code=row.get(CODE, ""),
        name=row[NAME],
        aliases=tuple(filter(None, re.split(_BETWEEN_ALIASES, row.get(ALIASES, "")))),
        obliged=_DUTY[obliged],
        exempt_reason=row.get(REASON, ""),
        contact=row.get(CONTACT, ""),
        address=row.get(ADDRESS, ""),
        phone=row.get(PHONE, ""),
        extended_to=day_of(extended),
    )


def _table(path: Path) -> Listed:
    if path.exists() and not path.is_file() and not path.is_dir():
        raise RosterError(f"读不出名册 {path.name}：这是管道或设备，不是文件。请检查路径。")
    try:
        return read_csv(path) if path.suffix.lower() == ".csv" else read_workbook(path, _lists)
    except OSError as error:
        why = next((words for kind, words in _WHY.items() if isinstance(error, kind)), "打不开")
        raise RosterError(f"读不出名册 {path.name}：{why}。请检查路径。") from None
    except SeveralError as error:
        raise RosterError(
            f"名册 {path.name} 里“{error}”几张工作表都有“{NAME}”一列，不能确定用哪一张。请只留要用的一张。"
        ) from None
    except Exception:
        raise RosterError(
            f"名册 {path.name} 不是可以读取的csv或工作簿。请用Excel或WPS打开后另存为 .xlsx。"
        ) from None


def _lists(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether a sheet lists communities."""
    return _head([[text_of(cell) for cell in line] for line in rows[:_HEAD_ROWS]]) is not None
