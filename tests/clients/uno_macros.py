"""Runs macros of a document in a LibreOffice that listens on a pipe: `uno_macros PIPE PATH MODULE.SUB ...`.

Prints one JSON list: per macro null or the error text. Runs in the system's Python, the one that has `uno`.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any, NoReturn

import uno  # type: ignore[import-not-found]  # comes with LibreOffice

ALWAYS_RUN_MACROS = 4  # com.sun.star.document.MacroExecMode
NEVER_RUN_MACROS = 0

_MODULE = "CalledByTests"
# Invoked directly, a macro that fails looks like one that succeeds: headless LibreOffice drops the message.
# A caller in Basic catches it. And where any module does not compile nothing runs, so "ran" must come back.
_CALLER = """
Function Call{number}() As String
    On Error GoTo failed
    {macro}
    Call{number} = "ran"
    Exit Function
failed:
    Call{number} = Err.Number & ": " & Err.Description
End Function
"""
_NOT_COMPILED = "did not run: some module of the project does not compile in LibreOffice"


def _desktop(pipe: str) -> Any:
    """Return the desktop of the LibreOffice on the pipe, which may still be starting."""
    here = uno.getComponentContext()
    resolver = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
    not_yet = uno.getClass("com.sun.star.connection.NoConnectException")
    while True:  # whoever started this script bounds its time
        try:
            office = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except not_yet:
            time.sleep(0.05)
        else:
            return office.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", office)


def use(pipe: str, path: str, macros: int, action: Callable[[Any], None]) -> None:
    """Act on a document opened under a macro execution mode; then close it unsaved and end LibreOffice."""
    desktop = _desktop(pipe)
    mode = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    mode.Name, mode.Value = "MacroExecutionMode", macros
    try:
        document = desktop.loadComponentFromURL(uno.systemPathToFileUrl(path), "_blank", 0, (mode,))
        if document is None:
            raise RuntimeError(f"LibreOffice does not open {path}")
        action(document)
        document.setModified(False)
        document.close(True)
    finally:
        gone = uno.getClass("com.sun.star.lang.DisposedException")  # perhaps before it has answered
        with suppress(gone):
            desktop.terminate()


def command(main: Callable[..., None]) -> NoReturn:
    """Call it with the arguments of the command line; then leave at once.

    Where the interpreter is taken down while LibreOffice goes, pyuno falls over (SIGSEGV) once in some hundred times,
    though all is done and printed.
    """
    main(*sys.argv[1:])
    sys.stdout.flush()
    os._exit(0)


def _outcomes(document: Any, macros: Sequence[str]) -> Iterator[str | None]:
    """Call each macro from a module put beside it; yield None or the error text."""
    callers = [_CALLER.format(number=number, macro=macro) for number, macro in enumerate(macros)]
    library = document.BasicLibraries.getByName("VBAProject")
    library.insertByName(_MODULE, "Option VBASupport 1\n" + "".join(callers))
    for number, _ in enumerate(macros):
        url = f"vnd.sun.star.script:VBAProject.{_MODULE}.Call{number}?language=Basic&location=document"
        said, _, _ = document.getScriptProvider().getScript(url).invoke((), (), ())
        yield None if said == "ran" else said or _NOT_COMPILED


def main(pipe: str, path: str, *macros: str) -> None:
    """Print the outcomes of the macros."""

    def call(document: Any) -> None:
        sys.stdout.write(json.dumps(list(_outcomes(document, macros))))

    use(pipe, path, ALWAYS_RUN_MACROS, call)


if __name__ == "__main__":
    command(main)
