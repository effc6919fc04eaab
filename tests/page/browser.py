"""A real browser, driven as a person would use it, without a network: Debian's Chromium by its own driver."""

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

from tests.clients.programs import require

OVER = ("done", "sentence", "memory", "program", "cancelled")
"""How a task ends, as the page says of itself in ``data-state``."""

_FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--lang=zh-CN",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)  # fmt: skip

_TELEPHONE = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}


class Page:
    """The page as it is open in a browser; ``saved`` is where downloads go."""

    def __init__(self, driver: webdriver.Chrome, saved: Path) -> None:
        self.driver, self.saved = driver, saved

    def open(self, address: str) -> None:
        """Open the page, and wait until it can be used."""
        self.driver.get(address)
        assert self.until("ready", "failed") == "ready", self.text("status")

    @property
    def state(self) -> str | None:
        """What the page says that it is doing."""
        return self.driver.execute_script("return document.body.dataset.state")  # type: ignore[no-any-return]

    def until(self, *states: str, seconds: float = 300) -> str:
        """Wait for one of the states, and return which."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if (state := self.state) in states:
                return state or ""
            time.sleep(0.05)
        raise TimeoutError(f"{self.state} after {seconds} s: {self.text('status')}")

    def text(self, name: str) -> str:
        """The text that a person reads in a part of the page."""
        return self.driver.find_element(By.ID, name).text

    def press(self, name: str) -> None:
        """Press a button as soon as it can be pressed."""
        button = self.driver.find_element(By.ID, name)
        WebDriverWait(self.driver, 60).until(lambda _: button.is_displayed() and button.is_enabled())
        button.click()

    def give(self, name: str, *paths: Path) -> None:
        """Choose files or a folder with a button."""
        self.driver.find_element(By.ID, name).send_keys("\n".join(map(str, paths)))

    def drop(self, name: str, *paths: Path) -> None:
        """Drop files or folders on a part of the page."""
        place = self.driver.find_element(By.ID, name)
        WebDriverWait(self.driver, 60).until(lambda _: place.is_displayed())
        box = place.rect
        data = {"items": [], "files": [*map(str, paths)], "dragOperationsMask": 1}
        at = {"x": box["x"] + 20, "y": box["y"] + 20, "data": data}
        for kind in ("dragEnter", "dragOver", "drop"):
            self.driver.execute_cdp_cmd("Input.dispatchDragEvent", {"type": kind, **at})

    def check(self, *paths: Path) -> str:
        """Check files, and return how that ended."""
        self.leave_result()
        self.give("check-files", *paths)
        return self.until(*OVER)

    def consolidate(
        self, folder: Path, roster: Path | None = None, *, day: str, year: int | None = None
    ) -> str:
        """Consolidate a folder as of a day, and return how that ended."""
        self.leave_result()
        self.give("town-folder", folder)
        if roster:
            self.give("town-roster", roster)
        self.fill(day, year)
        self.press("town-start")
        return self.until(*OVER)

    def fill(self, day: str, year: int | None = None) -> None:
        """Fill in the day, and the year where it is not the day's."""
        script = "const e=document.getElementById(arguments[0]);e.value=arguments[1];e.dispatchEvent(new Event('change'))"
        self.driver.execute_script(script, "town-day", day)
        if year:
            time.sleep(0.5)
            self.driver.execute_script(script, "town-year", str(year))

    def leave_result(self) -> None:
        """Go back to the tasks, and forget how the last one ended."""
        if self.driver.find_element(By.ID, "result").is_displayed():
            self.press("back")
            result = self.driver.find_element(By.ID, "result")
            WebDriverWait(self.driver, 60).until(lambda _: not result.is_displayed())
        self.driver.execute_script("delete document.body.dataset.state")

    def save(self, what: str) -> Path:
        """Press the button that saves something, and return the file saved."""
        before = {*self.saved.iterdir()}
        (button,) = [
            b for b in self.driver.find_elements(By.CSS_SELECTOR, f"[data-save={what}]") if b.is_displayed()
        ]
        button.click()
        end = time.monotonic() + 300
        while time.monotonic() < end:
            new = {
                path for path in self.saved.iterdir() if path.suffix not in (".crdownload", ".tmp")
            } - before
            new = {path for path in new if not path.name.startswith(".")}
            if new:
                return new.pop()
            time.sleep(0.05)
        raise TimeoutError(self.text("said"))

    def data(self) -> Any:
        """The result as JSON."""
        place = self.save("data")
        data = json.loads(place.read_text("utf-8"))
        place.unlink()
        return data

    def shoot(self, picture: Path) -> None:
        """Take a picture of what a person sees without scrolling."""
        self.driver.save_screenshot(str(picture))

    def dark(self) -> None:
        """Have the system's colours dark from now on."""
        features = [{"name": "prefers-color-scheme", "value": "dark"}]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})

    def without(self, name: str) -> None:
        """Open pages from now on as a browser does that does not know something."""
        script = {"source": f"delete globalThis.{name}"}
        self.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", script)

    def complaints(self) -> list[str]:
        """What the browser noted of the page since it was last asked: errors, and what the page's policy forbade."""
        entries = self.driver.get_log("browser")  # type: ignore[no-untyped-call]
        return [str(entry["message"]) for entry in entries if entry["level"] == "SEVERE"]


@contextmanager
def opened(folder: Path, *, telephone: bool = False) -> Iterator[Page]:
    """A browser of its own, with nothing kept from others; its downloads go into the folder.

    Its window is of 1366 x 768, or as a telephone shows the page: no window of a desk is as narrow.
    """
    options = webdriver.ChromeOptions()
    options.binary_location = require("chromium")
    for flag in (*_FLAGS, "--window-size=1366,768", f"--user-data-dir={folder / 'profile'}"):
        options.add_argument(flag)
    saved = folder / "saved"
    saved.mkdir(parents=True)
    wishes: Mapping[str, object] = {
        "download.default_directory": str(saved),
        "download.prompt_for_download": False,
    }
    options.add_experimental_option(
        "prefs", {**wishes, "profile.default_content_setting_values.automatic_downloads": 1}
    )
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(require("chromedriver")))
    try:
        driver.set_script_timeout(300)
        if telephone:
            driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", _TELEPHONE)
        yield Page(driver, saved)
    finally:
        driver.quit()
