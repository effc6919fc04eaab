"""One folder per fault: the workbook that has it, and the findings it must give, worked out by hand.

Rows of the written table: item n stands in row n + 5. Columns of the official layout: A 序号, B 内容, C 创建标准,
D 分值, E F G the tiers, H 得分; of the tiered one: H 自评档次, I 实测值, J 得分.
"""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from msoffcrypto.format.ooxml import OOXMLFile

from pipeline.run import build_workbook
from pipeline.writing.vba_project import vba_project
from tests.books import Layout, Sheet, Value, write_book
from tests.samples.readings import READINGS
from validators.scheme.file import load_scheme
from validators.scheme.model import Scheme
from validators.submission import Entry, Measure, Submission

ANOTHER_PLAN = Path(__file__).parents[1] / "schemes" / "two-tiers.toml"

_ROSTER = "编号,名称\nSF01,示范一居\n"


class Fault(NamedTuple):
    """A folder's name (the rule's code first), what goes into it, and ``code file cell`` per finding."""

    name: str
    build: Callable[[Path, Scheme], object]
    expected: tuple[str, ...]


def _sheet(
    scheme: Scheme, layout: Layout = "tiered", community: str | None = "示范一居", tier: str = "合格"
) -> Sheet:
    return Sheet(scheme, community, layout).choose({item.no: tier for item in scheme.items})


def _bent(
    layout: Layout, bend: Callable[[Sheet], object], tier: str = "合格"
) -> Callable[[Path, Scheme], object]:
    """A clean workbook with one thing bent."""

    def build(folder: Path, scheme: Scheme) -> None:
        sheet = _sheet(scheme, layout, tier=tier)
        bend(sheet)
        write_book(folder / "book.xlsx", sheet)

    return build


def _stored(path: Path) -> bytes:
    """The workbook without compression, so that its bytes are the same on every machine."""
    stored = BytesIO()
    with ZipFile(path) as compressed, ZipFile(stored, "w") as archive:
        for part in compressed.infolist():
            archive.writestr(ZipInfo(part.filename), compressed.read(part))
    return stored.getvalue()


def _encrypted(folder: Path, scheme: Scheme) -> None:
    path = write_book(folder / "book.xlsx", _sheet(scheme))
    sealed = BytesIO()
    with (
        patch("msoffcrypto.method.ecma376_agile._random_buffer", lambda size: bytes(range(size))),
        patch("msoffcrypto.method.container.ecma376_encrypted.datetime2filetime", lambda _: 0),
    ):
        OOXMLFile(BytesIO(_stored(path))).encrypt("示范", sealed)
    path.write_bytes(sealed.getvalue())


def _cut_off(folder: Path, scheme: Scheme) -> None:
    path = write_book(folder / "book.xlsx", _sheet(scheme))
    path.write_bytes(_stored(path)[:4000])


def _two_tables(folder: Path, scheme: Scheme) -> None:
    other = Sheet(scheme, "示范一居", "tiered", name="去年").choose({1: "良好"})
    write_book(folder / "book.xlsx", _sheet(scheme), other)


def _repeated(sheet: Sheet) -> None:
    sheet.put(8, "number", 7).put(8, "criterion", sheet.scheme.items[6].text)
    sheet.put(8, "max_points", 3).put(8, "qualified", 2).put(8, "fair", 2.5).put(8, "good", 3).put(
        8, "score", 2
    )


def _rostered(*books: tuple[str, str, int, str]) -> Callable[[Path, Scheme], object]:
    """A folder with a roster of one and books of (file, community, day of October, tier)."""

    def build(folder: Path, scheme: Scheme) -> None:
        folder.mkdir(parents=True)
        (folder / "roster.csv").write_text(_ROSTER, encoding="utf-8", newline="\n")
        for file, community, day, tier in books:
            write_book(
                folder / file, _sheet(scheme, community=community, tier=tier).dated(date(2021, 10, day))
            )

    return build


