"""Telegram within `serve`: the line, what comes in, what goes out, the menus."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

from fastapi import APIRouter
from sqlmodel import Session, col, select
from telegram import Bot
from telegram.error import TelegramError

from bot import app
from bot.files import Files
from bot.messages.contents import Address, Channel, Envelope, FileRef, StoredFile
from bot.messages.outbox import Delivery
from bot.messages.pacing import Pacer
from bot.messages.results import Result
from bot.messages.sender import PartDone, Sender
from bot.messages.tables import Conversation
from bot.people.bindings import actor_of, mark_unreachable
from bot.people.tables import Account
from bot.serving.menus import Menus
from bot.telegram import setup, texts, webhook
from bot.telegram.connection import Connection, connected
from bot.telegram.deliver import is_group_chat, send
from bot.telegram.downloads import fetch
from bot.telegram.polling import Poller, trouble_of
from knowledge.database import reading
from knowledge.errors import BadInput
from knowledge.home import Home
from knowledge.scope import Role
from knowledge.texts import home_unwritable

LOG = logging.getLogger(__name__)
FETCHING = 60.0  # seconds for one file, however often it is tried
FETCHED_AGAIN = (1.0, 3.0)  # seconds after which it is tried again
AGAIN = 5.0  # seconds before Telegram is tried again at the start

Keep = Callable[[list[Envelope]], None]


class Telegram:
    """One bot's part of the process."""

    def __init__(self, home: Home, files: Files, keep: Keep) -> None:
        self.home = home
        self.settings = home.settings
        self.files = files
        self.keep = keep
        self.name = ""
        self.sender = Sender(
            home.engine, Channel.TELEGRAM, self._send, Pacer(is_group_chat), app.utc_now, _gone
        )
        self._line: asyncio.Future[Connection] | None = None
        self._loop = asyncio.get_running_loop()
        self._poller: Poller | None = None
        self._trouble: str | None = None
        self.menus = Menus(self._bot, self._roles)

    def parts(self) -> Sequence[tuple[str, Callable[[], Awaitable[None]]]]:
        """What runs, by name."""
        return (("telegram", self._run), ("sender", self.sender.run), ("menus", self.menus.keep))

    def webhook(self) -> APIRouter | None:
        """The route that Telegram posts to, where an address for it is set."""
        if not (self.settings.webhook_url and self.settings.telegram_token):
            return None
        secret = webhook.secret_of(self.settings.telegram_token.get_secret_value())
        return webhook.router(lambda envelopes: self.keep(list(envelopes)), secret)

    @property
    def trouble(self) -> str | None:
        """What is wrong between us and Telegram, while something is."""
        return self._trouble or (self._poller.trouble if self._poller else None)

    def fetched(self, file: FileRef) -> StoredFile:
        """In a thread: a file that came with a message, kept. Raises BadInput where it isn't taken."""
        fetching = asyncio.run_coroutine_threadsafe(
            asyncio.wait_for(self._bytes_of(file), FETCHING), self._loop
        )
        try:
            data = fetching.result()
        except (TelegramError, TimeoutError) as error:
            LOG.warning("a file can't be fetched: %s", error)
            raise BadInput(texts.FILE_NOT_NOW) from error
        return self.files.store(data, file.name)

    async def _bytes_of(self, file: FileRef) -> bytes:
        for pause in FETCHED_AGAIN:
            try:
                return await fetch(await self._connection(), file)
            except TelegramError:
                await asyncio.sleep(pause)
        return await fetch(await self._connection(), file)

    async def _run(self) -> None:
        """Connect, say who we are, then take what comes; until cancelled."""
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
        """Until Telegram can be reached: learn the bot's name, and set how updates come."""
        while True:
            try:
                self._learn_name(await setup.bot_name(bot))
                if self.settings.webhook_url and self.settings.telegram_token:
                    secret = webhook.secret_of(self.settings.telegram_token.get_secret_value())
                    await setup.receive_by_webhook(bot, self.settings.webhook_url, secret)
                else:
                    await setup.receive_by_polling(bot)
            except TelegramError as error:
                said = trouble_of(error, AGAIN)
                if said != self._trouble:
                    LOG.error(said)
                self._trouble = said
                await asyncio.sleep(AGAIN)
            else:
                self._trouble = None
                return

    def _learn_name(self, name: str) -> None:
        """Links that are made elsewhere, by `wuhao people invite`, name the bot too."""
        self.name = name
        try:
            self.settings.home.joinpath("telegram-name").write_text(name, "utf-8")
        except OSError:
            LOG.error(home_unwritable(str(self.settings.home)))

    async def _poll(self, bot: Bot) -> None:
        self._poller = Poller(bot, lambda envelopes: self.keep(list(envelopes)))
        await self._poller.run()

    async def _send(self, delivery: Delivery, part_done: PartDone) -> Result:
        line = await self._connection()
        return await send(
            line.bot, delivery.address, delivery.outgoing, delivery.parts, part_done, self.files.path
        )

    async def _bot(self) -> Bot:
        return (await self._connection()).bot

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
