"""A question that asks several things at once, part by part. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.colloquial import WRITTEN_FOR
from knowledge.evidence.coverage import said
from knowledge.evidence.sentences import spans
from knowledge.evidence.telling import asks_rank, asks_which, tells
from knowledge.index import tokens
from knowledge.index.tokens import normal
from knowledge.question_words import ACTORS, GENERAL
from knowledge.questions import MATTER, Question, understand

MOST = 3  # parts that are looked after
LIMITS = frozenset(("最高", "最低"))
HELD = 0.5  # the least that must stand of each word of a part in what tells it
_ENDS = re.compile(r"[，,；;？?。！!\n]+")
_ASKS = re.compile(r"多少|几|什么|啥|哪|谁|多[久长大高]|怎[么样]|如何|何时|是否|吗")


@dataclass(frozen=True, slots=True)
class Part:
    """What one part asks, as it was said, and as a question of its own with the matter of the first."""

    said: str
    question: Question
    words: tuple[str, ...]


def parts_of(text: str) -> list[Part]:
    """The parts of a question that asks more than one thing; none of any other."""
    pieces = _pieces(text)
    if not 1 < len(pieces) <= MOST:
        return []
    first = understand(pieces[0])
    if first.figures or first.numbers or first.months or first.days or first.periods:
        return []  # what a part leaves out of these would be answered all the same
    when = [f"{year}年" for year in first.years]
    nouns = [word for word in first.terms if word not in ACTORS and _is_matter(word)]
    matter = "".join([*first.places, *when, *nouns])
    asked = [pieces[0], *(f"{matter}{piece}" for piece in pieces[1:])]
    return [Part(piece, understand(whole), _own(piece)) for piece, whole in zip(pieces, asked, strict=True)]


def is_told(part: Part, told: Sequence[str]) -> bool:
    """Whether a sentence of what is told says what a part asks: its words, and the kind of thing wanted."""
    asks_kind = part.question.wanted or asks_which(part.said) or asks_rank(part.said)
    sentences = [text[start:end] for text in told for start, end in spans(text)]
    telling = [one for one in sentences if not asks_kind or tells(part.question, one)]
    return any(all(_holds(one, word) for word in part.words) for one in map(normal, telling))


def _pieces(text: str) -> list[str]:
    """What stands between the marks, each piece that asks with those before it that don't."""
    pieces, waiting = [], ""
    for piece in (one.strip() for one in _ENDS.split(text)):
        waiting = f"{waiting}，{piece}" if waiting and piece else waiting or piece
        if _ASKS.search(piece):
            pieces.append(waiting)
            waiting = ""
    return pieces


def _own(piece: str) -> tuple[str, ...]:
    terms = understand(piece).terms
    return tuple(word for word in terms if word not in GENERAL and word not in ACTORS) or terms


def _is_matter(word: str) -> bool:
    """Whether a word names a thing; 封顶 and 起步 only say which end of an amount."""
    is_limit = LIMITS.intersection(WRITTEN_FOR.get(word, ()))
    return word not in GENERAL and not is_limit and tokens.tagged(word)[0][1] in MATTER


def _holds(text: str, word: str) -> bool:
    return said(normal(word), text, WRITTEN_FOR.get(word, ())) >= HELD
