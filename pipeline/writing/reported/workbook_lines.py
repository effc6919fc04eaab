"""The lines of a town's workbook, sheet by sheet, as far as they say what is to be added up."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from itertools import takewhile

from pipeline.checking.engine import State
from pipeline.reading.cells.values import number_of, text_of
from pipeline.reading.containers.grid import Cell
from pipeline.reading.town_report import table_in
from pipeline.reading.workbook.book import Book
from pipeline.template import MEASURE_HEADS
from pipeline.town.materials import Handed
from pipeline.writing.reported.building import FileTold, day_or_text
from pipeline.writing.town.page import NO_ROWS
from pipeline.writing.town.sheets import (
    declarations,
    files,
    findings,
    matrix,
    missing_items,
    reporting,
    rule_runs,
)
from pipeline.writing.town.sheets.follow_up import measures
from validators.arrivals import ToldBy
from validators.cells import CellRef
from validators.finding import Finding, Severity
from validators.roster import Community
from validators.rules.rounds import TOLD
from validators.scheme.model import Scheme
from validators.submission import Measure

Line = Mapping[str, Cell]

_STATES = {state.label: state for state in State}
_LAYOUTS = {label: layout for layout, label in files.LAYOUTS.items()}
_SEVERITIES = {severity.label: severity for severity in Severity}
_YEAR = re.compile(r"（(\d{4})年）")
_ITEM = re.compile(r"第(\d+)项")
_FIRST = re.compile(rf"{reporting.FIRST}(\d+)月(\d+)日")


def lines(book: Book, sheet: str, *heads: str) -> list[Line]:
    """The lines of a sheet's table, without the one that says that there are none."""
    found = table_in(book.sheet_names, book.rows, sheet, heads)
    return [line for line in found if [*filter(None, map(text_of, line.values()))] != [NO_ROWS]]


def matrix_lines(book: Book, scheme: Scheme) -> list[Line]:
    """The communities of 得分矩阵; what items add up to stands below a blank line."""
    heads = ("社区", matrix.TOTAL, *(f"{item.no}档次" for item in scheme.items))
    return list(takewhile(lambda line: text_of(line["社区"]), lines(book, matrix.NAME, *heads)))


def choices_in(line: Line, scheme: Scheme) -> tuple[Mapping[int, str], Collection[int]]:
    """What was chosen by item, and where nothing was; ValueError for what is no choice."""
    chosen: dict[int, str] = {}
    missing = []
    for item in scheme.items:
        name = text_of(line[f"{item.no}档次"])
        if name in scheme.selections(item):
            chosen[item.no] = name
        elif name == matrix.MISSING:
            missing.append(item.no)
        elif name != matrix.INVALID:
            raise ValueError(name)
    return chosen, missing


def supported_in(line: Line) -> Decimal | None:
    """The total that the measured values support; None where it is the community's own."""
    number = number_of(line[matrix.SUPPORTED_TOTAL])
    if isinstance(number, str):
        raise ValueError(number)
    return number


def files_in(book: Book, reported: Iterable[Line]) -> Iterator[FileTold]:
    """The files as 文件清单 has them; ``reported`` are the lines of 报送情况, which name other years."""
    years = {
        text_of(line["文件"]): year[1] for line in reported if (year := _YEAR.search(text_of(line["状态"])))
    }
    for line in lines(book, files.NAME, "文件", "状态", "SHA-256"):
        name, size, time = text_of(line["文件"]), number_of(line["大小（字节）"]), text_of(line["文件时间"])
        yield FileTold(
            file=name,
            state=_STATES[text_of(line["状态"])],
            community=text_of(line["社区"]),
            sha256=text_of(line["SHA-256"]) or None,
            size=int(size) if isinstance(size, Decimal) else None,
            received=datetime.fromisoformat(time) if time[:1].isdecimal() else None,
            skipped_as=text_of(line["说明"]) or None,
            layout=_LAYOUTS[layout] if (layout := text_of(line["样式"])) else "",
            template_version=text_of(line["模板版本"]) or None,
            year=years.get(name, ""),
        )


