"""The characters of a PDF page, as they stand upright: what is drawn twice is there once."""

import ctypes
import math
from collections import Counter
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pypdfium2
from pypdfium2 import raw as pdfium

Floats = npt.NDArray[np.float32]

_SAMPLES = 64
_LEANING = math.radians(5)
_QUARTER = math.pi / 2
_OFF_PAGE = 2.0
_WHITE = (0xA0, 0x3000)


@dataclass(frozen=True, slots=True)
class Upright:
    """How the page's own coordinates are turned so that its text runs from left to right."""

    quarters: int
    width: float
    height: float
    left: float
    bottom: float

    @property
    def turned_height(self) -> float:
        return self.width if self.quarters % 2 else self.height

    def boxes(self, boxes: Floats) -> Floats:
        """left, bottom, right, top of each, turned; the page begins at 0, 0."""
        left, bottom = boxes[:, 0] - self.left, boxes[:, 1] - self.bottom
        right, top = boxes[:, 2] - self.left, boxes[:, 3] - self.bottom
        sides = {
            0: (left, bottom, right, top),
            1: (bottom, self.width - right, top, self.width - left),
            2: (self.width - right, self.height - top, self.width - left, self.height - bottom),
            3: (self.height - top, left, self.height - bottom, right),
        }[self.quarters]
        return np.stack(sides, axis=1)


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Visible characters in the order of the file; `at` is their place among all that PDFium knows."""

    written: str
    at: npt.NDArray[np.intp]
    boxes: Floats


def upright(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage) -> Upright:
    left, bottom, right, top = page.get_cropbox()
    count = text.count_chars()
    votes = Counter(_quarters(text, at) for at in range(0, count, max(1, count // _SAMPLES)))
    quarters = next((turn for turn, _ in votes.most_common() if turn is not None), 0)
    return Upright(quarters, right - left, top - bottom, left, bottom)


def _quarters(text: pypdfium2.PdfTextPage, at: int) -> int | None:
    """How many quarters of a turn to the left a character is rotated; None where it leans or PDFium can't say."""
    angle = pdfium.FPDFText_GetCharAngle(text.raw, at)
    turn = round(angle / _QUARTER)
    return -turn % 4 if angle >= 0 and abs(angle - turn * _QUARTER) <= _LEANING else None


def leans(text: pypdfium2.PdfTextPage, at: int) -> bool:
    """Whether a character stands aslant, as in a watermark."""
    return _quarters(text, at) is None and pdfium.FPDFText_GetCharAngle(text.raw, at) >= 0


def glyphs(text: pypdfium2.PdfTextPage, turned: Upright) -> Glyphs:
    """The page's visible characters, each once."""
    count = text.count_chars()
    raw, unicode_of = text.raw, pdfium.FPDFText_GetUnicode
    codes = [unicode_of(raw, at) for at in range(count)]
    written = "".join(map(_character, codes))
    boxes = turned.boxes(_boxes(text, count))
    values = np.array(codes, dtype=np.int64)
    shown = (values > 32) & ~np.isin(values, _WHITE) & (values < 0xFFFE) & (boxes[:, 2] > boxes[:, 0])
    middle_x, middle_y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    wide = turned.height if turned.quarters % 2 else turned.width
    shown &= (middle_x > -_OFF_PAGE) & (middle_x < wide + _OFF_PAGE)
    shown &= (middle_y > -_OFF_PAGE) & (middle_y < turned.turned_height + _OFF_PAGE)
    at = np.flatnonzero(shown)
    at = at[_once(values[at], boxes[at])] if len(at) else at
    return Glyphs(written, at, boxes[at])


def _character(code: int) -> str:
    return " " if code in (0xA0, 9, 10, 13) else chr(code) if 32 <= code < 0xFFFE or code > 0xFFFF else ""


def _boxes(text: pypdfium2.PdfTextPage, count: int) -> Floats:
    """left, bottom, right, top of every character, as high as its font; zeroes where PDFium knows none."""
    if not count:
        return np.zeros((0, 4), np.float32)
    boxes = (pdfium.FS_RECTF * count)()
    first, size = boxes[0], ctypes.sizeof(pdfium.FS_RECTF)
    raw, box_of, reference = text.raw, pdfium.FPDFText_GetLooseCharBox, ctypes.byref
    for at in range(count):
        box_of(raw, at, reference(first, at * size))
    return np.frombuffer(boxes, np.float32).reshape(-1, 4)[:, [0, 3, 2, 1]]


def _once(codes: npt.NDArray[np.int64], boxes: Floats) -> npt.NDArray[np.bool_]:
    """Which characters aren't drawn a second time at nearly the same place: bold type, a hidden layer."""
    reach = np.maximum((boxes[:, 2:] - boxes[:, :2]) / 2, 0.5)
    kept = np.ones(len(codes), dtype=np.bool_)
    for shift in ((0.0, 0.0), (0.5, 0.0), (0.0, 0.5), (0.5, 0.5)):
        square = np.floor(boxes[:, :2] / reach + shift).astype(np.int64) & 0xFFFFF
        key = (codes << 40) | (square[:, 0] << 20) | square[:, 1]
        _, firsts, group = np.unique(key, return_index=True, return_inverse=True)
        first = firsts[group]
        near = (np.abs(boxes[:, :2] - boxes[first, :2]) <= reach).all(axis=1)
        kept &= (first == np.arange(len(codes))) | ~near
    return kept
