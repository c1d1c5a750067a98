"""Readings without what web pages put around their text, and with even white space."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from ingest.chrome import is_boilerplate
from ingest.pages import Block, Kind, Reading

_WHITE = re.compile(r"[\s\u00a0\u3000]+")
_RUN = re.compile(r"[^\S ]|  ")


def clean(reading: Reading) -> Reading:
    """The same reading, normalised, without boilerplate; it may be empty."""
    title = _even(reading.title) if reading.title else None
    return replace(reading, blocks=tuple(_kept(reading)), title=title or None)


def _kept(reading: Reading) -> Iterator[Block]:
    for block in reading.blocks:
        text = _even(block.text)
        table = _even(block.table) if block.table else block.table
        if not text or (block.kind is not Kind.ROW and is_boilerplate(text)):
            continue
        yield block if (text, table) == (block.text, block.table) else replace(block, text=text, table=table)


def _even(text: str) -> str:
    """Composed characters, no indent, single spaces; full-width punctuation and digits stay."""
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return _WHITE.sub(" ", text).strip() if _RUN.search(text) else text.strip()
