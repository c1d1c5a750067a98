"""Long polling: updates are kept in one commit, and only then does the next offset confirm them."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from telegram import Bot
from telegram.error import BadRequest, Conflict, EndPointNotFound, InvalidToken, RetryAfter, TelegramError

from bot.messages.contents import Envelope
from bot.telegram import texts
from bot.telegram.pressing import acknowledge
from bot.telegram.translate import ALLOWED_UPDATES, described, envelope, pressed, update_id

LOG = logging.getLogger(__name__)
Keep = Callable[[Sequence[Envelope]], object]
"""Keeps a batch in one commit; called in a thread. What it raises leaves the batch unconfirmed."""

WAIT_SECONDS = 25
SLACK_SECONDS = 10.0
LONGEST_PAUSE = 30.0


@dataclass(slots=True)
class Poller:
    """Takes updates from one bot. `trouble` says what is wrong, while something is."""

    bot: Bot
    keep: Keep
    wait: int = WAIT_SECONDS
    slack: float = SLACK_SECONDS
    first_pause: float = 1.0
    offset: int | None = None
    trouble: str | None = None
    _failures: int = 0
    _acknowledging: set[asyncio.Task[None]] = field(default_factory=set)

    async def poll_once(self) -> int:
        """Take what has come, wait for it at most `wait` seconds. How many updates were kept."""
        updates = await self._updates()
        kept = [found for found in map(envelope, updates) if found]
        for odd in (one for one in updates if envelope(one) is None):
            LOG.warning(texts.ODD_UPDATE.format(update=described(odd)))
        if kept:
            await asyncio.to_thread(self.keep, kept)
        ids = [number for number in map(update_id, updates) if number is not None]
        self.offset = max(ids) + 1 if ids else self.offset
        for query in filter(None, map(pressed, updates)):
            self._acknowledge(query)
        return len(kept)

    async def run(self) -> None:
        """Poll until cancelled; whatever fails is said plainly and tried again."""
        while True:
            try:
                await self.poll_once()
            except Exception as error:
                await asyncio.sleep(self._pause(error))
            else:
                self._failures, self.trouble = 0, None

    async def _updates(self) -> list[Any]:
        asked = {"timeout": self.wait, "allowed_updates": list(ALLOWED_UPDATES)}
        if self.offset is not None:
            asked["offset"] = self.offset
        updates = await self.bot.do_api_request(
            "getUpdates", api_kwargs=asked, read_timeout=self.wait + self.slack
        )
        return updates if isinstance(updates, list) else []

    def _pause(self, error: Exception) -> float:
        """How long to wait after an error, which is logged where it is a new one."""
        pause: float = min(self.first_pause * 2**self._failures, LONGEST_PAUSE)
        if isinstance(error, RetryAfter):
            pause = max(pause, seconds_of(error))
        self._failures = min(self._failures + 1, 10)
        said = trouble_of(error, pause)
        if said != self.trouble:
            LOG.error(said, exc_info=None if isinstance(error, TelegramError) else error)
        self.trouble = said
        return pause

    def _acknowledge(self, query: str) -> None:
        task = asyncio.create_task(acknowledge(self.bot, query))
        self._acknowledging.add(task)
        task.add_done_callback(self._acknowledging.discard)


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    asked = error.retry_after
    return float(asked.total_seconds() if isinstance(asked, timedelta) else asked)


def trouble_of(error: Exception, pause: float) -> str:
    """What is wrong, for whoever runs this."""
    if isinstance(error, Conflict):
        return texts.POLLED_TWICE
    if isinstance(error, InvalidToken | EndPointNotFound):
        return texts.TOKEN_REFUSED
    if isinstance(error, BadRequest):
        return texts.REFUSED.format(error=error)
    if isinstance(error, TelegramError):
        return texts.UNREACHABLE.format(error=error, seconds=pause)
    return texts.NOT_KEPT.format(error=error)
