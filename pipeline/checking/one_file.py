"""One file: its content read, every rule about one workbook applied."""

import hashlib

from pipeline.checking.engine import (
    PROGRAM,
    CheckedBook,
    Failure,
    State,
    Verdict,
    apply_rules,
    judged,
    or_failed,
)
from pipeline.checking.scoring import score, supported
from pipeline.reading import Reading, read_submission
from pipeline.reading.files.content import FileContent, content_of
from pipeline.reading.files.discovery import FoundFile, readable
from pipeline.reading.review_words import FORM
from validators.rule import BookCase
from validators.rules import catalogue
from validators.scheme.model import Scheme

_RULES = {code: rule for code, rule in catalogue().items() if not rule.phase.of_town}


def check_file(file: FoundFile, scheme: Scheme) -> CheckedBook:
    """Read one file and apply every rule about one workbook; never raises over what the file holds.

    Where the program itself fails over it, its state is FAILED.
    """
    return or_failed(bare(file), lambda: looked_at(file, scheme))


def bare(file: FoundFile) -> CheckedBook:
    """A file of which nothing is known yet."""
    return CheckedBook(file.name, State.REJECTED, archive=file.archive)


def looked_at(file: FoundFile, scheme: Scheme) -> CheckedBook:
    """The file read and judged, unless it is known already that it is none."""
    if file.skip:
        return CheckedBook(file.name, State.SKIPPED, skipped_as=file.skip)
    if file.failure:
        failed = Verdict(failures=(Failure(PROGRAM, file.name, file.failure),))
        return bare(file)._replace(state=State.FAILED, verdict=failed)
    return checked(file, content_of(file, scheme.zone), scheme)


def checked(file: FoundFile, content: FileContent, scheme: Scheme) -> CheckedBook:
    """The file's content read and judged; what proves which file it was is known even where that fails."""
    known = bare(file)._replace(received=content.received)
    if not content.problem:
        known = known._replace(sha256=hashlib.sha256(content.data).hexdigest(), size=len(content.data))
    return or_failed(known, lambda: judged_reading(known, _read(file, content, scheme), scheme))


def _read(file: FoundFile, content: FileContent, scheme: Scheme) -> Reading:
    if content.problem:
        return Reading(problem=content.problem)
    return read_submission(content.data, file.own_name or readable(file.path.name), scheme)


def judged_reading(known: CheckedBook, reading: Reading, scheme: Scheme) -> CheckedBook:
    """What was read of a file scored, and every rule about one workbook applied to it."""
    if reading.problem and reading.problem.kind == "review_form":
        return known._replace(state=State.SKIPPED, skipped_as=FORM)
    submission = reading.submission
    scorecard = score(submission, scheme) if submission else None
    case = BookCase(
        scheme=scheme,
        file=known.file,
        community=submission.community if submission else None,
        sources=reading.sources,
        problem=reading.problem,
        oddities=reading.oddities,
        submission=submission,
        scorecard=scorecard,
    )
    verdict = apply_rules(case, _RULES)
    return known._replace(
        state=judged(verdict.findings) if scorecard else State.REJECTED,
        submission=submission,
        scorecard=scorecard,
        supported=supported(submission, scorecard, scheme) if submission and scorecard else None,
        sources=reading.sources,
        verdict=verdict,
    )
