"""Which format a file really has: its content decides, its name is only a hint."""

import io
import re
import zipfile
import zlib
from enum import Enum, auto
from pathlib import PurePath

from ingest import texts
from ingest.readers.ole2 import streams
from knowledge.errors import UnreadableFile


class Format(Enum):
    """A format that a reader exists for."""

    TEXT = auto()
    MARKDOWN = auto()
    HTML = auto()
    DOCX = auto()
    PDF = auto()
    XLSX = auto()
    XLS = auto()
    CSV = auto()
    PPTX = auto()
    OFD = auto()
    PICTURE = auto()
    MAIL = auto()
    ZIP = auto()
    DOC = auto()
    PPT = auto()
    RTF = auto()
    ODT = auto()
    ODS = auto()
    ODP = auto()


BY_SUFFIX = {
    ".txt": Format.TEXT,
    ".md": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".docx": Format.DOCX,
    ".docm": Format.DOCX,
    ".pdf": Format.PDF,
    ".xlsx": Format.XLSX,
    ".xlsm": Format.XLSX,
    ".xls": Format.XLS,
    ".et": Format.XLS,
    ".csv": Format.CSV,
    ".pptx": Format.PPTX,
    ".pptm": Format.PPTX,
    ".ppsx": Format.PPTX,
    ".ofd": Format.OFD,
    ".png": Format.PICTURE,
    ".jpg": Format.PICTURE,
    ".jpeg": Format.PICTURE,
    ".tif": Format.PICTURE,
    ".tiff": Format.PICTURE,
    ".bmp": Format.PICTURE,
    ".webp": Format.PICTURE,
    ".eml": Format.MAIL,
    ".mht": Format.MAIL,
    ".zip": Format.ZIP,
    ".doc": Format.DOC,
    ".wps": Format.DOC,
    ".ppt": Format.PPT,
    ".dps": Format.PPT,
    ".rtf": Format.RTF,
    ".odt": Format.ODT,
    ".ods": Format.ODS,
    ".odp": Format.ODP,
}

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = (b"PK\x03\x04", b"PK\x05\x06")

_STARTS = (
    (b"{\\rtf", Format.RTF),
    (b"\x89PNG\r\n", Format.PICTURE),
    (b"\xff\xd8\xff", Format.PICTURE),
    (b"II*\x00", Format.PICTURE),
    (b"MM\x00*", Format.PICTURE),
)
_FOREIGN = (
    (b"GIF8", texts.GIF),
    (b"Rar!\x1a\x07", texts.FOREIGN_ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", texts.FOREIGN_ARCHIVE),
    (b"\x1f\x8b\x08", texts.FOREIGN_ARCHIVE),
)
_OLE2_STREAMS = (
    ("WordDocument", Format.DOC),
    ("PowerPoint Document", Format.PPT),
    ("Workbook", Format.XLS),
    ("Book", Format.XLS),
)
_OPEN_DOCUMENTS = {"text": Format.ODT, "spreadsheet": Format.ODS, "presentation": Format.ODP}
_OPEN_DOCUMENT = re.compile(rb"application/vnd\.oasis\.opendocument\.(text|spreadsheet|presentation)")

_HTML_START = re.compile(
    rb"(?:\s|<!--.*?-->|<\?xml[^>]*>)*<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE | re.DOTALL
)
_HTML_TAG = re.compile(rb"<(?:p|div|table|span|br|h[1-6]|meta|title|ul|ol|a)[\s>/]", re.IGNORECASE)
_OFFICE_XML = re.compile(
    rb'progid="(?:Word\.Document|Excel\.Sheet)"|<w:wordDocument|<pkg:package|<(?:\w+:)?Workbook[^>]+office:spreadsheet'
)
_MAIL_HEADER = re.compile(rb"[!-9;-~]+:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n")
_MAIL_SURE = re.compile(
    rb"^(?:MIME-Version|Received|Message-ID|Return-Path|From|Date):", re.IGNORECASE | re.MULTILINE
)
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
    for magic, found in _STARTS:
        if data.startswith(magic):
            return found
    if data[4:8] == b"ftyp" and data[8:11] in (b"hei", b"mif"):
        raise UnreadableFile(texts.HEIC)
    if data.startswith(OLE2):
        return _ole2_format(hint, data)
    if _is_pdf(hint, data):
        return Format.PDF
    if data.startswith(ZIP):
        return _zip_format(data)
    return Format.PICTURE if _is_other_picture(hint, data) else _text_format(hint, data)


def _is_pdf(hint: str, data: bytes) -> bool:
    """A PDF may have some bytes before its header; only its name makes us look for it there."""
    return data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-") or (
        hint == ".pdf" and b"%PDF-" in data[:1024]
    )


