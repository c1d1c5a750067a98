"""A sheet of holidays (日期, 休/班, 名称) → days, and what is wrong with the other rows. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.desk import texts
from bot.desk.tables import Holiday
from ingest.ledgers import cells
from ingest.ledgers.cells import Unfit
from ingest.ledgers.parsing import RowError
from ingest.readers.sheet import Cell, Sheet
from knowledge.errors import BadInput

_DAY, _MARK, _NAME = (
    ("日期", "时间", "放假日期"),
    ("休/班", "休班", "班/休", "类型", "安排"),
    ("名称", "节日", "说明"),
)
_MARKS = {
    **dict.fromkeys(("休", "休息", "放假", "假", "off"), False),
    **dict.fromkeys(("班", "上班", "调休上班", "补班", "工作日", "work"), True),
}


@dataclass(frozen=True, slots=True)
class ParsedHolidays:
    """What a holiday table says, and what is wrong with its other rows."""

    rows: tuple[Holiday, ...]
    errors: tuple[RowError, ...]


def parse(sheets: Sequence[Sheet]) -> ParsedHolidays:
    """Every row of every sheet with such a header. Raises BadInput where there is none."""
    rows: dict[date, Holiday] = {}
    errors: list[RowError] = []
    found = [(sheet, at) for sheet in sheets if (at := _header(sheet)) is not None]
    if not found:
        raise BadInput(texts.HOLIDAY_HEADERS)
    for sheet, at in found:
        columns = [_column(sheet.rows[at], names) for names in (_DAY, _MARK, _NAME)]
        for number, row in enumerate(sheet.rows[at + 1 :], start=sheet.first_row + at + 1):
            cut = [row[column] if column is not None and column < len(row) else None for column in columns]
            if all(cells.is_blank(cell) for cell in cut):
                continue
            read = _row(cut, rows)
            if isinstance(read, Holiday):
                rows[read.day] = read
            else:
                errors.append(RowError(sheet.name, number, *read))
    if not rows and not errors:
        raise BadInput(texts.HOLIDAY_EMPTY)
    return ParsedHolidays(tuple(rows.values()), tuple(errors))


def _row(cut: Sequence[Cell], before: dict[date, Holiday]) -> Holiday | tuple[str, str]:
    """A row's day, or the column and the reason why it is none."""
    try:
        day = cells.day(cut[0])
    except Unfit:
        return _DAY[0], texts.HOLIDAY_DAY.format(shown=_shown(cut[0]))
    is_working = _MARKS.get(cells.normal(_shown(cut[1])).lower())
    if is_working is None:
        return _MARK[0], texts.HOLIDAY_MARK.format(shown=_shown(cut[1]))
    if day in before and before[day].is_working != is_working:
        return _DAY[0], texts.HOLIDAY_CONFLICT.format(before=texts.WORKING[before[day].is_working])
    return Holiday(day=day, is_working=is_working, name=_shown(cut[2])[:50])


def _header(sheet: Sheet) -> int | None:
    """The row that has both columns, among the first ten."""
    for at, row in enumerate(sheet.rows[:10]):
        if _column(row, _DAY) is not None and _column(row, _MARK) is not None:
            return at
    return None


def _column(row: Sequence[Cell], names: Sequence[str]) -> int | None:
    return next((at for at, cell in enumerate(row) if cells.normal(_shown(cell)) in names), None)


def _shown(cell: Cell) -> str:
    return "" if cell is None else str(cell).strip()
