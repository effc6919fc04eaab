"""Templates filled: every text from outside is escaped, without what steers a screen and without telephone numbers."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from pipeline.harmless import legal
from pipeline.policy.masking import masked
from pipeline.town.attainment import percent
from pipeline.writing.town.sheet import Link, LiveFormula, Share, Verbatim
from validators.finding import Severity
from validators.wording import number_text

SIGNS = {Severity.ERROR: "■", Severity.QUERY: "▲", Severity.INFO: "●"}
"""What stands beside the word and the colour of a severity, so that neither is needed to tell them apart."""

_FINE = Decimal("0.01")
"""So finely a number is shown: points have one place, means may have many."""


def filled(template: str, **values: object) -> str:
    """A template with its values."""
    return _environment().get_template(template).render(values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader(__package__),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=shown,
    )
    environment.globals["signs"] = SIGNS
    return environment


def shown(value: object) -> object:
    """What a page shows of a value, as a cell of a workbook would: a share as a percentage, a formula as what it comes to."""
    if hasattr(value, "__html__"):  # made by a template, and escaped there
        return value
    if isinstance(value, LiveFormula):
        number = value.value if isinstance(value.value, str) else Decimal(str(value.value))
        return percent(number) if value.share and isinstance(number, Decimal) else shown(number)
    if isinstance(value, Share):
        return percent(value.value)
    if isinstance(value, Decimal):
        return number_text(value.quantize(_FINE, ROUND_HALF_UP))
    if isinstance(value, Verbatim):
        return legal(value.text)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Link):
        return legal(masked(value.text))
    return legal(masked(value)) if isinstance(value, str) else value
