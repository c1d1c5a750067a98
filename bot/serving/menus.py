"""The menus: each chat shows the commands of the role that its person speaks in."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping

from telegram import Bot
from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError

from bot.dialogue.routes import commands_by_role
from bot.telegram import setup
from bot.telegram.polling import seconds_of
from knowledge.scope import Role

LOG = logging.getLogger(__name__)
LOOK = 3.0  # seconds between looks at who has which role
PAUSE = 0.2  # seconds between two menus


class Menus:
    """What each chat was last told. Nothing is known at the start: a role may have gone meanwhile."""

    def __init__(self, bot: Callable[[], Awaitable[Bot]], roles: Callable[[], Mapping[str, Role]]) -> None:
        self._bot = bot
        self._roles = roles
        self._shown: dict[str, Role] = {}
        self._has_default = False

    async def keep(self) -> None:
        """Bring them up to date until cancelled; what Telegram didn't take is tried again."""
        while True:
            bot = await self._bot()
            try:
                await self.look(bot)
            except RetryAfter as error:
                await asyncio.sleep(seconds_of(error))
            except TelegramError as error:
                LOG.debug("menus aren't set: %s", error)
            await asyncio.sleep(LOOK)

    async def look(self, bot: Bot) -> None:
        """Set every menu that isn't as it should be."""
        if not self._has_default:
            await setup.set_menu(bot, commands_by_role())
            self._has_default = True
        roles = await asyncio.to_thread(self._roles)
        self._shown = {chat: role for chat, role in self._shown.items() if chat in roles}
        for chat, role in roles.items():
            if self._shown.get(chat) is not role:
                await self._show(bot, chat, role)
                await asyncio.sleep(PAUSE)

    async def _show(self, bot: Bot, chat: str, role: Role) -> None:
        try:
            await setup.set_menu_of(bot, chat, role, commands_by_role())
        except (BadRequest, Forbidden) as error:  # nobody is there: asking again changes nothing
            LOG.debug("chat %s takes no menu: %s", chat, error)
        self._shown[chat] = role
