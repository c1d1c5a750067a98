"""Sends what is in the outbox: paced, in order within a chat, tried again, given up in the open."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from sqlalchemy import Engine
from sqlmodel import Session

from bot.messages import outbox
from bot.messages.contents import Address, Channel
from bot.messages.outbox import Delivery
from bot.messages.pacing import Pacer
from bot.messages.results import Delivered, Moved, Passing, Permanent, Refused, Result, RetryAfter
from knowledge.database import writing

LOG = logging.getLogger(__name__)
PAUSE = 0.2  # seconds between looks at the outbox when nothing rings
LONGEST_SENDING = 90.0  # seconds for all parts of one message

PartDone = Callable[[int], Awaitable[None]]
Send = Callable[[Delivery, PartDone], Awaitable[Result]]
Gone = Callable[[Session, Address], None]


class Sender:
    """One channel's way out."""

    def __init__(
        self,
        engine: Engine,
        channel: Channel,
        send: Send,
        pacer: Pacer,
        now: Callable[[], datetime],
        gone: Gone,
    ) -> None:
        self.engine = engine
        self.channel = channel
        self.send = send
        self.pacer = pacer
        self.now = now
        self.gone = gone
        self.bell = asyncio.Event()
        self._sending: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Send until cancelled; what is under way then is sent again once its lease ends."""
        try:
            while True:
                if not await self.step():
                    await self._ring()
        finally:
            for task in self._sending:
                task.cancel()

    async def step(self) -> int:
        """Begin to send what may go now; returns how many messages."""
        now = self.now()
        room = min(self.pacer.room(now), 30)
        if room == 0:
            return 0
        try:
            due = await asyncio.to_thread(self._claim, now, room)
        except Exception:
            LOG.exception("the outbox can't be read")
            await asyncio.sleep(1)
            return 0
        for delivery in due:
            self.pacer.sent(delivery.address.chat, now)
            self._sending.add(task := asyncio.create_task(self._deliver(delivery)))
            task.add_done_callback(self._sending.discard)
        return len(due)

    async def finish(self) -> None:
        """Wait for what is being sent."""
        await asyncio.gather(*self._sending)

    def _claim(self, now: datetime, limit: int) -> list[Delivery]:
        with writing(self.engine) as session:
            return outbox.claim(session, self.channel, now, limit, self.pacer.resting(now))

    async def _deliver(self, delivery: Delivery) -> None:
        async def part_done(parts: int) -> None:
            self.pacer.sent(delivery.address.chat, self.now())
            await asyncio.to_thread(self._record_part, delivery, parts)

        try:
            result = await asyncio.wait_for(self.send(delivery, part_done), LONGEST_SENDING)
        except Exception as error:
            LOG.warning("sending failed", exc_info=True)
            result = Passing(f"{type(error).__name__}: {error}"[:300])
        await asyncio.to_thread(self._record, delivery, result)
        self.bell.set()

    def _record_part(self, delivery: Delivery, parts: int) -> None:
        with writing(self.engine) as session:
            outbox.part_delivered(session, delivery, parts)

    def _record(self, delivery: Delivery, result: Result) -> None:
        now = self.now()
        with writing(self.engine) as session:
            match result:
                case Delivered():
                    outbox.delivered(session, delivery, now)
                case RetryAfter(seconds):
                    until = now + timedelta(seconds=seconds)
                    self.pacer.rest(delivery.address.chat, until)
                    outbox.put_off(session, delivery, until, f"retry after {seconds:.0f} s", counts=False)
                case Passing(error):
                    outbox.put_off(session, delivery, now + outbox.backoff(delivery.attempts), error)
                case Refused(error):
                    outbox.fail(session, delivery, error)
                case Permanent(error):
                    outbox.fail_chat(session, delivery.address, error)
                    self.gone(session, delivery.address)
                case Moved(chat):
                    outbox.move_chat(session, self.channel, delivery.address.chat, chat, now)

    async def _ring(self) -> None:
        self.bell.clear()
        try:
            async with asyncio.timeout(PAUSE):  # wait_for may swallow a cancellation
                await self.bell.wait()
        except TimeoutError:
            return
