"""One checked file as a page shows it: what it scored, the way to the next grade, its findings, its table."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.policy.validation import ReportedFile
from pipeline.whatif.selections import NoAnswer
from pipeline.whatif.upgrades import Raise, advised, fewest
from pipeline.writing.html.drawn_table import PlaceElsewhere, SectionLines, TablePlaces
from pipeline.writing.html.numbered import BySeverity, NumberedFinding, numbered
from pipeline.writing.html.tables import PageColumn, PageTable
from validators.scheme.model import Scheme
from validators.scheme.parts import Grade
from validators.scorecard import Scorecard
from validators.wording import number_text, ranged

_SHORT = 14
"""Characters of a name that stands beside other facts."""


class FileOnPage(NamedTuple):
    """What the template shows of a file; ``raises`` are the fewest items that reach the next grade.

    ``facts`` are a label, what it says, and whether that takes a line of its own.
    """

    id: str
    name: str
    community: str
    state: str
    total: object
    grade: str
    missing: str
    title: str
    short_name: str
    facts: Sequence[tuple[str, str, bool]]
    advice: str
    raises: PageTable | None
    groups: BySeverity
    sections: Sequence[SectionLines]
    of_total: Sequence[NumberedFinding]
    elsewhere: Sequence[PlaceElsewhere]


def on_page(file: ReportedFile, scheme: Scheme, number: int) -> FileOnPage:
    """The file as the page's ``number``-th."""
    book, name = file.book, f"file-{number}"
    card = book.scorecard
    places = TablePlaces(name, book, scheme)
    groups = numbered(file.findings, name, places.place)
    told = [one for _, some in groups for one in some]
    advice, raises = _way_up(card, scheme) if card else ("", None)
    return FileOnPage(
        id=name,
        name=book.file,
        community=file.community or "",
        state=book.state.label,
        total=card.total if card else "",
        grade=card.grade.name if card else "",
        missing=ranged(card.missing) if card else "",
        title=f"{file.community or ''}{scheme.title}（单位：{scheme.unit}）",
        short_name=book.file.rpartition("/")[2],
        facts=list(_facts(file, scheme)),
        advice=advice,
        raises=raises,
        groups=groups,
        sections=places.sections(card, told) if card else (),
        of_total=places.of_total(told),
        elsewhere=places.elsewhere(told),
    )


def _facts(file: ReportedFile, scheme: Scheme) -> Iterator[tuple[str, str, bool]]:
    book, card = file.book, file.book.scorecard
    yield "文件", book.file, True
    yield (
        "状态",
        f"{book.state.label}（{book.skipped_as}）" if book.skipped_as else book.state.label,
        not card,
    )
    if card is None:
        return
    yield "社区", file.community or "", len(file.community or "") > _SHORT
    yield "总分", f"{number_text(card.total)}{scheme.unit}", False
    yield "等次", card.grade.name, False
    yield "是否达标", "是" if card.attained else "否", False
    yield "距上一等次", _gap(card, scheme), False
    yield "缺项", f"第{ranged(card.missing)}项，共{len(card.missing)}项" if card.missing else "无", True


def _gap(card: Scorecard, scheme: Scheme) -> str:
    if card.next_grade is None:
        return "已是最高等次"
    return f"“{card.next_grade.name}”，差{number_text(card.gap)}{scheme.unit}"


def _way_up(card: Scorecard, scheme: Scheme) -> tuple[str, PageTable | None]:
    """The fewest items that reach the next grade, in a sentence and as a table; else why there are none."""
    grade = card.next_grade
    if grade is None or grade.at_least is None:
        return "", None
    try:
        raises = fewest(scheme, card, grade.at_least)
    except NoAnswer as refusal:
        return str(refusal), None
    total = card.total + sum(up.gain for up in raises)
    unit = scheme.unit
    told = f"最少提升{len(raises)}项即可达到“{grade.name}”（{number_text(grade.at_least)}{unit}）：{advised(raises)}，"
    return f"{told}共加{number_text(total - card.total)}{unit}，总分{number_text(total)}{unit}。", _table(
        raises, grade, scheme
    )


def _table(raises: Sequence[Raise], grade: Grade, scheme: Scheme) -> PageTable:
    labels = scheme.labels
    columns = [
        PageColumn(labels.number[0]),
        PageColumn(labels.criterion[0], names=True, text=True),
        PageColumn("现档次"),
        PageColumn("提升到"),
        PageColumn("加分"),
        PageColumn(labels.lead[0], text=True, wide=True),
    ]
    rows = [
        [up.item.no, up.item.criterion, up.before or "未计分", up.tier.name, up.gain, up.item.lead_text]
        for up in raises
    ]
    return PageTable(f"达到“{grade.name}”最少提升的项目", columns, rows)
