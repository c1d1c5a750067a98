"""What stands on a printed page, and where; the y axis points upwards."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.readers.lines import STARTS_ITEM
from ingest.readers.tables import Row

_FAR = 1.6  # in characters


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the running text of a column begins and ends."""

    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line, or a piece of one; `frame` is its column where a page has several.

    `spaced` is one whose words stand far apart, as in a table without rules.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float
    frame: Frame | None = None
    spaced: bool = False

    @property
    def size(self) -> float:
        return max(self.top - self.bottom, 1.0)

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight ruled line, along or across the page."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def is_level(self) -> bool:
        return self.right - self.left >= self.top - self.bottom


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it stands on one page; `edges` are its columns' sides, from left to right.

    `cells` numbers the cell of every column in every row: a merged cell has one number.
    """

    rows: tuple[Row, ...]
    cells: tuple[tuple[int, ...], ...]
    edges: tuple[float, ...]
    bottom: float
    top: float

    @property
    def left(self) -> float:
        return self.edges[0]

    @property
    def right(self) -> float:
        return self.edges[-1]

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        return self.top - self.bottom


Part = Line | Table


@dataclass(frozen=True, slots=True)
class Page:
    """A page's lines and tables in reading order, then its footnotes; `number` counts from 1."""

    number: int
    height: float
    parts: tuple[Part, ...]
    notes: tuple[Line, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(part for part in self.parts if isinstance(part, Line))


@dataclass(frozen=True, slots=True)
class Scan:
    """A recognised picture of a page: its lines as they were found, its rules, and how sure that is (0–1)."""

    lines: tuple[Line, ...]
    rules: tuple[Rule, ...]
    height: float
    confidence: float


def visual_rows(pieces: Iterable[Line]) -> list[list[Line]]:
    """Pieces that stand beside each other, from top to bottom and from left to right."""
    rows: list[list[Line]] = []
    for piece in sorted(pieces, key=lambda piece: -piece.middle):
        if rows and _beside(rows[-1][0], piece):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda piece: piece.left) for row in rows]


def _beside(one: Line, other: Line) -> bool:
    common = min(one.top, other.top) - max(one.bottom, other.bottom)
    return common >= 0.5 * min(one.size, other.size)


def one_line(row: Sequence[Line]) -> Line:
    """A row's pieces as one line, with a space where there is one on paper."""
    if len(row) == 1:
        return row[0]
    text = row[0].text
    for before, after in pairwise(row):
        near = after.left - before.right < 0.3 * max(before.size, after.size)
        text += after.text if near else f" {after.text}"
    gaps = [after.left - before.right for before, after in pairwise(row)]
    spaced = max(gaps[1:] if STARTS_ITEM.match(row[0].text) else gaps, default=0.0) > _FAR * row[0].size
    weightiest = max(row, key=lambda piece: len(piece.text))
    right = max(piece.right for piece in row)
    return Line(text, row[0].left, right, weightiest.bottom, weightiest.top, spaced=spaced)


def usual_size(lines: Iterable[Line]) -> float:
    """The size of most lines; 0 where there are none."""
    sizes = [line.size for line in lines]
    return median(sizes) if sizes else 0.0
