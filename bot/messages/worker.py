"""The worker: claim, think, settle. A crash repeats thinking, never an effect."""

import asyncio
import logging
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Engine
from sqlmodel import Session

from bot.messages import inbox
from bot.messages.contents import Channel, Incoming
from bot.messages.inbox import Claim
from knowledge.database import writing

LOG = logging.getLogger(__name__)
MESSAGE_THREADS = 4
ANSWER_THREADS = 4
MOST_IN_FLIGHT = 400
PAUSE = 0.2  # seconds between looks at the inbox when nothing rings
RENEWAL = 15.0  # seconds


class Handler(Protocol):
    """What understands messages and acts on them (the dialogue)."""

    def plan(self, incoming: Incoming, now: datetime) -> Any: ...
    def think(self, plan: Any, now: datetime) -> Any: ...
    def settle(
        self, session: Session, plan: Any, thought: Any, now: datetime, key: str, dropped: int
    ) -> None: ...
    def apologise(self, session: Session, incoming: Incoming, now: datetime, key: str) -> None: ...


Read = Callable[[Channel, Sequence[str]], Incoming]


class Illegible(Exception):
    """A message that can't be read, and won't be at another time either."""


class Worker:
    """Handles what is in the inbox; slow answers have threads of their own, so that they starve nobody."""

    def __init__(
        self,
        engine: Engine,
        channels: Collection[Channel],
        handler: Handler,
        read: Read,
        stale: type[Exception],
        now: Callable[[], datetime],
        said: Callable[[], None] = lambda: None,
    ) -> None:
        self.engine = engine
        self.channels = channels
        self.handler = handler
        self.read = read
        self.stale = stale
        self.now = now
        self.said = said
        self.bell = asyncio.Event()
        self._in_flight: dict[str, Claim] = {}
        self._messages = ThreadPoolExecutor(MESSAGE_THREADS, "messages")
        self._answers = ThreadPoolExecutor(ANSWER_THREADS, "answers")

    # One message, step by step, in whichever thread

    def claim(self, limit: int) -> list[Claim]:
        """Take what is due."""
        with writing(self.engine) as session:
            return inbox.claim(session, self.now(), limit, self.channels)

    def handle(self, claim: Claim) -> None:
        """Plan, think and settle in this thread."""
        try:
            incoming = self._read(claim)
            plan = self.handler.plan(incoming, self.now())
            while not self.settle(claim, plan, self.handler.think(plan, self.now())):
                plan = self.handler.plan(incoming, self.now())
        except Exception as error:
            self.give_back(claim, error)

    def settle(self, claim: Claim, plan: Any, thought: Any) -> bool:
        """The short transaction; False where the conversation went on meanwhile and it must be planned anew."""
        now = self.now()
        try:
            with writing(self.engine) as session:
                if not inbox.settle(session, claim):
                    return True  # stopped, or another's by now: nothing comes of it
                dropped = inbox.drop_before(session, claim) if claim.is_urgent else 0
                self.handler.settle(session, plan, thought, now, f"in:{claim.ids[0]}", dropped)
        except self.stale:
            return False
        self.said()
        return True

    def give_back(self, claim: Claim, error: Exception) -> None:
        """Try again later; after too many times it is a failure, and the person hears of it."""
        LOG.error("a message of %s failed (attempt %d)", claim.thread, claim.attempts, exc_info=error)
        now, told = self.now(), f"{type(error).__name__}: {error}"[:500]
        with writing(self.engine) as session:
            if claim.attempts < inbox.MOST_ATTEMPTS and not isinstance(error, Illegible):
                inbox.put_off(session, claim, now, told)
            elif inbox.fail(session, claim, told):
                self._apologise(session, claim, now)
        self.said()

    def _read(self, claim: Claim) -> Incoming:
        try:
            return self.read(claim.channel, claim.raw)
        except Exception as error:
            raise Illegible(f"{type(error).__name__}: {error}") from error

    def _apologise(self, session: Session, claim: Claim, now: datetime) -> None:
        try:
            incoming = self._read(claim)
        except Illegible:
            return  # nobody knows what it was; staff see it
        self.handler.apologise(session, incoming, now, f"in:{claim.ids[0]}:failed")

    # The loop

    async def run(self) -> None:
        """Handle messages until cancelled; what isn't settled then is claimed again once its lease ends."""
        renewing = asyncio.create_task(self._renew())
        tasks: set[asyncio.Task[None]] = set()
        try:
            while True:
                claims = await self._claims()
                for one in claims:
                    self._in_flight[one.token] = one
                    tasks.add(task := asyncio.create_task(self._handle(one)))
                    task.add_done_callback(tasks.discard)
                if not claims:
                    await self._ring()
        finally:
            renewing.cancel()
            for task in tasks:
                task.cancel()
            self._messages.shutdown(wait=False, cancel_futures=True)
            self._answers.shutdown(wait=False, cancel_futures=True)

    async def _claims(self) -> list[Claim]:
        room = MOST_IN_FLIGHT - len(self._in_flight)
        if room <= 0:
            return []
        try:
            claims: list[Claim] = await self._in(self._messages, self.claim, min(room, 50))
            return claims
        except Exception:
            LOG.exception("the inbox can't be read")
            await asyncio.sleep(1)
            return []

    async def _handle(self, claim: Claim) -> None:
        try:
            incoming = self._read(claim)
            done = False
            while not done:
                plan = await self._in(self._messages, self.handler.plan, incoming, self.now())
                pool = self._answers if plan.takes_time else self._messages
                thought = await self._in(pool, self.handler.think, plan, self.now())
                done = await self._in(self._messages, self.settle, claim, plan, thought)
        except Exception as error:
            await self._in(self._messages, self.give_back, claim, error)
        finally:
            self._in_flight.pop(claim.token, None)
            self.bell.set()  # the next of this thread is due

    async def _ring(self) -> None:
        self.bell.clear()
        try:
            async with asyncio.timeout(PAUSE):  # wait_for may swallow a cancellation
                await self.bell.wait()
        except TimeoutError:
            return

    async def _renew(self) -> None:
        while True:
            await asyncio.sleep(RENEWAL)
            held = list(self._in_flight.values())
            if held:
                await self._in(self._messages, self._renew_all, held)

    def _renew_all(self, held: Sequence[Claim]) -> None:
        try:
            with writing(self.engine) as session:
                inbox.renew(session, held, self.now())
        except Exception:
            LOG.exception("leases aren't renewed")

    async def _in(self, pool: ThreadPoolExecutor, work: Callable[..., Any], *arguments: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(pool, work, *arguments)
