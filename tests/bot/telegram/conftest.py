"""A strict Bot API server for every test here."""

from tests.telegram_server.fixtures import telegram, telegram_server

__all__ = ["telegram", "telegram_server"]
