"""The call that the window's 抽样 makes: a draw from a folder, kept in its ledger, and what to say of it."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from pipeline.checking.sentences import failure_line
from pipeline.journal import noted_failures
from pipeline.keeping import NO_ROSTER, NOBODY, drawn_told, sampled
from pipeline.reading.files.own_ledger import NAME as LEDGER
from pipeline.reading.files.own_reports import is_foreign
from pipeline.writing.review.draw import NAME, write_draw
from scripts.window.desk_report import PROGRAM, DeskError, Report, town_of


def list_beside(folder: Path, day: str) -> Path:
    """Where the list of a draw goes unless told: beside the folder, never among the submissions."""
    return folder.parent / f"{folder.name}{NAME}{day}.xlsx"


def sample_folder(
    folder: Path,
    roster: Path,
    earlier: Path | None,
    target: Path,
    round_: int,
    share: Decimal,
    seed: int | None,
    progress: Callable[[int, int], None],
) -> Report:
    """Draw a share (0..1) of a folder's town for the round of a year; DeskError says why it cannot be."""
    if is_foreign(target, copies=True):
        raise DeskError(
            f"“{target.name}”有人改过，或者不是本程序生成的，没有改动。请给抽样名单另起一个名称。"
        )
    town = town_of(folder, roster, earlier, [target], round_, progress)
    if town.roster is None:
        raise DeskError(NO_ROSTER)
    made = sampled(town, share, seed, folder, folder / LEDGER)
    if made is None:
        raise DeskError(NOBODY)
    try:
        write_draw(town, made.draw, made.draws, target)
    except OSError as error:
        raise DeskError(
            f"抽样名单存不进“{target}”。请先关闭正在打开的名单，或另选一个文件夹，种子不变再抽一次。"
        ) from error
    failures = town.failures
    told = [f"{failure_line(*failures)}{noted_failures(PROGRAM, failures)}。"] if failures else []
    return Report(target, "\n".join([*drawn_told(made), *told]), "抽样名单")
