"""The ruled lines of a PDF page: thin boxes, and the straight edges of what is stroked."""

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import pypdfium2
from pypdfium2 import raw as pdfium

from ingest.readers.layout.shapes import Rule
from ingest.readers.pdf.glyphs import Upright

_THIN = 2.5
_MOST_OBJECTS = 60_000
_MOST_SEGMENTS = 20_000
_MOST_RULES = 6_000
_DEEPEST = 3

Box = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def rules(page: pypdfium2.PdfPage, turned: Upright) -> list[Rule]:
    """The page's ruled lines, turned as its text; none where they are too many to be a table's."""
    boxes: list[Box] = []
    for box in _boxes(page):
        boxes.append(box)
        if len(boxes) > _MOST_RULES:
            return []
    if not boxes:
        return []
    return [Rule(*map(float, box)) for box in turned.boxes(np.array(boxes, dtype=np.float32))]


def _boxes(page: pypdfium2.PdfPage) -> Iterator[Box]:
    count = pdfium.FPDFPage_CountObjects(page.raw)
    for at in range(count if count <= _MOST_OBJECTS else 0):
        yield from _object(pdfium.FPDFPage_GetObject(page.raw, at), _SAME, 0)


def _object(found: Any, outer: Matrix, depth: int) -> Iterator[Box]:
    kind = pdfium.FPDFPageObj_GetType(found)
    if kind == pdfium.FPDF_PAGEOBJ_PATH:
        yield from _path(found, outer)
    elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
        inner = _times(_matrix(found), outer)
        count = pdfium.FPDFFormObj_CountObjects(found)
        for at in range(count if count <= _MOST_OBJECTS else 0):
            yield from _object(pdfium.FPDFFormObj_GetObject(found, at), inner, depth + 1)


def _path(path: Any, outer: Matrix) -> Iterator[Box]:
    """A path's lines; what is filled but not stroked counts where it is thin."""
    count = pdfium.FPDFPath_CountSegments(path)
    if not 2 <= count <= _MOST_SEGMENTS:
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    if not fill.value and not stroke.value:
        return
    matrix = _times(_matrix(path), outer)
    for corners in _subpaths(path, count, matrix):
        box = _around(corners)
        if min(box[2] - box[0], box[3] - box[1]) <= _THIN:
            yield box
        elif stroke.value:
            for one, other in pairwise(corners):
                side = _around((one, other))
                if min(side[2] - side[0], side[3] - side[1]) <= _THIN / 2:
                    yield side


def _subpaths(path: Any, count: int, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
    """The corners of each part of a path; curves end it."""
    x, y = ctypes.c_float(), ctypes.c_float()
    corners: list[tuple[float, float]] = []
    for at in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, at)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = _moved(x.value, y.value, matrix)
        if kind != pdfium.FPDF_SEGMENT_LINETO and corners:
            if len(corners) > 1:
                yield corners
            corners = []
        corners.append(point)
        if pdfium.FPDFPathSegment_GetClose(segment):
            corners.append(corners[0])
    if len(corners) > 1:
        yield corners


def _around(corners: Any) -> Box:
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _matrix(found: Any) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(found, matrix):
        return _SAME
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    x, y = _moved(e, f, outer)
    p, q, r, s = outer[:4]
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, x, y


def _moved(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
