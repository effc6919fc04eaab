"""Every door takes the same round of the same folder on the same day, and gives the same totals for it."""

import csv
import json
import shutil
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from python_calamine import CalamineWorkbook

from addin import macros
from docs.examples import town_chart
from pipeline.reading.roster import load_roster
from pipeline.run import REVIEWS, build_workbook, consolidate_town
from pipeline.town.model import Town
from pipeline.town.review.model import Visit
from pipeline.writing.addin.callbacks import macro_project
from scripts.commands import app
from tests.addin.opened import boxes, open_book, remote_engine, rows
from tests.clients.programs import require
from tests.daily import daily
from tests.filled_forms import built, fill
from tests.test_sample_rounds import FIRST, ROUNDS, SECOND
from validators.scheme.file import DEFAULT_SCHEME, load_scheme

ROSTER = ROUNDS / "roster.csv"
Answer = tuple[int, Mapping[str, float]]
"""The round that a door took, and the totals that it gave."""


def by_command(place: Path, _: str) -> Answer:
    out = place / "town.json"
    line = [
        "consolidate",
        place / ROUNDS.name,
        "--roster",
        ROSTER,
        "-o",
        place / "town.xlsx",
        "--json",
        out,
        "--fail-on",
        "never",
    ]
    result = CliRunner().invoke(app, list(map(str, line)), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    report = json.loads(out.read_text(encoding="utf-8"))
    return report["round"], {c["community"]: c["total"] for c in report["communities"]}


def by_button(place: Path, _: str) -> Answer:
    build_workbook(load_scheme(DEFAULT_SCHEME), place / "填报.xlsm", vba=macro_project())
    listed = list(csv.reader(ROSTER.read_text(encoding="utf-8-sig").splitlines()))
    with remote_engine():
        book = open_book(
            place / "填报.xlsm", {"GC_Folder": [[str(place / ROUNDS.name)]], "GC_Roster": listed}
        )
        macros.consolidate(book)
        (said,) = boxes(book)
        totals = {str(row[1]): float(str(row[2])) for row in rows(book) if row[2] != ""}
    return int(said.removeprefix("汇总")[:4]), totals


def by_desk(place: Path, display: str) -> Answer:
    """The window of 汇总.pyw, with the year that it proposes."""
    import tkinter as tk

    from scripts.window.desk_window import make_window

    root = tk.Tk(screenName=display)
    window = make_window(root)
    window.folder.set(str(place / ROUNDS.name))
    window.roster.set(str(ROSTER))
    window.report.set(str(place / "汇总.xlsx"))
    window.start_button.invoke()
    while window.busy:
        window.update()
    said, proposed = window.status.get(), int(window.year.get()[:4])
    root.destroy()
    assert said.startswith(f"汇总{proposed}年。")
    table = CalamineWorkbook.from_path(place / "汇总.xlsx").get_sheet_by_name("汇总总表").to_python()
    head = next(row for row in table if "社区" in row)
    name, total = head.index("社区"), head.index("总分")
    listed = table[table.index(head) + 1 :]
    return proposed, {
        str(row[name]): float(str(row[total])) for row in listed if isinstance(row[total], float)
    }


def by_example(place: Path, _: str) -> Answer:
    taken: list[Answer] = []

    def draw(town: Town, _: Path) -> None:
        table = town_chart.totals(town)
        taken.append((town.round, {str(name): float(total) for name, total in table["总分"].items()}))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(town_chart, "draw", draw)
        town_chart.main(str(ROUNDS), str(ROSTER), str(place / "town.png"))
    return taken[0]


DOORS = (by_command, by_button, by_desk, by_example)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for what a door writes, with the submissions; reports are opened by nobody."""
    require("Xvfb")
    shutil.copytree(ROUNDS, tmp_path / ROUNDS.name)
    opener = tmp_path / "bin" / "xdg-open"
    opener.parent.mkdir()
    opener.write_text("#!/bin/sh\n")
    opener.chmod(0o755)
    monkeypatch.setenv("PATH", str(opener.parent), prepend=":")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "log"))
    return tmp_path


@pytest.mark.parametrize(
    ("day", "round_"),
    daily(
        [
            (date(2022, 1, 10), 2021),  # the year before is summed up
            (date(2022, 3, 1), 2022),  # the scheme's calendar opens the round of 2022
            (date(2022, 2, 28), 2021),
            (date(2021, 12, 31), 2021),
            (date(2023, 5, 1), 2022),
        ],
        3,
    ),
)
@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_all_doors_take_the_same_round_on_the_same_day(
    door: Callable[[Path, str], Answer],
    day: date,
    round_: int,
    place: Path,
    display: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        "pipeline.clock.now", lambda scheme: datetime(day.year, day.month, day.day, 9, tzinfo=scheme.zone)
    )
    totals: Mapping[str, float] = FIRST if round_ == 2021 else SECOND
    assert door(place, display) == (round_, {f"示范{number}居": points for number, points in totals.items()})


def test_every_door_sets_the_reviews_beside_the_self_scores(
    place: Path, display: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those that lie in 考评表 among the submissions; the same lines in every report."""
    plan, folder, day = load_scheme(DEFAULT_SCHEME), place / ROUNDS.name, date(2021, 12, 31)
    monkeypatch.setattr("pipeline.clock.now", lambda s: datetime(2021, 12, 31, 9, tzinfo=s.zone))
    town = consolidate_town(folder, plan, load_roster(ROSTER), as_of=day, ignore=[folder / ROSTER.name])
    standing = town.standings[0]
    form = built(town, Visit(standing.name, items=(1, 7)), place)
    fill(form, folder / REVIEWS / form.name, {1: "不得分", 7: "不得分"}, {1: "没有记录"})
    lost = float(sum(standing.scorecard.mark(item).points or 0 for item in (1, 7)))
    for path in place.glob("*.xlsx"):
        path.unlink()
    for door in (by_command, by_button, by_desk):
        _, totals = door(place, display)
        assert totals[standing.name] == float(standing.scorecard.total), door
        (report,) = place.glob("*.xlsx")
        told = CalamineWorkbook.from_path(report).get_sheet_by_name("考评对照").to_python()
        (line,) = [row for row in told if row[1] == standing.name]
        assert line[8:10] == [-lost, "核减"], door
        report.unlink()
