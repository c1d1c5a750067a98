"""Documents as a source of answers: retrieve, hold each passage against the question, quote the best."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from sqlmodel import Session

from knowledge import replies
from knowledge.answering import Asker
from knowledge.answers import Answer, Citation, Reason, Refusal, Reply, Subject, cite
from knowledge.changes import Kind
from knowledge.database import reading
from knowledge.documents import (
    Document,
    Found,
    Status,
    numbered,
    passages_of,
    stating_repeal,
    status_on,
    surrounding,
    texts_of,
    titled_in,
)
from knowledge.evidence import Evidence, weigh
from knowledge.evidence.mismatches import Mismatch
from knowledge.home import Home
from knowledge.index.tokens import normal
from knowledge.question_words import ASKS_VALIDITY
from knowledge.questions import Question, number_key
from knowledge.retrieval import candidates, retrieve
from knowledge.support import AS_GOOD, ENOUGH, fitness, support
from knowledge.writing import extractive, frames
from knowledge.writing.extractive import Quotation
from knowledge.writing.frames import Quoted
from knowledge.writing.stretch import REACH

READ = 12  # passages held against a question
NAMED_DEPTH = 400  # candidates among which the passages of named documents get their scores
QUOTED = 2
NEAREST = 3
STATES_VALIDITY = ("施行", "有效期", "起执行", "起实施")
_ASKS_VALIDITY = re.compile(ASKS_VALIDITY)
_SPACES = re.compile(r"\s+")


class Policies:
    """Answers from the documents in force, cited; or a refusal that says what is missing."""

    def __init__(self, home: Home) -> None:
        self.home = home

    def reply(self, question: Question, asker: Asker) -> Reply:
        """An answer from the best passages, or why there is none."""
        with reading(self.home.engine) as session:
            named = numbered(session, question.numbers, asker.scope) or [
                one for one in titled_in(session, question.text, asker.scope) if _is_of_place(one, question)
            ]
            if named:
                return self._on(session, named, question, asker)
            ranked = retrieve(self.home, session, question.text, asker.scope, asker.day, READ)
            scores = {one.found: one.score for one in ranked if _names(one.found, question.numbers)}
            reply = self._from(session, scores, question, asker.day)
        if isinstance(reply, Refusal) and question.numbers:
            return _refusal(question, Reason.UNKNOWN_NUMBER, "、".join(question.numbers), ())
        return reply

    def _on(self, session: Session, documents: Sequence[Document], question: Question, asker: Asker) -> Reply:
        """A question about documents that it names: whether they hold, or what those in force say."""
        holding = [one for one in documents if status_on(one, asker.day) in (Status.IN_FORCE, Status.UNKNOWN)]
        if not holding or not question.terms or _ASKS_VALIDITY.search(question.text):
            return _validity(session, (holding or documents)[0], question, asker)
        near = candidates(self.home, question.text, Kind.PASSAGE, asker.scope.sees, NAMED_DEPTH)
        scores = {one.key: one.score for one in near}
        found = [one for document in holding for one in passages_of(session, document)]
        named = {one: scores.get(str(one.passage.id), 0.0) for one in found}
        return self._from(session, named, question, asker.day)

    def _from(self, session: Session, scores: Mapping[Found, float], question: Question, day: date) -> Reply:
        """Quote the fittest of the passages, given with their retrieval scores."""
        highest = max(scores.values(), default=0.0) or 1.0
        documents = {one.passage.document_id for one in scores} if question.lead else set()
        whole = {document: normal(text) for document, text in texts_of(session, documents).items()}
        weighed = [
            (weigh(question, one, self.home.lexical.rarity, whole.get(one.passage.document_id, "")), score)
            for one, score in scores.items()
        ]
        fit = sorted(
            ((fitness(one, score / highest), one) for one, score in weighed), key=lambda pair: -pair[0]
        )
        sound = [(fits, one) for fits, one in fit if not one.mismatches and support(one) >= ENOUGH]
        if sound:
            return _answer(
                session, question, [one for fits, one in sound if fits >= AS_GOOD * sound[0][0]], day
            )
        best = [one for _, one in fit]
        reason, detail = _why_not(question, best)
        return _refusal(question, reason, detail, [one.found for one in best])


def _is_of_place(document: Document, question: Question) -> bool:
    """Whether a document is of the places asked of: 广州市某条例 doesn't name the country's 某条例."""
    own = f"{document.title} {document.region or ''} {document.issuer or ''}"
    return all(place in own for place in question.places)


def _names(found: Found, numbers: Sequence[str]) -> bool:
    """Whether a passage names these 文号: of a document that isn't here, only what speaks of it is said."""
    text = number_key(found.passage.text) if numbers else ""
    return all(number in text for number in numbers)


