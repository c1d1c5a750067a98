"""After a document arrived by chat the golden questions are asked again; staff hear what is lost."""

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime

from bot import reports, texts
from bot.messages import outbox
from bot.messages.contents import Outgoing
from bot.people.bindings import addresses_of
from knowledge.database import writing
from knowledge.home import Home
from knowledge.scope import Role

LOG = logging.getLogger(__name__)
SETTLES = 1.0  # seconds in which further documents may arrive


class Goldens:
    """The thread that asks them, beside the messages."""

    def __init__(self, home: Home, rang: Callable[[], None]) -> None:
        self.home = home
        self.rang = rang
        self._arrived = threading.Event()
        self._stop = threading.Event()

    def start(self) -> None:
        threading.Thread(target=self._wait, name="goldens", daemon=True).start()

    def stop(self) -> None:
        self._stop.set()
        self._arrived.set()

    def arrived(self) -> None:
        """A document was taken in."""
        self._arrived.set()

    def look(self, now: datetime) -> None:
        """Ask what this home keeps, where anything changed; tell staff of what was answered before and isn't now."""
        from bot.questions import golden  # serve does without the readers otherwise

        checked = golden.check_kept(self.home, now, golden.LONGEST_RUN)
        if checked is None or not checked.lost:
            return
        told = "\n".join([texts.LOST_BY_UPLOAD, *reports.touched({"golden": golden.shown(checked)})])
        with writing(self.home.engine) as session:
            for address in addresses_of(session, roles=(Role.STAFF, Role.ADMIN)):
                key = f"golden:{now.isoformat()}:{address.thread}"
                outbox.put(session, address, Outgoing(told[: texts.LONGEST_REPORT]), now, key)
        self.rang()

    def _wait(self) -> None:
        while self._arrived.wait() and not self._stop.wait(SETTLES):
            self._arrived.clear()
            try:
                self.look(datetime.now(UTC))
            except Exception:
                LOG.exception("the golden questions weren't asked")
