"""A web page's element tree: what is chrome, what a line is, and the blocks that a reader sees."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from ingest.pages import Block, Kind
from ingest.readers.inline import lowered, raised
from ingest.readers.tables import Row, is_amount, row_blocks, unrepeated

_SPACE = re.compile(r"\s+")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_UNSEEN = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "button",
        "select",
        "option",
        "iframe",
        "object",
        "svg",
        "canvas",
        "audio",
        "video",
        "textarea",
        "input",
    ]
)
_ASIDE = frozenset(("nav", "footer", "aside", "form", "menu"))
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "tt",
        "u",
        "var",
        "wbr",
        "o:p",
        "ucaptitle",
        "ucapcontent",
    ]
)
_CHROME = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|crumbs?|footer|foot|copyright|share|bdsharebuttonbox|"
    r"bshare|jiathis|social|sidebar|toolbar|pager|pagination|prevnext|related|recommend|advert|ads|banner|search|"
    r"qrcode|ewm|comments?)(?:$|[\s_-])",
    re.IGNORECASE,
)
_STATED = re.compile(
    r"\s*[\[【（(]?\s*(?:发布(?:时间|日期|机构)|发文(?:日期|机关|字号|机构)|成文日期|印发日期|生成日期|施行日期|"
    r"生效日期|来\s*源|信息来源|文\s*号|索\s*引\s*号|有\s*效\s*性|公开方式|公开属性|作\s*者)\s*[:：]"
)
_DELETED = "//del | //s | //strike | //*[contains(@style, 'line-through')]"
_LONGEST_SHIFTED = 20
_STATED_IN = ("div", "p", "tr", "li", "dd", "td", "span", "em", "time")
_LABEL_GAP = re.compile(r"([:：])\s+")
_MOST_STATED = 6
_LONGEST_CELL = 600


def depth(tree: Any) -> int:
    """How deep the page nests."""
    deepest = now = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        now += 1 if event == "start" else -1
        deepest = max(deepest, now)
    return deepest


def meta(tree: Any, name: str) -> str | None:
    for node in tree.iter("meta"):
        if name.lower() in (node.get("name", "").lower(), node.get("property", "").lower()):
            return _SPACE.sub(" ", node.get("content", "")).strip() or None
    return None


def headings_shown(tree: Any) -> list[str]:
    return [text for node in tree.iter("h1") if (text := _line(node))]


def take_stated_lines(tree: Any) -> list[str]:
    """The lines in which a page states its date, source or number, taken out of the page."""
    lines: list[str] = []
    taken: list[Any] = []
    for node in tree.iter(*_STATED_IN):
        start = next((text for text in node.itertext() if text.strip()), "")
        if len(lines) < _MOST_STATED and _STATED.match(start) and set(taken).isdisjoint(node.iterancestors()):
            line = _LABEL_GAP.sub(r"\1", " ".join(map(_line, node)) if node.tag == "tr" else _line(node))
            if len(line) <= 120 and not line.endswith((":", "：")):
                taken.append(node)
                lines.append(line)
    for node in taken:
        _drop(node)
    return list(dict.fromkeys(lines))


def drop_chrome(tree: Any) -> None:
    """Cut off what is not for reading, unless half of the page's text would go with it."""
    for node in list(tree.iter(*_UNSEEN)):
        _drop(node)
    whole = _length(tree)
    for node in [node for node in tree.iter() if _is_chrome(node)]:
        if _length(node) * 2 < whole:
            _drop(node)


def settle(tree: Any) -> bool:
    """Take deleted text out and write raised and lowered figures as such; whether there were any."""
    gone = [node for node in tree.xpath(_DELETED) if not _holds_page(node, tree)]
    for node in gone:
        _drop(node)
    shifted = [node for node in tree.iter("sup", "sub") if len(_line(node)) <= _LONGEST_SHIFTED]
    for node in shifted:
        text = "".join(node.itertext())
        for part in list(node):
            node.remove(part)
        node.text = raised(text) if node.tag == "sup" else lowered(text)
    return bool(gone or shifted)


def _holds_page(node: Any, tree: Any) -> bool:
    """Whether a tag that was never closed has most of the page in it."""
    return node.find(".//p") is not None and _length(node) * 2 > _length(tree)


def _drop(node: Any) -> None:
    if node.getparent() is not None:
        node.drop_tree()


