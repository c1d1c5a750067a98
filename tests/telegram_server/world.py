"""One bot's Telegram: its people, chats, files and updates, and what its people do."""

import re
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from threading import Condition
from typing import Any, Literal

from tests.telegram_server.chats import Chat, Message, User
from tests.telegram_server.markup import units
from tests.telegram_server.pace import Pace
from tests.telegram_server.rules import LONGEST_TEXT, USUAL_UPDATES, Json

Who = str | User
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(64) + b"\xff\xd9"
_COMMAND = re.compile(r"(?<!\S)/\w{1,32}(?:@\w+)?", re.ASCII)
_TOKENS = count(1)
Trouble = int | Literal["hang", "drop", "nonsense"]


@dataclass
class Failure:
    """What the next call of a method meets; with `done`, its effect happens though its answer is lost.

    With `of` only a call whose result holds these words meets it.
    """

    status: Trouble
    description: str
    retry_after: int | None = None
    done: bool = False
    of: str = ""


@dataclass
class Webhook:
    url: str
    secret: str
    last_error: str | None = None


@dataclass
class Answered:
    """A press, and whether the bot has acknowledged it."""

    pressed_at: float
    is_answered: bool = False
    text: str = ""


@dataclass
class StoredUpload:
    data: bytes
    size: int
    path: str


@dataclass(eq=False)
class World:
    """The state behind one token. Everything is done under `lock`."""

    server_url: str
    bot: User
    token: str
    lock: Condition = field(default_factory=Condition)
    people: dict[str, User] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    files: dict[str, StoredUpload] = field(default_factory=dict)
    updates: list[Json] = field(default_factory=list)
    sent_updates: list[Json] = field(default_factory=list)
    allowed: frozenset[str] = USUAL_UPDATES
    webhook: Webhook | None = None
    poll: int = 0  # the newest getUpdates; it ends the one before
    pollers: int = 0
    presses_seen: dict[str, Answered] = field(default_factory=dict)
    commands: dict[str, list[Json]] = field(default_factory=dict)
    failures: dict[str, deque[Failure]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    pace: Pace = field(default_factory=Pace)
    press_lifetime: float = 15.0
    is_closed: bool = False
    ids: Iterator[int] = field(default_factory=lambda: count(1))
    update_ids: Iterator[int] = field(default_factory=lambda: count(870_000_001))

    def user(self, who: Who) -> User:
        """The person of that name; somebody new where there is none."""
        if isinstance(who, User):
            return who
        with self.lock:
            if who not in self.people:
                number = len(self.people) + 1
                self.people[who] = User(7_100_000_000 + number, who, f"person_{number}")
                self.chats[self.people[who].id] = Chat(
                    self.people[who].id, "private", who, user=self.people[who]
                )
            return self.people[who]

    def private(self, who: Who) -> Chat:
        return self.chats[self.user(who).id]

    @contextmanager
    def doing(self, chat: Chat) -> Iterator[None]:
        """A person does something in a chat."""
        with self.lock:
            if chat.is_private:
                chat.is_started = True
            chat.seen = len(chat.messages)
            yield
            chat.seen = max(chat.seen, len(chat.messages))
            self.lock.notify_all()

    def post(self, chat: Chat, sender: User, text: str = "", **values: Any) -> Message:
        """A message into a chat; whoever may see it is told nothing yet."""
        message = Message(next(self.ids), chat, sender, text, **values)
        if text and not message.entities:
            message.entities = [
                {
                    "type": "bot_command",
                    "offset": units(text[: found.start()]),
                    "length": units(found[0]),
                }
                for found in _COMMAND.finditer(text)
            ]
        chat.messages.append(message)
        self.lock.notify_all()
        return message

    def update(self, kind: str, body: Json) -> int:
        """Something that the bot is to hear of, where it wants to. The update's id."""
        number = next(self.update_ids)
        whole = {"update_id": number, kind: body}
        self.sent_updates.append(whole)
        if kind in self.allowed:
            self.updates.append(whole)
        self.lock.notify_all()
        return number

    def store(self, data: bytes, kind: str, ending: str, size: int | None = None) -> tuple[str, Json]:
        """A file as Telegram keeps it: its id, and the fields that describe it."""
        number = next(self.ids)
        file_id = f"AgACAgUAAxk{number:06d}{kind}"
        self.files[file_id] = StoredUpload(data, size or len(data), f"{kind}s/file_{number}{ending}")
        return file_id, {
            "file_id": file_id,
            "file_unique_id": f"AQAD{number:06d}",
            "file_size": size or len(data),
        }

    def photo(self, data: bytes, size: int | None = None) -> list[Json]:
        """A photo in three sizes; only the largest is what was sent."""
        small, medium = (self.store(JPEG, "photo", ".jpg")[1] for _ in range(2))
        return [
            {**small, "width": 90, "height": 67},
            {**medium, "width": 320, "height": 240},
            {**self.store(data, "photo", ".jpg", size)[1], "width": 1280, "height": 960},
        ]

    def wait(self, found: Callable[[], Any], timeout: float, what: Callable[[], str]) -> Any:
        """What `found` gives as soon as it gives something."""
        deadline = time.monotonic() + timeout
        with self.lock:
            while not (value := found()):
                if not self.lock.wait(max(0.0, deadline - time.monotonic())) and not found():
                    raise AssertionError(what())
            return value

    def take_failure(self, method: str, result: str = "") -> Failure | None:
        with self.lock:
            waiting = self.failures.get(method)
            return waiting.popleft() if waiting and waiting[0].of in result else None

    def pieces(self, text: str) -> Sequence[str]:
        """A long text as a client cuts it before sending."""
        pieces, piece, length = list[str](), list[str](), 0
        for character in text:
            if length + units(character) > LONGEST_TEXT:
                pieces.append("".join(piece))
                piece, length = [], 0
            piece.append(character)
            length += units(character)
        return [*pieces, "".join(piece)]

    @classmethod
    def new(cls, server_url: str, bot_name: str) -> "World":
        number = next(_TOKENS)
        token = f"{8_100_000_000 + number}:AAF-test_{number:027d}"
        bot = User(8_100_000_000 + number, "五好园区助手", bot_name, is_bot=True)
        return cls(server_url, bot, token)
