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

MOST = 5
NEAR = 0.02


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


Hits = dict[tuple[str, int], float]


def found(home: Home, files: Path, questions: Sequence[str]) -> list[Hits]:
    """What is found for each question: file and passage, with the score."""
    home.catch_up()
    everyone = Scope(Role.ADMIN, zones=None)
    with reading(home.engine) as session:
        return [
            {
                (os.path.relpath(one.found.path, files), one.found.passage.ordinal): one.score
                for one in retrieve(home, session, question, everyone, None, MOST)
            }
            for question in questions
        ]


def alike(one: Sequence[Hits], two: Sequence[Hits]) -> bool:
    """Whether the same is found, with the same scores.

    Entries that were removed count in BM25's statistics until tantivy merges their segments: scores
    differ a little by what an index went through, and so does which of two near ties is the last one.
    """
    return all(map(_alike, one, two))


def _alike(one: Hits, two: Hits) -> bool:
    last = max(min(one.values(), default=0.0), min(two.values(), default=0.0))
    near = all(abs(one[key] - two[key]) <= NEAR for key in one.keys() & two.keys())
    lone = one.keys() ^ two.keys()
    return near and all((one | two)[key] <= last + NEAR for key in lone)


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
