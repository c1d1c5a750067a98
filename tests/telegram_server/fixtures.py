"""The fixtures; a conftest imports them."""

from collections.abc import Iterator

import pytest

from tests.telegram_server.serving import TelegramServer, serving
from tests.telegram_server.telegram import Telegram

__all__ = ["telegram", "telegram_server"]


@pytest.fixture(scope="session")
def telegram_server() -> Iterator[TelegramServer]:
    """The server that every test shares; a test has a token, and so a Telegram, of its own."""
    with serving() as server:
        yield server


@pytest.fixture
def telegram(telegram_server: TelegramServer) -> Iterator[Telegram]:
    """A Telegram that nobody has used yet."""
    with telegram_server.telegram() as telegram:
        yield telegram
