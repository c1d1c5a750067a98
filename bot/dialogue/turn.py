"""One turn of a conversation: what came in, who says it, what is said back. All within one transaction."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.dialogue import texts
from bot.dialogue.following import Replied
from bot.messages.contents import Button, Incoming, Outgoing, StoredFile
from bot.messages.tables import Conversation
from bot.people.actors import Actor

Rows = Sequence[Sequence[Button]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a menu: a command, what it does, and the word that means the same."""

    command: str
    summary: str
    word: str
    route: str


@dataclass(frozen=True, slots=True)
class Thought:
    """What took time and was done before: an answer, files fetched, and why others weren't taken."""

    replied: Replied | None = None
    files: tuple[StoredFile, ...] = ()
    refused: tuple[str, ...] = ()
    prepared: object = None  # what the step's own preparation came to


@dataclass(frozen=True, slots=True)
class Preparing:
    """What a step's preparation works with: the open talk's state, the argument, the files and their names."""

    state: dict[str, Any]
    argument: str
    files: tuple[StoredFile, ...]
    names: tuple[str, ...]
    now: datetime


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses that people are sent: of the private chat (None where there is none), to sign in on the web."""

    private_chat: Callable[[], str | None]
    sign_in: Callable[[str], str]


@dataclass(slots=True)
class Turn:
    """What a handler works with."""

    session: Session
    now: datetime
    incoming: Incoming
    conversation: Conversation
    actor: Actor
    thought: Thought
    menu: Callable[[Actor], list[Entry]]
    links: Links
    dropped: int = 0  # earlier messages that this one stopped
    said: list[Outgoing] = field(default_factory=list)

    def say(self, text: str, rows: Rows = (), **more: Any) -> None:
        """Reply with a text and rows of buttons."""
        self.said.append(Outgoing(text, buttons=tuple(tuple(row) for row in rows if row), **more))

    @property
    def talk(self) -> str | None:
        """The name of the open talk."""
        return self.conversation.talk

    @property
    def state(self) -> dict[str, Any]:
        """A copy of what the open talk remembers."""
        return dict(self.conversation.state.get("talk", {}))

    def open(self, talk: str, state: dict[str, Any]) -> None:
        """Open a talk, or remember how far it is."""
        self.conversation.talk = talk
        self.remember(talk=state)

    def close(self) -> None:
        """End the open talk."""
        self.conversation.talk = None
        self.forget("talk")

    def leave(self) -> None:
        """End the open talk for something else; what was written in it is said back, not lost."""
        if self.talk:
            self.say(texts.talk_left(texts.written(self.state)))
            self.close()

    def with_new_files(self, files: Sequence[dict[str, Any]], most: int) -> list[dict[str, Any]]:
        """A talk's files with those of this turn, each once, `most` of them."""
        kept = [*files, *(asdict(one) for one in self.thought.files)]
        unique = list({one["digest"]: one for one in kept}.values())
        if len(unique) > most:
            self.say(texts.TOO_MANY_FILES.format(most=most))
        return unique[:most]

    def recall(self, key: str) -> Any:
        """What was remembered beside the talk."""
        return self.conversation.state.get(key)

    def remember(self, **more: Any) -> None:
        self.conversation.state = {**self.conversation.state, **more}

    def forget(self, *keys: str) -> None:
        self.conversation.state = {k: v for k, v in self.conversation.state.items() if k not in keys}
