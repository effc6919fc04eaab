"""What is wrong of a form of a review on site (考评表): forms of items 1, 5 and 7, which stand in rows 6 to 8."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_STORED

from pipeline.checking.scoring import score
from pipeline.reading.roster import load_roster
from pipeline.run import REVIEWS, consolidate_town
from pipeline.town.model import Town
from pipeline.town.review.model import Visit
from tests.books import write_book
from tests.filled_forms import ON, built, fill
from tests.grafting.archives import packed, parts_of, rewritten
from tests.samples.faults.fault import Build, Fault, table
from validators.scheme.model import Scheme

_FORM = "示范一居_考评表.xlsx"


def _as_it_is(town: Town) -> Town:
    return town


def _untouched(_: Path) -> None:
    """Nothing more is done to a form."""


def _visited(
    choices: Mapping[int, str],
    *,
    on: date | None = ON,
    reviewers: str = "考评员甲",
    filler: str = "",
    made_of: Callable[[Town], Town] = _as_it_is,
    bend: Callable[[Path], object] = _untouched,
) -> Build:
    """A community that handed in on 9 October with every item at the lowest tier, and the form of the review there.

    The form is made of a town as ``made_of`` bends it, and bent itself once it is filled in.
    """

    def build(folder: Path, scheme: Scheme) -> None:
        roster = folder / "roster.csv"
        roster.write_text("编号,名称\nSF01,示范一居\n", encoding="utf-8", newline="\n")
        sheet = table(scheme).dated(date(2021, 10, 9))
        if filler:
            sheet.cells[2, 6], sheet.cells[2, 7] = scheme.labels.filler[0], filler
        path = write_book(folder / "一.xlsx", sheet)
        path.write_bytes(packed(parts_of(path.read_bytes()), ZIP_STORED))  # its checksum stands in the form
        town = made_of(consolidate_town(folder, scheme, load_roster(roster), as_of=ON, ignore=[roster]))
        with TemporaryDirectory() as aside:
            visit = Visit(town.standings[0].name, items=(1, 5, 7))
            form = built(town, visit, Path(aside))
            bend(fill(form, folder / REVIEWS / _FORM, choices, on=on, reviewers=reviewers))

    return build


def _photographed(folder: Path, scheme: Scheme) -> None:
    _visited({1: "合格"})(folder, scheme)
    (folder / REVIEWS / "签名页.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(64))


def _twice(folder: Path, scheme: Scheme) -> None:
    """A second review on the day after the first, which looked at another item."""
    later = _visited(
        {5: "合格"}, on=date(2021, 11, 23), bend=lambda form: form.rename(form.with_name("复评.xlsx"))
    )
    later(folder, scheme)
    _visited({1: "合格"}, on=date(2021, 11, 22))(folder, scheme)


def _named_otherwise(town: Town) -> Town:
    (standing,) = town.standings
    return replace(town, standings=(replace(standing, name="示范二居", listed=None),))


def _of_another_file(town: Town) -> Town:
    """Before the community handed in another workbook, in which it chose otherwise for the first item."""
    (standing,) = town.standings
    first, *rest = standing.submission.entries
    entries = (first._replace(tier="良好", score=None), *rest)
    submission = standing.submission.model_copy(update={"entries": entries})
    book = standing.book._replace(sha256="0" * 64)
    card = score(submission, town.scheme)
    return replace(town, standings=(replace(standing, book=book, submission=submission, scorecard=card),))


def _renumbered(form: Path) -> None:
    """The last item's number typed over."""
    rewritten(form, lambda _, part: part.replace(b'<v>7</v></c><c r="B8"', b'<v>8</v></c><c r="B8"'))


def _with_an_object(form: Path) -> None:
    parts = parts_of(form.read_bytes()) | {"xl/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0"}
    form.write_bytes(packed(parts))


_AT = f"{REVIEWS}/{_FORM} 考评表!"

REVIEWED = (
    Fault("GCV701-no-form", _photographed, (f"GCV701 {REVIEWS}/签名页.jpg -",)),
    Fault("GCV702-of-another-round", _visited({1: "合格"}, made_of=lambda town: replace(town, round=2022)), (f"GCV702 {_AT}A1",)),
    Fault("GCV703-of-another-community", _visited({1: "合格"}, made_of=_named_otherwise), (f"GCV703 {_AT}B2",)),
    Fault("GCV704-submission-replaced", _visited({1: "合格"}, made_of=_of_another_file), (f"GCV704 {_AT}B2",)),
    Fault("GCV705-before-it-was-handed-in", _visited({1: "合格"}, on=date(2021, 10, 8)), (f"GCV705 {_AT}B3",)),
    Fault("GCV706-without-a-day", _visited({1: "合格"}, on=None), (f"GCV706 {_AT}B3",)),
    Fault("GCV707-without-a-reviewer", _visited({1: "合格"}, reviewers=""), (f"GCV707 {_AT}E3",)),
    Fault("GCV708-reviewed-by-the-filler", _visited({1: "合格"}, reviewers="考评员甲、张某", filler="张某"), (f"GCV708 {_AT}E3",)),
    Fault("GCV709-without-a-reason", _visited({5: "不得分"}), (f"GCV709 {_AT}J7",)),
    Fault("GCV710-not-a-choice", _visited({1: "合格", 5: "优秀"}), (f"GCV710 {_AT}G7",)),
    Fault("GCV711-another-item", _visited({1: "合格"}, bend=_renumbered), (f"GCV711 {_AT}A8",)),
    Fault("GCV712-two-of-one", _twice, (f"GCV712 {_AT}B3",)),
    Fault("GCV713-not-filled-in", _visited({}), (f"GCV713 {_AT}G5",)),
    Fault("GCV714-embedded", _visited({1: "合格"}, bend=_with_an_object), (f"GCV714 {REVIEWS}/{_FORM} -",)),
)  # fmt: skip
