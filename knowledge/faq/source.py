"""Answers that staff wrote as a source of answers, the first that is asked."""

from collections.abc import Iterator

from sqlalchemy import Engine
from sqlmodel import Session, col, or_, select

from knowledge.answering import Asker
from knowledge.answers import Answer, Citation, Subject, cite
from knowledge.database import reading
from knowledge.documents import passages_of
from knowledge.faq import replies
from knowledge.faq.standing import document_of, doubt_of, found_words, sources_of
from knowledge.faq.tables import Doubt, FaqEntry, FaqSource, FaqState, FaqWording
from knowledge.faq.wording import key
from knowledge.questions import Question


class Faq:
    """Gives an entry's answer to its own question alone, while all that it rests on holds."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def reply(self, question: Question, asker: Asker) -> Answer | None:
        """What staff answered to this very question; None where they didn't, or not for this asker or day."""
        with reading(self.engine) as session:
            for entry in _entries(session, question.text, asker):
                if answer := given(session, entry, question.text, asker):
                    return answer
        return None


def _entries(session: Session, text: str, asker: Asker) -> Iterator[FaqEntry]:
    """The entries for this question that the asker may see and that are valid on the day, the newest first."""
    wanted = key(text, asker.day)
    asked = select(FaqWording.entry_id).where(FaqWording.key == wanted)
    valid = select(FaqEntry).where(
        col(FaqEntry.id).in_(asked),
        FaqEntry.state == FaqState.ACTIVE,
        FaqEntry.valid_from <= asker.day,
        or_(col(FaqEntry.valid_until).is_(None), col(FaqEntry.valid_until) >= asker.day),
    )
    for entry in session.exec(valid.order_by(col(FaqEntry.id).desc())):
        if wanted and asker.scope.sees(entry.audience):
            yield entry


def given(session: Session, entry: FaqEntry, question: str, asker: Asker) -> Answer | None:
    """An entry's answer with its sources; None where one doesn't hold or isn't for the asker."""
    citations = _citations(session, entry, asker)
    if not citations:
        return None
    text = replies.staff_answer(citations[0], citations[1:])
    return Answer(question, Subject.FAQ, text, tuple(citations), as_of=replies.local_day(entry.written_at))


def own_citation(entry: FaqEntry) -> Citation:
    """An entry's own words, which bear themselves out."""
    return Citation(
        n=1,
        title=replies.staff_answer_title(entry.author),
        source=replies.entry_name(entry.id or 0),
        number=None,
        article=None,
        page=None,
        issued=replies.local_day(entry.written_at),
        status=None,
        quote=entry.answer,
    )


def foreign_citation(n: int, source: FaqSource) -> Citation:
    """What staff named and we don't have."""
    return Citation(
        n, source.title, replies.NOT_OF_OURS, source.number, source.article, None, None, None, source.quote
    )


def _citations(session: Session, entry: FaqEntry, asker: Asker) -> list[Citation] | None:
    """The entry's own words, then what it rests on; None where that doesn't hold or isn't for the asker."""
    citations = [own_citation(entry)]
    for n, source in enumerate(sources_of(session, entry), 2):
        is_ours = source.document_id is not None
        citation = _citation(session, n, source, asker) if is_ours else foreign_citation(n, source)
        if citation is None:
            return None
        citations.append(citation)
    return citations


def _citation(session: Session, n: int, source: FaqSource, asker: Asker) -> Citation | None:
    document = document_of(session, source)
    doubt = doubt_of(session, source, asker.day)
    if document is None or doubt not in (None, Doubt.REWORDED) or not asker.scope.sees(document.audience):
        return None
    found = found_words(session, document, source) or next(iter(passages_of(session, document)), None)
    return cite(n, found, source.quote, asker.day) if found else None
