"""Characters → pieces of lines, cut where a gap, another line or another cell begins."""

from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pypdfium2

from ingest.readers.inline import raised
from ingest.readers.layout.grids import Grid
from ingest.readers.layout.shapes import Line
from ingest.readers.pdf.glyphs import Floats, Glyphs, leans

_GAP = 1.2  # in characters
_BACK = 1.0
_OTHER_LINE = 0.5
_CLIMB = 0.3
_RAISED_SIZE = 0.8

Pieces = dict[int, list[Line]]
"""Pieces by cell; those outside every table are at OUTSIDE."""

OUTSIDE = -1


def pieces(text: pypdfium2.PdfTextPage, found: Glyphs, tables: list[Grid]) -> list[Pieces]:
    """A dictionary of pieces for every table, and one with what stands outside at the end."""
    by_table: list[Pieces] = [{} for _ in (*tables, None)]
    if not len(found.at):
        return by_table
    table, cell = _cells(found.boxes, tables)
    cuts = np.flatnonzero(_cut(found, table, cell)) + 1
    for begin, end in zip([0, *cuts], [*cuts, len(found.at)], strict=True):
        if _may_lean(found.boxes[begin], found.boxes[end - 1]) and leans(text, int(found.at[begin])):
            continue
        piece = _piece(found, begin, end)
        by_table[table[begin]].setdefault(int(cell[begin]), []).append(piece)
    return by_table


def _cells(boxes: Floats, tables: list[Grid]) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """For every character the table and the cell that its middle is in; OUTSIDE both elsewhere."""
    table = np.full(len(boxes), OUTSIDE, dtype=np.intp)
    cell = np.full(len(boxes), OUTSIDE, dtype=np.intp)
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    for at, grid in enumerate(tables):
        inside = (x > grid.xs[0]) & (x < grid.xs[-1]) & (y > grid.ys[-1]) & (y < grid.ys[0])
        column = np.searchsorted(np.array(grid.xs), x[inside]) - 1
        row = np.searchsorted(-np.array(grid.ys), -y[inside]) - 1
        table[inside] = at
        cell[inside] = np.array(grid.cells)[row, column]
    return table, cell


def _cut(found: Glyphs, table: npt.NDArray[np.intp], cell: npt.NDArray[np.intp]) -> npt.NDArray[np.bool_]:
    """Whether a piece ends after each character but the last."""
    left, bottom, right, top = found.boxes.T
    height = np.maximum(top - bottom, 1.0)
    larger = np.maximum(height[1:], height[:-1])
    middle = (top + bottom) / 2
    gap = left[1:] - right[:-1]
    return np.asarray(
        (np.abs(np.diff(middle)) > _OTHER_LINE * larger)
        | (gap > _GAP * larger)
        | (gap < -_BACK * larger)
        | (np.diff(cell) != 0)
        | (np.diff(table) != 0)
    )


def _may_lean(first: Floats, last: Floats) -> bool:
    """Characters aslant stand alone, or climb; only those are asked."""
    climbs = abs(float(last[1] + last[3] - first[1] - first[3])) / 2
    return first is last or bool((first == last).all()) or climbs > _CLIMB * float(first[3] - first[1])


def _piece(found: Glyphs, begin: int, end: int) -> Line:
    """The characters of one piece with what white space stands between them."""
    boxes = found.boxes[begin:end]
    height = boxes[:, 3] - boxes[:, 1]
    usual = _middle(height)
    shifted = (height < _RAISED_SIZE * usual) & (boxes[:, 1] > _middle(boxes[:, 1]) + 0.15 * usual)
    text = _with_raised(found, begin, end, shifted) if shifted.any() else _written(found, begin, end)
    bottom = _middle(boxes[:, 1])
    return Line(text, float(boxes[0, 0]), float(boxes[:, 2].max()), bottom, bottom + usual)


def _middle(values: Floats) -> float:
    """The upper median; numpy's own costs a tenth of a page."""
    half = len(values) // 2
    return float(np.partition(values, half)[half])


def _written(found: Glyphs, begin: int, end: int) -> str:
    """PDFium's own text, but of the characters that are kept only."""
    first, last = int(found.at[begin]), int(found.at[end - 1])
    if last - first == end - 1 - begin:
        return found.written[first : last + 1]
    parts, before = [], first
    for at in found.at[begin:end].tolist():
        if at > before + 1 and not found.written[before + 1 : at].strip(" \u3000"):
            parts.append(found.written[before + 1 : at])
        parts.append(found.written[at])
        before = at
    return "".join(parts)


def _with_raised(found: Glyphs, begin: int, end: int, shifted: npt.NDArray[np.bool_]) -> str:
    """Raised figures as such: 10² must never read as 102."""
    cuts = [0, *(np.flatnonzero(np.diff(shifted)) + 1).tolist(), end - begin]
    parts = []
    for one, other in pairwise(cuts):
        text = _written(found, begin + one, begin + other)
        parts.append(raised(text) if shifted[one] else text)
    return "".join(parts)
