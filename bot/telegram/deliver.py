"""A message's parts, sent one by one; what came of it is a value."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    KeyboardButton,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError
from telegram.error import RetryAfter as TelegramRetryAfter

from bot.messages.contents import Address, Outgoing, StoredFile
from bot.messages.results import Delivered, Moved, Passing, Permanent, Refused, Result, RetryAfter
from bot.telegram import texts
from bot.telegram.cutting import shortened
from bot.telegram.layout import LONGEST_CAPTION, Part, layout
from bot.telegram.polling import seconds_of

PartDone = Callable[[int], Awaitable[None]]
Pause = Callable[[float], Awaitable[None]]
OpenFile = Callable[[str], Path]
"""The path of a kept file, by its digest."""

Keyboard = InlineKeyboardMarkup | ReplyKeyboardMarkup | None

BETWEEN_PARTS = 1.05  # seconds; Telegram allows one message a second to a chat
BETWEEN_GROUP_PARTS = 3.05  # and 20 a minute to a group
LARGEST_PHOTO = 10 * 1024 * 1024
PHOTOS = ("image/jpeg", "image/png", "image/webp")
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_NOBODY_THERE = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "not enough rights",
    "have no rights",
    "need administrator rights",
    "chat_write_forbidden",
    "chat_restricted",
    "group chat was deactivated",
    "group chat was deleted",
    "bot is not a member",
)


async def send(
    bot: Bot,
    address: Address,
    outgoing: Outgoing,
    from_part: int,
    part_done: PartDone,
    open_file: OpenFile,
    pause: Pause = asyncio.sleep,
) -> Result:
    """Send the parts from number `from_part` on; `part_done` hears how many are delivered by then."""
    is_group = is_group_chat(address.chat)
    for number, part in enumerate(layout(outgoing, is_group=is_group)):
        if number < from_part:
            continue
        if number > from_part:
            await pause(BETWEEN_GROUP_PARTS if is_group else BETWEEN_PARTS)
        try:
            await _send_part(bot, address.chat, part, open_file)
        except TelegramError as error:
            return _result(error)
        await part_done(number + 1)
    return Delivered()


def is_group_chat(chat: str) -> bool:
    """Whether a chat is a group, by its id."""
    return chat.startswith("-")


async def _send_part(bot: Bot, chat: str, part: Part, open_file: OpenFile) -> None:
    """Send a part as it is meant; plainly where Telegram doesn't take that."""
    if part.file:
        await _send_file(bot, chat, part, part.file, open_file)
        return
    try:
        await bot.send_message(
            chat,
            part.html,
            parse_mode=ParseMode.HTML,
            reply_markup=_keyboard(part),
            link_preview_options=_NO_PREVIEW,
        )
    except BadRequest as error:
        if _is_nobody_there(error):
            raise
        await bot.send_message(chat, part.plain, link_preview_options=_NO_PREVIEW)


async def _send_file(bot: Bot, chat: str, part: Part, file: StoredFile, open_file: OpenFile) -> None:
    """Send a file: a photo to be looked at, anything else as a document; a lost one is told of."""
    try:
        data = await asyncio.to_thread(lambda: open_file(file.digest).read_bytes())
    except OSError:
        data = b""
    for as_photo in ((True, False) if _is_photo(file) else (False,)) if data else ():
        try:
            await _send_bytes(bot, chat, part, InputFile(data, filename=file.name, attach=True), as_photo)
            return
        except BadRequest as error:
            if _is_nobody_there(error):
                raise
    lost = texts.FILE_LOST.format(name=shortened(file.name, LONGEST_CAPTION))
    await bot.send_message(chat, f"{part.plain}\n{lost}".strip(), reply_markup=_keyboard(part))


async def _send_bytes(bot: Bot, chat: str, part: Part, data: InputFile, as_photo: bool) -> None:
    caption, keyboard = part.html or None, _keyboard(part)
    if as_photo:
        await bot.send_photo(chat, data, caption=caption, parse_mode=ParseMode.HTML, reply_markup=keyboard)
    else:
        await bot.send_document(chat, data, caption=caption, parse_mode=ParseMode.HTML, reply_markup=keyboard)


def _is_photo(file: StoredFile) -> bool:
    return file.mime in PHOTOS and file.size <= LARGEST_PHOTO


def _keyboard(part: Part) -> Keyboard:
    """Buttons under the message; where a phone number is asked for, instead of the letters."""
    if part.asks_contact:
        rows = [[KeyboardButton(texts.SHARE_PHONE, request_contact=True)]]
        rows += [[KeyboardButton(button.label) for button in row] for row in part.buttons]
        return ReplyKeyboardMarkup(rows, resize_keyboard=True, one_time_keyboard=True)
    if not part.buttons:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(one.label, callback_data=one.data) for one in row] for row in part.buttons]
    )


def _result(error: TelegramError) -> Result:
    if isinstance(error, TelegramRetryAfter):
        return RetryAfter(seconds_of(error))
    if isinstance(error, ChatMigrated):
        return Moved(str(error.new_chat_id))
    if isinstance(error, Forbidden) or _is_nobody_there(error):
        return Permanent(str(error))
    if isinstance(error, BadRequest):
        return Refused(str(error))
    return Passing(f"{type(error).__name__}: {error}")


def _is_nobody_there(error: TelegramError) -> bool:
    said = str(error).lower()
    return isinstance(error, BadRequest) and any(words in said for words in _NOBODY_THERE)
