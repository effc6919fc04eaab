"""A town's report read back from the workbook that was written of it, by its headings."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from io import BytesIO

from pipeline.checking.engine import PROGRAM, CheckedBook, Failure, State
from pipeline.reading.cells.values import text_of
from pipeline.reading.files.own_reports import made_from, saved_since, titled
from pipeline.reading.workbook.book import Book
from pipeline.town.reports.model import Came, TownReport
from pipeline.writing.reported.building import Answered, counting_book, other_book
from pipeline.writing.reported.workbook_lines import (
    Line,
    choices_in,
    day_in,
    declarations_in,
    files_in,
    findings_in,
    first_in,
    handed_in,
    lines,
    matrix_lines,
    measures_in,
    missing_in,
    roster_in,
    runs_in,
    supported_in,
    told_by_in,
)
from pipeline.writing.town.sheets import cover, matrix, reporting, summary
from pipeline.writing.town.sheets.follow_up import measures
from pipeline.writing.town.typed import office_entry
from validators.finding import Finding
from validators.roster import Roster
from validators.scheme.model import Scheme

_COUNTING = (State.ACCEPTED, State.WITH_ERRORS)
_SUMMED = ("社区", "文件", "报送日期", "是否迟报")


def reported_from_workbook(
    file: str, data: bytes, book: Book, saved: datetime | None, scheme: Scheme
) -> TownReport:
    """What a report says; one of the usual errors over cells where it is none, or none of ours."""
    said = {
        text_of(line[cover.LABEL]): line[cover.VALUE]
        for line in lines(book, cover.NAME, cover.LABEL, cover.VALUE)
    }
    year, as_of = int(text_of(said[cover.ROUND]).removesuffix("年")), day_in(said[cover.AS_OF])
    if as_of is None:
        raise ValueError(cover.AS_OF)
    word = scheme.group_words[0]
    group = text_of(said.get(word, ""))
    came = lines(book, reporting.NAME, "社区", reporting.DUTY, "状态", "文件")
    listed = roster_in(came, word, group)
    found, chased = (
        findings_in(book),
        lines(book, measures.NAME, measures.COMMUNITY, measures.ITEM, measures.CODE),
    )
    runs = list(runs_in(book))
    counting = list(_counting(book, scheme, year, came, found, chased))
    counted = {checked.file for checked, _ in counting}
    others = [told for told in files_in(book, came) if told.file not in counted]
    if any(told.state in _COUNTING for told in others):
        raise ValueError(summary.NAME)
    return TownReport(
        file=file,
        saved=saved,
        workbook=True,
        touched=saved_since(BytesIO(data)),
        year=year,
        as_of=as_of,
        plan_town=(titled(BytesIO(data)) or "").partition(f"{year}年")[0],
        group=group,
        folder=made_from(BytesIO(data)),
        roster=Roster(communities=listed) if listed else None,
        books=(
            *(checked for checked, _ in counting),
            *(other_book(t, found.get(t.file, ()), year) for t in others),
        ),
        came={checked.file: one for checked, one in counting},
        findings=tuple(found.get("", ())),
        ran={code: ran for code, ran, _ in runs},
        told_by=told_by_in(found),
        failures=(
            *(Failure(PROGRAM, told.file, "") for told in others if told.state is State.FAILED),
            *(Failure(code, None, "") for code, _, failed in runs for _ in range(failed)),
        ),
        progress=tuple(filter(None, map(office_entry, chased))),
    )


def _counting(
    book: Book,
    scheme: Scheme,
    year: int,
    came: Sequence[Line],
    found: Mapping[str, Sequence[Finding]],
    chased: Sequence[Line],
) -> Iterator[tuple[CheckedBook, Came]]:
    """Every community that is summed up; ValueError where the sheets are not about the same ones."""
    told = {one.file: one for one in files_in(book, came)}
    reported = {text_of(line["文件"]): line for line in reversed(came)}
    promised, declared, missing = measures_in(chased), declarations_in(book, scheme), missing_in(book)
    chosen = {text_of(line["社区"]): line for line in matrix_lines(book, scheme)}
    summed = lines(book, summary.NAME, *_SUMMED)
    if Counter(text_of(line["社区"]) for line in summed) != Counter([*chosen]):
        raise ValueError(matrix.NAME)
    for line in summed:
        name, file = text_of(line["社区"]), text_of(line["文件"])
        choices, unchosen = choices_in(chosen[name], scheme)
        submitted, row = day_in(line["报送日期"]), reported[file]
        answered = Answered(
            name=told[file].community,
            code=text_of(row["编号"]),
            handed_in=submitted,
            choices=choices,
            missing={item: missing[file][item] for item in unchosen},
            supported=supported_in(chosen[name]),
            measures=promised.get(name, {}),
            declaration=declared.get(name, {}),
        )
        yield (
            counting_book(told[file], answered, found.get(file, ()), scheme, year),
            Came(
                name=name,
                submitted_on=submitted,
                first_on=first_in(row, submitted),
                late=bool(text_of(line["是否迟报"])),
                measures=handed_in(row, reporting.MEASURES),
                declaration=handed_in(row, reporting.DECLARATION),
                told=text_of(row[reporting.CHANGED]),
            ),
        )
