"""Files → readings: which reader reads a file, and nothing but UnreadableFile when none can."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TypeVar

from ingest import texts
from ingest.pages import Block, Reading
from ingest.readers.decoding import INVISIBLE
from ingest.readers.formats import BY_SUFFIX, Format, sniff
from ingest.readers.libreoffice import NEEDS_LIBREOFFICE, converted
from ingest.readers.sheet import Cell, FormulaWithoutValue, MergedNumber, Sheet
from knowledge.errors import UnreadableFile

__all__ = [
    "LIBREOFFICE_SUFFIXES",
    "MAX_BYTES",
    "SUPPORTED",
    "Cell",
    "FormulaWithoutValue",
    "MergedNumber",
    "Sheet",
    "is_sheet",
    "read",
    "sheets",
]

T = TypeVar("T")

MAX_BYTES = 100 * 1024 * 1024
SUPPORTED = frozenset(BY_SUFFIX)
LIBREOFFICE_SUFFIXES = frozenset(suffix for suffix, form in BY_SUFFIX.items() if form in NEEDS_LIBREOFFICE)

_SHEETS = (Format.XLSX, Format.XLS, Format.CSV, Format.ODS)


def read(name: str, data: bytes) -> Reading:
    """The file's blocks in reading order; `name` only helps where the content leaves it open."""
    return _guarded(_read, name, data)


def sheets(name: str, data: bytes) -> tuple[Sheet, ...]:
    """The sheets of a workbook or a CSV file."""
    return _guarded(_sheets, name, data)


def is_sheet(name: str, data: bytes) -> bool:
    """Whether `sheets` is the way to read this file."""
    try:
        return sniff(name, data) in _SHEETS
    except UnreadableFile:
        return False


def _guarded(reader: Callable[[str, bytes], T], name: str, data: bytes) -> T:
    """Libraries fail on broken files in ways of their own; a person only needs to know that it is broken."""
    if len(data) > MAX_BYTES:
        raise UnreadableFile(texts.TOO_LARGE)
    try:
        return reader(name, data)
    except UnreadableFile:
        raise
    except Exception as fault:
        raise UnreadableFile(texts.DAMAGED) from fault


def _read(name: str, data: bytes) -> Reading:
    form, data = _readable(name, data)
    reading = _reader(form, name)(data)
    blocks = tuple(block for block in map(_one_line, reading.blocks) if block.text)
    return Reading(blocks, INVISIBLE.sub("", reading.title or "").strip() or None, reading.poor)


def _reader(form: Format, name: str) -> Callable[[bytes], Reading]:
    """What reads a format; imported when the first such file comes, because all of them take a second."""
    match form:
        case Format.MARKDOWN:
            from ingest.readers.markdown import read_markdown as reader
        case Format.HTML:
            from ingest.readers.html import read_html as reader
        case Format.DOCX:
            from ingest.readers.docx import read_docx as reader
        case Format.PDF:
            from ingest.readers.pdf import read_pdf as reader
        case Format.XLSX:
            from ingest.readers.xlsx import read_workbook as reader
        case Format.XLS:
            from ingest.readers.xls import read_old_workbook as reader
        case Format.CSV:
            from ingest.readers.delimited import read_delimited

            return partial(read_delimited, name)
        case Format.PPTX:
            from ingest.readers.pptx import read_pptx as reader
        case Format.OFD:
            from ingest.readers.ofd import read_ofd as reader
        case Format.PICTURE:
            from ingest.readers.pictures import read_picture as reader
        case Format.MAIL:
            from ingest.readers.mail import read_mail as reader
        case Format.ZIP:
            raise UnreadableFile(texts.ARCHIVE)
        case _:
            from ingest.readers.text import read_text as reader
    return reader


def _readable(name: str, data: bytes) -> tuple[Format, bytes]:
    """The file in a format that a reader reads."""
    form = sniff(name, data)
    if form not in NEEDS_LIBREOFFICE:
        return form, data
    return NEEDS_LIBREOFFICE[form].into, converted(form, data)


def _one_line(block: Block) -> Block:
    """A block as promised: visible characters, no line breaks."""
    text = " ".join(filter(None, map(str.strip, INVISIBLE.sub("", block.text).splitlines())))
    return block if text == block.text else replace(block, text=text)


def _sheets(name: str, data: bytes) -> tuple[Sheet, ...]:
    if sniff(name, data) not in _SHEETS:
        raise UnreadableFile(texts.NOT_SHEET)
    form, data = _readable(name, data)
    match form:
        case Format.XLSX:
            from ingest.readers.xlsx import read_sheets

            return read_sheets(data)
        case Format.XLS:
            from ingest.readers.xls import read_old_sheets

            return read_old_sheets(data)
        case _:
            from ingest.readers.delimited import read_rows

            return (read_rows(name, data),)
