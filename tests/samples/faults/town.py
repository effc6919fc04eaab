"""What is wrong of a workbook among others: the roster, who reported twice, which round."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from zipfile import ZipFile, ZipInfo

from pipeline.run import build_workbook
from tests.books import Sheet, Value, write_book
from tests.samples.faults.fault import LAST_LIST, LAST_YEAR, Build, Fault, answers, table
from validators.scheme.model import Scheme
from validators.submission import Measure

_ROSTER = "编号,名称\nSF01,示范一居\n"
_DAY = date(2021, 10, 9)


def _rostered(*books: tuple[str, str], listed: str = _ROSTER) -> Build:
    """A folder with a roster and books of (file, community)."""

    def build(folder: Path, scheme: Scheme) -> None:
        (folder / "roster.csv").write_text(listed, encoding="utf-8", newline="\n")
        for file, community in books:
            write_book(folder / file, table(scheme, community=community).dated(_DAY))

    return build


def _listed_unseen(folder: Path, scheme: Scheme) -> None:
    """A roster with one line hidden and one struck out."""
    write_book(folder / "b.xlsx", table(scheme).dated(_DAY))
    roster = Sheet(scheme, None, name="名册")
    names = {(row, 1): name for row, name in enumerate(("名称", "示范一居", "示范二居", "示范三居"), start=1)}
    roster.cells, roster.merges, roster.struck, roster.hidden_rows = {**names}, [], {(3, 1)}, {4}
    write_book(folder / "roster.xlsx", roster)


def _with_the_code_of_another(folder: Path, scheme: Scheme) -> None:
    """A community's prefilled workbook, filled in under another's name."""
    _rostered()(folder, scheme)
    named = answers(scheme).model_copy(update={"community": "示范二居", "code": "SF01"})
    build_workbook(scheme, folder / "book.xlsx", submission=named)


def _of_another_round(folder: Path, scheme: Scheme) -> None:
    """A workbook of the round after the one that the samples are consolidated for."""
    _rostered()(folder, scheme)
    build_workbook(scheme, folder / "book.xlsx", round_=2022, submission=answers(scheme))


def _repeated_next_year(folder: Path, scheme: Scheme) -> None:
    """The same answers under a day of the round before and one of this."""
    _rostered()(folder, scheme)
    write_book(folder / "a.xlsx", table(scheme).dated(date(2020, 10, 9)))
    write_book(folder / "b.xlsx", table(scheme).dated(_DAY))


def _nobody_known(folder: Path, scheme: Scheme) -> None:
    _rostered()(folder, scheme)
    write_book(folder / "一.xlsx", table(scheme).dated(_DAY))
    write_book(folder / "自测评分表.xlsx", table(scheme, community=None).dated(_DAY))


def _archived(*books: tuple[str, str], day: date | None = None) -> Build:
    """A roster of one, and an archive of books (file, tier) of one day or none, all saved at nine on 20 October 2021."""

    def build(folder: Path, scheme: Scheme) -> None:
        _rostered()(folder, scheme)
        with ZipFile(folder / "book.zip", "w") as archive:
            for file, tier in books:
                sheet = table(scheme, tier=tier)
                path = write_book(folder / file, sheet.dated(day) if day else sheet)
                archive.writestr(ZipInfo(file, (2021, 10, 20, 9, 0, 0)), path.read_bytes())
                path.unlink()

    return build


def _filled_in_later(folder: Path, scheme: Scheme) -> None:
    _rostered()(folder, scheme)
    write_book(folder / "book.xlsx", table(scheme).dated(date(2021, 12, 20)))


def _changed_after_decision(folder: Path, scheme: Scheme) -> None:
    """A decision on a file that is not the one at hand."""
    _rostered(("一.xlsx", "示范一居"))(folder, scheme)
    heads: tuple[Value, ...] = (
        "编号",
        "社区",
        "总分",
        "等次",
        "是否推荐",
        "决定人",
        "决定日期",
        "理由",
        "文件校验码",
    )
    line: tuple[Value, ...] = (
        "SF01",
        "示范一居",
        110,
        "良好",
        "推荐",
        "示范丁",
        date(2021, 10, 28),
        "",
        "0123456789abcdef",
    )
    last = Sheet(scheme, None, name="推荐名单")
    last.cells = {}
    for row, cells in ((2, heads), (3, line)):
        last.cells |= {(row, column): said for column, said in enumerate(cells, start=1)}
    last.merges = []
    write_book(folder / LAST_LIST, last)


def _a_year_later(before: Mapping[int, str], now: Mapping[int, str], **promised: date) -> Build:
    """A community's workbook of 2021 in a folder of its own, with measures on items by a day, and its table of 2022."""

    def build(folder: Path, scheme: Scheme) -> None:
        _rostered()(folder, scheme)
        (folder / LAST_YEAR).mkdir()
        measures = {
            int(item[1:]): Measure(action="改造", plan="上半年", due=due) for item, due in promised.items()
        }
        last = answers(scheme, **{f"i{item.no}": before.get(item.no, "合格") for item in scheme.items})
        dated = {"filled_on": _DAY, "measures": measures}
        build_workbook(
            scheme, folder / LAST_YEAR / "book.xlsx", round_=2021, submission=last.model_copy(update=dated)
        )
        write_book(folder / "book.xlsx", table(scheme).dated(date(2022, 10, 9)).choose(now))

    return build


