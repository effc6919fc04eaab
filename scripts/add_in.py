"""green-community addin: setting Excel's add-in up, checking it, removing it.

Not called addin.py: run as a file, its folder comes first on the path, and it would hide the package addin.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from addin.selfcheck import run_checks
from addin.setup import installing
from addin.setup.installing import Change, SetupError
from pipeline.buttons import ADDIN
from pipeline.writing.addin import build_addin
from scripts.options.command_line import FILE, Commands
from scripts.options.exits import could_not_run
from scripts.options.outputs import refuse_another_ending, refuse_to_replace, writing

T = TypeVar("T")

dry_run_option = click.option("--dry-run", is_flag=True, help="Print what would change; write nothing.")
profile_option = click.option(
    "--profile", type=FILE, help="The user's profile folder (default, on Windows: your own)."
)

NOT_WINDOWS = (
    "加载项只能在 Windows 的 Excel 里使用，这台电脑不是 Windows。",
    "这里可以用 validate、consolidate、template 各命令，或打开 汇总.pyw，结果相同；",
    "用 --profile 文件夹 可以把加载项写到那里查看。",
)


@click.group(cls=Commands)
def addin() -> None:
    """Excel's add-in on this computer (Windows)."""


@addin.command()
@click.option(
    "--output", "-o", type=FILE, default=Path(ADDIN), show_default=True, help="Write the add-in here."
)
def build(output: Path) -> None:
    """Build the ribbon add-in, not set up for any computer."""
    troubles: list[str] = []
    refuse_another_ending(output, Path(ADDIN).suffix)
    refuse_to_replace([output], [], overwrite=False)
    with writing(output, troubles):
        build_addin(output)
    if troubles:
        could_not_run(*troubles)
    click.echo(f"Wrote {output}")


@addin.command()
@dry_run_option
@profile_option
def install(dry_run: bool, profile: Path | None) -> None:
    """Put the add-in into Excel; a second time changes nothing."""
    home = _profile_or_exit(profile)
    act = installing.plan_install if dry_run else installing.install
    versions, changes = _done_or_exit(lambda: (installing.versions(), act(home)))
    click.echo(f"{versions}。")
    _report(changes, not dry_run, "加载项已装好，没有要改的。")
    if changes and not dry_run:
        click.echo("加载项已装好。请打开 Excel，在“绿色社区”选项卡里点“环境自检”。")


@addin.command()
@click.argument("workbook", type=FILE, required=False, help="A workbook that the add-in is to work on.")
@profile_option
def check(workbook: Path | None, profile: Path | None) -> None:
    """Check what the add-in needs, with a remedy for each failure. Exit 1 when a check fails."""
    if workbook and not workbook.is_file():
        could_not_run(f"No such file: {workbook}")
    results = run_checks(workbook and workbook.resolve(), profile=profile)
    for result in results:
        mark = {True: "通过", False: "未通过", None: "无法检查"}[result.passed]
        click.echo(f"{mark}  {result.name}" + (f"：{result.remedy}" if result.remedy else ""))
    sys.exit(any(result.passed is False for result in results))


@addin.command()
@dry_run_option
@profile_option
def remove(dry_run: bool, profile: Path | None) -> None:
    """Undo what install did, that of earlier versions too."""
    home = _profile_or_exit(profile)
    act = installing.plan_remove if dry_run else installing.remove
    changes = _done_or_exit(lambda: act(home))
    _report(changes, not dry_run, "没有安装过加载项，没有要改的。")


@addin.command()
@click.option("--output", "-o", type=FILE, required=True, help="The folder for the kit: a folder, and a zip.")
def kit(output: Path) -> None:
    """Build what an office without network installs from.

    For Windows x64; building it needs the network and a checkout of the project.
    """
    try:
        from addin.kit.building import build_kit
        from addin.kit.wheels import KitError
    except ModuleNotFoundError as error:
        could_not_run(f"{error.name} is not installed: a kit is built with the development dependencies.")
    try:
        folder = build_kit(output)
    except KitError as error:
        could_not_run(str(error))
    click.echo(f"{folder}\n{folder}.zip")


def _profile_or_exit(profile: Path | None) -> Path:
    if profile is None and sys.platform != "win32":
        could_not_run(*NOT_WINDOWS)
    return (profile or Path.home()).resolve()


def _done_or_exit(act: Callable[[], T]) -> T:
    try:
        return act()
    except SetupError as error:
        could_not_run(str(error))
    except OSError as error:
        could_not_run(
            f"写不了 {error.filename}（{error.strerror}）。请关闭 Excel，检查文件夹权限，再运行一次。"
        )


def _report(changes: list[Change], done: bool, nothing: str) -> None:
    for change in changes:
        click.echo(change.sentence(done))
    if not changes:
        click.echo(nothing)


if __name__ == "__main__":
    addin()
