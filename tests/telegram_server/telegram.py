"""Telegram as a story tells it: who says, presses and sends what, and what they see."""

import time
from collections import deque
from typing import Any

from tests.telegram_server.chats import Chat, Message, User
from tests.telegram_server.pace import Pace
from tests.telegram_server.rules import Json
from tests.telegram_server.world import JPEG, Answered, Failure, Trouble, Who, World

PATIENCE = 5.0


class View:
    """What is seen of one chat."""

    def __init__(self, world: World, chat: Chat) -> None:
        self._world = world
        self.chat = chat

    @property
    def id(self) -> int:
        return self.chat.id

    @property
    def messages(self) -> list[Message]:
        """What the bot sent, in order."""
        with self._world.lock:
            return [one for one in self.chat.messages if one.sender is self._world.bot]

    @property
    def texts(self) -> list[str]:
        """The plain texts (or captions) that the bot sent."""
        return [one.text for one in self.messages]

    @property
    def last(self) -> str:
        return self.texts[-1] if self.messages else ""

    @property
    def new(self) -> list[Message]:
        """What the bot sent since the person last did something here."""
        with self._world.lock:
            return [one for one in self.chat.messages[self.chat.seen :] if one.sender is self._world.bot]

    @property
    def buttons(self) -> list[str]:
        """The labels under the newest message that has buttons."""
        return next((one.buttons for one in reversed(self.messages) if one.buttons), [])

    @property
    def keyboard(self) -> list[str]:
        """The labels of the keyboard shown instead of letters."""
        return next((one.keyboard for one in reversed(self.messages) if one.keyboard), [])

    def wait_for(self, text: str, timeout: float = PATIENCE) -> Message:
        """The first message with `text` in it that came since the person last did something here."""
        return self.wait_until(lambda one: text in one.text, f"“{text}”", timeout)

    def wait_until(self, fits: Any, what: str, timeout: float = PATIENCE) -> Message:
        """The first such message that came since the person last did something here."""
        found: Message = self._world.wait(
            lambda: next(filter(fits, self.new), None),
            timeout,
            lambda: f"{what} never came to {self.chat.title}; there: {[one.text for one in self.new]}",
        )
        return found