def _listing(listed: str, *books: tuple[str, str]) -> Callable[[Path, Scheme], object]:
    """A folder with a roster of its own and books of (file, community)."""

    def build(folder: Path, scheme: Scheme) -> None:
        folder.mkdir(parents=True)
        (folder / "roster.csv").write_text(listed, encoding="utf-8", newline="\n")
        for file, community in books:
            write_book(folder / file, _sheet(scheme, community=community).dated(date(2021, 10, 9)))

    return build


def _listed_unseen(folder: Path, scheme: Scheme) -> None:
    """A roster with one line hidden and one struck out."""
    write_book(folder / "b.xlsx", _sheet(scheme).dated(date(2021, 10, 9)))
    roster = Sheet(scheme, None, name="名册")
    names = {(row, 1): name for row, name in enumerate(("名称", "示范一居", "示范二居", "示范三居"), start=1)}
    roster.cells, roster.merges, roster.struck, roster.hidden_rows = {**names}, [], {(3, 1)}, {4}
    write_book(folder / "roster.xlsx", roster)


def _with_the_code_of_another(folder: Path, scheme: Scheme) -> None:
    """A community's prefilled workbook, filled in under another's name."""
    folder.mkdir(parents=True)
    (folder / "roster.csv").write_text(_ROSTER, encoding="utf-8", newline="\n")
    answers = tuple(Entry(item=item.no, tier=scheme.tiers[-1].name) for item in scheme.items)
    named = Submission(
        layout="template", community="示范二居", community_from="cell", code="SF01", entries=answers
    )
    build_workbook(scheme, folder / "book.xlsx", submission=named)


def _of_another_round(folder: Path, scheme: Scheme) -> None:
    """A workbook of the round after the one that the samples are consolidated for."""
    folder.mkdir(parents=True)
    (folder / "roster.csv").write_text(_ROSTER, encoding="utf-8", newline="\n")
    build_workbook(scheme, folder / "book.xlsx", round_=2022, submission=_filled(scheme))


def _sent_back_unchanged(folder: Path, scheme: Scheme) -> None:
    """A copy with last round's tiers chosen, of which only the day was filled in."""
    folder.mkdir(parents=True)
    tier = scheme.tiers[-1].name
    entries = tuple(Entry(item=item.no, tier=tier, previous=tier) for item in scheme.items)
    sent = Submission(
        layout="template",
        community="示范一居",
        community_from="cell",
        filled_on=date(2021, 10, 9),
        entries=entries,
    )
    build_workbook(scheme, folder / "book.xlsx", submission=sent)


def _repeated_next_year(folder: Path, scheme: Scheme) -> None:
    """The same answers under a day of the round before and one of this."""
    _rostered()(folder, scheme)
    write_book(folder / "a.xlsx", _sheet(scheme).dated(date(2020, 10, 9)))
    write_book(folder / "b.xlsx", _sheet(scheme).dated(date(2021, 10, 9)))


def _nobody_known(folder: Path, scheme: Scheme) -> None:
    folder.mkdir(parents=True)
    (folder / "roster.csv").write_text(_ROSTER, encoding="utf-8", newline="\n")
    write_book(folder / "一.xlsx", _sheet(scheme).dated(date(2021, 10, 9)))
    write_book(folder / "自测评分表.xlsx", _sheet(scheme, community=None).dated(date(2021, 10, 9)))


def _archived(*books: tuple[str, str], day: date | None = None) -> Callable[[Path, Scheme], object]:
    """A roster of one, and an archive of books (file, tier) of one day or none, all saved at nine on 20 October 2021."""

    def build(folder: Path, scheme: Scheme) -> None:
        _rostered()(folder, scheme)
        with ZipFile(folder / "book.zip", "w") as archive:
            for file, tier in books:
                sheet = _sheet(scheme, tier=tier)
                path = write_book(folder / file, sheet.dated(day) if day else sheet)
                archive.writestr(ZipInfo(file, (2021, 10, 20, 9, 0, 0)), path.read_bytes())
                path.unlink()

    return build


