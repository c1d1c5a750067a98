"""The line to Telegram: a Bot, and what downloads its files. Making it talks to nobody."""

import logging
import warnings
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx
from telegram import Bot
from telegram.request import HTTPXRequest
from telegram.warnings import PTBDeprecationWarning, PTBUserWarning

from knowledge.settings import Settings

CONNECT_SECONDS = 10.0
READ_SECONDS = 20.0
UPLOAD_SECONDS = 60.0

logging.getLogger("httpx").setLevel(logging.WARNING)  # it logs addresses, which hold the token
logging.getLogger("telegram.request.BaseRequest").setLevel(logging.CRITICAL)  # it logs what came, whole
warnings.filterwarnings("ignore", "Please use 'Bot.getUpdates'", PTBUserWarning)  # which parses, and may fail
warnings.filterwarnings("ignore", ".*attribute `retry_after`", PTBDeprecationWarning)  # either type is read


@dataclass(frozen=True, slots=True)
class Connection:
    """A Bot, and a client that streams what people sent."""

    bot: Bot
    downloads: httpx.AsyncClient


@asynccontextmanager
async def connected(settings: Settings, read_seconds: float = READ_SECONDS) -> AsyncIterator[Connection]:
    """A connection of the token set; it is closed at the end."""
    if settings.telegram_token is None:
        raise ValueError("no Telegram token is set")
    root, proxy = settings.telegram_api_url.rstrip("/"), settings.telegram_proxy
    sending, polling = (_request(proxy, read_seconds, connections) for connections in (64, 4))
    downloads = httpx.AsyncClient(proxy=proxy, timeout=httpx.Timeout(read_seconds, connect=CONNECT_SECONDS))
    try:
        yield Connection(
            Bot(
                settings.telegram_token.get_secret_value(),
                base_url=f"{root}/bot",
                base_file_url=f"{root}/file/bot",
                request=sending,
                get_updates_request=polling,
            ),
            downloads,
        )
    finally:
        await downloads.aclose()
        await sending.shutdown()
        await polling.shutdown()


def _request(proxy: str | None, read_seconds: float, connections: int) -> HTTPXRequest:
    return HTTPXRequest(
        connection_pool_size=connections,
        connect_timeout=CONNECT_SECONDS,
        read_timeout=read_seconds,
        write_timeout=read_seconds,
        media_write_timeout=UPLOAD_SECONDS,
        pool_timeout=read_seconds,
        proxy=proxy,
    )
