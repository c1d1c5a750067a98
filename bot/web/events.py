"""New rows of a thread as server-sent events, until the session ends."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from starlette.concurrency import run_in_threadpool

from bot.web import log
from bot.web.log import Cursor, Row
from bot.web.place import Place
from bot.web.visitors import Visitor, visitor_with
from knowledge.database import reading

LOOKED_EVERY = 1.0  # seconds
BEAT_EVERY = timedelta(seconds=15)
BEAT = ": beat\nevent: beat\ndata: 1\n\n"  # a comment keeps the line open, the event tells the page so
ENDED = "event: ended\ndata: 1\n\n"


@dataclass(frozen=True, slots=True)
class News:
    """What one look found."""

    rows: list[Row]
    is_busy: bool
    who: tuple[str, str]


class Stream:
    """One page's stream: what it was told so far."""

    def __init__(self, place: Place, visitor: Visitor, cursor: Cursor | None) -> None:
        self._place = place
        self._visitor = visitor
        self._thread = visitor.address.thread
        self._cursor = cursor
        self._told: set[str] = set()
        self._was_busy = False
        self._who = (visitor.name, visitor.role)

    async def events(self) -> AsyncIterator[str]:
        """Events from the cursor on; a beat first, so that the page knows that it is connected."""
        beaten = self._place.now()
        yield BEAT
        while not self._place.wake.is_closed:
            news = await run_in_threadpool(self.look)
            if news is None:
                yield ENDED
                return
            said = self.told(news)
            if not said and self._place.now() - beaten >= BEAT_EVERY:
                said = BEAT
            if said:
                beaten = self._place.now()
                yield said
            await self._place.wake.wait(LOOKED_EVERY)

    def look(self) -> News | None:
        """What is new in the database; None once the session is over or somebody else's."""
        with reading(self._place.engine) as session:
            visitor = visitor_with(session, self._place, self._visitor.token)
            if visitor is None or visitor.address != self._visitor.address:
                return None
            if self._cursor is None:
                self._cursor = log.current(session, self._thread)
            rows = log.since(session, self._thread, self._cursor, self._place.now())
            return News(rows, log.is_busy(session, self._thread), (visitor.name, visitor.role))

    def told(self, news: News) -> str:
        """The events that say what wasn't said before."""
        events = []
        for row in news.rows:
            self._cursor = (self._cursor or Cursor()).after(row)
            if log.key(row) not in self._told:
                events.append(event("row", log.row_json(row), self._cursor))
        self._told = {log.key(row) for row in news.rows}
        if news.is_busy != self._was_busy:
            self._was_busy = news.is_busy
            events.append(event("busy", news.is_busy))
        if news.who != self._who:
            self._who = news.who
            events.append(event("who", {"name": news.who[0], "role": news.who[1]}))
        return "".join(events)


def event(name: str, value: Any, cursor: Cursor | None = None) -> str:
    """One event; JSON has no line ends of its own, so that no text can begin another event."""
    mark = f"id: {cursor}\n" if cursor else ""
    return f"{mark}event: {name}\ndata: {json.dumps(value, ensure_ascii=True)}\n\n"
