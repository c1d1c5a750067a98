"""The sentences and table rows of a passage. Pure."""

import re
from collections.abc import Collection
from dataclasses import dataclass

_LINE = re.compile(r"[^\n]+\n*")
_CAPTION = re.compile(r"(?:附?[表图]|附件|专栏)\s*[\d一二三四五六七八九十]+[^，。；：]{0,40}$")
_TITLE = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十百\d]+[编章节]|[（(][一二三四五六七八九十]+[)）]).{0,30}$"
)
_SAYS = re.compile(r"[\d，,。；;：:！!]")
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


def is_heading(line: str, above: Collection[str]) -> bool:
    """Whether a line only heads what follows: one of the headings above it, a caption, a numbered title."""
    bare = line.strip()
    return bare in above or bool(_CAPTION.match(bare) or (_TITLE.match(bare) and not _SAYS.search(bare)))


def is_row(line: str) -> bool:
    """Whether a line is a table's row, as readers write it: 列名：值；列名：值."""
    cells = line.strip().split("；")
    return len(cells) > 1 and all("：" in cell for cell in cells)
