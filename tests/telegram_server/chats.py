"""Who is on this Telegram, where they talk, and what stands in their chats."""

import time
from dataclasses import dataclass, field
from typing import Any

from tests.telegram_server.rules import Json


@dataclass(eq=False)
class User:
    """A person (or the bot itself)."""

    id: int
    first_name: str
    username: str | None = None
    last_name: str | None = None
    is_bot: bool = False

    @property
    def json(self) -> Json:
        named = {"last_name": self.last_name, "username": self.username}
        language = {} if self.is_bot else {"language_code": "zh-hans"}
        shown = {name: value for name, value in named.items() if value}
        return {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name, **shown, **language}


@dataclass(eq=False)
class Chat:
    """A private chat with the bot, or a group that the bot is in."""

    id: int
    type: str
    title: str
    user: User | None = None
    members: set[int] = field(default_factory=set)
    messages: list["Message"] = field(default_factory=list)
    is_started: bool = False
    is_blocked: bool = False
    is_deleted: bool = False
    migrated_to: int | None = None
    seen: int = 0
    """How many messages stood there when the person last did something."""

    @property
    def is_private(self) -> bool:
        return self.type == "private"

    @property
    def json(self) -> Json:
        if self.user:
            shown = {name: value for name, value in self.user.json.items() if name.endswith("name")}
            return {"id": self.id, "type": "private", **shown}
        return {"id": self.id, "type": self.type, "title": self.title}


@dataclass(eq=False)
class Message:
    """A message of the bot or of a person."""

    id: int
    chat: Chat
    sender: User
    text: str = ""
    entities: list[Json] = field(default_factory=list)
    markup: Json | None = None
    content: Json = field(default_factory=dict)
    data: bytes | None = field(default=None, repr=False)
    reply_to: "Message | None" = None
    date: int = field(default_factory=lambda: int(time.time()))
    edit_date: int | None = None

    @property
    def is_captioned(self) -> bool:
        return bool(self.content.keys() & {"photo", "document"})

    @property
    def name(self) -> str:
        """The name of the document in it."""
        return str(self.content.get("document", {}).get("file_name", ""))

    @property
    def buttons(self) -> list[str]:
        """The labels of the inline keyboard, in reading order."""
        return [button["text"] for row in self._rows("inline_keyboard") for button in row]

    @property
    def keyboard(self) -> list[str]:
        """The labels of the keyboard that replaces the letters."""
        return [button["text"] for row in self._rows("keyboard") for button in row]

    def data_of(self, label: str) -> str | None:
        rows = self._rows("inline_keyboard")
        return next((one["callback_data"] for row in rows for one in row if one["text"] == label), None)

    @property
    def json(self) -> Json:
        body: Json = {
            "message_id": self.id,
            "from": self.sender.json,
            "chat": self.chat.json,
            "date": self.date,
        }
        if self.text:
            body["caption" if self.is_captioned else "text"] = self.text
        if self.entities and self.text:
            body["caption_entities" if self.is_captioned else "entities"] = self.entities
        if self.markup and "inline_keyboard" in self.markup:
            body["reply_markup"] = self.markup
        if self.reply_to:
            body["reply_to_message"] = {**self.reply_to.json, "reply_to_message": None}
            del body["reply_to_message"]["reply_to_message"]
        if self.edit_date:
            body["edit_date"] = self.edit_date
        return {**body, **self.content}

    def _rows(self, name: str) -> list[list[Json]]:
        rows: list[list[Any]] = (self.markup or {}).get(name, [])
        return [[{"text": one} if isinstance(one, str) else one for one in row] for row in rows]
