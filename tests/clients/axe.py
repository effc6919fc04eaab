"""axe-core as a judge of pages: what keeps those from reading them who do not see, or use no mouse."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from selenium.webdriver import Chrome

from .programs import absent

_SCRIPT = Path(__file__).parent / "node_modules/axe-core/axe.min.js"
_RUN = """
const done = arguments[arguments.length - 1];
axe.run(document, {resultTypes: ["violations", "incomplete"]}).then(done, (error) => done({failed: String(error)}));
"""


def violations(browser: Chrome) -> list[str]:
    """A line for every rule that the page shown breaks, with the first element that does; none for a page that is well."""
    if not _SCRIPT.is_file():
        absent("axe-core")
    # Not as a script of the page, which its own policy forbids.
    browser.execute_cdp_cmd("Runtime.evaluate", {"expression": _SCRIPT.read_text(encoding="utf-8")})
    found: dict[str, Any] = browser.execute_async_script(_RUN)
    if "failed" in found:
        raise RuntimeError(found["failed"])
    return [f"{one['id']}: {one['help']} {one['nodes'][0]['html'][:200]}" for one in found["violations"]]
