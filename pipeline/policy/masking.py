"""What is a person's own is taken out of whatever leaves the program as a report, whoever typed it where.

Telephone numbers, identity cards, bank cards and e-mail addresses.
"""

import re
from datetime import date

from validators.finding import Finding

MASKED, IDENTITY, CARD, EMAIL = "（电话略）", "（证件号略）", "（卡号略）", "（邮箱略）"

_HIDDEN = "\u200b-\u200f\u2060\ufeff"  # characters without width, which nobody sees between digits
_APART = rf"[-\s－—·.{_HIDDEN}]{{0,3}}"
_GROUPED = rf"[-\s－—·{_HIDDEN}]{{0,3}}"
_DIGITS = re.compile(rf"\d(?:[-\s－—·.（）(){_HIDDEN}]*\d){{6}}")
"""What every number of these has; most texts have nothing like it, which is quickly seen."""

# Hardly any text has one: what finds them is compiled when the first is seen.
_COUNTRY = rf"(?:(?:00|[+＋])?[8８][6６]{_APART})?"
_PHONE = (
    rf"(?<!\d){_COUNTRY}[1１][3-9３-９]\d(?:{_GROUPED}\d){{8}}(?!\d)"  # a mobile, however it is grouped
    rf"|(?<!\d){_COUNTRY}[1１][3-9３-９]\d\.\d{{4}}\.\d{{4}}(?!\d)"
    rf"|(?<!\d)[（(]?[0０]\d{{2,3}}[）)]?{_APART}\d{{3,4}}{_APART}\d{{4}}(?!\d)"  # with an area code
    rf"|(?<!\d)(?:00|[+＋])[8８][6６]{_APART}\d{{2,3}}{_APART}\d{{3,4}}{_APART}\d{{4}}(?!\d)"  # the same from abroad
    r"|(?<![\d.])(?!20\d\d[01]\d[0-3]\d)(?!(?:19|20)\d\d[-－—](?:19|20)\d\d)"  # no day, no years
    r"[2-8２-８]\d{3}[-－—]?\d{4}(?!\s*[\d.元万亿人户份个次平㎡])"  # without one; an amount is none
)
_NO_OTHER = r"[0-9A-Za-z０-９]"
"""What a number may not go on with: a checksum or a code has more of it."""

_IDENTITY = rf"(?<!{_NO_OTHER})(\d{{6}}){_GROUPED}(\d{{4}}){_GROUPED}(\d{{4}}){_GROUPED}(\d{{3}}[\dXxＸｘ])(?!{_NO_OTHER})"
_OLD_IDENTITY = rf"(?<!{_NO_OTHER})[1-8]\d{{5}}(\d\d)(\d\d)(\d\d)\d{{3}}(?!{_NO_OTHER})"
_CARD = rf"(?<!{_NO_OTHER})\d{{4}}(?:{_GROUPED}\d{{4}}){{3}}(?:{_GROUPED}\d{{1,3}})?(?!{_NO_OTHER})"
_EMAIL = r"[A-Za-z0-9_.+-]+[@＠](?:[A-Za-z0-9-]+\.)+(?!(?:xl\w+|ods|et|zip|csv)\b)[A-Za-z]{2,}"  # a file's name is none


def masked(text: str) -> str:
    """The text with every such number and address replaced by what it was."""
    if "@" in text or "＠" in text:
        text = re.sub(_EMAIL, EMAIL, text)
    if _DIGITS.search(text):
        text = re.sub(_IDENTITY, _identity, text)
        text = re.sub(_OLD_IDENTITY, _old_identity, text)
        text = re.sub(_CARD, _card, text)
        text = re.sub(_PHONE, MASKED, text)
    return text


def without_private(finding: Finding) -> Finding:
    """The finding as reports may show it; its file and cell are addresses and stay."""
    return finding._replace(
        community=masked(finding.community) if finding.community else None,
        found=masked(finding.found),
        expected=masked(finding.expected),
        message=masked(finding.message),
        fix=masked(finding.fix),
    )


def _identity(found: re.Match[str]) -> str:
    """An identity card's number has a birthday and a digit to check it by (GB 11643)."""
    from stdnum.cn import ric

    return IDENTITY if ric.is_valid(_plain("".join(found.groups()))) else found[0]


def _old_identity(found: re.Match[str]) -> str:
    """One of before 1999 has a birthday only."""
    year, month, day = map(int, found.groups())
    try:
        date(1900 + year, month, day)
    except ValueError:
        return found[0]
    return IDENTITY


def _card(found: re.Match[str]) -> str:
    """A bank card's number has a digit to check it by, and does not begin with a zero."""
    from stdnum import luhn

    number = _plain(found[0])
    return CARD if number[0] != "0" and luhn.is_valid(number) else found[0]


def _plain(number: str) -> str:
    """The digits alone, and an X, of whatever width they were typed in."""
    return "".join(str(int(letter)) if letter.isdecimal() else "X" for letter in number if letter.isalnum())
