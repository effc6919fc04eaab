"""green-community addin: setting Excel's add-in up, checking it, removing it.

Not called addin.py: run as a file, its folder comes first on the path, and it would hide the package addin.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from scripts.exits import could_not_run

if TYPE_CHECKING:
    from collections.abc import Callable

    from addin.installing import Change

T = TypeVar("T")

app = typer.Typer(no_args_is_help=True, help="Excel's add-in on this computer (Windows).")

DryRun = Annotated[bool, typer.Option("--dry-run", help="Print what would change; write nothing.")]
Profile = Annotated[
    Path | None, typer.Option(help="The user's profile folder (default, on Windows: your own).")
]

NOT_WINDOWS = (
    "加载项只能在 Windows 的 Excel 里使用，这台电脑不是 Windows。",
    "这里可以用 validate、consolidate、template 各命令，或打开 汇总.pyw，结果相同；",
    "用 --profile 文件夹 可以把配置文件写到那里查看。",
)


@app.command()
def install(
    dry_run: DryRun = False,
    trust: Annotated[
        Path | None, typer.Option(help="Also let workbooks in this folder run macros without asking.")
    ] = None,
    profile: Profile = None,
) -> None:
    """Set the add-in up for this user; a second time changes nothing."""
    from addin import installing

    home = _profile_or_exit(profile)
    act = installing.plan_install if dry_run else installing.install
    versions, changes = _done_or_exit(lambda: (installing.versions(), act(home, trust)))
    typer.echo(f"{versions}。")
    _report(changes, not dry_run, "加载项已装好，没有要改的。")
    if changes and not dry_run:
        typer.echo("加载项已装好。请关闭所有 Excel 窗口再打开，然后运行 green-community addin check。")


@app.command()
def check(
    workbook: Annotated[
        Path | None, typer.Argument(help="The macro workbook (default: the shipped one).")
    ] = None,
    profile: Profile = None,
) -> None:
    """Check what the add-in needs, with a remedy for each failure; exit 1 when a check fails."""
    from addin.selfcheck import run_checks

    if workbook and not workbook.is_file():
        could_not_run(f"No such file: {workbook}")
    results = run_checks(workbook and workbook.resolve(), profile=profile)
    for result in results:
        mark = {True: "通过", False: "未通过", None: "无法检查"}[result.passed]
        typer.echo(f"{mark}  {result.name}" + (f"：{result.remedy}" if result.remedy else ""))
    raise typer.Exit(1 if any(result.passed is False for result in results) else 0)


@app.command()
def remove(dry_run: DryRun = False, profile: Profile = None) -> None:
    """Undo what install did; the configuration is again as it was before."""
    from addin import installing

    home = _profile_or_exit(profile)
    act = installing.plan_remove if dry_run else installing.remove
    changes = _done_or_exit(lambda: act(home))
    _report(changes, not dry_run, "没有安装过加载项，没有要改的。")


def _profile_or_exit(profile: Path | None) -> Path:
    if profile is None and sys.platform != "win32":
        could_not_run(*NOT_WINDOWS)
    return (profile or Path.home()).resolve()


def _done_or_exit(act: "Callable[[], T]") -> "T":
    from addin.installing import SetupError

    try:
        return act()
    except SetupError as error:
        could_not_run(str(error))
    except OSError as error:
        could_not_run(
            f"写不了 {error.filename}（{error.strerror}）。请关闭 Excel，检查文件夹权限，再运行一次。"
        )


def _report(changes: "list[Change]", done: bool, nothing: str) -> None:
    for change in changes:
        typer.echo(f"{change.sentence(done)}。")
    if not changes:
        typer.echo(nothing)


if __name__ == "__main__":
    app()
