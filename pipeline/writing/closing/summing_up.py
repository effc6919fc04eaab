"""The final summary (总结) as a Word document in official form, a draft (底稿): facts with their sources, a chart, lists."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN

from pipeline import __version__
from pipeline.harmless import legal
from pipeline.policy.masking import masked
from pipeline.town.attainment import percent
from pipeline.town.comparison.communities import community_changes
from pipeline.town.model import Town
from pipeline.town.review.closing.practices import practices
from pipeline.town.review.closing.praise import praise
from pipeline.town.review.closing.stages import StageResult
from pipeline.town.review.closing.summary import final_summary, to_write
from pipeline.writing.replacing import write_bytes
from pipeline.writing.town.brief import sign
from pipeline.writing.town.official_form import BODY, HEAD, NO_2, SECOND, TITLE, OfficialPaper
from validators.wording import clipped, full_date, number_text

_MOST, _LONGEST = 500, 200
"""Lines of a list, and characters of a cell."""

_STAGES = {"阶段": 26, "起止": 26, "目标": 20, "达标率": 20, "实绩": 64}
_TOTALS = {"序号": 14, "社区": 34, "历年得分和等次": 66, "变化": 42}
_PRACTICES = {"项目": 20, "社区": 28, "佐证（原文）": 70, "出处": 38}
_PRAISE = {"类别": 22, "名称": 28, "理由": 26, "依据": 56, "建议形式": 24}
"""The lists' columns with their widths in millimetres, 156 together."""


def write_summary(town: Town, output: Path) -> None:
    """Write the document; OSError when the place cannot be written to."""
    write_bytes(output, _document(town))


def _document(town: Town) -> bytes:
    told, office = final_summary(town), town.scheme.office
    comments = f"green-community {__version__}, {town.scheme.id}"
    paper = OfficialPaper(f"{told.title}（底稿）", office, comments, town.as_of)
    paper.line(("底稿", HEAD))
    paper.line()
    paper.line((told.title, TITLE), size=NO_2, align=ALIGN.CENTER)
    paper.line((f"（{told.until}）", SECOND), align=ALIGN.CENTER)
    paper.line()
    for passage in told.passages:
        paper.paragraph((passage.heading, HEAD))
        for text in passage.text.split("\n"):
            paper.paragraph((legal(masked(text)), BODY))
        if passage.heading == told.staged:
            _chart(paper, told.stages)
    lists = [one for one in _lists(town, told.stages) if one[2]]
    for number, (title, _, _) in enumerate(lists, start=1):
        beginning = "附表：" if number == 1 else "　　　"
        paper.paragraph((f"{beginning}{number}.{title}", BODY))
    paper.keep_together(len(lists) + 2)
    sign(paper, office, full_date(town.as_of))
    for number, (title, columns, rows) in enumerate(lists, start=1):
        _list(paper, f"附表{number}", title, columns, rows)
    return paper.content()


def _chart(paper: OfficialPaper, stages: Sequence[StageResult]) -> None:
    """Attainment over the stages, where any is known."""
    rates = [stage.rate for stage in stages]
    if any(rate is not None for rate in rates):
        aims = [stage.aim.rate if stage.aim else None for stage in stages]
        names = [legal(stage.name) for stage in stages]
        paper.chart("各阶段达标率与目标", names, {"达标率": rates, "目标": aims})


def _list(
    paper: OfficialPaper, number: str, title: str, columns: Mapping[str, int], rows: Sequence[Sequence[str]]
) -> None:
    paper.new_page()
    paper.line((number, HEAD))
    paper.line((title, TITLE), size=NO_2, align=ALIGN.CENTER)
    paper.line()
    paper.table(columns, ([clipped(legal(masked(text)), _LONGEST) for text in row] for row in rows[:_MOST]))
    if len(rows) > _MOST:
        paper.line((f"另有{len(rows) - _MOST}行，见汇总工作簿。", BODY))


def _lists(
    town: Town, stages: Sequence[StageResult]
) -> Iterator[tuple[str, Mapping[str, int], Sequence[Sequence[str]]]]:
    yield "各阶段目标和实绩", _STAGES, [*map(_stage, stages)]
    yield "各社区历年得分", _TOTALS, [*_totals(town)]
    yield (
        "可复制做法（佐证原文）",
        _PRACTICES,
        [(f"第{p.item.no}项", p.community, p.text, f"{p.file}，{p.cell}") for p in practices(town)],
    )
    proposed = [
        (
            p.rule.category,
            p.community,
            p.rule.name,
            f"{p.grounds}{f'（{p.doubt}）' if p.doubt else ''}",
            p.rule.form,
        )
        for p in praise(town)
    ]
    yield (
        "表扬建议名单（建议）",
        _PRAISE,
        proposed + ([("个人、做法", "", "", to_write("事迹要点"), "")] if proposed else []),
    )


def _stage(stage: StageResult) -> Sequence[str]:
    when = f"{stage.start:%Y-%m}至{stage.end:%Y-%m}" if stage.start else f"{stage.end:%Y-%m-%d}前"
    source = f"。来源：{stage.source}" if stage.source else ""
    aim = percent(stage.aim.rate) if stage.aim else "—"
    return stage.name, when, aim, percent(stage.rate), f"{stage.result}{source}"


def _totals(town: Town) -> Iterator[Sequence[str]]:
    years = [*(round_.year for round_ in town.earlier), town.round]
    for number, change in enumerate(community_changes(town), start=1):
        each = [
            f"{year}年{number_text(past.total)}{town.scheme.unit}，{past.grade}" if past else f"{year}年未报"
            for year, past in zip(years, change.rounds, strict=True)
        ]
        moved = change.difference or Decimal(0)
        by = f"，{'+' if moved > 0 else ''}{number_text(moved)}{town.scheme.unit}" if moved else ""
        yield str(number), change.name, "；".join(each), f"{change.change.value}{by}"
