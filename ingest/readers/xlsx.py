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
from ingest.pages import Reading
from ingest.readers.archives import check_unpacks_sanely
from ingest.readers.grids import Grid, reading_of, sheets_of
from ingest.readers.sheet import Sheet
from ingest.readers.worksheet import Formats, read_grid
from knowledge.errors import UnreadableFile

_BUILT_IN_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))


def read_sheets(data: bytes) -> tuple[Sheet, ...]:
    return sheets_of(_grids(data))


def read_workbook(data: bytes) -> Reading:
    return reading_of(_grids(data))


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
