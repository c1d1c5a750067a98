"""Which pages of a PDF have no text to read, and what they look like."""

import ctypes
import math
from collections import Counter
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pypdfium2
from pypdfium2 import raw as pdfium

from ingest.readers.pdf.glyphs import Glyphs

_DOTS = 200 / 72  # an inch
_LONGEST_SIDE = 12_000
_MOST_PIXELS = 16_000_000
_MOST_IMAGE_PIXELS = 200_000_000
_STAMP = 40  # characters: a scanner's mark or a page number on a picture is no text
_LARGE_PICTURE = 0.5  # of the page
_MOST_LOOKED_AT = 2_000
_GARBLED = 0.4
_PRIVATE = range(0xE000, 0xF900)


def is_garbled(found: Glyphs) -> bool:
    """Whether a page's text is none: its fonts don't say which characters they draw."""
    counts = Counter(found.written[at] for at in found.at.tolist() if found.written[at : at + 1].strip())
    total = sum(counts.values())
    strange = sum(times for character, times in counts.items() if _is_strange(character))
    return total > 0 and strange > _GARBLED * total


@lru_cache(maxsize=8192)
def _is_strange(character: str) -> bool:
    """Private, broken and accented characters, and those that neither simplified nor traditional text uses."""
    code = ord(character)
    if code < 0x80 or 0x2000 <= code < 0x3200 or 0xFF00 <= code < 0xFFF0:
        return False
    if code in _PRIVATE or code >= 0xFFF0 or code < 0x370:
        return True
    if not 0x3400 <= code < 0xA000:
        return False
    return not any(_encodes(character, encoding) for encoding in ("gb2312", "big5"))


def _encodes(character: str, encoding: str) -> bool:
    try:
        return bool(character.encode(encoding))
    except UnicodeEncodeError:
        return False


def is_scan(page: pypdfium2.PdfPage, found: Glyphs) -> bool:
    """Whether there is something to see on the page but no text, or only a mark on a large picture."""
    count = pdfium.FPDFPage_CountObjects(page.raw)
    if not len(found.at):
        return bool(count)
    return len(found.at) < _STAMP and _pictured(page, count) >= _LARGE_PICTURE


def _pictured(page: pypdfium2.PdfPage, count: int) -> float:
    """How much of the page its largest picture covers."""
    area = max(page.get_width() * page.get_height(), 1.0)
    sides = [ctypes.c_float() for _ in range(4)]
    largest: float = 0.0
    for at in range(min(count, _MOST_LOOKED_AT)):
        found = pdfium.FPDFPage_GetObject(page.raw, at)
        if pdfium.FPDFPageObj_GetType(found) == pdfium.FPDF_PAGEOBJ_IMAGE:
            pdfium.FPDFPageObj_GetBounds(found, *sides)
            left, bottom, right, top = (side.value for side in sides)
            largest = max(largest, (right - left) * (top - bottom))
    return float(largest / area)


def picture(page: pypdfium2.PdfPage) -> npt.NDArray[np.uint8] | None:
    """The page as it is printed; None where it is blank."""
    width, height = page.get_size()
    scale = min(
        _DOTS,
        _LONGEST_SIDE / max(width, height, 1.0),
        math.sqrt(_MOST_PIXELS / max(width * height, 1.0)),
    )
    bitmap = page.render(scale=scale, rev_byteorder=False, prefer_bgrx=False)
    try:
        pixels = bitmap.to_numpy()
        if pixels.ndim == 2 or pixels.shape[2] == 1:
            pixels = np.repeat(pixels.reshape(*pixels.shape[:2], 1), 3, axis=2)
        pixels = np.array(pixels[:, :, :3], dtype=np.uint8)
    finally:
        bitmap.close()
    return pixels if pixels.size and int(pixels.max()) - int(pixels.min()) > 32 else None


def bursts(page: pypdfium2.PdfPage) -> bool:
    """Whether the page's pictures have more pixels than anyone scans: they aren't unpacked."""
    wide, high = ctypes.c_uint(), ctypes.c_uint()
    pixels = 0
    for at in range(min(pdfium.FPDFPage_CountObjects(page.raw), _MOST_LOOKED_AT)):
        found = pdfium.FPDFPage_GetObject(page.raw, at)
        if pdfium.FPDFPageObj_GetType(found) == pdfium.FPDF_PAGEOBJ_IMAGE:
            pdfium.FPDFImageObj_GetImagePixelSize(found, wide, high)
            pixels += wide.value * high.value
    return pixels > _MOST_IMAGE_PIXELS
