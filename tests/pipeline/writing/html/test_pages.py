"""What the pages say is what the JSON says; nothing from outside steers them, and nothing is loaded."""

import re
from base64 import b64encode
from datetime import date
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from pipeline.checking.engine import State
from pipeline.policy.validation import Policy
from pipeline.reading.roster import load_roster
from pipeline.run import consolidate_town
from pipeline.town.model import Town
from pipeline.writing.html import checked, consolidated
from pipeline.writing.html.page import document, script, style
from pipeline.writing.reports.json_report import town_report
from tests.books import Sheet, write_book
from tests.pipeline.writing.html.pages import of_class, rows, text, tree_of
from tests.pipeline.writing.reports.checked_folders import checked as checked_folder
from tests.test_samples import SAMPLES
from validators.finding import Severity
from validators.scheme.model import Scheme
from validators.wording import number_text

DAY = date(2021, 11, 1)
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}\"'居"


@pytest.fixture(scope="module")
def town(baihe: Scheme) -> Town:
    return consolidate_town(SAMPLES / "town", baihe, load_roster(SAMPLES / "roster.csv"), as_of=DAY)


def town_page(town: Town) -> str:
    return document(consolidated.title(town), consolidated.fragment(town))


def check_page(folder: Path, scheme: Scheme) -> str:
    of = checked_folder(folder, scheme, Policy(day=DAY))
    return document(checked.title(of), checked.fragment(of))


def test_the_town_page_has_the_numbers_of_the_json(town: Town) -> None:
    page, data = tree_of(town_page(town)), town_report(town)
    points = {"名次": "rank", "社区": "community", "总分": "total", "等次": "grade"}
    told = [[row[heading] for heading in points] for row in rows(page, "town-ranking-table")]
    assert told == [
        ["" if c[key] is None else str(c[key]) for key in points.values()] for c in data["communities"]
    ]
    missing = [row["缺项"] for row in rows(page, "town-ranking-table")]
    assert missing == ["、".join(map(str, c["missing"])) for c in data["communities"]]
    shares = {row["口径"]: row["达标率"] for row in rows(page, "town-chart-1-table")}
    assert shares == {"达标率（应报）": "76.9%", "按已报计": "90.9%", "其中材料无误社区达标率": "87.5%", "2021年目标": "45%", "2022年目标": "65%"}  # fmt: skip
    assert f"{data['attainment']['rate_obliged']:.1%}" == shares["达标率（应报）"]
    states = [row["状态"] for row in rows(page, "town-files-table")]
    assert {state.value: states.count(state.label) for state in State} == data["summary"]["states"]
    codes = sorted(text(code) for code in of_class(page, "code"))
    books = [*data["communities"], *(file for state in ("rejected", "duplicates", "superseded", "other_rounds") for file in data[state])]  # fmt: skip
    assert codes == sorted(
        f["code"] for f in (*data["findings"], *(f for book in books for f in book["findings"]))
    )


def test_every_chart_shows_the_numbers_of_its_table(town: Town) -> None:
    figures = list(of_class(tree_of(town_page(town)), "chart"))
    titles = ["达标率与目标", "达标率进展", "等次分布", "各部分得分率", "未评良好社区最多的10个项目"]
    assert [text(title) for figure in figures for title in figure.findall("svg/title")] == titles
    for figure in figures:
        if figure.findall("svg/rect"):
            numbers = [text(row[1]) for row in figure.findall(".//tbody/tr")]
            drawn = [text(label) for label in figure.findall("svg/text")][1::2]
            assert drawn == numbers
            lengths = [float(bar.attrib["width"]) for bar in figure.findall("svg/rect")]
            values = [float(number.rstrip("%")) for number in numbers]
            most = 100 if numbers[0].endswith("%") else max(values)
            assert lengths == pytest.approx([value / most * 245 for value in values], abs=0.3)


def test_whoever_is_to_be_asked_is_asked_once(town: Town) -> None:
    page = tree_of(town_page(town))
    asked = [text(request[0]).partition("：")[0] for request in of_class(page, "request")]
    assert len(set(asked)) == len(asked)
    assert {"示范十一居", "示范十二居", "示范五居", "示范六居", "示范七居"} <= {*asked}
    headings = [text(h) for section in of_class(page, "requests") for h in section.findall("h3")]
    assert headings == ["未报（1个）", "收到的文件无法读取（1个）", "待改正（4个）", "待核实或补报（8个）"]
    for request in of_class(page, "request"):
        words, button = request
        assert (button.attrib["data-copies"], button.attrib["type"]) == (words.attrib["id"], "button")


def test_a_file_is_shown_with_the_way_to_the_next_grade(baihe: Scheme, tmp_path: Path) -> None:
    """一般 everywhere but two items missing: 91.5 less 5 and 4. Both are needed for 9 points, the earlier by its lower tier."""
    choices = {item.no: "一般" for item in baihe.items if item.no not in (4, 8)}
    write_book(tmp_path / "a.xlsx", Sheet(baihe, "示范一居", "tiered").choose(choices))
    page = tree_of(check_page(tmp_path, baihe))
    facts = {text(fact[0]): text(fact[1]) for facts in of_class(page, "facts") for fact in facts}
    assert facts == {
        "文件": "a.xlsx", "状态": "有问题", "社区": "示范一居", "总分": "82.5分", "等次": "合格", "是否达标": "是",
        "距上一等次": "“一般”，差9分", "缺项": "第4、8项，共2项",
    }  # fmt: skip
    assert [(row["序号"], row["提升到"], row["加分"]) for row in rows(page, "file-1-raises")] == [
        ("4", "合格", "4"),
        ("8", "良好", "5"),
    ]
    marked = [text(next(iter(row))) for row in of_class(page, "marked")]
    assert marked == ["4", "8"]


