"""Telephone numbers are taken out of whatever leaves the program as a report, whoever typed them where."""

import re

MASKED = "（电话略）"

_APART = r"[-\s－—·.]?"
_NUMBER = re.compile(
    rf"(?<!\d)(?:\+?86{_APART})?1[3-9]\d{_APART}\d{{4}}{_APART}\d{{4}}(?!\d)"  # a mobile
    rf"|(?<!\d)[（(]?0\d{{2,3}}[）)]?{_APART}\d{{3,4}}{_APART}\d{{4}}(?!\d)"  # with an area code
    r"|(?<![\d.])(?!20\d\d[01]\d[0-3]\d)[2-8]\d{3}[-\s]?\d{4}(?![\d.])"  # a town's own, not a date
)


def masked(text: str) -> str:
    """The text with every telephone number (mobile, area code, eight digits) replaced; full-width digits too."""
    return _NUMBER.sub(MASKED, text)
