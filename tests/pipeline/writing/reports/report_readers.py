"""Each report read back by somebody who knows its format, not our code: what it says was found.

A row is (file, code, cell or "", message with fix, why it does not count or "").
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from typing import Any, NamedTuple
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from openpyxl import load_workbook

from tests.pipeline.writing.html.pages import of_class, tree_of
from validators.cells import quote_sheet


class Row(NamedTuple):
    """One finding as a report tells it."""

    file: str
    code: str
    cell: str
    sentence: str
    mark: str


LINE = re.compile(
    r"(须改正|请核实|供参考) (?:〔(.+?)〕)?(.*) \[(GC[A-Z]\d{3})\](?: (已豁免.*|基线已有))?", re.DOTALL
)
OTHERS = re.compile(r"另有(\d+)处同样的问题：(.*)")


def _line(file: str, line: str) -> Row:
    match = LINE.fullmatch(line)
    assert match, line
    _, cell, sentence, code, mark = match.groups()
    return Row(file, code, cell or "", sentence, mark or "")


def text(report: str) -> Iterator[Row]:
    """Many of a kind are told by their first few and the cells of the others, without their sentences."""
    file = ""
    for line in report.splitlines():
        if not line.startswith("    "):
            file = line.split("  ")[0]
            continue
        row = _line(file, line.strip())
        others = OTHERS.fullmatch(row.sentence)
        if not others:
            yield row
            continue
        sheet, cells = "", others[2].split("、")
        assert len(cells) == int(others[1])
        for cell in cells:
            sheet = cell.rpartition("!")[0] or sheet
            yield row._replace(cell=f"{sheet}!{cell.rpartition('!')[2]}", sentence="")


def json_(report: str) -> Iterator[Row]:
    """The contract of DESIGN: stable keys."""
    for file in json.loads(report)["files"]:
        for f in file["findings"]:
            w = f["waiver"]
            mark = (
                f"已豁免（批准：{w['approver']}；理由：{w['reason']}；至{w['expires']}）"
                if w
                else "基线已有"
                if f["known"]
                else ""
            )
            assert f["file"] == file["file"]
            yield Row(
                f["file"],
                f["code"],
                f"{quote_sheet(f['sheet'])}!{f['cell']}" if f["cell"] else "",
                f["message"] + f["fix"],
                mark,
            )


def junit(report: str) -> Iterator[Row]:
    """Failures, and lines of output for what does not make the check fail."""
    for case in ET.fromstring(report).iter("testcase"):
        lines = [failure.text or "" for failure in case.findall("failure")]
        lines += [line for output in case.findall("system-out") for line in (output.text or "").split("\n")]
        for line in lines:
            row = _line(case.attrib["classname"], line)
            assert case.attrib["name"].startswith(row.code[:3])
            yield row


def sarif(report: str) -> Iterator[Row]:
    """Results of the one run; a suppression is a waiver."""
    (run,) = json.loads(report)["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        (location,) = result["locations"]
        cells = [place["fullyQualifiedName"] for place in location.get("logicalLocations", [])]
        marks = [suppression["justification"] for suppression in result.get("suppressions", [])]
        marks += ["基线已有"] if result["baselineState"] == "unchanged" and not marks else []
        file = unquote(location["physicalLocation"]["artifactLocation"]["uri"])
        yield Row(file, result["ruleId"], "".join(cells), result["message"]["text"], "".join(marks))


COMMAND = re.compile(r"::(error|warning|notice) (.*?)::(.*)")


def annotations(report: str) -> Iterator[tuple[str, Mapping[str, str], str]]:
    """Lines as the runner reads them: properties end at the first ``::``, are parted at commas, then unescaped."""
    for line in report.split("\n"):
        match = COMMAND.fullmatch(line)
        assert match, line
        level, listed, data = match.groups()
        properties = dict(part.split("=", 1) for part in listed.split(","))
        for old, new in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
            properties = {name: value.replace(old, new) for name, value in properties.items()}
        for old, new in (("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
            data = data.replace(old, new)
        yield level, properties, data


def github(report: str) -> Iterator[Row]:
    """Annotations of a file are findings, others are about the run."""
    for _, properties, data in annotations(report):
        if "file" in properties and not properties["title"].startswith("不再出现"):
            code, _, cell = (
                properties["title"].split(" ", 2)
                if properties["title"].count(" ") > 1
                else (*properties["title"].split(" "), "")
            )
            yield _marked(properties["file"], code, cell, data)


def _marked(file: str, code: str, cell: str, told: str) -> Row:
    match = re.match(r"（(已豁免（.*?）|基线已有)）", told, re.DOTALL)
    return Row(file, code, cell, told[match.end() :] if match else told, match[1] if match else "")


def gitlab(report: str) -> Iterator[Row]:
    """Issues of a workbook; those of the program's own files are rules that failed."""
    for issue in json.loads(report):
        if not issue["location"]["path"].endswith(".py"):
            row = _marked(issue["location"]["path"], issue["check_name"], "", issue["description"])
            match = re.match(r"〔(.+?)〕", row.sentence, re.DOTALL)
            yield row._replace(cell=match[1], sentence=row.sentence[match.end() :]) if match else row


def markdown(report: str) -> Iterator[Row]:
    """Rows of the tables of findings."""
    for line in report.splitlines():
        cells = [re.sub(r"\\(.)", r"\1", cell.strip()) for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if len(cells) == 9 and cells[6].startswith("GC"):
            _, _, message, fix, cell, _, code, file, mark = cells
            yield Row(file, code, cell, message + fix, mark)


def xlsx(report: bytes) -> Iterator[Row]:
    """The sheet 问题清单, by its headings."""
    _, heads, *rows = load_workbook(BytesIO(report))["问题清单"].iter_rows(values_only=True)
    for values in rows:
        row: dict[Any, Any] = dict(zip(heads, (value or "" for value in values), strict=True))
        if row["代码"]:
            yield Row(
                row["文件"], row["代码"], row["单元格"], row["问题"] + row["怎么改"], row["不计入的理由"]
            )


def html(report: str) -> Iterator[Row]:
    """A list item for each finding; what to do stands behind a heading of its own."""
    for section in tree_of(report).iter("section"):
        for item in of_class(section, "finding") if "data-file" in section.attrib else ():
            parts = {part.get("class"): part for part in item.iter()}
            said = {name: "".join(part.itertext()) for name, part in parts.items() if name}
            fix = said.get("fix", "").removeprefix("怎么改 ")
            yield Row(
                section.attrib["data-file"],
                said["code"],
                said.get("cell", ""),
                said["message"] + fix,
                said.get("mark", ""),
            )


READERS: Mapping[str, Callable[[Any], Iterator[Row]]] = {
    "text": text,
    "json": json_,
    "junit": junit,
    "sarif": sarif,
    "github": github,
    "gitlab": gitlab,
    "markdown": markdown,
    "html": html,
    "xlsx": xlsx,
}


def told(format_: str, report: str | bytes) -> Counter[Row]:
    """What a report says was found, in any order."""
    return Counter(READERS[format_](report))


def without_sentences(rows: Counter[Row]) -> Counter[Row]:
    """The same for a format that does not repeat a sentence for every cell."""
    return Counter(row._replace(sentence="") for row in rows.elements())
