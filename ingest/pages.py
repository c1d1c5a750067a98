"""What a reader makes of a file: blocks of text in reading order, with their structure."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a block is in its document."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading or table row.

    `text` is one logical line (no line breaks). A row's text joins its cells as `列名：值；列名：值`,
    leaving empty cells out. `page` counts from 1 and is None where the format has no pages.
    `level` is a heading's depth from 1. `table` is the caption or sheet name that a row stands under.
    """

    text: str
    kind: Kind = Kind.PARAGRAPH
    level: int = 0
    page: int | None = None
    table: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as read. `title` is what the format itself names as title (html, docx), else None.

    `poor` are the pages (from 1) that were recognised from a picture with little confidence.
    """

    blocks: tuple[Block, ...]
    title: str | None = None
    poor: tuple[int, ...] = ()
