"""Neighbouring passages of one document as one text, and back to the passages. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.documents import Found

REACH = 20  # passages that are read before and behind one


@dataclass(frozen=True, slots=True)
class Stretch:
    """Successive passages that tile a text; `offset` is where the passage in question starts in it.

    `is_to_the_end` where nothing of the document follows.
    """

    passages: tuple[Found, ...]
    text: str
    offset: int
    is_to_the_end: bool

    @classmethod
    def of(cls, found: Found, around: Sequence[Found] = ()) -> "Stretch":
        """The stretch of `around`, which has `found` in it, or of that alone."""
        passages = tuple(around) or (found,)
        at = next(i for i, one in enumerate(passages) if one.passage.ordinal == found.passage.ordinal)
        texts = [one.passage.text for one in passages]
        return cls(passages, "".join(texts), sum(map(len, texts[:at])), len(texts) - at <= REACH)

    def parts(self, start: int, end: int) -> tuple[tuple[Found, str], ...]:
        """What a span holds of each passage that it touches, without outer white space."""
        found, at = [], 0
        for one in self.passages:
            text = one.passage.text
            held = text[max(0, start - at) : max(0, end - at)].strip()
            if held:
                found.append((one, held))
            at += len(text)
        return tuple(found)

    def of_rows(self, rows: Sequence[tuple[int, int]]) -> tuple[tuple[Found, str], ...]:
        """What rows hold, in this order, those that follow each other in one passage together."""
        found: list[tuple[Found, str]] = []
        for one, text in (part for start, end in rows for part in self.parts(start, end)):
            if found and found[-1][0] is one:
                found[-1] = (one, f"{found[-1][1]}\n{text}")
            else:
                found.append((one, text))
        return tuple(found)
