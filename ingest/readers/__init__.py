"""Files → readings: which reader reads a file, and nothing but UnreadableFile when none can."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from ingest import texts
from ingest.pages import Block, Reading
from ingest.readers.decoding import INVISIBLE
from ingest.readers.delimited import read_delimited, read_rows
from ingest.readers.docx import read_docx
from ingest.readers.formats import BY_SUFFIX, Format, sniff
from ingest.readers.html import read_html
from ingest.readers.markdown import read_markdown
from ingest.readers.pdf import read_pdf
from ingest.readers.sheet import Cell, FormulaWithoutValue, MergedNumber, Sheet
from ingest.readers.text import read_text
from ingest.readers.xlsx import read_sheets, read_workbook
from knowledge.errors import UnreadableFile

__all__ = [
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

_READERS: dict[Format, Callable[[bytes], Reading]] = {
    Format.TEXT: read_text,
    Format.MARKDOWN: read_markdown,
    Format.HTML: read_html,
    Format.DOCX: read_docx,
    Format.PDF: read_pdf,
    Format.XLSX: read_workbook,
}


def read(name: str, data: bytes) -> Reading:
    """The file's blocks in reading order; `name` only helps where the content leaves it open."""
    return _guarded(_read, name, data)


def sheets(name: str, data: bytes) -> tuple[Sheet, ...]:
    """The sheets of a workbook or a CSV file."""
    return _guarded(_sheets, name, data)


def is_sheet(name: str, data: bytes) -> bool:
    """Whether `sheets` is the way to read this file."""
    try:
        return sniff(name, data) in (Format.XLSX, Format.CSV)
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
    form = sniff(name, data)
    reading = read_delimited(name, data) if form is Format.CSV else _READERS[form](data)
    blocks = tuple(block for block in map(_one_line, reading.blocks) if block.text)
    return Reading(blocks, INVISIBLE.sub("", reading.title or "").strip() or None, reading.poor)


def _one_line(block: Block) -> Block:
    """A block as promised: visible characters, no line breaks."""
    text = " ".join(filter(None, map(str.strip, INVISIBLE.sub("", block.text).splitlines())))
    return block if text == block.text else replace(block, text=text)


def _sheets(name: str, data: bytes) -> tuple[Sheet, ...]:
    form = sniff(name, data)
    if form is Format.XLSX:
        return read_sheets(data)
    if form is Format.CSV:
        return (read_rows(name, data),)
    raise UnreadableFile(texts.NOT_SHEET)