def _filled_in_later(folder: Path, scheme: Scheme) -> None:
    _rostered()(folder, scheme)
    write_book(folder / "book.xlsx", _sheet(scheme).dated(date(2021, 12, 20)))


def _written(data: bytes) -> Callable[[Path, Scheme], object]:
    def build(folder: Path, _: Scheme) -> None:
        folder.mkdir(parents=True)
        (folder / "book.xlsx").write_bytes(data)

    return build


def _dangling(folder: Path, _: Scheme) -> None:
    folder.mkdir(parents=True)
    (folder / "book.xlsx").symlink_to("moved-away.xlsx")


def _nothing_asked(folder: Path, scheme: Scheme) -> None:
    sheet = Sheet(scheme, "示范一居")
    sheet.cells = {(1, 1): "会议签到表", (2, 1): "序号", (2, 2): "姓名"}
    sheet.merges = []
    write_book(folder / "book.xlsx", sheet)


def _of_another_plan(folder: Path, _: Scheme) -> None:
    folder.mkdir(parents=True)
    build_workbook(load_scheme(str(ANOTHER_PLAN)), folder / "book.xlsx")


def _without_measures(folder: Path, scheme: Scheme) -> None:
    """Every item at the top but for 7 and 12, of which only 7 has a measure."""
    folder.mkdir(parents=True)
    entries = tuple(
        Entry(item=item.no, tier="一般" if item.no in (7, 12) else "良好") for item in scheme.items
    )
    submission = Submission(
        layout="template",
        community="示范一居",
        community_from="cell",
        entries=entries,
        measures={7: Measure(action="增建雨水花园", plan="分两期施工", due=date(2021, 9, 30))},
    )
    build_workbook(scheme, folder / "book.xlsx", submission=submission)


def _declared(**boxes: Value) -> Callable[[Path, Scheme], object]:
    """A clean workbook with a declaration form of its own making beside the table."""

    def build(folder: Path, scheme: Scheme) -> None:
        form = Sheet(scheme, None, name="申报表")
        form.cells, form.merges = {(1, 1): scheme.declaration.title}, []
        for row, field in enumerate(scheme.declaration.fields, start=2):
            form.cells |= {(row, 1): field.label, (row, 2): boxes.get(field.id)}
        write_book(folder / "book.xlsx", _sheet(scheme), form)

    return build


def _rewritten(path: Path, change: Callable[[str, bytes], bytes], **added: bytes) -> None:
    """Write a workbook's parts anew, each changed, and further ones, the same bytes on every machine."""
    with ZipFile(path) as archive:
        parts = {name: change(name, archive.read(name)) for name in archive.namelist()} | added
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(ZipInfo(name), data, ZIP_DEFLATED)


def _with_part(name: str, data: bytes) -> Callable[[Path, Scheme], object]:
    """A clean workbook with one more part."""

    def build(folder: Path, scheme: Scheme) -> None:
        path = write_book(folder / "book.xlsx", _sheet(scheme))
        _rewritten(path, lambda _, part: part, **{name: data})

    return build


def _far_cell(folder: Path, scheme: Scheme) -> None:
    """A number in the last cell of the sheet: to hold all cells up to it would take 17 billion of them."""
    path = write_book(folder / "book.xlsx", _sheet(scheme))
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    _rewritten(path, lambda _, part: part.replace(b"</sheetData>", far))


def _entities(folder: Path, scheme: Scheme) -> None:
    path = write_book(folder / "book.xlsx", _sheet(scheme))
    declared = b'?>\n<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    _rewritten(path, lambda name, part: part.replace(b"?>", declared, 1) if "sheet1" in name else part)


def _link(folder: Path, _: Scheme) -> None:
    folder.mkdir(parents=True)
    (folder / "book.xlsx").symlink_to("expected.txt")


