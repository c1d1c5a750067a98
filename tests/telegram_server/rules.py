"""What Telegram demands of a request: known parameters of the right types, keyboards that can be drawn."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LONGEST_DATA = 64
MOST_BUTTONS = 100
MOST_IN_A_ROW = 8
LARGEST_MARKUP = 10_240
LARGEST_PHOTO = 10 * 1024 * 1024
LARGEST_UPLOAD = 50 * 1024 * 1024
LARGEST_DOWNLOAD = 20 * 1024 * 1024
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")

_SENDING = (
    "chat_id business_connection_id message_thread_id parse_mode disable_notification protect_content "
    "allow_paid_broadcast message_effect_id reply_parameters reply_markup"
)
PARAMETERS: Mapping[str, frozenset[str]] = {
    name: frozenset(words.split())
    for name, words in {
        "getMe": "",
        "getUpdates": "offset limit timeout allowed_updates",
        "setWebhook": "url certificate ip_address max_connections allowed_updates drop_pending_updates secret_token",
        "deleteWebhook": "drop_pending_updates",
        "getWebhookInfo": "",
        "sendMessage": f"{_SENDING} text entities link_preview_options",
        "sendPhoto": f"{_SENDING} photo caption caption_entities show_caption_above_media has_spoiler",
        "sendDocument": (
            f"{_SENDING} document thumbnail caption caption_entities disable_content_type_detection"
        ),
        "sendChatAction": "chat_id business_connection_id message_thread_id action",
        "editMessageText": (
            "chat_id message_id inline_message_id business_connection_id text parse_mode entities "
            "link_preview_options reply_markup"
        ),
        "editMessageReplyMarkup": "chat_id message_id inline_message_id business_connection_id reply_markup",
        "getFile": "file_id",
        "answerCallbackQuery": "callback_query_id text show_alert url cache_time",
        "setMyCommands": "commands scope language_code",
        "getMyCommands": "scope language_code",
        "deleteMyCommands": "scope language_code",
    }.items()
}
UPDATE_TYPES = frozenset(
    "message edited_message channel_post edited_channel_post business_connection business_message "
    "edited_business_message deleted_business_messages message_reaction message_reaction_count inline_query "
    "chosen_inline_result callback_query shipping_query pre_checkout_query purchased_paid_media poll "
    "poll_answer my_chat_member chat_member chat_join_request chat_boost removed_chat_boost".split()
)
USUAL_UPDATES = UPDATE_TYPES - {"chat_member", "message_reaction", "message_reaction_count"}
_ACTIONS = frozenset(
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker "
    "find_location record_video_note upload_video_note".split()
)


class ApiError(Exception):
    """An answer with ok: false."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    @property
    def body(self) -> Json:
        parameters = {"parameters": self.parameters} if self.parameters else {}
        return {"ok": False, "error_code": self.code, "description": self.description, **parameters}


def bad(description: str) -> ApiError:
    return ApiError(400, f"Bad Request: {description}")


@dataclass(frozen=True)
class Upload:
    """A file in a request."""

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Parameters:
    """One request's parameters. As in a form, a value may be written as JSON."""

    values: Mapping[str, Any]
    files: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str, default: str = "") -> str:
        value = self.values.get(name, default)
        if not isinstance(value, str):
            raise bad(f'field "{name}" must be of type String')
        return value

    def integer(self, name: str, default: int) -> int:
        value = self.values.get(name, default)
        if isinstance(value, bool) or not re.fullmatch(r"-?\d{1,19}", str(value)):
            raise bad(f'field "{name}" must be a valid Number')
        return int(value)

    def boolean(self, name: str) -> bool:
        value = self.values.get(name, False)
        if value in (True, "true", "True", "1"):
            return True
        if value in (False, "false", "False", "0"):
            return False
        raise bad(f'field "{name}" must be of type Boolean')

    def json(self, name: str) -> Any:
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise bad(f"can't parse {name.replace('_', ' ')} JSON object") from None