TOWN = (
    Fault("GCR501-not-on-roster", _rostered(("一.xlsx", "示范一居"), ("二.xlsx", "示范二居")), ("GCR501 二.xlsx 任务分解表!C2",)),
    Fault("GCR502-reported-twice", _archived(("一.xlsx", "合格"), ("二.xlsx", "一般"), day=_DAY), ("GCR502 book.zip/二.xlsx 任务分解表!C2",)),
    Fault("GCR503-identical-file", _rostered(("一.xlsx", "示范一居"), ("二.xlsx", "示范一居")), ("GCR503 二.xlsx 任务分解表!C2",)),
    Fault("GCR504-obliged-missing", _rostered(), ("GCR504 - -",)),
    Fault("GCR505-code-of-another", _with_the_code_of_another, ("GCR505 book.xlsx 任务分解表!C2",)),
    Fault("GCR506-another-round", _of_another_round, ("GCR506 book.xlsx 方案!P3", "GCR504 - -")),
    Fault("GCR507-nobody-known", _nobody_known, ("GCR507 自测评分表.xlsx 任务分解表!A1", "GCT108 自测评分表.xlsx 任务分解表!A1")),
    Fault("GCR508-file-of-another", _rostered(("望江.xlsx", "示范一居"), ("b.xlsx", "示范二居"), listed="编号,名称,别名\nSF01,示范一居,\nSF02,示范二居,望江\n"), ("GCR508 望江.xlsx 任务分解表!C2",)),
    Fault("GCR509-roster-total", _rostered(("b.xlsx", "示范一居"), listed="编号,名称\nSF01,示范一居\n合计,1个\n"), ("GCR509 - roster!A3",)),
    Fault("GCR510-listed-twice", _rostered(("a.xlsx", "示范一居"), ("b.xlsx", "示范一居居委会"), listed="编号,名称\nSF01,示范一居\nSF02,示范一居居委会\n"), ("GCR510 - roster!B3",)),
    Fault("GCR512-round-by-time", _archived(("一.xlsx", "合格")), ("GCR512 book.zip/一.xlsx 任务分解表!C2",)),
    Fault("GCR513-filled-in-later", _filled_in_later, ("GCR513 book.xlsx 任务分解表!E2",)),
    Fault("GCR514-roster-line-hidden", _listed_unseen, ("GCR514 - 名册!A3",)),
    Fault("GCR515-as-an-earlier-round", _repeated_next_year, ("GCR506 a.xlsx 任务分解表!E2", "GCR515 b.xlsx 任务分解表!C2")),
    Fault("GCR516-bare-table", _rostered(("一.xlsx", "示范一居")), ("GCR516 一.xlsx 任务分解表!C2",)),
    Fault("GCR517-changed-after-decision", _changed_after_decision, ("GCR517 - -",)),
    Fault("GCH601-two-tiers-lower", _a_year_later({3: "良好", 4: "一般"}, {}), ("GCH601 book.xlsx 任务分解表!H8",)),
    Fault("GCH602-measure-overdue", _a_year_later({7: "不得分"}, {7: "不得分"}, i7=date(2021, 12, 15), i8=date(2022, 12, 15)), ("GCH602 book.xlsx 任务分解表!H12",)),
)  # fmt: skip
