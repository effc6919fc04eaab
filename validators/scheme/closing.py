"""What a plan says of its end: whom the town recommends, and for what communities are praised."""

from typing import Annotated, Literal

from pydantic import Field

from validators.scheme.item import Written


class Recommendation(Written):
    """The town's opinion on a community: for which ``award`` it is recommended, with which ``units`` the office looked at it.

    ``field`` is the box of the declaration form in which that stands (default: the first that is an opinion).
    """

    award: str | None = None
    units: tuple[str, ...] = ()
    field: str | None = None


class PraiseRule(Written):
    """For what communities are proposed for praise, so many of them, and who is level with the last.

    ``total`` are the highest totals, ``rise`` the largest rises since a community first reported, ``never_returned`` those
    that were never asked to correct anything, ``first`` the first in time. ``category`` is whom it praises, ``form`` how that
    is proposed to be done: both the office's words.
    """

    name: str
    by: Literal["total", "rise", "never_returned", "first"]
    most: Annotated[int, Field(gt=0)]
    category: str
    form: str
