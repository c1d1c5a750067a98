"""How well a passage answers a question: what of the question it holds, and what it contradicts. Pure."""

from dataclasses import dataclass

from knowledge.documents import Found
from knowledge.evidence.coverage import Scale, Weights, coverage, heaviest_missing, pair_coverage
from knowledge.evidence.extent import Extent, extent
from knowledge.evidence.mismatches import Mismatch, mismatches
from knowledge.evidence.sentences import Sentence, is_row, spans
from knowledge.evidence.telling import tells
from knowledge.index.tokens import normal
from knowledge.periods import WHOLE_YEAR, periods_in
from knowledge.questions import Question

ROW_COVERAGE = 0.7  # the least that a table row must hold of a question, with what stands above it


@dataclass(frozen=True, slots=True)
class Standing:
    """How a passage stands in retrieval: the cosine of its meaning to the question's, −1 to 1, and how many
    rank above it.
    """

    meaning: float = 0.0
    above: int = 0


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage held against a question. Coverages are shares of the question's weighted words, 0 to 1.

    `coverage` is what the passage holds together with its title and heading, `in_one` what its best
    sentence holds together with them, `alone` what its best sentence holds by itself; `pairs` is the like
    of its character pairs, `missing` how heavy a word it lacks; `extent` is how its place agrees with
    the places asked of.
    """

    found: Found
    sentences: tuple[Sentence, ...]
    coverage: float
    in_one: float
    alone: float
    pairs: float
    missing: float
    standing: Standing
    extent: Extent
    mismatches: frozenset[Mismatch]


def weigh(
    question: Question,
    found: Found,
    scale: Scale,
    document_text: str = "",
    standing: Standing = Standing(),
) -> Evidence:
    """Hold one passage against a question; `document_text` is the whole of its document, normalised."""
    above = normal(f"{found.document.title} {found.passage.heading}")
    whole = f"{above} {normal(found.passage.text)}"
    sentences = tuple(_sentences(question, found, scale.words))
    each = [f"{above} {normal(one.text)}" for one in sentences]
    return Evidence(
        found,
        sentences,
        coverage=coverage(scale.words, whole),
        in_one=max((coverage(scale.words, one) for one in each), default=0.0),
        alone=max((one.coverage for one in sentences), default=0.0),
        pairs=pair_coverage(scale.pairs, whole),
        missing=heaviest_missing(scale.words, whole),
        standing=standing,
        extent=extent(question.places, found),
        mismatches=mismatches(question, found, sentences, document_text),
    )


def _sentences(question: Question, found: Found, weights: Weights) -> list[Sentence]:
    """The sentences of a passage, without the rows of other places and times."""
    pieces = ((start, end, found.passage.text[start:end]) for start, end in spans(found.passage.text))
    return [
        Sentence(start, end, text, _own_coverage(found, text, weights), tells(question, text))
        for start, end, text in pieces
        if not is_row(text) or _row_fits(question, found, text, weights)
    ]


def _own_coverage(found: Found, sentence: str, weights: Weights) -> float:
    """What a sentence holds; one that only repeats the title or a heading holds nothing."""
    above = {found.document.title, *found.passage.heading.split(" › ")}
    return 0.0 if sentence.strip() in above else coverage(weights, normal(sentence))


def _row_fits(question: Question, found: Found, row: str, weights: Weights) -> bool:
    """A row answers by itself: it must be of the place, year, period and month asked, and hold most of the words."""
    with_above = normal(f"{found.document.title} {found.passage.heading} {row}")
    return (
        all(place in with_above for place in question.places)
        and all(f"{year}" in with_above for year in question.years)
        and all(period == WHOLE_YEAR or period in periods_in(with_above) for period in question.periods)
        and all(f"{month}月" in with_above for month in question.months)
        and coverage(weights, with_above) >= ROW_COVERAGE
    )
