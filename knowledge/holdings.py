"""What is held of each document: where it lies, what was read of it and from which sentence, whose word ended it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, or_, select

from knowledge.documents import Document, Passage, Place, Relation, RelationKind, Status, live, status_on


@dataclass(frozen=True, slots=True, eq=False)
class Holding:
    """A document with what belongs to it; `ended_by` is the document whose repeal counts, itself perhaps."""

    document: Document
    status: Status
    paths: tuple[str, ...]
    passages: int
    relations: tuple[Relation, ...] = ()
    ended_by: Document | None = None
    ending: Relation | None = None


def holdings(session: Session, day: date, status: Status | None = None) -> list[Holding]:
    """Every live document as it stands on `day`, by its title; of one status where it is given."""
    rows = session.exec(select(Document).where(live()).order_by(col(Document.title), col(Document.id))).all()
    return _with_all(session, [one for one in rows if status in (None, status_on(one, day))], day)


def named(session: Session, name: str, day: date) -> list[Holding]:
    """The live documents of a path, a 文号 or a title; of a part of a title or path where none is just that."""
    for match in (_exactly(name), _in_part(name)):
        found = session.exec(select(Document).where(live(), match).order_by(col(Document.id))).all()
        if found:
            return _with_all(session, found, day)
    return []


def _exactly(name: str) -> Any:
    at = select(Place.document_id).where(Place.path == name)
    return or_(
        col(Document.number) == name, col(Document.title) == name.strip("《》"), col(Document.id).in_(at)
    )


def _in_part(name: str) -> Any:
    at = select(Place.document_id).where(col(Place.path).contains(name, autoescape=True))
    return or_(col(Document.title).contains(name.strip("《》"), autoescape=True), col(Document.id).in_(at))


def _with_all(session: Session, documents: Sequence[Document], day: date) -> list[Holding]:
    paths, relations = _paths(session), _relations(session)
    counted = select(Passage.document_id, func.count(col(Passage.id))).group_by(col(Passage.document_id))
    passages = dict(session.exec(counted).all())
    enders = [one.repealed_by_id for one in documents if one.repealed_by_id]
    ending = {one.id: one for one in session.exec(select(Document).where(col(Document.id).in_(enders)))}
    return [
        Holding(
            one,
            status_on(one, day),
            tuple(paths.get(one.id, ())),
            passages.get(one.id or 0, 0),
            tuple(relations.get(one.id, ())),
            ending.get(one.repealed_by_id),
            _ending(one, relations),
        )
        for one in documents
    ]


def _paths(session: Session) -> dict[int | None, list[str]]:
    found: dict[int | None, list[str]] = {}
    for path, document in session.exec(select(Place.path, Place.document_id).order_by(col(Place.path))):
        found.setdefault(document, []).append(path)
    return found


def _relations(session: Session) -> dict[int | None, list[Relation]]:
    found: dict[int | None, list[Relation]] = {}
    for one in session.exec(select(Relation).order_by(col(Relation.id))):
        found.setdefault(one.document_id, []).append(one)
    return found


def _ending(document: Document, relations: Mapping[int | None, Sequence[Relation]]) -> Relation | None:
    """The statement that repeals a document: another's that names it, or its own word on itself."""
    if document.repealed_on is None:
        return None
    said = [
        one
        for one in relations.get(document.repealed_by_id or document.id, ())
        if one.kind is RelationKind.REPEALS
    ]
    names = (document.title, document.number) if document.repealed_by_id else ()
    return next((one for one in said if _names(one, names)), None)


def _names(one: Relation, names: Sequence[str | None]) -> bool:
    told = [name for name in (one.title, one.number) if name]
    return any(name in names for name in told) if names else not told
