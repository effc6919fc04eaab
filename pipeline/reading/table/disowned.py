"""Lines around a table that disown it: 以下为示例，请勿上报; （镇复核用）; 本页为上年数据."""

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.reading.columns.header import Header
from pipeline.reading.containers.grid import Cell, Rows
from pipeline.reading.words.column_owner import Whose, whose
from pipeline.reading.words.labels import field_of
from pipeline.reading.words.parties import EARLIER, REVIEWED
from pipeline.reading.words.sheet_owner import DRAFTS, EXAMPLES, SheetKind, is_round
from validators.scheme.model import Scheme
from validators.wording import folded

_LONGEST = 30
"""A line of more letters tells how to fill the table in."""

_THIS = "以上|以下|[本此]次|[本此该]?[表页](?:[内中格]|格内)?|下[表面]|上[表面]|这张表|所?[列填]|内容|数据|得分|分数|分值|值|评分"
_SAYS = "[均皆全都系仅只是为的属供作由]|全部|参考|专?用|使用|填写|填报|填|而已"
_NOT_SENT = (
    r"请?(?:[勿别]|不要|不得|不需|不用|无需)(?:上报|报送|填报|报|统计|汇总)|[本此该][表页]不(?:上?报|报送|用|作数)"
    "|不作(?:为)?(?:上报|考核|评分|自评)?依据|不作数|仅供参考|未定稿|征求意见稿|(?:测试|演示|练习|培训|试填|虚拟)(?:数据|用|内容)"
)
_SPEAKS = re.compile("[本此以下勿不用填稿仅]|数据|参考|自[评测查]")
"""In every line that speaks of the table, and in no heading over one of its columns, nor in a remark: 上年, 演练."""
_USED = "用|填|参考|自[评测查]"
_BREAKS = "[,.;:!]"
_FIRST = ("以下", "下表", "下面")
"""Below a table these speak of what comes then."""


def disowned(rows: Rows, header: Header, end: int, scheme: Scheme) -> SheetKind:
    """What the first line says that disowns the table: above it, beside it where nothing heads a column, or below it."""
    said = (kind_said(line, scheme, below=below) for line, below in _lines(rows, header, end, scheme))
    return next((kind for kind in said if kind), "")


def _lines(rows: Rows, header: Header, end: int, scheme: Scheme) -> Iterator[tuple[str, bool]]:
    """What may speak of the table, and whether it stands below it: a label of the form (填报日期) does not."""
    beside = max((*header.columns.values(), *header.tiers.values())) + 1
    for number, row in enumerate(rows):
        if row.count("") == len(row):
            continue
        first = beside if header.top <= number < end else 0
        for column, cell in enumerate(row[first:] if first else row, first):
            if cell == "" or not _may_say(cell) or field_of(str(cell), scheme):
                continue
            over = number == header.top - 1 and header.columns["criterion"] < column
            over = over and (column < beside or rows[header.top][column] != "")
            if not over and not (first and _under_heading(rows, header, column, number)):
                yield str(cell), number >= end


def _may_say(cell: Cell) -> bool:
    return isinstance(cell, str) and 1 < len(cell) <= _LONGEST and _SPEAKS.search(cell) is not None


def _under_heading(rows: Rows, header: Header, column: int, number: int) -> bool:
    """Whether a cell right of the known columns stands under a heading of its own."""
    return number >= header.body and any(rows[row][column] != "" for row in range(header.top, header.body))


def kind_said(line: str, scheme: Scheme, *, below: bool = False) -> SheetKind:
    """What one line says of the table that it stands at; ``""`` where it says nothing of the kind."""
    plain = folded(line)
    if below and plain.startswith(_FIRST):
        return ""
    patterns = _patterns(scheme.other_words)
    for part in filter(None, re.split(_BREAKS, plain)):
        clause = part.removeprefix("(").removesuffix(")")
        kind: SheetKind = next((kind for kind, pattern in patterns if pattern.fullmatch(clause)), "")
        if kind == "earlier" and is_round(clause, scheme):
            continue
        if kind == "review" and (below or not _is_used_by_another(clause, scheme)):
            continue
        if kind:
            return kind
    return ""


def _is_used_by_another(clause: str, scheme: Scheme) -> bool:
    return re.search(_USED, clause) is not None and whose([clause], (), scheme) is Whose.ANOTHERS


@lru_cache(maxsize=16)
def _patterns(others: tuple[str, ...]) -> tuple[tuple[SheetKind, re.Pattern[str]], ...]:
    """Clauses that are made of nothing but what the table is and words for it."""
    around = f"(?:{_THIS}|{_SAYS})*"
    parties = "|".join(map(re.escape, sorted((*others, *REVIEWED), key=len, reverse=True)))
    said: tuple[tuple[SheetKind, str], ...] = (
        ("example", rf"(?:填写|填报)?(?:{'|'.join(EXAMPLES)})"),
        ("draft", "|".join((_NOT_SENT, *map(re.escape, DRAFTS), "目标|计划|预[估计评]|作废"))),
        ("earlier", rf"(?:{'|'.join(EARLIER)}|20[0-9]{{2}})(?:年度?|自评)?"),
        ("review", rf"(?:{parties}|[办组]|公司|人员)+(?:自[评测查]表?)?"),
    )
    return tuple((kind, re.compile(rf"{around}(?:{words}){around}")) for kind, words in said)
