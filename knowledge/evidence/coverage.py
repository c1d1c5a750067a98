"""How much of a question's words a text holds, each at its weight. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import isinf

from knowledge.colloquial import WRITTEN_FOR
from knowledge.index import tokens
from knowledge.index.tokens import normal
from knowledge.question_words import GENERAL
from knowledge.questions import MATTER, NAMES, Question

Rarity = Callable[[str], float]  # a word's idf in the corpus, infinite where no entry holds it

UNSEEN = 12.0  # the rarity of characters that no entry holds side by side
RAREST = 5.0  # above this a word weighs no more: people's own words are rare in documents
ALIKE = 0.5  # what it is worth that a word that no document uses is found by its characters alone
GENERAL_WEIGHT = 0.5  # of a word for the kind of thing asked, however rare
WRITTEN = 0.8  # what it is worth that a text has the documents' word for one that people say
DOING = 2.5  # a word that no document uses weighs no more where it names no thing: people do in other words


@dataclass(frozen=True, slots=True)
class Weight:
    """What a word of a question counts, and what it is worth that only its characters are found.

    `written` are the words that documents use for it.
    """

    weight: float
    alike: float
    written: tuple[str, ...] = ()


Weights = Mapping[str, Weight]


@dataclass(frozen=True, slots=True)
class Scale:
    """What of a question counts how much: its words as they are looked for, and its character pairs."""

    words: Weights
    pairs: Mapping[str, float]


def scale_of(question: Question, rarity: Rarity, pairs: Mapping[str, float]) -> Scale:
    """Words weighed by how rare they are; `pairs` are the question's character pairs with their rarity."""
    words = {normal(word): _weight(word, rarity(normal(word))) for word in question.terms}
    return Scale(words, {pair: UNSEEN if isinf(rare) else rare for pair, rare in pairs.items()})


def coverage(weights: Weights, text: str) -> float:
    """The share of the weighted words that a (normalised) text holds, 0 to 1."""
    total = sum(weight.weight for weight in weights.values())
    found = sum(weight.weight * _held(word, weight, text) for word, weight in weights.items())
    return found / total if total else 0.0


def pair_coverage(pairs: Mapping[str, float], text: str) -> float:
    """The share of the weighted character pairs that a (normalised) text holds, 0 to 1."""
    total = sum(pairs.values())
    return sum(rare for pair, rare in pairs.items() if pair in text) / total if total else 0.0


def heaviest_missing(weights: Weights, text: str) -> float:
    """How much weighs what of one word a (normalised) text lacks at most, as a share of the weightiest."""
    return (
        max(
            (weight.weight * (1 - said(word, text, weight.written)) for word, weight in weights.items()),
            default=0.0,
        )
        / RAREST
    )


def said(word: str, text: str, written: Sequence[str]) -> float:
    """How much of a word stands in a text, in its own characters or as documents write it."""
    own = held(word, text)
    return max(own, WRITTEN) if own < WRITTEN and any(other in text for other in written) else own


def held(word: str, text: str, alike: float = 0.0) -> float:
    """How much of a word stands in a text: all, or the share of its character pairs.

    `alike` is what it is worth when all its characters stand there apart.
    """
    if word in text:
        return 1.0
    apart = alike * sum(character in text for character in word) / len(word) if alike else 0.0
    if len(word) < 3:
        return apart
    pairs = [word[i : i + 2] for i in range(len(word) - 1)]
    return max(apart, sum(pair in text for pair in pairs) / len(pairs))


def _held(word: str, weight: Weight, text: str) -> float:
    return max(said(word, text, weight.written), held(word, text, weight.alike))


def _weight(word: str, rare: float) -> Weight:
    """What a word of the question counts: little where it only says what kind of thing is asked."""
    written = WRITTEN_FOR.get(word, ())
    if word in GENERAL:
        return Weight(GENERAL_WEIGHT, alike=0.0, written=written)
    if not isinf(rare):
        return Weight(min(rare, RAREST), alike=0.0, written=written)
    return Weight(RAREST if _names_a_thing(word) else DOING, alike=ALIKE, written=written)


def _names_a_thing(word: str) -> bool:
    return tokens.tagged(word)[0][1] in MATTER | NAMES
