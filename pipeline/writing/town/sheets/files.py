"""文件清单: every file found, in its one state, with what proves which file it was."""

from pipeline.checking.engine import CheckedBook, State
from pipeline.policy.masking import masked
from pipeline.town.model import Town
from pipeline.writing.town.sheet import Column, Sheet
from pipeline.writing.town.sheets.district import groups

NAME = "文件清单"

LAYOUTS = {"official": "附表样式", "tiered": "带档次栏", "template": "本系统工作簿"}


def sheet(town: Town) -> Sheet:
    """A line per file in the order found."""
    columns = {
        "文件": Column(34, text=True),
        **groups.columns(town),
        "社区": Column(16),
        "状态": Column(10),
        "说明": Column(30, text=True),
        "大小（字节）": Column(12),
        "文件时间": Column(18),
        "样式": Column(14),
        "模板版本": Column(9),
        "SHA-256": Column(78, text=True),
    }
    rows = (_row(book) | groups.cells_of(town, book.community, book.file) for book in town.books)
    return Sheet(NAME, f"{town.heading}文件清单", columns, rows, frozen=1, masks=False)


def _row(book: CheckedBook) -> dict[str, object]:
    submission = book.submission
    return {
        "文件": masked(book.file),
        "社区": masked(book.community or ""),
        "状态": book.state.label,
        "说明": "请联系维护人员" if book.state is State.FAILED else book.skipped_as or "",
        "大小（字节）": "" if book.size is None else book.size,
        "文件时间": _time(book),
        "样式": LAYOUTS[submission.layout] if submission else "",
        "模板版本": (submission and submission.template_version) or "",
        "SHA-256": book.sha256 or "",
    }


def _time(book: CheckedBook) -> str:
    """The file's time; 不详 where a file that was read has none that can be told."""
    if book.received:
        return f"{book.received:%Y-%m-%d %H:%M}"
    return "" if book.size is None else "不详"
