"""The webhook: an update is kept before it is answered with 200."""

import hashlib
import hmac
import json
import logging
from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from bot.telegram import texts
from bot.telegram.polling import Keep
from bot.telegram.translate import described, envelope, pressed

LOG = logging.getLogger(__name__)
PATH = "/telegram/webhook"
LARGEST_BODY = 1024 * 1024
_HEADER = "X-Telegram-Bot-Api-Secret-Token"


def secret_of(token: str) -> str:
    """The secret by which Telegram shows that it is Telegram: one per token, kept nowhere."""
    return hmac.digest(token.encode(), b"wuhao webhook", hashlib.sha256).hex()


def router(keep: Keep, secret: str) -> APIRouter:
    """The route that Telegram posts to."""
    routes = APIRouter()

    @routes.post(PATH, include_in_schema=False)
    async def take(request: Request) -> Response:
        if not hmac.compare_digest(request.headers.get(_HEADER, "").encode(), secret.encode()):
            return Response(status_code=401)
        body = await _body(request)
        if body is None:
            return Response(status_code=413)
        update = _parsed(body)
        if update is None:
            return Response(status_code=400)
        return await _kept(keep, update)

    return routes


async def _kept(keep: Keep, update: dict[str, Any]) -> Response:
    """200 after the commit; 503 where it failed, so that Telegram sends the update again."""
    found = envelope(update)
    if found is None:
        LOG.warning(texts.ODD_UPDATE.format(update=described(update)))
        return Response(status_code=200)
    try:
        await run_in_threadpool(keep, [found])
    except Exception as error:
        LOG.error(texts.NOT_KEPT.format(error=error), exc_info=error)
        return Response(status_code=503)
    query = pressed(update)
    if query is None:
        return Response(status_code=200)
    answer = {"method": "answerCallbackQuery", "callback_query_id": query}
    return Response(json.dumps(answer), media_type="application/json")


async def _body(request: Request) -> bytes | None:
    """The body; None where it is too large, however long it says it is."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            return None
    return bytes(body)


def _parsed(body: bytes) -> dict[str, Any] | None:
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return update if isinstance(update, dict) else None
