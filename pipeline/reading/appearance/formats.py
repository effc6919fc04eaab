"""What a number format makes of a value, as far as a score, a tier or a day can be told from it.

Of the language of formats only what hides, rounds or adds something matters here: days, fractions and powers of ten in
a section for numbers are left alone. No library on PyPI was found that does it: openpyxl, xlrd and calamine tell the code,
or whether it is one of days; SheetJS's SSF has no port. Source: ECMA-376, part 1, 18.8.30 (numFmt) and 18.8.31.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import lru_cache
from math import isfinite

GENERAL = "General"
_ALONE = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 30: "m/d/yy", 31: "yyyy年m月d日", 32: "h时mm分", 33: "h时mm分ss秒",
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip
_SHARED = {
    "yyyy年m月": (27, 36, 50, 52, 57), "m月d日": (28, 29, 51, 53, 54, 58),
    "#,##0": (5, 6, 37, 38), '#,##0;-#,##0;"-"': (41, 42),
    "#,##0.00": (7, 8, 39, 40), '#,##0.00;-#,##0.00;"-"': (43, 44),
}  # fmt: skip
BUILT_IN = _ALONE | {number: code for code, numbers in _SHARED.items() for number in numbers}
"""The formats that a file names by number alone, as a Chinese Excel shows them."""

ANY, NONE = 99, -1
"""Decimals without end: the format shows every number as it is; and fewer than none."""

HIDDEN = ";;;"
"""Shows nothing, whatever is stored."""

_PLAIN = r"(?:\[\$-\w+\])?(?:_.|\*\s|\s)*(?:#,##)?0(?:\.(0+))?(?:_.|\*\s|\s)*"
_NEGATIVE = rf"(?:\[Red\])?(?:_.)?\\?[-(]?{_PLAIN}\\?\)?"
_EXACT = rf"(?i){_PLAIN}(?:;{_NEGATIVE})?(?:;{_PLAIN})?(?:;(?:_.|\s)*@(?:_.|\s)*)?"
_ALL = re.compile(r"(?:(?:General|G/通用格式|@);?)+", re.IGNORECASE)
_NO_DAY = re.compile(r'"[^"0-9]*"|\\[^0-9]|\[(?:\$-|DBNum)\w+\]|;@$|AM/PM|上午/下午')
_DAY = re.compile(r"(?=.*m)(?=.*d)[ymdhs年月日时分秒:/.,\s-]+", re.IGNORECASE)
_PIECE = r"""(?i)"([^"]*)"|\\(.)|(_.|\*.)|\[([^\]]*)\]|(General|G/通用格式)|([0#?])|(.)"""
_CONDITION = r"(<=|>=|<>|<|>|=)(-?[0-9]+(?:\.[0-9]+)?)$"
_CURRENCY = r"\$([^-]*)"
_WORDED = ("[DB", "[h", "[m", "[s", "[White", "[白", "[Color2]", "[Color 2]", "[颜色2]", "[颜色 2]")
"""Numerals in words, hours, minutes and seconds beyond a day's, and the colour of paper."""

_FILL = 3
"""How often what fills a cell up to its width is shown."""

_HOLDER = r"[0#?]"
_BLANK = {"0": "0", "#": "", "?": " "}
"""What stands where a place for a digit stays empty."""

_NOT_HERE = r"(?i)[ymdhsaegb/]|E[+-]"
"""Days, fractions and powers of ten in a section for numbers: what they show is not worked out."""


@lru_cache(maxsize=256)
def decimals_shown(code: str) -> int:
    """Up to how many decimals a format shows every number as it is; below 0 where it may show something else."""
    if _ALL.fullmatch(code) or _DAY.fullmatch(_NO_DAY.sub("", code)):
        return ANY
    plain = re.fullmatch(_EXACT, code)
    return len(plain[1] or "") if plain else NONE


def shown_by(code: str, value: object) -> str:
    """What a cell with this format shows of a value; the format itself where that is not worked out."""
    shown = _shown(code, value)
    return f"（格式{code}）" if shown is None else shown


def _shown(code: str, value: object) -> str | None:
    sections = _sections(code)
    if isinstance(value, date):
        return _day(sections[0], value)
    if isinstance(value, str | bool):
        return _text(sections, str(value).upper() if isinstance(value, bool) else value)
    if not isinstance(value, int | float) or not isfinite(value):
        return None
    number = Decimal(f"{value:.15g}")
    section, number = _chosen(sections, number)
    return "#" if section is None else _number(section, number)