def _is_other_picture(hint: str, data: bytes) -> bool:
    return (data[:4], data[8:12]) == (b"RIFF", b"WEBP") or (hint == ".bmp" and data.startswith(b"BM"))


def _ole2_format(hint: str, data: bytes) -> Format:
    names = streams(data)
    if not names.isdisjoint(("EncryptedPackage", "EncryptedSummary")):
        raise UnreadableFile(texts.LOCKED)
    if "__properties_version1.0" in names:
        raise UnreadableFile(texts.OUTLOOK)
    for stream, found in _OLE2_STREAMS:
        if stream in names:
            return found
    if hint in (".docx", ".xlsx", ".pptx"):
        raise UnreadableFile(texts.LOCKED)
    if BY_SUFFIX.get(hint) in (Format.DOC, Format.XLS, Format.PPT):
        return BY_SUFFIX[hint]
    raise UnreadableFile(texts.OLD_OFFICE)


def _zip_format(data: bytes) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            kind = _OPEN_DOCUMENT.match(_mimetype(archive)) if "mimetype" in names else None
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, EOFError) as fault:
        raise UnreadableFile(texts.DAMAGED) from fault
    if kind:
        return _OPEN_DOCUMENTS[kind[1].decode()]
    if "xl/workbook.bin" in names:
        raise UnreadableFile(texts.BINARY_EXCEL)
    if any(name.lstrip("/") == "OFD.xml" for name in names):
        return Format.OFD
    for folder, found in (("word/", Format.DOCX), ("xl/", Format.XLSX), ("ppt/", Format.PPTX)):
        if any(name.startswith(folder) and name.endswith(".xml") for name in names):
            return found
    if "mimetype" in names or "[Content_Types].xml" in names:
        raise UnreadableFile(texts.NOT_KNOWN_PACKAGE)
    return Format.ZIP


def _mimetype(archive: zipfile.ZipFile) -> bytes:
    with archive.open("mimetype") as part:
        return part.read(100)


def _text_format(hint: str, data: bytes) -> Format:
    """Among the formats that are text, markup shows itself; the others go by their name."""
    head = data[:_HEAD].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    if _OFFICE_XML.search(head):
        raise UnreadableFile(texts.OFFICE_XML)
    if _HTML_START.match(head):
        return Format.HTML
    if _is_mail(hint, head):
        return Format.MAIL
    named = BY_SUFFIX.get(hint)
    if named in (Format.TEXT, Format.MARKDOWN, Format.CSV):
        return named
    if named in (Format.XLSX, Format.XLS):
        return Format.HTML if _HTML_TAG.search(head) else Format.CSV
    return Format.HTML if named is Format.HTML and _HTML_TAG.search(head) else Format.TEXT


def _is_mail(hint: str, head: bytes) -> bool:
    """Whether a text begins with the lines that programs write above a mail; named so, one is enough."""
    at = 0
    while found := _MAIL_HEADER.match(head, at):
        at = found.end()
    sure = {found.lower() for found in _MAIL_SURE.findall(head[:at])}
    return len(sure) >= (1 if BY_SUFFIX.get(hint) is Format.MAIL else 3)