def _archive(**members: bytes) -> Callable[[Path, Scheme], object]:
    def build(folder: Path, _: Scheme) -> None:
        folder.mkdir(parents=True)
        with ZipFile(folder / "book.zip", "w") as archive:
            for name, data in members.items():
                archive.writestr(ZipInfo(name), data)

    return build


def _sealed(folder: Path, scheme: Scheme) -> None:
    """An archive whose member is marked as encrypted, in front of it and in the list at the end."""
    _archive(**{"book.xlsx": b"sealed"})(folder, scheme)
    path = folder / "book.zip"
    data = bytearray(path.read_bytes())
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + place] |= 1
    path.write_bytes(data)


def _renamed(folder: Path, scheme: Scheme) -> None:
    write_book(folder / "book.xlsx", _sheet(scheme)).rename(folder / "book.xls")


def _filled(scheme: Scheme, **others: str) -> Submission:
    """Every item at the top but for those given, such as ``i3="良"``."""
    entries = tuple(Entry(item=item.no, tier=others.get(f"i{item.no}", "良好")) for item in scheme.items)
    return Submission(layout="template", community="示范一居", community_from="cell", entries=entries)


def _misspelled(folder: Path, scheme: Scheme) -> None:
    """A tier of another name, which the workbook's own formulas do not know."""
    folder.mkdir(parents=True)
    build_workbook(scheme, folder / "book.xlsx", submission=_filled(scheme, i3="良"))


def _with_macros(folder: Path, scheme: Scheme) -> None:
    folder.mkdir(parents=True)
    module = 'Attribute VB_Name = "Visitor"\nSub Auto_Open()\n    MsgBox 1\nEnd Sub\n'
    build_workbook(
        scheme, folder / "book.xlsm", submission=_filled(scheme), vba=vba_project({"Visitor": module})
    )


def _of_version_nine(folder: Path, scheme: Scheme) -> None:
    folder.mkdir(parents=True)
    with patch("pipeline.template.TEMPLATE_VERSION", "9"):
        build_workbook(scheme, folder / "book.xlsx", submission=_filled(scheme))


def _buried(folder: Path, scheme: Scheme) -> None:
    other = Sheet(scheme, None, name="底稿")
    other.cells, other.merges = {(1, 1): "底稿"}, []
    path = write_book(folder / "book.xlsx", _sheet(scheme), other)
    hidden = b'name="\xe5\xba\x95\xe7\xa8\xbf" sheetId="2" state="veryHidden"'
    _rewritten(path, lambda _, part: part.replace(hidden.removesuffix(b' state="veryHidden"'), hidden))


def _sheet_cut(folder: Path, scheme: Scheme) -> None:
    """Beside the table a sheet of which the end is missing."""
    other = Sheet(scheme, None, name="底稿")
    other.cells, other.merges = {(1, 1): "底稿"}, []
    path = write_book(folder / "book.xlsx", _sheet(scheme), other)
    _rewritten(path, lambda name, part: part[:-60] if name.endswith("sheet2.xml") else part)


def _sheet_of_a_name_only(folder: Path, scheme: Scheme) -> None:
    """A sheet that is listed without a part, as old modules of macros are."""
    path = write_book(folder / "book.xlsx", _sheet(scheme))
    listed = b'<sheet name="Module1" sheetId="99" state="veryHidden" r:id=""/></sheets>'
    _rewritten(path, lambda _, part: part.replace(b"</sheets>", listed))


_LINK = b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%s</externalLink>'
_BOOK = b'<externalBook><sheetNames><sheetName val="a"/></sheetNames></externalBook>'
_DDE = b'<ddeLink ddeService="cmd" ddeTopic="/c calc"><ddeItems><ddeItem name="A0"/></ddeItems></ddeLink>'

