"""A summary in Markdown, for the page of a job or a merge request: one table of files, one of findings."""

import re
from collections.abc import Iterator, Sequence

from pipeline.checking.sentences import failure_line, finding_row
from pipeline.harmless import one_line
from pipeline.policy.validation import Reported, ReportedFile, Validation
from pipeline.writing.reports.text_report import gone_line, summary
from validators.wording import joined, number_text

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~#&])")


def report(validation: Validation) -> str:
    """The summary first, then what counts, then what does not, then the files."""
    counting = [row for row in validation.reported if row.counts]
    apart = [row for row in validation.reported if not row.counts]
    lines = [f"### 自评表检查\n\n{_plain(summary(validation))}"]
    lines += _section("程序异常", [f"- {_plain(failure_line(failure))}" for failure in validation.failures])
    lines += _section("问题", [*_findings(counting)] if counting else [])
    lines += _section("不计入的问题", [*_findings(apart)] if apart else [])
    lines += _section("不再出现", [f"- {_plain(gone_line(lost))}" for lost in validation.gone])
    lines += _section("豁免", [f"- {_plain(note)}" for note in validation.notes])
    lines += _section("文件", [*_files(validation.files)] if validation.files else [])
    return "\n\n".join(lines)


def _section(title: str, lines: Sequence[str]) -> list[str]:
    return [f"#### {title}", "\n".join(lines)] if lines else []


def _findings(rows: Sequence[Reported]) -> Iterator[str]:
    lines = [finding_row(row.finding) | {"说明": row.mark} for row in rows]
    yield from _head(*lines[0])
    for line in lines:
        yield _row(*line.values())


def _files(files: Sequence[ReportedFile]) -> Iterator[str]:
    yield from _head("文件", "状态", "居委会", "总分", "等次", "缺项")
    for file in files:
        card = file.book.scorecard
        scored = (number_text(card.total), card.grade.name, joined(card.missing)) if card else ("", "", "")
        yield _row(file.book.file, file.book.state.label, file.community or "", *scored)


def _head(*headings: str) -> Iterator[str]:
    yield _row(*headings)
    yield "|" + " --- |" * len(headings)


def _row(*cells: str) -> str:
    return "| " + " | ".join(map(_plain, cells)) + " |"


def _plain(text: str) -> str:
    """The text as text: no mark-up of its own, on one line."""
    return " ".join(_SPECIAL.sub(r"\\\1", one_line(text)).split())
