"""The tables of questions asked and of what people thought of the answers."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from bot.messages.contents import Address, Channel
from knowledge.answers import Reason, Subject
from knowledge.database import UtcDateTime, one_of
from knowledge.scope import Role


class Why(StrEnum):
    """What was wrong with an answer."""

    INACCURATE = "inaccurate"
    OUTDATED = "outdated"
    BESIDE = "beside"  # beside the point
    WRONG_SOURCE = "source"
    OTHER = "other"


class Asked(SQLModel, table=True):
    """A question and what was replied; of whoever asked no more than where the reply went.

    `key` is the same for questions that are one; `reason` says why it was refused; an open one has no `settled_at`.
    """

    id: int | None = Field(default=None, primary_key=True)
    channel: Channel = Field(sa_column=one_of(Channel))
    chat: str
    person: str
    is_group: bool = False
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    role: Role = Field(sa_column=one_of(Role))
    question: str
    key: str = Field(index=True)
    subject: Subject = Field(sa_column=one_of(Subject))
    reason: Reason | None = Field(default=None, sa_column=one_of(Reason, optional=True))
    citations: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    asked_at: datetime = Field(sa_type=UtcDateTime, index=True)
    settled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    entry_id: int | None = Field(default=None, foreign_key="faqentry.id", index=True)  # what answered it

    @property
    def address(self) -> Address:
        """Where it was asked."""
        return Address(self.channel, self.chat, self.person)


class Verdict(SQLModel, table=True):
    """What one person thought of one answer."""

    __table_args__ = (UniqueConstraint("asked_id", "person"),)

    id: int | None = Field(default=None, primary_key=True)
    asked_id: int = Field(foreign_key="asked.id", index=True)
    person: str  # the channel's id of whoever judges, in a group not only of the asker
    role: Role = Field(sa_column=one_of(Role))
    is_useful: bool
    why: Why | None = Field(default=None, sa_column=one_of(Why, optional=True))
    words: str = ""
    judged_at: datetime = Field(sa_type=UtcDateTime)


class GoldenResult(SQLModel, table=True):
    """How a question that must be answered well fared when it was last asked, and up to which change."""

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    question: str
    passed: bool
    change: int
    checked_at: datetime = Field(sa_type=UtcDateTime)
