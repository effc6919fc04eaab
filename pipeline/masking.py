"""Telephone numbers are taken out of whatever leaves the program as a report, whoever typed them where."""

import re

from validators.finding import Finding

MASKED = "（电话略）"

_APART = r"[-\s－—·.]?"
_DIGITS = r"\d(?:[-\s－—·.（）()]*\d){6}"
"""What every telephone number has; most texts have nothing like it, which is quickly seen."""

_NUMBER = (
    rf"(?<!\d)(?:\+?86{_APART})?[1１][3-9３-９]\d(?:[-\s－—·]?\d){{8}}(?!\d)"  # a mobile, however it is grouped
    rf"|(?<!\d)[1１][3-9３-９]\d\.\d{{4}}\.\d{{4}}(?!\d)"
    rf"|(?<!\d)[（(]?[0０]\d{{2,3}}[）)]?{_APART}\d{{3,4}}{_APART}\d{{4}}(?!\d)"  # with an area code
    r"|(?<![\d.])(?!20\d\d[01]\d[0-3]\d)(?!(?:19|20)\d\d[-－—](?:19|20)\d\d)"  # no day, no years
    r"[2-8２-８]\d{3}[-－—]?\d{4}(?!\s*[\d.元万亿人户份个次平㎡])"  # without one; an amount is none
)


def masked(text: str) -> str:
    """The text with every telephone number replaced: mobile, with an area code, or of eight digits."""
    return re.sub(_NUMBER, MASKED, text) if re.search(_DIGITS, text) else text


def without_telephones(finding: Finding) -> Finding:
    """The finding as reports may show it; its file and cell are addresses and stay."""
    return finding._replace(
        community=masked(finding.community) if finding.community else None,
        found=masked(finding.found),
        expected=masked(finding.expected),
        message=masked(finding.message),
        fix=masked(finding.fix),
    )
