"""The leader's page as a Word document in official form, a draft (底稿): the same text, and a list of the communities in need."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN

from pipeline import __version__
from pipeline.harmless import legal
from pipeline.policy.masking import masked
from pipeline.town.follow_up.attention import Attention, attention
from pipeline.town.follow_up.briefing import briefing
from pipeline.town.model import Town
from pipeline.writing.fitting import text_width
from pipeline.writing.replacing import write_bytes
from pipeline.writing.town.official_form import BODY, HEAD, NO_2, SECOND, TITLE, OfficialPaper
from validators.wording import clipped, full_date, number_text

_LISTED = "需关注的社区名单"
_COLUMNS = {"序号": 14, "社区": 32, "情况": 26, "总分": 16, "等次": 20, "需办事项": 48}
"""Widths in millimetres, 156 together."""

_MOST, _LONGEST = 500, 120
"""Lines of the list, and characters of a cell."""


def write_brief(town: Town, output: Path) -> None:
    """Write the document; OSError when the place cannot be written to."""
    write_bytes(output, _document(town))


def _document(town: Town) -> bytes:
    told, office = briefing(town), town.scheme.office
    paper = OfficialPaper(
        f"{told.title}（底稿）", office, f"green-community {__version__}, {town.scheme.id}", town.as_of
    )
    paper.line(("底稿", HEAD))
    paper.line()
    paper.line((told.title, TITLE), size=NO_2, align=ALIGN.CENTER)
    paper.line((f"（{told.until}）", SECOND), align=ALIGN.CENTER)
    paper.line()
    for level, heading, text in told.passages:
        if level == 1:
            paper.paragraph((heading, HEAD))
        if text:
            beginning = [] if level == 1 else [(f"{heading}。", SECOND)]
            paper.paragraph(*beginning, (legal(masked(text)), BODY))
    rows = list(_rows(attention(town)))
    if rows:
        paper.line()
        paper.paragraph((f"附表：{_LISTED}", BODY))
    sign(paper, office, full_date(town.as_of))
    if rows:
        paper.new_page()
        paper.line(("附表", HEAD))
        paper.line((_LISTED, TITLE), size=NO_2, align=ALIGN.CENTER)
        paper.line()
        paper.table(_COLUMNS, rows[:_MOST])
    if len(rows) > _MOST:
        paper.line((f"另有{len(rows) - _MOST}个社区，见汇总工作簿。", BODY))
    return paper.content()


def sign(paper: OfficialPaper, office: str, day: str) -> None:
    """The day four characters from the right edge, the office above its middle."""
    paper.line()
    paper.line()
    paper.keep_together(2)
    between = (text_width(day) - text_width(office)) / 4
    paper.line((office, BODY), align=ALIGN.RIGHT, free=4 + between)
    paper.keep_together(1)
    paper.line((day, BODY), align=ALIGN.RIGHT, free=4)


def _rows(listed: Iterator[Attention]) -> Iterator[Sequence[str]]:
    for number, line in enumerate(listed, start=1):
        total = "" if line.total is None else number_text(line.total)
        texts = (line.community, line.situation, total, line.grade, line.to_do)
        yield str(number), *(clipped(legal(masked(text)), _LONGEST) for text in texts)
