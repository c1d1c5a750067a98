"""What people sent, fetched from Telegram: at most 20 MB, and no byte more is taken in."""

import httpx
from telegram.error import BadRequest, NetworkError

from bot.messages.contents import FileRef
from bot.telegram import texts
from bot.telegram.connection import Connection
from knowledge.errors import BadInput

LARGEST = 20 * 1024 * 1024


async def fetch(connection: Connection, file: FileRef, largest: int = LARGEST) -> bytes:
    """The bytes of a file. Raises BadInput where it can't be had, TelegramError where Telegram can't be reached."""
    if file.size is not None and file.size > largest:
        raise BadInput(texts.FILE_TOO_LARGE)
    try:
        found = await connection.bot.get_file(file.ref)
    except BadRequest as error:
        is_large = "too big" in str(error).lower()
        raise BadInput(texts.FILE_TOO_LARGE if is_large else texts.FILE_GONE) from error
    if not (found.file_path or "").startswith(("https://", "http://")):
        raise BadInput(texts.FILE_GONE)
    return await _streamed(connection.downloads, str(found.file_path), largest)


async def _streamed(client: httpx.AsyncClient, address: str, largest: int) -> bytes:
    data = bytearray()
    try:
        async with client.stream("GET", address) as answer:
            if answer.is_client_error:
                raise BadInput(texts.FILE_GONE)
            answer.raise_for_status()
            async for chunk in answer.aiter_bytes():
                data += chunk
                if len(data) > largest:
                    raise BadInput(texts.FILE_TOO_LARGE)
    except httpx.HTTPStatusError as error:
        raise NetworkError(f"HTTP {error.response.status_code}") from None  # its own text holds the token
    except httpx.HTTPError as error:
        raise NetworkError(type(error).__name__) from None
    return bytes(data)