FAULTS = (
    Fault("GCF001-vanished", _dangling, ("GCF001 book.xlsx -",)),
    Fault("GCF002-empty", _written(b""), ("GCF002 book.xlsx -",)),
    Fault("GCF003-photo", _written(b"\xff\xd8\xff\xe0 not a workbook"), ("GCF003 book.xlsx -",)),
    Fault("GCF004-encrypted", _encrypted, ("GCF004 book.xlsx -",)),
    Fault("GCF005-cut-off", _cut_off, ("GCF005 book.xlsx -",)),
    Fault("GCF006-far-cell", _far_cell, ("GCF006 book.xlsx -",)),
    Fault("GCF007-entities", _entities, ("GCF007 book.xlsx -",)),
    Fault("GCF008-link", _link, ("GCF008 book.xlsx -",)),
    Fault("GCF009-sealed-member", _sealed, ("GCF009 book.zip/book.xlsx -",)),
    Fault("GCF010-archive-in-archive", _archive(**{"book.zip": b"PK"}), ("GCF010 book.zip/book.zip -",)),
    Fault("GCF011-empty-archive", _archive(), ("GCF011 book.zip -",)),
    Fault("GCF012-renamed", _renamed, ("GCF012 book.xls -",)),
    Fault("GCF013-macros", _with_macros, ("GCF013 book.xlsm -",)),
    Fault(
        "GCF014-links",
        _with_part("xl/externalLinks/externalLink1.xml", _LINK % _BOOK),
        ("GCF014 book.xlsx -",),
    ),
    Fault(
        "GCF015-dde", _with_part("xl/externalLinks/externalLink1.xml", _LINK % _DDE), ("GCF015 book.xlsx -",)
    ),
    Fault(
        "GCF016-embedded",
        _with_part("xl/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0"),
        ("GCF016 book.xlsx -",),
    ),
    Fault("GCF017-very-hidden", _buried, ("GCF017 book.xlsx -",)),
    Fault("GCF018-template-version", _of_version_nine, ("GCF018 book.xlsx 方案!P2",)),
    Fault("GCF021-sheet-cut", _sheet_cut, ("GCF021 book.xlsx 底稿!A1",)),
    Fault("GCF022-sheet-of-a-name-only", _sheet_of_a_name_only, ("GCF022 book.xlsx -",)),
    Fault("GCT101-another-table", _nothing_asked, ("GCT101 book.xlsx 任务分解表!A1",)),
    Fault(
        "GCT102-row-missing", _bent("official", lambda s: s.drop(12)), ("GCT102 book.xlsx 任务分解表!A16",)
    ),
    Fault(
        "GCT103-row-repeated",
        _bent("official", _repeated),
        ("GCT102 book.xlsx 任务分解表!A12", "GCT103 book.xlsx 任务分解表!A13"),
    ),
    Fault(
        "GCT104-row-unknown",
        _bent("official", lambda s: s.put(29, "number", 30)),
        ("GCT102 book.xlsx 任务分解表!A33", "GCT104 book.xlsx 任务分解表!A34"),
    ),
    Fault(
        "GCT105-criterion-changed",
        _bent("tiered", lambda s: s.put(2, "criterion", "充分利用现有议事平台")),
        ("GCT105 book.xlsx 任务分解表!C7",),
    ),
    Fault(
        "GCT106-points-changed",
        _bent("official", lambda s: s.put(4, "max_points", 8).put(8, "fair", 4.5)),
        ("GCT106 book.xlsx 任务分解表!D9", "GCT106 book.xlsx 任务分解表!F13"),
    ),
    Fault(
        "GCT147-unknown-marks",
        _bent(
            "official",
            lambda s: (
                s.put(5, "fair", "达到").put(6, "good", "#").put(5, "score", None).put(6, "score", None)
            ),
        ),
        ("GCT147 book.xlsx 任务分解表!F10",),
    ),
    Fault("GCT107-two-tables", _two_tables, ("GCT107 book.xlsx 任务分解表!A5",)),
    Fault(
        "GCT108-name-in-file-name",
        lambda folder, scheme: write_book(folder / "示范一居_自评.xlsx", _sheet(scheme, community=None)),
        ("GCT108 示范一居_自评.xlsx 任务分解表!A1",),
    ),
    Fault("GCT109-another-plan", _of_another_plan, ("GCT109 book.xlsx 方案!P1",)),
    Fault(
        "GCS201-not-selected",
        _bent("tiered", lambda s: s.put(9, "tier", None).put(9, "score", None)),
        ("GCS201 book.xlsx 任务分解表!H14",),
    ),
    Fault(
        "GCS202-not-a-tier",
        _bent("tiered", lambda s: s.put(3, "tier", "优秀")),
        ("GCS202 book.xlsx 任务分解表!H8",),
    ),
    Fault(
        "GCS203-two-ticks",
        _bent("official", lambda s: s.put(5, "qualified", "√").put(5, "good", "√").put(5, "score", None)),
        ("GCS203 book.xlsx 任务分解表!G10",),
    ),
    Fault(
        "GCS204-score-off-tiers",
        _bent("official", lambda s: s.put(5, "score", 2.7)),
        ("GCS204 book.xlsx 任务分解表!H10",),
    ),
    Fault(
        "GCS205-score-disagrees",
        _bent("tiered", lambda s: s.put(1, "score", 6)),
        ("GCS205 book.xlsx 任务分解表!J6",),
    ),
    Fault(
        "GCS206-not-applicable",
        _bent("tiered", lambda s: s.put(25, "tier", "不涉及").put(25, "score", 0)),
        ("GCS206 book.xlsx 任务分解表!H30",),
    ),
    Fault(
        "GCS207-conflicting-note",
        _bent("official", lambda s: s.put(10, "score", 1)),
        ("GCS207 book.xlsx 任务分解表!H15",),
    ),
    Fault(
        "GCS208-score-only",
        _bent("tiered", lambda s: s.put(6, "tier", None)),
        ("GCS208 book.xlsx 任务分解表!J11",),
    ),
    Fault(
        "GCS209-tick-disagrees",
        _bent("tiered", lambda s: s.put(6, "good", "√")),
        ("GCS209 book.xlsx 任务分解表!G11",),
    ),
    Fault(
        "GCE301-measured-below-tier",
        _bent("tiered", lambda s: s.put(17, "measured", 85), tier="良好"),
        ("GCE301 book.xlsx 任务分解表!H22",),
    ),
    Fault(
        "GCE302-measured-unreadable",
        _bent("tiered", lambda s: s.put(17, "measured", "九成多").put(18, "measured", 120)),
        ("GCE302 book.xlsx 任务分解表!I22", "GCE302 book.xlsx 任务分解表!I23"),
    ),
    Fault(
        "GCE305-measured-one",
        _bent("tiered", lambda s: s.put(17, "measured", 1)),
        ("GCE305 book.xlsx 任务分解表!I22",),
    ),
    Fault(
        "GCE303-measured-above-tier",
        _bent("tiered", lambda s: s.put(7, "measured", 6)),
        ("GCE303 book.xlsx 任务分解表!H12",),
    ),
    Fault("GCT141-counted-otherwise", _misspelled, ("GCT141 book.xlsx 任务分解表!H8",)),
    Fault(
        "GCX401-total-differs", _bent("official", lambda s: s.total(74)), ("GCX401 book.xlsx 任务分解表!H35",)
    ),
    Fault(
        "GCX402-grade-differs",
        _bent("tiered", lambda s: s.graded("一般")),
        ("GCX402 book.xlsx 任务分解表!H35",),
    ),
    Fault("GCX404-declared-total", _declared(self_score=110), ("GCX404 book.xlsx 申报表!B12",)),
    Fault("GCX405-declared-by-another", _declared(community="示范二居"), ("GCX405 book.xlsx 申报表!B2",)),
    Fault("GCX403-weak-without-measure", _without_measures, ("GCX403 book.xlsx 薄弱项目及措施!G15",)),
    Fault(
        "GCR516-bare-table",
        _rostered(("一.xlsx", "示范一居", 9, "合格")),
        ("GCR516 一.xlsx 任务分解表!C2",),
    ),
    Fault(
        "GCR501-not-on-roster",
        _rostered(("一.xlsx", "示范一居", 9, "合格"), ("二.xlsx", "示范二居", 9, "合格")),
        ("GCR501 二.xlsx 任务分解表!C2",),
    ),
    Fault(
        "GCR502-reported-twice",
        _archived(("一.xlsx", "合格"), ("二.xlsx", "一般"), day=date(2021, 10, 9)),
        ("GCR502 book.zip/二.xlsx 任务分解表!C2",),
    ),
    Fault(
        "GCR503-identical-file",
        _rostered(("一.xlsx", "示范一居", 9, "合格"), ("二.xlsx", "示范一居", 9, "合格")),
        ("GCR503 二.xlsx 任务分解表!C2",),
    ),
    Fault("GCR504-obliged-missing", _rostered(), ("GCR504 - -",)),
    Fault("GCR505-code-of-another", _with_the_code_of_another, ("GCR505 book.xlsx 任务分解表!C2",)),
    Fault("GCR506-another-round", _of_another_round, ("GCR506 book.xlsx 方案!P3", "GCR504 - -")),
    Fault(
        "GCR507-nobody-known",
        _nobody_known,
        ("GCR507 自测评分表.xlsx 任务分解表!A1", "GCT108 自测评分表.xlsx 任务分解表!A1"),
    ),
    Fault("GCR512-round-by-time", _archived(("一.xlsx", "合格")), ("GCR512 book.zip/一.xlsx 任务分解表!C2",)),
    Fault("GCX409-as-last-round", _sent_back_unchanged, ("GCX409 book.xlsx 任务分解表!I6",)),
    Fault(
        "GCR515-as-an-earlier-round",
        _repeated_next_year,
        ("GCR506 a.xlsx 任务分解表!E2", "GCR515 b.xlsx 任务分解表!C2"),
    ),
    Fault("GCR513-filled-in-later", _filled_in_later, ("GCR513 book.xlsx 任务分解表!E2",)),
    Fault(
        "GCX407-another-community-named",
        _bent("tiered", lambda s: s.cells.update({(1, 1): "示范二居绿色社区创建任务分解表"})),
        ("GCX407 book.xlsx 任务分解表!A1",),
    ),
    Fault(
        "GCX408-file-of-another",
        lambda folder, scheme: write_book(folder / "示范二居自评表.xlsx", _sheet(scheme)),
        ("GCX408 示范二居自评表.xlsx 任务分解表!C2",),
    ),
    Fault(
        "GCR508-file-of-another",
        _listing(
            "编号,名称,别名\nSF01,示范一居,\nSF02,示范二居,望江\n",
            ("望江.xlsx", "示范一居"),
            ("b.xlsx", "示范二居"),
        ),
        ("GCR508 望江.xlsx 任务分解表!C2",),
    ),
    Fault(
        "GCR509-roster-total",
        _listing("编号,名称\nSF01,示范一居\n合计,1个\n", ("b.xlsx", "示范一居")),
        ("GCR509 - roster!A3",),
    ),
    Fault("GCR514-roster-line-hidden", _listed_unseen, ("GCR514 - 名册!A3",)),
    Fault(
        "GCR510-listed-twice",
        _listing(
            "编号,名称\nSF01,示范一居\nSF02,示范一居居委会\n",
            ("a.xlsx", "示范一居"),
            ("b.xlsx", "示范一居居委会"),
        ),
        ("GCR510 - roster!B3",),
    ),
    *(Fault(*reading) for reading in READINGS),
)


def build_faults(folder: Path, scheme: Scheme) -> None:
    """Write every fault's folder with its expectations."""
    for fault in FAULTS:
        fault.build(folder / fault.name, scheme)
        expected = "".join(f"{line}\n" for line in fault.expected)
        (folder / fault.name / "expected.txt").write_text(expected, encoding="utf-8", newline="\n")
