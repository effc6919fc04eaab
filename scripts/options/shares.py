"""A share of communities and a seed, as options of a draw."""

from decimal import Decimal

import click

from pipeline.town.review.lots import MOST_SEED, share_from


class _Share(click.ParamType[Decimal]):
    """A share such as 30%."""

    name = "share"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        """The share of 1; click's own way to end for anything else."""
        try:
            return share_from(value)
        except ValueError:
            words = "no share: write 30% or 0.3; it must be more than 0 and at most 100%"
            self.fail(f"{value!r} is {words}.", param, ctx)


SHARE = _Share()
SEED = click.IntRange(0, MOST_SEED)
