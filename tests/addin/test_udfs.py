"""The worksheet functions through xlwings' own code, desktop and Office.js, with cells as Excel sends them."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from addin import udfs
from pipeline.journal import log_file
from pipeline.writing.vba_project import UDFS, udf_module
from tests import oracle
from tests.addin.excel import ERROR, OMITTED, Excel, column, row

ROOT = Path(__file__).parents[2]
PHONE = "021-00000000"

PLAIN = dict.fromkeys(range(1, 30), "合格")


def cells(choices: Mapping[int, str]) -> list[str | None]:
    """The choices in item order, None for a blank."""
    return [choices.get(item) for item in range(1, 30)]


def test_the_wrappers_in_the_workbook_are_those_xlwings_writes_for_these_functions() -> None:
    """Names, arity, order and optional arguments, through xlwings' own generator."""
    ours = re.findall(r"^Function .*?^End Function$", udf_module(UDFS), re.MULTILINE | re.DOTALL)
    with Excel("desktop") as desktop:
        theirs = desktop.ask("wrappers").strip().split("\n\n")
    assert sorted(ours) == sorted(theirs)


def test_both_transports_know_every_function_with_its_chinese_texts(excel: Excel) -> None:
    known = {name: (doc, args) for name, doc, args in excel.ask("signatures")}
    assert {name: [(arg, optional) for arg, _, optional in args] for name, (_, args) in known.items()} == {
        udf.name: [(arg, arg in udf.optional) for arg in udf.args] for udf in UDFS
    }
    texts = [text for doc, args in known.values() for text in (doc, *(said for _, said, _ in args))]
    assert all(re.search("[一-鿿]", text) and len(text) <= 255 for text in texts)


@pytest.mark.parametrize(
    ("function", "args", "expected"),
    [
        ("GC_SCORE", ([[8.0]], [["良好"]]), 5),
        ("GC_SCORE", ([["８"]], [["　一 般"]]), 4),
        ("GC_SCORE", ([[2.0]], [["一般"]]), 3.5),
        ("GC_SCORE", ([[8.0, None]], [["不得分", None]]), 0),
        ("GC_SCORE", ([[16.0]], [["按说明计3分"]]), 3),
        ("GC_SCORE", ([[16.0]], [[3.0]]), 3),
        ("GC_SCORE", ([[8.0]], [[None]]), ""),
        ("GC_SCORE", ([[8.0]], [[ERROR]]), ""),
        ("GC_GRADE", ([[72.5]],), "未达标"),
        ("GC_GRADE", ([[73.0]],), "合格"),
        ("GC_GRADE", ([[91.0]],), "合格"),
        ("GC_GRADE", ([[91.5]],), "一般"),
        ("GC_GRADE", ([["９１．５"]],), "一般"),
        ("GC_GRADE", ([[109.5]],), "一般"),
        ("GC_GRADE", ([[110.0, None]],), "良好"),
        ("GC_GAP", ([[0.0]],), 73),
        ("GC_GAP", ([[72.5]],), 0.5),
        ("GC_GAP", ([[73.0]],), 18.5),
        ("GC_GAP", ([[110.0]],), 0),
        ("GC_ATTAINMENT", (column(73.0, 72.5, 110.0, 0.0), OMITTED), 0.5),
        ("GC_ATTAINMENT", (row(73.0, None, "９１．５", ""), OMITTED), 1),
        ("GC_ATTAINMENT", ([[73.0, 72.5], [110.0, None]], [[4.0]]), 0.5),
        ("GC_ATTAINMENT", (column(None, None), [[8.0]]), 0),
    ],
)
def test_one_value(excel: Excel, function: str, args: tuple[Any, ...], expected: object) -> None:
    assert excel(function, *args) == expected


@pytest.mark.parametrize(
    ("item", "measured", "choices"),
    [
        (1.0, 80.0, "良好"),  # 80%以上得6分, and 以上 includes the number
        (1.0, 79.9, "合格、一般、不得分"),
        (7.0, 5.0, "合格、一般、不得分"),  # 超过5处 does not include it
        (7.0, "６", "良好"),
        (10.0, "已实施", "合格、一般、良好"),
        (10.0, "仅有方案", "不得分"),
        (16.0, 0.0, "良好"),
        (16.0, 4.0, "按说明计2分"),  # 6 less 4
        (17.0, 80.0, "一般"),
        (19.0, 69.0, "合格"),  # more than 30 % without
    ],
)
def test_suggestions_quote_the_clause(excel: Excel, item: float, measured: float | str, choices: str) -> None:
    plan = oracle.ROWS[int(item)]
    clause = f"{plan['criterion']}（{plan['note']}）"
    assert excel("GC_SUGGEST", [[item]], [[measured]]) == f"{choices}。附件1第{item:.0f}项：“{clause}”。"


