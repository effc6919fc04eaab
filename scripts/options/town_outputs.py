"""What ``consolidate`` writes: the town's report in its forms, return copies, the ledger; each whatever becomes of the others."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from pipeline.harmless import json_text
from pipeline.keeping import keep
from pipeline.ledger.sentences import LedgerError
from pipeline.reading.files.own_ledger import with_companions
from pipeline.run import DECLARED, RETURNED, declaration_copies, return_copies
from pipeline.town.model import Town
from pipeline.town.reports.lines import ReportState
from pipeline.writing.copies import Copies
from pipeline.writing.replacing import dated_beside, write_text
from pipeline.writing.reports.json_report import town_report
from pipeline.writing.town import source_of, write_town
from pipeline.writing.town.progress import CarriedOver, carry_over
from scripts.options.exits import could_not_run, say
from scripts.options.outputs import (
    refuse_another_ending,
    refuse_to_lose_a_draft,
    refuse_to_replace,
    unwritten,
    writing,
)


class TownOutputs(NamedTuple):
    """Where each goes; None for what is not asked for."""

    report: Path
    data: Path | None
    page: Path | None
    brief: Path | None
    summary: Path | None
    declarations: Path | None
    returns: Path | None
    ledger: Path | None

    @property
    def files(self) -> Sequence[Path]:
        """The files that are ours, and no submissions wherever they lie."""
        kept = with_companions(self.ledger) if self.ledger else ()
        return [
            path
            for path in (
                self.report,
                self.data,
                self.page,
                self.brief,
                self.summary,
                *dated_beside(self.report),
                *kept,
            )
            if path
        ]

    def refuse(self, folder: Path, inputs: Iterable[Path], *, overwrite: bool) -> None:
        """Exit 2 when one has no place, or would replace what it must not."""
        if self.returns:
            _refuse_among_submissions(self.returns, folder, RETURNED)
        if self.declarations:
            _refuse_among_submissions(self.declarations, folder, DECLARED)
        refuse_another_ending(self.report, ".xlsx")
        if self.page:
            refuse_another_ending(self.page, ".html")
        drafts = [path for path in (self.brief, self.summary) if path]
        for draft in drafts:
            refuse_another_ending(draft, ".docx")
        outputs = [path for path in (self.report, self.data, self.page, *drafts) if path]
        refuse_to_replace(outputs, inputs, overwrite=overwrite)
        for draft in drafts:
            refuse_to_lose_a_draft(draft, overwrite=overwrite)

    def write(self, town: Town, folder: Path, *, overwrite: bool) -> "WrittenOutputs":
        """Write what is asked for of a town; the ledger, which says what went out, comes behind that."""
        written = WrittenOutputs(town)
        written.tell_of_reports()
        if self.returns:
            written.write_copies(self.returns, overwrite=overwrite)
        written.write_report(self.report, folder)
        if self.ledger:
            written.keep_in(self.ledger, folder)
        if self.data:
            written.write_data(self.data, folder)
        if self.page:
            written.write_page(self.page)
        if self.brief:
            written.write_brief(self.brief)
        if self.summary:
            written.write_summary(self.summary)
        if self.declarations:
            written.write_declarations(self.declarations, overwrite=overwrite)
        return written


@dataclass
class WrittenOutputs:
    """The town with what became of its outputs; what to say of them on stdout and stderr."""

    town: Town
    told: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    returned: Copies | None = None
    reported: bool = False

    def tell_of_reports(self) -> None:
        """Say what became of reports that were added up; one that could not be is a trouble."""
        for line in self.town.reports:
            if line.state is ReportState.UNUSABLE:
                self.troubles.append(line.remark)
            elif line.remark and line.state in (ReportState.COUNTED, ReportState.OLDER):
                say(f"{line.file}：{line.state.label}，{line.remark}。")

    def write_copies(self, folder: Path, *, overwrite: bool) -> None:
        """Write the return copies; what failed over them is the town's."""
        with writing(folder, self.troubles):
            copies = return_copies(self.town, folder, overwrite=overwrite)
            self.returned = copies
            self.troubles += unwritten(copies)
            if copies.written:
                self.told.append(f"Wrote {len(copies.written)} return copies to {folder}")
            verdict = self.town.verdict
            failures = (*verdict.failures, *copies.failures)
            self.town = replace(self.town, verdict=verdict._replace(failures=failures))

    def write_report(self, output: Path, folder: Path) -> None:
        """Write the town-wide workbook with what the office typed into the last one."""
        with writing(output, self.troubles):
            self.town, left = (
                CarriedOver(self.town, None) if self.town.reports else carry_over(self.town, output, folder)
            )
            place = write_town(self.town, output, folder)
            if place != output:
                say(f"{output} is open in another program and was left as it is.")
            if left:
                say(f"What was typed in {left} stands there still; not all of it could be taken over.")
            self.told.insert(0, f"Wrote {place}")
            self.reported = True

    def keep_in(self, ledger: Path, folder: Path) -> None:
        """Add what was done to the ledger."""
        with writing(ledger, self.troubles):
            try:
                news = keep(self.town, ledger, folder, self.returned, reported=self.reported)
            except LedgerError as error:
                self.troubles.append(str(error))
            else:
                say(*filter(None, [news.english]))

    def write_data(self, json_file: Path, folder: Path) -> None:
        """Write the same as JSON."""
        with writing(json_file, self.troubles):
            write_text(
                json_file, json_text(town_report(self.town, source_of(folder, json_file.parent))) + "\n"
            )

    def write_page(self, page: Path) -> None:
        """Write the same as a page for a browser."""
        with writing(page, self.troubles):
            from pipeline.writing.html import consolidated
            from pipeline.writing.html.page import document

            write_text(page, document(consolidated.title(self.town), consolidated.fragment(self.town)))
            self.told.append(f"Wrote {page}")

    def write_brief(self, brief: Path) -> None:
        """Write the leader's page as a document."""
        with writing(brief, self.troubles):
            from pipeline.writing.town.brief import write_brief

            write_brief(self.town, brief)
            self.told.append(f"Wrote {brief}")

    def write_summary(self, summary: Path) -> None:
        """Write the final summary as a document."""
        with writing(summary, self.troubles):
            from pipeline.writing.closing.summing_up import write_summary

            write_summary(self.town, summary)
            self.told.append(f"Wrote {summary}")

    def write_declarations(self, folder: Path, *, overwrite: bool) -> None:
        """Write the declaration forms with the town's opinion; what failed over them is the town's."""
        with writing(folder, self.troubles):
            copies = declaration_copies(self.town, folder, overwrite=overwrite)
            self.troubles += unwritten(copies)
            self.told.append(f"Wrote {len(copies.written)} declaration forms to {folder}")
            verdict = self.town.verdict
            failures = (*verdict.failures, *copies.failures)
            self.town = replace(self.town, verdict=verdict._replace(failures=failures))


def _refuse_among_submissions(copies: Path, folder: Path, name: str) -> None:
    """Exit 2 where copies would lie among the submissions elsewhere than in their own folder of that name."""
    own = folder / name
    inside = folder.resolve() in (copies.resolve(), *copies.resolve().parents)
    if inside and copies.resolve() != own.resolve():
        could_not_run(f"Copies in {copies} would be taken for submissions; use {own}.")
