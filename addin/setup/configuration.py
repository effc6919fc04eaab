"""xlwings.conf, the user's xlwings configuration, in the terms of the VBA code that reads it.

The `xlwings` module reads the file with ``Open ... For Input`` and ``Input #``: pairs of quoted texts in the code page
of Windows (936 on a Chinese one), the first of a key counting, whatever its case. It then expands ``%NAME%``. The
path of the packages passes through cmd.exe outside quotes and is split at ``;``. A file ``xlwings.conf`` beside a
workbook goes before the user's own.
"""

import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

FILE = "xlwings.conf"
INTERPRETER, PACKAGES = "INTERPRETER_WIN", "PYTHONPATH"
BESIDE_WORKBOOK, CONSOLE = "ADD_WORKBOOK_TO_PYTHONPATH", "SHOW CONSOLE"

MANGLED = {INTERPRETER: '%"', PACKAGES: '%"^;$'}
"""What each path must not hold: it would arrive as something else."""

CODE_PAGE = "mbcs" if sys.platform == "win32" else "cp936"
"""How Windows reads the file; elsewhere how the Windows that our workbooks are used on would."""

_LINE = re.compile(rb'\s*"?([^",]*)"?\s*,\s*"?([^"\r\n]*)')


class InexpressibleError(Exception):
    """A path that cannot be written so that Excel finds it; the text is one Chinese sentence."""


def user_file(profile: Path) -> Path:
    """Where xlwings looks for the configuration of the user with this profile folder."""
    return profile / ".xlwings" / FILE


def content_of(path: Path) -> bytes | None:
    """The bytes of a configuration file; None where there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def setting(content: bytes, key: str) -> bytes | None:
    """The value that VBA finds for a key."""
    for line in content.splitlines():
        if (match := _LINE.match(line)) and _same(match[1], key):
            return match[2]
    return None


def effective(key: str, files: Iterable[Path], code_page: str = CODE_PAGE) -> str | None:
    """The value for a key from the first file that has it, with the environment's variables put in."""
    for path in files:
        value = setting(content_of(path) or b"", key)
        if value is not None:
            return os.path.expandvars(value.decode(code_page, "replace"))
    return None


def with_settings(content: bytes, settings: Mapping[str, bytes]) -> bytes:
    """The content with these settings first, where no faulty line can hide them; other lines stay as they are."""
    ours = (b'"%s","%s"\r\n' % (key.encode("ascii"), value) for key, value in settings.items())
    return b"".join(ours) + without(content, settings)


def without(content: bytes, keys: Iterable[str]) -> bytes:
    """The content less every line of these keys."""
    return b"".join(line for line in content.splitlines(keepends=True) if not _is_of(line, keys))


def only(content: bytes, keys: Iterable[str]) -> bytes:
    """The lines of these keys, each ended."""
    return b"".join(line + b"\r\n" for line in content.splitlines() if _is_of(line, keys))


def expressed(key: str, path: str, code_page: str, short_path: Callable[[str], str | None]) -> bytes:
    """The path as bytes that VBA reads rightly, if need be by its short name; InexpressibleError says why not."""
    for name in (path, short_path(path)):
        if name and not set(MANGLED[key]) & set(name):
            try:
                return name.encode(code_page)
            except UnicodeEncodeError:
                continue
    spoilt = "、".join(sorted(set(MANGLED[key]) & set(path)))
    why = f"含有 {spoilt}" if spoilt else "含有这台电脑的系统区域设置写不出的字"
    raise InexpressibleError(
        f"路径 {path} {why}，Excel 会找不到。请把程序移到路径只含字母、数字的文件夹，再安装一次。"
    )


def short_path(path: str) -> str | None:
    """The 8.3 name that Windows keeps for a path; None where there is none."""
    if sys.platform != "win32":
        return None
    import ctypes  # noqa: PLC0415 - has what is used only on Windows

    name = ctypes.create_unicode_buffer(32768)
    length = ctypes.windll.kernel32.GetShortPathNameW(path, name, len(name))
    return name.value if length else None


def _same(key: bytes, name: str) -> bool:
    return key.strip().lower() == name.lower().encode("ascii")


def _is_of(line: bytes, keys: Iterable[str]) -> bool:
    match = _LINE.match(line)
    return match is not None and any(_same(match[1], key) for key in keys)
