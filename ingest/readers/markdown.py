"""Markdown: headings, paragraphs, lists and tables; a regulation's articles stay apart."""

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ingest.pages import Block, Kind, Reading
from ingest.readers.decoding import decode
from ingest.readers.html import fragment_blocks
from ingest.readers.lines import STARTS_ITEM, ends_sentence, joined
from ingest.readers.markup import unmarked
from ingest.readers.tables import row_blocks

# Indented text, an underline of dashes and [1]: are no markup in the documents that people have.
_PARSER = MarkdownIt("commonmark").enable("table").disable(["code", "lheading", "reference", "inline"])
_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)


def read_markdown(data: bytes) -> Reading:
    tokens = _PARSER.parse(decode(data))
    return Reading(tuple(_blocks(tokens)))


def _blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    heading: str | None = None
    label, at = "", 0
    while at < len(tokens):
        token = tokens[at]
        if token.type == "heading_open":
            heading = unmarked(tokens[at + 1].content)
            yield Block(heading, Kind.HEADING, level=int(token.tag[1:]))
            at += 1
        elif token.type == "list_item_open":
            label = f"{token.info}{token.markup} " if token.info else ""
        elif token.type == "table_open":
            end = next(i for i in range(at, len(tokens)) if tokens[i].type == "table_close")
            yield from row_blocks(list(_rows(tokens[at:end])), heading)
            at = end
        elif token.type == "inline":
            yield from (Block(text) for text in _paragraphs(label + token.content))
            label = ""
        elif token.type in ("html_block", "fence"):
            yield from _raw_blocks(token)
        at += 1


def _paragraphs(content: str) -> Iterator[str]:
    """A paragraph's lines: one after a finished sentence, or an item, begins a new one."""
    paragraph: list[str] = []
    for line in filter(None, map(str.strip, unmarked(content).splitlines())):
        if paragraph and (ends_sentence(paragraph[-1]) or STARTS_ITEM.match(line)):
            yield joined(paragraph)
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield joined(paragraph)


def _rows(tokens: Sequence[Token]) -> Iterator[list[str]]:
    row: list[str] = []
    for token in tokens:
        if token.type == "inline":
            row.append(unmarked(token.content).strip())
        elif token.type == "tr_close":
            yield row
            row = []


def _raw_blocks(token: Token) -> Iterator[Block]:
    if token.type == "fence":
        yield from (Block(line) for line in token.content.splitlines() if line.strip())
    elif markup := _COMMENT.sub("", token.content).strip():
        yield from fragment_blocks(markup)
