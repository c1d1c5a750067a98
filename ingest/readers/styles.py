"""What a Word style says of its paragraphs: heading, title, numbering; its base style counts too."""

import re
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])$", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录)\s*\d*$|toc heading$", re.IGNORECASE)
_DEEPEST = 10  # base styles of base styles


@dataclass(frozen=True, slots=True)
class Style:
    """`level` is a heading's depth, 0 for text; `number` and `depth` name a place in a list."""

    level: int = 0
    title: bool = False
    contents: bool = False
    number: str | None = None
    depth: int = 0


def styles_of(root: Any) -> dict[str, Style]:
    elements = {style.get(qn("w:styleId"), ""): style for style in root.iterfind(qn("w:style"))}
    return {name: _style(name, elements) for name in elements}


def _style(name: str, elements: dict[str, Any]) -> Style:
    chain = list(_chain(name, elements))
    names = [_value(style, "w:name") or "" for style in chain]
    numbered = next((style for style in chain if style.find(_path("w:numPr", "w:numId")) is not None), None)
    title = names[0].lower() in ("title", "标题") if names else False
    return Style(
        level=1 if title else _level(chain, names),
        title=title,
        contents=any(_CONTENTS.match(name) for name in names[:1]),
        number=None if numbered is None else numbered.find(_path("w:numPr", "w:numId")).get(qn("w:val")),
        depth=_depth(numbered),
    )


def _chain(name: str, elements: dict[str, Any]) -> list[Any]:
    """A style and those it is based on, nearest first."""
    chain: list[Any] = []
    while name in elements and len(chain) < _DEEPEST:
        chain.append(elements[name])
        name = _value(elements[name], "w:basedOn") or ""
    return chain


def _level(chain: list[Any], names: list[str]) -> int:
    for style, name in zip(chain, names, strict=True):
        outline = style.find(_path("w:outlineLvl"))
        if outline is not None:
            depth = int(outline.get(qn("w:val"), 9))
            return depth + 1 if depth < 9 else 0
        if named := _HEADING.match(name):
            return int(named[1])
    return 0


def _depth(numbered: Any) -> int:
    depth = None if numbered is None else numbered.find(_path("w:numPr", "w:ilvl"))
    return 0 if depth is None else int(depth.get(qn("w:val"), 0))


def _path(*tags: str) -> str:
    return "/".join(qn(tag) for tag in ("w:pPr", *tags))


def _value(parent: Any, tag: str) -> str | None:
    child = parent.find(qn(tag))
    return None if child is None else child.get(qn("w:val"))
