"""What is done with the page, opened from disk without a network or from a server of one's own."""

import shutil
from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

import pytest
from selenium.webdriver.common.by import By

from pipeline.run import check_book
from tests.clients.axe import violations
from tests.corpus.test_files import CASES as FILES
from tests.page.browser import OVER, Page, opened
from tests.page.test_same_answers import beside_each_other
from validators.scheme.model import Scheme

pytestmark = pytest.mark.slow


def test_one_workbook_gives_its_return_copy_and_todays_table(page: Page, town: Path, baihe: Scheme) -> None:
    """示范五居 lacks items 9, 16 and 24: 82.5 points."""
    assert page.check(town / "示范五居.xlsx") == "done"
    for what in ("returned", "converted"):
        card = check_book(page.save(what), baihe).scorecard
        assert card
        assert (card.total, card.missing) == (Decimal("82.5"), (9, 16, 24))


@pytest.fixture
def outside_dev(town: Path) -> Iterator[Path]:
    """The town where Chromium lets a page have a dropped folder: none below /dev, where temporary files may well be."""
    with TemporaryDirectory(dir="/var/tmp") as folder:
        yield Path(shutil.copytree(town.parent, folder, dirs_exist_ok=True)) / town.name


def test_what_is_dropped_is_taken_like_what_is_chosen(page: Page, outside_dev: Path) -> None:
    town = outside_dev
    page.leave_result()
    page.drop("check", town / "示范一居.xlsx", town / "示范二居.xlsx")
    assert page.until(*OVER) == "done"
    assert "共2个文件" in page.text("view")
    page.leave_result()
    shutil.copy(town.with_name("roster.csv"), town / "名册.csv")
    page.drop("town", town)
    page.fill("2021-11-01")
    page.press("town-start")
    assert page.until(*OVER) == "done"
    assert "达标率76.9%" in page.text("view").replace(" ", "")


def test_a_town_can_be_cancelled_and_begun_again(page: Page, town: Path) -> None:
    for number in range(200):
        shutil.copy(town / "示范一居.xlsx", town / f"又一份{number}.xlsx")
    page.leave_result()
    page.give("town-folder", town)
    page.fill("2021-11-01")
    page.press("town-start")
    page.press("cancel")
    assert page.until(*OVER) == "cancelled"
    assert page.check(town / "示范一居.xlsx") == "done"


def test_a_check_can_be_given_up_while_a_doubtful_file_is_tried(
    page: Page, town: Path, tmp_path: Path, baihe: Scheme
) -> None:
    bomb = next(case for case in FILES if case.name == "bomb")
    (tmp_path / "bombs").mkdir()
    bomb.build(tmp_path / "bombs", baihe)
    (built,) = (tmp_path / "bombs").iterdir()
    page.leave_result()
    page.give("check-files", *beside_each_other([built] * 20, tmp_path / "files"))
    page.press("cancel")
    assert page.until(*OVER) == "cancelled"
    assert page.check(town / "示范一居.xlsx") == "done"
    assert "110分" in page.text("view")
    page.complaints()


def test_a_result_is_printed_and_its_requests_are_copied(page: Page, town: Path) -> None:
    assert page.consolidate(town, town.with_name("roster.csv"), day="2021-11-01") == "done"
    page.driver.execute_script("window.print = () => (window.printed = true)")
    page.press("print")
    assert page.driver.execute_script("return window.printed")
    permissions = {"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}
    page.driver.execute_cdp_cmd("Browser.grantPermissions", permissions)
    page.driver.execute_cdp_cmd("Page.bringToFront", {})
    button = page.driver.find_element(By.CSS_SELECTOR, "#view [data-copies]")
    button.click()
    copied = page.driver.execute_async_script(
        "navigator.clipboard.readText().then(arguments[0], (e) => arguments[0](String(e)))"
    )
    assert copied == page.text(button.get_attribute("data-copies") or "") != ""


def test_back_leads_to_the_tasks_and_forward_to_the_result(page: Page, town: Path) -> None:
    assert page.check(town / "示范一居.xlsx") == "done"
    shown = page.text("view")
    page.driver.back()
    assert page.text("check-title") == "检查一份"
    page.driver.forward()
    assert page.text("view") == shown


def test_an_empty_folder_is_told_in_a_sentence(page: Page, tmp_path: Path) -> None:
    (folder := tmp_path / "空的").mkdir()
    (folder / "名册.csv").write_text("名称\n示范一居\n", encoding="utf-8")
    assert page.consolidate(folder, day="2021-11-01") == "sentence"
    assert page.text("status") == "文件夹“空的”里没有文件。请把报来的自评表放进去，再汇总一次。"


def test_from_a_server_on_a_telephone(page: Page, town: Path, tmp_path: Path) -> None:
    """The same file from a server of its own machine, in a window of a telephone's size: nothing is wider than that."""
    address, place = "127.0.0.1", Path(page.driver.current_url.partition("://")[2])
    handler = partial(SimpleHTTPRequestHandler, directory=place.parent)
    with (
        ThreadingHTTPServer((address, 0), handler) as server,
        opened(tmp_path / "phone", telephone=True) as phone,
    ):
        Thread(target=server.serve_forever, daemon=True).start()
        phone.open(f"http://{address}:{server.server_port}/{place.name}")
        assert phone.check(town / "示范五居.xlsx") == "done"
        assert "82.5分" in phone.text("view").replace(" ", "")
        assert phone.driver.execute_script("return [innerWidth, document.documentElement.scrollWidth]") == [
            390,
            390,
        ]
        server.shutdown()


@pytest.mark.parametrize("result", [False, True], ids=["tasks", "result"])
def test_nothing_stands_in_the_way_of_anybody(page: Page, town: Path, *, result: bool) -> None:
    """axe-core finds no violation on the page itself nor around a result."""
    page.leave_result()
    if result:
        assert page.check(town / "示范五居.xlsx") == "done"
    assert violations(page.driver) == []


def test_an_old_browser_is_told_which_one_to_take(page: Page, tmp_path: Path) -> None:
    with opened(tmp_path / "old") as old:
        old.without("DecompressionStream")
        old.driver.get(page.driver.current_url)
        assert old.text("status").startswith("这个浏览器太旧，打不开本页面。请换用 Chrome 或 Edge 102")
        assert not old.driver.find_element("id", "tasks").is_displayed()
