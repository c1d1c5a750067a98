"""Documents, their places and passages: the tables, and the rules of what holds on a day."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import JSON, Column, ColumnElement, Select, and_, bindparam, func, or_, true
from sqlalchemy import select as columns
from sqlmodel import Field, Session, SQLModel, col, select

from knowledge.changes import Entry, Kind
from knowledge.database import UtcDateTime, one_of
from knowledge.scope import INTERNAL, PUBLIC, STAFF_ONLY, ZONE_PREFIX, Role, Scope

SHORTEST_TITLE = 6
LONGEST_TEXT = 300_000  # characters of one document that are read as a whole
_ISSUES = re.compile(r"印发《(.+)》的通知")


class Status(StrEnum):
    """Whether a document holds on a day; unknown where its text states no date at all."""

    IN_FORCE = "in_force"
    EXPIRED = "expired"
    REPEALED = "repealed"
    NOT_YET = "not_yet"
    UNKNOWN = "unknown"


class Level(StrEnum):
    """Whose word a document is: the country's, a province's, a city's, a county's, a park's."""

    NATION = "nation"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    PARK = "park"


class RelationKind(StrEnum):
    """What a document does to another one."""

    REPEALS = "repeals"
    AMENDS = "amends"
    IMPLEMENTS = "implements"


class Document(SQLModel, table=True):
    """One text, whatever number of files carry it. `audience` is the strictest of its places.

    `evidence` has for each fact the sentence that it was read from.
    """

    id: int | None = Field(default=None, primary_key=True)
    text_hash: str = Field(index=True)
    title: str
    number: str | None = Field(default=None, index=True)
    issuer: str | None = None
    region: str | None = None
    level: Level | None = Field(default=None, sa_column=one_of(Level, optional=True))
    issued_on: date | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    repealed_on: date | None = None
    repealed_by_id: int | None = Field(default=None, foreign_key="document.id")
    audience: str
    ingested_at: datetime = Field(sa_type=UtcDateTime)
    retired_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    evidence: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


class Place(SQLModel, table=True):
    """A file that was taken in: of a document, or (without one) of a ledger.

    `content_hash` is of its bytes and of what metadata.csv says of it; `stamp` tells without reading
    that nothing changed; `asked` is the audience that was asked for by hand, `audience` the one decided;
    `reader` is the version of the readers that read it.
    """

    id: int | None = Field(default=None, primary_key=True)
    path: str = Field(unique=True)
    content_hash: str = Field(index=True)
    stamp: str
    reader: int
    asked: str | None = None
    audience: str
    document_id: int | None = Field(default=None, foreign_key="document.id", index=True)


class Passage(SQLModel, table=True):
    """A piece of a document that can be cited; `start` and `end` are offsets in its cleaned text.

    The passages of a document tile that text. `heading` is the path of headings above it
    (or a table's caption), context beside the span. `article` is what a citation prints (第十二条, or
    第十二条第三款 of a piece of a long one); `spot` where a piece stands otherwise: 第3行 of a table.
    """

    id: int | None = Field(default=None, primary_key=True)
    document_id: int = Field(foreign_key="document.id", index=True)
    ordinal: int
    start: int
    end: int
    text: str
    heading: str = ""
    article: str | None = None
    spot: str | None = None
    page: int | None = None


class Relation(SQLModel, table=True):
    """A document's statement about another one, by its title or number; `words` is its sentence.

    A repeal counts from `day`, else from the document's own effect; one that names nothing is the
    document's word on itself (此件已废止).
    """

    id: int | None = Field(default=None, primary_key=True)
    document_id: int = Field(foreign_key="document.id", index=True)
    kind: RelationKind = Field(sa_column=one_of(RelationKind))
    title: str | None = Field(default=None, index=True)
    number: str | None = Field(default=None, index=True)
    day: date | None = None
    words: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """A passage with what is said of its document, as read in one statement."""

    passage: Passage
    document: Document
    path: str


@dataclass(frozen=True, slots=True)
class Sketch:
    """As much of a passage as ranking reads: its key, where it stands, and its words."""

    key: str
    document_id: int
    ordinal: int
    title: str
    text: str


