"""The fixtures of the tests' own stories."""

from tests.conftest import empty_postgres, encoder, postgres
from tests.journeys.conftest import park, telegram, telegram_server

__all__ = ["empty_postgres", "encoder", "park", "postgres", "telegram", "telegram_server"]
