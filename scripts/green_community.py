"""The ``green-community`` program: what is set before anything is loaded, then the command called."""

import gc
import sys
from importlib import import_module
from io import TextIOWrapper
from types import ModuleType

from pipeline.namesake import OURS, is_hidden, namesake

_NEW = 100_000
"""New objects after which Python's collector looks: what is loaded at the start all stays; this saves 30 of 330 ms."""

_LOADER = "pydantic.plugin._loader"


def main() -> None:
    """Run the command line; in a pipe or a file its output is UTF-8, whatever the system's code page."""
    gc.set_threshold(_NEW)
    look_for_no_plugins()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and not stream.isatty():
            stream.reconfigure(encoding="utf-8")
    if place := namesake():
        sys.stderr.write(
            f"Another package called {OURS} is installed beside this program's own ({place}): the two hide each other; "
            "install this program into an environment of its own.\n"
        )
    try:
        from scripts.commands import app
    except ImportError as error:
        if place and is_hidden(error):
            sys.exit(2)
        raise
    app()


class _NoPlugins(ModuleType):
    """Stands where pydantic looks for plugins; whoever asks it for anything else gets pydantic's own module."""

    get_plugins = tuple

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):  # Python's own questions to a module
            raise AttributeError(name)
        sys.modules.pop(self.__name__, None)
        return getattr(import_module(self.__name__), name)


def look_for_no_plugins() -> None:
    """We have none, and to look for them pydantic loads what reads packages' metadata, as e-mails: 20 of 240 ms."""
    sys.modules[_LOADER] = _NoPlugins(_LOADER)


if __name__ == "__main__":
    main()
