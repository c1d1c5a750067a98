"""Whether two homes hold and find the same: everything but ids and times."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlmodel import col, select

from ingest.metadata import FACTS
from knowledge.database import reading
from knowledge.documents import Document, Passage, Place, Relation
from knowledge.home import Home
from knowledge.projects.tables import Project
from knowledge.retrieval import retrieve
from knowledge.scope import Role, Scope


def held(home: Home, files: Path) -> list[Any]:
    """What the database says of each file, by its path from `files`."""
    with reading(home.engine) as session:
        documents = {one.id: _document(session, one) for one in session.exec(select(Document))}
        places = session.exec(select(Place).order_by(col(Place.path))).all()
        codes = sorted(session.exec(select(Project.code)).all())
    told = [
        (
            os.path.relpath(place.path, files),
            place.content_hash,
            place.reader,
            place.audience,
            documents[place.document_id] if place.document_id else None,
        )
        for place in places
    ]
    placed = {place.document_id for place in places}
    live = [one for key, one in documents.items() if one["is_live"] and key not in placed]
    return [told, codes, live]


def found(home: Home, files: Path, questions: Sequence[str]) -> list[Any]:
    """What is found for each question; candidates of the same score in the order of their files."""
    home.catch_up()
    everyone = Scope(Role.ADMIN, zones=None)
    told = []
    with reading(home.engine) as session:
        for question in questions:
            ranked = retrieve(home, session, question, everyone, None, 5)
            told.append(
                sorted(
                    (-round(one.score, 3), os.path.relpath(one.found.path, files), one.found.passage.ordinal)
                    for one in ranked
                )
            )
    return told


def _document(session: Any, document: Document) -> dict[str, Any]:
    passages = select(Passage).where(Passage.document_id == document.id).order_by(col(Passage.ordinal))
    relations = select(Relation).where(Relation.document_id == document.id).order_by(col(Relation.id))
    return {
        "is_live": document.retired_at is None,
        "text_hash": document.text_hash,
        "audience": document.audience,
        "repealed_on": document.repealed_on,
        **{fact: getattr(document, fact) for fact in FACTS},
        "passages": [one.model_dump(exclude={"id", "document_id"}) for one in session.exec(passages)],
        "relations": [one.model_dump(exclude={"id", "document_id"}) for one in session.exec(relations)],
    }
