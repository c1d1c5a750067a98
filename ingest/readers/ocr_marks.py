"""What recognition loses: the space after 第一条, full-width punctuation beside Chinese characters."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.readers.layout.shapes import Line

_HAN = "[\u3400-\u9fff]"
_WIDE = str.maketrans(",:;!?()", "，：；！？（）")
_NARROW = re.compile(rf"(?<={_HAN})[,:;!?()]|[,:;!?()](?={_HAN})|(?<=[）》”〕])[,:;]|(?<=[%％\d])[,;]$")
_BRACKETS = re.compile(r"(?:（([^（）()]*)\))|(?:\(([^（）()]*)）)")
_NUMERAL = "[零〇一二三四五六七八九十百千0-9]"
_ARTICLE = re.compile(
    rf"(第{_NUMERAL}{{1,8}}(?:[编章节条](?:之{_NUMERAL})?))"
    rf"(?=[\u4e00-\u9fff“《（])(?!规定|所|第|至|和|或|的|中|之|及|与|款|项|以[上下内外]|修[改订正])"
)
_YEAR = re.compile(r"[〔\[（(【](\d{4})[\]〕）)】](?=第?\d{1,5}号)")
_INDENT = 1.2
_FEW = 4  # characters: less may be a stamp or a page number


def punctuated(text: str) -> str:
    """Punctuation as wide as the characters beside it; the year of a document number in its brackets."""
    wide = _NARROW.sub(lambda mark: mark[0].translate(_WIDE), text)
    wide = _BRACKETS.sub(lambda found: f"（{found[1] if found[1] is not None else found[2]}）", wide)
    return _YEAR.sub(r"〔\1〕", wide)


def marked(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Articles and chapters that begin a paragraph are set off from their text again."""
    if not lines:
        return ()
    margin = min((line.left for line in lines if len(line.text) >= _FEW), default=0.0)
    right = max(line.right for line in lines)
    return tuple(
        replace(line, text=_ARTICLE.sub(r"\1　", line.text, count=1))
        if _ARTICLE.match(line.text) and _begins(line, margin, right)
        else line
        for line in lines
    )


def _begins(line: Line, margin: float, right: float) -> bool:
    """Indented, or a heading of its own: it doesn't go on with the line before."""
    return line.left > margin + _INDENT * line.size or line.right < margin + 0.6 * (right - margin)
