"""The sentences and table rows of a passage. Pure."""

import re
from dataclasses import dataclass

_LINE = re.compile(r"[^\n]+\n*")
_SENTENCE = re.compile(r"[^。！？!?]*(?:[。！？!?]+[”’」』）)]*\s*|$)")


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
