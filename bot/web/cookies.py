"""The session's cookie: out of scripts' reach, and Secure wherever a browser takes it so."""

from ipaddress import ip_address

from fastapi import Request, Response

from bot.people.sessions import IDLE

PLAIN = "wuhao"
SECURE = "__Host-wuhao"


def is_secure(request: Request) -> bool:
    """Whether browsers keep a Secure cookie of this page: https, or plain http on this very machine."""
    return request.url.scheme == "https" or _is_loopback(request.url.hostname or "")


def token_in(request: Request) -> str | None:
    """The token that the browser sent."""
    return request.cookies.get(SECURE if is_secure(request) else PLAIN)


def put_token(request: Request, response: Response, token: str) -> None:
    """Have the browser keep a token for as long as an idle session lasts."""
    secure = is_secure(request)
    response.set_cookie(
        SECURE if secure else PLAIN,
        token,
        max_age=int(IDLE.total_seconds()),
        path="/",
        secure=secure,
        httponly=True,
        samesite="lax",
    )


def drop_token(request: Request, response: Response) -> None:
    """Have the browser forget its token."""
    secure = is_secure(request)
    response.delete_cookie(
        SECURE if secure else PLAIN, path="/", secure=secure, httponly=True, samesite="lax"
    )


def _is_loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
