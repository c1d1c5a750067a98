"""Threads that keep the home: load what answers, bring the indexes up to the database, mind the clock."""

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime

from bot import app, jobs, texts
from bot.people.actors import GUEST_ACTOR
from bot.serving.readiness import Readiness
from knowledge.errors import IndexBusy, WuhaoError
from knowledge.home import Home

LOG = logging.getLogger(__name__)
LOOK = 1.0  # seconds between looks at the change log
CLOCK = 20.0  # seconds between looks at the clock
BUSY = 5.0  # seconds before the lock of the indexes is asked for again


class Keeper:
    """What goes on beside the messages, in threads that end when they are told to."""

    def __init__(self, home: Home, readiness: Readiness, rang: Callable[[], None]) -> None:
        self.home = home
        self.readiness = readiness
        self.rang = rang
        self.changing: str | None = None  # said while vectors are made by another encoder than before
        self._stop = threading.Event()

    def start(self) -> None:
        """Begin; the threads don't hold up the end of the process."""
        for work in (self._keep_indexes, self._mind_the_clock):
            threading.Thread(target=work, name=work.__name__.strip("_"), daemon=True).start()

    def stop(self) -> None:
        self._stop.set()

    def _keep_indexes(self) -> None:
        """Be the one writer of the indexes; while somebody else is, wait for one's turn."""
        self.readiness.wait("index", texts.WARMING)
        while not self._stop.is_set():
            try:
                with self.home.writer():
                    self.home.keep_up()  # who asks once it is ready is answered from all that is there
                    self._warm()
                    while not self._stop.wait(LOOK):
                        self.home.keep_up()
                        self._bring_on()
            except IndexBusy:
                self._warm()
                self._stop.wait(BUSY)
            except WuhaoError as error:
                self._trouble(str(error))
            except Exception as error:
                LOG.exception("the indexes aren't kept")
                self._trouble(texts.CRASHED.format(detail=f"{type(error).__name__}: {error}"))

    def _bring_on(self) -> None:
        """Vectors by the encoder now set, a slice at a time; what was committed since goes between."""
        while self.home.bring_on() and not self._stop.is_set():
            self.changing = self.home.changing
            self.home.keep_up()
        self.changing = None

    def _warm(self) -> None:
        """Load everything that answers, by answering."""
        if "index" not in self.readiness.waiting:
            return
        app.asking(self.home)(texts.FIRST_QUESTION, GUEST_ACTOR, datetime.now(UTC))
        self.readiness.done("index")

    def _trouble(self, word: str) -> None:
        self.readiness.wait("index", word)
        self._stop.wait(BUSY)

    def _mind_the_clock(self) -> None:
        while not self._stop.wait(CLOCK):
            try:
                jobs.tick(self.home.engine, datetime.now(UTC))
                self.rang()
            except Exception:
                LOG.exception("what runs by the clock failed")
