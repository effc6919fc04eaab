"""Excel's start folder, whose add-ins every Excel of a user opens by itself; and what ours must be told of its Python.

What lies there counts as trusted in Excel as it comes. The add-in's macros expand ``%NAME%`` in the path of Python,
pass it through cmd.exe, and hand it to functions that want it in the code page of Windows (936 on a Chinese one).
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from pipeline.buttons import ADDIN

MANGLED = '%"^;$'
"""What the path of a Python must not hold: it would arrive as something else."""

CODE_PAGE = "mbcs" if sys.platform == "win32" else "cp936"
"""What paths must be expressed in; elsewhere as on the Windows that our workbooks are used on."""


class InexpressibleError(Exception):
    """A path that cannot be written so that Excel finds it; the text is one Chinese sentence."""


def is_own(profile: Path) -> bool:
    """Whether a profile folder is that of the user who runs us."""
    return profile.resolve() == Path.home().resolve()


def roaming(profile: Path) -> Path:
    """The folder for a user's settings; for our own user where Windows says, which may be on a server."""
    own = os.environ.get("APPDATA") if is_own(profile) else None
    return Path(own) if own else profile / "AppData" / "Roaming"


def addin_file(profile: Path) -> Path:
    """Where the add-in lies for the user with this profile folder."""
    return roaming(profile) / "Microsoft" / "Excel" / "XLSTART" / ADDIN


def clear(file: Path, above: int) -> None:
    """Delete a file, and of so many folders above it those that hold nothing else."""
    file.unlink(missing_ok=True)
    for folder in file.parents[:above]:
        if any(folder.iterdir()):
            return
        folder.rmdir()


def expressed(path: str, code_page: str, short_path: Callable[[str], str | None]) -> str:
    """The path as Excel finds it, if need be by its short name; InexpressibleError says why not."""
    for name in (path, short_path(path)):
        if name and not set(MANGLED) & set(name) and _fits(name, code_page):
            return name
    spoilt = "、".join(sorted(set(MANGLED) & set(path)))
    why = f"含有 {spoilt}" if spoilt else "含有这台电脑的系统区域设置写不出的字"
    raise InexpressibleError(
        f"路径 {path} {why}，Excel 会找不到。请把程序移到路径只含字母、数字的文件夹，再安装一次；"
        r"用安装包的，请打开解压出来的文件夹，在上方地址栏输入 cmd、按回车，再输入 安装.cmd D:\GreenCommunity"
        "（可以换成别的能写入的文件夹）。"
    )


def short_path(path: str) -> str | None:
    """The 8.3 name that Windows keeps for a path; None where there is none."""
    if sys.platform != "win32":
        return None
    import ctypes  # noqa: PLC0415 - has what is used only on Windows

    name = ctypes.create_unicode_buffer(32768)
    length = ctypes.windll.kernel32.GetShortPathNameW(path, name, len(name))
    return name.value if length else None


def _fits(name: str, code_page: str) -> bool:
    try:
        name.encode(code_page)
    except UnicodeEncodeError:
        return False
    return True