@pytest.mark.parametrize("measured", [None, "", " ", ERROR])
def test_nothing_measured_suggests_nothing(excel: Excel, measured: object) -> None:
    assert excel("GC_SUGGEST", [[1.0]], [[measured]]) == ""


@pytest.mark.parametrize(
    ("function", "args", "says"),
    [
        ("GC_SCORE", ([[8.0]], [["优秀"]]), "第8项的自评档次写的是“优秀”，方案只有合格、一般、良好"),
        ("GC_SCORE", ([[8.0]], [[2.2]]), "第8项的得分写的是“2.2”，方案中这一项只能得3、4、5、0分"),
        ("GC_SCORE", ([[30.0]], [["良好"]]), "序号“30”不在方案之内"),
        ("GC_SCORE", ([[8.5]], [["良好"]]), "序号“8.5”不在方案之内"),
        ("GC_SCORE", ([[None]], [["良好"]]), "序号不在方案之内"),
        ("GC_SCORE", ([["第八项"]], [["良好"]]), "序号“第八项”不在方案之内"),
        ("GC_SCORE", (column(8.0, 9.0), [["良好"]]), "这里只能选一个单元格，所选区域有2格有内容"),
        ("GC_TOTAL", ([["合格"]],), "所选区域是1行1列，应为29行1列"),
        ("GC_TOTAL", ([[None]],), "所选区域是1行1列，应为29行1列"),
        ("GC_TOTAL", (column(*["合格"] * 28),), "所选区域是28行1列"),
        ("GC_TOTAL", ([["合格", "合格"]] * 29,), "第1项有2格有内容"),
        ("GC_TOTAL", (column(*["规保办"] * 29),), "第1项的自评档次写的是“规保办”"),
        ("GC_MISSING", (column(*["规保办"] * 29),), "第1项的自评档次写的是“规保办”"),
        ("GC_GRADE", ([["优秀"]],), "“优秀”不是总分"),
        ("GC_GRADE", ([[110.5]],), "总分110.5不在0至110之间"),
        ("GC_GAP", ([[-1.0]],), "总分-1不在0至110之间"),
        ("GC_GAP", ([[None]],), "没有总分"),
        ("GC_GRADE", ([[ERROR]],), "没有总分"),
        ("GC_SUGGEST", ([[2.0]], [[1.0]]), "第2项没有可以量化的说明"),
        ("GC_SUGGEST", ([[1.0]], [["很多"]]), "第1项的实测值写的是“很多”，这里应填0至100之间的数"),
        ("GC_SUGGEST", ([[17.0]], [[101.0]]), "第17项的实测值写的是“101”"),
        ("GC_ATTAINMENT", (column(73.0, ERROR), OMITTED), "“#N/A”不是总分"),
        ("GC_ATTAINMENT", (column(73.0, "未报"), OMITTED), "“未报”不是总分"),
        ("GC_ATTAINMENT", (column(73.0, 91.5), [[1.0]]), "达标的有2个社区，多于应报的1个"),
        ("GC_ATTAINMENT", (column(73.0), [["两个"]]), "应报社区数“两个”不是整数，例如填1"),
        ("GC_ATTAINMENT", ([[None]], OMITTED), "没有总分，也没有应报社区数"),
    ],
)
def test_a_sentence_says_why_not(excel: Excel, function: str, args: tuple[Any, ...], says: str) -> None:
    answer = excel(function, *args)
    assert answer.startswith(says)
    assert answer.endswith("。")


@pytest.mark.parametrize(
    ("scheme_id", "total"),
    [
        ("baihe-2021", 73),
        pytest.param(None, 73, marks=pytest.mark.slow),
        ("four-tiers", "工作簿的方案编号是“four-tiers”，加载项里没有这个方案，请更新加载项。"),
    ],
)
def test_the_calling_workbook_says_which_scheme(scheme_id: str | None, total: object) -> None:
    with Excel("server") as excel:
        excel.ask("in_book", scheme_id)
        assert excel("GC_TOTAL", column(*cells(PLAIN))) == total


@pytest.mark.parametrize("name", ["GC_TOTAL", "GC_CHECK", "GC_SECTIONS"])
def test_what_fails_by_itself_is_the_programs_fault(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    def broken(_: object) -> None:
        raise ZeroDivisionError(f"联系电话 {PHONE}")

    monkeypatch.setattr(udfs, "load_scheme", broken)
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    answer = getattr(udfs, name)(column(*cells(PLAIN)))
    said = answer if isinstance(answer, str) else answer[0][0]
    assert said == f"程序异常：{name}没有算出结果，与填报内容无关，请联系维护人员。"
    noted = log_file().read_text(encoding="utf-8")
    assert (name in noted, "ZeroDivisionError" in noted, PHONE in noted) == (True, True, False)
    assert capfd.readouterr() == ("", "")
