"""The Bot API's methods, each as strict as Telegram's own."""

import time
from collections.abc import Callable, Mapping
from typing import Any

from tests.telegram_server import markup, rules
from tests.telegram_server.chats import Chat, Message
from tests.telegram_server.rules import ApiError, Json, Parameters, Upload, bad
from tests.telegram_server.world import Webhook, World

Method = Callable[[World, Parameters], Any]
_IMAGES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"RIFF")
_LOOPBACK = ("http://127.0.0.1:", "http://localhost:")


def get_me(world: World, _parameters: Parameters) -> Json:
    return {
        **world.bot.json,
        "can_join_groups": True,
        "can_read_all_group_messages": True,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def take_updates(world: World, parameters: Parameters) -> list[Json]:
    """What getUpdates has to give at this moment; everything below the offset is confirmed."""
    if world.webhook:
        raise ApiError(
            409,
            "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
        )
    offset, limit = parameters.integer("offset", 0), parameters.integer("limit", 100)
    if offset < 0:
        world.updates = world.updates[offset:]
    else:
        world.updates = [one for one in world.updates if one["update_id"] >= offset]
    return sorted(world.updates, key=lambda one: int(one["update_id"]))[: min(max(limit, 1), 100)]


def allow_updates(world: World, parameters: Parameters) -> None:
    wanted = parameters.json("allowed_updates")
    if wanted is None:
        return
    if not isinstance(wanted, list) or not set(wanted) <= rules.UPDATE_TYPES:
        raise bad("allowed_updates must be a list of kinds of update")
    world.allowed = frozenset(wanted) or rules.USUAL_UPDATES


def set_webhook(world: World, parameters: Parameters) -> bool:
    url = parameters.text("url")
    if not url:
        return delete_webhook(world, parameters)
    if not url.startswith(("https://", *_LOOPBACK)):
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if not 1 <= parameters.integer("max_connections", 40) <= 100:
        raise bad("bad webhook: max_connections must be from 1 to 100")
    secret = parameters.text("secret_token")
    allow_updates(world, parameters)
    if parameters.boolean("drop_pending_updates"):
        world.updates.clear()
    world.webhook = Webhook(url, rules.secret(secret) if secret else "")
    return True


def delete_webhook(world: World, parameters: Parameters) -> bool:
    if parameters.boolean("drop_pending_updates"):
        world.updates.clear()
    world.webhook = None
    return True


def get_webhook_info(world: World, _parameters: Parameters) -> Json:
    hook = world.webhook
    error = {"last_error_message": hook.last_error} if hook and hook.last_error else {}
    return {
        "url": hook.url if hook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates),
        **error,
    }


def send_message(world: World, parameters: Parameters) -> Json:
    chat, drawn = _open_chat(world, parameters), _markup(world, parameters)
    text, entities = _formatted(parameters, "text", "entities")
    if not text:
        raise bad("message text is empty")
    if markup.units(text) > rules.LONGEST_TEXT:
        raise bad("message is too long")
    return _sent(world, chat, text, entities=entities, markup=drawn)


def send_photo(world: World, parameters: Parameters) -> Json:
    chat, drawn = _open_chat(world, parameters), _markup(world, parameters)
    caption, entities = _caption(parameters)
    upload = _upload(parameters, "photo", rules.LARGEST_PHOTO)
    if not upload.data.startswith(_IMAGES):
        raise bad("IMAGE_PROCESS_FAILED")
    content = {"photo": world.photo(upload.data)}
    return _sent(world, chat, caption, entities=entities, markup=drawn, content=content, data=upload.data)


def send_document(world: World, parameters: Parameters) -> Json:
    chat, drawn = _open_chat(world, parameters), _markup(world, parameters)
    caption, entities = _caption(parameters)
    upload = _upload(parameters, "document", rules.LARGEST_UPLOAD)
    _, described = world.store(upload.data, "document", "." + upload.name.rpartition(".")[2])
    content = {"document": {**described, "file_name": upload.name}}
    return _sent(world, chat, caption, entities=entities, markup=drawn, content=content, data=upload.data)


def send_chat_action(world: World, parameters: Parameters) -> bool:
    _open_chat(world, parameters, is_paced=False)
    rules.action(parameters.text("action"))
    return True


def edit_message_text(world: World, parameters: Parameters) -> Json:
    message, drawn = _own_message(world, parameters), _markup(world, parameters)
    text, entities = _formatted(parameters, "text", "entities")
    if not text:
        raise bad("message text is empty")
    if markup.units(text) > rules.LONGEST_TEXT:
        raise bad("message is too long")
    if message.is_captioned:
        raise bad("there is no text in the message to edit")
    return _edited(message, text=text, entities=entities, markup=drawn)


def edit_message_reply_markup(world: World, parameters: Parameters) -> Json:
    return _edited(_own_message(world, parameters), markup=_markup(world, parameters))


def get_file(world: World, parameters: Parameters) -> Json:
    file_id = parameters.text("file_id")
    stored = world.files.get(file_id)
    if stored is None:
        raise bad("wrong file_id or the file is temporarily unavailable")
    if stored.size > rules.LARGEST_DOWNLOAD:
        raise bad("file is too big")
    return {
        "file_id": file_id,
        "file_unique_id": f"AQAD{file_id[-8:]}",
        "file_size": stored.size,
        "file_path": stored.path,
    }


