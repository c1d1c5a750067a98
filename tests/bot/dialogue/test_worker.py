"""Slow answers in the running worker: they hold nobody up, and /stop makes them come to nothing."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import datetime
from threading import Event

from sqlmodel import col, select

from bot.dialogue.following import After
from bot.messages.contents import Kind
from bot.messages.tables import Inbox, Stage
from bot.people.actors import Actor
from knowledge.answers import Reason, Refusal, Reply, Subject
from knowledge.database import reading
from tests.bot.dialogue.cast import Cast
from tests.bot.dialogue.park import Person

SLOW, ANSWER = "很难的问题？", "想了很久的答复。"
SOON = 5.0  # seconds, of a busy machine; the slow answers take until they are let go
AT_MOST = 20.0  # seconds that a test waits for what must come


class Slow:
    """Answers that take until they are let go."""

    def __init__(self) -> None:
        self.begun = 0
        self.let_go = Event()

    def __call__(self, question: str, _actor: Actor, _at: datetime, _after: After | None = None) -> Reply:
        self.begun += 1
        self.let_go.wait(AT_MOST)
        return Refusal(question, Subject.POLICY, Reason.NOT_FOUND, ANSWER)


def running(cast: Cast, story: Callable[[Slow], Awaitable[None]]) -> None:
    """Play a story while the worker runs."""
    slow = Slow()
    cast.park.dialogue.ask = slow

    async def play() -> None:
        worker = asyncio.create_task(cast.park.worker.run())
        try:
            await story(slow)
        finally:
            slow.let_go.set()
            worker.cancel()
            await asyncio.wait([worker], timeout=AT_MOST)
            assert worker.cancelled()

    asyncio.run(play())


async def until(is_so: Callable[[], bool]) -> float:
    """How long it took until something was so."""
    begun = time.monotonic()
    while not await asyncio.to_thread(is_so):
        assert time.monotonic() - begun < AT_MOST
        await asyncio.sleep(0.01)
    return time.monotonic() - begun


def writes(person: Person, text: str) -> None:
    person.park.keep(person.incoming(Kind.TEXT, text=text))
    person.park.worker.bell.set()


def heard(person: Person, words: str) -> Callable[[], bool]:
    return lambda: any(words in one.text for one in person.heard)


def stages(cast: Cast) -> list[Stage]:
    with reading(cast.park.engine) as session:
        rows = session.exec(select(Inbox).order_by(col(Inbox.id).desc()).limit(2))
        return [row.stage for row in rows]


def test_eight_slow_answers_delay_nobodys_start(cast: Cast) -> None:
    async def story(slow: Slow) -> None:
        for number in range(8):
            writes(cast.park.person(f"访客{number}"), SLOW)
        await until(lambda: slow.begun >= 4)
        writes(cast.guest, "/start")
        assert await until(heard(cast.guest, "您好")) < SOON
        assert not any(heard(cast.park.person(f"访客{number}"), ANSWER)() for number in range(8))
        slow.let_go.set()
        for number in range(8):
            await until(heard(cast.park.person(f"访客{number}"), ANSWER))

    running(cast, story)


def test_stop_is_answered_at_once_and_the_answer_comes_to_nothing(cast: Cast) -> None:
    async def story(slow: Slow) -> None:
        writes(cast.guest, SLOW)
        await until(lambda: slow.begun == 1)
        writes(cast.guest, "/stop")
        assert await until(heard(cast.guest, "已停止，1 条没有处理完的消息不再处理")) < SOON
        assert stages(cast) == [Stage.DONE, Stage.DROPPED]
        slow.let_go.set()
        writes(cast.guest, "再问一次？")
        await until(heard(cast.guest, ANSWER))
        assert slow.begun == 2
        assert [one.text for one in cast.guest.heard].count(ANSWER) == 1

    running(cast, story)


def test_cancel_drops_the_draft_and_what_was_being_thought_about(cast: Cast) -> None:
    async def story(slow: Slow) -> None:
        writes(cast.yuan, SLOW)
        await until(lambda: slow.begun == 1)
        writes(cast.yuan, "/cancel")
        assert await until(heard(cast.yuan, "已停止，1 条")) < SOON
        slow.let_go.set()
        writes(cast.yuan, "/mine")
        await until(heard(cast.yuan, "还没有诉求"))
        assert not heard(cast.yuan, ANSWER)()

    running(cast, story)


def test_one_thinks_for_long_and_writes_on_in_order(cast: Cast) -> None:
    async def story(slow: Slow) -> None:
        writes(cast.guest, SLOW)
        writes(cast.guest, "/help")
        await until(lambda: slow.begun == 1)
        await asyncio.sleep(0.3)
        assert not heard(cast.guest, "/help")()
        slow.let_go.set()
        await until(heard(cast.guest, "/help"))
        said = [one.text for one in cast.guest.heard]
        assert said[0] == ANSWER and len(said) == 2

    running(cast, story)
