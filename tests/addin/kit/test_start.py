"""安装.cmd and 卸载.cmd as bytes that cmd.exe reads in any code page; test_start_by_wine.py runs them."""

import pytest

from addin.kit.building import GET_PYTHON, STARTS, UNPACK, start_file
from addin.kit.wheels import WINDOWS


@pytest.mark.parametrize("task", STARTS.values())
def test_cmd_reads_it_in_code_page_936_as_in_utf_8(task: str) -> None:
    """Before chcp only ASCII, which every code page has; behind it no label, which cmd.exe looks for by bytes."""
    content = start_file(task, WINDOWS)
    lines = content.split(b"\r\n")
    assert b"".join(lines).count(b"\n") == b"".join(lines).count(b"\r") == 0
    assert lines[-1] == b""
    before, _, after = content.partition(b"chcp 65001 >nul\r\n")
    assert before.isascii()
    said = [line.partition("echo ")[2] for line in after.decode("utf-8").splitlines() if "echo" in line]
    assert said == [UNPACK, GET_PYTHON.format("3.13")]
    assert not set("&|<>^%!()") & set("".join(said))
    assert b":" not in {line[:1] for line in after.splitlines()}
