"""Links that carry a code: to the bot where its name is known, else to the sign-in page."""

import socket
from urllib.parse import urlsplit

from knowledge.settings import Settings

ANY_HOST = ("", "0.0.0.0", "::")


def link(settings: Settings, bot_name: str | None, code: str) -> str:
    """What an invited person opens."""
    if bot_name:
        return f"https://t.me/{bot_name}?start={code}"
    return web_link(settings, code)


def web_link(settings: Settings, code: str) -> str:
    """The sign-in page, with the code: for whoever has no Telegram."""
    return f"{web_base(settings)}/sign-in#{code}"


def bot_name(settings: Settings) -> str | None:
    """The bot's name, where `serve` has learned it."""
    try:
        return (settings.home / "telegram-name").read_text("utf-8").strip().removeprefix("@") or None
    except (OSError, UnicodeDecodeError):
        return None


def web_base(settings: Settings) -> str:
    """Where the web is, as others reach it: by the public address where there is one."""
    public = urlsplit(settings.webhook_url or "")
    if public.scheme and public.netloc:
        return f"{public.scheme}://{public.netloc}"
    host = socket.gethostname() if settings.web_host in ANY_HOST else settings.web_host
    return f"http://{f'[{host}]' if ':' in host else host}:{settings.web_port}"
