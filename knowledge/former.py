"""What is out of force: what it laid down, shown as such, with what stands in its place."""

import re
from collections.abc import Sequence

from sqlmodel import Session, col, or_, select

from knowledge.answering import Asker
from knowledge.answers import Answer, Citation, Subject, cite
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
from knowledge.quoting import Quoting
from knowledge.writing import frames
from knowledge.writing.extractive import sentence_with
from knowledge.writing.frames import Quoted

STATES_VALIDITY = ("施行", "有效期", "起执行", "起实施", "失效", "废止")
OUT_OF_FORCE = (Status.EXPIRED, Status.REPEALED)
_EDITION = re.compile(r"[（(](?:试行|暂行|\d{4}年?(?:版|本|修订|修正)?)[）)]|暂行|试行|\d{4}年度?版?")


def is_former(document: Document, asker: Asker) -> bool:
    """Whether a document held once and doesn't on the day asked of."""
    return status_on(document, asker.day) in OUT_OF_FORCE


def is_coming(document: Document, asker: Asker) -> bool:
    """Whether a document was made by the day asked of, and takes effect after it."""
    made = not document.issued_on or document.issued_on <= asker.day
    return made and bool(document.effective_on) and status_on(document, asker.day) is Status.NOT_YET


def is_out_of_force(document: Document, asker: Asker) -> bool:
    """Whether a document holds no longer, or not yet."""
    return is_former(document, asker) or is_coming(document, asker)


def any_out_of_force(session: Session, asker: Asker) -> bool:
    """Whether there may be any such document that the asker may see."""
    ended = or_(
        col(Document.repealed_on) <= asker.day,
        col(Document.expires_on) < asker.day,
        col(Document.effective_on) > asker.day,
    )
    return (
        session.exec(select(Document.id).where(ended, live(), seen_by(asker.scope)).limit(1)).first()
        is not None
    )


def told(session: Session, quoting: Quoting, document: Document, asker: Asker) -> Answer:
    """What is quoted of a document that is out of force, said as such, with why and what holds instead."""
    own = Quoted(
        tuple(quoting.citations),
        *((quoting.quotes[0].shown, quoting.quotes[0].total) if quoting.quotes else ()),
    )
    if is_coming(document, asker):
        return quoting.answer(lambda _: frames.coming(own))
    reasons = why(session, document, asker, len(own.citations) + 1)
    by_other = any(one.source != own.citations[0].source for one in reasons)
    n = len(own.citations) + len(reasons) + 1
    later = [] if by_other else successor(session, document, asker, n)
    text = frames.former(own, reasons, later)
    citations = (*own.citations, *reasons, *later)
    return Answer(quoting.question.text, Subject.POLICY, text, citations)


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
