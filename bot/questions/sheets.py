"""Sheets that staff keep: golden questions, and the answers themselves. Rows read, and what is wrong with others."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from bot.people.texts import ROLES
from bot.questions import texts
from ingest.ledgers import cells
from ingest.ledgers.cells import Unfit
from ingest.ledgers.parsing import RowError
from ingest.readers.sheet import Cell, Sheet, written
from knowledge.errors import BadInput
from knowledge.golden import Golden
from knowledge.scope import PUBLIC, Role, is_audience

_GOLDEN = {
    "question": ("问题", "提问"),
    "contains": ("应含", "应包含"),
    "cites": ("应引", "应引用"),
    "refused": ("应拒答", "拒答"),
    "role": ("角色", "身份"),
    "zone": ("园区", "所属园区"),
    "day": ("日期",),
}
FAQ = {
    "id": ("编号",),
    "question": ("问题", "提问"),
    "answer": ("答复", "回答", "答案"),
    "wordings": ("其他问法", "也这样问", "问法"),
    "sources": ("依据", "出处"),
    "audience": ("受众", "给谁看"),
    "until": ("有效期至", "有效期", "有效到"),
    "author": ("答复人", "答复部门"),
}
_REMARKS = {"备注", "说明", "序号", "负责人"}  # columns that staff keep for themselves
_BETWEEN = re.compile(r"[;；\n]+")
_ROLES = {
    **{name: role for role, name in ROLES.items()},
    **{role.value: role for role in Role},
    **{"来宾": Role.GUEST, "游客": Role.GUEST, "干部": Role.OFFICIAL},
}
_AUDIENCES = {name: audience for audience, name in texts.AUDIENCE_NAMES.items()}

T = TypeVar("T")
Row = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class FaqRow:
    """An answer as a sheet has it; one with the number of an entry is to replace it."""

    sheet: str
    row: int
    id: int | None
    question: str
    answer: str
    wordings: tuple[str, ...]
    sources: tuple[str, ...]
    audience: str
    until: date | None
    author: str


def goldens(sheets: Sequence[Sheet]) -> tuple[list[Golden], list[RowError]]:
    """The questions that must be answered well. Raises BadInput where no sheet has such a column, or none has any."""
    made, errors = _read(sheets, _GOLDEN, ("question",), lambda _, __, row: _golden(row))
    if not (made or errors):
        raise BadInput(texts.NO_ROWS)
    return made, errors


def faq_rows(sheets: Sequence[Sheet]) -> tuple[list[FaqRow], list[RowError]]:
    """The answers of a sheet. Raises BadInput where no sheet has questions and answers."""
    return _read(sheets, FAQ, ("question", "answer"), _faq_row)


def _read(
    sheets: Sequence[Sheet],
    columns: Mapping[str, tuple[str, ...]],
    wanted: Sequence[str],
    make: Callable[[str, int, Row], T],
) -> tuple[list[T], list[RowError]]:
    made: list[T] = []
    errors: list[RowError] = []
    tables = [(sheet, at) for sheet in sheets if (at := _header(sheet, columns, wanted)) is not None]
    if not tables:
        raise BadInput(texts.no_columns([columns[name][0] for name in wanted]))
    for sheet, at in tables:
        errors += _unknown(sheet, at, columns)
        for number, row in _rows(sheet, at, columns):
            try:
                made.append(make(sheet.name, number, row))
            except (Unfit, BadInput) as error:
                errors.append(RowError(sheet.name, number, None, str(error)))
    return made, errors


def _rows(sheet: Sheet, at: int, columns: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[int, Row]]:
    """The rows below the header that hold anything, by their numbers."""
    places = {name: _column(sheet.rows[at], known) for name, known in columns.items()}
    for number, row in enumerate(sheet.rows[at + 1 :], start=sheet.first_row + at + 1):
        cut = {
            name: row[place] if place is not None and place < len(row) else None
            for name, place in places.items()
        }
        if not all(cells.is_blank(cell) for cell in cut.values()):
            yield number, cut


def _unknown(sheet: Sheet, at: int, columns: Mapping[str, tuple[str, ...]]) -> Iterator[RowError]:
    """The columns that mean nothing here: one misspelled would be left out without a word."""
    known = {name for names in columns.values() for name in names} | _REMARKS
    said = [cells.normal(written(cell)) for cell in sheet.rows[at]]
    wanted = [names[0] for names in columns.values()]
    for name in said:
        if name and name not in known:
            yield RowError(sheet.name, sheet.first_row + at, name, texts.unknown_column(wanted))
        elif name and said.count(name) > 1 and name not in _REMARKS:
            yield RowError(sheet.name, sheet.first_row + at, name, texts.COLUMN_TWICE)


def _golden(row: Row) -> Golden:
    role = _ROLES.get(_text(row, "role") or Role.OFFICIAL.value)
    if role is None:
        raise BadInput(texts.not_one_of(_text(row, "role"), list(ROLES.values())))
    is_refused = bool(_filled(row, "refused", _GOLDEN, cells.yes_or_no))
    if is_refused and (_parts(row, "contains") or _parts(row, "cites")):
        raise BadInput(texts.REFUSED_AND_MORE)
    return Golden(
        question=_needed(row, "question", _GOLDEN),
        contains=_parts(row, "contains"),
        cites=_parts(row, "cites"),
        is_refused=is_refused,
        role=role,
        zone=_text(row, "zone") or None,
        day=_filled(row, "day", _GOLDEN, cells.day),
    )


def _faq_row(sheet: str, number: int, row: Row) -> FaqRow:
    said = _text(row, "audience")
    audience = _AUDIENCES.get(said, said) or PUBLIC
    if not is_audience(audience):
        raise BadInput(texts.not_one_of(said, list(_AUDIENCES)))
    key = _text(row, "id")
    if key and not key.isdecimal():
        raise BadInput(texts.not_a_number(key))
    return FaqRow(
        sheet=sheet,
        row=number,
        id=int(key) if key else None,
        question=_needed(row, "question", FAQ),
        answer=_needed(row, "answer", FAQ),
        wordings=_parts(row, "wordings"),
        sources=_parts(row, "sources"),
        audience=audience,
        until=_filled(row, "until", FAQ, cells.day),
        author=_text(row, "author"),
    )


def _header(sheet: Sheet, columns: Mapping[str, tuple[str, ...]], wanted: Sequence[str]) -> int | None:
    """The row that has the wanted columns, among the first ten."""
    for at, row in enumerate(sheet.rows[:10]):
        if all(_column(row, columns[name]) is not None for name in wanted):
            return at
    return None


def _column(row: Sequence[Cell], names: Sequence[str]) -> int | None:
    return next((at for at, cell in enumerate(row) if cells.normal(written(cell)) in names), None)


def _needed(row: Row, name: str, columns: Mapping[str, tuple[str, ...]]) -> str:
    said = _text(row, name)
    if not said:
        raise BadInput(texts.column_empty(columns[name][0]))
    return said


def _filled(
    row: Row, name: str, columns: Mapping[str, tuple[str, ...]], read: Callable[[Cell], T]
) -> T | None:
    """What a cell says, None where it is empty. Raises BadInput, which names its column."""
    try:
        return None if cells.is_blank(row[name]) else read(row[name])
    except Unfit as error:
        raise BadInput(texts.column_unfit(columns[name][0], str(error))) from error


def _parts(row: Row, name: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in _BETWEEN.split(_text(row, name)) if part.strip())


def _text(row: Row, name: str) -> str:
    """As it was typed, with its lines."""
    cell = row[name]
    return cell.strip() if isinstance(cell, str) else written(cell)
