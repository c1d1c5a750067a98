"""A stretch of the text that stands in one place of the document's structure."""

from dataclasses import dataclass, replace
from enum import StrEnum


class Role(StrEnum):
    """What a part does: opens what follows it, may introduce it, or is content."""

    OPENING = "opening"
    LEAD = "lead"
    CONTENT = "content"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in its article, table or speech a part stands, each counted from 1; 0 for nowhere.

    `paragraph` and `item` are an article's 款 and 项, `line` is a table's row or a speech's paragraph.
    """

    paragraph: int = 0
    item: str = ""
    line: int = 0


NOWHERE = Spot()


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
    spot: Spot = NOWHERE
    name: str | None = None  # how the spot is cited, where that says more than the article

    @property
    def length(self) -> int:
        return self.end - self.start

    def belongs_with(self, other: "Part") -> bool:
        """Whether both may stand in one piece."""
        mine = (self.article, self.heading, self.in_table)
        return mine == (other.article, other.heading, other.in_table)

    def moved_to(self, other: "Part") -> "Part":
        """The same span, in the place of `other`."""
        return replace(
            self, heading=other.heading, article=other.article, in_table=other.in_table, spot=other.spot
        )

    def until(self, end: int) -> "Part":
        """From the same start to another end."""
        return self if end == self.end else replace(self, end=end)

    def cut(self, start: int, end: int) -> "Part":
        """Another span in the same place."""
        return replace(self, start=start, end=end)
