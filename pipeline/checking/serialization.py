"""A checked workbook in brief as bytes, and back: what worker processes hand over and the cache keeps.

The bytes hold plain values only and are unpacked as nothing else: whatever becomes of a file of them, it runs nothing.
"""

import pickle
from datetime import datetime
from io import BytesIO
from typing import Any

from pipeline.checking.compact import located, places_of, values_of, written
from pipeline.checking.engine import CheckedBook, Failure, State, Verdict
from pipeline.checking.scoring import mark_of, supported, tally
from validators.cells import CellRef
from validators.finding import Finding, Severity
from validators.scheme.model import Scheme
from validators.scorecard import Scorecard, Witness
from validators.submission import Submission

_PLAIN = {("datetime", "date"), ("datetime", "datetime"), ("decimal", "Decimal")}


class _PlainUnpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _PLAIN:
            raise pickle.UnpicklingError(f"{module}.{name}")
        return super().find_class(module, name)


def packed(book: CheckedBook) -> bytes:
    """A book in brief as bytes, without its file's time (``received``), which may change while its content does not."""
    card, verdict = book.scorecard, book.verdict
    plain = {
        "file": book.file,
        "state": book.state.value,
        "sha256": book.sha256,
        "size": book.size,
        "skipped_as": book.skipped_as,
        "submission": book.submission.model_dump(exclude={"entries"}) if book.submission else None,
        "entries": [values_of(entry) for entry in book.submission.entries] if book.submission else None,
        "marks": [(m.name, m.witness, m.row) for m in card.marks] if card else None,
        "places": places_of(book.sources),
        "findings": [_plain(finding) for finding in verdict.findings],
        "ran": verdict.ran,
        "failures": [tuple(failure) for failure in verdict.failures],
    }
    return pickle.dumps(plain, protocol=pickle.HIGHEST_PROTOCOL)


def unpacked(data: bytes, received: datetime | None, scheme: Scheme) -> CheckedBook:
    """The book that was packed under the same scheme, of a file of this time; any exception for bytes that are none."""
    plain = _PlainUnpickler(BytesIO(data)).load()
    fields = plain["submission"]
    submission = _submission(fields, plain["entries"]) if fields else None
    card = _scorecard(plain["marks"], scheme) if submission else None
    return CheckedBook(
        file=plain["file"],
        state=State(plain["state"]),
        sha256=plain["sha256"],
        size=plain["size"],
        received=received,
        skipped_as=plain["skipped_as"],
        submission=submission,
        scorecard=card,
        supported=supported(submission, card, scheme) if submission and card else None,
        sources=located(*plain["places"]),
        verdict=Verdict(
            findings=tuple(_finding(values) for values in plain["findings"]),
            ran=tuple(plain["ran"]),
            failures=tuple(Failure(*values) for values in plain["failures"]),
        ),
    )


def _submission(fields: dict[str, Any], entries: list[tuple[Any, ...]]) -> Submission:
    rows = tuple(written(*values) for values in entries)
    return Submission.model_validate({**fields, "entries": ()}).model_copy(update={"entries": rows})


def _plain(finding: Finding) -> tuple[Any, ...]:
    cell = tuple(finding.cell) if finding.cell else None
    return tuple(finding._replace(severity=finding.severity.value, cell=cell))  # type: ignore[arg-type]


def _finding(values: tuple[Any, ...]) -> Finding:
    finding = Finding(*values)
    cell = CellRef(*finding.cell) if finding.cell else None
    return finding._replace(severity=Severity(finding.severity), cell=cell)


def _scorecard(marks: list[tuple[str | None, Witness | None, int | None]], scheme: Scheme) -> Scorecard:
    chosen = zip(scheme.items, marks, strict=True)
    return tally([mark_of(item, name, witness, row, scheme) for item, (name, witness, row) in chosen], scheme)
