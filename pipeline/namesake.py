"""PyPI has a package of another sort called ``validators``: in one environment, it and ours hide each other."""

import sys
from contextlib import suppress
from pathlib import Path

OURS = "validators"


def namesake() -> Path | None:
    """Where pip noted for this Python that it installed the other package; None where it did not.

    The folders are listed: importlib.metadata would take longer to load than the listing takes.
    """
    for folder in sys.path:
        with suppress(OSError):
            if found := next(Path(folder).glob(f"{OURS}-*.dist-info"), None):
                return found
    return None


def is_hidden(error: ImportError) -> bool:
    """Whether what could not be imported is ours, because the other package came first."""
    return (error.name or "").partition(".")[0] == OURS
