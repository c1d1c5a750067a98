"""A cited passage in its document, where the asker may see it."""

from datetime import date
from typing import Any

from sqlmodel import Session

from bot.people.actors import Actor
from bot.web import texts
from knowledge import documents
from knowledge.replies import STATUS_NAMES


def passage_json(session: Session, key: str, actor: Actor, day: date) -> dict[str, Any] | None:
    """The passage with what surrounds it; None where there is none that the actor may see."""
    if not (key.isascii() and key.isdecimal() and len(key) < 19):
        return None
    found = documents.shown(session, [key], actor.scope, None).get(str(int(key)))
    if found is None:
        return None
    passage, document = found.passage, found.document
    around = documents.neighbours(session, passage)
    place = " ".join(part for part in (passage.heading, passage.article) if part)
    return {
        "title": document.title,
        "number": document.number,
        "issuer": document.issuer,
        "article": place or None,
        "page": texts.page_number(passage.page) if passage.page else None,
        "issued": document.issued_on.isoformat() if document.issued_on else None,
        "effective": document.effective_on.isoformat() if document.effective_on else None,
        "validity": STATUS_NAMES[documents.status_on(document, day)],
        "status": documents.status_on(document, day),
        "before": "".join(one.text for one in around if one.ordinal < passage.ordinal),
        "text": passage.text,
        "after": "".join(one.text for one in around if one.ordinal > passage.ordinal),
    }
