"""The tables of people."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from bot.messages.contents import Channel
from knowledge.database import UtcDateTime, one_of
from knowledge.scope import Role


class Person(SQLModel, table=True):
    """Someone who was invited; known by a name and, where given, a telephone."""

    id: int | None = Field(default=None, primary_key=True)
    name: str
    phone: str | None = None
    created_at: datetime = Field(sa_type=UtcDateTime)


class Account(SQLModel, table=True):
    """A person on a channel: the id that they write from, the private chat where they are told."""

    __table_args__ = (UniqueConstraint("channel", "external_id"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    channel: Channel = Field(sa_column=one_of(Channel))
    external_id: str
    chat: str
    is_reachable: bool = True  # False once they blocked us
    created_at: datetime = Field(sa_type=UtcDateTime)


class Membership(SQLModel, table=True):
    """A role that a person is bound to. An official without a zone is one of all zones."""

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    role: Role = Field(sa_column=one_of(Role))
    zone: str | None = None
    enterprise: str | None = Field(default=None, index=True)
    department: str | None = Field(default=None, index=True)
    created_at: datetime = Field(sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Invitation(SQLModel, table=True):
    """A one-time code, kept as its SHA-256: for a new membership, or to sign in as `person_id`."""

    id: int | None = Field(default=None, primary_key=True)
    code_hash: str = Field(unique=True)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    role: Role | None = Field(default=None, sa_column=one_of(Role, optional=True))
    zone: str | None = None
    enterprise: str | None = None
    department: str | None = None
    name: str | None = None
    phone: str | None = None
    invited_by: int | None = Field(default=None, foreign_key="person.id")
    created_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    used_by: int | None = Field(default=None, foreign_key="person.id")
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class WrongCode(SQLModel, table=True):
    """A code that was no good, and who tried it (a channel's person, or a network address)."""

    id: int | None = Field(default=None, primary_key=True)
    tried_by: str = Field(index=True)
    at: datetime = Field(sa_type=UtcDateTime)


class WebSession(SQLModel, table=True):
    """A browser that talks to us, known by a cookie whose SHA-256 we keep; a guest's has no person."""

    id: int | None = Field(default=None, primary_key=True)
    token_hash: str = Field(unique=True)
    csrf: str
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    created_at: datetime = Field(sa_type=UtcDateTime)
    seen_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
