"""PDF: the text layer, page by page, with lines put together to paragraphs again."""

import threading
from collections.abc import Iterator

import pypdfium2
from pypdfium2 import raw as pdfium

from ingest import texts
from ingest.pages import Block, Reading
from ingest.readers.decoding import INVISIBLE
from ingest.readers.page_layout import Line, Page, paragraphs, without_margins
from knowledge.errors import UnreadableFile

PDFIUM = threading.Lock()
"""PDFium isn't thread safe: whoever calls it holds this lock."""

_PASSWORD_WRONG = 4
_TAIL = 4096


def read_pdf(data: bytes) -> Reading:
    """Paragraphs with their pages; UnreadableFile where no page has text."""
    if b"startxref" not in data[-_TAIL:] and b"%%EOF" not in data[-_TAIL:]:
        raise UnreadableFile(texts.DAMAGED)
    with PDFIUM:
        pages = list(_pages(data))
    blocks = tuple(Block(text, page=page) for text, page in paragraphs(without_margins(pages)))
    if not blocks:
        raise UnreadableFile(texts.SCAN)
    return Reading(blocks)


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
            return Page(number + 1, page.get_height(), tuple(_lines(text)))
        finally:
            text.close()
    finally:
        page.close()


def _lines(page: pypdfium2.PdfTextPage) -> Iterator[Line]:
    """The page's lines as PDFium orders them, each with its place."""
    at = 0
    for written in page.get_text_range().split("\r\n"):
        text = INVISIBLE.sub("", written.replace("\x02", "").replace("\ufffe", "")).strip()
        if text:
            start = at + len(written) - len(written.lstrip())
            left, bottom, _, top = _box(page, start)
            right = _box(page, at + len(written.rstrip()) - 1)[2]
            yield Line(text, left, right, bottom, top)
        at += len(written) + 2


def _box(page: pypdfium2.PdfTextPage, character: int) -> tuple[float, float, float, float]:
    """The box of a character as high as its font; zeroes where PDFium knows none."""
    box = pdfium.FS_RECTF()
    if not pdfium.FPDFText_GetLooseCharBox(page, character, box):
        return 0.0, 0.0, 0.0, 0.0
    return box.left, box.bottom, box.right, box.top
