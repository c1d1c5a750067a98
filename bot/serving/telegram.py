"""Telegram within `serve`: the line, what comes in, what goes out, the menus."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

from fastapi import APIRouter
from sqlmodel import Session, col, select
from telegram import Bot
from telegram.error import TelegramError

from bot import app
from bot.dialogue.routes import commands_by_role
from bot.files import Files
from bot.messages.contents import Address, Channel, Envelope, FileRef, StoredFile
from bot.messages.outbox import Delivery
from bot.messages.pacing import Pacer
from bot.messages.results import Result
from bot.messages.sender import PartDone, Sender
from bot.messages.tables import Conversation
from bot.people.bindings import actor_of, mark_unreachable
from bot.people.tables import Account
from bot.serving.readiness import Readiness
from bot.telegram import setup, webhook
from bot.telegram.connection import Connection, connected
from bot.telegram.deliver import is_group_chat, send
from bot.telegram.downloads import fetch
from bot.telegram.polling import Poller
from knowledge.database import reading
from knowledge.home import Home
from knowledge.scope import Role

LOG = logging.getLogger(__name__)
FETCHING = 60.0  # seconds for one file
AGAIN = 5.0  # seconds before Telegram is tried again at the start
MENUS = 3.0  # seconds between looks at who has which role
MENU_PAUSE = 0.2  # seconds between two menus

Keep = Callable[[list[Envelope]], None]


class Telegram:
    """One bot's part of the process."""

    def __init__(self, home: Home, files: Files, readiness: Readiness, keep: Keep) -> None:
        self.home = home
        self.settings = home.settings
        self.files = files
        self.readiness = readiness
        self.keep = keep
        self.name = ""
        self.sender = Sender(
            home.engine, Channel.TELEGRAM, self._send, Pacer(is_group_chat), app.utc_now, _gone
        )
        self._line: asyncio.Future[Connection] | None = None
        self._menus: dict[str, Role] = {}

    def parts(self) -> Sequence[tuple[str, Callable[[], Awaitable[None]]]]:
        """What runs, by name."""
        return (("telegram", self._run), ("sender", self.sender.run), ("menus", self._keep_menus))

    def webhook(self) -> APIRouter | None:
        """The route that Telegram posts to, where an address for it is set."""
        if not (self.settings.webhook_url and self.settings.telegram_token):
            return None
        secret = webhook.secret_of(self.settings.telegram_token.get_secret_value())
        return webhook.router(lambda envelopes: self.keep(list(envelopes)), secret)

    def fetched(self, file: FileRef) -> StoredFile:
        """In a thread: a file that came with a message, kept. Raises BadInput where it isn't taken."""

        async def bytes_of() -> bytes:
            return await fetch(await self._connection(), file)

        data = asyncio.run_coroutine_threadsafe(bytes_of(), self._loop).result(FETCHING)
        return self.files.store(data, file.name)

    async def _run(self) -> None:
        """Connect, say who we are, then take what comes; until cancelled."""
        self._loop = asyncio.get_running_loop()
        async with connected(self.settings) as line:
            self._connection_future().set_result(line)
            try:
                await self._introduce(line.bot)
                if self.settings.webhook_url:
                    await asyncio.Event().wait()
                else:
                    await self._poll(line.bot)
            finally:
                self._line = None

    async def _introduce(self, bot: Bot) -> None:
        """Until Telegram can be reached: learn the bot's name, set how updates come and the menu."""
        while True:
            try:
                self.name = await setup.bot_name(bot)
                self.settings.home.joinpath("telegram-name").write_text(self.name, "utf-8")
                await setup.set_menu(bot, commands_by_role())
                if self.settings.webhook_url and self.settings.telegram_token:
                    secret = webhook.secret_of(self.settings.telegram_token.get_secret_value())
                    await setup.receive_by_webhook(bot, self.settings.webhook_url, secret)
                else:
                    await setup.receive_by_polling(bot)
                return
            except TelegramError as error:
                LOG.error("Telegram: %s", error)
                await asyncio.sleep(AGAIN)

    async def _poll(self, bot: Bot) -> None:
        await Poller(bot, lambda envelopes: self.keep(list(envelopes))).run()

    async def _send(self, delivery: Delivery, part_done: PartDone) -> Result:
        line = await self._connection()
        return await send(
            line.bot, delivery.address, delivery.outgoing, delivery.parts, part_done, self.files.path
        )

    async def _keep_menus(self) -> None:
        """Each bound person's private chat shows the commands of the role that they speak in."""
        while True:
            line = await self._connection()
            for chat, role in (await asyncio.to_thread(self._roles)).items():
                if self._menus.get(chat, Role.GUEST) is not role:
                    try:
                        await setup.set_menu_of(line.bot, chat, role, commands_by_role())
                    except TelegramError as error:
                        LOG.warning("the menu of a chat isn't set: %s", error)
                    self._menus[chat] = role
                    await asyncio.sleep(MENU_PAUSE)
            await asyncio.sleep(MENUS)

    def _roles(self) -> dict[str, Role]:
        with reading(self.home.engine) as session:
            accounts = session.exec(select(Account).where(Account.channel == Channel.TELEGRAM)).all()
            return {one.chat: _role_of(session, one) for one in accounts if one.is_reachable}

    async def _connection(self) -> Connection:
        return await self._connection_future()

    def _connection_future(self) -> asyncio.Future[Connection]:
        if self._line is None:
            self._line = asyncio.get_running_loop().create_future()
        return self._line


def _role_of(session: Session, account: Account) -> Role:
    address = Address(account.channel, account.chat, account.external_id)
    chosen = session.exec(
        select(col(Conversation.membership_id)).where(Conversation.thread == address.thread)
    ).first()
    return actor_of(session, address, chosen).role


def _gone(session: Session, address: Address) -> None:
    """They can't be reached: not told again until they come back."""
    if not is_group_chat(address.chat):
        mark_unreachable(session, address.channel, address.person)
