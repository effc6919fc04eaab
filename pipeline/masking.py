"""Telephone numbers are taken out of whatever leaves the program as a report, whoever typed them where."""

import re

from validators.finding import Finding

MASKED = "（电话略）"

_APART = r"[-\s－—·.]?"
_MOBILE = "|".join(
    rf"\d{{{first - 2}}}{_APART}\d{{{second}}}{_APART}\d{{{third}}}"
    for first, second, third in ((3, 4, 4), (3, 5, 3), (3, 3, 5), (4, 4, 3))
)
_NUMBER = (
    rf"(?<!\d)(?:\+?86{_APART})?[1１][3-9３-９](?:{_MOBILE})(?!\d)"
    rf"|(?<!\d)[（(]?[0０]\d{{2,3}}[）)]?{_APART}\d{{3,4}}{_APART}\d{{4}}(?!\d)"  # with an area code
    r"|(?<![\d.])(?!20\d\d[01]\d[0-3]\d)(?!(?:19|20)\d\d[-－—](?:19|20)\d\d)"  # no day, no years
    r"[2-8２-８]\d{3}[-－—]?\d{4}(?!\s*[\d.元万亿人户份个次平㎡])"  # without one; an amount is none
)


def masked(text: str) -> str:
    """The text with every telephone number replaced: mobile, with an area code, or of eight digits."""
    return re.sub(_NUMBER, MASKED, text)


def without_telephones(finding: Finding) -> Finding:
    """The finding as reports may show it; its file and cell are addresses and stay."""
    return finding._replace(
        community=masked(finding.community) if finding.community else None,
        found=masked(finding.found),
        expected=masked(finding.expected),
        message=masked(finding.message),
        fix=masked(finding.fix),
    )
