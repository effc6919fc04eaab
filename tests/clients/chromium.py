"""Chromium without a window, driven by its own driver: pages as a person sees them, with no way to any network."""

import base64
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service

from tests.clients.programs import require

_FLAGS = (
    "--headless=new",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--hide-scrollbars",
)


@contextmanager
def chromium() -> Iterator[Chrome]:
    """A browser that nobody has used; it ends with the test that asked for it."""
    options = ChromeOptions()
    options.binary_location = require("chromium")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        for flag in (*_FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        if os.geteuid() == 0:  # its own sandbox refuses to start for root
            options.add_argument("--no-sandbox")
        # the driver's path is given, so that none is looked for elsewhere
        browser = Chrome(options, Service(require("chromedriver")))
        try:
            yield browser
        finally:
            browser.quit()


def show(browser: Chrome, page: Path, width: int, height: int = 768, *, dark: bool = False) -> None:
    """Open a page in a window of so many pixels, in the light or in the dark."""
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": [scheme]})
    browser.get(page.as_uri())


def picture(browser: Chrome, to: Path, height: int | None = None) -> None:
    """A picture of the page shown, all of it or its first so many pixels."""
    whole = browser.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]
    clip = {"x": 0, "y": 0, "width": whole["width"], "height": height or whole["height"], "scale": 1}
    taken = browser.execute_cdp_cmd("Page.captureScreenshot", {"clip": clip, "captureBeyondViewport": True})
    to.write_bytes(base64.b64decode(taken["data"]))


def printed(browser: Chrome, to: Path) -> None:
    """The page shown as it is printed, as the page itself lays down its paper."""
    options = {"preferCSSPageSize": True, "printBackground": True}
    to.write_bytes(base64.b64decode(browser.execute_cdp_cmd("Page.printToPDF", options)["data"]))
