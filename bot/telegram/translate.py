"""Updates → what the house understands. Pure; an update is what anybody sent, so nothing in it is trusted."""

import json
import re
from collections.abc import Mapping
from typing import Any

from bot.messages.contents import Address, Channel, Envelope, FileRef, Incoming, Kind
from bot.telegram import texts

Update = Mapping[str, Any]

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
_MOST = 2**52  # Telegram's ids have at most 52 bits
_LONGEST_NAME = 64
_LONGEST_DESCRIPTION = 200
_GROUPS = ("group", "supergroup")
_URGENT = re.compile(r"\s*/(?:stop|cancel)(?:@\w+)?(?!\w)", re.IGNORECASE)
_COMMAND = re.compile(r"(/\w+)@(\w+)(?!\w)", re.ASCII)
_UNREADABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_GONE = {"kicked", "left"}
_BACK = {"member", "administrator"}
_VOICES = ("voice", "audio", "video_note")
_HOUSEKEEPING = frozenset(
    "new_chat_members left_chat_member new_chat_title new_chat_photo delete_chat_photo group_chat_created "
    "supergroup_chat_created channel_chat_created message_auto_delete_timer_changed migrate_from_chat_id "
    "pinned_message write_access_allowed chat_background_set boost_added forum_topic_created "
    "forum_topic_edited forum_topic_closed forum_topic_reopened general_forum_topic_hidden "
    "general_forum_topic_unhidden video_chat_scheduled video_chat_started video_chat_ended "
    "video_chat_participants_invited proximity_alert_triggered connected_website".split()
)
"""What Telegram itself puts into a chat: nobody said it, nobody waits for a reply."""


def envelope(update: object) -> Envelope | None:
    """Whose update it is and its place in the order; None where that can't be told. Never raises."""
    try:
        return _envelope(_dict(update))
    except (ValueError, TypeError, RecursionError):  # of JSON that can't be written again
        return None


def update_id(update: object) -> int | None:
    """The id by which an update is confirmed."""
    number = _dict(update).get("update_id")
    return number if isinstance(number, int) and not isinstance(number, bool) and number >= 0 else None


def pressed(update: object) -> str | None:
    """The id by which the press of a button is acknowledged."""
    return _text(_dict(_dict(update).get("callback_query")), "id") or None


def described(update: object) -> str:
    """An update for the log: which one, of what kind, and nothing of what it says."""
    return ascii([update_id(update), *map(str, _dict(update))])[:_LONGEST_DESCRIPTION]


def incoming(update: Update, bot_name: str) -> Incoming:
    """What the update says. Takes what `envelope` accepted."""
    body = _body(update)
    sender, address = _dict(body.get("from")), _address(body)
    if address is None:
        raise ValueError("an update of nobody")
    base = Incoming(address, Kind.OTHER, name=_name(sender), is_group=_is_group(body))
    if "callback_query" in update:
        return _with(base, Kind.PRESS, data=_text(_dict(update["callback_query"]), "data"))
    if "my_chat_member" in update:
        return _membership(base, body)
    return _message(base, body, "edited_message" in update, bot_name)


def _envelope(update: Update) -> Envelope | None:
    number, body = update_id(update), _body(update)
    address = _address(body)
    if number is None or number >= 2**63 or address is None:
        return None
    return Envelope(
        external_id=str(number),
        address=address,
        sequence=number,
        raw=json.dumps(update),
        album=_clean(_text(body, "media_group_id"))[:_LONGEST_NAME] or None,
        is_urgent="message" in update and bool(_URGENT.match(_text(body, "text"))),
    )


def _body(update: Update) -> Update:
    """The message, or what stands for it: it has `chat` and `from`."""
    press = _dict(update.get("callback_query"))
    if press:
        return {"chat": _dict(press.get("message")).get("chat"), "from": press.get("from")}
    named = next((name for name in ("message", "edited_message", "my_chat_member") if name in update), "")
    return _dict(update.get(named))


def _address(body: Update) -> Address | None:
    chat, person = _id(_dict(body.get("chat"))), _id(_dict(body.get("from")))
    if chat is None or person is None or _dict(body["chat"]).get("type") not in ("private", *_GROUPS):
        return None
    return Address(Channel.TELEGRAM, str(chat), str(person))


def _membership(base: Incoming, body: Update) -> Incoming:
    status = _text(_dict(body.get("new_chat_member")), "status")
    if status in _GONE:
        return _with(base, Kind.GONE)
    return _with(base, Kind.GONE, text="back") if status in _BACK else _with(base, Kind.CHATTER)


