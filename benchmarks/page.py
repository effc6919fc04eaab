"""The page beside the command line on the same machine: ``make bench-page``; needs node, npm, Chromium and its driver.

Both read the same folder in one process, and write the result as a page and the town-wide workbook.
"""

import re
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.lines import Line, Measured, start, told
from benchmarks.submissions import write_submissions
from page.build import build
from tests.page.browser import OVER, Page, opened
from validators.scheme.file import load_scheme

_FILES, _MANY = 13, 500
_DAY = "2021-11-01"
_RUNS = 3


def first_result(page: Path, one: Path, home: Path, run: int) -> float:
    """Seconds from opening the page to the result of one workbook, in a browser that has never seen it."""
    with opened(home / f"cold {run}") as browser:
        browser.driver.get("about:blank")
        begin = time.perf_counter()
        browser.open(page.as_uri())
        _done(browser, browser.check(one))
        return time.perf_counter() - begin


def consolidated(browser: Page, folder: Path) -> float:
    """Seconds to consolidate a folder in an open page, from the press of the button to the town-wide workbook saved."""
    browser.leave_result()
    browser.give("town-folder", folder)
    browser.give("town-roster", folder.with_suffix(".csv"))
    browser.fill(_DAY)
    begin = time.perf_counter()
    browser.press("town-start")
    _done(browser, browser.until(*OVER, seconds=600))
    browser.save("workbook").unlink()
    return time.perf_counter() - begin


def _done(browser: Page, state: str) -> None:
    if state != "done":
        raise RuntimeError(browser.text("status"))


def memory(browser: Page) -> float:
    """The most memory that a process which shows a page had, in MB."""
    own = Path("/proc") / str(browser.driver.service.process.pid)
    return max(_peaks(own))


def _peaks(process: Path) -> Iterator[float]:
    """The most memory that the process and those that it started had, each."""
    yield int(re.findall(r"VmHWM:\s+(\d+) kB", (process / "status").read_text())[0]) / 1024
    for thread in (process / "task").iterdir():
        for child in (thread / "children").read_text().split():
            yield from _peaks(process.with_name(child))


def commanded(folder: Path) -> Measured:
    """The same folder by the command line, from its start."""
    return start(
        folder.parent, "green-community", "consolidate", folder.name, "--roster", f"{folder.name}.csv",
        "--as-of", _DAY, "--html", "town.html", "--fail-on", "never", "--no-ledger", "--no-cache",
    )  # fmt: skip


def lines(home: Path) -> Iterator[Line]:
    """Every figure."""
    plan = load_scheme("baihe-2021")
    for name, number in (("files", _FILES), ("many", _MANY)):
        write_submissions(home / name, number, plan)
    page = build(home / "page.html")
    one = min((home / "files").iterdir())
    first = min(first_result(page, one, home, run) for run in range(_RUNS))
    yield Line("page: from opening it to the result of one workbook", first, 8.0, unit=" s")
    for name, number in (("files", _FILES), ("many", _MANY)):
        by_command = min(commanded(home / name).seconds for _ in range(_RUNS))
        with opened(home / f"warm {name}") as browser:
            browser.open(page.as_uri())
            seconds = min(consolidated(browser, home / name) for _ in range(_RUNS))
            peak = memory(browser)
        yield Line(f"page, consolidation of {number} files / command line", seconds / by_command, 4.0)
    yield Line(f"page, peak memory of the process that consolidates {_MANY} files", peak, unit=" MB")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(told(list(lines(Path(folder)))))
