"""Sending: what each kind of trouble comes to."""

import asyncio
from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.messages import outbox
from bot.messages.contents import Address, Channel, Outgoing
from bot.messages.outbox import Delivery
from bot.messages.pacing import Pacer
from bot.messages.results import Delivered, Moved, Passing, Permanent, Refused, Result, RetryAfter
from bot.messages.sender import PartDone, Sender
from bot.messages.tables import Outbox, Stage
from knowledge.database import reading, writing
from tests.bot.messages.conftest import LI, NOON, WANG, after


class Line:
    """A channel that does what it is told to: a result for each message, by its text."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.answers: dict[str, Result | Exception] = {}
        self.sent: list[tuple[str, str, int]] = []
        self.gone: list[Address] = []
        self.at: datetime = NOON
        self.sender = Sender(
            engine, Channel.WEB, self.send, Pacer(lambda _: False), lambda: self.at, self.is_gone
        )

    async def send(self, delivery: Delivery, part_done: PartDone) -> Result:
        text = delivery.outgoing.text
        self.sent.append((delivery.address.chat, text, delivery.parts))
        answer = self.answers.get(text, Delivered())
        if isinstance(answer, Exception):
            await part_done(1)
            raise answer
        return answer

    def is_gone(self, _session: Session, address: Address) -> None:
        self.gone.append(address)

    def says(self, who: Address, text: str) -> None:
        with writing(self.engine) as session:
            outbox.put(session, who, Outgoing(text), NOON)

    def goes(self, seconds: float = 0.0) -> None:
        """Send what may go at that moment, and wait for it."""
        self.at = after(seconds)

        async def once() -> None:
            await self.sender.step()
            await self.sender.finish()

        asyncio.run(once())

    def stage(self, text: str) -> Stage:
        with reading(self.engine) as session:
            rows = session.exec(select(Outbox)).all()
        return next(row.stage for row in rows if row.payload["text"] == text)


@pytest.fixture
def line(engine: Engine) -> Line:
    return Line(engine)


def texts(line: Line) -> list[str]:
    return [text for _, text, _ in line.sent]


def test_a_chat_gets_one_message_a_second_others_at_once(line: Line) -> None:
    for text in ("一", "二"):
        line.says(WANG, text)
    line.says(LI, "甲")
    line.goes(0)
    line.goes(0.5)
    assert sorted(texts(line)) == ["一", "甲"]
    line.goes(1.1)
    assert sorted(texts(line)) == ["一", "二", "甲"]


def test_who_asks_us_to_wait_waits_alone(line: Line) -> None:
    line.says(WANG, "一")
    line.says(LI, "甲")
    line.answers["一"] = RetryAfter(30)
    line.goes(0)
    line.says(LI, "乙")
    line.goes(2)
    assert "乙" in texts(line)
    line.answers.clear()
    line.goes(29)
    assert texts(line).count("一") == 1
    line.goes(31)
    assert line.stage("一") is Stage.DONE


@pytest.mark.parametrize("trouble", [Passing("502"), ConnectionError("nothing")])
def test_what_may_pass_is_tried_again_from_the_part_that_is_missing(
    line: Line, trouble: Passing | Exception
) -> None:
    line.says(WANG, "一")
    line.answers["一"] = trouble
    line.goes(0)
    line.answers.clear()
    line.goes(1.5)
    assert len(line.sent) == 1
    line.goes(3)
    assert line.sent[-1] == (WANG.chat, "一", 1 if isinstance(trouble, Exception) else 0)
    assert line.stage("一") is Stage.DONE


def test_who_is_gone_is_a_failure_at_once_and_no_loop(line: Line) -> None:
    for text in ("一", "二"):
        line.says(WANG, text)
    line.answers["一"] = Permanent("blocked")
    line.goes(0)
    line.goes(60)
    assert texts(line) == ["一"]
    assert line.stage("二") is Stage.FAILED
    assert line.gone == [WANG]


def test_a_message_that_is_refused_doesnt_hold_up_the_next(line: Line) -> None:
    for text in ("一", "二"):
        line.says(WANG, text)
    line.answers["一"] = Refused("too strange")
    line.goes(0)
    line.goes(2)
    assert (line.stage("一"), line.stage("二")) == (Stage.FAILED, Stage.DONE)


def test_what_goes_to_a_chat_that_moved_follows_it(line: Line) -> None:
    line.says(WANG, "一")
    line.answers["一"] = Moved("-100")
    line.goes(0)
    line.answers.clear()
    line.goes(2)
    assert line.sent[-1][:2] == ("-100", "一")
    assert line.stage("一") is Stage.DONE


def test_the_loop_sends_what_comes_while_it_runs(line: Line) -> None:
    async def run(until: Callable[[], bool]) -> None:
        task = asyncio.create_task(line.sender.run())
        line.says(WANG, "一")
        line.sender.bell.set()
        for _ in range(100):
            if until():
                break
            await asyncio.sleep(0.05)
        task.cancel()

    asyncio.run(run(lambda: bool(line.sent)))
    assert texts(line) == ["一"]
