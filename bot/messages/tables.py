"""The tables of messages and conversations."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from bot.messages.contents import Channel
from knowledge.database import UtcDateTime, one_of


class Stage(StrEnum):
    """How far a message is. `dropped`: the person stopped it; `failed`: given up, for staff to see."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    DONE = "done"
    DROPPED = "dropped"
    FAILED = "failed"


UNFINISHED = (Stage.WAITING, Stage.CLAIMED)


class Inbox(SQLModel, table=True):
    """A raw message as it came in; claimed under a lease, whose token settles it."""

    __table_args__ = (
        UniqueConstraint("channel", "external_id"),
        Index("ix_inbox_stage_thread", "stage", "thread"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    channel: Channel = Field(sa_column=one_of(Channel))
    external_id: str
    thread: str = Field(index=True)
    sequence: int = Field(sa_type=BigInteger)
    album: str | None = None
    is_urgent: bool = False
    raw: str
    received_at: datetime = Field(sa_type=UtcDateTime)
    stage: Stage = Field(default=Stage.WAITING, sa_column=one_of(Stage))
    token: str | None = None
    due_at: datetime = Field(sa_type=UtcDateTime)  # not handled before; a claimed one's lease ends then
    attempts: int = 0
    error: str | None = None


class Outbox(SQLModel, table=True):
    """A message on its way out; `parts` of it are delivered already."""

    __table_args__ = (
        Index("ix_outbox_stage_channel", "stage", "channel"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    channel: Channel = Field(sa_column=one_of(Channel))
    chat: str
    person: str
    thread: str = Field(index=True)
    key: str | None = Field(default=None, unique=True)  # what it is the effect of: once only
    payload: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    has_buttons: bool = False
    created_at: datetime = Field(sa_type=UtcDateTime)
    stage: Stage = Field(default=Stage.WAITING, sa_column=one_of(Stage))
    token: str | None = None
    due_at: datetime = Field(sa_type=UtcDateTime)
    parts: int = 0
    attempts: int = 0
    error: str | None = None
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Conversation(SQLModel, table=True):
    """Where one person in one chat stands: the open talk and its state, the role they speak in."""

    id: int | None = Field(default=None, primary_key=True)
    thread: str = Field(unique=True)
    channel: Channel = Field(sa_column=one_of(Channel))
    chat: str
    person: str
    version: int = 0
    membership_id: int | None = None
    talk: str | None = Field(default=None, index=True)
    state: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    touched_at: datetime = Field(sa_type=UtcDateTime)
