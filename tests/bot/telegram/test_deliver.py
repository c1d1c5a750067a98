"""Messages arrive, whole and once, or what came of them is said."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as run

from bot.messages.contents import Address, Button, Channel, Outgoing, Source, StoredFile
from bot.messages.results import Delivered, Moved, Passing, Permanent, Refused, Result, RetryAfter
from bot.telegram import deliver, layout
from bot.telegram.connection import Connection, connected
from bot.telegram.deliver import send
from tests.bot.telegram.conftest import Online, settings_of
from tests.bot.telegram.test_layout import BUTTONS, SOURCES, TEXTS
from tests.telegram_server.chats import Chat
from tests.telegram_server.telegram import Telegram
from tests.telegram_server.world import JPEG

pytestmark = pytest.mark.filterwarnings("ignore:.*attribute `retry_after`")
LONG = "第一句话。" * 2000


class Post:
    """Sends to a chat, and remembers how far it came."""

    def __init__(self, online: Online[Any], folder: Path) -> None:
        self.online = online
        self.folder = folder
        self.done = 0
        self.pauses: list[float] = []

    def __call__(self, chat: int, outgoing: Outgoing) -> Result:
        result: Result = self.online(lambda line: self.send(line, chat, outgoing))
        return result

    async def send(self, line: Connection, chat: int, outgoing: Outgoing) -> Result:
        async def part_done(parts: int) -> None:
            self.done = parts

        async def pause(seconds: float) -> None:
            self.pauses.append(seconds)

        address = Address(Channel.TELEGRAM, str(chat), str(abs(chat)))
        return await send(
            line.bot, address, outgoing, self.done, part_done, lambda digest: self.folder / digest, pause
        )

    def file(self, name: str, data: bytes, mime: str) -> StoredFile:
        (self.folder / name).write_bytes(data)
        return StoredFile(name, name, mime, len(data))


@pytest.fixture
def post(online: Online[Any], tmp_path: Path) -> Post:
    return Post(online, tmp_path)


@pytest.fixture
def shen(telegram: Telegram) -> int:
    """The chat of an official who has written."""
    return telegram.says("沈处", "/start").chat.id


def test_an_answer_with_its_sources_and_buttons(telegram: Telegram, post: Post, shen: int) -> None:
    answer = Outgoing(
        "每周一 <20:00> 举办[1]。", (Source(1, "《办法》", 31),), ((Button("转人工", "r:handover"),),)
    )
    assert post(shen, answer) == Delivered()
    chat = telegram.chat("沈处")
    assert chat.texts == ["每周一 <20:00> 举办[1]。\n来源\n[1] 《办法》"]
    assert chat.messages[0].entities[0]["type"] == "expandable_blockquote"
    assert chat.buttons == ["[1] 原文", "转人工"] and post.done == 1


def test_the_empty_message_is_delivered_by_sending_nothing(telegram: Telegram, post: Post, shen: int) -> None:
    assert post(shen, Outgoing("")) == Delivered()
    assert telegram.chat("沈处").messages == []


def test_the_parts_of_a_long_message_come_in_order_and_not_too_fast(
    telegram: Telegram, post: Post, shen: int
) -> None:
    assert post(shen, Outgoing(LONG)) == Delivered()
    assert "".join(telegram.chat("沈处").texts) == LONG
    assert post.done == 3 and post.pauses == [deliver.BETWEEN_PARTS] * 2


def test_a_retry_goes_on_with_the_part_that_failed(telegram: Telegram, post: Post, shen: int) -> None:
    telegram.fails_next("sendMessage", 502)
    assert isinstance(post(shen, Outgoing(LONG)), Passing) and post.done == 0
    telegram.world.pace.private = (1.0, 1.0)
    assert post(shen, Outgoing(LONG)) == RetryAfter(1.0) and post.done == 1
    telegram.stop_pacing()
    assert post(shen, Outgoing(LONG)) == Delivered()
    assert "".join(telegram.chat("沈处").texts) == LONG


def test_a_hundred_thousand_characters_arrive(telegram: Telegram, post: Post, shen: int) -> None:
    telegram.stop_pacing()
    text = "园区企业的诉求，<b>一件</b>一件办。" * 5000
    assert post(shen, Outgoing(text, buttons=((Button("确认", "x:1"),),))) == Delivered()
    assert "".join(telegram.chat("沈处").texts) == text and telegram.chat("沈处").buttons == ["确认"]


@pytest.mark.parametrize("trouble", [500, 502, 401, "drop", "nonsense", "hang"])
def test_what_may_pass(telegram: Telegram, post: Post, shen: int, trouble: Any) -> None:
    telegram.fails_next("sendMessage", trouble)
    assert isinstance(post(shen, Outgoing("您好")), Passing)
    assert post(shen, Outgoing("您好")) == Delivered()
    assert telegram.chat("沈处").texts == ["您好"]


def test_429_says_how_long_to_wait(telegram: Telegram, post: Post, shen: int) -> None:
    telegram.fails_next("sendMessage", 429, retry_after=7)
    assert post(shen, Outgoing("您好")) == RetryAfter(7.0)


def gone(telegram: Telegram) -> dict[str, Callable[[], Chat]]:
    group = telegram.group("交流群", "小吴")
    closed = telegram.group("旧群", "小吴")
    telegram.removes_bot("小吴", group)
    telegram.deletes_chat(closed)
    telegram.blocks("沈处")
    return {
        "kicked": lambda: group,
        "deleted": lambda: closed,
        "blocked": lambda: telegram.chat("沈处").chat,
        "never wrote": lambda: telegram.chat("从没来过").chat,
        "nobody": lambda: Chat(999, "private", "无人"),
    }


@pytest.mark.parametrize("why", ["kicked", "deleted", "blocked", "never wrote", "nobody"])
def test_whom_nothing_reaches(telegram: Telegram, post: Post, shen: int, why: str) -> None:
    chat = gone(telegram)[why]()
    assert isinstance(post(chat.id, Outgoing("您好")), Permanent)
    photo = post.file("a.jpg", JPEG, "image/jpeg")
    assert isinstance(post(chat.id, Outgoing("您好", files=(photo,))), Permanent)
    sent = [method for method, _ in telegram.calls]
    assert sent == ["sendMessage", "sendPhoto"], "no second attempt, plainer or otherwise"


def test_a_group_that_moved(telegram: Telegram, post: Post) -> None:
    group = telegram.group("交流群", "小吴")
    new = telegram.upgrades_to_supergroup(group)
    assert post(group.id, Outgoing("您好")) == Moved(str(new.id))
    assert post(new.id, Outgoing("您好")) == Delivered()


def test_markup_that_is_not_taken_goes_as_plain_text(telegram: Telegram, post: Post, shen: int) -> None:
    telegram.fails_next(
        "sendMessage", 400, description="Bad Request: can't parse entities: Unsupported start tag"
    )
    assert post(shen, Outgoing("1 < 2", buttons=((Button("是", "y"),),))) == Delivered()
    (message,) = telegram.chat("沈处").messages
    assert message.text == "1 < 2" and not message.markup and not message.entities


def test_what_is_not_taken_plainly_either_is_refused(telegram: Telegram, post: Post, shen: int) -> None:
    telegram.fails_next("sendMessage", 400, description="Bad Request: no", times=2)
    assert post(shen, Outgoing("您好")) == Refused("No")


def test_photos_and_documents(telegram: Telegram, post: Post, shen: int) -> None:
    photo = post.file("漏水.jpg", JPEG, "image/jpeg")
    paper = post.file('说明"一".pdf', b"%PDF-1.7", "application/pdf")
    assert post(shen, Outgoing("厂房漏水", files=(photo, paper))) == Delivered()
    text, first, second = telegram.chat("沈处").messages
    assert text.text == "厂房漏水" and first.data == JPEG and "photo" in first.content
    assert second.data == b"%PDF-1.7" and second.content["document"]["file_name"].endswith(".pdf")
    post.done = 0
    assert post(shen, Outgoing("<漏水>", files=(photo,), buttons=((Button("受理", "a"),),))) == Delivered()
    last = telegram.chat("沈处").messages[-1]
    assert last.text == "<漏水>" and last.buttons == ["受理"] and "photo" in last.content


def test_a_photo_that_can_not_be_shown_goes_as_a_document(telegram: Telegram, post: Post, shen: int) -> None:
    odd = post.file("图.png", b"not a picture", "image/png")
    assert post(shen, Outgoing("图", files=(odd,))) == Delivered()
    assert telegram.chat("沈处").messages[0].name == "图.png"


def test_a_lost_file_is_told_of(telegram: Telegram, post: Post, shen: int) -> None:
    lost = StoredFile("nowhere", "丢了.pdf", "application/pdf", 5)
    assert post(shen, Outgoing("见附件", files=(lost,))) == Delivered()
    assert telegram.chat("沈处").last == "见附件\n附件“丢了.pdf”没能发送，请到网页上查看。"
    telegram.fails_next("sendDocument", 400)
    post.done = 0
    assert post(shen, Outgoing("", files=(post.file("a.pdf", b"%PDF", "application/pdf"),))) == Delivered()
    assert telegram.chat("沈处").last == "附件“a.pdf”没能发送，请到网页上查看。"


def test_the_phone_number_is_asked_for_by_a_key(telegram: Telegram, post: Post, shen: int) -> None:
    asking = Outgoing("请留电话", buttons=((Button("取消", "x:cancel"),),), asks_contact=True)
    assert post(shen, asking) == Delivered()
    assert telegram.chat("沈处").keyboard == ["发送我的手机号", "取消"]
    group = telegram.group("交流群", "沈处")
    post.done = 0
    assert post(group.id, asking) == Delivered()
    assert telegram.chat(group).keyboard == [] and telegram.chat(group).buttons == ["取消"]


def test_groups_are_written_to_more_slowly(telegram: Telegram, post: Post) -> None:
    group = telegram.group("交流群", "沈处")
    assert post(group.id, Outgoing(LONG)) == Delivered()
    assert post.pauses == [deliver.BETWEEN_GROUP_PARTS] * 2


@pytest.fixture
def kept_open(telegram: Telegram, tmp_path: Path) -> Iterator[Post]:
    """Sends over one line that stays open."""
    line = connected(settings_of(telegram, tmp_path))
    with asyncio.Runner() as runner:
        opened = runner.run(line.__aenter__())
        yield Post(lambda story: runner.run(told(story(opened))), tmp_path)
        runner.run(line.__aexit__(None, None, None))


async def told(story: Awaitable[Any]) -> Any:
    return await story


@run(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS, SOURCES, BUTTONS)
def test_telegram_takes_whatever_is_said(
    telegram: Telegram,
    kept_open: Post,
    text: str,
    sources: tuple[Source, ...],
    buttons: tuple[tuple[Button, ...], ...],
) -> None:
    telegram.stop_pacing()
    chat, sent = telegram.says("沈处", "请说").chat.id, Outgoing(text, sources, buttons)
    kept_open.done = 0
    assert kept_open(chat, sent) == Delivered()
    came, parts = telegram.chat("沈处").new, layout.layout(sent)
    assert [one.text for one in came] == [part.plain.strip() for part in parts]
    assert [sum(map(len, part.buttons)) for part in parts] == [len(one.buttons) for one in came]
