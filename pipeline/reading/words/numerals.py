"""Numbers written in Chinese numerals, everyday ones and those of money: 九十一点五, 玖拾伍."""

import re
from unicodedata import numeric

_VALUES = {
    numeral: int(numeric(numeral)) for numeral in "零〇一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾百佰"
} | {"两": 2}
NUMERALS = "".join(_VALUES)
"""Every numeral."""

ONES = {numeral: str(value) for numeral, value in _VALUES.items() if value <= 10}
"""A numeral alone, in digits."""


def with_digits(text: str, unit: str) -> str:
    """The text with its numbers of several numerals in digits, where the unit or nothing stands behind them: 合计95分."""
    if _VALUES.keys().isdisjoint(text):
        return text
    behind = rf"(?=点|整|[()]|{re.escape(unit)}|$)"
    digits = re.sub(
        rf"(?<!第)(?<![{NUMERALS}])[{NUMERALS}]{{2,6}}{behind}", lambda found: _number(found[0]), text
    )
    digits = re.sub(rf"(?<=[0-9])点([{NUMERALS}]){behind}", lambda found: f".{ONES[found[1]]}", digits)
    return re.sub(rf"(?<=[0-9]{re.escape(unit)})整", "", digits)


def _number(numerals: str) -> str:
    """The number below a thousand that some numerals are, the numerals themselves where they are none."""
    total, one = 0, 0
    for numeral in numerals:
        if (value := _VALUES[numeral]) >= 10:
            total, one = total + (one or 1) * value, 0
        elif one:
            return numerals
        else:
            one = value
    return str(total + one) if total else numerals
