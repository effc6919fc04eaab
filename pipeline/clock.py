"""What day and time it is in the town, whatever the machine's own time zone."""

from datetime import date, datetime

from validators.scheme.model import Scheme


def now(scheme: Scheme) -> datetime:
    """The time of the town's clock."""
    return datetime.now(scheme.zone)


def today(scheme: Scheme) -> date:
    """The town's day."""
    return now(scheme).date()
