"""What Excel's settings say of macros: trusted locations, which run them without asking, and the level for all others.

They stand in the user's registry; nothing here writes to it but what takes a location of an earlier version away.
"""

import os
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import PureWindowsPath
from typing import Protocol

OFFICE = r"Software\Microsoft\Office"
POLICIES = r"Software\Policies\Microsoft\Office"
ANSWERS: Mapping[str | int, bool] = {1: True, 3: False, 4: False}
"""What VBAWarnings says of a macro that nobody signed; for every other number Excel asks."""


class Registry(Protocol):
    """The keys below HKEY_CURRENT_USER."""

    def subkeys(self, key: str) -> list[str]:
        """The names of the keys below one; none where it does not exist."""
        ...

    def values(self, key: str) -> dict[str, str | int]:
        """The values of a key by name; none where it does not exist."""
        ...

    def delete(self, key: str) -> None:
        """Delete a key without keys below it; one that is gone is well."""
        ...


def excel_versions(registry: Registry) -> list[str]:
    """The versions of Office under which this user has opened Excel, e.g. ``16.0``."""
    versions = (name for name in registry.subkeys(OFFICE) if re.fullmatch(r"\d+\.\d", name))
    return [version for version in versions if "Excel" in registry.subkeys(rf"{OFFICE}\{version}")]


def locations(registry: Registry, version: str) -> Iterator[tuple[PureWindowsPath, bool]]:
    """The trusted locations of one Excel: the folder, whether all below it is trusted too."""
    home = _home(version)
    for name in registry.subkeys(home):
        values = registry.values(rf"{home}\{name}")
        if path := str(values.get("Path", "")):
            yield PureWindowsPath(os.path.expandvars(path)), values.get("AllowSubfolders") == 1


def trusted(folder: PureWindowsPath, registry: Registry, version: str) -> bool:
    """Whether a workbook in this folder runs its macros."""
    return any(
        folder == place or (below and folder.is_relative_to(place))
        for place, below in locations(registry, version)
    )


def macros_allowed(folder: PureWindowsPath, registry: Registry) -> bool | None:
    """Whether the macros of an unsigned workbook in this folder run: None where Excel asks the user."""
    answers = {_allowed(folder, registry, version) for version in excel_versions(registry)}
    return answers.pop() if len(answers) == 1 else None


def _allowed(folder: PureWindowsPath, registry: Registry, version: str) -> bool | None:
    if trusted(folder, registry, version):
        return True
    for root in (POLICIES, OFFICE):
        values = registry.values(rf"{root}\{version}\Excel\Security").items()
        if level := next((value for name, value in values if name.lower() == "vbawarnings"), None):
            return ANSWERS.get(level)
    return None


def _home(version: str) -> str:
    return rf"{OFFICE}\{version}\Excel\Security\Trusted Locations"


if sys.platform == "win32":
    import winreg
    from contextlib import suppress

    class _WindowsRegistry:
        """The real registry."""

        def subkeys(self, key: str) -> list[str]:
            with suppress(FileNotFoundError), winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as opened:
                return [winreg.EnumKey(opened, index) for index in range(winreg.QueryInfoKey(opened)[0])]
            return []

        def values(self, key: str) -> dict[str, str | int]:
            with suppress(FileNotFoundError), winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as opened:
                rows = (winreg.EnumValue(opened, index) for index in range(winreg.QueryInfoKey(opened)[1]))
                return {name: value for name, value, _ in rows}
            return {}

        def delete(self, key: str) -> None:
            with suppress(FileNotFoundError):
                winreg.DeleteKey(winreg.HKEY_CURRENT_USER, key)

    def windows_registry() -> Registry | None:
        """The registry of this user."""
        return _WindowsRegistry()

else:

    def windows_registry() -> Registry | None:
        """None: there is no registry here."""
        return None
