"""Whether what an entry rests on still holds, and which entries a change of the documents touches."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Engine, false, func, not_, or_
from sqlmodel import Session, col, select

from knowledge.database import reading, writing
from knowledge.documents import Document, Found, Status, holds_on, live, passages_of, status_on
from knowledge.faq.tables import Doubt, FaqEntry, FaqSource, FaqState

_DOUBTS = {Status.REPEALED: Doubt.REPEALED, Status.EXPIRED: Doubt.EXPIRED, Status.NOT_YET: Doubt.NOT_YET}


@dataclass(frozen=True, slots=True)
class Touched:
    """An entry that a change touches: which document's, and what became of it. One reworded is given on."""

    entry_id: int
    question: str
    document: str
    doubt: Doubt


def sources_of(session: Session, entry: FaqEntry) -> Sequence[FaqSource]:
    """What an entry rests on, in the order in which it was written down."""
    of_entry = select(FaqSource).where(FaqSource.entry_id == entry.id)
    return session.exec(of_entry.order_by(col(FaqSource.id))).all()


def document_of(session: Session, source: FaqSource) -> Document | None:
    """The live document that a source means: its own, else the one that its file became (by 文号, by title)."""
    own = session.get(Document, source.document_id) if source.document_id else None
    if own is None or own.retired_at is None:
        return own
    same = Document.number == source.number if source.number else Document.title == source.title
    named = select(Document).where(same, live()).order_by(col(Document.id).desc())
    return session.exec(named).first()


def doubt_of(session: Session, source: FaqSource, day: date) -> Doubt | None:
    """What speaks against a source on a day; None where it stands as it was cited, or is none of ours."""
    if source.document_id is None:
        return None
    document = document_of(session, source)
    if document is None:
        return Doubt.RETIRED
    if doubt := _DOUBTS.get(status_on(document, day)):
        return doubt
    if document.text_hash == source.text_hash:
        return None
    return Doubt.REWORDED if found_words(session, document, source) else Doubt.CHANGED


def found_words(session: Session, document: Document, source: FaqSource) -> Found | None:
    """The passage with the words that a source relies on."""
    wanted = _bare(source.quote)
    return next(
        (one for one in passages_of(session, document) if wanted and wanted in _bare(one.passage.text)), None
    )


def review(engine: Engine, day: date) -> list[Touched]:
    """Find the entries in force that a change touched, and set those aside that can't be given on.

    Each is named once: a reworded source is pinned to its new text, the rest waits for staff.
    """
    with reading(engine) as session:
        if not _suspects(session, day):
            return []
    touched: list[Touched] = []
    with writing(engine) as session:
        for entry in _suspects(session, day):
            touched += _reviewed(session, entry, day)
    return touched


def untold(session: Session) -> Sequence[FaqEntry]:
    """The entries set aside that staff weren't told of."""
    aside = select(FaqEntry).where(FaqEntry.state == FaqState.TO_REVIEW, col(FaqEntry.told_at).is_(None))
    return session.exec(aside.order_by(col(FaqEntry.id))).all()


def told(session: Session, entries: Sequence[FaqEntry], now: datetime) -> None:
    """Staff know of these by now."""
    for entry in entries:
        entry.told_at = now
        session.add(entry)


def _suspects(session: Session, day: date) -> Sequence[FaqEntry]:
    """Active entries that are over, or cite a document that is another than it was."""
    changed = or_(
        col(Document.text_hash) != col(FaqSource.text_hash),
        col(Document.retired_at).is_not(None),
        not_(func.coalesce(holds_on(day), false())),
    )
    cited = select(FaqSource.entry_id).join(Document).where(changed)
    is_over = col(FaqEntry.valid_until) < day
    suspect = select(FaqEntry).where(
        FaqEntry.state == FaqState.ACTIVE, or_(is_over, col(FaqEntry.id).in_(cited))
    )
    return session.exec(suspect.order_by(col(FaqEntry.id))).all()


def _reviewed(session: Session, entry: FaqEntry, day: date) -> list[Touched]:
    touched = []
    if entry.valid_until and entry.valid_until < day:
        touched.append(Touched(entry.id or 0, entry.question, "", Doubt.OVER))
    for source in sources_of(session, entry):
        doubt = doubt_of(session, source, day)
        document = document_of(session, source)
        if doubt:
            touched.append(Touched(entry.id or 0, entry.question, source.title, doubt))
        if doubt in (None, Doubt.REWORDED) and document:
            source.document_id, source.text_hash = document.id, document.text_hash
            session.add(source)
    worst = next((one for one in touched if one.doubt is not Doubt.REWORDED), None)
    if worst:
        entry.state, entry.doubt, entry.doubted = FaqState.TO_REVIEW, worst.doubt, worst.document or None
        entry.told_at = None
        session.add(entry)
    return touched


def _bare(text: str) -> str:
    return "".join(text.split())
