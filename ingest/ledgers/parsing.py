"""Sheets → rows of a ledger and what is wrong with the others. Pure, whatever the cells hold."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import SQLModel

from ingest.ledgers import cells, words
from ingest.ledgers.cells import Unfit, normal
from ingest.ledgers.headers import Header, any_header, find
from ingest.ledgers.kinds import FORMS, Column, Form, LedgerKind
from ingest.readers.sheet import Cell, Sheet, written
from knowledge.errors import BadInput

_AS_OF = re.compile(r"截[至止][^\d]{0,4}((?:19|20)\d\d[-/.年]\d{1,2}(?:[-/.月]\d{1,2}日?|月)?)")

_TOTAL = re.compile(
    r"^(?:合计|小计|总计|共计|累计)(?![\u4e00-\u9fff])|(?:合计|小计|总计|共计)[^\u4e00-\u9fff]*$"
)


@dataclass(frozen=True, slots=True)
class RowError:
    """Why a row wasn't loaded; `row` counts from 1, as the spreadsheet shows it."""

    sheet: str
    row: int
    column: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a ledger says, row by row, and the rows that couldn't be loaded."""

    kind: LedgerKind
    rows: tuple[SQLModel, ...]
    errors: tuple[RowError, ...]


@dataclass(frozen=True, slots=True)
class _Table:
    """A sheet with its header."""

    sheet: Sheet
    header: Header


@dataclass(frozen=True, slots=True)
class _Line:
    """A row that was read: where it stands, its values, what is wrong with it."""

    table: _Table
    row: int
    values: dict[str, Any]
    errors: tuple[RowError, ...]


def parse(kind: LedgerKind, sheets: Sequence[Sheet], today: date) -> Parsed:
    """All rows of all sheets that are such a ledger; a row with anything wrong in it isn't loaded.

    Where neither a row nor a title says of what day the data are, they are of `today`.
    Raises BadInput where no sheet has the columns that the ledger needs.
    """
    form = FORMS[kind]
    tables = [_Table(sheet, header) for sheet in sheets if (header := find(form, sheet))]
    complete = [table for table in tables if not table.header.lacks(form)]
    if not complete:
        raise BadInput(_what_lacks(form, tables, sheets))
    errors = [_lacking(form, table) for table in tables if table.header.lacks(form)]
    as_of = next(filter(None, map(_stated_day, tables)), today)
    lines = [line for table in complete for line in _lines(form, table, _stated_day(table) or as_of)]
    rows: list[SQLModel] = []
    for line in _without_repeated(form, lines):
        errors += line.errors
        if not line.errors:
            rows.append(form.model(**line.values))
    return Parsed(kind, tuple(rows), tuple(errors))


def row_json(errors: Sequence[RowError]) -> list[dict[str, object]]:
    """Row errors as `--json` shows them."""
    return [
        {"sheet": error.sheet, "row": error.row, "column": error.column, "reason": error.reason}
        for error in errors
    ]


def _what_lacks(form: Form, tables: Sequence[_Table], sheets: Sequence[Sheet]) -> str:
    nearest = [table.header for table in tables] or list(
        filter(None, (any_header(form, sheet) for sheet in sheets))
    )
    header = max(nearest, key=lambda header: len(header.places), default=None)
    missing = header.lacks(form) if header else form.required
    found = header.found if header else ()
    return words.lacking("、".join(column.names[0] for column in missing), "、".join(found) or "（空）")


def _lacking(form: Form, table: _Table) -> RowError:
    missing = "、".join(column.names[0] for column in table.header.lacks(form))
    row = table.sheet.first_row + table.header.at
    return RowError(table.sheet.name, row, None, words.sheet_lacking(missing))


def _stated_day(table: _Table) -> date | None:
    """The day of the data as the sheet's name or a title above the header says it."""
    titles = [
        table.sheet.name,
        *(written(cell) for row in table.sheet.rows[: table.header.at] for cell in row),
    ]
    for title in titles:
        if match := _AS_OF.search(normal(title)):
            try:
                return cells.day_or_month(match[1])
            except Unfit:
                continue
    return None


def _lines(form: Form, table: _Table, as_of: date) -> Iterator[_Line]:
    header, sheet = table.header, table.sheet
    for at in range(header.at + header.depth, len(sheet.rows)):
        if _holds_data(header, sheet.rows[at]):
            yield _line(form, table, at, as_of)


def _holds_data(header: Header, row: Sequence[Cell]) -> bool:
    """Whether a row is one of the ledger's: not empty, no total, no note, no header again."""
    known = [place.at for places in header.places.values() for place in places]
    if all(cells.is_blank(_cell(row, at)) for at in known):
        return False
    filled = [normal(written(cell)) for cell in row if not cells.is_blank(cell)]
    if filled and _TOTAL.search(filled[0]):
        return False
    if len(set(filled)) == 1 and (filled[0].startswith(words.NOTES) or _is_section(filled[0])):
        return False
    return not set(filled) <= {normal(text) for text in header.found}


def _is_section(said: str) -> bool:
    """Whether a row's only words are a heading between rows: 一、澜川经开区（9个）."""
    return bool(re.match(r"[(]?[一二三四五六七八九十]+[)]?[、.)]", said))


def _line(form: Form, table: _Table, at: int, as_of: date) -> _Line:
    number = table.sheet.first_row + at
    values: dict[str, Any] = {}
    errors = []
    for column in form.columns:
        if column.field in table.header.places:
            try:
                values[column.field] = _value(column, table.header, table.sheet.rows[at])
            except Unfit as unfit:
                label = table.header.label(column)
                reason = words.cell_refused(label, str(unfit), unfit.shown)
                errors.append(RowError(table.sheet.name, number, label, reason))
    if form.key == "code":
        place = {"place_id": 0, "sheet": table.sheet.name, "row": number}
        values |= {**place, "as_of": values.get("as_of") or as_of}
    return _Line(table, number, values, tuple(errors))


def _value(column: Column, header: Header, row: Sequence[Cell]) -> object:
    """What a row says of a column, which may stand in the sheet more than once if it says the same."""
    said = []
    for place in header.places[column.field]:
        cell = cells.readable(_cell(row, place.at))
        if not cells.is_blank(cell):
            said.append(column.convert(cell, place.unit))
    if any(value != said[0] for value in said):
        raise Unfit(words.DISAGREE)
    if not said and column.required:
        raise Unfit(words.MISSING)
    return said[0] if said else column.empty


def _cell(row: Sequence[Cell], at: int) -> Cell:
    return row[at] if at < len(row) else None


def _without_repeated(form: Form, lines: Sequence[_Line]) -> Iterator[_Line]:
    """The same lines; one whose key, or credit code, an earlier good one has, with that as its error."""
    first: dict[tuple[str, Any], _Line] = {}
    for line in lines:
        unique = [(field, line.values.get(field)) for field in (form.key, "credit_code")]
        keys = [key for key in unique if key[1] is not None]
        earlier = next((key for key in keys if key in first), None)
        if line.errors or earlier is None:
            first.update({key: line for key in keys if not line.errors})
            yield line
        else:
            yield _Line(line.table, line.row, {}, (_repeated(form, line, earlier, first[earlier]),))


def _repeated(form: Form, line: _Line, key: tuple[str, Any], first: _Line) -> RowError:
    field, value = key
    label = next(line.table.header.label(column) for column in form.columns if column.field == field)
    reason = words.repeated(label, value, first.table.sheet.name, first.row)
    return RowError(line.table.sheet.name, line.row, label, reason)
