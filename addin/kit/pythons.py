"""The Pythons of a computer, and which of them a kit can make an environment with; stands in a kit like ``install``."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ASKED = """
import importlib.util, json, sys, sysconfig
whole = all(map(importlib.util.find_spec, ("venv", "ensurepip")))
path = getattr(sys, "_base_executable", None) or sys.executable
print(json.dumps([path, "%d.%d" % sys.version_info[:2], sysconfig.get_platform(), whole]))
"""
"""What a Python is asked about itself: its path, minor and platform, and whether it can make an environment."""


def suitable(beside: Path, kit: Mapping[str, Any]) -> Path | str:
    """The Python beside the kit or another that its wheels are for; or one Chinese sentence with what to get."""
    found = []
    for command in ([str(beside)], *candidates(kit["pythons"])):
        about = asked(command)
        if about is None:
            continue
        path, minor, platform, whole = about
        if minor in kit["pythons"] and platform == kit["platform"] and whole and "WindowsApps" not in path:
            return Path(path).resolve()
        found.append(f"{minor}（{path}）")
    unfit = "、".join(dict.fromkeys(found))
    seen = f"这台电脑上的 Python 用不了：{unfit}。" if found else "没有找到 Python。"
    return (
        f"{seen}请从 https://www.python.org/downloads/windows/ 下载安装 Python {kit['pythons'][-1]} 的64位版"
        f"（{'、'.join(kit['pythons'][:-1])} 也可以；不要用应用商店里的和 embeddable 版），再双击一次。"
    )


def candidates(pythons: Sequence[str]) -> Iterator[list[str]]:
    """Commands that may start a Python of this computer."""
    yield [sys.executable]
    yield from (["py", f"-{minor}"] for minor in reversed(pythons))
    yield from ([path] for name in ("python", "python3") if (path := shutil.which(name)))
    yield from ([path] for path in registered(pythons))


def registered(pythons: Sequence[str]) -> list[str]:
    """The Pythons that Windows knows of."""
    paths: list[str] = []
    if sys.platform == "win32":
        import winreg  # noqa: PLC0415 - only there

        for root in (winreg.HKEY_CURRENT_USER, winreg.HKEY_LOCAL_MACHINE):
            for minor in reversed(pythons):
                try:
                    with winreg.OpenKey(root, rf"Software\Python\PythonCore\{minor}\InstallPath") as key:
                        paths.append(winreg.QueryValueEx(key, "ExecutablePath")[0])
                except OSError:
                    continue
    return paths


def asked(command: list[str]) -> tuple[str, str, str, bool] | None:
    """What a Python says about itself; None for what is none."""
    try:
        answer = subprocess.run(  # noqa: S603 - a Python of this computer
            [*command, "-I", "-X", "utf8", "-c", ASKED],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=60, check=True,
        )  # fmt: skip
        path, minor, platform, whole = json.loads(answer.stdout)
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    return path, minor, platform, whole
