"""Lines → paragraphs: what text, Markdown and PDF share about lines broken inside a paragraph."""

import re
from collections.abc import Sequence
from itertools import pairwise

_NUMERAL = "[零〇一二三四五六七八九十百千两0-9０-９]"
STARTS_ITEM = re.compile(
    rf"[\s　]*(?:第{_NUMERAL}{{1,8}}[编章节条款]|[一二三四五六七八九十]{{1,4}}[、.．]"
    rf"|[（(](?:[一二三四五六七八九十]{{1,4}}|\d{{1,3}})[)）]|\d{{1,3}}[、.．](?!\d)|[①-⑳●•■◆○▲★※]|附\s*[件录表]"
    r"|[-*+]\s)"
)
STARTS_ARTICLE = re.compile(rf"第{_NUMERAL}{{1,8}}[编章节条](?:之{_NUMERAL})?(?:[\s　]|$)")
_ENDS_SENTENCE = re.compile(r"[。！？；：!?;:…][”’」』）)】]*$")
_LATIN_END = re.compile(r"[0-9A-Za-z,.;:!?)%]")
_LATIN_START = re.compile(r"[0-9A-Za-z(]")


def ends_sentence(line: str) -> bool:
    return _ENDS_SENTENCE.search(line[-6:]) is not None


def joined(lines: Sequence[str]) -> str:
    """The lines of one paragraph; only between Latin words does a line break mean a space."""
    parts = list(lines[:1])
    for before, after in pairwise(lines):
        if _LATIN_END.match(before[-1:]) and _LATIN_START.match(after):
            parts.append(" ")
        parts.append(after)
    return "".join(parts)


def columns(line: str) -> int:
    """The width of a line on a screen, where a Chinese character takes two columns."""
    return (len(line) + len(line.encode("utf-8", "ignore"))) // 2 if not line.isascii() else len(line)