def _length(node: Any) -> int:
    return sum(len(text.strip()) for text in node.itertext())


def _is_chrome(node: Any) -> bool:
    if not isinstance(node.tag, str) or node.tag in ("html", "body"):
        return False
    if node.tag in _ASIDE or node.get("hidden") is not None:
        return True
    named = f"{node.get('class', '')} {node.get('id', '')}"
    return len(named) > 1 and _CHROME.search(named) is not None


def _line(node: Any) -> str:
    return _SPACE.sub(" ", "".join(node.itertext())).strip()


def placed_blocks(tree: Any) -> Iterator[tuple[Block, Any]]:
    """The blocks below `tree`, cut where a browser would begin a new line, each with its element."""
    waiting: list[str] = []
    heading: str | None = None
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, node in walk:
        cuts = isinstance(node.tag, str) and node.tag not in _INLINE
        if cuts:
            yield from _flushed(waiting, node if event == "end" else node.getparent())
        if event == "end":
            waiting.append(node.tail or "" if node is not tree else "")
        elif node.tag in _HEADINGS and (text := _line(node)):
            heading = text
            yield Block(text, Kind.HEADING, level=_HEADINGS[node.tag]), node
            walk.skip_subtree()
        elif node.tag == "table" and _is_data(node):
            yield from ((block, node) for block in _table_blocks(node, heading))
            walk.skip_subtree()
        elif node.tag not in _UNSEEN:
            waiting.append(node.text or "")
        else:
            walk.skip_subtree()


def _flushed(waiting: list[str], node: Any) -> Iterator[tuple[Block, Any]]:
    text = _SPACE.sub(" ", "".join(waiting)).strip()
    waiting.clear()
    if text:
        yield Block(text), node


def _is_data(table: Any) -> bool:
    """Whether a table holds data, and isn't only there to place text on the page."""
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    if sum(len(row) > 1 for row in rows) < 2 or table.find(".//table") is not None:
        return False
    return all(len(_line(cell)) <= _LONGEST_CELL for row in rows for cell in row)


def _table_blocks(table: Any, heading: str | None) -> Iterator[Block]:
    rows, headers = _rows(table), _headers(table)
    yield from row_blocks(unrepeated(rows, headers), _caption(table) or heading, headers)


def _headers(table: Any) -> int:
    """How many rows at the top the page marks as the table's header."""
    marked = [row.getparent().tag == "thead" or _is_header(row) for row in table.iter("tr")]
    return marked.index(False) if False in marked else 0


def _is_header(row: Any) -> bool:
    cells = [cell.tag for cell in row if cell.tag in ("td", "th")]
    return "th" in cells and "td" not in cells


def _caption(table: Any) -> str | None:
    caption = table.find("caption")
    return None if caption is None else _line(caption) or None


def _rows(table: Any) -> list[Row]:
    """The grid: a cell merged across is followed by None, words merged downwards stand in every row."""
    rows: list[Row] = []
    hanging: dict[int, tuple[int, str | None]] = {}
    for row in table.iter("tr"):
        cells: list[str | None] = []
        for cell in (cell for cell in row if cell.tag in ("td", "th")):
            _take_hanging(cells, hanging)
            texts = [_cell_text(cell), *[None] * (_span(cell, "colspan") - 1)]
            if (down := _span(cell, "rowspan")) > 1:
                below = ["" if text and is_amount(text) else text for text in texts]
                hanging.update({len(cells) + at: (down - 1, text) for at, text in enumerate(below)})
            cells += texts
        _take_hanging(cells, hanging)
        rows.append(cells)
    return rows


def _cell_text(cell: Any) -> str:
    if len(cell) == 0:
        return _SPACE.sub(" ", cell.text or "").strip()
    return " ".join(block.text for block, _ in placed_blocks(cell))


def _take_hanging(cells: list[str | None], hanging: dict[int, tuple[int, str | None]]) -> None:
    """Cells that hang down from the rows above into the next columns."""
    while (hung := hanging.pop(len(cells), None)) is not None:
        left, text = hung
        if left > 1:
            hanging[len(cells)] = (left - 1, text)
        cells.append(text)


def _span(cell: Any, name: str) -> int:
    value = cell.get(name, "1").strip()
    return max(1, min(int(value), 200)) if value.isdecimal() else 1
