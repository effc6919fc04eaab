"""Whose table a sheet's is: of several names around it, the one that counts and those of other communities."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from pipeline.reading.cells.surroundings import Labelled, written
from pipeline.reading.cells.values import text_of
from pipeline.reading.columns.header import Header
from pipeline.reading.containers.grid import Cell, Rows
from pipeline.reading.words.labels import field_of
from validators.names import (
    bare_name,
    communities_in_title,
    core,
    is_community,
    is_office,
    names_nobody,
    same_community,
)
from validators.scheme.model import Scheme
from validators.wording import folded

_LONGEST_TITLE = 60

_SIGNED = re.compile(r"(?:填报|填写|公章|盖章)?[\s,，]*(?:20[0-9]{2}[年.\-/].*)?(?=[)）]?$)")
"""What may stand behind a name at the foot: 示范二居居委会 2021年10月20日."""

_KINDS = ("居", "村", "社区")
"""One of these is in every community's name."""

_FOOT = 6
"""Rows below a table in which every name is a signature; further down several names are a list."""

_PARTY = re.compile(r"党?(?:总支|支部|党委)(?:部|委员会|书记)?(?=[\s(（]|$)|^中共")
"""The community's own branch of the party, which signs for it: 示范二居党总支."""

_REPORT = r".*(?:(?:情况|结果|报告|汇报|小结|总结|说明)(?:如下)?|[0-9]分)[。.:]?"
"""How a sentence ends that reports of somebody's self-assessment: 自评情况如下."""

_NOT_SPEAKING = (
    "[经按由请在对该每如若待与]|根据|依据|所在|参[照考]|结对|学习|比照|附"
    "|填写|本次|下列|上述|[相有]关|组织|开展|完成|通过|基层|辖区"
)
"""Before the word for a community in sentences that name none, or another: 经居委会自评, 参照示范二居自评情况."""

_LABEL = re.compile(
    r"(?:名称|单位|主体|报送|上报|填报|填写|申报|申请|参评|创建|编制|所属|落款|盖章|公章|签章|章|社区|居民区|居民委员会|村民委员会|居委会|村委会|居委|村|居|[()/])+"
)
"""Labels behind which a community's name may stand, and other things as well: 名称, 盖章, 村（居）."""


class Names(NamedTuple):
    """The names around a table: the one that counts, those of other communities, and what stands for one and is none."""

    first: Labelled | None = None
    others: Sequence[Labelled] = ()
    nobody: Sequence[Labelled] = ()


def named_on(rows: Rows, header: Header, end: int, labelled: Sequence[Labelled], scheme: Scheme) -> Names:
    """The names that stand around a table from its head to the row before ``end``, and over its selections.

    Behind the label that our own workbook prints it counts first, then behind another label; a title's name counts
    where no label has one. What names nobody is asked about behind the printed label, elsewhere (填报单位 may be the
    town) where there is no name at all.
    """
    town, top = scheme.town, header.top
    labelled = [found._replace(value=_signer(found.value)) for found in labelled]
    names = sorted(labelled, key=lambda found: not found.printed)
    answers = [found for found in names if text_of(found.value) not in ("", scheme.unit)]
    nobody = [found for found in answers if _is_nobody(found, town)]
    filled = [found for found in answers if found not in nobody]
    titled = [
        *_titles(rows[:top], scheme),
        *_lines(rows, range(top), scheme),
        *_at_foot(rows, end, scheme),
    ]
    first = next(iter(filled or titled), None)
    if first is None:
        return Names(None if nobody else next(iter(names), None), (), nobody[:1])
    name = text_of(first.value)
    others = [
        found
        for found in (*filled[1:], *titled, *_over_selections(rows, header, scheme))
        if (found.printed or is_community(text_of(found.value), town))
        and not same_community(text_of(found.value), name, town)
    ]
    return Names(first, others, [found for found in nobody if found.printed])


def answered(text: str, town: str) -> str:
    """The community's name that a text gives behind our own workbook's label; ``""`` where it names nobody."""
    name = text_of(_signer(written(text)))
    return "" if names_nobody(name, town) else name


