"""The Change log: what the derived indexes have still to take in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import func
from sqlmodel import Field, Session, SQLModel, col, select

from knowledge.database import insert_rows, one_of, serialise

APPEND_LOCK = 0x57756861  # one advisory lock number of ours on PostgreSQL


class Kind(StrEnum):
    """What an index can hold."""

    PASSAGE = "passage"
    DOCUMENT = "document"  # the whole of one
    PROJECT = "project"


class Change(SQLModel, table=True):
    """Something whose index entry must be made, made again or removed; `id` only ever grows."""

    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    kind: Kind = Field(sa_column=one_of(Kind))
    key: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What the indexes hold of one thing: `partition` is its kind and audience."""

    kind: Kind
    key: str
    audience: str
    title: str
    text: str


def record(session: Session, kind: Kind, keys: Iterable[str]) -> None:
    """Append a change for each key, in the caller's transaction.

    Appends are serialised, so that no smaller id is committed after a larger one was seen.
    """
    in_turn(session)
    insert_rows(session, Change, ({"kind": kind, "key": key} for key in keys))


def in_turn(session: Session) -> None:
    """Let the caller's transaction alone write what is recorded here, from now to its end."""
    serialise(session, APPEND_LOCK)


def after(session: Session, cursor: int, limit: int) -> Sequence[Change]:
    """The next changes after `cursor`, oldest first."""
    return session.exec(
        select(Change).where(col(Change.id) > cursor).order_by(col(Change.id)).limit(limit)
    ).all()


def count_after(session: Session, cursor: int) -> int:
    """How many changes there are after `cursor`."""
    return session.exec(select(func.count()).where(col(Change.id) > cursor)).one()


def latest(session: Session) -> int:
    """The newest change's id, 0 where there is none."""
    return session.exec(select(func.max(Change.id))).one() or 0
