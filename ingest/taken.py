"""What a run gives to a worker, and what it gets back: values that go from process to process."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ingest.hints import Hint
from ingest.ledgers import Parsed
from ingest.metadata import Facts
from ingest.splitting import Piece


@dataclass(frozen=True, slots=True)
class Text:
    """A file's text, ready to be kept; `poor` are the pages that were recognised with little confidence.

    `audience` is what a table that lies beside it in a container says.
    """

    facts: Facts
    text_hash: str
    pieces: Iterable[Piece]
    poor: tuple[int, ...] = ()
    audience: str | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that couldn't be read, and why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Same:
    """A member of a container that is as it was."""


Outcome = Text | Parsed | Unread | Same


@dataclass(frozen=True, slots=True)
class Job:
    """A file to be read.

    Of a container: `known` are the hashes of the members that were taken in before, `hints` what is said
    of them by hand. `done` are those that were read already, `fatal` why others can't be, where a worker
    broke over one.
    """

    path: str
    size: int
    today: date
    known: Mapping[str, str] = field(default_factory=dict)
    hints: Mapping[str, Hint] = field(default_factory=dict)
    hint: Hint | None = None
    done: frozenset[str] = frozenset()
    fatal: Mapping[str, str] = field(default_factory=dict)
    kept_pages: Path | None = None


@dataclass(frozen=True, slots=True)
class Begun:
    """A worker begins with the file itself, or with a member."""

    name: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page of it is read."""

    number: int


@dataclass(frozen=True, slots=True)
class Bundle:
    """Some of the pieces of the text whose part comes after the last of them."""

    packed: bytes


@dataclass(frozen=True, slots=True)
class Part:
    """What came of the file itself (its name is empty), or of one member."""

    name: str
    content_hash: str
    outcome: Outcome
    is_container: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """All of a file is read. The worker that says it is its last goes."""

    is_container: bool = False
    is_last: bool = False


Event = Begun | Page | Bundle | Part | Done


def member_hint(job: Job, name: str) -> Hint | None:
    """What is said of a member by hand; the audience of its container is its own unless it has another."""
    return within(job.hint, job.hints.get(name))


def within(of_container: Hint | None, own: Hint | None) -> Hint | None:
    """A member's hint, given its container's."""
    audience = (own and own.audience) or (of_container and of_container.audience) or None
    if own is None:
        return Hint(audience=audience) if audience else None
    return own if own.audience == audience else own.for_audience(audience)
