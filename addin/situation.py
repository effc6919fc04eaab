"""What the self-check looks at: the add-in in Excel's start folder, and a workbook that is to be checked with it."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from addin.setup.installing import Machine
from addin.setup.start_folder import addin_file
from pipeline.buttons import INTERPRETER
from pipeline.reading.addin_settings import addin_settings


@dataclass(frozen=True)
class Situation:
    """What the checks look at: a workbook's file, the same in Excel if it is open there, profile and computer."""

    path: Path | None
    live: Any
    profile: Path
    machine: Machine

    @cached_property
    def addin(self) -> Path:
        """Where the add-in is, or is to be."""
        return addin_file(self.profile)

    @cached_property
    def settings(self) -> dict[str, str]:
        """What the add-in says of itself; nothing where there is none that can be read."""
        try:
            return addin_settings(self.addin.read_bytes())
        except (OSError, ValueError):
            return {}

    @cached_property
    def interpreter(self) -> Path | None:
        """The Python that the add-in starts."""
        value = self.settings.get(INTERPRETER)
        return Path(value) if value else None

    @cached_property
    def embedded(self) -> str | None:
        """The xlwings version that the add-in's macros need; None without macros that can be read."""
        from pipeline.reading.workbook.vba import embedded_xlwings  # noqa: PLC0415 - only a workbook needs it

        try:
            return embedded_xlwings(self.addin)
        except (OSError, ValueError):
            return None
