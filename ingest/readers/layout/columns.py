"""Reading order: what stands in two columns is read one column after the other."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from statistics import median

from ingest.readers.layout.shapes import Frame, Line, Part, Table, one_line, visual_rows

_FEWEST_LINES = 4
_FEWEST_BESIDE = 2
_FEWEST_CHARACTERS = 8
_FULL = 0.6
_CANDIDATES = 4
_DEEPEST = 3


def in_order(parts: Sequence[Part], frame: Frame | None = None, depth: int = 0) -> list[Part]:
    """Lines and tables as they are read."""
    gutter = _gutter(parts) if depth < _DEEPEST else None
    if gutter is None:
        return _downwards(parts, frame)
    ordered: list[Part] = []
    for band in _bands(parts, gutter):
        left = [part for part in band if part.right <= gutter]
        right = [part for part in band if part.left >= gutter]
        if len(left) + len(right) == len(band) and min(_rows(left), _rows(right)) >= _FEWEST_BESIDE:
            ordered += in_order(left, _frame(left), depth + 1)
            ordered += in_order(right, _frame(right), depth + 1)
        else:
            ordered += _downwards(band, frame)
    return ordered


def _downwards(parts: Sequence[Part], frame: Frame | None) -> list[Part]:
    lines = [replace(one_line(row), frame=frame) for row in visual_rows(_lines(parts))]
    tables = [part for part in parts if isinstance(part, Table)]
    return sorted([*lines, *tables], key=lambda part: -part.middle)


def _lines(parts: Sequence[Part]) -> list[Line]:
    return [part for part in parts if isinstance(part, Line)]


def _rows(parts: Sequence[Part]) -> int:
    return len(visual_rows(_lines(parts)))


def _frame(parts: Sequence[Part]) -> Frame | None:
    """A column's sides, measured on its lines."""
    lines = _lines(parts)
    if not lines:
        return None
    lefts = Counter(round(line.left) for line in lines)
    rights = sorted(line.right for line in lines)
    return Frame(float(lefts.most_common(1)[0][0]), rights[len(rights) * 9 // 10])


def _gutter(parts: Sequence[Part]) -> float | None:
    """The place between two columns of running text; None on a page with one."""
    lines = _lines(parts)
    if len(lines) < 2 * _FEWEST_LINES:
        return None
    begin, end = min(line.left for line in lines), max(line.right for line in lines)
    near, far = begin + 0.2 * (end - begin), end - 0.2 * (end - begin)
    lefts = Counter(round(line.left) for line in lines if near < line.left < far)
    best, most = None, 0
    for left, times in lefts.most_common(_CANDIDATES):
        place = left - 1.0
        if times >= _FEWEST_LINES and (weight := _weight(parts, place)) > most:
            best, most = place, weight
    return best


def _bands(parts: Sequence[Part], gutter: float) -> list[list[Part]]:
    """Parts from top to bottom, cut where one stands across the gutter."""
    bands: list[list[Part]] = []
    downwards = sorted(parts, key=lambda part: -part.middle)
    for _, band in groupby(downwards, key=lambda part: part.left < gutter < part.right):
        bands.append(list(band))
    return bands


def _weight(parts: Sequence[Part], gutter: float) -> int:
    """How many lines would stand in columns on both sides of this place."""
    weight = 0
    for band in _bands(parts, gutter):
        lines = _lines(band)
        left = [line for line in lines if line.right <= gutter]
        right = [line for line in lines if line.left >= gutter]
        if len(left) + len(right) == len(lines) and _is_column(left) and _is_column(right):
            apart = gutter - max(line.right for line in left)
            if apart >= 0.5 * median(line.size for line in left):
                weight += len(lines)
    return weight


def _is_column(lines: Sequence[Line]) -> bool:
    """Running text: lines of many characters, most of them as long as the longest."""
    if len(lines) < _FEWEST_LINES:
        return False
    widths = sorted(line.right - line.left for line in lines)
    full = widths[len(widths) * 9 // 10]
    return median(len(line.text) for line in lines) >= _FEWEST_CHARACTERS and sum(
        width >= _FULL * full for width in widths
    ) >= 0.5 * len(widths)
