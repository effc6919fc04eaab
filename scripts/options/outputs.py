"""What a command may write to: never one of its inputs, unasked never what somebody else made."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from pipeline.journal import note
from pipeline.reading.files.own_reports import is_foreign
from pipeline.run import check_book
from pipeline.writing.copies import Copies
from pipeline.writing.replacing import obstacle
from scripts.options.exits import could_not_run, where_noted
from validators.scheme.model import Scheme
from validators.submission import Entry, Submission

_OR_ELSE = "write to another file, or allow it with --overwrite"
_TOLD = 10
"""So many copies are named one by one."""


def refuse_to_replace(outputs: Sequence[Path], inputs: Iterable[Path], *, overwrite: bool) -> None:
    """Exit 2 when an output has no place, is no file, an input or another output, or would replace somebody's file.

    Reports of ours are replaced, as what an earlier run made, and empty files; others only with ``overwrite``.
    """
    for output in outputs:
        if why := obstacle(output):
            could_not_run(f"Cannot write {output}: {why}.")
    given = {path.resolve() for path in inputs}
    files = [output.resolve() for output in outputs]
    for output, file in zip(outputs, files, strict=True):
        if not file.parent.is_dir():
            could_not_run(f"Cannot write {output}: no such folder.")
        if file in given:
            could_not_run(f"{output} is read by this command; write to another file.")
        if files.count(file) > 1:
            could_not_run(f"Two outputs cannot both be written to {output}.")
        if is_foreign(file) and not overwrite:
            could_not_run(f"{output} is there already and is no report of ours; {_OR_ELSE}.")


def refuse_to_lose_a_draft(draft: Path, *, overwrite: bool) -> None:
    """Exit 2 when a document of ours would replace one that somebody has worked on since."""
    if is_foreign(draft, copies=True) and not overwrite:
        could_not_run(
            f"{draft} is there already, and somebody has saved it since it was written; {_OR_ELSE}."
        )


def refuse_to_lose_answers(targets: Iterable[Path], scheme: Scheme, *, overwrite: bool) -> None:
    """Exit 2 when a workbook to be built would replace one that holds answers, or one that is none of ours."""
    for target in targets:
        if why := obstacle(target):
            could_not_run(f"Cannot write {target}: {why}.")
        if overwrite or not _is_there(target):
            continue
        submission = check_book(target, scheme).submission
        if submission is None or submission.layout != "template" or _filled(submission):
            could_not_run(f"{target} is there already and may hold answers; {_OR_ELSE}.")


def _is_there(target: Path) -> bool:
    """Whether there is a file; a name too long for the system is nobody's."""
    try:
        return target.exists()
    except OSError:
        return False


def _filled(submission: Submission) -> bool:
    """Whether a workbook holds more than what it may be handed out with: a name, an address, a telephone number."""
    about = (submission.filled_on, submission.filler, submission.reviewer, submission.measures)
    touched = not submission.declaration.untouched
    return any(about) or touched or any(map(_answered, submission.entries))


def _answered(row: Entry) -> bool:
    """Whether a row holds more than last round's choice, which it may have been handed out with."""
    as_handed_out = row.tier is not None and row.tier == row.previous
    values = (row.evidence, row.measured, *(() if as_handed_out else (row.tier, row.score)))
    return any(value not in (None, "") for value in values)


@contextmanager
def writing(target: Path, troubles: list[str]) -> Iterator[None]:
    """Keep why a target could not be written, so that what else was asked for still is."""
    try:
        yield
    except BrokenPipeError:
        raise  # whoever read our output has gone
    except OSError as error:
        troubles.append(cannot_write(Path(error.filename or target), error))
    except Exception as error:
        noted = where_noted(note(f"writing {target.suffix}", error))
        troubles.append(f"Cannot write {target}: the program failed ({type(error).__name__}); {noted}.")


def cannot_write(target: Path, error: OSError) -> str:
    """The system's reason in a sentence."""
    return f"Cannot write {target}: {error.strerror}."


def unwritten(copies: Copies) -> list[str]:
    """Which copies could not be written, the first few one by one."""
    told = [cannot_write(path, error) for path, error in copies.unwritten.items()]
    rest = len(told) - _TOLD
    return [*told[:_TOLD], *([f"Nor could {rest} more copies be written."] if rest > 0 else [])]


def refuse_another_ending(output: Path, ending: str) -> None:
    """Exit 2 when a file's name says that it is something else."""
    if output.suffix.lower() != ending:
        could_not_run(f"{output} must end in {ending}: programs refuse a file whose name says otherwise.")
