"""How well a passage answers a question: what of the question it holds, and what it contradicts. Pure."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import isinf

from knowledge.documents import Found
from knowledge.index import tokens
from knowledge.index.tokens import normal
from knowledge.question_words import GENERAL, MEASURES, NAMED
from knowledge.questions import PERSON, Question, one_week, years_in

Rarity = Callable[
    [str], float
]  # a word → how rare it is in the corpus (idf), infinite where no entry holds it

RAREST = 5.0  # above this a word weighs no more: people's own words are rare in documents
ALIKE = 0.5  # what it is worth that a word that no document uses is found by its characters alone
GENERAL_WEIGHT = 0.5  # of a word for the kind of thing asked, however rare
FOCUS_COVERAGE = 0.5  # the least that one sentence must hold of the very thing asked
ROW_COVERAGE = 0.7  # the least that a table row must hold of a question, with what stands above it
_LINE = re.compile(r"[^\n]+\n*")
_SENTENCE = re.compile(r"[^。！？!?]*(?:[。！？!?]+[”’」』）)]*\s*|$)")
_DIGIT = re.compile(r"\d")
_COUNTING = re.compile(
    r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|(?:附?表|附件|图|专栏)\s*\d+|第[一二三四五六七八九十百零\d]+[编章节条])"
)
_NAMED = re.compile(NAMED)
_SPACES = re.compile(r"[\s,，]+")
_WANTED = {kind: re.compile(pattern) for kind, (_, pattern) in MEASURES.items()}


class Mismatch(StrEnum):
    """In what a passage fails a question that it would otherwise answer."""

    PLACE = "place"
    YEAR = "year"
    FIGURE = "figure"
    KIND = "kind"
    FOCUS = "focus"


@dataclass(frozen=True, slots=True)
class Weight:
    """What a word of a question counts, and what it is worth that only its characters are found."""

    weight: float
    alike: float


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or table row of a passage: its span in the passage's text, and what it holds.

    `coverage` is the share of the question's weighted words that stand in it, 0 to 1; `tells` whether
    it holds the kind of thing that is wanted.
    """

    start: int
    end: int
    text: str
    coverage: float
    tells: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage held against a question. Coverages are shares of the question's weighted words, 0 to 1.

    `coverage` is what the passage holds together with its title and heading, `in_one` what its best
    sentence holds together with them, `alone` what its best sentence holds by itself.
    """

    found: Found
    sentences: tuple[Sentence, ...]
    coverage: float
    in_one: float
    alone: float
    mismatches: frozenset[Mismatch]


def weigh(question: Question, found: Found, rarity: Rarity) -> Evidence:
    """Hold one passage against a question."""
    weights = _weights(question, rarity)
    above = normal(f"{found.document.title} {found.passage.heading}")
    text = found.passage.text
    sentences = tuple(_sentences(question, found, weights))
    return Evidence(
        found,
        sentences,
        coverage=_coverage(weights, f"{above} {normal(text)}"),
        in_one=max((_coverage(weights, f"{above} {normal(one.text)}") for one in sentences), default=0.0),
        alone=max((one.coverage for one in sentences), default=0.0),
        mismatches=frozenset(_mismatches(question, found, _context(found), sentences)),
    )


def spans(text: str) -> list[tuple[int, int]]:
    """Where the sentences and table rows of a text lie, each with its closing marks; blank ones left out."""
    found: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        if is_row(line.group()):
            found.append(line.span())
        else:
            found += [
                (line.start() + one.start(), line.start() + one.end())
                for one in _SENTENCE.finditer(line.group())
            ]
    return [(start, end) for start, end in found if text[start:end].strip()]


def is_row(line: str) -> bool:
    """Whether a line is a table's row, as readers write it: 列名：值；列名：值."""
    cells = line.strip().split("；")
    return len(cells) > 1 and all("：" in cell for cell in cells)


def _weights(question: Question, rarity: Rarity) -> dict[str, Weight]:
    return {normal(word): _weight(word, rarity(normal(word))) for word, _ in question.terms}


def _weight(word: str, rare: float) -> Weight:
    """What a word of the question counts: little where it only says what kind of thing is asked."""
    if word in GENERAL:
        return Weight(GENERAL_WEIGHT, alike=0.0)
    return Weight(min(rare, RAREST), alike=ALIKE if isinf(rare) else 0.0)


def _coverage(weights: dict[str, Weight], text: str) -> float:
    total = sum(weight.weight for weight in weights.values())
    found = sum(weight.weight * held(word, text, weight.alike) for word, weight in weights.items())
    return found / total if total else 0.0


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


