"""What an honest clerk notes down beside the folder, to hold the report against."""

from datetime import date
from typing import NamedTuple


class Handed(NamedTuple):
    """A submission: the tier of every item, and which file it is."""

    tier: str
    sha256: str


class Decided(NamedTuple):
    """A decision, and the submission that the list showed when it was typed."""

    said: tuple[str, str, date]
    on: Handed


class Reviewed(NamedTuple):
    """A form that was filled in: of which submission it was made, and what was chosen for the one item."""

    of: Handed
    choice: str