def _day(section: Sequence[str], day: date) -> str:
    """A day in a section: year, month and day; what else the format has stands as it is."""
    parts = {"y": f"{day:%Y}", "m": str(day.month), "d": str(day.day)}
    bare = "".join(mark for mark in section if not mark.startswith("["))
    return re.sub(r"y+|m+|d+", lambda run: parts[run[0][0].lower()], bare, flags=re.IGNORECASE).replace(
        '"', ""
    )


def _sections(code: str) -> list[list[str]]:
    """The marks of each section: quoted text, pads and brackets whole, all else letter by letter."""
    sections: list[list[str]] = [[]]
    for mark in re.finditer(_PIECE, code):
        if mark[0] == ";":
            sections.append([])
        else:
            sections[-1].append(mark[0])
    return sections


def _text(sections: Sequence[Sequence[str]], text: str) -> str:
    """A text in the fourth section, or in the last one that has a place for texts; else as it is."""
    section = sections[3] if len(sections) > 3 else sections[-1]
    if len(sections) < 4 and "@" not in section:
        return text
    return "".join(text if mark == "@" else _literal(mark) for mark in section)


def _literal(mark: str) -> str:
    """What a mark shows that stands for no digit."""
    if mark.startswith("["):
        currency = re.match(_CURRENCY, mark[1:-1])
        return currency[1] if currency else ""
    if len(mark) == 1:
        return "" if mark == "," else mark
    return {"_": " ", "*": mark[1:] * _FILL, "\\": mark[1:], '"': mark[1:-1]}[mark[0]]


def _chosen(sections: Sequence[Sequence[str]], number: Decimal) -> tuple[Sequence[str] | None, Decimal]:
    """The section that shows a number, and the number as it stands there; None where none does."""
    numeric = sections[:3]
    told = [next(filter(None, map(_condition, section)), None) for section in numeric]
    if any(told):
        for section, condition in zip(numeric, told, strict=True):
            if condition is None or _holds(number, *condition):
                return section, number
        return None, number
    if number < 0 and len(numeric) > 1:
        return numeric[1], -number
    if number == 0 and len(numeric) > 2:
        return numeric[2], number
    return numeric[0], number


def _condition(mark: str) -> tuple[str, Decimal] | None:
    found = re.match(_CONDITION, mark[1:-1]) if mark.startswith("[") else None
    return (found[1], Decimal(found[2])) if found else None


def _holds(number: Decimal, sign: str, limit: Decimal) -> bool:
    order = "<" if number < limit else ">" if number > limit else "="
    return order in sign


def _number(section: Sequence[str], number: Decimal) -> str | None:
    """A number in one section, its thousands not parted."""
    bare = "".join(mark for mark in section if len(mark) == 1)
    if any(mark.startswith(_WORDED) for mark in section) or re.search(_NOT_HERE, bare):
        return None
    whole, _, fraction = bare.partition(".")
    thousands = re.search(r"[0#?](,+)[^0#?]*$", bare)
    scaled = abs(number).scaleb(2 * bare.count("%") - 3 * len(thousands[1] if thousands else ""))
    with localcontext() as context:
        context.rounding = ROUND_HALF_UP
        digits = f"{scaled:.{len(re.findall(_HOLDER, fraction))}f}"
    left, _, right = digits.partition(".")
    filled = _filled(section, left.lstrip("0"), right, len(re.findall(_HOLDER, whole)))
    general = f"{abs(number):f}"
    return ("-" if number < 0 else "") + "".join(general if _is_general(mark) else mark for mark in filled)


def _filled(section: Sequence[str], left: str, right: str, places: int) -> Iterator[str]:
    """The marks of a section with the digits before and behind the point in their places."""
    for mark in section:
        if mark not in _BLANK:
            yield mark if _is_general(mark) else _literal(mark)
        elif places:
            surplus = max(0, len(left) - places + 1)
            yield left[:surplus] or _BLANK[mark]
            left, places = left[surplus:], places - 1
        else:
            yield right[0] if right.strip("0") or mark == "0" else _BLANK[mark]
            right = right[1:]


def _is_general(mark: str) -> bool:
    return mark.lower() == "general" or mark == "G/通用格式"