def _sentences(question: Question, found: Found, weights: dict[str, Weight]) -> list[Sentence]:
    """The sentences of a passage; one that only repeats the title or a heading holds nothing."""
    text = found.passage.text
    above = {found.document.title, *found.passage.heading.split(" › ")}
    return [
        Sentence(
            start,
            end,
            text[start:end],
            0.0 if text[start:end].strip() in above else _coverage(weights, normal(text[start:end])),
            _tells(question.wanted, text[start:end]),
        )
        for start, end in spans(text)
        if not is_row(text[start:end]) or _row_fits(question, found, text[start:end], weights)
    ]


def _row_fits(question: Question, found: Found, row: str, weights: dict[str, Weight]) -> bool:
    """A row answers by itself: it must be of the place, year and month asked, and hold most of the words."""
    with_above = normal(f"{found.document.title} {found.passage.heading} {row}")
    return (
        all(place in with_above for place in question.places)
        and all(f"{year}" in with_above for year in question.years)
        and all(f"{month}月" in with_above for month in question.months)
        and _coverage(weights, with_above) >= ROW_COVERAGE
    )


def _tells(wanted: str | None, sentence: str) -> bool:
    """Whether a sentence holds the kind of thing that is wanted; in a row its column names the unit.

    What counts the articles, items or tables is no number that is told.
    """
    if wanted is None:
        return False
    if wanted == PERSON:
        return _names_person(sentence)
    plain = _COUNTING.sub("", normal(sentence))
    if wanted != "phone" and is_row(sentence):
        return bool(_DIGIT.search(plain))
    return bool(_WANTED[wanted].search(plain))


def _names_person(sentence: str) -> bool:
    named = any(tag == "nr" and len(word) > 1 for word, tag in tokens.tagged(sentence))
    return named or bool(_NAMED.search(sentence))


def _mismatches(
    question: Question, found: Found, context: str, sentences: Sequence[Sentence]
) -> list[Mismatch]:
    wrong = []
    if any(place not in context for place in question.places):
        wrong.append(Mismatch.PLACE)
    if any(not _is_of_year(found, context, year) for year in question.years) or (
        question.years and any(f"{month}月" not in context for month in question.months)
    ):
        wrong.append(Mismatch.YEAR)
    stated = normal(found.passage.text + found.document.title + found.passage.heading)
    bare = _SPACES.sub("", one_week(stated))
    if any(_SPACES.sub("", normal(figure)) not in bare for figure in question.figures):
        wrong.append(Mismatch.FIGURE)
    if question.wanted and not _tells_near(found, sentences):
        wrong.append(Mismatch.KIND)
    if not _names_subject(question.subject, found) or not _names_focus(question.focus, found, sentences):
        wrong.append(Mismatch.FOCUS)
    return wrong


def _tells_near(found: Found, sentences: Sequence[Sentence]) -> bool:
    """Whether what is wanted is told: in an article anywhere, else where the passage speaks of the matter."""
    least = 0.0 if found.passage.article else max((one.coverage for one in sentences), default=0.0) / 2
    return any(one.tells and one.coverage >= least for one in sentences)


def _names_subject(subject: Sequence[str], found: Found) -> bool:
    """Whether what the question is about is named in the passage or above it."""
    near = normal(f"{found.document.title} {found.passage.heading} {found.passage.text}")
    return not subject or sum(held(normal(word), near) for word in subject) / len(subject) >= FOCUS_COVERAGE


def _names_focus(focus: Sequence[str], found: Found, sentences: Sequence[Sentence]) -> bool:
    """Whether the very thing asked is named: in an article, with all above it; else in one sentence,
    with the heading right above it.
    """
    passage = found.passage
    if not focus:
        return True
    if passage.article:
        nearby = [normal(f"{found.document.title} {passage.heading} {passage.text}")]
    else:
        heading = passage.heading.rpartition(" › ")[2]
        nearby = [normal(f"{heading} {one.text}") for one in sentences]
    return any(
        sum(held(normal(word), near) for word in focus) / len(focus) >= FOCUS_COVERAGE for near in nearby
    )


def _context(found: Found) -> str:
    document = found.document
    parts = (document.title, document.issuer, document.region, found.passage.heading, found.passage.text)
    return normal(" ".join(part for part in parts if part))


def _is_of_year(found: Found, context: str, year: int) -> bool:
    """Whether a passage speaks of a year: by naming it, by its document's date, or, where it names
    no year at all, as a rule that is in force in that year.
    """
    document = found.document
    named = years_in(context)
    if year in named or (document.issued_on and document.issued_on.year == year):
        return True
    if named or not document.effective_on:
        return False
    return (
        document.effective_on.year
        <= year
        <= (document.expires_on.year if document.expires_on else date.max.year)
    )