@pytest.mark.parametrize("of", ["check", "town"])
def test_links_lead_to_places_and_back(of: str, baihe: Scheme, town: Town) -> None:
    page = tree_of(check_page(SAMPLES / "town", baihe) if of == "check" else town_page(town))
    names = [element.attrib["id"] for element in page.iter() if "id" in element.attrib]
    assert len(set(names)) == len(names)
    links = [link.attrib["href"] for link in page.iter("a")]
    assert links
    assert [link for link in links if not link.startswith("#") or link[1:] not in names] == []
    by_id = {element.attrib["id"]: element for element in page.iter() if "id" in element.attrib}
    for finding in of_class(page, "finding"):
        for link in finding.iter("a"):
            back = [there.attrib["href"] for there in by_id[link.attrib["href"][1:]].iter("a")]
            assert f"#{finding.attrib['id']}" in back


@pytest.mark.parametrize("of", ["check", "town"])
def test_a_page_may_load_nothing_and_run_nothing_else(of: str, baihe: Scheme, town: Town) -> None:
    page = tree_of(check_page(SAMPLES / "town", baihe) if of == "check" else town_page(town))
    (policy,) = (m.attrib["content"] for m in page.iter("meta") if m.get("http-equiv") == "content-security-policy" or m.get("http-equiv") == "Content-Security-Policy")  # fmt: skip
    hashes = {name: f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'" for name, content in (("style-src", style()), ("script-src", script()))}  # fmt: skip
    assert policy == f"default-src 'none'; style-src {hashes['style-src']}; script-src {hashes['script-src']}; base-uri 'none'; form-action 'none'"  # fmt: skip
    assert [element.text for element in page.iter("script")] == [script()]
    assert [element.text for element in page.iter("style")] == [style()]
    given = {name for element in page.iter() for name in element.attrib}
    assert not [
        name for name in given if name.startswith("on") or name in {"style", "src", "srcset", "action"}
    ]
    assert not re.search(r"url\(|@import", style())


def test_hostile_text_stays_text(tmp_path: Path, baihe: Scheme) -> None:
    choices = dict.fromkeys(range(1, 30), "一般") | {3: HOSTILE}
    write_book(tmp_path / "a.xlsx", Sheet(baihe, f"{HOSTILE}13800138000", "tiered").choose(choices))
    town = consolidate_town(tmp_path, baihe, None, as_of=date(2022, 11, 20), round_=2022)
    for page in (check_page(tmp_path, baihe), town_page(town)):
        root = tree_of(page)
        assert len(list(root.iter("script"))) == 1
        assert list(root.iter("img")) == []
        assert HOSTILE in text(root)
        assert "13800138000" not in page
        assert "\u202e" not in page


@pytest.mark.parametrize("of", ["check", "town"])
def test_a_page_reads_well_without_sight(of: str, baihe: Scheme, town: Town) -> None:
    """One title, headings without a level left out, tables with captions and heads, a word beside each sign."""
    page = tree_of(check_page(SAMPLES / "town", baihe) if of == "check" else town_page(town))
    assert page.attrib["lang"] == "zh-CN"
    levels = [int(element.tag[1]) for element in page.iter() if re.fullmatch("h[1-6]", element.tag)]
    assert levels.count(1) == 1
    assert [(one, other) for one, other in pairwise(levels) if other > one + 1] == []
    for table in page.iter("table"):
        assert table.find("caption") is not None
        assert all("scope" in head.attrib for head in table.iter("th"))
    for weight in of_class(page, "weight"):
        assert text(weight)[2:] in {severity.label for severity in Severity}


@pytest.mark.parametrize("plan", ["four-tiers", "two-tiers"])
def test_another_plan_has_its_own_words(plan: str, tmp_path: Path) -> None:
    from tests.conftest import SCHEMES
    from validators.scheme.file import load_scheme

    scheme = load_scheme(SCHEMES[plan.replace("-", " ")])
    choices = {item.no: scheme.tiers[-1].name for item in scheme.items}
    write_book(tmp_path / "a.xlsx", Sheet(scheme, "示范一居", "tiered").choose(choices))
    page = tree_of(check_page(tmp_path, scheme))
    (table,) = of_class(page, "scorecard")
    heads = [text(head) for head in table.findall("thead/tr/th")]
    assert [tier.name for tier in scheme.tiers] == heads[2 : 2 + len(scheme.tiers)]
    (total,) = (text(row[-2]) for row in table.findall("tfoot/tr"))
    assert total == number_text(sum(item.max_points for item in scheme.items))


def test_nothing_to_show_is_a_page_too(baihe: Scheme, tmp_path: Path) -> None:
    assert "没有文件" in text(tree_of(check_page(tmp_path, baihe)))
    assert isinstance(tree_of(town_page(consolidate_town(tmp_path, baihe, None, as_of=DAY))), ET.Element)
