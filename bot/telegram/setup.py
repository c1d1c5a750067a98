"""What is told to Telegram once: how updates come, and which commands the menu shows to whom."""

from collections.abc import Mapping, Sequence

from telegram import Bot, BotCommandScopeChat, BotCommandScopeDefault

from bot.telegram.translate import ALLOWED_UPDATES
from bot.telegram.webhook import PATH
from knowledge.scope import Role

Commands = Sequence[tuple[str, str]]
"""Command (without the slash) and description, in the menu's order."""


async def bot_name(bot: Bot) -> str:
    """The bot's username, as links and groups write it."""
    return (await bot.get_me()).username or ""


async def receive_by_polling(bot: Bot) -> None:
    """Updates wait until they are polled; those that already wait stay."""
    await bot.delete_webhook(drop_pending_updates=False)


async def receive_by_webhook(bot: Bot, url: str, secret: str) -> None:
    """Updates are posted to the web address (its root, or the whole path), one after another, so in order."""
    root = url.rstrip("/").removesuffix(PATH)
    await bot.set_webhook(
        root + PATH,
        allowed_updates=ALLOWED_UPDATES,
        drop_pending_updates=False,
        max_connections=1,
        secret_token=secret,
    )


async def set_menu(bot: Bot, commands: Mapping[Role, Commands]) -> None:
    """The menu of everybody who is not bound, and of groups, where everyone is a guest."""
    await bot.set_my_commands(commands[Role.GUEST], scope=BotCommandScopeDefault())


async def set_menu_of(bot: Bot, chat: str, role: Role, commands: Mapping[Role, Commands]) -> None:
    """The menu of one private chat, whose person speaks in `role`."""
    scope = BotCommandScopeChat(int(chat))
    if role is Role.GUEST:
        await bot.delete_my_commands(scope=scope)
    else:
        await bot.set_my_commands(commands[role], scope=scope)
