"""A grid and the pieces of text in its cells → a table's rows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ingest.readers.layout.grids import Grid
from ingest.readers.layout.open_tables import open_grids
from ingest.readers.layout.shapes import Line, Rule, Table, one_line, visual_rows
from ingest.readers.lines import STARTS_ITEM, joined
from ingest.readers.tables import is_amount

_FILLED = 0.04  # of a table's cells, at least


def table_of(grid: Grid, pieces: Mapping[int, Sequence[Line]]) -> Table | None:
    """The table; None where fewer than two columns hold text, or hardly a cell: a frame, or a drawing."""
    if len(pieces) < _FILLED * len({cell for row in grid.cells for cell in row}):
        return None
    texts = {cell: cell_text(lines) for cell, lines in pieces.items()}
    rows = tuple(tuple(_row(grid, at, texts)) for at in range(len(grid.cells)))
    if len({at for row in rows for at, text in enumerate(row) if text}) < 2:
        return None
    filled = [at for at, row in enumerate(rows) if any(row)]
    cells = tuple(grid.cells[at] for at in filled)
    return Table(tuple(rows[at] for at in filled), cells, grid.xs, grid.ys[-1], grid.ys[0])


def open_tables(rules: Iterable[Rule], lines: Sequence[Line]) -> tuple[list[Table], Sequence[Line]]:
    """The tables without upright rules, and the lines that stand outside them."""
    tables = []
    for grid in open_grids(rules, lines):
        inside, rest = placed(grid, lines)
        table = table_of(grid, inside)
        if table:
            tables.append(table)
            lines = rest
    return tables, lines


def placed(grid: Grid, pieces: Iterable[Line]) -> tuple[dict[int, list[Line]], list[Line]]:
    """The pieces by cell, and those that stand outside."""
    inside: dict[int, list[Line]] = defaultdict(list)
    outside: list[Line] = []
    for piece in pieces:
        cell = grid.cell((piece.left + piece.right) / 2, piece.middle)
        (outside if cell is None else inside[cell]).append(piece)
    return inside, outside


def cell_text(pieces: Iterable[Line]) -> str:
    """A cell's lines as one; an item begins after a space."""
    lines = [one_line(row).text for row in visual_rows(pieces)]
    parts: list[list[str]] = []
    for line in lines:
        if parts and not STARTS_ITEM.match(line):
            parts[-1].append(line)
        else:
            parts.append([line])
    return " ".join(joined(part) for part in parts)


def _row(grid: Grid, at: int, texts: Mapping[int, str]) -> Iterable[str | None]:
    """A cell merged across is followed by None, words merged downwards stand in every row."""
    before = None
    for column, cell in enumerate(grid.cells[at]):
        text = texts.get(cell, "")
        if cell == before:
            yield None
        elif at and grid.cells[at - 1][column] == cell and is_amount(text):
            yield ""
        else:
            yield text
        before = cell
