"""A real Chromium, and a person in front of it."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
from playwright.sync_api import Browser, Page, expect, sync_playwright

PHONE = {"width": 375, "height": 740}
PATIENCE = 20_000  # ms


@contextmanager
def launched() -> Iterator[Browser]:
    """Debian's own Chromium; the tests skip where there is none, and fail where one must be."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        must_be = os.environ.get("TESTS_NEED_BROWSER")
        (pytest.fail if must_be else pytest.skip)("no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


class Visitor:
    """Somebody with a telephone, on the chat page."""

    def __init__(self, chromium: Browser, url: str, code: str | None = None) -> None:
        self.context = chromium.new_context(viewport=PHONE, locale="zh-CN")  # type: ignore[arg-type]
        self.context.set_default_timeout(PATIENCE)
        self.page: Page = self.context.new_page()
        self.page.goto(url if code is None else f"{url}/sign-in#{code}")
        if code is not None:
            self.page.click("button.primary")
            expect(self.page.locator("#sign-out")).to_be_visible(timeout=PATIENCE)
        there = self.page.locator("#hello:not([hidden]), .row").first  # what its script shows
        expect(there).to_be_attached(timeout=PATIENCE)

    def says(self, text: str) -> None:
        """Say something, and wait until it has arrived."""
        self.page.fill("#text", text)
        self.page.click("#send")
        expect(self.page.locator(".pending")).to_have_count(0, timeout=PATIENCE)

    def sends_photo(self, data: bytes, text: str, name: str = "现场.jpg") -> None:
        self.page.set_input_files("#photos", {"name": name, "mimeType": "image/jpeg", "buffer": data})
        self.says(text)

    def sees(self, text: str) -> None:
        """Wait until what was said last to them, or before, has this in it."""
        expect(self.page.locator(".row.us").filter(has_text=text).last).to_be_visible(timeout=PATIENCE)

    def presses(self, label: str) -> None:
        """The newest button of that name."""
        before = self.page.locator(".row.us").count()
        self.page.get_by_role("button", name=label, exact=True).last.click()
        with suppress(AssertionError):  # some presses only fold the buttons away
            expect(self.page.locator(".row.us")).not_to_have_count(before, timeout=PATIENCE)

    @property
    def heard(self) -> str:
        """All that was said to them, as it is shown."""
        return "\n".join(self.page.locator(".row.us").all_inner_texts())

    def number(self) -> str:
        """The number of the problem that they just handed in."""
        self.sees("已提交，编号")
        return str(re.findall(r"已提交，编号 (WT-\d{4}-\d{4})", self.heard)[-1])
