"""Days as people write them, and the numbers of which software made days."""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal

from pipeline.reading.cells.values import narrow, text_of
from pipeline.reading.containers.grid import Cell

_DAY = r"(?<!\d)(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})(?!\d)\s*日?"
_NUMERAL = r"(?:\d{1,2}|[一二三四五六七八九十廿]{1,3})"
_FURTHER = (
    rf"(?<![\d:：])({_NUMERAL})\s*[月./-]\s*({_NUMERAL})(?![\d:：])"
    rf"|(?<![\d:：])({_NUMERAL})\s*(?:日|号(?![楼院室线]))"
    rf"|(?<=\0)\s*[（(]?(?:[-—–~～至到、,，;；/和及或]|[改补更][\u4e00-\u9fff]{{0,2}}?)\s*"
    rf"({_NUMERAL})(?![\d:：时点份次稿版一二三四五六七八九十]|\s*[月./-]\s*[\d一二三四五六七八九十])"
)
"""What is a further day beside a whole one: 10-28, 28日, and behind it -28, 至28, 补报28; no time of day."""

_DIGITS = r"(\d{4})(\d\d)(\d\d)"
_NUMERALS = r"([〇○零Oo一二三四五六七八九0-9]{4})年([一二三四五六七八九十0-9]{1,3})月([一二三四五六七八九十廿0-9]{1,3})[日号]?"
_ONES = {numeral: number for number, numeral in enumerate("〇一二三四五六七八九")}
_ZEROS = str.maketrans("○零Oo", "〇〇〇〇")
_UNFILLED = r"[\s_＿年月日/.．-]*"

_SERIAL_ZERO = date(1899, 12, 30)
_SERIALS = range((date(2000, 1, 1) - _SERIAL_ZERO).days, (date(2101, 1, 1) - _SERIAL_ZERO).days)
"""Numbers that stand for the days of this century where a day belongs."""

_DAY_ZERO = datetime(1899, 12, 31)
_FIRST_YEAR = 1900
"""Small numbers in a cell formatted as a day show as days of January and February 1900."""


def day_of(cell: Cell) -> date | None:
    """The cell as a day; None when it holds none, or several."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    days = days_in(cell)
    return days[0] if len(days) == 1 else None


def days_in(cell: Cell) -> tuple[date, ...]:
    """The days that a text names, without repeats; 2021-10-25（补报10-28） and 2021.10.25-28 are two."""
    text = narrow(text_of(cell))
    days = [day for match in re.finditer(_DAY, text) if (day := _day(*match.groups()))]
    if days:
        for match in re.finditer(_FURTHER, re.sub(_DAY, "\0", text)):
            *month, day = filter(None, match.groups())
            further = _day(
                str(days[0].year), _numeral(month[0] if month else str(days[0].month)), _numeral(day)
            )
            days += [further] if further else []
    return tuple(dict.fromkeys(days))


def meant_day(cell: Cell) -> date | None:
    """A day that is certain though no day was written: a spreadsheet's number of it, 20211020, 二〇二一年十月二十日."""
    text = "".join(narrow(text_of(cell)).split())
    if isinstance(cell, float) and cell in _SERIALS:
        return _SERIAL_ZERO + timedelta(days=int(cell))
    if match := re.fullmatch(_DIGITS, text):
        return _day(*match.groups())
    match = re.fullmatch(_NUMERALS, text)
    return _day(*map(_numeral, match.groups())) if match else None


def is_unfilled(cell: Cell) -> bool:
    """Whether nothing but the printed 年 月 日 stands where a day belongs."""
    return isinstance(cell, str) and re.fullmatch(_UNFILLED, cell) is not None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _numeral(text: str) -> str:
    """Digits for numerals: 二〇二一 digit by digit, 十, 二十, 三十一 and 廿一 by their tens."""
    plain = text.translate(_ZEROS).replace("廿", "二十")
    tens, ten, ones = plain.partition("十")
    if ten:
        tens, ones = tens or "一", ones or "〇"
    return "".join(str(_ONES.get(numeral, numeral)) for numeral in tens + ones)


def numbers_of_day(day: date) -> tuple[Decimal, ...]:
    """The numbers that may have been typed where a day stands: 4.5 became 5 April, or 4 was shown as 1900-01-04."""
    if day.year <= _FIRST_YEAR:
        moment = day if isinstance(day, datetime) else datetime(day.year, day.month, day.day)
        return (Decimal(text_of((moment - _DAY_ZERO).total_seconds() / 86400)),)
    return tuple(dict.fromkeys((Decimal(f"{day.month}.{day.day}"), Decimal(f"{day.day}.{day.month}"))))
