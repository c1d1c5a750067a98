"""Lines → paragraphs: where one goes on, over columns and pages too."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.readers.layout.shapes import Frame, Line, Page
from ingest.readers.lines import STARTS_ARTICLE, STARTS_ITEM, ends_sentence

_INDENT = 1.2  # in characters
_SHORT = 2.5
_LEADERS = re.compile(r"(?:[.…·．‥。•]\s?){4,}\s*[-—(（]?\s*[\dⅠ-ⅫivxIVX]{1,5}\s*[-—)）]?$")


@dataclass(frozen=True, slots=True)
class Body:
    """The running text of a document: its sides, how high its lines are and how far apart."""

    frame: Frame
    size: float
    step: float


def measured(pages: Sequence[Page]) -> Body:
    """Measured on the lines themselves, weighted by how much they hold."""
    lines = [line for page in pages for line in page.lines]
    size = _most(((line.size, len(line.text)) for line in lines), 10.0)
    body = [line for line in lines if abs(line.size - size) <= size * 0.1 and line.frame is None]
    return Body(
        Frame(_most(((line.left, len(line.text)) for line in body), 0.0), _right(body)),
        size,
        _most(_steps(pages, size), 1.5 * size),
    )


def _steps(pages: Sequence[Page], size: float) -> Iterator[tuple[float, int]]:
    for page in pages:
        lines = page.lines
        for upper, lower in pairwise(lines):
            if 0 < upper.bottom - lower.bottom < 4 * size:
                yield upper.bottom - lower.bottom, 1


def _right(lines: Sequence[Line]) -> float:
    """Where nine in ten characters' lines have ended."""
    weights = sorted((line.right, min(len(line.text), 40)) for line in lines)
    wanted = sum(weight for _, weight in weights) * 9 // 10
    for right, weight in weights:
        wanted -= weight
        if wanted < 0:
            return right
    return weights[-1][0] if weights else 0.0


def _most(values: Iterable[tuple[float, int]], default: float) -> float:
    """The commonest value, to the point."""
    counts: Counter[int] = Counter()
    for value, weight in values:
        counts[round(value)] += weight
    return float(counts.most_common(1)[0][0]) if counts else default


def continues(before: Line, line: Line, body: Body) -> bool:
    """Whether a line goes on with the paragraph of the line before."""
    if abs(line.size - before.size) > 0.15 * before.size:
        return False
    if before.size > 1.2 * body.size:
        return _same_title(before, line)
    if before.spaced or line.spaced or _is_short(before, body) or _is_indented(line, body):
        return False
    if STARTS_ARTICLE.match(line.text) or _LEADERS.search(before.text):
        return False
    ended = ends_sentence(before.text)
    if (ended or _LEADERS.search(line.text)) and STARTS_ITEM.match(line.text):
        return False
    return not (ended and before.bottom - line.bottom > 1.4 * body.step)


def _is_short(line: Line, body: Body) -> bool:
    return line.right < (line.frame or body.frame).right - _SHORT * body.size


def _is_indented(line: Line, body: Body) -> bool:
    return line.left > (line.frame or body.frame).left + _INDENT * body.size


def _same_title(before: Line, line: Line) -> bool:
    """Large lines that follow each other closely are one title."""
    return 0 < before.bottom - line.bottom < 2.2 * before.size
