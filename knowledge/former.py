"""What is out of force: what it laid down, shown as such, with what stands in its place."""

import re
from collections.abc import Sequence

from sqlmodel import Session, col, or_, select

from knowledge.answering import Asker
from knowledge.answers import Citation, cite
from knowledge.documents import (
    Document,
    Found,
    Status,
    live,
    passages_of,
    seen_by,
    short_title,
    stating_repeal,
    status_on,
)
from knowledge.writing.extractive import sentence_with

STATES_VALIDITY = ("施行", "有效期", "起执行", "起实施", "失效", "废止")
OUT_OF_FORCE = (Status.EXPIRED, Status.REPEALED)
_EDITION = re.compile(r"[（(](?:试行|暂行|\d{4}年?(?:版|本|修订|修正)?)[）)]|暂行|试行|\d{4}年度?版?")


def is_former(document: Document, asker: Asker) -> bool:
    """Whether a document held once and doesn't on the day asked of."""
    return status_on(document, asker.day) in OUT_OF_FORCE


def any_former(session: Session, asker: Asker) -> bool:
    """Whether there is any such document that the asker may see."""
    ended = or_(col(Document.repealed_on) <= asker.day, col(Document.expires_on) < asker.day)
    return (
        session.exec(select(Document.id).where(ended, live(), seen_by(asker.scope)).limit(1)).first()
        is not None
    )


def stating_validity(session: Session, document: Document) -> Found:
    """The passage of a document that says since or until when it holds, else its first."""
    own = passages_of(session, document)
    for words in (("有效期", "失效"), STATES_VALIDITY):
        if found := next((one for one in own if any(word in one.passage.text for word in words)), None):
            return found
    return own[0]


def why(session: Session, document: Document, asker: Asker, n: int) -> list[Citation]:
    """By whose word it is out of force: the document that repeals it, else its own; numbered from `n`."""
    repealing = stating_repeal(session, document, asker.scope)
    if repealing and status_on(document, asker.day) is Status.REPEALED:
        names = [name for name in (document.number, document.title) if name]
        return [cite_words(n, repealing, names, asker)]
    found = stating_validity(session, document)
    return [cite_words(n, found, ("有效期", *STATES_VALIDITY), asker)] if _says(found) else []


def successor(session: Session, document: Document, asker: Asker, n: int) -> list[Citation]:
    """The document of the same name (but for 暂行, 试行 or an edition) that came later and is in force."""
    name = _name(document)
    later = [
        one
        for one in session.exec(
            select(Document).where(live(), seen_by(asker.scope)).order_by(col(Document.id))
        )
        if one.id != document.id
        and name
        and _name(one) == name
        and one.region == document.region
        and status_on(one, asker.day) is Status.IN_FORCE
        and (one.issued_on or asker.day) >= (document.issued_on or asker.day)
    ]
    if not later:
        return []
    newest = max(later, key=lambda one: one.issued_on or asker.day)
    return [cite_words(n, stating_validity(session, newest), STATES_VALIDITY, asker)]


def cite_words(n: int, found: Found, words: Sequence[str], asker: Asker) -> Citation:
    return cite(n, found, sentence_with(found.passage.text, words), asker.day)


def _says(found: Found) -> bool:
    return any(word in found.passage.text for word in STATES_VALIDITY)


def _name(document: Document) -> str:
    return _EDITION.sub("", short_title(document.title))
