"""What came of an attempt to deliver a message."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Delivered:
    """All parts are there."""


@dataclass(frozen=True, slots=True)
class RetryAfter:
    """The channel wants this chat left alone for so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Passing:
    """A fault that may pass: the network, a busy server."""

    error: str


@dataclass(frozen=True, slots=True)
class Permanent:
    """Nobody can be reached there: blocked, deleted, never there."""

    error: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The channel doesn't take this message, ever; others of the chat may go."""

    error: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The chat has another id now."""

    chat: str


Result = Delivered | RetryAfter | Passing | Permanent | Refused | Moved
