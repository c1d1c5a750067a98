"""A fact, and the words that it was read from."""

import re
from dataclasses import dataclass
from typing import Generic, TypeVar

T_co = TypeVar("T_co", covariant=True)

_STOPS = re.compile(r"[。；;！!？?]")
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Said(Generic[T_co]):
    """A fact with its evidence: the sentence that says so, or the lines (one below the other)."""

    value: T_co
    words: str


def value_of(said: Said[T_co] | None) -> T_co | None:
    """The fact alone."""
    return said.value if said else None


def sentence(line: str, start: int, end: int, source: str | None = None) -> str:
    """The sentences of a line between two places in it; of `source`, where the line is that one without gaps."""
    source = line if source is None else source
    while start < end and _STOPS.match(line, start):
        start += 1
    while end > start and _STOPS.match(line, end - 1):
        end -= 1
    before, through = len(_STOPS.findall(line, 0, start)), len(_STOPS.findall(line, 0, end))
    stops = [match.end() for match in _STOPS.finditer(source)]
    first = stops[before - 1] if before else 0
    last = stops[through] if through < len(stops) else len(source)
    return source[first:last].strip()[:_LONGEST]