def markup(given: Any, *, is_private: bool) -> Json | None:
    """A reply_markup that can be drawn. Raises ApiError."""
    if given is None:
        return None
    if not isinstance(given, dict):
        raise bad("object expected as reply markup")
    if "inline_keyboard" in given:
        _known(given, {"inline_keyboard"}, "reply markup")
        _rows(given["inline_keyboard"], _inline_button)
    elif "keyboard" in given:
        options = {
            "is_persistent",
            "resize_keyboard",
            "one_time_keyboard",
            "input_field_placeholder",
            "selective",
        }
        _known(given, {"keyboard", *options}, "reply markup")
        if len(given.get("input_field_placeholder", "")) > 64:
            raise bad("input field placeholder is too long")
        _rows(given["keyboard"], lambda button: _keyboard_button(button, is_private))
        if not given["keyboard"]:
            raise bad("reply keyboard must not be empty")
    elif "remove_keyboard" in given:
        _known(given, {"remove_keyboard", "selective"}, "reply markup")
    elif "force_reply" in given:
        _known(given, {"force_reply", "input_field_placeholder", "selective"}, "reply markup")
    else:
        raise bad("can't parse reply keyboard markup JSON object")
    if len(json.dumps(given, ensure_ascii=False).encode("utf-8", "surrogatepass")) > LARGEST_MARKUP:
        raise bad("REPLY_MARKUP_TOO_LONG")
    return given


def _rows(rows: Any, check: Any) -> None:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad("can't parse keyboard: field must be an Array of Arrays")
    if sum(map(len, rows)) > MOST_BUTTONS:
        raise bad("too many buttons in the keyboard")
    if any(not 0 < len(row) <= MOST_IN_A_ROW for row in rows):
        raise bad("a row of the keyboard is empty or too long")
    for row in rows:
        for button in row:
            check(button)


def _inline_button(button: Any) -> None:
    if not isinstance(button, dict):
        raise bad("can't parse inline keyboard button: must be an Object")
    _known(button, {"text", "callback_data", "url"}, "inline keyboard button")
    _labelled(button)
    if ("callback_data" in button) == ("url" in button):
        raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    data = button.get("callback_data", "-")
    if not isinstance(data, str) or not 0 < len(data.encode("utf-8", "surrogatepass")) <= LONGEST_DATA:
        raise bad("BUTTON_DATA_INVALID")


def _keyboard_button(button: Any, is_private: bool) -> None:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict):
        raise bad("can't parse keyboard button: must be an Object")
    _known(button, {"text", "request_contact", "request_location"}, "keyboard button")
    _labelled(button)
    if button.get("request_contact") and not is_private:
        raise bad("phone number can be requested in private chats only")
    if button.get("request_location") and not is_private:
        raise bad("location can be requested in private chats only")


def _labelled(button: Json) -> None:
    label = button.get("text")
    if not isinstance(label, str):
        raise bad("can't parse button: can't find field \"text\"")
    if not label.strip():
        raise bad("button text must be non-empty")


def _known(given: Json, names: set[str], what: str) -> None:
    unknown = set(given) - names
    if unknown:
        raise bad(f"can't parse {what}: unknown field {', '.join(sorted(unknown))}")


def commands(given: Any) -> list[Json]:
    """The commands of a menu. Raises ApiError."""
    if not isinstance(given, list):
        raise bad("can't parse commands: must be an Array")
    if len(given) > 100:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for one in given:
        if not isinstance(one, dict) or set(one) != {"command", "description"}:
            raise bad("can't parse BotCommand")
        if not _COMMAND.fullmatch(str(one["command"])):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(str(one["description"]).strip()) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    return given


def secret(given: str) -> str:
    if not _SECRET.fullmatch(given):
        raise bad("secret token contains unallowed characters")
    return given


def action(given: str) -> str:
    if given not in _ACTIONS:
        raise bad("wrong parameter action in request")
    return given
