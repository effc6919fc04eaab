"""Excel's trusted locations: folders whose workbooks run their macros without asking, kept in the user's registry."""

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

DESCRIPTION = "自评表与汇总"


class TrustError(Exception):
    """A folder that cannot or should not be trusted; the text is one Chinese sentence."""


class Registry(Protocol):
    """The keys below HKEY_CURRENT_USER."""

    def subkeys(self, key: str) -> list[str]:
        """The names of the keys below one; none where it does not exist."""
        ...

    def values(self, key: str) -> dict[str, str | int]:
        """The values of a key by name; none where it does not exist."""
        ...

    def write(self, key: str, values: Mapping[str, str | int]) -> None:
        """Make the key if need be and set texts and numbers in it."""
        ...

    def delete(self, key: str) -> None:
        """Delete a key without keys below it; one that is gone is well."""
        ...


def excel_versions(registry: Registry) -> list[str]:
    """The versions of Office under which this user has opened Excel, e.g. ``16.0``."""
    versions = (name for name in registry.subkeys(OFFICE) if re.fullmatch(r"\d+\.\d", name))
    return [version for version in versions if "Excel" in registry.subkeys(rf"{OFFICE}\{version}")]


def locations(registry: Registry, version: str) -> Iterator[tuple[str, PureWindowsPath, bool]]:
    """The trusted locations of one Excel: key, folder, whether all below it is trusted too."""
    home = _home(version)
    for name in registry.subkeys(home):
        values = registry.values(rf"{home}\{name}")
        if path := str(values.get("Path", "")):
            yield (
                rf"{home}\{name}",
                PureWindowsPath(os.path.expandvars(path)),
                values.get("AllowSubfolders") == 1,
            )


def trusted(folder: PureWindowsPath, registry: Registry, version: str) -> bool:
    """Whether a workbook in this folder runs its macros."""
    return any(
        folder == place or (below and folder.is_relative_to(place))
        for _, place, below in locations(registry, version)
    )


def macros_allowed(folder: PureWindowsPath, registry: Registry) -> bool | None:
    """Whether the macros of an unsigned workbook in this folder run: None where Excel asks the user."""
    answers = {_allowed(folder, registry, version) for version in excel_versions(registry)}
    return answers.pop() if len(answers) == 1 else None


def new_locations(folder: PureWindowsPath, profile: PureWindowsPath, registry: Registry) -> list[str]:
    """The keys to write so that every Excel here trusts the folder; TrustError for one too wide to be safe."""
    if str(folder).startswith("\\\\"):
        raise TrustError(
            f"{folder} 在网络上，Excel 默认不信任网络位置。请把程序复制到本机文件夹，再安装一次。"
        )
    received = [profile / name for name in ("Desktop", "Downloads", "AppData/Local/Temp")]
    if len(folder.parts) < 2 or profile.is_relative_to(folder) or folder in received:
        raise TrustError(
            f"{folder} 范围太大，别处来的文件也会在里面。请新建一个只放本程序工作簿的文件夹，再设为受信任位置。"
        )
    versions = excel_versions(registry)
    if not versions:
        raise TrustError("没有找到 Excel 的设置。请先打开一次 Excel 再安装；只装有 WPS 的电脑请用 汇总.pyw。")
    return [_free(registry, version) for version in versions if not trusted(folder, registry, version)]


def trust(key: str, folder: str, registry: Registry) -> None:
    """Write one trusted location."""
    registry.write(key, {"Path": folder, "AllowSubfolders": 1, "Description": DESCRIPTION})


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


def _free(registry: Registry, version: str) -> str:
    taken = {int(name[8:]) for name in registry.subkeys(_home(version)) if re.fullmatch(r"Location\d+", name)}
    return rf"{_home(version)}\Location{max(taken, default=-1) + 1}"


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

        def write(self, key: str, values: Mapping[str, str | int]) -> None:
            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, key) as opened:
                for name, value in values.items():
                    kind = winreg.REG_DWORD if isinstance(value, int) else winreg.REG_SZ
                    winreg.SetValueEx(opened, name, 0, kind, value)

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
