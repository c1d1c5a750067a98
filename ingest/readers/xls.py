"""Excel workbooks of before 2007 (.xls) and WPS ones (.et): the same cells as from .xlsx."""

import os
from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

import xlrd  # type: ignore[import-untyped]
from xlrd.biffh import error_text_from_code  # type: ignore[import-untyped]

from ingest import texts
from ingest.pages import Reading
from ingest.readers.decoding import INVISIBLE
from ingest.readers.grids import Area, Grid, reading_of, sheets_of
from ingest.readers.ole2 import stream
from ingest.readers.sheet import Cell, Sheet
from knowledge.errors import UnreadableFile

_LOCKED = "encrypted"


def read_old_sheets(data: bytes) -> tuple[Sheet, ...]:
    return sheets_of(_grids(data))


def read_old_workbook(data: bytes) -> Reading:
    return reading_of(_grids(data))


def _grids(data: bytes) -> Iterator[tuple[str, Grid]]:
    book = _opened(data)
    percents = {
        at for at, style in enumerate(book.xf_list) if "%" in book.format_map[style.format_key].format_str
    }
    for sheet in book.sheets():
        yield sheet.name, _grid(book, sheet, percents)


def _opened(data: bytes) -> Any:
    """The workbook; taken out of its container here, since xlrd follows a container's loop for ever."""
    written = stream(data, "Workbook", "Book")
    if not written:
        raise UnreadableFile(texts.DAMAGED)
    try:
        with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123 it prints its complaints
            return xlrd.open_workbook(
                file_contents=written, formatting_info=True, ragged_rows=True, logfile=nowhere
            )
    except xlrd.XLRDError as fault:
        raise UnreadableFile(texts.LOCKED if _LOCKED in str(fault) else texts.DAMAGED) from fault


def _grid(book: Any, sheet: Any, percents: set[int]) -> Grid:
    grid = Grid()
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            if (value := _cell(cell, book.datemode)) is not None:
                grid.cells[row + 1, column + 1] = value
                if cell.xf_index in percents:
                    grid.percents.add((row + 1, column + 1))
    areas: list[Area] = [
        (left + 1, top + 1, right, bottom) for top, bottom, left, right in sheet.merged_cells
    ]
    grid.cover(areas)
    return grid


def _cell(cell: Any, datemode: int) -> Cell:
    match cell.ctype:
        case xlrd.XL_CELL_TEXT:
            return INVISIBLE.sub("", cell.value).strip() or None
        case xlrd.XL_CELL_NUMBER:
            return _number(cell.value)
        case xlrd.XL_CELL_DATE:
            return _dated(cell.value, datemode)
        case xlrd.XL_CELL_BOOLEAN:
            return bool(cell.value)
        case xlrd.XL_CELL_ERROR:
            return str(error_text_from_code.get(cell.value, "#VALUE!"))
        case _:
            return None


def _number(number: float) -> int | float:
    """A whole number as such: these files keep every number as a fraction."""
    return int(number) if number == int(number) and abs(number) < 1e15 else number


def _dated(number: float, datemode: int) -> Cell:
    """A date, with its time where it has one; times of day alone become text."""
    try:
        when: datetime = xlrd.xldate_as_datetime(number, datemode)
    except (xlrd.xldate.XLDateError, ValueError, OverflowError):
        return _number(number)
    if number < 1:
        return str(when.time())[:5]
    return when.date() if when.time() == time() else when
