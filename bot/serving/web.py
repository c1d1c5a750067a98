"""The web server, in the loop of `serve`; stopping it is left to `serve`."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI

from bot import texts
from knowledge.errors import BadInput
from knowledge.settings import Settings

LAST_ANSWERS = 3  # seconds that open requests get at the end


class Server(uvicorn.Server):
    """uvicorn without its own signal handlers."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def listening(settings: Settings) -> socket.socket:
    """The socket of the web; raises BadInput where the port is taken or the address isn't ours."""
    family = socket.AF_INET6 if ":" in settings.web_host else socket.AF_INET
    try:
        return socket.create_server((settings.web_host, settings.web_port), family=family, backlog=128)
    except (OSError, OverflowError) as error:
        raise BadInput(texts.port_taken(settings.web_host, settings.web_port, str(error))) from error


def server(app: FastAPI) -> Server:
    """A server of the app; it tells nobody what it is."""
    return Server(
        uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            lifespan="off",
            timeout_graceful_shutdown=LAST_ANSWERS,
            proxy_headers=True,
        )
    )
