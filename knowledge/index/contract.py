"""What both derived indexes can do; one suite of tests holds for each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from knowledge.changes import Entry, Kind


@dataclass(frozen=True, slots=True)
class Match:
    """A candidate: the key of its entry, and a score (greater is nearer, on its index's own scale)."""

    key: str
    score: float


Sees = Callable[[str], bool]  # whether entries for an audience are searched


class Index(Protocol):
    """An index derived from the database, behind it by the changes after its cursor; of some kinds alone.

    `at_once` is how many changes it takes in at once, which bounds memory.
    """

    @property
    def kinds(self) -> frozenset[Kind]: ...

    @property
    def at_once(self) -> int: ...

    @property
    def cursor(self) -> int: ...

    def apply(self, upserts: Sequence[Entry], removed: Sequence[tuple[Kind, str]], cursor: int) -> None: ...

    def search(self, text: str, kind: Kind, sees: Sees, limit: int) -> list[Match]: ...

    def refresh(self) -> None: ...

    def reset(self) -> None: ...

    def __len__(self) -> int: ...


def entry_key(kind: Kind, key: str) -> str:
    """A key that is unique over all kinds."""
    return f"{kind.value}:{key}"
