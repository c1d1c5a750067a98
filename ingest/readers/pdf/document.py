"""PDF → reading, page by page."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2

from ingest import texts
from ingest.pages import Reading
from ingest.readers.layout.cells import open_tables, table_of
from ingest.readers.layout.columns import in_order
from ingest.readers.layout.flow import blocks
from ingest.readers.layout.grids import grids
from ingest.readers.layout.margins import without_margins
from ingest.readers.layout.shapes import Page, Part
from ingest.readers.ocr import Picture
from ingest.readers.pdf.glyphs import Glyphs, Upright, glyphs, upright
from ingest.readers.pdf.pieces import OUTSIDE, pieces
from ingest.readers.pdf.rendering import bursts, is_garbled, is_scan, picture
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
    scans = too_large = 0
    for number, page in enumerate(_pages(data), 1):
        if page is None:
            too_large += 1
            poor.append(number)
        elif isinstance(page, Page):
            pages.append(page)
        else:
            scans += 1
            read, is_poor = scanned_page(page, number)
            pages.append(read)
            poor += [number] if is_poor else []
        page_done(number)
    found = tuple(blocks(without_margins(pages)))
    if not found:
        raise UnreadableFile(_nothing(scans, too_large))
    return Reading(found, poor=tuple(poor))


def _nothing(scans: int, too_large: int) -> str:
    """Why a PDF has no text."""
    if too_large:
        return texts.PICTURE_TOO_LARGE
    return texts.NOTHING_RECOGNISED if scans else texts.SCAN


def _pages(data: bytes) -> Iterator[Page | Picture | None]:
    """Each page as read, or what it looks like where it has no text; None where that is too large to see.

    PDFium is free in between.
    """
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


def _page(document: pypdfium2.PdfDocument, number: int) -> Page | Picture | None:
    page = document[number]
    try:
        text = page.get_textpage()
        try:
            turned = upright(page, text)
            found = glyphs(text, turned)
            if is_garbled(found) or is_scan(page, found):
                if bursts(page):
                    return None
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
    strokes = rules(page, turned) if len(found.at) else []
    ruled = grids(strokes)
    *inside, outside = pieces(text, found, ruled)
    tables = [table_of(grid, cells) for grid, cells in zip(ruled, inside, strict=True)]
    if not all(tables):  # frames and drawings don't cut their text
        ruled = [grid for grid, table in zip(ruled, tables, strict=True) if table]
        *_, outside = pieces(text, found, ruled)
    open_ones, rest = open_tables(strokes, outside.get(OUTSIDE, []))
    parts: list[Part] = [*rest, *filter(None, tables), *open_ones]
    return Page(number, turned.turned_height, tuple(in_order(parts)))
