"""What Telegram is told once: the way in and the menus. And what is fetched from it."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from telegram.error import TelegramError

from bot.messages.contents import FileRef
from bot.telegram import downloads, setup
from bot.telegram.connection import Connection, connected
from bot.telegram.webhook import secret_of
from knowledge.errors import BadInput
from knowledge.scope import Role
from knowledge.settings import Settings
from tests.bot.telegram.conftest import Online
from tests.telegram_server.telegram import Telegram
from tests.telegram_server.world import JPEG

MENUS = {
    Role.GUEST: [("start", "开始"), ("help", "帮助")],
    Role.ENTERPRISE: [("report", "提交诉求"), ("mine", "我的诉求")],
    Role.STAFF: [("queue", "待办诉求")],
}


def test_the_bot_knows_its_name(telegram: Telegram, online: Online[None]) -> None:
    async def story(line: Connection) -> None:
        assert await setup.bot_name(line.bot) == telegram.bot_name

    online(story)


def test_everybody_has_the_menu_of_their_role(telegram: Telegram, online: Online[None]) -> None:
    group = telegram.group("交流群", "小吴")

    async def story(line: Connection) -> None:
        clerk, firm = (str(telegram.says(who, "/start").chat.id) for who in ("小吴", "蓄原"))
        await setup.set_menu(line.bot, MENUS)
        await setup.set_menu_of(line.bot, clerk, Role.STAFF, MENUS)
        await setup.set_menu_of(line.bot, firm, Role.ENTERPRISE, MENUS)
        assert telegram.commands("小吴") == ["queue"] and telegram.commands("蓄原") == ["report", "mine"]
        assert telegram.commands("来客") == ["start", "help"] == telegram.commands(group)
        await setup.set_menu_of(line.bot, firm, Role.GUEST, MENUS)
        assert telegram.commands("蓄原") == ["start", "help"]

    online(story)


@pytest.mark.parametrize("tail", ["", "/", "/telegram/webhook"])
def test_the_way_in_is_changed_without_losing_what_waits(
    telegram: Telegram, online: Online[None], tail: str
) -> None:
    telegram.says("沈处", "停电")

    async def story(line: Connection) -> None:
        await setup.receive_by_webhook(line.bot, "http://127.0.0.1:9" + tail, secret_of(telegram.token))
        info = await line.bot.get_webhook_info()
        assert (info.url, info.pending_update_count) == ("http://127.0.0.1:9/telegram/webhook", 1)
        await setup.receive_by_polling(line.bot)
        assert (await line.bot.get_webhook_info()).url == "" and len(telegram.waiting) == 1

    online(story)


def test_a_line_needs_a_token(tmp_path: Path) -> None:
    async def story() -> None:
        async with connected(Settings(home=tmp_path)):
            raise AssertionError

    with pytest.raises(ValueError, match="no Telegram token"):
        asyncio.run(story())


def test_files_are_fetched(telegram: Telegram, online: Online[None]) -> None:
    data = bytes(range(256)) * 4000

    async def story(line: Connection) -> None:
        paper = telegram.sends_document("沈处", "说明.pdf", data).content["document"]
        ref = FileRef(paper["file_id"], "说明.pdf", size=len(data))
        assert await downloads.fetch(line, ref) == data
        photo = telegram.sends_photo("沈处", JPEG + b"large").content["photo"][-1]
        assert await downloads.fetch(line, FileRef(photo["file_id"], "照片.jpg")) == JPEG + b"large"

    online(story)


def test_files_that_can_not_be_fetched(telegram: Telegram, online: Online[None]) -> None:
    async def story(line: Connection) -> None:
        large: Any = telegram.sends_document("沈处", "大.pdf", b"x", size=21 * 1024 * 1024).content[
            "document"
        ]
        for ref in (
            FileRef(large["file_id"], "大.pdf", size=large["file_size"]),
            FileRef(large["file_id"], "大.pdf"),
        ):
            with pytest.raises(BadInput, match="超过 20 MB"):
                await downloads.fetch(line, ref)
        with pytest.raises(BadInput, match="取不到"):
            await downloads.fetch(line, FileRef("no such", "x"))
        liar = telegram.sends_document("沈处", "谎.pdf", bytes(5000), size=10).content["document"]
        with pytest.raises(BadInput, match="超过 20 MB"):
            await downloads.fetch(line, FileRef(liar["file_id"], "谎.pdf", size=10), largest=4000)

    online(story)


@pytest.mark.parametrize("trouble", [500, 404, "drop", "hang"])
def test_downloads_that_break_off(telegram: Telegram, online: Online[None], trouble: Any) -> None:
    async def story(line: Connection) -> None:
        paper = telegram.sends_document("沈处", "说明.pdf", b"%PDF").content["document"]
        telegram.fails_next("download", trouble)
        with pytest.raises(BadInput if trouble == 404 else TelegramError) as error:
            await downloads.fetch(line, FileRef(paper["file_id"], "说明.pdf"))
        assert telegram.token not in str(error.value)
        assert await downloads.fetch(line, FileRef(paper["file_id"], "说明.pdf")) == b"%PDF"

    online(story)


def test_a_path_on_the_servers_own_disk_is_not_read(telegram: Telegram, online: Online[None]) -> None:
    async def story(line: Connection) -> None:
        paper = telegram.sends_document("沈处", "x.pdf", b"%PDF").content["document"]
        telegram.world.files[paper["file_id"]].path = "/etc/hostname"
        with pytest.raises(BadInput):
            await downloads.fetch(line, FileRef(paper["file_id"], "x.pdf"))

    online(story)


def test_a_proxy_is_used_for_everything(tmp_path: Path) -> None:
    settings = Settings(
        home=tmp_path,
        telegram_token=SecretStr("8100:x"),
        telegram_api_url="http://telegram.invalid",
        telegram_proxy="http://127.0.0.1:9",
    )

    async def story() -> None:
        async with connected(settings) as line:
            with pytest.raises(TelegramError, match="ConnectError"):
                await setup.bot_name(line.bot)

    asyncio.run(story())
