"""A town served over real HTTP, with its echo at work."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from socket import SHUT_RDWR, socket

import uvicorn

from tests.bot.web.town import Town


class LiveTown(Town):
    """A town whose clock runs."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class Server:
    """The town's server, which can be stopped and started again on the same port."""

    def __init__(self, town: Town) -> None:
        self.town = town
        with socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self.town.wake.is_closed = False
        config = uvicorn.Config(
            self.town.app, port=self.port, log_level="error", timeout_graceful_shutdown=1, lifespan="off"
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        until = time.monotonic() + 10
        while not self._server.started and time.monotonic() < until:
            time.sleep(0.01)

    def stop(self) -> None:
        self.town.wake.close()
        self._server.should_exit = True
        self._thread.join(10)
        for connection in tuple(self._server.server_state.connections):  # as the end of a process does
            left = getattr(connection, "transport", None)
            if left is not None:
                with suppress(OSError):
                    left.get_extra_info("socket").shutdown(SHUT_RDWR)


@contextmanager
def echoing(town: Town) -> Iterator[None]:
    """The echo answers within the blink of an eye."""
    over = threading.Event()

    def answer() -> None:
        while not over.is_set():
            town.echo()
            over.wait(0.05)

    thread = threading.Thread(target=answer, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(10)


@contextmanager
def served(town: Town) -> Iterator[Server]:
    """The town behind a port of this machine."""
    server = Server(town)
    server.start()
    try:
        with echoing(town):
            yield server
    finally:
        server.stop()