def findings_in(book: Book) -> Mapping[str, list[Finding]]:
    """The findings by their files, those of no file under ""; what was found and expected the sheet does not give."""
    found: dict[str, list[Finding]] = defaultdict(list)
    for line in lines(book, findings.NAME, *findings.COLUMNS, "文件"):
        file, cell, item = (text_of(line[head]) for head in ("文件", "单元格", "项目"))
        number = _ITEM.fullmatch(item)
        found[file].append(
            Finding(
                code=text_of(line["代码"]),
                severity=_SEVERITIES[text_of(line["类别"])],
                file=file or None,
                community=text_of(line["居委会"]) or None,
                cell=CellRef.parse(cell) if cell else None,
                item=int(number[1]) if number else None,
                found=declarations.ELSEWHERE,
                expected=declarations.ELSEWHERE,
                message=text_of(line["问题"]),
                fix=text_of(line["怎么改"]),
            )
        )
    return found


def told_by_in(found: Mapping[str, Iterable[Finding]]) -> Mapping[str, ToldBy]:
    """By file what told the year of another round's submission, as its finding says."""
    return {
        file: how
        for file, some in found.items()
        for how, words in TOLD.items()
        if any(finding.message.startswith(f"这一份{words}是") for finding in some)
    }


def roster_in(reported: Iterable[Line], group_word: str, group: str) -> tuple[Community, ...]:
    """The communities of the roster, of which 报送情况 says whether they are obliged to report."""
    listed = (line for line in reported if text_of(line[reporting.DUTY]))
    return tuple(
        Community(
            code=text_of(line["编号"]),
            name=text_of(line["社区"]),
            obliged={reporting.OBLIGED: True, reporting.EXEMPT: False}[text_of(line[reporting.DUTY])],
            exempt_reason=text_of(line["待处理问题"]) if text_of(line["状态"]) == reporting.EXEMPT else "",
            contact=text_of(line["联系人"]),
            extended_to=day_in(line.get(reporting.EXTENDED, "")),
            group=text_of(line.get(group_word, group)),
        )
        for line in listed
    )


def day_in(cell: Cell) -> date | None:
    """A day as our reports write it; ValueError for anything else."""
    if isinstance(cell, datetime):
        return cell.date()
    return date.fromisoformat(text) if (text := text_of(cell)) else None


def first_in(line: Line, submitted: date | None) -> date | None:
    """The day of a community's first submission: the last such day that is not after the one that counts."""
    told = _FIRST.search(text_of(line[reporting.HANDED_IN]))
    if told is None or submitted is None:
        return submitted
    years = (submitted.year, submitted.year - 1)
    return next(day for year in years if (day := date(year, int(told[1]), int(told[2]))) <= submitted)


def handed_in(line: Line, heading: str) -> Handed:
    """How far a document is."""
    return Handed(text_of(line[heading]))


def missing_in(book: Book) -> Mapping[str, Mapping[int, CellRef | None]]:
    """The items without a choice with their cells, by file."""
    found: dict[str, dict[int, CellRef | None]] = defaultdict(dict)
    for line in lines(book, missing_items.NAME, "序号", "单元格", "文件"):
        cell = text_of(line["单元格"])
        place = None if cell == missing_items.NO_ROW else CellRef.parse(cell)
        found[text_of(line["文件"])][int(text_of(line["序号"]))] = place
    return found


def measures_in(told: Iterable[Line]) -> Mapping[str, Mapping[int, Measure]]:
    """What communities mean to do about their weak items, by community and item, of the lines of 措施督办."""
    found: dict[str, dict[int, Measure]] = defaultdict(dict)
    for line in told:
        said = {field: text_of(line[head]) for field, head in MEASURE_HEADS.items()}
        measure = Measure(**said)._replace(due=day_or_text(said["due"]) or None)
        if any(measure):
            found[text_of(line[measures.COMMUNITY])][int(text_of(line[measures.ITEM]))] = measure
    return found


def declarations_in(book: Book, scheme: Scheme) -> Mapping[str, Mapping[str, str]]:
    """The boxes of the declaration form that hold something, by community."""
    labels = {field.id: field.label for field in scheme.declaration.fields if field.kind != "opinion"}
    whose = labels[declarations.COMMUNITY]
    return {
        text_of(line[whose]): {id_: said for id_, label in labels.items() if (said := text_of(line[label]))}
        for line in lines(book, declarations.NAME, *labels.values())
    }


def runs_in(book: Book) -> Iterator[tuple[str, int, int]]:
    """Every rule with how often it ran, and how often it failed by itself."""
    for line in lines(book, rule_runs.NAME, rule_runs.CODE, *rule_runs.ENDED.values()):
        ended = {field: int(text_of(line[head])) for field, head in rule_runs.ENDED.items()}
        yield text_of(line[rule_runs.CODE]), ended["passed"] + ended["found"], ended["failed"]
