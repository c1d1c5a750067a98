"""PDF → reading, page by page."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2

from ingest import texts
from ingest.pages import Reading
from ingest.readers.layout.cells import table_of
from ingest.readers.layout.columns import in_order
from ingest.readers.layout.flow import blocks
from ingest.readers.layout.grids import grids
from ingest.readers.layout.margins import without_margins
from ingest.readers.layout.shapes import Page, Part
from ingest.readers.ocr import Picture
from ingest.readers.pdf.glyphs import Glyphs, Upright, glyphs, upright
from ingest.readers.pdf.pieces import OUTSIDE, pieces
from ingest.readers.pdf.rendering import is_garbled, is_scan, picture
from ingest.readers.pdf.strokes import rules
from ingest.readers.progress import page_done
from ingest.readers.scans import scanned_page
from knowledge.errors import UnreadableFile

PDFIUM = threading.Lock()
"""PDFium isn't thread safe: whoever calls it holds this lock."""

MOST_PAGES = 10_000

_PASSWORD_WRONG = 4
_TAIL = 4096


def read_pdf(data: bytes) -> Reading:
    """Paragraphs and tables with their pages; UnreadableFile where no page has text."""
    if b"startxref" not in data[-_TAIL:] and b"%%EOF" not in data[-_TAIL:]:
        raise UnreadableFile(texts.DAMAGED)
    pages: list[Page] = []
    poor: list[int] = []
    scans = 0
    for number, page in enumerate(_pages(data), 1):
        if not isinstance(page, Page):
            scans += 1
            page, is_poor = scanned_page(page, number)
            poor += [number] if is_poor else []
        pages.append(page)
        page_done(number)
    found = tuple(blocks(without_margins(pages)))
    if not found:
        raise UnreadableFile(texts.NOTHING_RECOGNISED if scans else texts.SCAN)
    return Reading(found, poor=tuple(poor))


def _pages(data: bytes) -> Iterator[Page | Picture]:
    """Each page as read, or what it looks like where it has no text; PDFium is free in between."""
    with _opened(data) as document:
        for number in range(len(document)):
            try:
                with PDFIUM:
                    page = _page(document, number)
            except pypdfium2.PdfiumError as fault:
                raise UnreadableFile(texts.DAMAGED) from fault
            yield page


@contextmanager
def _opened(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    with PDFIUM:
        document = _document(data)
    try:
        if len(document) == 0:
            raise UnreadableFile(texts.DAMAGED)
        if len(document) > MOST_PAGES:
            raise UnreadableFile(texts.TOO_MANY_PAGES)
        yield document
    finally:
        with PDFIUM:
            document.close()


def _document(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as fault:
        locked = fault.err_code == _PASSWORD_WRONG
        raise UnreadableFile(texts.LOCKED if locked else texts.DAMAGED) from fault


def _page(document: pypdfium2.PdfDocument, number: int) -> Page | Picture:
    page = document[number]
    try:
        text = page.get_textpage()
        try:
            turned = upright(page, text)
            found = glyphs(text, turned)
            if is_garbled(found) or is_scan(page, found):
                seen = picture(page)
                return Page(number + 1, turned.turned_height, ()) if seen is None else seen
            return _printed(page, text, turned, found, number + 1)
        finally:
            text.close()
    finally:
        page.close()


def _printed(
    page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage, turned: Upright, found: Glyphs, number: int
) -> Page:
    """The page's lines and ruled tables in reading order."""
    ruled = grids(rules(page, turned)) if len(found.at) else []
    *inside, outside = pieces(text, found, ruled)
    parts: list[Part] = list(outside.get(OUTSIDE, ()))
    for grid, cells in zip(ruled, inside, strict=True):
        table = table_of(grid, cells)
        parts += [table] if table else [piece for cell in cells.values() for piece in cell]
    return Page(number, turned.turned_height, tuple(in_order(parts)))
