"""What people read is said in official wording: no everyday or program's word in any output, manual or rule."""

import ast
import re
from collections.abc import Iterable, Iterator
from datetime import date
from html import unescape
from io import StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from rich.console import Console

from pipeline.checking.engine import CheckedBook
from pipeline.harmless import json_text
from pipeline.policy.validation import Policy, validation
from pipeline.reading.files.discovery import find_files
from pipeline.reading.roster import load_roster
from pipeline.run import check_books, consolidate_town, return_copies
from pipeline.template import PLAN, TYPED
from pipeline.town.attainment import attainment_line
from pipeline.town.consolidation import consolidate
from pipeline.town.model import Town
from pipeline.town.review.drawing import drawn
from pipeline.town.review.lots import share_from
from pipeline.writing.reports.formats import FORMATS
from pipeline.writing.reports.json_report import town_report
from pipeline.writing.review.draw import write_draw
from pipeline.writing.town import requests, write_town
from pipeline.writing.town.brief import write_brief
from scripts.terminal.town_table import town_table
from tests.test_samples import SAMPLES
from validators.finding import Severity
from validators.roster import Community, Roster
from validators.rule import Phase
from validators.rules import catalogue
from validators.scheme.model import Scheme

ROOT = Path(__file__).parents[1]
DAY = date(2021, 11, 1)

INSTEAD = {
    r"阻断": "须改正",
    r"(?<![一-鿿])核实(?=\d+处|：|\s*〔)": "请核实",
    r"(?<![一-鿿])提示(?=\d+处|：|\s*〔)": "供参考",
    r"(?<!报送后要)退回\d+个|(?<=>)退回(?=<)": "无法读取",
    r"改报前": "已更新（旧件）",
    r"按无": "其中材料无误社区达标率",
    r"距高一": "距上一等次（分）",
    r"读不出": "无法读取评分表，未计入",
    r"按能计的分": "无法计分的项目暂计0分，其余照计",
    r"未达[^，。]{1,6}最多": "未评良好社区最多的10个项目",
    r"催办文字": "催办短信（可直接发送）",
    r"提高后可升|提高后能升": "本单位各项都提升后可晋档的社区数",
    r"够不上": "未达到“良好”标准",
    r"另有\d+处，请与": "，详见退回件“退回意见”栏。",
    r"尽快": "前改正后重新报送",
    r"告知文件名": "如已报送，请与我办核对。",
    r"选定档次|中选一个": "中改选（",
    r"方案要求": "附件1各项均须评分",
    r"没有规定": "方案未规定“不涉及”如何计分",
    r"误报了|不是的，请写明理由": "请核对是否误用其他年度的工作簿",
    r"移出文件夹|移走一份": "旧件已留存，不再计分",
    r"多半": "可能被表格软件自动转换为日期",
    r"表示没有的符号": "按未填处理",
    r"随表下发": "工作簿含有非本表自带的宏",
    r"弄清": "来源查明前请勿",
    r"换了说法|换了写法": "表头名称与原表不一致",
    r"打开时看不到": "打开后不显示",
    r"认读": "识别",
    r"不知道谁": "不能统计未报社区和达标率",
    r"需要处理": "待处理问题数",
    r"措施未填全": "措施不完整项数",
    r"申报表空格": "申报表未填栏数",
    r"方案未写明之处": "填报口径",
    r"— 8 —": "",
    r"一档都": "未达到合格标准的，选“不得分”",
    r"会写明": "已达最高档的不填",
}
"""Everyday wording as a pattern, and what is said in its place."""

PROGRAM = r"GC[A-Z]\d{3}|定义名称|JSON|XML|None|True|Python|Traceback|regex|ValueError"
"""What no committee has to know: codes, and words of the program."""


def parts_of(path: Path) -> Iterator[str]:
    """Every text of a workbook: cells, formulas, input messages, charts."""
    with ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith(".xml"):
                yield unescape(archive.read(name).decode("utf-8"))


def source_texts() -> Iterator[tuple[str, str]]:
    """Every string of the programs, the macros, the schemes, and every page."""
    for folder in ("addin", "pipeline", "scripts", "validators"):
        for path in (ROOT / folder).rglob("*.py"):
            nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            texts = [n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)]
            yield path.relative_to(ROOT).as_posix(), "\n".join(texts)
    pages = [
        ROOT / "汇总.pyw",
        ROOT / "README.md",
        *(ROOT / "docs").glob("*.md"),
        *(path for path in (ROOT / "docs" / "examples").iterdir() if path.is_file()),
    ]
    pages += [*(ROOT / "addin" / "ribbon").glob("*.xml"), *(ROOT / "validators" / "schemes").glob("*.toml")]
    for path in pages:
        yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def books(baihe: Scheme) -> list[CheckedBook]:
    """Every sample, of the town and of each fault."""
    return check_books(find_files([SAMPLES], relative=True), baihe)


