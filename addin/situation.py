"""What the self-check looks at: a workbook, and what Excel on this computer would do with it."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from addin.setup import configuration as conf
from addin.setup.installing import Machine


@dataclass(frozen=True)
class Situation:
    """What the checks look at: a workbook's file, the same in Excel if it is open there, profile and computer."""

    path: Path | None
    live: Any
    profile: Path
    machine: Machine

    @cached_property
    def files(self) -> list[Path]:
        """The configuration files that count for the workbook, in Excel's order."""
        beside = [self.path.with_name(conf.FILE)] if self.path else []
        return [*beside, conf.user_file(self.profile)]

    @cached_property
    def interpreter(self) -> Path | None:
        """The Python that Excel would start."""
        value = conf.effective(conf.INTERPRETER, self.files, self.machine.code_page)
        return Path(value) if value else None

    @cached_property
    def embedded(self) -> str | None:
        """The xlwings version that the workbook's macros need; None without macros that can be read."""
        from pipeline.reading.workbook.vba import embedded_xlwings  # noqa: PLC0415 - only a workbook needs it

        try:
            return embedded_xlwings(self.path) if self.path else None
        except (OSError, ValueError):
            return None
