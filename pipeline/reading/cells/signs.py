"""Signs and words that tick a box, leave it open or rule it out: one for all that are drawn alike, whatever is around them."""

import re

from pipeline.reading.cells.values import MARKS, NOTHING, text_of
from pipeline.reading.containers.grid import Cell
from validators.wording import BLANKS, folded

DOUBTED_BOX = "☒"
"""A box with a cross: ticked on some forms, ruled out on others."""

OPEN, CROSS, RING = "□", "×", "○"
_DRAWN = {
    OPEN: "☐▢◻◽⬜▫❏❐❑❒",
    CROSS: "✗✘╳✕✖❌",
    RING: "〇◯◎⭕☆",
    DOUBTED_BOX: "⊠⊗❎🗵🗷",
    "■": "▣◉⊙⦿🔘◼⬛▪◾🗹",
    "✅": "∨ˇ🗸",
}
"""The sign that stands for others of the same meaning; a ring chooses on some forms and rules out on others."""

_COMMON = str.maketrans(
    {sign: common for common, signs in _DRAWN.items() for sign in signs}
    | dict.fromkeys("[［【〔{｛（", "(")
    | dict.fromkeys("]］】〕}｝）", ")")
    | dict.fromkeys("_＿\ufe0f")
)
_ONE_STAR = "(?<!★)★(?!★)"
"""Several of them count something."""
_CROSSED_BOX = r"[\[［]\s*[xX]\s*[\]］]"
_BRACKETED = rf"\([{re.escape(BLANKS)}]*([{MARKS}{''.join(_DRAWN)}是否]?)[{re.escape(BLANKS)}]*\)"
_IN_BRACKETS = {"": OPEN, "是": "✅", "否": CROSS}

_CHOOSING = f"[{MARKS}{RING}{DOUBTED_BOX}]"
_TICKS = frozenset(MARKS)
_YES = frozenset({"y", "yes", "v", "是", "是的", "对", "勾", "打勾", "选", "选中", "已选", "true"})
"""Words that stand for a tick under a tier."""

_NO = frozenset(
    {"n", "no", "x", "不", "不是", "不选", "否", "未", "未选", "未选择", "没选", "没有", "没有选", "空", "空白", "错"}
)  # fmt: skip
"""Words that say there that it is another tier."""


def in_common_signs(text: str) -> str:
    """The text with the common sign for each, none of them in brackets or on a line: √ of 〔√〕 and __√__, □ of ( )."""
    plain = re.sub(_ONE_STAR, "■", re.sub(_CROSSED_BOX, DOUBTED_BOX, text)).translate(_COMMON)
    return re.sub(_BRACKETED, lambda found: _IN_BRACKETS.get(found[1], found[1]), plain)


def is_yes(text: str) -> bool:
    """Whether a text is a word for a tick."""
    return _word(text) in _YES


def is_no(text: str) -> bool:
    """Whether a text is a cross or a word that says that it is not this one."""
    return folded(in_common_signs(text)) == CROSS or _word(text) in _NO


def is_open(text: str) -> bool:
    """Whether a text is a box, or a line to write on, that was left open."""
    return folded(in_common_signs(text)) in ("", OPEN) or _word(text) == "false"


def says_yes(cell: Cell) -> bool:
    """Whether a cell holds a tick alone, however it is drawn or worded."""
    if not isinstance(cell, str):
        return cell is True
    return is_yes(cell) or folded(in_common_signs(cell)) in _TICKS


def may_choose(cell: Cell) -> bool:
    """Whether a cell holds a tick, perhaps with words beside it, or what some take for one."""
    if not isinstance(cell, str):
        return cell is True
    return is_yes(cell) or re.search(_CHOOSING, in_common_signs(cell)) is not None


def says_no(cell: Cell) -> bool:
    """Whether a cell says beside a tick that it is not this one: blank, an open box, a cross, a ring, a word for no."""
    if not isinstance(cell, str):
        return cell is False
    text = text_of(cell)
    return text in NOTHING or is_open(text) or is_no(text) or folded(in_common_signs(text)) == RING


def _word(text: str) -> str:
    return folded(text.strip("()（）")).lower()
