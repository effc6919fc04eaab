"""Rebuild what is generated to be read: in ``docs`` rules, commands, formats, the data flow; in ``addin`` the macros. Run ``make docs``."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pipeline.buttons import GROUPS, TAB_KEY, ButtonGroup
from pipeline.writing.addin import addin_modules
from pipeline.writing.addin.callbacks import macro_modules
from pipeline.writing.addin.ribbon import custom_ui
from pipeline.writing.reports.formats import FORMATS
from pipeline.writing.reports.rules_page import rules_page
from tests.command_line import commands
from tests.data_flow import data_flow
from tests.ribbon_picture import ribbon_picture
from validators.scheme.file import DEFAULT_SCHEME, load_scheme

DOCS = Path(__file__).parents[1] / "docs"
ADDIN = DOCS.parent / "addin"
COMMITTEE, OFFICE = DOCS / "社区填报手册.md", DOCS / "镇办汇总手册.md"
BUTTONS_HEAD = "| 按钮 | 快捷键 | 做什么 |"


def documents() -> Mapping[Path, str]:
    """Every generated page with what it must say."""
    return {
        DOCS / "rules.md": rules_page(load_scheme(DEFAULT_SCHEME)) + "\n",
        DOCS / "cli.md": commands_page(),
        DOCS / "ci.md": with_table(DOCS / "ci.md", "| format | for |", formats()),
        COMMITTEE: with_table(COMMITTEE, BUTTONS_HEAD, buttons(GROUPS[0], GROUPS[-1])),
        OFFICE: with_table(OFFICE, BUTTONS_HEAD, buttons(*GROUPS)),
        DOCS / "img" / "data-flow.svg": data_flow(),
        DOCS / "img" / "ribbon.svg": ribbon_picture(),
        **dict(macro_texts()),
    }


def macro_texts() -> Iterator[tuple[Path, str]]:
    """The VBA and the tab as they go into template.xlsm and the add-in, to be read and reviewed."""
    for room, modules in (("vba", macro_modules()), ("ribbon", addin_modules())):
        for name, text in modules.items():
            if room == "vba" or text != macro_modules().get(name):
                yield ADDIN / room / f"{name}.bas", text
    yield ADDIN / "ribbon" / "customUI14.xml", custom_ui().decode() + "\n"


def with_table(path: Path, head: str, rows: Iterable[str]) -> str:
    """The page with its table of this head as it must be."""
    columns = head.count("|") - 1
    top = head + "\n" + "|---" * columns + "|\n"
    before, _, behind = path.read_text(encoding="utf-8").partition(top)
    rest = behind.lstrip("\n") if behind.startswith("\n") else behind[behind.index("\n\n") + 2 :]
    return before + top + "".join(f"{row}\n" for row in rows) + "\n" + rest


def formats() -> Iterator[str]:
    """The report formats as they are registered."""
    for name, form in FORMATS.items():
        yield f"| `{name}` | {form.purpose} |"


def buttons(*groups: ButtonGroup) -> Iterator[str]:
    """The buttons of the tab as they are listed."""
    for button in (button for group in groups for button in group.buttons):
        yield f"| {button.caption} | Alt {TAB_KEY} {button.key} | {button.tip} |"


def commands_page() -> str:
    """The help of every command, as it prints it."""
    head = "# `green-community`\n\nThe help of every command, as `--help` prints it; built by `make docs`.\n"
    helps = (
        f"\n## `{context.command_path}`\n\n```text\n{context.get_help()}\n```\n" for context in commands()
    )
    return head + "".join(helps)


if __name__ == "__main__":
    for path, text in documents().items():
        path.write_text(text, encoding="utf-8", newline="\n")
