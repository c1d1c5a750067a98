"""What a message holds, whichever channel it comes by or goes to. Text is plain; a channel escapes it."""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from pydantic import TypeAdapter

LONGEST_DATA = 64  # bytes of a button's data, Telegram's limit


class Channel(StrEnum):
    """Where people talk to us."""

    TELEGRAM = "telegram"
    WEB = "web"
    TERMINAL = "terminal"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a person is reached; `chat` and `person` are the channel's own ids."""

    channel: Channel
    chat: str
    person: str

    @property
    def thread(self) -> str:
        """What keeps its order: one person in one chat of one channel."""
        return f"{self.channel}:{self.chat}:{self.person}"


class Kind(StrEnum):
    """What kind of thing a person sent."""

    TEXT = "text"
    PRESS = "press"
    FILES = "files"
    CONTACT = "contact"
    LOCATION = "location"
    STICKER = "sticker"
    VOICE = "voice"
    EDIT = "edit"
    CHATTER = "chatter"  # of a group, not meant for us
    GONE = "gone"  # the person blocked us, or came back (`text` "back")
    MOVED = "moved"  # the group became a supergroup, whose id is `data`
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class FileRef:
    """A file as the channel offers it; `ref` is what it is fetched by. Size in bytes where known."""

    ref: str
    name: str
    mime: str | None = None
    size: int | None = None


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that we keep: SHA-256 of its bytes, its name for people, type by content, size in bytes."""

    digest: str
    name: str
    mime: str
    size: int


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message of a person; of an album, all of its files with the caption as text."""

    address: Address
    kind: Kind
    text: str = ""
    data: str = ""
    files: tuple[FileRef, ...] = ()
    phone: str = ""
    name: str = ""
    is_group: bool = False


@dataclass(frozen=True, slots=True)
class Button:
    """A button; typing its label does the same. At most 64 bytes of data."""

    label: str
    data: str

    def __post_init__(self) -> None:
        if len(self.data.encode()) > LONGEST_DATA:
            raise ValueError(f"button data of {len(self.data.encode())} bytes: {self.data}")


@dataclass(frozen=True, slots=True)
class Source:
    """A citation under an answer: [n], its line, and the passage that it opens where there is one."""

    n: int
    line: str
    passage: int | None = None


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message to a person. Buttons stand in rows."""

    text: str
    sources: tuple[Source, ...] = ()
    buttons: tuple[tuple[Button, ...], ...] = ()
    files: tuple[StoredFile, ...] = ()
    asks_contact: bool = False

    @property
    def labels(self) -> dict[str, str]:
        """The data behind each label."""
        return {button.label: button.data for row in self.buttons for button in row}


@dataclass(frozen=True, slots=True)
class Envelope:
    """What intake knows of a raw message without reading it: whose it is, and its place in the order."""

    external_id: str
    address: Address
    sequence: int
    raw: str = field(repr=False)
    album: str | None = None
    is_urgent: bool = False


OUTGOING = TypeAdapter(Outgoing)
INCOMING = TypeAdapter(Incoming)


def merged(album: tuple[Incoming, ...]) -> Incoming:
    """An album's messages as one: all the files, every caption; meant for us where one of them is."""
    first = next((one for one in album if one.kind is not Kind.CHATTER), album[0])
    files = tuple(file for one in album for file in one.files)
    text = "\n".join(one.text for one in album if one.text)
    return replace(first, files=files, text=text)
