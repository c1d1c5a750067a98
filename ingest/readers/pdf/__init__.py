"""PDF: text with its places, ruled tables, and pictures of pages where there is no text to read."""

from ingest.readers.pdf.document import PDFIUM, read_pdf

__all__ = ["PDFIUM", "read_pdf"]
