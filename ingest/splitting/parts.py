"""A stretch of the text that stands in one place of the document's structure."""

from dataclasses import dataclass, replace
from enum import StrEnum


class Role(StrEnum):
    """What a part does: opens what follows it, may introduce it, or is content."""

    OPENING = "opening"
    LEAD = "lead"
    CONTENT = "content"


@dataclass(frozen=True, slots=True)
class Part:
    """A span of the text with what is said of it; a block is one part, or several."""

    start: int
    end: int
    role: Role
    heading: str
    article: str | None
    page: int | None
    in_table: bool = False

    @property
    def length(self) -> int:
        return self.end - self.start

    def belongs_with(self, other: "Part") -> bool:
        """Whether both may stand in one piece."""
        mine = (self.article, self.heading, self.in_table)
        return mine == (other.article, other.heading, other.in_table)

    def moved_to(self, other: "Part") -> "Part":
        """The same span, in the place of `other`."""
        return replace(self, heading=other.heading, article=other.article, in_table=other.in_table)

    def until(self, end: int) -> "Part":
        """From the same start to another end."""
        return replace(self, end=end)

    def cut(self, start: int, end: int) -> "Part":
        """Another span in the same place."""
        return replace(self, start=start, end=end)
