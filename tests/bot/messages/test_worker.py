"""The worker: what crashes, goes stale, can't be read or takes long; each message has one effect."""

import asyncio
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from bot.messages import outbox
from bot.messages.contents import INCOMING, Address, Channel, Incoming, Outgoing
from bot.messages.inbox import MOST_ATTEMPTS
from bot.messages.tables import Inbox, Outbox, Stage
from bot.messages.worker import Worker
from knowledge.database import reading, writing
from tests.bot.messages.conftest import LI, NOON, envelope, keep


class Stale(Exception):
    """Somebody was quicker."""


@dataclass(frozen=True)
class Plan:
    incoming: Incoming
    takes_time: bool


@dataclass
class Echo:
    """Says everything back. What it does with some words is set by the test."""

    stale: int = 0
    broken: frozenset[str] = frozenset()
    slow: frozenset[str] = frozenset()
    go_on: threading.Event = field(default_factory=threading.Event)
    planned: "Counter[str]" = field(default_factory=Counter)

    def plan(self, incoming: Incoming, now: datetime) -> Plan:
        self.planned[incoming.text] += 1
        return Plan(incoming, incoming.text in self.slow)

    def think(self, plan: Plan, now: datetime) -> str:
        if plan.incoming.text in self.broken:
            raise RuntimeError("broken")
        if plan.takes_time:
            assert self.go_on.wait(20)
        return plan.incoming.text

    def settle(
        self, session: Session, plan: Plan, thought: str, now: datetime, key: str, dropped: int
    ) -> None:
        outbox.put(session, plan.incoming.address, Outgoing(f"{thought} {dropped}"), now, key)
        if self.stale:
            self.stale -= 1
            raise Stale

    def apologise(self, session: Session, incoming: Incoming, now: datetime, key: str) -> None:
        outbox.put(session, incoming.address, Outgoing("抱歉"), now, key)


def read(_channel: Channel, raw: Sequence[str]) -> Incoming:
    return INCOMING.validate_json(raw[0])


class Clock:
    """A moment after noon, and what has been skipped since."""

    ahead = timedelta(seconds=1)

    def __call__(self) -> datetime:
        return NOON + self.ahead


@dataclass
class Work:
    engine: Engine
    echo: Echo = field(default_factory=Echo)
    clock: Clock = field(default_factory=Clock)

    def worker(self) -> Worker:
        return Worker(self.engine, [Channel.WEB], self.echo, read, Stale, self.clock)

    def handle(self) -> None:
        """Whatever is due, one after another, until nothing is."""
        worker = self.worker()
        while claims := worker.claim(10):
            for claim in claims:
                worker.handle(claim)

    def loops(self, until: Callable[[], bool]) -> None:
        """The loop, until something is so."""

        async def run() -> None:
            task = asyncio.create_task(self.worker().run())
            try:
                for _ in range(400):
                    if until():
                        return
                    await asyncio.sleep(0.02)
                raise AssertionError(self.said)
            finally:
                self.echo.go_on.set()
                task.cancel()

        asyncio.run(run())

    @property
    def said(self) -> list[str]:
        with reading(self.engine) as session:
            rows = session.exec(select(Outbox).order_by(col(Outbox.id)))
            return [row.payload["text"] for row in rows]

    def stages(self) -> list[Stage]:
        with reading(self.engine) as session:
            return [row.stage for row in session.exec(select(Inbox).order_by(col(Inbox.id)))]


@pytest.fixture
def work(engine: Engine) -> Work:
    return Work(engine)


def test_what_went_stale_is_planned_anew_and_done_once(work: Work) -> None:
    work.echo.stale = 3
    keep(work.engine, envelope("a1"))
    work.handle()
    assert work.said == ["a1 0"]
    assert work.echo.planned["a1"] == 4


def test_what_fails_is_tried_again_and_in_the_end_said(work: Work) -> None:
    work.echo.broken = frozenset({"a1"})
    keep(work.engine, envelope("a1"), envelope("a2"), envelope("b1", LI))
    work.handle()
    assert work.said == ["b1 0"], "others don't wait; the same person's next does"
    for attempt in range(1, MOST_ATTEMPTS):
        work.clock.ahead += timedelta(seconds=2**attempt + 0.1)
        work.handle()
    assert work.said == ["b1 0", "抱歉", "a2 0"]
    assert work.stages() == [Stage.FAILED, Stage.DONE, Stage.DONE]


def test_what_cant_be_read_fails_at_once_and_holds_up_nobody(work: Work) -> None:
    keep(work.engine, envelope("a1"), envelope("a2"))
    with writing(work.engine) as session:
        first = session.exec(select(Inbox).order_by(col(Inbox.id))).first()
        assert first
        first.raw = "{"
        session.add(first)
    work.loops(lambda: work.said == ["a2 0"])
    assert work.stages() == [Stage.FAILED, Stage.DONE]


def test_who_stops_a_slow_answer_is_heard_at_once_and_gets_no_answer(work: Work) -> None:
    work.echo.slow = frozenset({"a1"})
    keep(work.engine, envelope("a1"))

    def stop_once_it_thinks() -> bool:
        if work.echo.planned["a1"] and not work.echo.planned["/stop9"]:
            keep(work.engine, envelope("/stop9", is_urgent=True))
        return work.said == ["/stop9 1"]

    work.loops(stop_once_it_thinks)
    assert work.stages() == [Stage.DROPPED, Stage.DONE]


def test_slow_answers_dont_delay_what_is_quick(work: Work) -> None:
    work.echo.slow = frozenset(f"a{number}" for number in range(8))
    for number in range(8):
        keep(work.engine, envelope(f"a{number}", _person(number)))
    keep(work.engine, envelope("b1", LI))
    work.loops(lambda: work.said == ["b1 0"])


def test_everyone_is_answered_in_their_own_order_whatever_the_crowd(work: Work) -> None:
    for number in range(60):
        keep(work.engine, envelope(f"a{number}", _person(number % 6), sequence=number))
    work.loops(lambda: len(work.said) == 60)
    with reading(work.engine) as session:
        rows = session.exec(select(Outbox).order_by(col(Outbox.id))).all()
    for person in range(6):
        heard = [row.payload["text"] for row in rows if row.chat == _person(person).chat]
        assert heard == [f"a{number} 0" for number in range(person, 60, 6)]


def _person(number: int) -> Address:
    return Address(Channel.WEB, f"p{number + 10}", f"p{number + 10}")
