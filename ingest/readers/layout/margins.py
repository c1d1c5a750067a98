"""Page headers, footers and numbers: what stands at the edge of most pages."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ingest.readers.layout.shapes import Line, Page, usual_size, visual_rows

_MARGIN = 0.12  # of a page's height, at its top and at its bottom
_MARGIN_ROWS = 2
_FEWEST_PAGES = 2
_SMALL_TYPE = 0.9  # of the usual size
_PAGE_NUMBER = re.compile(
    r"[\s\-—–―－•·~～]*(?:第\s*)?(?:\d{1,4}|[ivxIVX]{1,6}|[一二三四五六七八九十]{1,4}(?=\s*页))\s*(?:页)?"
    r"(?:\s*[,，/／|]?\s*(?:共|of|总)?\s*\d{1,4}\s*页?)?[\s\-—–―－•·~～]*"
    r"|Page\s*\d+(?:\s*of\s*\d+)?",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")


def without_margins(pages: Sequence[Page]) -> list[Page]:
    """Pages without page numbers, and without what stands at the edge of most of them.

    On two pages one line twice may be chance: there it must be in smaller type as well.
    """
    edges = [_edges(page) for page in pages]
    heads = edges if len(pages) > _FEWEST_PAGES else _in_small_type(edges, pages)
    seen = Counter(key for head in heads for key in {_key(line) for line in head})
    often = max(_FEWEST_PAGES, (len(pages) + 1) // 2)
    repeated = {key for key, times in seen.items() if times >= often}
    return [_inner(page, edge, repeated) for page, edge in zip(pages, edges, strict=True)]


def _inner(page: Page, edge: frozenset[Line], repeated: set[str]) -> Page:
    gone = {line for line in edge if _key(line) in repeated or _PAGE_NUMBER.fullmatch(line.text)}
    return replace(page, parts=tuple(part for part in page.parts if part not in gone)) if gone else page


def _edges(page: Page) -> frozenset[Line]:
    """The outermost lines at the top and at the bottom, as far as they stand in the margins."""
    low, high = page.height * _MARGIN, page.height * (1 - _MARGIN)
    top = visual_rows(line for line in page.lines if line.bottom > high)[:_MARGIN_ROWS]
    bottom = visual_rows(line for line in page.lines if line.top < low)[-_MARGIN_ROWS:]
    return frozenset(line for row in (*top, *bottom) for line in row)


def _in_small_type(edges: Sequence[frozenset[Line]], pages: Sequence[Page]) -> list[frozenset[Line]]:
    usual = usual_size(line for page in pages for line in page.lines)
    return [frozenset(line for line in edge if line.size < _SMALL_TYPE * usual) for edge in edges]


def _key(line: Line) -> str:
    return _DIGITS.sub("#", line.text)
