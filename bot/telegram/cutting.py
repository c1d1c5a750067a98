"""How a text is measured and cut. Pure."""

import re
import unicodedata
from collections.abc import Iterator

LONGEST_TEXT = 4096  # UTF-16 units, as Telegram counts
_UNREADABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028-\u202e\ud800-\udfff]")
_BLANK = re.compile(r"[\s\u00ad\u115f\u1160\u180e\u200b-\u200f\u2060-\u206f\u2800\u3164\ufeff\ufff9-\ufffc]*")
_MARK = re.compile(r"\[(\d{1,6})\]")
_ENDS = (re.compile(r"\n\s*\n"), re.compile(r"[。！？；!?;\n][”’」』）)】]*"), re.compile(r"[，、：,\s]"))
"""Where a text is cut, the best first: after a paragraph, a sentence, a clause."""
_JOINER = "\u200d"


def units(text: str) -> int:
    """The length of a text as Telegram counts it: characters beyond the BMP count twice."""
    return len(text) + sum(character > "\uffff" for character in text)


def cleaned(text: str) -> str:
    """Without what Telegram drops or no UTF-8 holds."""
    return _UNREADABLE.sub("", text.replace("\r\n", "\n"))


def is_blank(text: str) -> bool:
    """Whether nothing of it would be seen."""
    return _BLANK.fullmatch(text) is not None


def marks(text: str) -> list[int]:
    """The numbers of the citations named in a text."""
    return [int(found[1]) for found in _MARK.finditer(text)]


def shortened(text: str, longest: int) -> str:
    """At most `longest` units, the end of a longer one cut off."""
    return text if units(text) <= longest else text[: _reach(text, 0, longest - 1)].rstrip() + "…"


def atoms(text: str, longest: int) -> Iterator[str]:
    """A text in parts of at most `longest` units, cut where it reads best; together they are the text."""
    start = 0
    while start < len(text):
        end = _reach(text, start, longest)
        if end < len(text):
            end = _best_end(text, start, end)
        yield text[start:end]
        start = end


def _best_end(text: str, start: int, reach: int) -> int:
    """The last good place to cut before `reach`, that leaves no stub."""
    least = start + (reach - start) // 3
    for ends in _ENDS:
        places = [found.end() for found in ends.finditer(text, least, reach)]
        whole = [place for place in places if _is_between(text, start, place)]
        if whole:
            return whole[-1]
    hard = next((place for place in range(reach, least, -1) if _is_between(text, start, place)), reach)
    return max(hard, start + 1)


def _is_between(text: str, start: int, place: int) -> bool:
    """Whether a cut at `place` tears neither a mark nor a character that is made of several."""
    if place >= len(text):
        return True
    around = _MARK.finditer(text, max(start, place - 7), place + 7)
    if any(mark.start() < place < mark.end() for mark in around):
        return False
    after, before = text[place], text[place - 1]
    is_joined = _JOINER in (after, before) or unicodedata.category(after) in ("Mn", "Me", "Mc")
    return not is_joined and not "\U0001f3fb" <= after <= "\U0001f3ff"


def _reach(text: str, start: int, longest: int) -> int:
    """How far from `start` so many units reach; at least one character."""
    end = min(len(text), start + longest)
    while units(text[start:end]) > longest:
        end -= max(1, (units(text[start:end]) - longest) // 2)
    return max(end, start + 1)
