"""Which articles of a document a new version changed. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

_ARTICLE = re.compile(r"^第[一二三四五六七八九十百千零〇\d]+条(?:之[一二三四五六七八九十]+)?")


class Part(Protocol):
    """What passages and pieces have in common."""

    @property
    def text(self) -> str: ...
    @property
    def heading(self) -> str: ...
    @property
    def article(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Changes:
    """Articles by name (headings where there are none), in the order of the text."""

    changed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @property
    def all(self) -> list[str]:
        return [*self.changed, *self.added, *self.removed]


NONE = Changes()


def compared(before: Iterable[Part], after: Iterable[Part]) -> Changes:
    """What differs; a text without articles and headings has none to name."""
    old, new = _by_name(before), _by_name(after)
    return Changes(
        tuple(name for name in new if name in old and old[name] != new[name]),
        tuple(name for name in new if name not in old),
        tuple(name for name in old if name not in new),
    )


def _by_name(parts: Iterable[Part]) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for part in parts:
        if name := _name(part):
            found.setdefault(name, []).append(part.text.strip())
    return {name: "\n".join(texts) for name, texts in found.items()}


def _name(part: Part) -> str:
    if part.article:
        article = _ARTICLE.match(part.article)
        return article[0] if article else part.article
    return part.heading.splitlines()[-1] if part.heading else ""
