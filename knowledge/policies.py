"""Documents as a source of answers: retrieve, hold each passage against the question, quote the best."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from knowledge import replies
from knowledge.answering import Asker
from knowledge.answers import Answer, Citation, Reason, Refusal, Reply, Subject, cite
from knowledge.database import reading
from knowledge.documents import Document, Found, Status, numbered, passages_of, status_on, stating_repeal
from knowledge.evidence import Evidence, Mismatch, weigh
from knowledge.home import Home
from knowledge.questions import Question
from knowledge.retrieval import retrieve
from knowledge.support import AS_GOOD, ENOUGH, support
from knowledge.writing import extractive

READ = 12  # passages held against a question
QUOTED = 2
NEAREST = 3
ASKS_VALIDITY = ("有效", "废止", "失效", "作废", "生效", "过期")


class Policies:
    """Answers from the documents in force, cited; or a refusal that says what is missing."""

    def __init__(self, home: Home) -> None:
        self.home = home

    def reply(self, question: Question, asker: Asker) -> Reply:
        """An answer from the best passages, or why there is none."""
        with reading(self.home.engine) as session:
            for document in numbered(session, question.numbers, asker.scope):
                return self._on(session, document, question, asker)
            ranked = retrieve(self.home, session, question.text, asker.scope, asker.day, READ)
            reply = self._from([one.found for one in ranked], question, asker.day)
        if isinstance(reply, Refusal) and question.numbers:
            return _refusal(question, Reason.UNKNOWN_NUMBER, "、".join(question.numbers), ())
        return reply

    def _on(self, session: Session, document: Document, question: Question, asker: Asker) -> Reply:
        """A question about one document, named by its 文号: whether it holds, or what it says."""
        asks_validity = any(word in question.text for word in ASKS_VALIDITY)
        if asks_validity or status_on(document, asker.day) in (
            Status.REPEALED,
            Status.EXPIRED,
            Status.NOT_YET,
        ):
            return _validity(session, document, question, asker)
        return self._from(passages_of(session, document), question, asker.day)

    def _from(self, found: Sequence[Found], question: Question, day: date) -> Reply:
        weighed = [weigh(question, one, self.home.lexical.rarity) for one in found]
        best = sorted(weighed, key=support, reverse=True)
        sound = [one for one in best if not one.mismatches and support(one) >= ENOUGH]
        if sound:
            return _answer(question, sound, day)
        reason, detail = _why_not(question, best)
        return _refusal(question, reason, detail, [one.found for one in best])


def _answer(question: Question, sound: Sequence[Evidence], day: date) -> Answer:
    quotes: list[Citation] = []
    for evidence in sound[:QUOTED]:
        text = extractive.quote(evidence)
        if support(evidence) >= AS_GOOD * support(sound[0]) and all(text != one.quote for one in quotes):
            quotes.append(cite(len(quotes) + 1, evidence.found, text, day))
    return Answer(question.text, Subject.POLICY, replies.quoted(quotes), tuple(quotes))


def _why_not(question: Question, best: Sequence[Evidence]) -> tuple[Reason, str]:
    """The reason for a refusal: what the nearest passage fails in, if it is near at all."""
    if not best or support(best[0]) < ENOUGH:
        return Reason.NOT_FOUND, ""
    wrong = best[0].mismatches
    if Mismatch.PLACE in wrong:
        return Reason.OTHER_PLACE, "、".join(question.places)
    if Mismatch.YEAR in wrong:
        return Reason.OTHER_YEAR, "、".join(f"{year}年" for year in question.years)
    if Mismatch.FIGURE in wrong:
        return Reason.OTHER_FIGURE, "、".join(question.figures)
    return Reason.NOT_TOLD, replies.WANTED_NAMES.get(question.wanted or "", "内容")


def _refusal(question: Question, reason: Reason, detail: str, found: Sequence[Found]) -> Refusal:
    nearest = tuple(dict.fromkeys(f"《{one.document.title}》" for one in found))[:NEAREST]
    return Refusal(question.text, Subject.POLICY, reason, replies.refused(reason, detail, nearest), nearest)


def _validity(session: Session, document: Document, question: Question, asker: Asker) -> Answer:
    """Whether a document holds on the day, borne out by the sentence that repeals it where one does."""
    repealing = stating_repeal(session, document, asker.scope)
    found = repealing or passages_of(session, document)[0]
    text = extractive.sentence_with(found.passage.text, document.number or document.title)
    citation = cite(1, found, text, asker.day)
    return Answer(question.text, Subject.POLICY, replies.validity(document, citation, asker.day), (citation,))
