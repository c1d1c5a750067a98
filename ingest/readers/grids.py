"""A workbook's cells by their place → sheets for ledgers, and rows of text with their header."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

from ingest import texts
from ingest.pages import Block, Kind, Reading
from ingest.readers.sheet import Cell, MergedNumber, Sheet, trimmed, written, written_number
from ingest.readers.tables import Row, is_amount, row_blocks
from knowledge.errors import UnreadableFile

Place = tuple[int, int]
"""Row and column, from 1."""
Area = tuple[int, int, int, int]
"""Left, top, right, bottom."""

_MOST_COVERED = 1_000_000
_EVEN_UP_TO = 256


@dataclass(slots=True)
class Grid:
    """The cells that hold something; `covered` leads from a merged place to the one that has its value."""

    cells: dict[Place, Cell] = field(default_factory=dict)
    percents: set[Place] = field(default_factory=set)
    covered: dict[Place, Place] = field(default_factory=dict)

    def cover(self, areas: Sequence[Area]) -> None:
        """Let every merged area that holds a value cover its places, as far as the sheet is used."""
        last_row = max((row for row, _ in self.cells), default=0)
        last_column = max((column for _, column in self.cells), default=0)
        for left, top, right, bottom in areas:
            if (top, left) not in self.cells:
                continue
            rows, columns = range(top, min(bottom, last_row) + 1), range(left, min(right, last_column) + 1)
            if len(self.covered) + len(rows) * len(columns) > _MOST_COVERED:
                raise UnreadableFile(texts.DAMAGED)
            for place in product(rows, columns):
                if place != (top, left):
                    self.covered[place] = (top, left)


Named = Iterable[tuple[str, Grid]]
"""The worksheets of a workbook, in its order."""


def sheets_of(grids: Named) -> tuple[Sheet, ...]:
    """Every worksheet, hidden ones too."""
    return tuple(trimmed(name, _rows(grid)) for name, grid in grids)


def reading_of(grids: Named) -> Reading:
    """The workbook as a document: a heading for each sheet, then its rows."""
    blocks: list[Block] = []
    for name, grid in grids:
        rows = list(row_blocks(_text_rows(grid), name))
        if rows:
            blocks += (Block(name, Kind.HEADING, level=1), *rows)
    return Reading(tuple(blocks))


def _rows(grid: Grid) -> Iterator[tuple[Cell, ...]]:
    """Rows from the first on; short ones are filled up, so that a column's number can be relied on."""
    filled = {**grid.cells, **{place: grid.cells[origin] for place, origin in grid.covered.items()}}
    filled.update(dict.fromkeys(_merged_numbers(grid), MergedNumber()))
    width = min(_EVEN_UP_TO, max((column for _, column in filled), default=0))
    rows: dict[int, dict[int, Cell]] = {}
    for (row, column), cell in filled.items():
        rows.setdefault(row, {})[column] = cell
    for at in range(1, max(rows, default=0) + 1):
        row_cells = rows.get(at)
        if row_cells is None:
            yield ()
        else:
            yield tuple(row_cells.get(column) for column in range(1, max(width, *row_cells) + 1))


def _merged_numbers(grid: Grid) -> set[Place]:
    """The places that numbers merged over several rows cover, their own places too."""
    over = {
        origin for (row, _), origin in grid.covered.items() if row > origin[0] and _is_number(grid, origin)
    }
    return over | {place for place, origin in grid.covered.items() if origin in over}


def _is_number(grid: Grid, place: Place) -> bool:
    cell = grid.cells[place]
    return (
        isinstance(cell, int | float | str) and not isinstance(cell, bool) and is_amount(_text(grid, place))
    )


def _text_rows(grid: Grid) -> list[Row]:
    """Rows as text; a cell that its merged neighbour at the left covers is None.

    A number merged over several rows stands in the first one only.
    """
    numbers = _merged_numbers(grid)
    rows: dict[int, dict[int, str | None]] = {}
    for place in grid.cells:
        rows.setdefault(place[0], {})[place[1]] = _text(grid, place)
    for (row, column), origin in grid.covered.items():
        text = "" if (row, column) in numbers else _text(grid, origin)
        rows.setdefault(row, {})[column] = text if column == origin[1] else None
    return [
        [cells.get(column, "") for column in range(1, max(cells) + 1)] for _, cells in sorted(rows.items())
    ]


def _text(grid: Grid, place: Place) -> str:
    cell = grid.cells[place]
    if place in grid.percents and isinstance(cell, int | float):
        return f"{written_number(cell * 100)}%"
    return written(cell)
