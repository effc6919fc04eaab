"""What is wrong in one workbook: its table, its selections, its evidence, its other sheets."""

from datetime import date
from pathlib import Path

from pipeline.run import build_workbook
from tests.books import Sheet, Value, write_book
from tests.samples.faults.fault import Build, Fault, answers, bent, table
from validators.scheme.file import load_scheme
from validators.scheme.model import Scheme
from validators.submission import Entry, Measure

_ANOTHER_PLAN = Path(__file__).parents[2] / "schemes" / "two-tiers.toml"


def _two_tables(folder: Path, scheme: Scheme) -> None:
    other = Sheet(scheme, "示范一居", "tiered", name="去年").choose({1: "良好"})
    write_book(folder / "book.xlsx", table(scheme), other)


def _repeated(sheet: Sheet) -> None:
    sheet.put(8, "number", 7).put(8, "criterion", sheet.scheme.items[6].text)
    sheet.put(8, "max_points", 3).put(8, "qualified", 2).put(8, "fair", 2.5).put(8, "good", 3).put(
        8, "score", 2
    )


def _nothing_asked(folder: Path, scheme: Scheme) -> None:
    sheet = Sheet(scheme, "示范一居")
    sheet.cells = {(1, 1): "会议签到表", (2, 1): "序号", (2, 2): "姓名"}
    sheet.merges = []
    write_book(folder / "book.xlsx", sheet)


def _of_another_plan(folder: Path, _: Scheme) -> None:
    build_workbook(load_scheme(str(_ANOTHER_PLAN)), folder / "book.xlsx")


def _without_measures(folder: Path, scheme: Scheme) -> None:
    """Every item at the top but for 7 and 12, of which only 7 has a measure."""
    measures = {7: Measure(action="增建雨水花园", plan="分两期施工", due=date(2021, 9, 30))}
    weak = answers(scheme, i7="一般", i12="一般").model_copy(update={"measures": measures})
    build_workbook(scheme, folder / "book.xlsx", submission=weak)


def _declared(**boxes: Value) -> Build:
    """A clean workbook with a declaration form of its own making beside the table."""

    def build(folder: Path, scheme: Scheme) -> None:
        form = Sheet(scheme, None, name="申报表")
        form.cells, form.merges = {(1, 1): scheme.declaration.title}, []
        for row, field in enumerate(scheme.declaration.fields, start=2):
            form.cells |= {(row, 1): field.label, (row, 2): boxes.get(field.id)}
        write_book(folder / "book.xlsx", table(scheme), form)

    return build


def _sent_back_unchanged(folder: Path, scheme: Scheme) -> None:
    """A copy with last round's tiers chosen, of which only the day was filled in."""
    tier = scheme.tiers[-1].name
    entries = tuple(Entry(item=item.no, tier=tier, previous=tier) for item in scheme.items)
    sent = answers(scheme).model_copy(update={"filled_on": date(2021, 10, 9), "entries": entries})
    build_workbook(scheme, folder / "book.xlsx", submission=sent)


def _misspelled(folder: Path, scheme: Scheme) -> None:
    """A tier of another name, which the workbook's own formulas do not know."""
    build_workbook(scheme, folder / "book.xlsx", submission=answers(scheme, i3="良"))