def _message(base: Incoming, message: Update, is_edit: bool, bot_name: str) -> Incoming:
    moved = _id({"id": message.get("migrate_to_chat_id")})
    if moved is not None:
        return _with(base, Kind.MOVED, data=str(moved))
    if _dict(message.get("from")).get("is_bot") is True or not _HOUSEKEEPING.isdisjoint(message):
        return _with(base, Kind.CHATTER)
    said = _clean(_text(message, "text") or _text(message, "caption"))
    if base.is_group and not _is_for_us(message, said, bot_name):
        return _with(base, Kind.CHATTER, text=said, files=_files(message))
    text = _addressed_to_nobody(said, bot_name)
    if is_edit:  # the position of somebody who walks comes as edits
        return _with(base, Kind.CHATTER if "location" in message else Kind.EDIT, text=text)
    return _content(base, message, text)


def _content(base: Incoming, message: Update, text: str) -> Incoming:
    files = _files(message)
    if files:
        return _with(base, Kind.FILES, text=text, files=files)
    if "contact" in message:
        return _contact(base, message)
    if "location" in message:
        return _location(base, message)
    if "sticker" in message:
        return _with(base, Kind.STICKER, text=_clean(_text(_dict(message["sticker"]), "emoji")))
    if any(voice in message for voice in _VOICES):
        return _with(base, Kind.VOICE, text=text)
    return _with(base, Kind.TEXT if _text(message, "text") else Kind.OTHER, text=text)


def _contact(base: Incoming, message: Update) -> Incoming:
    """A contact counts as the sender's own where Telegram itself says that it is."""
    contact = _dict(message["contact"])
    if contact.get("user_id") != _id(_dict(message.get("from"))):
        return base
    return _with(base, Kind.CONTACT, phone=_clean(_text(contact, "phone_number"))[:_LONGEST_NAME])


def _location(base: Incoming, message: Update) -> Incoming:
    place, venue = _dict(message["location"]), _dict(message.get("venue"))
    spots = [place.get("latitude"), place.get("longitude")]
    data = ",".join(f"{spot:.6f}" for spot in spots if isinstance(spot, int | float))
    told = " ".join(filter(None, (_text(venue, "title"), _text(venue, "address"))))
    return _with(base, Kind.LOCATION, data=data, text=_clean(told))


def _files(message: Update) -> tuple[FileRef, ...]:
    photos = message.get("photo")
    if isinstance(photos, list):
        sizes = [photo for photo in map(_dict, photos) if _text(photo, "file_id")]
        largest = max(sizes, key=lambda photo: _number(photo, "width") * _number(photo, "height"), default={})
        return _file(largest, texts.PHOTO, "image/jpeg")
    if "animation" in message:  # comes with a document too, which is a film
        return ()
    return _file(_dict(message.get("document")), texts.UNNAMED_FILE, None)


def _file(found: Update, name: str, mime: str | None) -> tuple[FileRef, ...]:
    ref = _text(found, "file_id")
    if not ref:
        return ()
    named = _clean(_text(found, "file_name")).replace("/", "_").replace("\\", "_").strip(". ")
    return (
        FileRef(ref, named or name, _text(found, "mime_type") or mime, _number(found, "file_size") or None),
    )


def _is_for_us(message: Update, text: str, bot_name: str) -> bool:
    """Is it, in a group, meant for us: a command, our name, an answer to what we said."""
    command = _COMMAND.match(text)
    if command:
        return command[2].lower() == bot_name.lower()
    replied = _dict(_dict(message.get("reply_to_message")).get("from"))
    is_reply = bool(bot_name) and _text(replied, "username").lower() == bot_name.lower()
    return text.startswith("/") or is_reply or bool(bot_name and _mention(bot_name).search(text))


def _addressed_to_nobody(text: str, bot_name: str) -> str:
    """The text without our name in it."""
    command = _COMMAND.match(text)
    if command and command[2].lower() == bot_name.lower():
        text = command[1] + text[command.end() :]
    return _mention(bot_name).sub("", text).strip() if bot_name else text.strip()


def _mention(bot_name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)@{re.escape(bot_name)}(?!\w)", re.IGNORECASE | re.ASCII)


def _with(base: Incoming, kind: Kind, **values: Any) -> Incoming:
    fields = {"text": "", "data": "", "files": (), "phone": "", **values}
    return Incoming(base.address, kind, name=base.name, is_group=base.is_group, **fields)


def _is_group(body: Update) -> bool:
    return _dict(body.get("chat")).get("type") in _GROUPS


def _name(sender: Update) -> str:
    parts = (_text(sender, "first_name"), _text(sender, "last_name"))
    return " ".join(_clean(" ".join(filter(None, parts))).split())[:_LONGEST_NAME]


def _id(of: Update) -> int | None:
    number = of.get("id")
    if not isinstance(number, int) or isinstance(number, bool):
        return None
    return number if 0 < abs(number) < _MOST else None


def _number(of: Update, name: str) -> int:
    number = of.get(name)
    return number if isinstance(number, int) and not isinstance(number, bool) and 0 < number < _MOST else 0


def _text(of: Update, name: str) -> str:
    text = of.get(name)
    return text if isinstance(text, str) else ""


def _clean(text: str) -> str:
    """Without the characters that no database and no reader takes."""
    return _UNREADABLE.sub("", text.replace("\r\n", "\n"))


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
