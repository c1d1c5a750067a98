"""The desk's tables."""

from datetime import date, datetime

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from bot.desk.words import Act, Category, Origin, Outcome, Rating, State
from bot.messages.contents import Channel
from knowledge.database import UtcDateTime, one_of
from knowledge.scope import Role


class Issue(SQLModel, table=True):
    """A problem of an enterprise (诉求). Every change goes by its `version` and leaves a Step."""

    id: int | None = Field(default=None, primary_key=True)
    number: str = Field(unique=True)
    version: int = 1
    state: State = Field(sa_column=one_of(State))
    title: str
    text: str
    category: Category = Field(sa_column=one_of(Category))
    origin: Origin = Field(sa_column=one_of(Origin))
    enterprise: str = Field(index=True)
    zone: str | None = Field(default=None, index=True)
    is_anonymous: bool = False
    contact: str | None = None
    phone: str | None = None
    reporter_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    department: str | None = Field(default=None, index=True)  # 主办
    supporting: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))  # 协办
    created_at: datetime = Field(sa_type=UtcDateTime)
    clock_from: datetime | None = Field(default=None, sa_type=UtcDateTime)  # None: no clock runs
    clock_minutes: int | None = None  # working minutes that it has from `clock_from`
    due_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    asked_minutes: int | None = None  # working minutes of an extension that the department asks for
    deferred_until: date | None = None
    back_to: State | None = Field(
        default=None, sa_column=one_of(State, optional=True)
    )  # where a deferral ends
    merged_into: str | None = None
    reply: str | None = None
    proposed: Outcome | None = Field(
        default=None, sa_column=one_of(Outcome, optional=True)
    )  # what the reply says
    outcome: Outcome | None = Field(default=None, sa_column=one_of(Outcome, optional=True))
    rating: Rating | None = Field(default=None, sa_column=one_of(Rating, optional=True))
    rating_why: str | None = None
    replied_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Step(SQLModel, table=True):
    """One act on an issue: who, when, from, to, note. `version` is the issue's after it.

    A note is internal unless it is meant for the enterprise.
    """

    __table_args__ = (UniqueConstraint("issue_id", "version"),)

    id: int | None = Field(default=None, primary_key=True)
    issue_id: int = Field(foreign_key="issue.id", index=True)
    version: int
    act: Act = Field(sa_column=one_of(Act))
    from_state: State | None = Field(default=None, sa_column=one_of(State, optional=True))
    to_state: State = Field(sa_column=one_of(State))
    person_id: int | None = Field(default=None, foreign_key="person.id")
    name: str
    role: Role | None = Field(default=None, sa_column=one_of(Role, optional=True))  # None: the clock
    department: str | None = None
    at: datetime = Field(sa_type=UtcDateTime)
    note: str | None = None
    is_public: bool = False
    due_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # the deadline after it


class Attachment(SQLModel, table=True):
    """A file of an issue, handed in with it or with a later step."""

    id: int | None = Field(default=None, primary_key=True)
    issue_id: int = Field(foreign_key="issue.id", index=True)
    step_id: int | None = Field(default=None, foreign_key="step.id")
    digest: str
    name: str
    mime: str
    size: int
    is_public: bool = True


class YearNumber(SQLModel, table=True):
    """The last issue number of a year."""

    year: int = Field(primary_key=True)
    last: int


class Holiday(SQLModel, table=True):
    """Staff's own word on a day, before any calendar's."""

    day: date = Field(primary_key=True)
    is_working: bool
    name: str = ""


class Handover(SQLModel, table=True):
    """A question that staff answer in person (转人工); the answer goes to `thread`'s asker."""

    id: int | None = Field(default=None, primary_key=True)
    version: int = 1
    channel: Channel = Field(sa_column=one_of(Channel))
    chat: str
    person: str
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    asker: str  # as staff see them
    zone: str | None = None
    question: str
    said: str | None = None  # what the assistant had said
    created_at: datetime = Field(sa_type=UtcDateTime)
    answer: str | None = None
    answered_by: int | None = Field(default=None, foreign_key="person.id")
    answerer: str | None = None
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