TABLES = (
    Fault("GCE301-measured-below-tier", bent("tiered", lambda s: s.put(17, "measured", 85), tier="良好"), ("GCE301 book.xlsx 任务分解表!H22",)),
    Fault("GCE302-measured-unreadable", bent("tiered", lambda s: s.put(17, "measured", "九成多").put(18, "measured", 120)), ("GCE302 book.xlsx 任务分解表!I22", "GCE302 book.xlsx 任务分解表!I23")),
    Fault("GCE303-measured-above-tier", bent("tiered", lambda s: s.put(7, "measured", 6)), ("GCE303 book.xlsx 任务分解表!H12",)),
    Fault("GCE305-measured-one", bent("tiered", lambda s: s.put(17, "measured", 1)), ("GCE305 book.xlsx 任务分解表!I22",)),
    Fault("GCS201-not-selected", bent("tiered", lambda s: s.put(9, "tier", None).put(9, "score", None)), ("GCS201 book.xlsx 任务分解表!H14",)),
    Fault("GCS202-not-a-tier", bent("tiered", lambda s: s.put(3, "tier", "优秀")), ("GCS202 book.xlsx 任务分解表!H8",)),
    Fault("GCS203-two-ticks", bent("official", lambda s: s.put(5, "qualified", "√").put(5, "good", "√").put(5, "score", None)), ("GCS203 book.xlsx 任务分解表!G10",)),
    Fault("GCS204-score-off-tiers", bent("official", lambda s: s.put(5, "score", 2.7)), ("GCS204 book.xlsx 任务分解表!H10",)),
    Fault("GCS205-score-disagrees", bent("tiered", lambda s: s.put(1, "score", 6)), ("GCS205 book.xlsx 任务分解表!J6",)),
    Fault("GCS206-not-applicable", bent("tiered", lambda s: s.put(25, "tier", "不涉及").put(25, "score", 0)), ("GCS206 book.xlsx 任务分解表!H30",)),
    Fault("GCS207-conflicting-note", bent("official", lambda s: s.put(10, "score", 1)), ("GCS207 book.xlsx 任务分解表!H15",)),
    Fault("GCS208-score-only", bent("tiered", lambda s: s.put(6, "tier", None)), ("GCS208 book.xlsx 任务分解表!J11",)),
    Fault("GCS209-tick-disagrees", bent("tiered", lambda s: s.put(6, "good", "√")), ("GCS209 book.xlsx 任务分解表!G11",)),
    Fault("GCT101-another-table", _nothing_asked, ("GCT101 book.xlsx 任务分解表!A1",)),
    Fault("GCT102-row-missing", bent("official", lambda s: s.drop(12)), ("GCT102 book.xlsx 任务分解表!A16",)),
    Fault("GCT103-row-repeated", bent("official", _repeated), ("GCT102 book.xlsx 任务分解表!A12", "GCT103 book.xlsx 任务分解表!A13")),
    Fault("GCT104-row-unknown", bent("official", lambda s: s.put(29, "number", 30)), ("GCT102 book.xlsx 任务分解表!A33", "GCT104 book.xlsx 任务分解表!A34")),
    Fault("GCT105-criterion-changed", bent("tiered", lambda s: s.put(2, "criterion", "充分利用现有议事平台")), ("GCT105 book.xlsx 任务分解表!C7",)),
    Fault("GCT106-points-changed", bent("official", lambda s: s.put(4, "max_points", 8).put(8, "fair", 4.5)), ("GCT106 book.xlsx 任务分解表!D9", "GCT106 book.xlsx 任务分解表!F13")),
    Fault("GCT107-two-tables", _two_tables, ("GCT107 book.xlsx 任务分解表!A5",)),
    Fault("GCT108-name-in-file-name", lambda folder, scheme: write_book(folder / "示范一居_自评.xlsx", table(scheme, community=None)), ("GCT108 示范一居_自评.xlsx 任务分解表!A1",)),
    Fault("GCT109-another-plan", _of_another_plan, ("GCT109 book.xlsx 方案!P1",)),
    Fault("GCT141-counted-otherwise", _misspelled, ("GCT141 book.xlsx 任务分解表!H8",)),
    Fault("GCT147-unknown-marks", bent("official", lambda s: (s.put(5, "fair", "达到").put(6, "good", "#").put(5, "score", None).put(6, "score", None))), ("GCT147 book.xlsx 任务分解表!F10",)),
    Fault("GCX401-total-differs", bent("official", lambda s: s.total(74)), ("GCX401 book.xlsx 任务分解表!H35",)),
    Fault("GCX402-grade-differs", bent("tiered", lambda s: s.graded("一般")), ("GCX402 book.xlsx 任务分解表!H35",)),
    Fault("GCX403-weak-without-measure", _without_measures, ("GCX403 book.xlsx 薄弱项目及措施!G15",)),
    Fault("GCX404-declared-total", _declared(self_score=110), ("GCX404 book.xlsx 申报表!B12",)),
    Fault("GCX405-declared-by-another", _declared(community="示范二居"), ("GCX405 book.xlsx 申报表!B2",)),
    Fault("GCX407-another-community-named", bent("tiered", lambda s: s.cells.update({(1, 1): "示范二居绿色社区创建任务分解表"})), ("GCX407 book.xlsx 任务分解表!A1",)),
    Fault("GCX408-file-of-another", lambda folder, scheme: write_book(folder / "示范二居自评表.xlsx", table(scheme)), ("GCX408 示范二居自评表.xlsx 任务分解表!C2",)),
    Fault("GCX409-as-last-round", _sent_back_unchanged, ("GCX409 book.xlsx 任务分解表!I6",)),
)  # fmt: skip