class Telegram:
    """One bot's Telegram, from its people's side. Names stand for people; somebody new is made at need."""

    def __init__(self, world: World) -> None:
        self.world = world

    @property
    def url(self) -> str:
        """The Bot API's root, as WUHAO_TELEGRAM_API_URL takes it."""
        return self.world.server_url

    @property
    def token(self) -> str:
        return self.world.token

    @property
    def bot_name(self) -> str:
        return self.world.bot.username or ""

    @property
    def faults(self) -> list[str]:
        """What the bot asked that no Bot API knows; a test that leaves one fails."""
        return self.world.faults

    @property
    def calls(self) -> list[tuple[str, dict[str, Any]]]:
        """Every request: method and parameters."""
        return list(self.world.calls)

    @property
    def updates(self) -> list[Json]:
        """Every update that there ever was, whether the bot has taken it or not."""
        return list(self.world.sent_updates)

    @property
    def waiting(self) -> list[Json]:
        """The updates that aren't confirmed."""
        with self.world.lock:
            return list(self.world.updates)

    def user(self, who: Who) -> User:
        return self.world.user(who)

    def group(self, title: str, *members: Who) -> Chat:
        """A new group that the bot was added to."""
        people = [self.user(who) for who in members]
        with self.world.lock:
            chat = Chat(
                -4_000_000_000 - next(self.world.ids), "group", title, members={one.id for one in people}
            )
            self.world.chats[chat.id] = chat
            if people:
                self._membership(chat, people[0], "left", "member")
        return chat

    def chat(self, where: Who | Chat) -> View:
        return View(self.world, where if isinstance(where, Chat) else self.world.private(where))

    def says(self, who: Who, text: str, chat: Chat | None = None, reply_to: Message | None = None) -> Message:
        """A text; a long one is cut as every client cuts it. The last message of it."""
        for piece in self.world.pieces(text):
            message = self._sends(who, chat, text=piece, reply_to=reply_to)
        return message

    def presses(self, who: Who, label: str, chat: Chat | None = None, message: Message | None = None) -> str:
        """Press the newest inline button with that label, or that of `message`. The query's id."""
        user, place = self.user(who), chat or self.world.private(who)
        with self.world.doing(place):
            shown = [message] if message else list(reversed(place.messages))
            found = next((one for one in shown if one.data_of(label) is not None), None)
            if found is None:
                there = [one.buttons for one in shown if one.buttons]
                raise AssertionError(f"no button “{label}” in {place.title}; there: {there}")
            return self._presses(user, place, found, str(found.data_of(label)))

    def presses_data(self, who: Who, data: str, message: Message) -> str:
        """Press a button that isn't there (any more)."""
        with self.world.doing(message.chat):
            return self._presses(self.user(who), message.chat, message, data)

    def sends_photo(
        self,
        who: Who,
        data: bytes = JPEG,
        caption: str = "",
        chat: Chat | None = None,
        size: int | None = None,
    ) -> Message:
        with self.world.lock:
            content: Json = {"photo": self.world.photo(data, size)}
        return self._sends(who, chat, text=caption, content=content)

    def sends_album(
        self, who: Who, *photos: bytes, caption: str = "", chat: Chat | None = None
    ) -> list[Message]:
        """Photos sent together: a message each, the caption on the first."""
        group, messages = str(13_000_000_000_000_000 + next(self.world.ids)), []
        for number, data in enumerate(photos):
            with self.world.lock:
                content = {"photo": self.world.photo(data), "media_group_id": group}
            messages.append(self._sends(who, chat, text="" if number else caption, content=content))
        return messages

    def sends_document(
        self,
        who: Who,
        name: str,
        data: bytes,
        mime: str = "application/octet-stream",
        caption: str = "",
        chat: Chat | None = None,
        size: int | None = None,
    ) -> Message:
        with self.world.lock:
            _, described = self.world.store(data, "document", "." + name.rpartition(".")[2], size)
        content = {"document": {**described, "file_name": name, "mime_type": mime}}
        return self._sends(who, chat, text=caption, content=content)

    def sends_contact(self, who: Who, phone: str, of: Who | None = None, chat: Chat | None = None) -> Message:
        """A contact: their own, as the button sends it, or somebody else's."""
        person = self.user(of or who)
        contact = {"phone_number": phone, "first_name": person.first_name, "user_id": person.id}
        return self._sends(who, chat, content={"contact": contact})

    def sends_location(self, who: Who, latitude: float = 28.1, longitude: float = 113.6) -> Message:
        return self._sends(who, None, content={"location": {"latitude": latitude, "longitude": longitude}})

    def sends_sticker(self, who: Who, emoji: str = "👍", chat: Chat | None = None) -> Message:
        return self._sends(
            who, chat, content={"sticker": self._media(emoji=emoji, set_name="Animals", type="regular")}
        )

    def sends_voice(self, who: Who, seconds: int = 3, chat: Chat | None = None) -> Message:
        return self._sends(who, chat, content={"voice": self._media(duration=seconds, mime_type="audio/ogg")})

    def sends(self, who: Who, chat: Chat | None = None, **content: Any) -> Message:
        """A message of any other content."""
        return self._sends(who, chat, content=content)

    def edits(self, who: Who, text: str, chat: Chat | None = None) -> Message:
        """Change one's last message."""
        user, place = self.user(who), chat or self.world.private(who)
        with self.world.doing(place):
            message = next(one for one in reversed(place.messages) if one.sender is user)
            message.text, message.entities, message.edit_date = text, [], message.date + 1
            self.world.update("edited_message", message.json)
            return message

    def blocks(self, who: Who) -> None:
        chat = self.world.private(who)
        with self.world.lock:
            chat.is_blocked = True
            self._membership(chat, self.user(who), "member", "kicked")

    def unblocks(self, who: Who) -> None:
        chat = self.world.private(who)
        with self.world.lock:
            chat.is_blocked = False
            self._membership(chat, self.user(who), "kicked", "member")

    def removes_bot(self, who: Who, chat: Chat) -> None:
        """Somebody throws the bot out of a group."""
        with self.world.lock:
            chat.is_blocked = True
            self._membership(chat, self.user(who), "member", "kicked")

    def deletes_chat(self, where: Who | Chat) -> None:
        """The account or the group is no more."""
        chat = where if isinstance(where, Chat) else self.world.private(where)
        with self.world.lock:
            chat.is_deleted = True

    def upgrades_to_supergroup(self, chat: Chat, who: Who | None = None) -> Chat:
        """The group's members go on in a supergroup with an id of its own."""
        user = self.user(who) if who else self._member(chat)
        with self.world.lock:
            new = Chat(
                -1_002_000_000_000 - next(self.world.ids), "supergroup", chat.title, members=chat.members
            )
            self.world.chats[new.id] = new
            chat.migrated_to = new.id
            for place, content in (
                (chat, {"migrate_to_chat_id": new.id}),
                (new, {"migrate_from_chat_id": chat.id}),
            ):
                self.world.update("message", self.world.post(place, user, content=content).json)
        return new

    def fails_next(
        self,
        method: str,
        status: Trouble = 500,
        *,
        retry_after: int | None = None,
        description: str = "",
        times: int = 1,
        done: bool = False,
        of: str = "",
    ) -> None:
        """The next calls of a method fail: a status, or "hang", "drop" (the line breaks), "nonsense" (no JSON).

        With `done` the effect happens all the same, only its answer is lost: of the message that says `of`.
        """
        with self.world.lock:
            queue = self.world.failures.setdefault(method, deque())
            queue.extend(Failure(status, description, retry_after, done, of) for _ in range(times))

    def redelivers(self, update_id: int) -> None:
        """Telegram sends an update once more, as it does where an answer got lost."""
        with self.world.lock:
            again = next(one for one in self.world.sent_updates if one["update_id"] == update_id)
            self.world.updates.insert(0, again)

    def sends_update(self, **content: Any) -> int:
        """A raw update, whatever it holds. Its id."""
        with self.world.lock:
            number = next(self.world.update_ids)
            self.world.sent_updates.append({"update_id": number, **content})
            self.world.updates.append(self.world.sent_updates[-1])
            return number

    def commands(self, where: Who | Chat) -> list[str]:
        """The commands of the menu that is shown there."""
        chat = where if isinstance(where, Chat) else self.world.private(where)
        wide = "all_private_chats" if chat.is_private else "all_group_chats"
        with self.world.lock:
            shown = next(
                filter(None, (self.world.commands.get(at) for at in (f"chat:{chat.id}", wide, "default"))), []
            )
        return [one["command"] for one in shown]

    def is_acknowledged(self, query_id: str) -> bool:
        """Has the bot answered the press, so that the button stops turning?"""
        with self.world.lock:
            return self.world.presses_seen[query_id].is_answered

    def is_polled(self) -> bool:
        """Is somebody waiting for updates at this moment?"""
        with self.world.lock:
            return self.world.pollers > 0

    def stop_pacing(self) -> None:
        """Let any number of messages through."""
        self.world.pace = Pace(is_enforced=False)

    def _sends(
        self,
        who: Who,
        chat: Chat | None,
        text: str = "",
        content: Json | None = None,
        reply_to: Message | None = None,
    ) -> Message:
        user, place = self.user(who), chat or self.world.private(who)
        if place.is_blocked and place.is_private:
            self.unblocks(who)  # who writes to a bot has unblocked it
        with self.world.doing(place):
            message = self.world.post(place, user, text, content=content or {}, reply_to=reply_to)
            self.world.update("message", message.json)
            return message

    def _presses(self, user: User, chat: Chat, message: Message, data: str) -> str:
        query_id = str(30_000_000_000_000_000 + next(self.world.ids))
        self.world.presses_seen[query_id] = Answered(time.monotonic())
        query = {
            "id": query_id,
            "from": user.json,
            "message": message.json,
            "chat_instance": str(-chat.id * 7),
            "data": data,
        }
        self.world.update("callback_query", query)
        return query_id

    def _membership(self, chat: Chat, user: User, before: str, after: str) -> None:
        states = (
            {
                "user": self.world.bot.json,
                "status": status,
                **({"until_date": 0} if status == "kicked" else {}),
            }
            for status in (before, after)
        )
        change = dict(zip(("old_chat_member", "new_chat_member"), states, strict=True))
        self.world.update(
            "my_chat_member", {"chat": chat.json, "from": user.json, "date": int(time.time()), **change}
        )

    def _member(self, chat: Chat) -> User:
        return next(one for one in self.world.people.values() if one.id in chat.members)

    def _media(self, **fields: Any) -> Json:
        with self.world.lock:
            return {**self.world.store(b"OggS", "media", ".oga")[1], **fields}
