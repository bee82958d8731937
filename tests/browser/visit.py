"""A page of the built site that remembers what it should not have done."""

import contextlib
from typing import Any

from playwright.sync_api import Browser, Error, Page


class Visit:
    """A context with one page: its errors and the addresses it asked for elsewhere are in ``wrong``."""

    def __init__(self, browser: Browser, address: str, **options: Any) -> None:
        self.context = browser.new_context(**options)
        self.page: Page = self.context.new_page()
        self.address = address
        self.wrong: list[str] = []
        self.page.on("console", lambda said: self.wrong.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("request", lambda asked: self.wrong.append(asked.url) if self.foreign(asked.url) else None)

    def foreign(self, url: str) -> bool:
        return not url.startswith((self.address, "data:", "blob:"))

    def open(self, path: str) -> Page:
        self.page.goto(self.address + path)
        if path.startswith("carte/") and self.page.evaluate("typeof L") != "undefined":
            self.page.wait_for_selector("[data-ready]")
        return self.page


def until(page: Page, expression: str) -> None:
    """Wait for a truth; Playwright's own way needs the eval that our pages forbid. A page that is left is asked again."""
    for _ in range(100):
        with contextlib.suppress(Error):
            if page.evaluate(expression):
                return
        page.wait_for_timeout(100)
    raise AssertionError(f"never: {expression}")
