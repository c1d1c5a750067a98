"""Which format a file really has: its content decides, its name is only a hint."""

import io
import re
import zipfile
from enum import Enum, auto
from pathlib import PurePath

from ingest import texts
from knowledge.errors import UnreadableFile


class Format(Enum):
    """A format that a reader exists for."""

    TEXT = auto()
    MARKDOWN = auto()
    HTML = auto()
    DOCX = auto()
    PDF = auto()
    XLSX = auto()
    CSV = auto()


BY_SUFFIX = {
    ".txt": Format.TEXT,
    ".md": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".docx": Format.DOCX,
    ".pdf": Format.PDF,
    ".xlsx": Format.XLSX,
    ".csv": Format.CSV,
}

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = (b"PK\x03\x04", b"PK\x05\x06")

_FOREIGN = (
    (b"{\\rtf", texts.RICH_TEXT),
    (b"\x89PNG\r\n", texts.PICTURE),
    (b"\xff\xd8\xff", texts.PICTURE),
    (b"GIF8", texts.PICTURE),
    (b"II*\x00", texts.PICTURE),
    (b"MM\x00*", texts.PICTURE),
    (b"Rar!\x1a\x07", texts.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", texts.ARCHIVE),
    (b"\x1f\x8b\x08", texts.ARCHIVE),
)

_OLE2_STREAMS = (
    ("EncryptedPackage", texts.LOCKED),
    ("WordDocument", texts.OLD_WORD),
    ("Workbook", texts.OLD_EXCEL),
    ("PowerPoint Document", texts.OLD_SLIDES),
)

_OLE2_SUFFIXES = {
    ".docx": texts.LOCKED,
    ".xlsx": texts.LOCKED,
    ".doc": texts.OLD_WORD,
    ".wps": texts.OLD_WORD,
    ".xls": texts.OLD_EXCEL,
    ".et": texts.OLD_EXCEL,
    ".ppt": texts.OLD_SLIDES,
}

_ZIP_PARTS = (
    ("xl/workbook.bin", texts.BINARY_EXCEL),
    ("ppt/", texts.SLIDES),
    ("OFD.xml", texts.OFD),
)

_HTML_START = re.compile(
    rb"(?:\s|<!--.*?-->|<\?xml[^>]*>)*<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE | re.DOTALL
)
_HTML_TAG = re.compile(rb"<(?:p|div|table|span|br|h[1-6]|meta|title|ul|ol|a)[\s>/]", re.IGNORECASE)
_HEAD = 4096


def suffix(name: str) -> str:
    return PurePath(name).suffix.lower()


def sniff(name: str, data: bytes) -> Format:
    """The format to read `data` as; UnreadableFile where it is one that no reader reads."""
    hint = suffix(name)
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xfe\xff"):
        raise UnreadableFile(texts.EMPTY_FILE)
    for magic, reason in _FOREIGN:
        if data.startswith(magic):
            raise UnreadableFile(reason)
    if data.startswith(OLE2):
        raise UnreadableFile(_ole2_reason(hint, data))
    if _is_pdf(hint, data):
        return Format.PDF
    if data.startswith(ZIP):
        return _zip_format(data)
    return _text_format(hint, data)


def _is_pdf(hint: str, data: bytes) -> bool:
    """A PDF may have some bytes before its header; only its name makes us look for it there."""
    return data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-") or (
        hint == ".pdf" and b"%PDF-" in data[:1024]
    )


def _ole2_reason(hint: str, data: bytes) -> str:
    for stream, reason in _OLE2_STREAMS:
        if stream.encode("utf-16-le") in data:
            return reason
    return _OLE2_SUFFIXES.get(hint, texts.OLD_OFFICE)


def _zip_format(data: bytes) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as fault:
        raise UnreadableFile(texts.DAMAGED) from fault
    for part, reason in _ZIP_PARTS:
        if any(name.startswith(part) for name in names):
            raise UnreadableFile(reason)
    if any(name.startswith("word/") for name in names):
        return Format.DOCX
    if any(name.startswith("xl/") for name in names):
        return Format.XLSX
    raise UnreadableFile(texts.OPEN_DOCUMENT if "mimetype" in names else texts.ARCHIVE)


def _text_format(hint: str, data: bytes) -> Format:
    """Among the formats that are text, markup shows itself; the others go by their name."""
    head = data[:_HEAD].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    if _HTML_START.match(head):
        return Format.HTML
    named = BY_SUFFIX.get(hint)
    if named in (Format.TEXT, Format.MARKDOWN, Format.CSV):
        return named
    if hint in (".xlsx", ".xls"):
        return Format.HTML if _HTML_TAG.search(head) else Format.CSV
    return Format.HTML if named is Format.HTML and _HTML_TAG.search(head) else Format.TEXT
