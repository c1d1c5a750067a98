"""A strict Bot API server for every test here, and a line to it."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import pytest
from pydantic import SecretStr

from bot.telegram.connection import Connection, connected
from knowledge.settings import Settings
from tests.telegram_server.fixtures import telegram, telegram_server
from tests.telegram_server.telegram import Telegram

__all__ = ["telegram", "telegram_server"]

T = TypeVar("T")
Online = Callable[[Callable[[Connection], Awaitable[T]]], T]


def settings_of(telegram: Telegram, home: Path) -> Settings:
    """Settings that reach the fake server."""
    return Settings(
        home=home,
        telegram_token=SecretStr(telegram.token),
        telegram_api_url=telegram.url,
        telegram_proxy=None,
    )


@pytest.fixture
def online(telegram: Telegram, tmp_path: Path) -> "Online[object]":
    """Do something with a line to Telegram, whose patience is short."""

    def do(story: Callable[[Connection], Awaitable[object]]) -> object:
        async def told() -> object:
            async with connected(settings_of(telegram, tmp_path), read_seconds=0.5) as line:
                return await story(line)

        return asyncio.run(told())

    return do
