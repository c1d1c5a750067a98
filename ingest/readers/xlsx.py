"""Excel workbooks: typed cells, merged areas filled, and formulas whose result was never saved."""

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet

from ingest import texts
from ingest.pages import Block, Kind, Reading
from ingest.readers.archives import check_unpacks_sanely
from ingest.readers.sheet import Cell, MergedNumber, Sheet, trimmed, written, written_number
from ingest.readers.tables import Row, is_amount, row_blocks
from ingest.readers.worksheet import Formats, Grid, Place, read_grid
from knowledge.errors import UnreadableFile

_EVEN_UP_TO = 256
_BUILT_IN_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))


def read_sheets(data: bytes) -> tuple[Sheet, ...]:
    """Every worksheet, hidden ones too."""
    return tuple(trimmed(name, _rows(grid)) for name, grid in _grids(data))


def read_workbook(data: bytes) -> Reading:
    """The workbook as a document: a heading for each sheet, then its rows."""
    blocks: list[Block] = []
    for name, grid in _grids(data):
        rows = list(row_blocks(_text_rows(grid), name))
        if rows:
            blocks += (Block(name, Kind.HEADING, level=1), *rows)
    return Reading(tuple(blocks))


def _grids(data: bytes) -> Iterator[tuple[str, Grid]]:
    check_unpacks_sanely(data)
    reader = ExcelReader(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        formats = _open(reader)
        parts = [(sheet.name, rel.target) for sheet, rel in reader.parser.find_sheets() if _is_grid(rel.Type)]
    except (KeyError, ValueError, TypeError, AttributeError, OSError) as fault:
        raise UnreadableFile(texts.NOT_XLSX) from fault
    for name, part in parts:
        if part in reader.valid_files:
            with reader.archive.open(part) as stream:
                yield name, read_grid(stream, reader.shared_strings, formats)


def _is_grid(relation: str) -> bool:
    return relation.endswith("/worksheet")


def _open(reader: ExcelReader) -> Formats:
    """What the worksheets refer to: strings and styles; themes and properties are nothing to us."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            reader.read_manifest()
            reader.read_strings()
            reader.read_workbook()
            apply_stylesheet(reader.archive, reader.wb)
    except (zipfile.BadZipFile, zlib.error, EOFError) as fault:
        raise UnreadableFile(texts.DAMAGED) from fault
    return _formats(reader)


def _formats(reader: ExcelReader) -> Formats:
    """Which styles show a number as a date, a duration or a percentage."""
    workbook: Any = reader.wb  # its styles have no public face
    percents = set()
    for style, cell_style in enumerate(workbook._cell_styles):
        number = cell_style.numFmtId
        custom = number - 164
        code = workbook._number_formats[custom] if 0 <= custom < len(workbook._number_formats) else ""
        if number in (9, 10) or "%" in code:
            percents.add(style)
    dates = {at for at, style in enumerate(workbook._cell_styles) if style.numFmtId in _BUILT_IN_DATES}
    return Formats(
        dates=frozenset(workbook._date_formats | dates),
        durations=frozenset(workbook._timedelta_formats),
        percents=frozenset(percents),
        epoch=workbook.epoch,
    )


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


def _text(grid: Grid, place: tuple[int, int]) -> str:
    cell = grid.cells[place]
    if place in grid.percents and isinstance(cell, int | float):
        return f"{written_number(cell * 100)}%"
    return written(cell)
