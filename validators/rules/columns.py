"""GCT115, 127 to 129: whose are the columns of selections, and which of them is read?"""

from collections.abc import Iterator, Sequence

from validators.finding import Severity
from validators.read_as import readings
from validators.rule import BookCase, Hit, rule
from validators.rules.missing import tiers_all_blank
from validators.scheme.model import Scheme
from validators.submission import CHOICES, ReadAs
from validators.wording import joined

ONE_COLUMN = "填写自评的只有一栏，表头写明是自评"


def _named(case: BookCase, notes: Sequence[ReadAs]) -> str:
    return joined(f"{case.address(note.at)}“{note.found}”" for note in notes)


def _own_heading(scheme: Scheme) -> str:
    """A heading of scores that says that they are the community's own."""
    own = (label for label in scheme.labels.score if any(word in label for word in scheme.self_words))
    return next(own, scheme.labels.score[0])


def _beside(case: BookCase, kind: str) -> Iterator[Hit]:
    """A hit for every column that is read, at the first of the columns of one kind beside it; all are named."""
    notes = readings(case, kind)
    for taken in dict.fromkeys(note.read for note in notes):
        others = [note for note in notes if note.read == taken]
        words = {"named": _named(case, others), "taken": taken, "own": _own_heading(case.scheme)}
        yield Hit(others[0].at, joined(note.found for note in others), words=words)


@rule(
    "GCT115",
    Severity.QUERY,
    title="有两栏填写自评",
    title_en="Two columns of selections",
    message="表中 {named}与计分的 {taken} 一栏都可以认作自评，填的却不同。目前按 {taken} 一栏计分。",
    fix="请核对：填错的请改正；不是本社区本次自评的一栏，请删去，或在表头写明是谁评的、哪一年的。",
    expected=ONE_COLUMN,
    why="两栏不同，不能确定以哪一栏为准。",
    fails="“得分”和“更正”两栏都填了，数不一样。",
    passes="只有一栏得分。",
)
def two_columns(case: BookCase) -> Iterator[Hit]:
    yield from _beside(case, "rival")


@rule(
    "GCT127",
    Severity.ERROR,
    title="不能确定哪一栏是自评",
    title_en="No column is plainly the committee's own",
    message="不能确定表中哪一栏是本社区本次的自评，没有计分。看到的栏目有 {named}。",
    fix="请核对 {cell} 起的各栏：把填写本社区本次自评的一栏表头写作“{own}”；其余各栏删去，或在表头写明是谁评的、哪一年的。",
    expected=ONE_COLUMN,
    why="上年的、别人评的、扣去的分不是本次自评；看不出是谁的分不能计入。",
    fails="只有“得分（上年）”一栏填了分数。",
    passes="“自评得分”一栏填了分数，旁边另有“复核得分”。",
)
def no_own_column(case: BookCase) -> Iterator[Hit]:
    if notes := readings(case, "unsettled"):
        words = {"named": _named(case, notes), "own": _own_heading(case.scheme)}
        yield Hit(notes[0].at, joined(note.found for note in notes), words=words)


@rule(
    "GCT128",
    Severity.INFO,
    title="另有栏目没有计入",
    title_en="Further columns not read",
    message="计分按 {taken} 一栏；旁边的 {named}也填了内容，没有计入。",
    fix="如本社区本次的自评填在别的一栏，请把那一栏的表头写作“{own}”，再报送。",
    expected=ONE_COLUMN,
    why="一项只有一个自评；别人评的、往年的分不计入。",
    fails="“自评得分”旁边有一栏“复核得分”，也填了分数。",
    passes="只有一栏得分。",
)
def further_columns(case: BookCase) -> Iterator[Hit]:
    yield from _beside(case, "aside")


@rule(
    "GCT129",
    Severity.QUERY,
    title="自评档次一栏全部空着",
    title_en="Column of tiers blank beside scores",
    message="自评档次一栏（{cell}）全部空着，只有 {scores} 一栏填了得分，暂按得分计。",
    fix="请核对 {scores} 一栏是否为本社区本次的自评；如是，请补选自评档次；如否，请填写自评档次，并在 {scores} 的表头写明是谁评的。",
    expected="先选档次，得分由档次决定",
    why="{table}按档次计权重分，选择是依据，得分是结果。",
    fails="自评档次一栏没有填，只填了得分。",
    passes="自评档次逐项选好。",
)
def tiers_blank(case: BookCase) -> Iterator[Hit]:
    if tiers_all_blank(case):
        yield Hit(CHOICES, words={"scores": case.address((*CHOICES, "score"))})
