"""A press is acknowledged, so that the button stops turning."""

import logging

from telegram import Bot
from telegram.error import TelegramError

LOG = logging.getLogger(__name__)
SECONDS = 5.0


async def acknowledge(bot: Bot, query: str) -> None:
    """Tell Telegram that a press has come. Best effort: the effect doesn't hang on it."""
    try:
        await bot.answer_callback_query(query, read_timeout=SECONDS, connect_timeout=SECONDS)
    except TelegramError as error:
        LOG.debug("press %s not acknowledged: %s", query, error)
