"""One small demo company for the whole session, in the embedded runtime, and a real Chromium in front of it."""

import shutil
import tempfile
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from gateway.pages.web_app import BUILT
from tests.browser.chromium import ensure_chromium
from tests.browser.people import AtScreen
from tests.installation import Installation
from zhanggui.client import person_client
from zhanggui.demo.feeding import DEMO_PASSWORD, build_demo

SCALE = 0.1


@pytest.fixture(scope="session")
def company():
    if not (BUILT / "index.html").exists():
        pytest.skip("the web app was not built: make web")
    folder = Path(tempfile.mkdtemp(prefix="zhanggui-browser-"))
    build_demo(folder / "data", SCALE)
    running = Installation("embedded", folder / "data")
    try:
        running.start()
        yield running
    finally:
        running.remove()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def chromium():
    path = ensure_chromium()
    if path is None:
        pytest.skip("no Chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield browser
        browser.close()


@pytest.fixture
def screen(company, chromium):
    """`screen()` is another browser, closed afterwards; whatever its pages complained of fails the test."""
    opened: list[AtScreen] = []

    def another(**options):
        opened.append(AtScreen(chromium, company.address, **options))
        return opened[-1]

    yield another
    for each in opened:
        each.close()


@pytest.fixture(scope="session")
def api(company):
    """`api("ming")`: the same person without a screen."""
    clients = {}

    def client(username):
        if username not in clients:
            clients[username] = person_client(company.address, username, DEMO_PASSWORD)
        return clients[username]

    return client


@pytest.fixture(scope="session")
def customer(api):
    """A customer of Ming's who may buy."""
    ming = api("ming")
    for row in ming.get("/sales/customers", active="true", limit=100)["items"]:
        seen = ming.get(f"/sales/customers/{row['id']}")
        credit = seen["available_credit"]
        if seen["overdue_since"] is None and (credit is None or float(credit) > 10_000):
            return row
    raise AssertionError("the demo company has no customer in good standing")
