"""How long somebody at a branch waits for a page: a real Chromium on a line of 512 kbit/s and 150 ms."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.shop import Shop
from gateway.pages.web_app import BUILT
from tests.browser.chromium import find_chromium
from tests.installation import PASSWORD

LINE = {"offline": False, "latency": 150, "downloadThroughput": 512_000 // 8, "uploadThroughput": 512_000 // 8}
"""Latency in ms, throughput in bytes per second, as the browser's developer tools slow a line down."""
ORDER_PAGE = "/sales/orders/new"
ROUNDS = 3
READY = "document.activeElement?.getAttribute('role') === 'combobox'"
"""The customer field has the focus: one can type."""


def first_visit(shop: Shop, seconds: float) -> Iterator[tuple[str, str]]:
    """The order page with an empty cache, and once more; the median of some rounds."""
    title = "order page at 512 kbit/s and 150 ms, until one can type"
    path = find_chromium()
    if path is None or not (BUILT / "index.html").exists():
        yield title, "not measured: needs Chromium and the built web app"
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"])
        cookies = _signed_in(browser, shop.company.address)
        rounds = [_visit(browser, shop.company.address, cookies) for _ in range(ROUNDS)]
        browser.close()
    first, again, kilobytes = (median(each) for each in zip(*rounds, strict=True))
    yield title, f"first {first:.1f} s ({kilobytes:.0f} KiB), after that {again:.1f} s"


def _signed_in(browser: Browser, address: str) -> list:
    with _page(browser, address) as page:
        page.goto("/")
        page.fill("input[name=username]", "seller")
        page.fill("input[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_selector("#content")
        return page.context.cookies()


def _visit(browser: Browser, address: str, cookies: list) -> tuple[float, float, float]:
    """Seconds until one can type, with an empty cache and with a full one; KiB that came over the line at first."""
    with _page(browser, address) as page:
        page.context.add_cookies(cookies)
        devtools = page.context.new_cdp_session(page)
        devtools.send("Network.enable")
        devtools.send("Network.emulateNetworkConditions", LINE)
        received: list[float] = []
        devtools.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
        first = _opened(page)
        kilobytes = sum(received) / 1024
        page.wait_for_load_state("networkidle")
        return first, _opened(page), kilobytes


def _opened(page: Page) -> float:
    began = time.perf_counter()
    page.goto(ORDER_PAGE, wait_until="commit")
    page.wait_for_function(READY, polling="raf")
    return time.perf_counter() - began


@contextmanager
def _page(browser: Browser, address: str) -> Iterator[Page]:
    # The policy of the pages forbids the eval with which Playwright waits.
    context = browser.new_context(base_url=address, locale="zh-CN", bypass_csp=True)
    try:
        yield context.new_page()
    finally:
        context.close()
