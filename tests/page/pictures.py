"""Pictures of the page as people see it: wide, on a telephone, in the dark, and printed."""

import base64
import shutil
from pathlib import Path

from page.build import build
from tests.clients.libreoffice import to_pictures
from tests.page.browser import Page, opened
from tests.test_samples import SAMPLES

_PAGES = 2


def page_pictures(images: Path, folder: Path) -> None:
    """Photograph the tasks and a result of each, and print them, into ``images``."""
    place = build(folder / "page.html")
    town = Path(shutil.copytree(SAMPLES / "town", folder / "2021年报送"))
    one = town / "示范五居.xlsx"
    with opened(folder / "wide") as page:
        page.open(place.as_uri())
        page.shoot(images / "page-tasks.png")
        page.check(one)
        page.shoot(images / "page-check.png")
        _print(page, "page-check", images, folder)
        page.consolidate(town, SAMPLES / "roster.csv", day="2021-11-01")
        page.shoot(images / "page-town.png")
        _print(page, "page-town", images, folder)
        page.dark()
        page.shoot(images / "page-town-dark.png")
        page.check(one)
        page.shoot(images / "page-check-dark.png")
    with opened(folder / "narrow", telephone=True) as phone:
        phone.open(place.as_uri())
        phone.shoot(images / "page-tasks-phone.png")
        phone.check(one)
        phone.shoot(images / "page-check-phone.png")
        phone.consolidate(town, SAMPLES / "roster.csv", day="2021-11-01")
        phone.shoot(images / "page-town-phone.png")


def _print(page: Page, name: str, images: Path, folder: Path) -> None:
    printed = page.driver.execute_cdp_cmd(
        "Page.printToPDF", {"preferCSSPageSize": True, "printBackground": True}
    )
    (pdf := folder / f"{name}.pdf").write_bytes(base64.b64decode(printed["data"]))
    for picture in to_pictures(pdf, folder, dpi=75)[:_PAGES]:
        shutil.copy(picture, images / f"print-{picture.name}")
