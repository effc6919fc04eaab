"""docs/一轮到底.md walked from its first command to its last, with what people do in between."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from docx import Document
from python_calamine import CalamineWorkbook

from tests.command_examples import ROOT, Example, as_shown, examples
from tests.programme.people import done_before
from tests.scripts.running import run
from validators.scheme.model import Scheme

PAGE = ROOT / "docs" / "一轮到底.md"
ROSTER = "名册.csv"


class Walked(NamedTuple):
    """The folder at the end; by command what it printed where the page shows another; quotations that no report has."""

    folder: Path
    otherwise: dict[str, str]
    unsaid: list[str]


def walk(folder: Path, scheme: Scheme) -> Walked:
    """Do what the page says, one thing after the other."""
    page = PAGE.read_text(encoding="utf-8")
    (roster,) = re.findall(r"```text\n(编号,.*?)```", page, re.DOTALL)
    (folder / ROSTER).write_text(roster, encoding="utf-8")
    otherwise, unsaid = {}, []
    for shown, told in steps(page):
        for example in shown:
            printed = _printed(example, folder, scheme)
            if not as_shown(example.shown, printed):
                otherwise[example.command] = "\n".join(printed)
        if quoted := re.findall("「([^」]*)」", told):
            said = "\n".join(_said(folder))
            unsaid += [words for words in quoted if words not in said]
    return Walked(folder, otherwise, unsaid)


def steps(page: str) -> Iterator[tuple[list[Example], str]]:
    """The commands of a block of the page, and what is told behind it."""
    for part in page.split("```console\n")[1:]:
        block, _, told = part.partition("```\n")
        yield [*examples(f"```console\n{block}```")], told


def _printed(example: Example, folder: Path, scheme: Scheme) -> tuple[str, ...]:
    done_before(example.command, folder, scheme)
    program, *arguments = shlex.split(example.command)
    assert program == "green-community"
    ended = run(*arguments, cwd=folder)
    assert ended.returncode in (0, 1), ended.stderr
    return tuple(line.rstrip() for line in (ended.stderr + ended.stdout).splitlines())


def _said(folder: Path) -> Iterator[str]:
    """Every text of the reports that lie there, and of the final summary as a document."""
    for path in sorted(folder.glob("*.xlsx")):
        book = CalamineWorkbook.from_path(path)
        for name in book.sheet_names:
            yield from (str(cell) for row in book.get_sheet_by_name(name).to_python() for cell in row if cell)
    for path in folder.glob("*.docx"):
        yield from (paragraph.text for paragraph in Document(str(path)).paragraphs)
