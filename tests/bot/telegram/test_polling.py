"""Updates are kept before they are confirmed, whatever goes wrong."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.messages.contents import Envelope
from bot.telegram import texts
from bot.telegram.connection import Connection, connected
from bot.telegram.polling import Poller
from knowledge.settings import Settings
from tests.bot.telegram.conftest import Online, settings_of
from tests.telegram_server.telegram import Telegram

pytestmark = [  # as bot/telegram/connection.py has it, whose filters pytest takes away
    pytest.mark.filterwarnings("ignore:Please use 'Bot."),
    pytest.mark.filterwarnings("ignore:.*attribute `retry_after`"),
]


class Kept:
    """An inbox that can be locked."""

    def __init__(self) -> None:
        self.batches: list[list[str]] = []
        self.locked = 0

    def __call__(self, envelopes: Sequence[Envelope]) -> None:
        if self.locked:
            self.locked -= 1
            raise RuntimeError("database is locked")
        self.batches.append([envelope.external_id for envelope in envelopes])

    @property
    def ids(self) -> list[str]:
        return [one for batch in self.batches for one in batch]


def ids(telegram: Telegram) -> list[str]:
    return [str(update["update_id"]) for update in telegram.updates]


async def until(is_so: Callable[[], object]) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(5):
        while not is_so():
            await asyncio.sleep(0.005)


async def running(poller: Poller, story: Callable[[], Awaitable[object]]) -> None:
    """Tell a story while the poller runs."""
    task = asyncio.create_task(poller.run())
    try:
        await story()
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def test_a_batch_is_kept_in_one_go_and_then_confirmed(telegram: Telegram, online: Online[None]) -> None:
    kept = Kept()
    for text in ("一", "二", "三"):
        telegram.says("沈处", text)

    async def story(line: Connection) -> None:
        poller = Poller(line.bot, kept, wait=0)
        assert await poller.poll_once() == 3
        assert len(telegram.waiting) == 3, "not confirmed before the next offset"
        assert await poller.poll_once() == 0
        assert not telegram.waiting

    online(story)
    assert kept.batches == [ids(telegram)]
    asked = [parameters for method, parameters in telegram.calls if method == "getUpdates"]
    assert "offset" not in asked[0] and asked[1]["offset"] == str(int(ids(telegram)[-1]) + 1)


def test_updates_that_can_not_be_kept_come_again(telegram: Telegram, online: Online[None]) -> None:
    kept = Kept()
    kept.locked = 2
    telegram.says("沈处", "停电")

    async def story(line: Connection) -> None:
        poller = Poller(line.bot, kept, wait=0)
        for _ in range(2):
            with pytest.raises(RuntimeError, match="locked"):
                await poller.poll_once()
            assert poller.offset is None and len(telegram.waiting) == 1
        assert await poller.poll_once() == 1

    online(story)
    assert kept.ids == ids(telegram)


def test_a_bad_update_stalls_nothing(
    telegram: Telegram, online: Online[None], caplog: pytest.LogCaptureFixture
) -> None:
    kept = Kept()
    first = telegram.says("沈处", "一") and ids(telegram)[-1]
    telegram.sends_update(message={"chat": "秘密"})
    telegram.sends_update(channel_post={"chat": {"id": -5, "type": "channel"}})
    telegram.sends_update(message=None)
    telegram.says("沈处", "二")

    async def story(line: Connection) -> None:
        poller = Poller(line.bot, kept, wait=0)
        assert await poller.poll_once() == 2
        assert await poller.poll_once() == 0

    online(story)
    assert kept.ids == [first, ids(telegram)[-1]] and not telegram.waiting
    assert len(caplog.records) == 3 and "秘密" not in caplog.text


def test_a_press_is_acknowledged_after_it_is_kept(telegram: Telegram, online: Online[None]) -> None:
    kept = Kept()

    async def story(line: Connection) -> None:
        poller = Poller(line.bot, kept, wait=0)
        chat = telegram.says("小吴", "/start").chat.id
        keyboard = {"inline_keyboard": [[{"text": "受理", "callback_data": "a:accept:1:0"}]]}
        await line.bot.do_api_request(
            "sendMessage", api_kwargs={"chat_id": chat, "text": "诉求", "reply_markup": keyboard}
        )
        query = telegram.presses("小吴", "受理")
        kept.locked = 1
        with pytest.raises(RuntimeError):
            await poller.poll_once()
        assert not telegram.is_acknowledged(query)
        await poller.poll_once()
        await until(lambda: telegram.is_acknowledged(query))
        telegram.fails_next("answerCallbackQuery", 400)
        telegram.presses("小吴", "受理")
        await poller.poll_once()
        await until(lambda: sum(method == "answerCallbackQuery" for method, _ in telegram.calls))

    online(story)


@pytest.mark.parametrize("trouble", ["drop", "nonsense", 500, 502, 429, "hang"])
def test_polling_goes_on_after_trouble(telegram: Telegram, online: Online[None], trouble: Any) -> None:
    kept = Kept()
    telegram.fails_next("getUpdates", trouble, times=1 if trouble == "hang" else 3)

    async def story(line: Connection) -> None:
        poller = Poller(line.bot, kept, wait=0, first_pause=0.001, slack=0.2)
        telegram.says("沈处", "停电")
        await running(poller, lambda: until(lambda: kept.ids and not telegram.waiting))
        assert poller.trouble is None

    online(story)
    assert kept.ids == ids(telegram)


def test_retry_after_is_honoured(telegram: Telegram, online: Online[None]) -> None:
    telegram.fails_next("getUpdates", 429, retry_after=1)
    kept = Kept()
    telegram.says("沈处", "停电")

    async def story(line: Connection) -> None:
        began = asyncio.get_running_loop().time()
        poller = Poller(line.bot, kept, wait=0, first_pause=0.001)
        await running(poller, lambda: until(lambda: kept.ids))
        assert asyncio.get_running_loop().time() - began >= 1

    online(story)


def test_two_who_poll_are_told_plainly_and_go_on(
    telegram: Telegram, online: Online[None], caplog: pytest.LogCaptureFixture
) -> None:
    kept = Kept()

    async def story(line: Connection) -> None:
        pollers = [Poller(line.bot, kept, wait=20, first_pause=0.05) for _ in range(2)]
        tasks = [asyncio.create_task(poller.run()) for poller in pollers]
        await until(lambda: any(poller.trouble == texts.POLLED_TWICE for poller in pollers))
        telegram.says("沈处", "停电")
        await until(lambda: kept.ids)
        for task in tasks:
            task.cancel()

    online(story)
    assert texts.POLLED_TWICE in caplog.text
    assert set(kept.ids) == set(ids(telegram))


def test_a_webhook_left_behind_is_said_plainly(
    telegram: Telegram, online: Online[None], caplog: pytest.LogCaptureFixture
) -> None:
    async def story(line: Connection) -> None:
        await line.bot.set_webhook("http://127.0.0.1:9/x")
        poller = Poller(line.bot, Kept(), wait=0, first_pause=0.01)
        await running(poller, lambda: until(lambda: poller.trouble))
        assert poller.trouble == texts.POLLED_TWICE

    online(story)


def test_a_wrong_token_is_said_plainly_and_never_shown(
    telegram: Telegram, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    settings = Settings(
        home=tmp_path, telegram_token=SecretStr("8100:AAF-geheim"), telegram_api_url=telegram.url
    )

    async def story() -> None:
        async with connected(settings) as line:
            poller = Poller(line.bot, Kept(), wait=0, first_pause=0.01)
            await running(poller, lambda: until(lambda: poller.trouble == texts.TOKEN_REFUSED))

    asyncio.run(story())
    assert texts.TOKEN_REFUSED in caplog.text and "geheim" not in caplog.text


def test_no_network_at_all(tmp_path: Path) -> None:
    settings = Settings(
        home=tmp_path, telegram_token=SecretStr("8100:x"), telegram_api_url="http://127.0.0.1:9"
    )

    async def story() -> None:
        async with connected(settings) as line:
            poller = Poller(line.bot, Kept(), wait=0, first_pause=0.01)
            await running(poller, lambda: until(lambda: "连不上 Telegram" in (poller.trouble or "")))

    asyncio.run(story())


def test_after_a_restart_what_was_kept_comes_at_most_once_more(telegram: Telegram, tmp_path: Path) -> None:
    kept = Kept()
    telegram.says("沈处", "一")

    async def life(polls: int) -> None:
        async with connected(settings_of(telegram, tmp_path)) as line:
            poller = Poller(line.bot, kept, wait=0)
            for _ in range(polls):
                await poller.poll_once()

    asyncio.run(life(1))  # killed before the next offset
    telegram.says("沈处", "二")
    asyncio.run(life(2))
    asyncio.run(life(1))
    first, second = ids(telegram)
    assert kept.batches == [[first], [first, second]]


def test_cancelling_a_poll_loses_nothing(telegram: Telegram, online: Online[None]) -> None:
    kept = Kept()

    async def story(line: Connection) -> None:
        poller = Poller(line.bot, kept, wait=20)

        async def polled() -> None:
            await until(telegram.is_polled)

        await running(poller, polled)
        telegram.says("沈处", "停电")
        again = Poller(line.bot, kept, wait=0)
        await again.poll_once()

    online(story)
    assert kept.ids == ids(telegram)
