"""How numbers and lists are written in a sentence, and when two texts say the same."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

from validators.lookalikes import LOOK_ALIKES

_SAME_MARKS = {
    "，": ",", "。": ".", "；": ";", "：": ":", "！": "!", "？": "?", "、": ",", "／": "/", "∕": "/", "⁄": "/",
    "“": '"', "”": '"', "‘": "'", "’": "'", "－": "-", "—": "-", "＋": "+", "％": "%",
    **dict.fromkeys("（【〔［[", "("), **dict.fromkeys("）】〕］]", ")"),
}  # fmt: skip
CONTROLS = "".join(map(chr, range(32)))
"""Tabs, line breaks and what else a worksheet's CLEAN takes away."""

SPACES = "".join(map(chr, (0x20, 0xA0, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000)))
"""Spaces of every width, and the breaks of a line and of a paragraph."""

INVISIBLE = "".join(
    map(chr, (0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x206A), 0xFEFF))
)
"""Characters that nobody sees: joiners, marks of direction, breaks without width."""

BLANKS = CONTROLS + SPACES + INVISIBLE
"""What says nothing in a cell: the engine and the formulas of the workbooks that we build clear away the same."""

_NO_BLANKS = dict.fromkeys(BLANKS, "")
_LIST_MARK = r"第?\(?[0-9０-９]+\)?[.．,:项条)]+|[①-⑳㉑-㉟]"
_CLEAR = str.maketrans(_NO_BLANKS)
_FOLD = str.maketrans(LOOK_ALIKES | _SAME_MARKS | _NO_BLANKS)


def joined(words: Iterable[object]) -> str:
    """Words in a row as Chinese prose lists them: ``合格、一般、良好``."""
    return "、".join(map(str, words))


def named(words: Sequence[object], most: int, between: str = "、") -> str:
    """The words, or the first of them and how many there are: ``甲、乙等12个``."""
    told = between.join(map(str, words[:most]))
    return told if len(words) <= most else f"{told}等{len(words)}个"


def ranged(numbers: Iterable[int]) -> str:
    """Numbers in order, three and more in a row as ``1至3``."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return joined(f"{run[0]}至{run[-1]}" if len(run) > 2 else joined(run) for run in runs)


def full_date(day: date) -> str:
    """A day with its year: ``2021年10月25日``."""
    return f"{day.year}年{day.month}月{day.day}日"


def number_text(value: object) -> str:
    """A number without trailing zeros (``4``, ``3.5``); anything else as it is."""
    if not isinstance(value, Decimal):
        return str(value)
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"


def clipped(text: str, longest: int) -> str:
    """The text, or its beginning with … so that it has no more characters than that."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def cleared(text: str) -> str:
    """The text without spaces, line breaks and what nobody sees."""
    return text.translate(_CLEAR)


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """The cleared text, punctuation of one width, common characters for look-alikes."""
    return text.translate(_FOLD)


def wording(text: str) -> str:
    """The folded text without its punctuation: the words alone."""
    return "".join(letter for letter in folded(text) if letter.isalnum() or letter == "%")


def without_list_mark(text: str) -> str:
    """The folded text without a number or ① that only counts it."""
    plain = folded(text)
    mark = re.match(_LIST_MARK, plain)
    return plain[mark.end() :] if mark else plain


def same_wording(found: str, *official: str) -> bool:
    """Whether a text equals one of the official ones but for spaces, punctuation and a list mark."""
    return found in official or wording(without_list_mark(found)) in map(wording, official)
