"""The drawn picture of the tab, ``docs/img/ribbon.svg``: the buttons of the list as Excel lays them out, images simplified."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from pipeline import __version__
from pipeline.buttons import GROUPS, TAB, Button

_TABS = ("文件", "开始", "插入", "页面布局", "公式", "数据", "审阅")
_STYLE = "font-family:'Noto Sans CJK SC','Microsoft YaHei',sans-serif"
_HEIGHT, _TOP, _BOTTOM = 168, 40, 142
_LARGE, _LETTER, _ICON = 76, 14, 26
_GREEN, _LINE, _BLUE = "#217346", "#444", "#2B6CB0"

IMAGES: Mapping[str, str] = {
    "Spelling": f'<text x="0" y="13" font-size="13" font-weight="bold" fill="{_BLUE}">abc</text><path d="M6 20l5 5l12-13" fill="none" stroke="{_GREEN}" stroke-width="3"/>',
    "MailMergeGoToNextRecord": f'<path d="M7 4l13 9l-13 9z" fill="{_BLUE}"/>',
    "FileSave": f'<path d="M3 3h17l4 4v16h-21z" fill="{_BLUE}"/><path d="M8 3h10v7h-10zM7 14h13v9h-13z" fill="#fff"/>',
    "FileNew": f'<path d="M5 2h11l6 6v16h-17z" fill="#fff" stroke="{_LINE}"/><path d="M16 2v6h6" fill="none" stroke="{_LINE}"/>',
    "TableExcelSpreadsheetInsert": f'<path d="M2 3h22v20h-22zM2 9h22M2 16h22M9 3v20M17 3v20" fill="#fff" stroke="{_GREEN}" stroke-width="1.5"/>',
    "PenComment": f'<path d="M3 3h20v13h-11l-5 6v-6h-4z" fill="#FFF3C4" stroke="{_LINE}"/><path d="M10 12l9-9" stroke="#C05621" stroke-width="3"/>',
    "FileOpen": f'<path d="M2 6h8l2 3h12v13h-22z" fill="#F6D98B" stroke="{_LINE}"/>',
    "Numbering": f'<path d="M10 5h14M10 13h14M10 21h14" stroke="{_LINE}" stroke-width="2"/><text x="1" y="9" font-size="9" fill="{_BLUE}">1</text><text x="1" y="17" font-size="9" fill="{_BLUE}">2</text><text x="1" y="25" font-size="9" fill="{_BLUE}">3</text>',
    "PickUpStyle": f'<path d="M3 23l2-6l9-9l4 4l-9 9z" fill="#fff" stroke="{_LINE}" stroke-width="1.5"/><path d="M13 7l6 6M15 9l4-5a3 3 0 0 1 4 4l-5 4z" fill="{_BLUE}" stroke="{_BLUE}" stroke-width="2"/>',
    "FileFind": f'<circle cx="11" cy="11" r="7" fill="#fff" stroke="{_LINE}" stroke-width="2"/><path d="M16 16l7 7" stroke="{_LINE}" stroke-width="3"/>',
    "ContextHelp": f'<circle cx="13" cy="13" r="11" fill="{_BLUE}"/><text x="13" y="19" font-size="16" font-weight="bold" fill="#fff" text-anchor="middle">?</text>',
}
"""What each of Office's images shows, in a square of 26."""


def ribbon_picture() -> str:
    """The picture as SVG, the same text every time."""
    right, drawn = 12, list[str]()
    for group in GROUPS:
        left, body = right, list[str]()
        for button in (button for button in group.buttons if button.large):
            body += _large(button, right)
            right += _LARGE
        small = [button for button in group.buttons if not button.large]
        shown = [(button.caption, IMAGES[button.image]) for button in small]
        if group is GROUPS[-1]:
            shown.append((f"版本 {__version__}", ""))
        body += _column(shown, right)
        right += _ICON + 14 + _LETTER * max(_letters(caption) for caption, _ in shown)
        body.append(
            f'<text x="{(left + right) // 2}" y="{_BOTTOM + 18}" font-size="12" fill="#666" text-anchor="middle">{escape(group.label)}</text>'
        )
        if group is not GROUPS[-1]:
            body.append(f'<path d="M{right + 4} {_TOP + 6}V{_BOTTOM + 20}" stroke="#ccc"/>')
        drawn += body
        right += 12
    return "\n".join([*_frame(max(right, 700)), *drawn, "</svg>"]) + "\n"


def _frame(width: int) -> Iterator[str]:
    names = "、".join(button.caption for group in GROUPS for button in group.buttons)
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {_HEIGHT}" role="img" style="{_STYLE}">'
    yield f"<title>选项卡“{TAB}”：{names}</title>"
    yield f'<rect width="{width}" height="{_HEIGHT}" fill="#F3F2F1"/>'
    yield f'<rect x="4" y="{_TOP - 4}" width="{width - 8}" height="{_HEIGHT - _TOP}" rx="6" fill="#fff" stroke="#ddd"/>'
    x = 14
    for name in (*_TABS, TAB):
        look = f'fill="{_GREEN}" font-weight="bold"' if name == TAB else f'fill="{_LINE}"'
        yield f'<text x="{x}" y="22" font-size="{_LETTER}" {look}>{name}</text>'
        if name == TAB:
            yield f'<path d="M{x} 29h{len(name) * _LETTER}" stroke="{_GREEN}" stroke-width="3"/>'
        x += len(name) * _LETTER + 22


def _large(button: Button, left: int) -> Iterator[str]:
    middle = left + _LARGE // 2
    yield f'<g transform="translate({middle - 20} {_TOP + 8}) scale(1.55)">{IMAGES[button.image]}</g>'
    yield f'<text x="{middle}" y="{_BOTTOM - 26}" font-size="13" text-anchor="middle">{escape(button.caption)}</text>'


def _column(shown: Sequence[tuple[str, str]], left: int) -> Iterator[str]:
    for number, (caption, image) in enumerate(shown):
        y = _TOP + 8 + number * 32
        yield f'<g transform="translate({left + 2} {y}) scale(0.9)">{image}</g>'
        yield f'<text x="{left + (_ICON + 6 if image else 2)}" y="{y + 17}" font-size="13">{escape(caption)}</text>'


def _letters(text: str) -> int:
    """How wide a text is, in Chinese letters."""
    return sum(2 - letter.isascii() for letter in text) // 2 + 1
