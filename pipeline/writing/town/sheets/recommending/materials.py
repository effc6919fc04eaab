"""申报材料核对: of every community's file what is there and what is lacking."""

from pipeline.town.materials import Handed
from pipeline.town.model import Town
from pipeline.town.review.recommending.candidates import Candidate, candidates
from pipeline.writing.town.sheet import Column, Row, Sheet, Verbatim
from validators.wording import joined, ranged

NAME = "申报材料核对"

_LACKING = "缺什么"


def sheet(town: Town) -> Sheet:
    """A line per community that handed in, in the roster's order."""
    top = town.scheme.tiers[-1].name
    columns = {
        "编号": Column(9),
        "社区": Column(16),
        "申报表": Column(9),
        "申报表空栏": Column(26, text=True),
        "评分表缺项": Column(14),
        "情况介绍字数": Column(10),
        f"评{top}的项目": Column(9),
        "其中无佐证": Column(18),
        "盖章扫描件": Column(24, text=True),
        _LACKING: Column(44, text=True),
    }
    rows = (_row(candidate, list(columns)[6]) for candidate in candidates(town) if candidate.complete)
    title = f"{town.heading}申报材料核对（纸质件由{town.scheme.office}核对）"
    return Sheet(NAME, title, columns, rows, signed=town.scheme.office)


def _row(candidate: Candidate, claimed: str) -> Row:
    complete = candidate.complete
    assert complete  # noqa: S101 - asked for only where there is one
    return {
        "编号": Verbatim(candidate.code) if candidate.code else "",
        "社区": candidate.community,
        "申报表": complete.declaration.value,
        "申报表空栏": joined(complete.blank if complete.declaration is Handed.PARTLY else ()),
        "评分表缺项": ranged(complete.missing),
        "情况介绍字数": "—" if complete.account is None else complete.account,
        claimed: complete.claimed,
        "其中无佐证": ranged(complete.unproved),
        "盖章扫描件": "\n".join(complete.scans) or "未见，请核对纸质件",
        _LACKING: "；".join(complete.lacking) or "齐全",
    }
