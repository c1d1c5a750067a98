"""The tables of answers that staff wrote."""

from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from knowledge.database import UtcDateTime, one_of


class FaqState(StrEnum):
    """Whether an entry is given; one to review waits for staff, since what it rests on holds no longer."""

    ACTIVE = "active"
    TO_REVIEW = "to_review"
    WITHDRAWN = "withdrawn"


class Doubt(StrEnum):
    """Why an entry is to be looked at: what became of a document that it cites, or of itself."""

    REWORDED = "reworded"  # another text, in which the words cited still stand
    CHANGED = "changed"
    RETIRED = "retired"
    REPEALED = "repealed"
    EXPIRED = "expired"
    NOT_YET = "not_yet"
    OVER = "over"  # its own validity ended


class FaqEntry(SQLModel, table=True):
    """An answer as staff wrote it. `doubt` and `doubted` (a document's title) say why it is to be reviewed.

    Staff were told of that at `told_at`. It is given for days from `valid_from` to `valid_until`.
    """

    id: int | None = Field(default=None, primary_key=True)
    question: str
    answer: str
    audience: str
    author: str
    written_at: datetime = Field(sa_type=UtcDateTime)
    valid_from: date
    valid_until: date | None = None
    state: FaqState = Field(default=FaqState.ACTIVE, sa_column=one_of(FaqState))
    doubt: Doubt | None = Field(default=None, sa_column=one_of(Doubt, optional=True))
    doubted: str | None = None
    told_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class FaqWording(SQLModel, table=True):
    """A way to ask an entry's question, its own first; `key` is the same for all that ask it in these words."""

    id: int | None = Field(default=None, primary_key=True)
    entry_id: int = Field(foreign_key="faqentry.id", index=True)
    text: str
    key: str = Field(index=True)


class FaqSource(SQLModel, table=True):
    """What an entry rests on: a document of ours, as its text was then, or whatever staff named.

    `quote` are the words relied on, where an article or a sentence is cited.
    """

    id: int | None = Field(default=None, primary_key=True)
    entry_id: int = Field(foreign_key="faqentry.id", index=True)
    title: str
    number: str | None = None
    article: str | None = None
    quote: str = ""
    document_id: int | None = Field(default=None, foreign_key="document.id", index=True)
    text_hash: str | None = None
