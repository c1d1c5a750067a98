"""A real Chromium on the chat page, with a served town behind it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from knowledge import migrations
from knowledge.database import connect
from tests.bot.web.served import LiveTown, Server, served
from tests.chromium import PHONE

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
from playwright.sync_api import Browser, BrowserContext, Page, Request

PATIENCE = 15_000  # ms
Open = Callable[..., Page]


@pytest.fixture
def town(tmp_path: Path) -> Iterator[LiveTown]:
    engine = connect(f"sqlite:///{tmp_path / 'wuhao.db'}")
    migrations.ensure_current(engine)
    place = LiveTown(engine, tmp_path)
    place.settle()
    yield place
    engine.dispose()


@pytest.fixture
def server(town: LiveTown) -> Iterator[Server]:
    with served(town) as running:
        yield running


@pytest.fixture
def open_page(chromium: Browser, server: Server) -> Iterator[Open]:
    """Opens pages as browsers of their own; at the end none of them ran into an error or asked elsewhere."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def watch(request: Request) -> None:
        if not request.url.startswith((server.url, "blob:")):
            complaints.append(f"asked {request.url}")

    def opened(path: str = "/") -> Page:
        context = chromium.new_context(viewport=PHONE, locale="zh-CN")  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("request", watch)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(f"a dialog: {dialog.message}"))
        page.on(
            "console",
            lambda said: complaints.append(said.text) if "Content Security Policy" in said.text else None,
        )
        page.goto(server.url + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not complaints
