"""A desk for the kit: a profile of its own, the environment of a Windows user, no network."""

import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.clients.programs import absent

MINOR = f"3.{sys.version_info.minor}"


class Told(NamedTuple):
    """How a double click ended, and what the window said."""

    code: int
    lines: list[str]


class Desk:
    """The user with this profile folder."""

    def __init__(self, profile: Path) -> None:
        """Make the folders that Windows makes for every user."""
        self.profile = profile
        self.local, self.roaming = profile / "AppData" / "Local", profile / "AppData" / "Roaming"
        for folder in (self.local, self.roaming):
            folder.mkdir(parents=True)
        self.home = self.local / "GreenCommunity"
        self.addin = self.roaming / "Microsoft" / "Excel" / "XLSTART" / "green-community.xlam"

    def double_click(self, kit: Path, task: str, *words: str, without: str = "", screen: str = "") -> Told:
        """What 安装.cmd, 卸载.cmd and 汇总.cmd do once they have found a Python, with the words behind them."""
        install = kit / "program" / "install.py"
        return self.start(sys.executable, "-I", install, task, *words, without=without, screen=screen)

    def start(self, *command: str | Path, without: str = "", screen: str = "") -> Told:
        """Start a program as this user, where nothing but this computer can be reached, without a variable, on a screen."""
        environment = {
            "HOME": self.profile, "APPDATA": self.roaming, "LOCALAPPDATA": self.local,
            "XDG_CACHE_HOME": self.local, "PATH": os.defpath, "LC_ALL": "C.UTF-8", "DISPLAY": screen,
        }  # fmt: skip
        ended = subprocess.run(
            [*offline(), *command],
            env={name: str(value) for name, value in environment.items() if name != without},
            cwd=self.profile, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False,
        )  # fmt: skip
        return Told(ended.returncode, ended.stdout.splitlines())

    def files(self) -> dict[str, bytes]:
        """What lies in the profile."""
        paths = (path for path in self.profile.rglob("*") if path.is_file())
        return {str(path.relative_to(self.profile)): path.read_bytes() for path in paths}


@cache
def offline() -> tuple[str, ...]:
    """What starts a program with no network device but its own loopback, which is down."""
    commands = (("unshare", "--net"), ("unshare", "--map-root-user", "--net"))
    works = [line for line in commands if subprocess.run([*line, "true"], capture_output=True, check=False).returncode == 0]  # fmt: skip
    return works[0] if works else absent("unshare --net", "allow user namespaces")
