"""Documents as a source of answers: retrieve, hold each passage against the question, quote the best."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sqlmodel import Session

from knowledge import country, former, provisions, refusing, replies, rewording
from knowledge.amending import is_amended_by
from knowledge.answering import Asker
from knowledge.answers import Answer, Reply, Subject
from knowledge.changes import Kind
from knowledge.database import reading
from knowledge.days import asked_of
from knowledge.differing import differing
from knowledge.documents import (
    Document,
    Found,
    Status,
    numbered,
    passages_of,
    status_on,
    texts_of,
)
from knowledge.evidence import Evidence, Standing, weigh
from knowledge.evidence.coverage import scale_of
from knowledge.evidence.telling import asks_rank
from knowledge.home import Home
from knowledge.index.encoder import Encoder
from knowledge.index.tokens import normal
from knowledge.index.wordings import as_meant
from knowledge.naming import beside_names, is_of_places, named_in
from knowledge.parts import is_told, parts_of
from knowledge.question_words import ASKS_VALIDITY
from knowledge.questions import Question, number_key, understand, what_asks
from knowledge.quoting import Quoting
from knowledge.retrieval import candidates, retrieve
from knowledge.rows import with_rest_of_tables
from knowledge.support import QUOTED, Fit, as_good, bearing_out, fitness
from knowledge.writing import frames
from knowledge.writing.tables import asks_most

READ = 12  # passages held against a question
DEEP = 60  # passages among which those of the whole country are looked for
NAMED_DEPTH = 400  # candidates among which the passages of named documents get their scores
NEARLY_AS_GOOD = (
    0.75  # the share of the best one's fitness from which a passage is shown when more is asked for
)
_ASKS_VALIDITY = re.compile(ASKS_VALIDITY)
_WORD = re.compile(r"[^\W\d_]")


class Policies:
    """Answers from the documents in force, cited; or a refusal that says what is missing."""

    def __init__(self, home: Home, measure: Encoder | None = None) -> None:
        """`measure` tells how near meanings are, the encoder that ships where none is given: by its cosines
        the likelihood was fitted.
        """
        self.home = home
        self._measure = measure

    def reply(self, question: Question, asker: Asker) -> Reply:
        """An answer from the best passages, or why there is none; of the day that the question asks of.

        Initials and a wrong character are put right, a story is left out, where the question as it stands has no answer.
        """
        if not _WORD.search(question.text):
            return refusing.refusal(question, [])
        with reading(self.home.engine) as session:
            reply = self._of_day(session, question, asker)
            for asked in () if isinstance(reply, Answer) else self._otherwise(question):
                again = self._of_day(session, asked, asker)
                if isinstance(again, Answer):
                    return replace(
                        again, question=question.text, text=frames.as_meant(asked.text, again.text)
                    )
            return reply

    def _otherwise(self, question: Question) -> Iterator[Question]:
        """How else a question can be asked: put right; and without the story before it, where that names nothing."""
        meant = as_meant(question.text, self.home.lexical.holds, self.home.lexical.vocabulary)
        if meant != normal(question.text):
            yield understand(meant)
        asking = understand(what_asks(question.text).strip())
        if asking.text != question.text and asking.terms and _is_of_same(asking, question):
            yield asking

    def _of_day(self, session: Session, question: Question, asker: Asker) -> Reply:
        asked = asked_of(question.text, asker.day)
        if asked:
            then = self._reply(session, understand(asked.rest), replace(asker, day=asked.day))
            if isinstance(then, Answer) and all(one.issued for one in then.citations):
                text = frames.on_day(asked.day, then.text)
                return replace(then, question=question.text, text=text, as_of=asked.day)
        return self._reply(session, question, asker)

    def _reply(self, session: Session, question: Question, asker: Asker) -> Reply:
        if by_article := provisions.reply(session, question, asker):
            return by_article
        named = numbered(session, question.numbers, asker.scope) or [
            one for one in named_in(session, question.text, asker.scope) if is_of_places(one, question.places)
        ]
        if named:
            return self._on(session, named, question, asker)
        if reworded := self._reworded(session, question, asker):
            return reworded
        fit = self.by_fitness(session, self._scores(session, question, asker), question)
        reply = self._from(session, fit, self._sound(session, fit, question, asker), question, asker)
        if isinstance(reply, Answer):
            return reply
        if question.numbers:
            return refusing.unknown_number(question)
        return self._in_parts(session, question, asker) or self._formerly(session, question, asker) or reply

    def _reworded(self, session: Session, question: Question, asker: Asker) -> Answer | None:
        """What answers a question that documents put in other words, asked in theirs."""
        asked = None if asker.shown else rewording.reworded(question)
        if not asked:
            return None
        fit = self.by_fitness(session, self._scores(session, asked.question, asker), asked.question)
        sound = [one for _, one in bearing_out(asked.question, fit) if rewording.answers(asked, one)]
        quoting = Quoting(session, question, asker.day, asker.scope)
        quoting.quote(sound[:1], asked.question)
        return quoting.answer(frames.quoted) if quoting.quotes else None

    def _scores(self, session: Session, question: Question, asker: Asker) -> dict[Found, float]:
        """The passages that are held against a question, with their retrieval scores."""
        ranked = retrieve(self.home, session, question.text, asker.scope, asker.day, READ)
        scores = {one.found: one.score for one in ranked if _names(one.found, question.numbers)}
        is_compared = asks_rank(question.text) or asks_most(question.text)
        return with_rest_of_tables(session, scores) if is_compared else scores

    def _in_parts(
        self, session: Session, question: Question, asker: Asker, whole: Quoting | None = None
    ) -> Answer | None:
        """What answers each part of a question that asks several things, where what is quoted for the whole
        leaves one open; parts that nothing answers are named.
        """
        parts = [] if asker.shown else parts_of(question.text)
        if whole and all(is_told(one, [each.quote for each in whole.citations]) for one in parts):
            return None
        quoting, left = Quoting(session, question, asker.day, asker.scope), []
        for part in parts:
            if is_told(part, [one.quote for one in quoting.citations]):
                continue
            scores = self._scores(session, part.question, asker)
            sound = bearing_out(part.question, self.by_fitness(session, scores, part.question))
            quoting.quote(as_good(part.question, sound)[:1] if sound else [], part.question)
            left += [] if sound else [part.said]
        if not quoting.quotes:
            return None
        return quoting.answer(lambda quotes: frames.but_for(left, frames.quoted(quotes)))

    def _on(self, session: Session, documents: Sequence[Document], question: Question, asker: Asker) -> Reply:
        """A question about documents that it names: whether they hold, or what those in force say; of
        others what they laid down.
        """
        holding = [one for one in documents if status_on(one, asker.day) in (Status.IN_FORCE, Status.UNKNOWN)]
        document = (holding or documents)[0]
        asks = [term for term in question.terms if term not in document.title]
        if (
            not question.terms
            or _ASKS_VALIDITY.search(question.text)
            or not (holding or asks or question.wanted)
        ):
            return _validity(session, document, question, asker)
        beside = understand(beside_names(question.text, documents))
        asked = replace(beside, text=question.text) if beside.terms else question
        text = " ".join(asks or question.terms)
        near = candidates(self.home, text, Kind.PASSAGE, asker.scope.sees, NAMED_DEPTH)
        scores = {one.key: one.score for one in near}
        found = [one for document in holding or [document] for one in passages_of(session, document)]
        named = {one: scores.get(str(one.passage.id), 0.0) for one in found}
        if holding:
            fit = self.by_fitness(session, named, asked)
            return self._from(session, fit, bearing_out(asked, fit), asked, asker)
        return self._former(session, named, asked, asker) or _validity(session, document, question, asker)

    def _sound(self, session: Session, fit: Sequence[Fit], question: Question, asker: Asker) -> Sequence[Fit]:
        """What bears out an answer: the country's own texts instead of one place's that wasn't asked of."""
        sound = bearing_out(question, fit)
        local = country.local_beside(question, fit, sound)
        if not local:
            return country.without_places_of_others(question, fit, sound)
        text = country.text_without_places(question)
        ranked = retrieve(self.home, session, text, asker.scope, asker.day, DEEP)
        scores = {one.found: one.score for one in ranked if country.is_of_the_country(one.found.document)}
        among = dict(list(scores.items())[:READ])
        national = bearing_out(question, self.by_fitness(session, among, question))
        return country.leading(national, local) or sound

    def _from(
        self, session: Session, fit: Sequence[Fit], sound: Sequence[Fit], question: Question, asker: Asker
    ) -> Reply:
        """Quote the fittest of the passages that bear out an answer."""
        if not sound:
            return refusing.refusal(question, [one for _, one in fit])
        quoting = Quoting(session, question, asker.day, asker.scope)
        if asker.shown:
            quoting.quote(_others(sound, asker.shown))
            return quoting.answer(frames.quoted) if quoting.quotes else refusing.refusal(question, [])
        other = differing(question, [one for _, one in sound])
        if other and not _is_amendment(session, sound[0][1], other):
            quoting.quote([sound[0][1], other])
            return quoting.answer(frames.side_by_side)
        quoting.quote(as_good(question, sound))
        return self._in_parts(session, question, asker, quoting) or quoting.answer(frames.quoted)

    def by_fitness(self, session: Session, scores: Mapping[Found, float], question: Question) -> list[Fit]:
        highest = max(scores.values(), default=0.0) or 1.0
        documents = {one.passage.document_id for one in scores} if question.lead else set()
        whole = {document: normal(text) for document, text in texts_of(session, documents).items()}
        scale = scale_of(question, self.home.lexical.rarity, self.home.lexical.rarities(question.pairs))
        standings = self._standings(question, scores)
        weighed = [
            (weigh(question, one, scale, whole.get(one.passage.document_id, ""), standings[one]), score)
            for one, score in scores.items()
        ]
        fit = [(fitness(question, one, score / highest), one) for one, score in weighed]
        return sorted(fit, key=lambda pair: -pair[0])

    def _standings(self, question: Question, scores: Mapping[Found, float]) -> dict[Found, Standing]:
        """How near each passage's meaning is to the question's, and how many rank above it."""
        if not scores:
            return {}
        measure = self._measure or self.home.shipped_encoder
        vectors = measure.passages([f"{one.document.title}\n{one.passage.text}" for one in scores])
        meanings = dict(zip(scores, (vectors @ measure.question(question.text)).tolist(), strict=True))
        ranked = sorted(scores, key=lambda one: -scores[one])
        return {one: Standing(meanings[one], above) for above, one in enumerate(ranked)}

    def _formerly(self, session: Session, question: Question, asker: Asker) -> Answer | None:
        """What a document that is out of force laid down, or one not in force yet lays down, where none
        in force answers.
        """
        if not former.any_out_of_force(session, asker):
            return None
        ranked = retrieve(self.home, session, question.text, asker.scope, None, READ)
        scores = {one.found: one.score for one in ranked if former.is_out_of_force(one.found.document, asker)}
        return self._former(session, scores, question, asker)

    def _former(
        self, session: Session, scores: Mapping[Found, float], question: Question, asker: Asker
    ) -> Answer | None:
        sound = bearing_out(question, self.by_fitness(session, scores, question))
        if not sound or not former.is_out_of_force(sound[0][1].found.document, asker):
            return None
        quoting = Quoting(session, question, asker.day)
        quoting.quote([sound[0][1]])
        return former.told(session, quoting, sound[0][1].found.document, asker)


