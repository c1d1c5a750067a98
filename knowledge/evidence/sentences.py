"""The sentences and table rows of a passage. Pure."""

import re
from dataclasses import dataclass

from knowledge.index import tokens
from knowledge.index.tokens import normal
from knowledge.question_words import MEASURES, NAMED
from knowledge.questions import PERSON

_LINE = re.compile(r"[^\n]+\n*")
_SENTENCE = re.compile(r"[^。！？!?]*(?:[。！？!?]+[”’」』）)]*\s*|$)")
_DIGIT = re.compile(r"\d")
_COUNTING = re.compile(
    r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|(?:附?表|附件|图|专栏)\s*\d+|第[一二三四五六七八九十百零\d]+[编章节条])"
)
_DATED = re.compile(r"〔\d{4}〕\s*\d+\s*号|(?:\d+|[一二三四五六七八九十〇○零]+)\s*[年月日]")
_NAMED = re.compile(NAMED)
_WANTED = {kind: re.compile(pattern) for kind, (_, pattern) in MEASURES.items()}


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


def tells(wanted: str | None, sentence: str) -> bool:
    """Whether a sentence holds the kind of thing that is wanted; in a row its column names the unit.

    What counts the articles, items or tables is no number that is told, nor is a date or a 文号.
    """
    if wanted is None:
        return False
    if wanted == PERSON:
        return _names_person(sentence)
    plain = _COUNTING.sub("", normal(sentence))
    if wanted != "phone" and is_row(sentence):
        return bool(_DIGIT.search(plain))
    if wanted == "number":
        plain = _DATED.sub("", plain)
    return bool(_WANTED[wanted].search(plain))


def _names_person(sentence: str) -> bool:
    named = any(tag == "nr" and len(word) > 1 for word, tag in tokens.tagged(sentence))
    return named or bool(_NAMED.search(sentence))
