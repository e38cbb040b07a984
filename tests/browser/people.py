"""Somebody at a screen: keys that are counted, and a page that must not complain."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from zhanggui.demo.feeding import DEMO_PASSWORD

ACCEPTED = ("Failed to load resource",)
"""What Chromium itself writes of every refused request; refusals are shown to people, and tested as such."""


class AtScreen:
    """A person's browser. `keys` counts every key pressed since `count_from_here`."""

    def __init__(self, browser: Browser, address: str, *, width: int = 1280, language: str = "zh-CN"):
        self.address, self.keys = address, 0
        self.context: BrowserContext = browser.new_context(
            base_url=address, viewport={"width": width, "height": 860}, locale=language, reduced_motion="reduce"
        )
        self.context.set_default_timeout(10_000)
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _hear(self, message: Any) -> None:
        if message.type in ("error", "warning") and not message.text.startswith(ACCEPTED):
            self.complaints.append(message.text)

    def sign_in(self, username: str, path: str = "/") -> "AtScreen":
        """Name, Tab, password, Enter: without a mouse, as everything here."""
        self.page.goto(path)
        expect(self.page.locator("input[name=username]")).to_be_focused()
        self.page.keyboard.type(username)
        self.page.keyboard.press("Tab")
        self.page.keyboard.type(DEMO_PASSWORD)
        self.page.keyboard.press("Enter")
        expect(self.page.locator("#content")).to_be_visible()
        return self

    def count_from_here(self) -> None:
        self.keys = 0

    def press(self, *keys: str) -> None:
        """Keys with a name, such as Enter or Control+d."""
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    def type(self, text: str) -> None:
        """One key for each character."""
        self.press(*text)

    def at(self, column: str, row: int) -> None:
        """Wait until the cell has the focus: a person looks before going on."""
        expect(self.page.locator(f'td[data-row="{row}"][data-column="{column}"] input')).to_be_focused()

    def paste(self, text: str) -> None:
        """What Excel leaves on the clipboard, into the field that has the focus."""
        self.page.evaluate(
            """(text) => {
                const data = new DataTransfer()
                data.setData('text/plain', text)
                const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
                document.activeElement.dispatchEvent(event)
            }""",
            text,
        )

    def compose(self, letters: str, word: str) -> None:
        """What an input method does: letters that are not text yet, Enter or a digit to choose, and then the word."""
        devtools = self.context.new_cdp_session(self.page)
        for count in range(1, len(letters) + 1):
            devtools.send(
                "Input.imeSetComposition",
                {"text": letters[:count], "selectionStart": count, "selectionEnd": count},
            )
        devtools.send("Input.insertText", {"text": word})

    @contextmanager
    def line_cut(self) -> Iterator[None]:
        """No request gets through."""
        self.context.set_offline(True)
        try:
            yield
        finally:
            self.context.set_offline(False)

    def writes(self, path: str) -> list[Request]:
        """Every POST to the path from now on."""
        sent: list[Request] = []

        def note(request: Request) -> None:
            if request.method == "POST" and _path(request) == path:
                sent.append(request)

        self.page.on("request", note)
        return sent

    def close(self) -> None:
        self.context.close()
        assert self.complaints == []


def _path(request: Request) -> str:
    return "/" + request.url.split("/", 3)[3].partition("?")[0]
