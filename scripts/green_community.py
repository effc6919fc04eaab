"""The ``green-community`` program: what is set before anything is loaded, then the command called."""

import gc
import os
import sys
from io import TextIOWrapper

_NEW = 100_000
"""New objects after which Python's collector looks: what is loaded at the start all stays, and it looks at that often."""


def main() -> None:
    """Run the command line; in a pipe or a file its output is UTF-8, whatever the system's code page."""
    gc.set_threshold(_NEW)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # we have none; looking for them takes time
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and not stream.isatty():
            stream.reconfigure(encoding="utf-8")
    from scripts.commands import app

    app()


if __name__ == "__main__":
    main()
