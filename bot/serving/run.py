"""`wuhao serve`, from start to SIGTERM."""

import asyncio
import logging
import os
import signal
import socket
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress

from fastapi import FastAPI
from filelock import FileLock, Timeout

from bot import app, texts
from bot.dialogue.handling import Stale
from bot.files import Files
from bot.messages import inbox, outbox
from bot.messages.contents import Channel, Envelope, FileRef, StoredFile
from bot.messages.worker import Worker
from bot.serving.goldens import Goldens
from bot.serving.keeper import Keeper
from bot.serving.nightly import Nightly
from bot.serving.readiness import Readiness
from bot.serving.telegram import Telegram
from bot.serving.web import listening, server
from bot.web.application import create
from bot.web.waking import Signal
from knowledge.database import writing
from knowledge.errors import BadInput
from knowledge.home import Home
from knowledge.settings import Settings

LOG = logging.getLogger(__name__)
LAST_SECOND = 6.0  # seconds after SIGTERM; whatever hangs then is left, and done again at the next start
AGAIN = 1.0  # seconds before a part that failed is begun anew


def serve(settings: Settings, say: Callable[[str], None]) -> None:
    """Serve until SIGTERM or Ctrl-C. Raises WuhaoError where that can't even begin."""
    home = Home(settings)
    home.engine  # noqa: B018 - a database that can't be used is said at once
    with _alone(home), listening(settings) as at:
        asyncio.run(Serving(home, say).run(at))


@contextmanager
def _alone(home: Home) -> Iterator[None]:
    """With a database of its own a home is served by one process; what an earlier one held is due at once.

    On PostgreSQL there may be others: what a dead one held is due once its lease ends.
    """
    if home.engine.dialect.name == "postgresql":
        yield
        return
    lock = FileLock(home.settings.home / "serve.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise BadInput(texts.SERVED_ALREADY) from error
    try:
        with writing(home.engine) as session:
            inbox.release(session, [Channel.WEB, Channel.TELEGRAM], app.utc_now())
            outbox.release(session, Channel.TELEGRAM, app.utc_now())
        yield
    finally:
        lock.release()


class Serving:
    """The parts of one running process and what they tell each other."""

    def __init__(self, home: Home, say: Callable[[str], None]) -> None:
        self.home = home
        self.settings = home.settings
        self.say = say
        self.files = Files(home.settings.files)
        self.readiness = Readiness()
        self.wake = Signal()
        self.stopping = asyncio.Event()
        self.telegram: Telegram | None = None
        self.goldens = Goldens(home, self.something_said)
        self.worker = Worker(
            home.engine,
            [Channel.WEB, Channel.TELEGRAM],
            app.dialogue(home, self._fetch, arrived=self.goldens.arrived),
            lambda channel, raw: app.read(channel, raw, self.telegram.name if self.telegram else ""),
            Stale,
            app.utc_now,
            self.something_said,
        )
        self.keeper = Keeper(home, self.readiness, self.something_said)
        self.nightly = Nightly(home, self.something_said, app.LOCAL_TIME)

    async def run(self, at: socket.socket) -> None:
        """Everything at once, until it is told to stop."""
        self.loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            self.loop.add_signal_handler(number, self.stop)
        web = self._web()
        self.keeper.start()
        self.nightly.start()
        self.goldens.start()
        self.say(texts.serving(self.settings.web_host, at.getsockname()[1], self.telegram is not None))
        served = server(web)
        parts = [asyncio.create_task(self._forever(self.worker.run, "worker"))]
        if self.telegram:
            parts += [asyncio.create_task(self._forever(part, name)) for name, part in self.telegram.parts()]
        serving = asyncio.create_task(served.serve(sockets=[at]))
        await asyncio.wait(
            [serving, asyncio.create_task(self.stopping.wait())], return_when=asyncio.FIRST_COMPLETED
        )
        self.stop()
        served.should_exit = True
        for part in parts:
            part.cancel()
        await asyncio.gather(*parts, return_exceptions=True)
        with suppress(Exception):
            await serving
        self.say(texts.SERVED)

    def stop(self) -> None:
        """Take in nothing more; what isn't done within seconds is claimed again at the next start."""
        if self.stopping.is_set():
            return
        self.stopping.set()
        self.wake.close()
        self.keeper.stop()
        self.nightly.stop()
        self.goldens.stop()
        watchdog = threading.Timer(LAST_SECOND, os._exit, (0,))
        watchdog.daemon = True
        watchdog.start()

    def keep(self, envelopes: list[Envelope]) -> None:
        """Take messages in, in one commit."""
        with writing(self.home.engine) as session:
            inbox.keep(session, envelopes, app.utc_now())
        self._something_came()

    def _something_came(self) -> None:
        """Rows may have come into the inbox."""
        self.loop.call_soon_threadsafe(self.worker.bell.set)

    def something_said(self) -> None:
        """Rows may have come into the outbox."""
        self.wake.ring()
        if self.telegram:
            self.loop.call_soon_threadsafe(self.telegram.sender.bell.set)

    def _web(self) -> FastAPI:
        web = create(
            self.home.engine,
            self.files,
            app.utc_now,
            self.readiness.reasons,
            self.wake,
            self._something_came,
            self._notes,
        )
        if self.settings.telegram_token:
            self.telegram = Telegram(self.home, self.files, self.keep)
            if router := self.telegram.webhook():
                web.include_router(router)
        return web

    def _notes(self) -> list[str]:
        trouble = self.telegram.trouble if self.telegram else None
        return [note for note in (trouble, self.keeper.changing) if note]

    def _fetch(self, channel: Channel, file: FileRef) -> StoredFile:
        """In a thread: a file that came with a message, kept."""
        if channel is Channel.TELEGRAM and self.telegram:
            return self.telegram.fetched(file)
        return app.kept_already(self.files)(channel, file)

    async def _forever(self, part: Callable[[], Awaitable[None]], name: str) -> None:
        """A part that fails is begun anew; the others go on."""
        while True:
            try:
                await part()
            except asyncio.CancelledError:
                raise
            except Exception:
                LOG.exception("%s failed", name)
            await asyncio.sleep(AGAIN)
