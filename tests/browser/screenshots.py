"""`make screenshots`: every page of the navigation and what lies behind its first row, wide, narrow and dark."""

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import ensure_chromium
from tests.browser.people import AtScreen
from tests.installation import Installation
from zhanggui.demo.feeding import build_demo

TARGET = Path(".run/screenshots")
WIDTHS = (1440, 360)
SCALE = 0.1
EVERYTHING = "qian"
"""Who owns the company sees every page."""
DEEDS = {"/purchasing/orders": ("receive",), "/purchasing/receipts": ("send-back",)}
"""Pages below the first row of a list."""
BESIDE = ("/purchasing/stock/adjust", "/purchasing/stock/transfer", "/finance/receipts/new", "/finance/payments/new")
"""Pages that neither the navigation nor a row leads to."""


def main() -> None:
    path = ensure_chromium()
    if path is None:
        sys.exit("no Chromium: apt-get install chromium")
    shutil.rmtree(TARGET, ignore_errors=True)
    TARGET.mkdir(parents=True)
    folder = Path(tempfile.mkdtemp(prefix="zhanggui-screenshots-"))
    build_demo(folder / "data", SCALE)
    company = Installation("embedded", folder / "data")
    try:
        company.start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"])
            for width in WIDTHS:
                photograph(browser, company.address, width)
            browser.close()
    finally:
        company.remove()
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{len(list(TARGET.iterdir()))} pictures in {TARGET}")


def photograph(browser: Browser, address: str, width: int) -> None:
    screen = AtScreen(browser, address, width=width)
    screen.page.goto("/")
    screen.page.wait_for_selector("input[name=username]")
    shoot(screen.page, "sign-in", width)
    screen.sign_in(EVERYTHING)
    for link in links(screen.page, "nav a"):
        screen.page.goto(link)
        settle(screen.page)
        shoot(screen.page, link, width)
        details = [each for each in links(screen.page, "#content tbody a") if each.startswith(f"{link}/")]
        if details:
            screen.page.goto(details[0])
            settle(screen.page)
            shoot(screen.page, f"{link}/one", width)
        for deed in DEEDS.get(link, ()) if details else ():
            screen.page.goto(f"{details[0]}/{deed}")
            settle(screen.page)
            shoot(screen.page, f"{link}/one/{deed}", width)
    for address in BESIDE:
        screen.page.goto(address)
        settle(screen.page)
        shoot(screen.page, address, width)
    screen.page.evaluate("document.documentElement.classList.add('dark')")
    shoot(screen.page, "dark", width)
    screen.context.close()
    for complaint in screen.complaints:
        print(f"{width}: {complaint}")


def links(page: Page, selector: str) -> list[str]:
    found = page.eval_on_selector_all(selector, "all => all.map((each) => each.getAttribute('href'))")
    return list(dict.fromkeys(each for each in found if each))


def settle(page: Page) -> None:
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(250)


def shoot(page: Page, name: str, width: int) -> None:
    """A page that can be pushed sideways is said."""
    page.screenshot(path=TARGET / f"{name.strip('/').replace('/', '-') or 'home'}-{width}.png")
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if over > 0:
        print(f"{name} at {width}: {over} pixels too wide")


if __name__ == "__main__":
    main()
