"""One file's document into the database: each function works within the caller's transaction."""

from collections.abc import Sequence
from datetime import datetime
from functools import reduce
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col, select

from ingest.metadata import FACTS
from ingest.metadata.relations import Related
from ingest.splitting import Piece
from ingest.taken import Text
from knowledge import changes
from knowledge.changes import Kind
from knowledge.database import insert_rows
from knowledge.documents import Document, Passage, Place, Relation
from knowledge.repeals import refresh_repeals
from knowledge.scope import stricter


def put_document(session: Session, place: Place, new: Text, now: datetime) -> None:
    """Let `place` (new or known) carry this text.

    The document it carried changes with it, unless another place carries that too; a text that is
    here already, from whatever place, gets one place more.
    """
    old = session.get(Document, place.document_id) if place.document_id else None
    same = _with_text(session, new.text_hash)
    if same is not None:
        document = same
    elif old is None or _places(session, old)[1:]:
        document = Document(text_hash="", title="", audience=place.audience, ingested_at=now)
    else:
        document = old
    is_new = document.id is None
    _write(session, document, new, now)
    place.document_id = document.id
    session.add(place)
    session.flush()
    if is_new:
        _record(session, document)
        refresh_repeals(session, document, is_new=True)
    else:
        settle(session, document, now)
    if old is not None and old.id != document.id:
        settle(session, old, now)


def passages_of(session: Session, place: Place) -> Sequence[Any]:
    """What compares the document that `place` carries with another: article, heading and text of its passages."""
    if place.document_id is None:
        return []
    of_it = select(Passage.article, Passage.heading, Passage.text)
    return session.exec(
        of_it.where(Passage.document_id == place.document_id).order_by(col(Passage.ordinal))
    ).all()


def take_away(session: Session, place: Place, now: datetime) -> None:
    """Remove a place; a document without any is retired."""
    document = session.get(Document, place.document_id) if place.document_id else None
    session.delete(place)
    session.flush()
    if document:
        settle(session, document, now)


def no_longer_a_document(session: Session, place: Place, now: datetime) -> None:
    """Keep `place` as a ledger's: the document that it carried, if any, loses it."""
    document = session.get(Document, place.document_id) if place.document_id else None
    place.document_id = None
    session.add(place)
    session.flush()
    if document:
        settle(session, document, now)


def settle(session: Session, document: Document, now: datetime) -> None:
    """Make a document agree with its places: its audience, and whether it is live at all."""
    places = _places(session, document)
    if places:
        document.audience = reduce(stricter, (place.audience for place in places))
    document.retired_at = None if places else document.retired_at or now
    session.add(document)
    session.flush()
    _record(session, document)
    refresh_repeals(session, document)


def _write(session: Session, document: Document, new: Text, now: datetime) -> None:
    facts = new.facts
    for field in (*FACTS, "evidence"):
        setattr(document, field, getattr(facts, field))
    document.text_hash = new.text_hash
    document.ingested_at = now
    if document.id is not None:
        _empty(session, document)
    session.add(document)
    session.flush()
    insert_rows(
        session, Passage, (_passage(document, ordinal, piece) for ordinal, piece in enumerate(new.pieces))
    )
    session.add_all(_relation(document, one) for one in facts.relations)
    session.flush()


def _empty(session: Session, document: Document) -> None:
    """What a document said before is gone from it."""
    _record(session, document)
    for table in (Passage, Relation):
        session.execute(delete(table).where(col(table.document_id) == document.id))


def _record(session: Session, document: Document) -> None:
    """A document and all its passages have to be indexed anew, or taken out."""
    ids = session.exec(select(Passage.id).where(Passage.document_id == document.id)).all()
    changes.record(session, Kind.PASSAGE, map(str, ids))
    changes.record(session, Kind.DOCUMENT, [str(document.id)])


def _with_text(session: Session, text_hash: str) -> Document | None:
    found = select(Document).where(Document.text_hash == text_hash).order_by(col(Document.id).desc())
    return session.exec(found).first()


def _places(session: Session, document: Document) -> Sequence[Place]:
    return session.exec(select(Place).where(Place.document_id == document.id)).all()


def _passage(document: Document, ordinal: int, piece: Piece) -> dict[str, Any]:
    return {
        "document_id": document.id,
        "ordinal": ordinal,
        "start": piece.start,
        "end": piece.end,
        "text": piece.text,
        "heading": piece.heading,
        "article": piece.article,
        "spot": piece.spot,
        "page": piece.page,
    }


def _relation(document: Document, related: Related) -> Relation:
    return Relation(
        document_id=document.id or 0,
        kind=related.kind,
        title=related.title,
        number=related.number,
        day=related.day,
        words=related.words,
    )