def _is_amendment(session: Session, one: Evidence, other: Evidence) -> bool:
    """Whether one of two passages is of a document that changes the other's."""
    here, there = one.found.document, other.found.document
    return is_amended_by(session, here, there) or is_amended_by(session, there, here)


def _others(sound: Sequence[Fit], shown: frozenset[int]) -> list[Evidence]:
    """Of the passages that are nearly as fit as the fittest, those that weren't shown."""
    near = [one for fits, one in sound if fits >= NEARLY_AS_GOOD * sound[0][0]]
    return [one for one in near if one.found.passage.id not in shown][:QUOTED]


def _names(found: Found, numbers: Sequence[str]) -> bool:
    """Whether a passage names these 文号: of a document that isn't here, only what speaks of it is said."""
    text = number_key(found.passage.text) if numbers else ""
    return all(number in text for number in numbers)


def _validity(session: Session, document: Document, question: Question, asker: Asker) -> Answer:
    """Whether a document holds on the day: by its own words, or by those that repeal it."""
    stated = former.stating_validity(session, document)
    citations = [former.cite_words(1, stated, former.STATES_VALIDITY, asker)]
    if former.is_former(document, asker):
        why = former.why(session, document, asker, 2)
        citations += [one for one in why if one.quote != citations[0].quote]
    text = replies.validity(document, citations, asker.day)
    return Answer(question.text, Subject.POLICY, text, tuple(citations))


def _is_of_same(asking: Question, whole: Question) -> bool:
    """Whether the sentence that asks names all places, times and documents that the whole names."""
    return (asking.places, asking.years, asking.months, asking.periods, asking.numbers) == (
        whole.places,
        whole.years,
        whole.months,
        whole.periods,
        whole.numbers,
    )
