"""What repeals do: from which day a document holds no longer, by whose word."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ColumnElement, and_, false, or_
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from knowledge.documents import Document, Relation, RelationKind, live


def refresh_repeals(session: Session, document: Document, *, is_new: bool = False) -> None:
    """Work out again which documents `document` repeals, and which one repeals it.

    A new one has repealed none before, which saves looking through all of them.
    """
    repeals = _repeals().where(Relation.document_id == document.id)
    touched = {document.id: document}
    repealed = select(Document).where(Document.repealed_by_id == document.id)
    repealed_before = [] if is_new else session.exec(repealed).all()
    names = [_is_named(repeal) for repeal in session.exec(repeals)]
    named = session.exec(select(Document).where(or_(*names))).all() if names else []
    for one in (*repealed_before, *named):
        touched[one.id] = one
    for one in touched.values():
        _refresh_repeal(session, one)


def _refresh_repeal(session: Session, document: Document) -> None:
    days = [*_repeals_by_others(session, document), *_repeals_of_itself(session, document)]
    document.repealed_on, document.repealed_by_id = min(days, default=(None, None), key=lambda pair: pair[0])
    session.add(document)
    session.flush()


def _repeals_by_others(session: Session, document: Document) -> Iterator[tuple[date, int | None]]:
    matches = col(Relation.title) == document.title
    if document.number:
        matches = or_(col(Relation.number) == document.number, and_(matches, col(Relation.number).is_(None)))
    rows = session.exec(
        select(Relation, Document)
        .join(Document, col(Document.id) == Relation.document_id)
        .where(Relation.kind == RelationKind.REPEALS, matches, live(), col(Document.id) != document.id)
        .order_by(col(Document.id))
    )
    for repeal, by in rows:
        day = repeal.day or by.effective_on or by.issued_on or date.min
        if not document.issued_on or document.issued_on < day:
            yield day, by.id


def _repeals_of_itself(session: Session, document: Document) -> Iterator[tuple[date, None]]:
    own = _repeals().where(Relation.document_id == document.id)
    unnamed = own.where(col(Relation.title).is_(None), col(Relation.number).is_(None))
    for repeal in session.exec(unnamed):
        yield repeal.day or date.min, None


def _repeals() -> SelectOfScalar[Relation]:
    return select(Relation).where(Relation.kind == RelationKind.REPEALS)


def _is_named(repeal: Relation) -> ColumnElement[bool]:
    if repeal.number and repeal.title:
        unnumbered = and_(col(Document.title) == repeal.title, col(Document.number).is_(None))
        return or_(col(Document.number) == repeal.number, unnumbered)
    if repeal.number:
        return col(Document.number) == repeal.number
    return col(Document.title) == repeal.title if repeal.title else false()
