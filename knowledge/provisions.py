"""A question for articles of a document by their numbers: just these, whole, or why they aren't there."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlmodel import Session

from knowledge import former, replies
from knowledge.answering import Asker
from knowledge.answers import Answer, Reason, Refusal, Reply, Subject
from knowledge.articles import Asked, articles_asked, last_article, quotation
from knowledge.documents import Document, Status, numbered, status_on, titled_in
from knowledge.naming import called
from knowledge.places import places_in
from knowledge.question_words import ASKS_VALIDITY
from knowledge.questions import Question
from knowledge.quoting import Quoting
from knowledge.writing import frames
from knowledge.writing.extractive import Quotation

LISTED = 8  # documents that are named where several fit
_ASKS_VALIDITY = re.compile(ASKS_VALIDITY)


def reply(session: Session, question: Question, asker: Asker) -> Reply | None:
    """The articles that a question names, or what of them isn't here; None where it asks for something else."""
    asked = articles_asked(question.text)
    if not asked or asker.shown or _ASKS_VALIDITY.search(question.text):
        return None
    documents = _meant(session, question, asked, asker)
    if not documents:
        return None if question.numbers else _no_document(question, asked)
    if len(documents) > 1:
        return _refusal(question, Reason.WHICH_DOCUMENT, replies.which(asked.written, _names(documents)))
    document = documents[0]
    found = [(one, quotation(session, document, one)) for one in asked.articles]
    missing = [one.spelled for one, quoted in found if quoted is None]
    quoted = [one for _, one in found if one is not None]
    if quoted:
        return _quoted(session, question, asker, document, quoted, missing)
    if not asked.is_all:
        return None
    none_there = not any(
        quotation(session, document, replace(one, clause=None, item=None)) for one in asked.articles
    )
    last = last_article(session, document) if none_there else 0
    return _refusal(
        question, Reason.NO_ARTICLE, replies.no_article(_names(documents)[0], "、".join(missing), last)
    )


def _meant(session: Session, question: Question, asked: Asked, asker: Asker) -> list[Document]:
    """The documents that may be meant; of editions the newest in force."""
    found = list(numbered(session, question.numbers, asker.scope))
    if not (found or question.numbers) and asked.names_something:
        found = called(session, asked.name, places_in(asked.name), asker.scope)
    elif not (found or asked.name):
        found = list(titled_in(session, question.text, asker.scope))
    holding = [one for one in found if status_on(one, asker.day) in (Status.IN_FORCE, Status.UNKNOWN)]
    newest: dict[tuple[str, str | None], Document] = {}
    for one in sorted(holding or found, key=lambda one: one.issued_on or date.min):
        newest[one.title, one.region] = one
    return list(newest.values())


def _quoted(
    session: Session,
    question: Question,
    asker: Asker,
    document: Document,
    quotations: Sequence[Quotation],
    missing: Sequence[str],
) -> Answer:
    is_out_of_force = former.is_out_of_force(document, asker)
    quoting = Quoting(session, question, asker.day, None if is_out_of_force else asker.scope)
    for one in quotations:
        quoting.add(one)
    if is_out_of_force:
        return former.told(session, quoting, document, asker)
    note = f"{replies.no_article(_names([document])[0], '、'.join(missing))}\n" if missing else ""
    return quoting.answer(lambda quotes: note + frames.quoted(quotes))


def _no_document(question: Question, asked: Asked) -> Refusal | None:
    if asked.names_rule:
        return _refusal(question, Reason.NO_DOCUMENT, replies.no_document(asked.name))
    if asked.is_all:
        return _refusal(question, Reason.WHICH_DOCUMENT, replies.which(asked.written, ()))
    return None


def _refusal(question: Question, reason: Reason, text: str) -> Refusal:
    return Refusal(question.text, Subject.POLICY, reason, text)


def _names(documents: Sequence[Document]) -> list[str]:
    return [replies.titled(one.title) for one in documents[:LISTED]]
