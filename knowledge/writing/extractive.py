"""The writer that needs no model: it quotes the sentences that answer. Pure."""

import re
from collections.abc import Sequence

from knowledge.evidence import Evidence
from knowledge.evidence.sentences import Sentence, is_row, spans

WHOLE_ARTICLE = 260  # an article up to this many characters is quoted whole
WHOLE = 180  # and so is any other passage up to this
LONGEST = 420
NEAR = 0.5  # a neighbouring sentence is quoted with the best where it holds this share of what that holds
TELLS = 0.3  # what it is worth that a sentence holds the kind of thing that is wanted
_OPENS_LIST = re.compile(r"[：:]\s*$")
_ITEM = re.compile(
    r"^\s*(?:[（(][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十]+[、是要]|\d+[.、．)）]|[①-⑳]|[-•·*])"
)
_HEADING = re.compile(r"^\s*[一二三四五六七八九十]+、")


def quote(evidence: Evidence) -> str:
    """What of a passage answers: all of a short one, else its best sentences in their context."""
    text = evidence.found.passage.text
    sentences = evidence.sentences
    best = max(range(len(sentences)), key=lambda index: (_worth(sentences[index]), -index))
    if is_row(sentences[best].text):
        return _rows(evidence, best)
    if len(text.strip()) <= (WHOLE_ARTICLE if evidence.found.passage.article else WHOLE):
        first, last = _below_headings(evidence), len(sentences) - 1
    else:
        first, last = _widen(sentences, best)
    return text[sentences[first].start : sentences[last].end].strip()


def _rows(evidence: Evidence, best: int) -> str:
    """The best row, with the rows right beside it that hold as much of the question."""
    text, sentences = evidence.found.passage.text, evidence.sentences
    first = last = best
    while (
        last + 1 < len(sentences)
        and _is_equal_row(sentences, last, last + 1)
        and _fits(sentences, first, last + 1)
    ):
        last += 1
    while first > 0 and _is_equal_row(sentences, first, first - 1) and _fits(sentences, first - 1, last):
        first -= 1
    return text[sentences[first].start : sentences[last].end].strip()


def _is_equal_row(sentences: Sequence[Sentence], index: int, other: int) -> bool:
    here, there = sentences[index], sentences[other]
    touches = here.end == there.start or there.end == here.start
    return touches and is_row(there.text) and there.coverage == here.coverage


def _below_headings(evidence: Evidence) -> int:
    """The first sentence that is no heading; the citation's article and the title say where it stands."""
    headings = {evidence.found.document.title, *evidence.found.passage.heading.split(" › ")}
    lines = [sentence.text.strip() for sentence in evidence.sentences]
    return next((index for index, line in enumerate(lines) if line not in headings), 0)


def sentence_with(text: str, words: Sequence[str]) -> str:
    """The sentence of a text that holds one of these words, else its first."""
    sentences = [text[start:end].strip() for start, end in spans(text)]
    return next((one for one in sentences if any(word in one for word in words)), sentences[0])


def _worth(sentence: Sentence) -> float:
    return sentence.coverage + (TELLS if sentence.tells else 0.0)


def _widen(sentences: Sequence[Sentence], best: int) -> tuple[int, int]:
    """From the best sentence to the span that is quoted: a list in full, and near sentences as good."""
    first, last = best, best
    while first > 0 and _ITEM.match(sentences[first].text) and _fits(sentences, first - 1, last):
        first -= 1
    if _OPENS_LIST.search(sentences[last].text):
        opening = last
        while (
            last + 1 < len(sentences)
            and _fits(sentences, first, last + 1)
            and not _ends_list(sentences, opening, last + 1)
        ):
            last += 1
    return _take_near(sentences, first, last, NEAR * _worth(sentences[best]))


def _ends_list(sentences: Sequence[Sentence], opening: int, index: int) -> bool:
    """Whether a sentence stands behind the list that the one at `opening` opens: where that has items,
    a new line that is none, or one of a higher order.
    """
    item, text = sentences[opening + 1].text, sentences[index].text
    if not _ITEM.match(item) or not sentences[index - 1].text.endswith("\n"):
        return False
    return not _ITEM.match(text) or bool(_HEADING.match(text) and not _HEADING.match(item))


def _take_near(sentences: Sequence[Sentence], first: int, last: int, enough: float) -> tuple[int, int]:
    grown = True
    while grown:
        grown = False
        if (
            last + 1 < len(sentences)
            and _fits(sentences, first, last + 1)
            and _is_near(sentences[last + 1], enough)
        ):
            last, grown = last + 1, True
        if first > 0 and _fits(sentences, first - 1, last) and _is_near(sentences[first - 1], enough):
            first, grown = first - 1, True
    return first, last


def _is_near(sentence: Sentence, enough: float) -> bool:
    is_item = _ITEM.match(sentence.text) and not _HEADING.match(sentence.text)
    return bool(is_item) or _worth(sentence) >= enough


def _fits(sentences: Sequence[Sentence], first: int, last: int) -> bool:
    return sentences[last].end - sentences[first].start <= LONGEST
