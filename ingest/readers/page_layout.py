"""Where lines stand on printed pages, and what follows: margins, paragraphs, titles of several lines."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.readers.lines import STARTS_ARTICLE, STARTS_ITEM, ends_sentence, joined

_MARGIN = 0.12  # of a page's height, at its top and at its bottom
_MARGIN_LINES = 2
_FEWEST_PAGES = 2
_SMALL_TYPE = 0.9  # of the usual size
_PAGE_NUMBER = re.compile(
    r"[\s\-—–―－•·~～]*(?:第\s*)?(?:\d{1,4}|[ivxIVX]{1,6}|[一二三四五六七八九十]{1,4}(?=\s*页))\s*(?:页)?"
    r"(?:\s*[,，/／|]?\s*(?:共|of|总)?\s*\d{1,4}\s*页?)?[\s\-—–―－•·~～]*"
    r"|Page\s*\d+(?:\s*of\s*\d+)?",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_INDENT = 1.2  # in characters
_SHORT = 2.5


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line; the page's y axis points upwards."""

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def size(self) -> float:
        return max(self.top - self.bottom, 1.0)


@dataclass(frozen=True, slots=True)
class Page:
    """A page's lines in reading order; `number` counts from 1."""

    number: int
    height: float
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """Where the running text of a document begins and ends, how high and how far apart its lines are."""

    left: float
    right: float
    size: float
    step: float


def without_margins(pages: Sequence[Page]) -> list[Page]:
    """Pages without page numbers, and without what stands at the edge of most of them.

    On two pages one line twice may be chance: there it must be in smaller type as well.
    """
    edges = [_edges(page) for page in pages]
    heads = edges if len(pages) > _FEWEST_PAGES else _in_small_type(edges, pages)
    seen = Counter(key for head in heads for key in {_key(page_line) for page_line in head})
    often = max(_FEWEST_PAGES, (len(pages) + 1) // 2)
    repeated = {key for key, times in seen.items() if times >= often}
    return [
        replace(page, lines=tuple(line for line in page.lines if not _is_margin(line, edge, repeated)))
        for page, edge in zip(pages, edges, strict=True)
    ]


def _edges(page: Page) -> frozenset[Line]:
    """The outermost lines at the top and at the bottom, as far as they stand in the margins."""
    by_height = sorted(page.lines, key=lambda line: -line.top)
    top = [line for line in by_height[:_MARGIN_LINES] if line.bottom > page.height * (1 - _MARGIN)]
    bottom = [line for line in by_height[-_MARGIN_LINES:] if line.top < page.height * _MARGIN]
    return frozenset((*top, *bottom))


def _in_small_type(edges: Sequence[frozenset[Line]], pages: Sequence[Page]) -> list[frozenset[Line]]:
    sizes = sorted(line.size for page in pages for line in page.lines)
    usual = sizes[len(sizes) // 2] if sizes else 0.0
    return [frozenset(line for line in edge if line.size < _SMALL_TYPE * usual) for edge in edges]


def _key(line: Line) -> str:
    return _DIGITS.sub("#", line.text)


def _is_margin(line: Line, edge: frozenset[Line], repeated: set[str]) -> bool:
    return line in edge and (_key(line) in repeated or _PAGE_NUMBER.fullmatch(line.text) is not None)


def paragraphs(pages: Sequence[Page]) -> Iterator[tuple[str, int]]:
    """Each paragraph with the page that it begins on."""
    column = _column(pages)
    paragraph: list[Line] = []
    begun = 0
    for page in pages:
        for line in page.lines:
            if paragraph and not _continues(paragraph[-1], line, column):
                yield joined([part.text for part in paragraph]), begun
                paragraph = []
            begun = begun if paragraph else page.number
            paragraph.append(line)
    if paragraph:
        yield joined([part.text for part in paragraph]), begun


def _column(pages: Sequence[Page]) -> Column:
    """Measured on the lines themselves, weighted by how much they hold."""
    lines = [line for page in pages for line in page.lines]
    size = _most(((line.size, len(line.text)) for line in lines), 10.0)
    body = [line for line in lines if abs(line.size - size) <= size * 0.1]
    steps = (
        (upper.bottom - lower.bottom, 1)
        for page in pages
        for upper, lower in zip(page.lines, page.lines[1:], strict=False)
        if 0 < upper.bottom - lower.bottom < 4 * size
    )
    rights = sorted(line.right for line in body for _ in range(min(len(line.text), 40)))
    return Column(
        left=_most(((line.left, len(line.text)) for line in body), 0.0),
        right=rights[len(rights) * 9 // 10] if rights else 0.0,
        size=size,
        step=_most(steps, 1.5 * size),
    )


def _most(values: Iterable[tuple[float, int]], default: float) -> float:
    """The commonest value, to the point."""
    counts: Counter[int] = Counter()
    for value, weight in values:
        counts[round(value)] += weight
    return float(counts.most_common(1)[0][0]) if counts else default


def _continues(before: Line, line: Line, column: Column) -> bool:
    """Whether a line goes on with the paragraph of the line before."""
    if abs(line.size - before.size) > 0.15 * before.size:
        return False
    if before.size > 1.2 * column.size:
        return _same_title(before, line)
    if _is_short(before, column) or _is_indented(line, column):
        return False
    if STARTS_ARTICLE.match(line.text):
        return False
    ended = ends_sentence(before.text)
    if ended and STARTS_ITEM.match(line.text):
        return False
    return not (ended and before.bottom - line.bottom > 1.4 * column.step)


def _is_short(line: Line, column: Column) -> bool:
    return line.right < column.right - _SHORT * column.size


def _is_indented(line: Line, column: Column) -> bool:
    return line.left > column.left + _INDENT * column.size


def _same_title(before: Line, line: Line) -> bool:
    """Large lines that follow each other closely are one title."""
    return 0 < before.bottom - line.bottom < 2.2 * before.size
