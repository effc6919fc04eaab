"""Reading the roster of communities from csv, a workbook, or the cells of an open one."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from pydantic import ValidationError

from pipeline.reading.cells.dates import day_of
from pipeline.reading.cells.values import text_of
from pipeline.reading.containers.grid import Cell
from pipeline.reading.roster_file import RosterTable, SeveralError, read_csv, read_workbook
from validators.cells import CellRef
from validators.roster import Community, LeftOut, Roster
from validators.wording import joined

NAME, CODE, ALIASES, OBLIGED, REASON, CONTACT = "名称", "编号", "别名", "应报", "免报原因", "联系人"
ADDRESS, PHONE, EXTENDED, PILOT = "地址", "联系电话", "延期至", "试点社区"
EXEMPT = "免报"
_NAMING = (NAME, CODE, ALIASES)

_HEADS = {"社区名称": NAME, "居委会": NAME, "居委会名称": NAME, "是否应报": OBLIGED}
"""Other heads that mean one of ours."""

_DUTY = {"": True, OBLIGED: True, "是": True, EXEMPT: False, "否": False}
"""What may stand under 应报."""

_TRIED = {"": False, "否": False, "是": True, "试点": True, PILOT: True, "√": True}
"""What may stand under 试点社区."""

_NO_COMMUNITY = re.compile(r"(?:合计|总计|小计|共计|备注|说明|注)(?:[:：\d].*)?")
"""How a row begins that only adds up or explains."""

_HEAD_ROWS = 5
_NUMBERED = 3
"""Numbers below the name that no list of communities has."""
_BETWEEN_ALIASES = r"\s*[、,，;；\n]\s*"


_WANTED = f"请换用名册：一行表头（{CODE}、{NAME}、{OBLIGED}等），每行一个社区。"

_WHY = {
    FileNotFoundError: "没有这个文件",
    IsADirectoryError: "这是一个文件夹",
    PermissionError: "没有读取权限，或正被别的程序占用",
}


class RosterError(Exception):
    """A roster that cannot be used; the text is one Chinese sentence."""


def load_roster(path: Path, group_words: Sequence[str] = ()) -> Roster:
    """Read a csv (UTF-8, UTF-16 or GB18030) or a sheet of a workbook; RosterError says what to correct.

    ``group_words`` are the plan's heads of the column that says which town of a district a community belongs to.
    """
    return roster_from(_table(path), path.name, group_words)


def roster_from(listed: RosterTable, source: str, group_words: Sequence[str] = ()) -> Roster:
    """The roster in a table one of whose first rows names its columns; blank rows are left out.

    Lines that are hidden or struck out count for nobody, and are told. ``source`` is what a RosterError calls the table.
    """
    lines = [[text_of(cell) for cell in line] for line in listed.rows]
    if not any(map(any, lines)):
        raise RosterError(f"名册 {source} 是空的。请检查是否选对了文件。")
    head = _head(lines)
    if head is None:
        raise RosterError(
            f"名册 {source} 缺少“{NAME}”一列，现有的列是：{joined(filter(None, lines[0]))}。"
            f"看的是工作表“{listed.first.sheet}”的前{_HEAD_ROWS}行。{_WANTED}"
        )
    _refuse_form(lines, head, source)
    _spread(lines, listed, head)
    heads, communities, left_out, unseen = _heads(lines[head]), [], [], []
    grouping = next((word for word in group_words if word in heads), "")
    for number, line in enumerate(lines[head + 1 :], start=head + 1):
        row = dict(zip(heads, line, strict=False))
        place = listed.at(number, heads.index(NAME))
        if _is_no_community(line, heads):
            column, text = next((column, text) for column, text in enumerate(line) if text)
            left_out.append(LeftOut(f"第{place.row}行“{text}”", listed.at(number, column)))
        elif any(line) and (how := _unseen(number, heads, listed)):
            told = row.get(NAME) or next(filter(None, line))
            unseen.append(LeftOut(f"第{place.row}行“{told}”（{how}）", place))
        elif any(line):
            community = _community(row, f"名册 {source} 第{place.row}行", place)
            communities.append(community.model_copy(update={"group": row.get(grouping, "")}))
    _refuse_in_part(communities, grouping, source)
    try:
        return Roster(communities=tuple(communities), left_out=tuple(left_out), unseen=tuple(unseen))
    except ValidationError as error:
        raise RosterError(f"{error.errors()[0]['msg'].removeprefix('Value error, ')}（{source}）。") from None


def _refuse_form(lines: Sequence[Sequence[str]], head: int, source: str) -> None:
    """RosterError where below the name stand numbers: a form that one community fills in, with its name above."""
    column = _heads(lines[head]).index(NAME)
    below = [line[column] for line in lines[head + 1 :] if column < len(line)]
    if sum(text.isdecimal() for text in below) < _NUMBERED:
        return
    beside = next((text for text in lines[head][column + 1 :] if text), "")
    raise RosterError(
        f"{source} 看来是一个社区的填报表，不是名册：第{head + 1}行“{lines[head][column]}”旁边写的是“{beside}”，"
        f"下面逐行列的不是社区。{_WANTED}"
    )


def _refuse_in_part(communities: Sequence[Community], grouping: str, source: str) -> None:
    """RosterError where some communities are said to belong to a town and others are not."""
    lacking = [community.cell.row for community in communities if not community.group and community.cell]
    if lacking and len(lacking) < len(communities):
        raise RosterError(
            f"名册 {source} 第{joined(lacking)}行没有“{grouping}”，其他行有。请补上；不分{grouping}汇总的，请把这一列清空。"
        )


def _head(lines: Sequence[Sequence[str]]) -> int | None:
    """The line that names the columns, from 0."""
    return next((number for number, line in enumerate(lines[:_HEAD_ROWS]) if NAME in _heads(line)), None)


def _spread(lines: list[list[str]], listed: RosterTable, head: int) -> None:
    """Let what is merged over lines hold for every community in them, but for what names one."""
    heads = _heads(lines[head])
    for (top, column), (bottom, _) in listed.merged:
        if top > head and column < len(heads) and heads[column] not in _NAMING:
            for line in lines[top + 1 : bottom + 1]:
                if dict(zip(heads, line, strict=False)).get(NAME):
                    line[column] = lines[top][column]


def _unseen(row: int, heads: Sequence[str], listed: RosterTable) -> str:
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


def _community(row: Mapping[str, str], place: str, cell: CellRef) -> Community:
    """One line of the roster; RosterError where it cannot be understood, rather than a guess."""
    obliged, extended, pilot = (row.get(head, "") for head in (OBLIGED, EXTENDED, PILOT))
    if not row.get(NAME):
        raise RosterError(f"{place}没有{NAME}。请补上，或把这一行清空。")
    if obliged not in _DUTY:
        raise RosterError(f"{place}的“{OBLIGED}”写的是“{obliged}”。请写{OBLIGED}或{EXEMPT}。")
    if extended and not day_of(extended):
        raise RosterError(f"{place}的“{EXTENDED}”写的是“{extended}”。请写日期，例如2021-11-05。")
    if pilot not in _TRIED:
        raise RosterError(f"{place}的“{PILOT}”写的是“{pilot}”。是的请写“是”，不是的空着。")
    return Community(
        code=row.get(CODE, ""),
        name=row[NAME],
        aliases=tuple(filter(None, re.split(_BETWEEN_ALIASES, row.get(ALIASES, "")))),
        obliged=_DUTY[obliged],
        cell=cell,
        exempt_reason=row.get(REASON, ""),
        contact=row.get(CONTACT, ""),
        address=row.get(ADDRESS, ""),
        phone=row.get(PHONE, ""),
        extended_to=day_of(extended),
        pilot=_TRIED[pilot],
    )


def _table(path: Path) -> RosterTable:
    if path.exists() and not path.is_file() and not path.is_dir():
        raise RosterError(f"无法读取名册 {path.name}：这是管道或设备，不是文件。请检查路径。")
    try:
        return read_csv(path) if path.suffix.lower() == ".csv" else read_workbook(path, _lists)
    except OSError as error:
        why = next((words for kind, words in _WHY.items() if isinstance(error, kind)), "打不开")
        raise RosterError(f"无法读取名册 {path.name}：{why}。请检查路径。") from None
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