@pytest.fixture(scope="module")
def town(baihe: Scheme) -> Town:
    """The sample town."""
    return consolidate_town(SAMPLES / "town", baihe, load_roster(SAMPLES / "roster.csv"), as_of=DAY)


@pytest.fixture(scope="module")
def returned(town: Town, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The return copies of the sample town."""
    return [*return_copies(town, tmp_path_factory.mktemp("退回件")).written]


def chased(books: Iterable[CheckedBook], scheme: Scheme) -> Iterator[str]:
    """What is asked of the community of each sample, on its own; of one that sent nothing, or nothing that can be read."""
    rules = {code: rule for code, rule in catalogue().items() if rule.phase is Phase.TOWN}
    roster = Roster(
        communities=(Community(name="示范一居"), Community(name="book"), Community(name="示范十二居"))
    )
    for book in books:
        alone = consolidate(
            [book._replace(file=book.file.rpartition("/")[2])], scheme, roster, DAY, 2021, rules
        )
        yield from (requests.to_correct(alone, standing) for standing in alone.standings)
        yield from (requests.to_report(alone, community) for community in alone.missing)


@pytest.fixture(scope="module")
def written(
    books: list[CheckedBook],
    town: Town,
    returned: list[Path],
    baihe: Scheme,
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, str]:
    """Everything that comes out of a run over the samples, by what it is, with all that the sources may say."""
    texts = dict(source_texts())
    weighed = validation(books, baihe, Policy())
    folder = tmp_path_factory.mktemp("out")
    for name, format_ in FORMATS.items():
        report = format_.report(weighed)
        if isinstance(report, bytes):
            (folder / name).write_bytes(report)
            report = "\n".join(parts_of(folder / name))
        texts[name] = report
    everything = consolidate_town(SAMPLES, baihe, load_roster(SAMPLES / "roster.csv"), as_of=DAY)
    for name, whole in {"town": town, "faults": everything}.items():
        texts[f"{name}.xlsx"] = "\n".join(parts_of(write_town(whole, folder / f"{name}.xlsx", SAMPLES)))
        write_brief(whole, folder / f"{name}.docx")
        texts[f"{name}.docx"] = "\n".join(parts_of(folder / f"{name}.docx"))
        texts[f"{name}.json"] = json_text(town_report(whole))
        draw = drawn(whole, 1, share_from("30%"))
        write_draw(whole, draw, [], folder / f"{name}抽样.xlsx")
        texts[f"{name}抽样.xlsx"] = "\n".join(parts_of(folder / f"{name}抽样.xlsx"))
    terminal = StringIO()
    Console(file=terminal, width=200).print(town_table(town), attainment_line(town))
    texts["terminal"] = terminal.getvalue()
    texts["chase"] = "\n".join(chased(books, baihe))
    templates = (ROOT / "workbooks" / "template.xlsx", ROOT / "workbooks" / "template.xlsm")
    return texts | {path.name: "\n".join(parts_of(path)) for path in (*returned, *templates)}


@pytest.mark.parametrize(("everyday", "official"), INSTEAD.items(), ids=list(INSTEAD))
def test_everyday_wording_has_given_way(written: dict[str, str], everyday: str, official: str) -> None:
    found = {name: match[0] for name, text in written.items() if (match := re.search(everyday, text))}
    assert found == {}
    assert any(official in text for text in written.values())


def test_severities_have_the_words_of_a_request() -> None:
    assert [severity.label for severity in Severity] == ["须改正", "请核实", "供参考"]


def seen(path: Path) -> Iterator[str]:
    """What a committee sees in a workbook: the sheets that are not hidden."""
    from openpyxl import load_workbook

    for sheet in load_workbook(path, data_only=True):
        if sheet.title not in (PLAN, TYPED):
            yield from (
                str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None
            )


def test_committees_read_no_code_and_no_program_word(
    books: list[CheckedBook], returned: list[Path], baihe: Scheme
) -> None:
    assert len(returned) == 12
    texts = [*chased(books, baihe), (ROOT / "docs" / "社区填报手册.md").read_text(encoding="utf-8")]
    for path in (*returned, ROOT / "workbooks" / "template.xlsx"):
        texts += seen(path)
    assert len(texts) > 1000
    assert [text for text in texts if re.search(PROGRAM, text)] == []