def _answer(session: Session, question: Question, good: Sequence[Evidence], day: date) -> Answer:
    """The quotations of the fittest passages, those that say the same once."""
    quotes: list[Quoted] = []
    citations: list[Citation] = []
    for evidence in good[:QUOTED]:
        quotation = extractive.quote(question, evidence, surrounding(session, evidence.found, REACH))
        if _is_new(quotation, citations):
            cited = [
                cite(n, found, text, day)
                for n, (found, text) in enumerate(quotation.parts, len(citations) + 1)
            ]
            citations += cited
            quotes.append(Quoted(tuple(cited), quotation.shown, quotation.total))
    return Answer(question.text, Subject.POLICY, frames.quoted(quotes), tuple(citations))


def _is_new(quotation: Quotation, citations: Sequence[Citation]) -> bool:
    """Whether it says more than what is quoted already, white space aside."""
    said = "".join(_bare(one.quote) for one in citations)
    return any(_bare(text) not in said for _, text in quotation.parts)


def _bare(text: str) -> str:
    return _SPACES.sub("", text)


def _why_not(question: Question, best: Sequence[Evidence]) -> tuple[Reason, str]:
    """The reason for a refusal: what the nearest passage fails in, if it is near at all."""
    if not best or support(best[0]) < ENOUGH:
        return Reason.NOT_FOUND, ""
    wrong = best[0].mismatches
    if Mismatch.PLACE in wrong:
        return Reason.OTHER_PLACE, "、".join(question.places)
    if Mismatch.YEAR in wrong:
        years = "、".join(f"{year}年" for year in question.years)
        return Reason.OTHER_YEAR, years + "、".join(f"{month}月" for month in question.months)
    if Mismatch.FIGURE in wrong:
        return Reason.OTHER_FIGURE, "、".join(question.figures)
    if Mismatch.SUBJECT in wrong:
        return Reason.NOT_FOUND, ""
    if Mismatch.FOCUS in wrong:
        return Reason.NOT_TOLD, "、".join(question.focus)
    return Reason.NOT_TOLD, replies.WANTED_NAMES.get(question.wanted or "", "内容")


def _refusal(question: Question, reason: Reason, detail: str, found: Sequence[Found]) -> Refusal:
    nearest = tuple(dict.fromkeys(replies.titled(one.document.title) for one in found))[:NEAREST]
    return Refusal(question.text, Subject.POLICY, reason, replies.refused(reason, detail, nearest), nearest)


def _validity(session: Session, document: Document, question: Question, asker: Asker) -> Answer:
    """Whether a document holds on the day: by its own words, or by those that repeal it."""
    own = passages_of(session, document)
    stated = next((one for one in own if any(word in one.passage.text for word in STATES_VALIDITY)), own[0])
    citations = [_cite_words(1, stated, STATES_VALIDITY, asker.day)]
    repealing = stating_repeal(session, document, asker.scope)
    if repealing and status_on(document, asker.day) is Status.REPEALED:
        names = [name for name in (document.number, document.title) if name]
        citations.append(_cite_words(2, repealing, names, asker.day))
    text = replies.validity(document, citations, asker.day)
    return Answer(question.text, Subject.POLICY, text, tuple(citations))


def _cite_words(n: int, found: Found, words: Sequence[str], day: date) -> Citation:
    return cite(n, found, extractive.sentence_with(found.passage.text, words), day)
