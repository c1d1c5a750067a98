"""Why an act wasn't done: values with a word for the person."""

from dataclasses import dataclass
from datetime import datetime

from bot.desk.words import Act, State


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was changed; `text` says why, in Chinese."""

    text: str


@dataclass(frozen=True, slots=True)
class NotAllowed(Refused):
    """The actor may not do this, or not to this issue."""


@dataclass(frozen=True, slots=True)
class Stale(Refused):
    """Somebody was quicker. Who did what is None where the actor may not know."""

    version: int
    by: str | None
    act: Act | None
    at: datetime | None


@dataclass(frozen=True, slots=True)
class NotPossible(Refused):
    """The issue's state doesn't allow it."""

    state: State


@dataclass(frozen=True, slots=True)
class Missing(Refused):
    """A detail that the act needs is lacking, or is no good; `what` is its name in Details."""

    what: str
