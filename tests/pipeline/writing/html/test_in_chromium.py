"""The pages as Chromium shows them: read by everybody, within the window, printed whole, copied by a button, nothing loaded."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By

from pipeline.reading.roster import load_roster
from pipeline.run import consolidate_town
from pipeline.writing.html import consolidated
from pipeline.writing.reports.formats import FORMATS
from tests.clients.axe import violations
from tests.clients.chromium import chromium, printed, show
from tests.clients.programs import require, run
from tests.pipeline.writing.reports.checked_folders import checked
from tests.test_samples import SAMPLES
from validators.scheme.model import Scheme

pytestmark = pytest.mark.slow

WINDOWS = [(1366, False), (1366, True), (390, False), (390, True)]


@pytest.fixture(scope="module")
def browser() -> Iterator[Chrome]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory, baihe: Scheme) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    town = consolidate_town(
        SAMPLES / "town", baihe, load_roster(SAMPLES / "roster.csv"), as_of=date(2021, 11, 1)
    )
    texts = {
        "town": consolidated.report(town),
        "check": str(FORMATS["html"].report(checked(SAMPLES / "town", baihe))),
    }
    for name, text in texts.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in texts}


@pytest.mark.parametrize(
    ("width", "dark"),
    WINDOWS,
    ids=["wide", "wide, dark", "telephone", "telephone, dark"],
)
@pytest.mark.parametrize("name", ["check", "town"])
def test_axe_finds_nothing_against_a_page(
    name: str, width: int, dark: bool, browser: Chrome, pages: dict[str, Path]
) -> None:
    show(browser, pages[name], width, dark=dark)
    ground = browser.execute_script("return getComputedStyle(document.body).backgroundColor")
    assert (ground == "rgb(255, 255, 255)") is not dark
    assert violations(browser) == []


def test_axe_finds_what_is_wrong(browser: Chrome, tmp_path: Path) -> None:
    (tmp_path / "wrong.html").write_text(
        "<html><body><img src='x'><p style='color:#ccc'>颜色很浅的字</p></body></html>", "utf-8"
    )
    show(browser, tmp_path / "wrong.html", 1366)
    found = {line.partition(":")[0] for line in violations(browser)}
    assert {"image-alt", "html-has-lang", "color-contrast"} <= found


@pytest.mark.parametrize("width", [320, 390, 1366])
@pytest.mark.parametrize("name", ["check", "town"])
def test_a_page_is_no_wider_than_its_window(
    name: str, width: int, browser: Chrome, pages: dict[str, Path]
) -> None:
    show(browser, pages[name], width)
    assert browser.execute_script("return document.documentElement.scrollWidth") == width
    broad = (
        "return [...document.querySelectorAll('.scroll')].filter((e) => e.scrollWidth > e.clientWidth).length"
    )
    assert browser.execute_script(broad) == 0


@pytest.mark.parametrize("name", ["check", "town"])
def test_a_printed_page_loses_nothing(
    name: str, browser: Chrome, pages: dict[str, Path], tmp_path: Path
) -> None:
    """Every letter of the page stands on the paper, which is A4; heads of tables again on every page."""
    show(browser, pages[name], 1366)
    printed(browser, tmp_path / "page.pdf")
    told = run([require("pdftotext"), "-raw", tmp_path / "page.pdf", "-"], 60)
    paper = "".join(told.split())
    said = "return [...document.querySelectorAll('td, th, p, dd')].map((e) => e.innerText)"
    lost = {piece for text in browser.execute_script(said) for piece in text.split() if piece not in paper}
    assert {piece for piece in lost if len(piece) < 8 and piece not in {"复制", "（所选）"}} == set()
    sizes = run([require("pdfinfo"), "-f", "1", "-l", "99", tmp_path / "page.pdf"], 60)
    widths = {
        line.split("size:")[1].split(" pts")[0].strip()
        for line in sizes.splitlines()
        if "size:" in line and "pts" in line
    }
    assert widths <= {
        "594.96 x 841.92",
        "841.92 x 594.96",
        "595 x 842",
        "842 x 595",
        "595.92 x 842.88",
        "594.959 x 841.92",
    }


def test_a_text_is_copied_by_its_button(browser: Chrome, pages: dict[str, Path]) -> None:
    show(browser, pages["town"], 1366)
    browser.execute_cdp_cmd(
        "Browser.grantPermissions", {"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}
    )
    button = browser.find_element(By.CSS_SELECTOR, "[data-copies]")
    browser.execute_cdp_cmd("Page.bringToFront", {})
    button.click()
    copied = browser.execute_async_script(
        "navigator.clipboard.readText().then(arguments[0], (e) => arguments[0](String(e)))"
    )
    text = browser.find_element(By.ID, button.get_attribute("data-copies") or "").text
    assert copied == text != ""
    assert button.text == "已复制"
    assert "已复制" in (
        browser.find_element(By.CSS_SELECTOR, "[data-copy-told]").get_attribute("textContent") or ""
    )


def test_a_page_asks_nobody_for_anything_and_breaks_no_rule_of_its_own(
    browser: Chrome, pages: dict[str, Path]
) -> None:
    browser.get_log("browser")  # type: ignore[no-untyped-call]  # what earlier pages said is read away
    for page in pages.values():
        show(browser, page, 1366)
        assert browser.execute_script("return performance.getEntriesByType('resource').length") == 0
        said = browser.get_log("browser")  # type: ignore[no-untyped-call]
        assert [json.dumps(entry, ensure_ascii=False) for entry in said] == []


def test_without_the_script_no_button_is_shown(browser: Chrome, pages: dict[str, Path]) -> None:
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        show(browser, pages["town"], 1366)
        assert not browser.find_element(By.CSS_SELECTOR, "[data-copies]").is_displayed()
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
