"""Loading a roster for a command."""

from pathlib import Path

from pipeline.reading.roster import RosterError, load_roster
from scripts.options.exits import could_not_run
from validators.roster import Roster
from validators.scheme.model import Scheme


def roster_or_exit(path: Path, scheme: Scheme) -> Roster:
    """The roster; exit 2 with one sentence when it cannot be used."""
    try:
        return load_roster(path, scheme.group_words)
    except RosterError as error:
        could_not_run(str(error))