def answer_callback_query(world: World, parameters: Parameters) -> bool:
    press = world.presses_seen.get(parameters.text("callback_query_id"))
    is_old = press is None or press.is_answered or time.monotonic() - press.pressed_at > world.press_lifetime
    if press is None or is_old:
        raise bad("query is too old and response timeout expired or query ID is invalid")
    if len(parameters.text("text")) > 200:
        raise bad("MESSAGE_TOO_LONG")
    press.is_answered, press.text = True, parameters.text("text")
    return True


def set_my_commands(world: World, parameters: Parameters) -> bool:
    world.commands[_scope(world, parameters)] = rules.commands(parameters.json("commands"))
    return True


def get_my_commands(world: World, parameters: Parameters) -> list[Json]:
    return world.commands.get(_scope(world, parameters), [])


def delete_my_commands(world: World, parameters: Parameters) -> bool:
    world.commands.pop(_scope(world, parameters), None)
    return True


METHODS: Mapping[str, Method] = {
    "getMe": get_me,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "sendChatAction": send_chat_action,
    "editMessageText": edit_message_text,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "getFile": get_file,
    "answerCallbackQuery": answer_callback_query,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
}
"""All but getUpdates, which waits."""


def _chat(world: World, parameters: Parameters) -> Chat:
    if not str(parameters.values.get("chat_id", "")).strip():
        raise bad("chat_id is empty")
    number = str(parameters.values["chat_id"])
    chat = world.chats.get(int(number)) if number.removeprefix("-").isdigit() else None
    if chat is None:
        raise bad("chat not found")
    return chat


def _open_chat(world: World, parameters: Parameters, *, is_paced: bool = True) -> Chat:
    """The chat, where the bot may write to it now."""
    chat = _chat(world, parameters)
    if chat.migrated_to:
        raise ApiError(
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            migrate_to_chat_id=chat.migrated_to,
        )
    if chat.is_deleted:
        raise (
            ApiError(403, "Forbidden: user is deactivated")
            if chat.is_private
            else ApiError(403, "Forbidden: the group chat was deleted")
        )
    if chat.is_blocked:
        kicked = f"bot was kicked from the {chat.type} chat"
        raise ApiError(403, "Forbidden: " + ("bot was blocked by the user" if chat.is_private else kicked))
    if chat.is_private and not chat.is_started:
        raise ApiError(403, "Forbidden: bot can't initiate conversation with a user")
    wait = world.pace.take(chat.id) if is_paced else 0
    if wait:
        raise ApiError(429, f"Too Many Requests: retry after {wait}", retry_after=wait)
    return chat


def _markup(world: World, parameters: Parameters) -> Json | None:
    return rules.markup(parameters.json("reply_markup"), is_private=_chat(world, parameters).is_private)


def _formatted(parameters: Parameters, name: str, entities_name: str) -> tuple[str, list[Json]]:
    text, mode = parameters.text(name), parameters.text("parse_mode")
    if mode.upper() == "HTML":
        try:
            text, entities = markup.parse(text)
        except markup.BadMarkup as error:
            raise bad(f"can't parse entities: {error}") from None
        return markup.cleaned(text), entities
    if mode:
        raise bad("unsupported parse_mode")
    return markup.cleaned(text), parameters.json(entities_name) or []


def _caption(parameters: Parameters) -> tuple[str, list[Json]]:
    caption, entities = _formatted(parameters, "caption", "caption_entities")
    if markup.units(caption) > rules.LONGEST_CAPTION:
        raise bad("message caption is too long")
    return caption, entities


def _upload(parameters: Parameters, name: str, largest: int) -> Upload:
    given = str(parameters.values.get(name, ""))
    upload = parameters.files.get(given.removeprefix("attach://") or name) or parameters.files.get(name)
    if upload is None:
        raise bad(f"there is no {name} in the request")
    if not upload.data:
        raise bad("file must be non-empty")
    if len(upload.data) > largest:
        raise ApiError(413, "Request Entity Too Large") if name == "document" else bad("PHOTO_TOO_LARGE")
    return upload


def _sent(world: World, chat: Chat, text: str, **values: Any) -> Json:
    return world.post(chat, world.bot, text, **values).json


def _own_message(world: World, parameters: Parameters) -> Message:
    chat, number = _open_chat(world, parameters), parameters.integer("message_id", 0)
    message = next((one for one in chat.messages if one.id == number), None)
    if message is None:
        raise bad("message to edit not found")
    if message.sender is not world.bot:
        raise bad("message can't be edited")
    return message


def _edited(message: Message, **changes: Any) -> Json:
    if all(getattr(message, name) == value for name, value in changes.items()):
        raise bad(
            "message is not modified: specified new message content and reply markup are exactly the same "
            "as a current content and reply markup of the message"
        )
    if changes.get("markup") and "inline_keyboard" not in changes["markup"]:
        raise bad("message can't be edited: only an inline keyboard")
    for name, value in changes.items():
        setattr(message, name, value)
    message.edit_date = int(time.time())
    return message.json


def _scope(world: World, parameters: Parameters) -> str:
    scope = parameters.json("scope") or {"type": "default"}
    kind = scope.get("type") if isinstance(scope, dict) else None
    if kind in ("default", "all_private_chats", "all_group_chats", "all_chat_administrators"):
        return str(kind)
    if kind not in ("chat", "chat_administrators", "chat_member"):
        raise bad("unsupported type specified")
    number = str(scope.get("chat_id", ""))
    if not number.removeprefix("-").isdigit() or int(number) not in world.chats:
        raise bad("chat not found")
    return f"{kind}:{number}"