def status_on(document: Document, day: date) -> Status:
    """Whether `document` holds on `day`."""
    if document.repealed_on and document.repealed_on <= day:
        return Status.REPEALED
    if document.expires_on and document.expires_on < day:
        return Status.EXPIRED
    begins = document.effective_on or document.issued_on
    if begins is None:
        return Status.UNKNOWN
    return Status.NOT_YET if begins > day else Status.IN_FORCE


def holds_on(day: date) -> ColumnElement[bool]:
    """The same rule in SQL: keeps what is in force on `day`, or whose dates aren't known."""
    return and_(
        or_(col(Document.repealed_on).is_(None), col(Document.repealed_on) > day),
        or_(col(Document.expires_on).is_(None), col(Document.expires_on) >= day),
        or_(
            col(Document.effective_on) <= day,
            and_(
                col(Document.effective_on).is_(None),
                or_(col(Document.issued_on).is_(None), col(Document.issued_on) <= day),
            ),
        ),
    )


def live() -> ColumnElement[bool]:
    """Keeps documents that still have a file."""
    return col(Document.retired_at).is_(None)


def seen_by(scope: Scope) -> ColumnElement[bool]:
    """Keeps documents for audiences that `scope` sees: `Scope.sees` in SQL."""
    audience = col(Document.audience)
    match scope.role:
        case Role.STAFF | Role.ADMIN:
            return true()
        case Role.OFFICIAL if scope.zones is None:
            return audience != STAFF_ONLY
        case Role.OFFICIAL:
            return audience.in_([PUBLIC, INTERNAL, *(ZONE_PREFIX + zone for zone in scope.zones or ())])
        case _:
            return audience == PUBLIC


def may_be_shown(scope: Scope, day: date | None) -> ColumnElement[bool]:
    """What may be shown of documents: live, in scope, and in force on `day`; without one, whatever their validity.

    This condition has the last word on what is shown.
    """
    rules = (live(), seen_by(scope), *(() if day is None else (holds_on(day),)))
    return and_(*rules)


def sketches(session: Session, keys: Collection[str], scope: Scope, day: date | None) -> list[Sketch]:
    """Of the passages with `keys`, those that may be shown, as far as ranking reads them."""
    rows = session.execute(_sketching(scope, day), {"keys": [int(key) for key in keys]})
    return [Sketch(str(id), *rest) for id, *rest in rows]


def shown(session: Session, keys: Collection[str], scope: Scope, day: date | None) -> dict[str, Found]:
    """Of the passages with `keys`, those that may be shown."""
    rows = session.execute(_showing(scope, day), {"keys": [int(key) for key in keys]})
    return {str(passage.id): Found(passage, document, path) for passage, document, path in rows}


@lru_cache(maxsize=128)  # to put a statement together takes longer than to execute it
def _sketching(scope: Scope, day: date | None) -> Select[*tuple[Any, ...]]:
    read = (Passage.id, Passage.document_id, Passage.ordinal, Document.title, Passage.text)
    return _of_passages(columns(*map(col, read)), scope, day)


@lru_cache(maxsize=128)
def _showing(scope: Scope, day: date | None) -> Select[*tuple[Any, ...]]:
    read = columns(Passage, Document, col(Place.path))
    with_places = _of_passages(read, scope, day).join(Place, col(Place.document_id) == Document.id)
    return with_places.order_by(col(Place.id).desc())


def _of_passages(read: Select[*tuple[Any, ...]], scope: Scope, day: date | None) -> Select[*tuple[Any, ...]]:
    """What is read of the passages with `keys` and their documents, where they may be shown."""
    asked = col(Passage.id).in_(bindparam("keys", expanding=True))
    return read.join(Document, col(Document.id) == Passage.document_id).where(asked, may_be_shown(scope, day))


def neighbours(session: Session, passage: Passage, reach: int = 1) -> Sequence[Passage]:
    """The passages of the same document around `passage`, itself among them, in order."""
    return session.exec(
        select(Passage)
        .where(
            Passage.document_id == passage.document_id,
            col(Passage.ordinal).between(passage.ordinal - reach, passage.ordinal + reach),
        )
        .order_by(col(Passage.ordinal))
    ).all()


