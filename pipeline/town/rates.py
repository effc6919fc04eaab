"""How far a town is in counts and shares: what its targets are compared with."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from validators.scheme.parts import Target


@dataclass(frozen=True, slots=True)
class Attainment:
    """How far the town is: communities counted, rates as shares of 1 (None without a denominator).

    ``received`` and ``clean`` count obliged communities; without a roster ``obliged`` is unknown (None), which is not 0.
    """

    attained: int
    attained_clean: int
    obliged: int | None
    received: int
    clean: int
    target: Target

    @property
    def rate_obliged(self) -> Decimal | None:
        """Attained over all obliged communities: the rate that the plan's targets speak of."""
        return share(self.attained, self.obliged)

    @property
    def rate_received(self) -> Decimal | None:
        """Attained over the communities received."""
        return share(self.attained, self.received)

    @property
    def rate_clean(self) -> Decimal | None:
        """Attained and clean over the communities without blocking findings."""
        return share(self.attained_clean, self.clean)

    @property
    def needed(self) -> int | None:
        """How many must attain for the target (以上 includes the number); None where no roster obliges anybody."""
        if not self.obliged:
            return None
        return int((self.target.rate * self.obliged).to_integral_value(ROUND_CEILING))

    @property
    def met(self) -> bool | None:
        """Whether the target is reached; None where no roster obliges anybody."""
        return None if self.needed is None else self.attained >= self.needed


def share(part: int, whole: int | None) -> Decimal | None:
    """A part of a whole as a share of 1; None without a whole."""
    return Decimal(part) / Decimal(whole) if whole else None
