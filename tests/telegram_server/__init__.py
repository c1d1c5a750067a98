"""A Bot API server for tests, over real HTTP and as strict as Telegram's.

A conftest that imports `telegram` and `telegram_server` from `tests.telegram_server.fixtures` has them.
"""
