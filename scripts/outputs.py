"""What a command may write to: never one of its inputs, never a workbook that somebody has filled in."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from scripts.exits import could_not_run
from validators.scheme import Scheme
from validators.submission import Submission


def refuse_to_replace(outputs: Sequence[Path], inputs: Iterable[Path]) -> None:
    """Exit 2 when an output has no place, is an input or another output, or would replace a workbook.

    Reports of ours are replaced: they are what an earlier run made.
    """
    from pipeline.reading.reports import is_foreign_workbook

    given = {path.resolve() for path in inputs}
    files = [output.resolve() for output in outputs]
    for output, file in zip(outputs, files, strict=True):
        if not file.parent.is_dir():
            could_not_run(f"Cannot write {output}: no such folder.")
        if file.is_dir():
            could_not_run(f"Cannot write {output}: it is a folder.")
        if file in given:
            could_not_run(f"{output} is read by this command; write to another file.")
        if files.count(file) > 1:
            could_not_run(f"Two outputs cannot both be written to {output}.")
        if is_foreign_workbook(file):
            could_not_run(
                f"{output} is a workbook that is no report of ours; write to another file, or remove it."
            )


def refuse_to_lose_answers(targets: Iterable[Path], scheme: Scheme) -> None:
    """Exit 2 when a workbook to be built would replace one that holds answers, or one that is none of ours."""
    from pipeline.run import check_book

    for target in targets:
        if not target.exists():
            continue
        submission = check_book(target, scheme).submission
        if submission is None or submission.layout != "template" or _filled(submission):
            could_not_run(f"{target} is there already and may hold answers; write elsewhere, or remove it.")


def _filled(submission: Submission) -> bool:
    """Whether a workbook holds more than what it may be handed out with: a name, an address, a telephone number."""
    from pipeline.prefilling import PREFILLED

    rows = ((row.tier, row.evidence, row.score, row.measured) for row in submission.entries)
    about = (submission.filled_on, submission.filler, submission.reviewer, submission.measures)
    boxes = submission.declaration.values.keys() - PREFILLED
    return any(about) or bool(boxes) or any(value not in (None, "") for row in rows for value in row)


def refuse_another_ending(output: Path, ending: str) -> None:
    """Exit 2 when a workbook's name says that it is something else."""
    if output.suffix.lower() != ending:
        could_not_run(f"{output} must end in {ending}: Excel refuses a workbook whose name says otherwise.")
