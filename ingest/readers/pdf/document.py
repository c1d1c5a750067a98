"""PDF → reading, page by page."""

import threading
from collections.abc import Iterator

import pypdfium2

from ingest import texts
from ingest.pages import Reading
from ingest.readers.layout.cells import table_of
from ingest.readers.layout.columns import in_order
from ingest.readers.layout.flow import blocks
from ingest.readers.layout.grids import grids
from ingest.readers.layout.margins import without_margins
from ingest.readers.layout.shapes import Page, Part
from ingest.readers.pdf.glyphs import glyphs, upright
from ingest.readers.pdf.pieces import OUTSIDE, pieces
from ingest.readers.pdf.strokes import rules
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
    with PDFIUM:
        pages = list(_pages(data))
    found = tuple(blocks(without_margins(pages)))
    if not found:
        raise UnreadableFile(texts.SCAN)
    return Reading(found)


def _pages(data: bytes) -> Iterator[Page]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as fault:
        locked = fault.err_code == _PASSWORD_WRONG
        raise UnreadableFile(texts.LOCKED if locked else texts.DAMAGED) from fault
    try:
        if len(document) == 0:
            raise UnreadableFile(texts.DAMAGED)
        for number in range(len(document)):
            yield _page(document, number)
    except pypdfium2.PdfiumError as fault:
        raise UnreadableFile(texts.DAMAGED) from fault
    finally:
        document.close()


def _page(document: pypdfium2.PdfDocument, number: int) -> Page:
    page = document[number]
    try:
        text = page.get_textpage()
        try:
            return _read_page(page, text, number + 1)
        finally:
            text.close()
    finally:
        page.close()


def _read_page(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage, number: int) -> Page:
    turned = upright(page, text)
    found = glyphs(text, turned)
    ruled = grids(rules(page, turned)) if len(found.at) else []
    *inside, outside = pieces(text, found, ruled)
    parts: list[Part] = list(outside.get(OUTSIDE, ()))
    for grid, cells in zip(ruled, inside, strict=True):
        table = table_of(grid, cells)
        parts += [table] if table else [piece for cell in cells.values() for piece in cell]
    return Page(number, turned.turned_height, tuple(in_order(parts)))
