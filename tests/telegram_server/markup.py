"""Telegram's HTML, read as strictly as Telegram's own words ask: the text, and the entities in it."""

import html
import re
from dataclasses import dataclass
from typing import Any

_TAG = re.compile(
    r"""<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*)"""
    r"""(?P<attributes>(?:\s+[a-zA-Z-]+(?:=(?:"[^"<]*"|'[^'<]*'|[a-zA-Z0-9.-]+))?)*)\s*>"""
)
_ATTRIBUTE = re.compile(r"""([a-zA-Z-]+)(?:=("[^"]*"|'[^']*'|[a-zA-Z0-9.-]+))?""")
_REFERENCE = re.compile(r"&(?:lt|gt|amp|quot|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
_TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
_ALLOWED = {"a": "href", "span": "class", "code": "class", "blockquote": "expandable", "tg-emoji": "emoji-id"}
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\u2028-\u202e]")
_BLANK = re.compile(r"[\s\u00ad\u180e\u200b-\u200f\u2060-\u206f\u2800\u3164\ufeff\ufff9-\ufffc]*")


class BadMarkup(ValueError):
    """What follows “Bad Request: can't parse entities: ” in Telegram's answer."""


@dataclass
class _Open:
    tag: str
    offset: int
    fields: dict[str, Any]


def units(text: str) -> int:
    """The length of a text as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cleaned(text: str) -> str:
    """The text without what Telegram takes away; nothing where it shows nothing."""
    text = _CONTROL.sub("", text).strip()
    return "" if _BLANK.fullmatch(text) else text


def parse(markup: str) -> tuple[str, list[dict[str, Any]]]:
    """The plain text and its entities, offsets in UTF-16 units. Raises BadMarkup."""
    text, entities, opened, at = "", [], list[_Open](), 0
    while at < len(markup):
        character = markup[at]
        if character == "<":
            tag = _TAG.match(markup, at)
            if not tag:
                raise BadMarkup(f'Unsupported start tag "" at byte offset {_byte(markup, at)}')
            if tag["end"]:
                entities.append(_closed(opened, tag, text, _byte(markup, at)))
            else:
                opened.append(_opened(opened, tag, text, _byte(markup, at)))
            at = tag.end()
        elif character == "&":
            reference = _REFERENCE.match(markup, at)
            if not reference:
                raise BadMarkup(f"Unescaped & at byte offset {_byte(markup, at)}")
            text += html.unescape(reference[0])
            at = reference.end()
        elif character == ">":
            raise BadMarkup(f"Unescaped > at byte offset {_byte(markup, at)}")
        else:
            end = re.compile(r"[<>&]").search(markup, at)
            text += markup[at : end.start() if end else None]
            at = end.start() if end else len(markup)
    if opened:
        raise BadMarkup(f'Can\'t find end tag corresponding to start tag "{opened[-1].tag}"')
    return text, sorted(
        (one for one in entities if one["length"]), key=lambda one: (one["offset"], -one["length"])
    )


def _opened(opened: list[_Open], tag: re.Match[str], text: str, at: int) -> _Open:
    name, inside = tag["name"].lower(), [one.tag for one in opened]
    if name not in _TYPES:
        raise BadMarkup(f'Unsupported start tag "{name}" at byte offset {at}')
    if "code" in inside or ("pre" in inside and name != "code"):
        raise BadMarkup(f'Entity "{name}" inside of code at byte offset {at}')
    if name == "blockquote" and name in inside:
        raise BadMarkup(f"Blockquote inside of a blockquote at byte offset {at}")
    fields: dict[str, Any] = {"type": _TYPES[name]}
    for found in _ATTRIBUTE.finditer(tag["attributes"]):
        attribute, value = found[1].lower(), html.unescape((found[2] or "").strip("\"'"))
        if _ALLOWED.get(name) != attribute:
            raise BadMarkup(f'Unsupported attribute "{attribute}" of tag "{name}" at byte offset {at}')
        fields.update(_meaning(name, value, inside, at))
    if name == "span" and tag["attributes"].strip() == "":
        raise BadMarkup(f'Tag "span" must have class "tg-spoiler" at byte offset {at}')
    if name == "a" and not fields.get("url"):
        raise BadMarkup(f'Tag "a" without an address at byte offset {at}')
    return _Open(name, units(text), fields)


def _meaning(name: str, value: str, inside: list[str], at: int) -> dict[str, Any]:
    if name == "a":
        return {"url": value}
    if name == "blockquote":
        return {"type": "expandable_blockquote"}
    if name == "tg-emoji":
        return {"custom_emoji_id": value}
    if name == "span" and value != "tg-spoiler":
        raise BadMarkup(f'Tag "span" must have class "tg-spoiler" at byte offset {at}')
    if name == "code" and (inside[-1:] != ["pre"] or not value.startswith("language-")):
        raise BadMarkup(f'Tag "code" with a class outside of "pre" at byte offset {at}')
    return {}


def _closed(opened: list[_Open], tag: re.Match[str], text: str, at: int) -> dict[str, Any]:
    name = tag["name"].lower()
    if not opened:
        raise BadMarkup(f"Unexpected end tag at byte offset {at}")
    if tag["attributes"].strip():
        raise BadMarkup(f"End tag with attributes at byte offset {at}")
    start = opened.pop()
    if start.tag != name:
        raise BadMarkup(
            f'Unmatched end tag at byte offset {at}, expected "</{start.tag}>", found "</{name}>"'
        )
    return {**start.fields, "offset": start.offset, "length": units(text) - start.offset}


def _byte(markup: str, at: int) -> int:
    return len(markup[:at].encode("utf-8", "surrogatepass"))
