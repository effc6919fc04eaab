"""Drawing by lot (抽签) as anyone can repeat it with any tool: no generator of random numbers, no order of files. Pure.

The lot of something is the SHA-256 of a text, in hexadecimal digits; the smallest lots are drawn.
"""

import hashlib
import re
import secrets
from decimal import ROUND_CEILING, Decimal

from validators.wording import number_text

USUAL_SHARE = "30%"
"""What the windows propose: a habit of the office's, of which the plan says nothing."""

MOST_SEED = 999_999_999

_PERCENT = re.compile(r"(\d+(?:\.\d+)?)[%％]")
_FRACTION = re.compile(r"0?\.\d+")


def lot_text(seed: int, year: int, *what: object) -> str:
    """The text of a lot: ``20211122:2021:示范一居``, of one of its items ``20211122:2021:示范一居:3``."""
    return ":".join(map(str, (seed, year, *what)))


def lot(seed: int, year: int, *what: object) -> str:
    """The SHA-256 of the text in UTF-8, as 64 hexadecimal digits."""
    text = lot_text(seed, year, *what)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def number_drawn(share: Decimal, of: int) -> int:
    """How many of a number are drawn: the share of it, rounded up, so that one of few is always among them."""
    return int((share * of).to_integral_value(ROUND_CEILING))


def new_seed() -> int:
    """A seed that nobody chose: six digits, easily copied by hand."""
    return 100_000 + secrets.randbelow(900_000)


def seed_from(text: str) -> int | None:
    """A seed as somebody wrote it, None for none; ValueError says in a Chinese sentence why it cannot be used."""
    if not text:
        return None
    if not text.isdecimal() or len(text) > len(str(MOST_SEED)):
        raise ValueError(f"种子“{text}”不能用，请写不超过9位的数字，或者空着。")
    return int(text)


def share_from(text: str) -> Decimal:
    """A share of 1 from 30% or 0.3, more than 0 and at most 1; ValueError says in a Chinese sentence what is to be written.

    A whole number is refused: 30 might be 30%, but 1 may be 1% or all.
    """
    plain, share = text.strip(), Decimal(0)
    if percent := _PERCENT.fullmatch(plain):
        share = Decimal(percent[1]) / 100
    elif _FRACTION.fullmatch(plain):
        share = Decimal(plain)
    if not 0 < share <= 1:
        raise ValueError(f"抽取比例“{text}”不能用，请写成30%一类的百分数，大于0，不超过100%。")
    return share.normalize()


def share_text(share: Decimal) -> str:
    """A share as people write it: ``30%``."""
    return f"{number_text((share * 100).normalize())}%"