def surrounding(session: Session, found: Found, reach: int) -> list[Found]:
    """The same with what is said of their document."""
    around = neighbours(session, found.passage, reach)
    return [Found(one, found.document, found.path) for one in around]


def passages_of(session: Session, document: Document) -> list[Found]:
    """All passages of a document, in order."""
    path = session.exec(
        select(Place.path).where(Place.document_id == document.id).order_by(col(Place.id))
    ).first()
    passages = select(Passage).where(Passage.document_id == document.id).order_by(col(Passage.ordinal))
    return [Found(passage, document, path or "") for passage in session.exec(passages)]


def texts_of(session: Session, documents: Collection[int]) -> dict[int, str]:
    """The texts of documents by id, of very long ones the beginning, which tells what they are about."""
    rows = session.exec(
        select(Passage.document_id, Passage.text)
        .where(col(Passage.document_id).in_(documents), col(Passage.start) < LONGEST_TEXT)
        .order_by(col(Passage.document_id), col(Passage.ordinal))
    ).all()
    texts: dict[int, str] = {}
    for document, text in rows:
        texts[document] = texts.get(document, "") + text
    return texts


def numbered(session: Session, numbers: Collection[str], scope: Scope) -> Sequence[Document]:
    """The documents with these 文号 that `scope` sees, whatever their validity."""
    return session.exec(
        select(Document).where(col(Document.number).in_(numbers), live(), seen_by(scope))
    ).all()


def titled_in(session: Session, text: str, scope: Scope) -> Sequence[Document]:
    """The documents whose title (without 中华人民共和国 or 关于印发…的通知) a text names, whatever their validity.

    Where one title stands within another that is named too, only the longer counts.
    """
    titles = session.exec(select(Document.id, Document.title).where(live(), seen_by(scope))).all()
    named = {key: short for key, title in titles if (short := short_title(title)) and short in text}
    longest = {
        key
        for key, short in named.items()
        if not any(short != other and short in other for other in named.values())
    }
    return session.exec(
        select(Document).where(col(Document.id).in_(longest)).order_by(col(Document.id))
    ).all()


def short_title(title: str) -> str:
    """How people name a document: what it issues, without the country's name; "" where that is too short."""
    inner = _ISSUES.search(title)
    short = (inner[1] if inner else title).removeprefix("中华人民共和国").strip("《》")
    return short if len(short) >= SHORTEST_TITLE or short.endswith("法") else ""


def stating_repeal(session: Session, document: Document, scope: Scope) -> Found | None:
    """The passage that says that `document` is repealed, where `scope` sees it."""
    repealing = select(Document).where(Document.id == document.repealed_by_id, live(), seen_by(scope))
    names = [name for name in (document.number, document.title) if name]
    for by in session.exec(repealing):
        for found in passages_of(session, by):
            if any(name in found.passage.text for name in names):
                return found
    return None


def count_passages(session: Session) -> int:
    """How many passages are live, whatever their audience."""
    alive = select(func.count(col(Passage.id))).join(Document, col(Document.id) == Passage.document_id)
    return session.exec(alive.where(live())).one()


def entries(session: Session, keys: Iterable[str]) -> list[Entry]:
    """What the indexes hold of the passages with `keys` that are live."""
    statement = (
        select(Passage, Document.title, Document.audience)
        .join(Document, col(Document.id) == Passage.document_id)
        .where(col(Passage.id).in_([int(key) for key in keys]), live())
    )
    return [
        Entry(Kind.PASSAGE, str(passage.id), audience, _context(title, passage.heading), passage.text)
        for passage, title, audience in session.exec(statement)
    ]


def whole_entries(session: Session, keys: Iterable[str]) -> list[Entry]:
    """What the index of whole documents holds of those with `keys` that are live."""
    documents = session.exec(select(Document).where(col(Document.id).in_([int(key) for key in keys]), live()))
    by_id = {one.id: one for one in documents if one.id is not None}
    return [
        Entry(Kind.DOCUMENT, str(id), by_id[id].audience, by_id[id].title, text)
        for id, text in texts_of(session, by_id).items()
    ]


def _context(title: str, heading: str) -> str:
    return f"{title} {heading}" if heading else title
