"""The server under test, and a bare client that refuses nothing itself."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from tests.telegram_server.fixtures import telegram, telegram_server
from tests.telegram_server.telegram import Telegram

__all__ = ["telegram", "telegram_server"]

Call = Callable[..., dict[str, Any]]


@pytest.fixture
def call(telegram: Telegram) -> Iterator[Call]:
    """Call a method of the Bot API with JSON parameters; the whole answer."""
    with httpx.Client(base_url=f"{telegram.url}/bot{telegram.token}/", trust_env=False, timeout=10) as client:

        def post(method: str, **parameters: Any) -> dict[str, Any]:
            answer = client.post(method, json=parameters)
            body: dict[str, Any] = answer.json()
            assert body["ok"] == (answer.status_code == 200)
            assert body.get("error_code", 200) == answer.status_code
            return body

        yield post