def _is_nobody(found: Labelled, town: str) -> bool:
    text = text_of(found.value)
    return names_nobody(text, town) or (not found.printed and is_office(text, town))


def _titles(above: Rows, scheme: Scheme) -> Iterator[Labelled]:
    """The communities that titles above the head name."""
    for number, row in enumerate(above):
        for column, cell in enumerate(row):
            text = cell if isinstance(cell, str) and _is_title(cell) else ""
            for name in communities_in_title(text, scheme.town, scheme.programme) if text else ():
                yield Labelled(name, number, column)


def _over_selections(rows: Rows, header: Header, scheme: Scheme) -> Iterator[Labelled]:
    """The communities that headings of selections name: 示范二居得分."""
    for row, column in (header.labels[field] for field in ("tier", "score") if field in header.labels):
        text = text_of(rows[row][column])
        for name in communities_in_title(text, scheme.town, scheme.programme):
            yield Labelled(name, row, column)


def _is_title(text: str) -> bool:
    return len(text) <= _LONGEST_TITLE and "表" in text and ":" not in text and "：" not in text


def _at_foot(rows: Rows, end: int, scheme: Scheme) -> Sequence[Labelled]:
    """The names that stand below a table: right below it all, further down not those of a list."""
    near = list(_lines(rows, range(end, min(end + _FOOT, len(rows))), scheme))
    far = list(_lines(rows, range(end + _FOOT, len(rows)), scheme))
    listed = len({core(text_of(found.value), scheme.town) for found in far}) > 1
    return near if listed else [*near, *far]


def _lines(rows: Rows, numbers: Iterable[int], scheme: Scheme) -> Iterator[Labelled]:
    """Texts that are nothing but a community's name, such as the one over the seal; none behind another's label."""
    for number in numbers:
        before = ""
        for column, cell in enumerate(rows[number]):
            if cell == "":
                continue
            text = cell if isinstance(cell, str) and len(cell) <= _LONGEST_TITLE else ""
            name, alone = _name_in(text, scheme)
            if name and (not alone or not before or _may_precede(before, scheme)):
                yield Labelled(name, number, column)
            before = text


@lru_cache(maxsize=4096)
def _name_in(text: str, scheme: Scheme) -> tuple[str | None, bool]:
    """The community that a text names and says nothing else, and whether it stands there without a label."""
    label, _, value = text.replace("：", ":").rpartition(":")
    may_name = any(kind in value for kind in _KINDS) and (not label or _is_label(label, scheme))
    may_name = may_name and not _is_label(value, scheme)
    name = bare_name(_SIGNED.sub("", written(str(_signer(value)))), scheme.town) if may_name else None
    return name or _speaker(text, scheme), not label


def _speaker(text: str, scheme: Scheme) -> str | None:
    """The community whose self-assessment a sentence begins to speak of: 示范二居自评情况如下."""
    if not (any(kind in text for kind in _KINDS) and any(word in text for word in scheme.self_words)):
        return None
    plain = folded(text)
    name = next(communities_in_title(plain, scheme.town, scheme.programme), None)
    before, _, behind = plain.partition(name) if name else ("", "", "")
    reports = behind.startswith(scheme.self_words) and re.fullmatch(_REPORT, behind)
    begins = before in ("", scheme.town) and not re.match(_NOT_SPEAKING, name or "")
    return name if reports and begins else None


def _may_precede(text: str, scheme: Scheme) -> bool:
    """Whether a name in the next cell is whose the table is: behind a title, another name or a label."""
    return _is_title(text) or _is_label(text, scheme) or bare_name(text, scheme.town) is not None


def _is_label(text: str, scheme: Scheme) -> bool:
    """Whether a text is a label that the scheme does not know, and a name may stand behind it."""
    return _LABEL.fullmatch(folded(text).rstrip(":")) is not None and field_of(text, scheme) is None


def _signer(value: Cell) -> Cell:
    """A name without the branch of the party that signs: 示范二居 of 中共示范二居党总支."""
    return _PARTY.sub("", value) if isinstance(value, str) and len(value) <= _LONGEST_TITLE else value
