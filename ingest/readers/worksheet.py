"""One worksheet's XML → its cells; read here because openpyxl hides formulas without a saved result."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import IO
from xml.etree import ElementTree

from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries
from openpyxl.utils.datetime import from_excel

from ingest import texts
from ingest.readers.decoding import INVISIBLE
from ingest.readers.grids import Area, Grid
from ingest.readers.sheet import Cell, FormulaWithoutValue
from knowledge.errors import UnreadableFile

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ROW, _CELL, _MERGED = f"{_MAIN}row", f"{_MAIN}c", f"{_MAIN}mergeCell"
_VALUE, _FORMULA, _INLINE, _TEXT = f"{_MAIN}v", f"{_MAIN}f", f"{_MAIN}is", f"{_MAIN}t"
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384


@dataclass(frozen=True, slots=True)
class Formats:
    """The styles, by number, that change what a number means."""

    dates: frozenset[int]
    durations: frozenset[int]
    percents: frozenset[int]
    epoch: datetime


def read_grid(stream: IO[bytes], strings: Sequence[str], formats: Formats) -> Grid:
    grid = Grid()
    areas: list[Area] = []
    try:
        for element in _elements(stream):
            if element.tag == _ROW:
                _read_row(element, strings, formats, grid)
            else:
                areas.append(_area(element.get("ref", "")))
    except (ElementTree.ParseError, ValueError, IndexError) as fault:
        raise UnreadableFile(texts.DAMAGED) from fault
    grid.cover(areas)
    return grid


def _elements(stream: IO[bytes]) -> Iterator[ElementTree.Element]:
    """Rows and merged areas, each forgotten once it is read."""
    for _, element in ElementTree.iterparse(stream):
        if element.tag in (_ROW, _MERGED):
            yield element
            element.clear()


def _area(reference: str) -> Area:
    left, top, right, bottom = range_boundaries(reference)
    if left is None or top is None or right is None or bottom is None:
        raise ValueError(reference)
    return left, top, right, bottom


def _read_row(row: ElementTree.Element, strings: Sequence[str], formats: Formats, grid: Grid) -> None:
    at = int(row.get("r", 0))
    column = 0
    for element in row.iterfind(_CELL):
        place = element.get("r")
        at, column = coordinate_to_tuple(place) if place else (at, column + 1)
        if not (1 <= at <= _LAST_ROW and 1 <= column <= _LAST_COLUMN):
            raise UnreadableFile(texts.DAMAGED)
        cell = _cell(element, strings, formats)
        if cell is not None:
            grid.cells[at, column] = cell
            if int(element.get("s", 0)) in formats.percents:
                grid.percents.add((at, column))


def _cell(element: ElementTree.Element, strings: Sequence[str], formats: Formats) -> Cell:
    kind, value = element.get("t", "n"), element.findtext(_VALUE)
    if kind == "inlineStr":
        return _plain("".join(part.text or "" for part in element.iterfind(f"{_INLINE}//{_TEXT}")))
    if not value:
        missing = element.find(_FORMULA) is not None and kind != "str"
        return FormulaWithoutValue() if missing else None
    match kind:
        case "n":
            return _number(value, int(element.get("s", 0)), formats)
        case "s":
            return _plain(strings[int(value)])
        case "b":
            return value == "1"
        case _:
            return _plain(value)


def _plain(text: str) -> str | None:
    return INVISIBLE.sub("", text).strip() or None


def _number(value: str, style: int, formats: Formats) -> Cell:
    number = int(value) if value.lstrip("-").isdecimal() else float(value)
    if style in formats.dates:
        return _dated(number, formats)
    return number


def _dated(number: float, formats: Formats) -> Cell:
    """A date, with its time where it has one; times of day alone become text."""
    try:
        when = from_excel(number, formats.epoch)
    except (ValueError, OverflowError):
        return number
    if isinstance(when, datetime):
        return when.date() if when.time() == time() else when
    return when if isinstance(when, date) else str(when)[:5] if isinstance(when, time) else str(when)
