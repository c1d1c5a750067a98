"""Around every request: the Host it names, where it comes from, how large it is; headers; no trace."""

import json
import logging
import re
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web import texts

LOG = logging.getLogger(__name__)
LARGEST_BODY = 210 * 1024 * 1024  # ten files of 20 MB, and their frame
LARGEST_FORM = 1024 * 1024
UPLOADS = "/messages"
SAFE = ("GET", "HEAD")
HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(:\d{1,5})?")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), microphone=(), camera=(), payment=()",
    "Cache-Control": "no-store",
}


class TooLarge(Exception):
    """More came than may."""


class Guard:
    """Middleware, the outermost of all."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        reply = _Reply(send)
        refused = refusal(scope["method"], scope["path"], Headers(scope=scope))
        if refused:
            await reply.say(*refused)
            return
        try:
            await self.app(scope, _counted(receive, _largest(scope["path"])), reply)
        except TooLarge:
            await reply.say(413, texts.BODY_TOO_LARGE)
        except ClientDisconnect:
            pass  # nobody is there to be told
        except Exception:
            LOG.exception("a request failed")
            await reply.say(500, texts.FAULT)


def refusal(method: str, path: str, headers: Headers) -> tuple[int, str] | None:
    """Why a request isn't even looked at, by its headers alone."""
    host = headers.get("host", "")
    if not HOST.fullmatch(host):
        return 400, texts.HOST_WRONG
    if method not in SAFE and not _is_own(headers, host):
        return 403, texts.ORIGIN_WRONG
    if method == "POST" and path == UPLOADS and not _is_measured(headers):
        return 411, texts.LENGTH_MISSING
    length = headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > _largest(path):
        return 413, texts.BODY_TOO_LARGE
    return None


def _is_own(headers: Headers, host: str) -> bool:
    """Whether a request that changes something comes from our own page, as far as the browser says.

    A form of a page that sends no referrer has the origin "null"; what it is then told by its token.
    """
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin in (None, "null") or urlsplit(origin or "").netloc.lower() == host.lower()


def _is_measured(headers: Headers) -> bool:
    """Whether a body says how long it is; one that comes in chunks is as long as it likes, whatever it says."""
    return "content-length" in headers and "transfer-encoding" not in headers


def _largest(path: str) -> int:
    return LARGEST_BODY if path == UPLOADS else LARGEST_FORM


def _counted(receive: Receive, most: int) -> Receive:
    received = 0

    async def counted() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > most:
            raise TooLarge
        return message

    return counted


class _Reply:
    """What is sent, with our headers; a word of our own where nothing was sent yet."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._has_begun = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._has_begun = True
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await self._send(message)

    async def say(self, status: int, word: str) -> None:
        if self._has_begun:
            return
        body = json.dumps({"error": word}, ensure_ascii=False).encode()
        kind = (b"content-type", b"application/json; charset=utf-8")
        length = (b"content-length", str(len(body)).encode())
        await self({"type": "http.response.start", "status": status, "headers": [kind, length]})
        await self({"type": "http.response.body", "body": body})
