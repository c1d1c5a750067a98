"""Documents as a source of answers: retrieve, hold each passage against the question, quote the best."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlmodel import Session

from knowledge import replies
from knowledge.answering import Asker
from knowledge.answers import Answer, Citation, Reason, Refusal, Reply, Subject, cite
from knowledge.database import reading
from knowledge.documents import Document, Found, Status, numbered, passages_of, stating_repeal, status_on
from knowledge.evidence import Evidence, Mismatch, weigh
from knowledge.home import Home
from knowledge.questions import Question, number_key
from knowledge.retrieval import retrieve
from knowledge.support import AS_GOOD, ENOUGH, fitness, support
from knowledge.writing import extractive

READ = 12  # passages held against a question
QUOTED = 2
NEAREST = 3
STATES_VALIDITY = ("施行", "有效期", "起执行", "起实施")
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
        scores = {one.found: one.score for one in ranked if _names(one.found, question.numbers)}
        reply = self._from(scores, question, asker.day)
        if isinstance(reply, Refusal) and question.numbers:
            return _refusal(question, Reason.UNKNOWN_NUMBER, "、".join(question.numbers), ())
        return reply

    def _on(self, session: Session, document: Document, question: Question, asker: Asker) -> Reply:
        """A question about one document, named by its 文号: whether it holds, or what it says."""
        asks_validity = any(word in question.text for word in ASKS_VALIDITY)
        if (
            asks_validity
            or not question.terms
            or status_on(document, asker.day)
            in (
                Status.REPEALED,
                Status.EXPIRED,
                Status.NOT_YET,
            )
        ):
            return _validity(session, document, question, asker)
        return self._from(dict.fromkeys(passages_of(session, document), 0.0), question, asker.day)

    def _from(self, scores: Mapping[Found, float], question: Question, day: date) -> Reply:
        """Quote the fittest of the passages, given with their retrieval scores."""
        highest = max(scores.values(), default=0.0) or 1.0
        weighed = [(weigh(question, one, self.home.lexical.rarity), score) for one, score in scores.items()]
        ordered = sorted(weighed, key=lambda pair: -fitness(pair[0], pair[1] / highest))
        best = [evidence for evidence, _ in ordered]
        sound = [one for one in best if not one.mismatches and support(one) >= ENOUGH]
        if sound:
            return _answer(question, sound, day)
        reason, detail = _why_not(question, best)
        return _refusal(question, reason, detail, [one.found for one in best])


def _names(found: Found, numbers: Sequence[str]) -> bool:
    """Whether a passage names these 文号: of a document that isn't here, only what speaks of it is said."""
    text = number_key(found.passage.text) if numbers else ""
    return all(number in text for number in numbers)


def _answer(question: Question, sound: Sequence[Evidence], day: date) -> Answer:
    quotes: list[Citation] = []
    for evidence in sound[:QUOTED]:
        text = extractive.quote(evidence)
        if (
            support(evidence) >= AS_GOOD * support(sound[0])
            and evidence.alone >= AS_GOOD * sound[0].alone
            and all(text != one.quote for one in quotes)
        ):
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
        years = "、".join(f"{year}年" for year in question.years)
        return Reason.OTHER_YEAR, years + "、".join(f"{month}月" for month in question.months)
    if Mismatch.FIGURE in wrong:
        return Reason.OTHER_FIGURE, "、".join(question.figures)
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
