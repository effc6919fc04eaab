"""Numbers written in Chinese numerals, everyday ones and those of money: 九十一点五, 玖拾伍."""

import re

ONES = {
    numeral: str(number % 10)
    for numerals in ("零一二三四五六七八九", "〇壹贰叁肆伍陆柒捌玖")
    for number, numeral in enumerate(numerals)
} | {"两": "2", "十": "10", "拾": "10"}
"""A numeral alone, in digits."""

_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100}
_NUMERALS = frozenset(ONES) | _TENS.keys()
_NUMERAL = f"[{''.join(ONES)}百佰]"


def with_digits(text: str, unit: str) -> str:
    """The text with its numbers of several numerals in digits, where the unit or nothing stands behind them: 合计95分."""
    if _NUMERALS.isdisjoint(text):
        return text
    behind = rf"(?=点|整|[()]|{re.escape(unit)}|$)"
    digits = re.sub(
        rf"(?<!第)(?<!{_NUMERAL}){_NUMERAL}{{2,6}}{behind}", lambda found: _number(found[0]), text
    )
    digits = re.sub(rf"(?<=[0-9])点({_NUMERAL}){behind}", lambda found: f".{ONES[found[1]]}", digits)
    return re.sub(rf"(?<=[0-9]{re.escape(unit)})整", "", digits)


def _number(numerals: str) -> str:
    """The number below a thousand that some numerals are, the numerals themselves where they are none."""
    total, one = 0, 0
    for numeral in numerals:
        if tens := _TENS.get(numeral):
            total, one = total + (one or 1) * tens, 0
        elif one:
            return numerals
        else:
            one = int(ONES[numeral])
    return str(total + one) if total else numerals
