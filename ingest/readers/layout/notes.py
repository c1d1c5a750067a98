"""Footnotes: small type at the foot of a page or of a column, that begins with a mark."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.readers.layout.shapes import Line, Page, Part

_SMALL = 0.92  # of the size of the running text
_MARK = re.compile(
    r"\s*(?:[①-⑳⓪❶-❿*＊※†‡]|[⁰¹²³⁴-⁹]{1,3}|[\[［〔(（【]\d{1,3}[\]］〕)）】]|\d{1,3}(?![\d.．、，,年月日%％])|注\s*\d*\s*[：:])"
)


def with_notes_apart(page: Page, size: float) -> Page:
    """The page with its footnotes as such, where the document's text has this size."""
    small = [_is_small(part, size) for part in page.parts]
    notes: list[Line] = []
    kept: list[Part] = []
    at = 0
    while at < len(page.parts):
        end = next((later for later in range(at, len(small)) if not small[later]), len(small))
        run = page.parts[at:end]
        begin = _first_mark(run) if _is_at_foot(page.parts, at, end) else len(run)
        kept += run[:begin]
        notes += [part for part in run[begin:] if isinstance(part, Line)]
        kept += page.parts[end : end + 1]
        at = end + 1
    return replace(page, parts=tuple(kept), notes=tuple(notes)) if notes else page


def starts_note(line: Line) -> bool:
    return _MARK.match(line.text) is not None


def _is_small(part: Part, size: float) -> bool:
    return isinstance(part, Line) and part.size < _SMALL * size


def _first_mark(run: Sequence[Part]) -> int:
    return next((at for at, part in enumerate(run) if isinstance(part, Line) and starts_note(part)), len(run))


def _is_at_foot(parts: Sequence[Part], begin: int, end: int) -> bool:
    """Whether nothing stands below these lines in their column, and something above."""
    run = parts[begin:end]
    if not run or not begin:
        return False
    below, left, right = run[-1].bottom, min(one.left for one in run), max(one.right for one in run)
    others = (*parts[:begin], *parts[end:])
    under = any(one.top <= below and one.left < right and left < one.right for one in others)
    return not under and parts[begin - 1].bottom >= run[0].bottom
