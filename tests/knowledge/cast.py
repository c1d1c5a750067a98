"""Documents made by hand, for tests that need no files."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Engine, delete
from sqlmodel import Session, col

from knowledge import changes
from knowledge.changes import Kind
from knowledge.database import writing
from knowledge.documents import Document, Passage, Place, Relation, RelationKind

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def a_document(title: str = "某办法", audience: str = "public", **facts: Any) -> Document:
    return Document(title=title, text_hash=title, audience=audience, ingested_at=NOW, **facts)


def put(session: Session, document: Document, *texts: str) -> Document:
    """Keep a document with a place and its passages (its title, where no text is given)."""
    session.add(document)
    session.flush()
    path = f"/政策/{document.id}-{document.title}.txt"
    session.add(
        Place(
            path=path,
            content_hash=path,
            stamp="",
            reader=1,
            audience=document.audience,
            document_id=document.id,
        )
    )
    session.add_all(
        Passage(document_id=document.id or 0, ordinal=ordinal, start=0, end=len(text), text=text)
        for ordinal, text in enumerate(texts or (document.title,))
    )
    session.flush()
    note(session, document)
    return document


def note(session: Session, document: Document) -> None:
    """A document and its passages are to be indexed anew."""
    changes.record(session, Kind.PASSAGE, keys_of(session, document))
    changes.record(session, Kind.DOCUMENT, [str(document.id)])


def add(engine: Engine, title: str, *texts: str, audience: str = "public", **facts: Any) -> int:
    """A new document, committed; its id."""
    with writing(engine) as session:
        return put(session, a_document(title, audience, **facts), *texts).id or 0


def reword(engine: Engine, document_id: int, *texts: str) -> None:
    """Other passages in place of a document's."""
    with writing(engine) as session:
        document = session.get_one(Document, document_id)
        note(session, document)
        session.execute(delete(Passage).where(col(Passage.document_id) == document_id))
        session.add_all(
            Passage(document_id=document_id, ordinal=ordinal, start=0, end=len(text), text=text)
            for ordinal, text in enumerate(texts)
        )
        session.flush()
        note(session, document)


def retire(engine: Engine, document_id: int) -> None:
    """A document whose last place is gone."""
    with writing(engine) as session:
        document = session.get_one(Document, document_id)
        document.retired_at = NOW
        session.add(document)
        note(session, document)


def repeals(session: Session, by: Document, day: date | None = None, **named: Any) -> None:
    """Let `by` say that what is `named` (a title, a number) holds no longer."""
    session.add(Relation(document_id=by.id or 0, kind=RelationKind.REPEALS, day=day, **named))
    session.flush()


def keys_of(session: Session, document: Document) -> list[str]:
    from knowledge.documents import passages_of

    return [str(found.passage.id) for found in passages_of(session, document)]
