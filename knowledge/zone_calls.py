"""What people call the zones of the directory: 松岭经济开发区, 松岭经开区, 松岭, 经开区. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

KINDS = r"(?:经济技术开发区|经济开发区|经开区|高新技术产业开发区|高新区|产业开发区|产开区|工业园区?|工业集中区|科技园)"
ZONE = re.compile(rf"[^\W\d年月日的在和与是各哪]{{2,4}}?{KINDS}")
_ENDS = re.compile(rf"{KINDS}$")
_NO_ZONE = re.compile(r"[省市州县区镇乡]")  # behind a zone's proper name it names another thing: 松岭县
_WRITTEN = ("经开区", "高新区")

Calls = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Called:
    """Where a text names a zone, and how."""

    start: int
    end: int
    is_bare: bool  # 松岭 alone, without its kind


def calls(aliases: Mapping[str, frozenset[str]]) -> dict[str, tuple[str, ...]]:
    """Each way to call a zone, with the names of those that it may mean as they are written."""
    meant: dict[str, set[str]] = {}
    for names in set(aliases.values()):
        written = next((one for one in sorted(names, key=len) if one.endswith(_WRITTEN)), max(names, key=len))
        for name in names:
            kind = _ENDS.search(name)
            bare = {name[: kind.start()], kind[0]} if kind and kind.start() > 1 else set()
            for call in {name} | bare:
                meant.setdefault(call, set()).add(written)
    return {call: tuple(sorted(names)) for call, names in meant.items()}


def called(text: str, known: Calls) -> Called | None:
    """The first zone that a text names: one of the directory, else what ends as zones do."""
    found = [
        Called(one.start(), one.end(), not _ENDS.search(call))
        for call in known
        for one in re.finditer(re.escape(call), text)
        if not _ENDS.fullmatch(call) and (_ENDS.search(call) or not _NO_ZONE.match(text, one.end()))
    ]
    if found:
        return min(found, key=lambda one: (one.start, -one.end))
    other = ZONE.search(text)
    return Called(other.start(), other.end(), is_bare=False) if other else None
