"""Web pages: trafilatura says which text is the article, the page's own tree says what shape it has."""

import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import trafilatura
from lxml import etree  # type: ignore[import-untyped]
from lxml import html as lxml_html

from ingest import texts
from ingest.pages import Block, Kind, Reading
from ingest.readers.decoding import decode
from ingest.readers.page_tree import (
    depth,
    drop_chrome,
    headings_shown,
    meta,
    placed_blocks,
    settle,
    take_stated_lines,
)
from knowledge.errors import UnreadableFile

MAX_PAGE = 20 * 1024 * 1024
_MAX_ARTICLE = 1_000_000  # characters; above, finding the article takes longer than it is worth
_SHORTEST_MARK = 10
_DEEPEST = 2_000
_MOST_OF_IT = 0.9

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # a page without an article is no fault

_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE
)
_PICTURE_INSIDE = re.compile(rb"data:[\w./+-]{1,60};base64,[A-Za-z0-9+/=\s]+")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_SPACE = re.compile(r"\s+")
_META = (("PubDate", "发布时间"), ("ContentSource", "来源"))
_TITLE_TAIL = re.compile(r"\s*(?:[_|｜]|\s[-–—]\s|--+|——).*$")

Placed = tuple[Block, Any]
"""A block and the element that it stands in."""


def read_html(data: bytes) -> Reading:
    """The article of a page; a page without one gives all its text."""
    if len(data) > MAX_PAGE:
        data = _PICTURE_INSIDE.sub(b"", data)
    if len(data) > MAX_PAGE:
        raise UnreadableFile(texts.TOO_LARGE_PAGE)
    declared = _CHARSET.search(data[:4096])
    markup = _DECLARATION.sub("", decode(data, declared[1].decode("ascii") if declared else None))
    tree = _tree(markup)
    if tree is None:
        return Reading(())
    if settle(tree):
        markup = lxml_html.tostring(tree, encoding="unicode")
    named = _SPACE.sub(" ", tree.findtext(".//title") or "").strip()
    article_title, og_title = meta(tree, "ArticleTitle"), meta(tree, "og:title")
    stated = tuple(_stated(tree))
    drop_chrome(tree)
    shown = article_title or _shown(tree, named)
    body = _article(list(placed_blocks(tree)), _article_marks(markup))
    title = shown or og_title or _TITLE_TAIL.sub("", named) or named or None
    return Reading(_opened(shown, stated, body), title)


def fragment_blocks(markup: str) -> Iterable[Block]:
    """The blocks of markup that stands inside another document."""
    tree = _tree(markup)
    if tree is None:
        return ()
    settle(tree)
    return (block for block, _ in placed_blocks(tree))


def _tree(markup: str) -> Any:
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        tree = lxml_html.document_fromstring(markup.encode("utf-8", "ignore"), parser=parser)
    except etree.LxmlError:
        return None
    if depth(tree) > _DEEPEST:
        raise UnreadableFile(texts.DAMAGED)
    return tree


def _shown(tree: Any, named: str) -> str | None:
    """The heading that the page's name agrees with, else its first."""
    headings = headings_shown(tree)
    agreeing = [text for text in headings if text in named]
    return min(agreeing, key=named.index) if agreeing else next(iter(headings), None)


def _stated(tree: Any) -> Iterator[str]:
    """Date, source and number: from the lines that show them or, failing these, from the page's head."""
    lines = take_stated_lines(tree)
    yield from lines
    for name, label in _META:
        if (value := meta(tree, name)) and not any(label in line for line in lines):
            yield f"{label}：{value}"


def _article_marks(markup: str) -> str:
    """The article's text without spaces, as trafilatura finds it; empty where it finds none."""
    if len(markup) > _MAX_ARTICLE:
        return ""
    try:
        found = trafilatura.bare_extraction(
            markup, include_comments=False, include_tables=True, favor_recall=True, with_metadata=False
        )
    except Exception:  # it raises whatever the page makes it raise; the page's own text is still there
        return ""
    return _dense("".join(found.body.itertext())) if found is not None else ""


def _article(placed: list[Placed], marks: str) -> tuple[Block, ...]:
    """The blocks of the smallest element that has nearly all the article, and the headings above them."""
    weights: Counter[Any] = Counter()
    at = 0
    for block, node in placed:
        found = _found(block, marks, at)
        if found >= 0:
            at = found
            weights.update(dict.fromkeys(node.iterancestors(), len(block.text)))
    least = _MOST_OF_IT * max(weights.values(), default=0)
    holders = [node for node, weight in weights.items() if weight >= least]
    if not holders:
        return tuple(block for block, _ in placed)
    article = max(holders, key=_depth)
    inside = [at for at, (_, node) in enumerate(placed) if article in (node, *node.iterancestors())]
    first = inside[0]
    while first and placed[first - 1][0].kind is Kind.HEADING:
        first -= 1
    return tuple(block for block, _ in placed[first : inside[-1] + 1])


def _depth(node: Any) -> int:
    return sum(1 for _ in node.iterancestors())


def _found(block: Block, marks: str, at: int) -> int:
    """Where a block's text stands in the article, from `at` on; -1 where it doesn't, or says too little."""
    text = block.text
    if block.kind is Kind.ROW:
        text = max((cell.rpartition(texts.COLON)[2] for cell in text.split(texts.SEMICOLON)), key=len)
    elif len(text) < _SHORTEST_MARK:
        return -1
    return marks.find(_dense(text), at)


def _dense(text: str) -> str:
    return _SPACE.sub("", text)


def _opened(title: str | None, stated: tuple[str, ...], body: tuple[Block, ...]) -> tuple[Block, ...]:
    """The title, what the page states of itself, and the article without the title said twice."""
    lines = tuple(map(Block, stated))
    at = next(
        (at for at, block in enumerate(body[:8]) if title and _dense(block.text) == _dense(title)), None
    )
    if at is not None:
        return (*body[: at + 1], *lines, *body[at + 1 :])
    return (*((Block(title, Kind.HEADING, level=1),) if title else ()), *lines, *body)
