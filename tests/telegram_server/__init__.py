"""A Bot API server for tests, over real HTTP and as strict as Telegram's.

Import the fixtures where they are needed: `from tests.telegram_server.fixtures import *`.
"""
