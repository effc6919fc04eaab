"""The sample town over two rounds: a folder of what came for each, six obliged communities.

What came late, under another year's day, unchanged, or without any day is what the rounds are told apart by.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from zipfile import ZipFile, ZipInfo

from pipeline.run import build_workbook, check_book
from pipeline.town.prefilling import prefilled
from tests.books import Layout, Sheet, write_book
from validators.roster import Community
from validators.scheme.model import Scheme
from validators.submission import Entry, Submission

NAMES = ("示范一居", "示范二居", "示范三居", "示范四居", "示范五居", "示范六居")
FIRST, SECOND = "2021年", "2022年"


def build_rounds(folder: Path, scheme: Scheme) -> None:
    """Write the roster and both folders."""
    folder.mkdir(parents=True)
    listed = "".join(f"SF{number:02},{name}\n" for number, name in enumerate(NAMES, start=1))
    (folder / "roster.csv").write_text(f"编号,名称\n{listed}", encoding="utf-8-sig", newline="\n")
    typed(folder / FIRST / "示范一居.xlsx", scheme, date(2021, 10, 20), "良好")
    typed(folder / FIRST / "示范二居.xlsx", scheme, date(2021, 10, 28), "一般", layout="official")
    typed(folder / FIRST / "示范三居.xlsx", scheme, date(2021, 10, 18), "合格")
    issued(folder / FIRST / "示范四居.xlsx", scheme, date(2021, 10, 22), dict.fromkeys((7, 10, 23), "不得分"))
    undated(folder / FIRST / "补交.zip", scheme, "示范五居", "一般", date(2021, 10, 23))
    _sent_back(folder / SECOND / "示范一居.xlsx", scheme, folder / FIRST / "示范一居.xlsx")
    typed(folder / SECOND / "示范二居.xlsx", scheme, date(2021, 10, 22), "一般", layout="official")
    typed(folder / SECOND / "示范三居.xlsx", scheme, date(2022, 10, 21), "合格")
    issued(folder / SECOND / "示范四居.xlsx", scheme, date(2022, 10, 27), dict.fromkeys((7, 10), "不得分"))
    undated(folder / SECOND / "补交.zip", scheme, "示范五居", "合格", date(2022, 10, 24))


def typed(path: Path, scheme: Scheme, day: date | None, tier: str, layout: Layout = "tiered") -> Path:
    """The table as staff have it, one tier for all items; the community is called as the file."""
    sheet = Sheet(scheme, path.stem, layout).choose({item.no: tier for item in scheme.items})
    return write_book(path, sheet.dated(day) if day else sheet)


def issued(path: Path, scheme: Scheme, day: date, other: Mapping[int, str]) -> None:
    """The workbook of the day's year, filled in with the lowest tier but for some items."""
    lowest = scheme.tiers[0].name
    entries = tuple(Entry(item=item.no, tier=other.get(item.no, lowest)) for item in scheme.items)
    submission = Submission(
        layout="template", community=path.stem, community_from="cell", filled_on=day, entries=entries
    )
    build_workbook(scheme, path, round_=day.year, submission=submission)


def undated(path: Path, scheme: Scheme, name: str, tier: str, saved: date) -> None:
    """An archive of one table without a day, saved at nine on a day."""
    book = typed(path.with_name(f"{name}.xlsx"), scheme, None, tier)
    with ZipFile(path, "w") as archive:
        archive.writestr(ZipInfo(book.name, (saved.year, saved.month, saved.day, 9, 0, 0)), book.read_bytes())
    book.unlink()


def _sent_back(path: Path, scheme: Scheme, last: Path) -> None:
    """The copy of 2022 with last year's tiers chosen, in which only the day was filled in."""
    path.parent.mkdir()
    community = Community(code="SF01", name=path.stem)
    copy = prefilled(community, scheme, check_book(last, scheme).submission, chosen=True)
    sent = copy.model_copy(update={"filled_on": date(2022, 10, 20)})
    build_workbook(scheme, path, round_=2022, submission=sent)
