"""How numbers and lists are written in a sentence, and when two texts say the same."""

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

_SAME_MARKS = {
    "，": ",", "。": ".", "；": ";", "：": ":", "！": "!", "？": "?", "（": "(", "）": ")", "、": ",",
    "“": '"', "”": '"', "‘": "'", "’": "'", "－": "-", "—": "-", "＋": "+", "％": "%",
}  # fmt: skip
_NO_SPACES = dict.fromkeys(" \t\r\n\v\f\u00a0\u3000\u200b\ufeff", "")
_FOLD = str.maketrans(_SAME_MARKS | _NO_SPACES)

PHONE = "（电话略）"
_PHONE = re.compile(
    r"(?<![0-9A-Za-z０-９.])(?:\+?86[ -]?)?(?:[1１][3-9３-９]\d[- －]?\d{4}[- －]?\d{4}|[(（]?[0０]\d{2,3}[-)） －—]{0,2}\d{7,8})"
    r"(?![0-9A-Za-z０-９])"
)
"""A mobile number, or one with its area code, in digits of either width."""


def without_phones(text: str, instead: str = PHONE) -> str:
    """The text with ``instead`` in place of telephone numbers, which stand in 申报信息 only."""
    return _PHONE.sub(instead, text)


def joined(words: Iterable[object]) -> str:
    """Words in a row as Chinese prose lists them: ``合格、一般、良好``."""
    return "、".join(map(str, words))


def number_text(value: object) -> str:
    """A number without trailing zeros (``4``, ``3.5``); anything else as it is."""
    if not isinstance(value, Decimal):
        return str(value)
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """The text without spaces and line breaks, punctuation of one width."""
    return text.translate(_FOLD)


def same_wording(found: str, *official: str) -> bool:
    """Whether a text equals one of the official ones but for spaces, line breaks and width of punctuation."""
    return found in official or folded(found) in map(folded, official)
