"""One ranking out of what the indexes gave and what the passages themselves hold. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest

from knowledge.documents import Sketch
from knowledge.index.tokens import normal

READ = 50  # passages whose words are read, of those that the indexes put first

_SENTENCE = re.compile(r"[^。；！？\n]+")


Rarities = Mapping[str, float]  # how rare each bigram of a question is


@dataclass(frozen=True, slots=True)
class Weights:
    """What each score adds to the lexical one, which is 1 for the best. Chosen step by step: docs/retrieval.md.

    `whole` is for the document's own score, as a share of the best document's; `before` for the passage
    before it, which often says what this one is about; `sentence` for the share of the question that stands
    in one sentence or in the title; `meaning` for the place between the worst and the best cosine, where no
    word of the question is found, and `familiar` for how fast that falls as more of it is. A question that
    names something is looked up by its words: its meaning weighs `named`.
    """

    whole: float = 0.25
    before: float = 0.06
    sentence: float = 0.4
    meaning: float = 3.0
    named: float = 0.3
    familiar: float = 2.0


WEIGHTS = Weights()


@dataclass(frozen=True)
class Wording:
    """One wording of a question: its bigrams, and of them those within words."""

    grams: Rarities
    inner: Rarities

    @cached_property
    def total(self) -> float:
        """What all its bigrams weigh."""
        return sum(self.grams.values()) or 1.0

    @cached_property
    def inner_total(self) -> float:
        """What those within words weigh."""
        return sum(self.inner.values()) or 1.0


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as ranking reads it: its wordings, and whether it names a thing of its own."""

    wordings: Sequence[Wording]
    names_something: bool


@dataclass(frozen=True, slots=True)
class Scores:
    """What the indexes gave, each on its own scale: to passages by id, and to whole documents by id."""

    lexical: Mapping[str, float]
    dense: Mapping[str, float]
    documents: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The weighted shares of a question's bigrams, 0 to 1: in title and passage; of those within words in
    title and best sentence.
    """

    whole: float
    sentence: float


def rank(
    asked: Asked, pool: Sequence[Sketch], scores: Scores, limit: int = READ, weights: Weights = WEIGHTS
) -> list[tuple[str, float]]:
    """The keys of the best of `pool`, up to `limit`, with their scores, the best first."""
    if not scores.lexical:
        return _ordered({one.key: scores.dense.get(one.key, 0.0) for one in pool})[:limit]
    lexical, documents, dense = _shares(scores.lexical), _shares(scores.documents), _spread(scores.dense)
    before = {(one.document_id, one.ordinal + 1): lexical.get(one.key, 0.0) for one in pool}
    likeliest = max(READ, limit)
    pool = nlargest(likeliest, pool, key=lambda one: lexical.get(one.key, 0.0) + dense.get(one.key, 0.0))
    covered = [coverage(asked.wordings, one) for one in pool]
    unfamiliar = max(0.0, 1 - max((one.whole for one in covered), default=0.0))
    meaning = (weights.named if asked.names_something else weights.meaning) * unfamiliar**weights.familiar
    return _ordered(
        {
            one.key: lexical.get(one.key, 0.0)
            + weights.whole * documents.get(str(one.document_id), 0.0)
            + weights.before * before.get((one.document_id, one.ordinal), 0.0)
            + weights.sentence * held.sentence
            + meaning * dense.get(one.key, 0.0)
            for one, held in zip(pool, covered, strict=True)
        }
    )[:limit]


def coverage(wordings: Sequence[Wording], passage: Sketch) -> Coverage:
    """What a passage holds of a question, in the wording of which it holds most."""
    title, _, text = normal(f"{passage.title}\n\n{passage.text}").partition("\n\n")
    everything = f"{title}\n{text}"
    whole, best = max(
        ((_held(one.grams, everything) / one.total, one) for one in wordings), key=lambda pair: pair[0]
    )
    return Coverage(whole, _in_one_sentence(best, title, text))


def _in_one_sentence(wording: Wording, title: str, text: str) -> float:
    """The share of a wording that stands in the title or in the best sentence."""
    own = {gram: rare for gram, rare in wording.inner.items() if gram not in title}
    told = {gram: rare for gram, rare in own.items() if gram in text}
    best = max((_held(told, sentence) for sentence in _SENTENCE.findall(text)), default=0.0) if told else 0.0
    return (wording.inner_total - sum(own.values()) + best) / wording.inner_total


def _held(rarities: Rarities, text: str) -> float:
    return sum([rare for gram, rare in rarities.items() if gram in text])


def _ordered(scored: Mapping[str, float]) -> list[tuple[str, float]]:
    return sorted(scored.items(), key=lambda pair: -pair[1])


def _shares(scores: Mapping[str, float]) -> dict[str, float]:
    best = max(scores.values(), default=0.0) or 1.0
    return {key: score / best for key, score in scores.items()}


def _spread(scores: Mapping[str, float]) -> dict[str, float]:
    """0 for the lowest and 1 for the highest: whatever an encoder's cosines look like."""
    lowest, highest = min(scores.values(), default=0.0), max(scores.values(), default=0.0)
    return {key: (score - lowest) / ((highest - lowest) or 1.0) for key, score in scores.items()}
