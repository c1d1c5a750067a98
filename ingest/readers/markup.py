"""Markup within a line of Markdown, taken off so carefully that no figure ever changes.

A * between figures multiplies, a < compares, a ~ is a range: what isn't surely markup stays as written.
"""

import re

from ingest.readers.inline import lowered, raised

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ATTRIBUTE = r"""\s+[a-zA-Z][\w:-]{0,40}\s*=\s*(?:"[^"<>]{0,500}"|'[^'<>]{0,500}'|[^\s"'<>]{1,500})"""
_TAG = re.compile(
    r"</?(?:a|abbr|b|big|br|center|code|div|em|font|h[1-6]|hr|i|img|ins|kbd|mark|p|small|span|strong|sub|sup"
    rf"|table|tbody|td|th|thead|tr|u|ul|ol|li|o:p)(?:{_ATTRIBUTE}){{0,20}}\s*/?>",
    re.IGNORECASE,
)
_DELETED = re.compile(r"<(del|s|strike)>.{0,2000}?</\1>", re.IGNORECASE | re.DOTALL)
_RAISED = re.compile(r"<sup>([^<>]{1,20})</sup>", re.IGNORECASE)
_LOWERED = re.compile(r"<sub>([^<>]{1,20})</sub>", re.IGNORECASE)
_LINK = re.compile(
    r"!?\[([^\[\]\n]{0,500})\]\((?:(?:https?:|mailto:|ftp:|www\.|\.{0,2}/|#)[^\s()]{0,1000}"
    r"|[^\s()]{1,200}\.[a-zA-Z]\w{1,4})(?:\s+\"[^\"\n]{0,200}\")?\)"
)
_STRONG = re.compile(r"(?<![\\*_])(\*{2,3}|_{2,3})(?![*_\s])([^\n]{1,2000}?)(?<![\\*_\s])\1(?![*_])")
_WORD = re.compile(r"(?<!\S)\*([^\s*\d\\][^\s*]{0,200})\*(?!\S)")
_CODE = re.compile(r"(?<![\\`])`([^`\n]{1,500})`(?!`)")
_ESCAPED = re.compile(r"\\(?:([*_`<\[])|(?=\n))")


def unmarked(text: str) -> str:
    """The text without emphasis, links and tags; every other character stays as it was written."""
    if "<" in text:
        text = _DELETED.sub("", _COMMENT.sub("", text))
        text = _RAISED.sub(lambda found: raised(found[1]), text)
        text = _LOWERED.sub(lambda found: lowered(found[1]), text)
        text = _TAG.sub("", text)
    text = _LINK.sub(r"\1", text) if "](" in text else text
    text = _WORD.sub(r"\1", _STRONG.sub(_weakened, text))
    return _ESCAPED.sub(lambda found: found[1] or "", _CODE.sub(r"\1", text))


def _weakened(found: re.Match[str]) -> str:
    """What two marks emphasise; beside a figure or a Latin letter they may be an operator or a name."""
    before, after = found.string[: found.start()][-1:], found.string[found.end() : found.end() + 1]
    return found[0] if _may_calculate(before) or _may_calculate(after) else found[2]


def _may_calculate(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()
