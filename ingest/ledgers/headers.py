"""Where a sheet's header stands and which field each of its columns holds. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.ledgers.cells import is_blank, normal
from ingest.ledgers.kinds import COMMON, FORMS, PERIODS, Column, Form, LedgerKind
from ingest.readers.sheet import Cell, Sheet, written

SEARCHED_ROWS = 20

_NOTE = re.compile(r"[(\[【](.*?)[)\]】]")
_UNIT_AT_END = re.compile(r"(.+?)[/,:、]?(亿元|百万元|万元|千元)")
_MONEY_UNIT = re.compile("亿元|百万元|万元|千元|元|亿|万")
_UNIT_IN_TITLE = re.compile("单位:(亿元|百万元|万元|千元|元)")


@dataclass(frozen=True, slots=True)
class Place:
    """A column of the sheet that holds a field: its position, its header, the unit that this names, and
    how usual its name is, from 0."""

    at: int
    header: str
    unit: str
    rank: int


@dataclass(frozen=True, slots=True)
class Header:
    """A sheet's header: its first row (from 0, in `sheet.rows`), how many rows it has, and what it says."""

    at: int
    depth: int
    texts: tuple[str, ...]
    places: dict[str, tuple[Place, ...]]

    @property
    def found(self) -> tuple[str, ...]:
        """The headers as they are written."""
        return tuple(dict.fromkeys(text for text in self.texts if text))

    def lacks(self, form: Form) -> tuple[Column, ...]:
        """The columns that must be there and aren't."""
        return tuple(column for column in form.required if column.field not in self.places)

    def label(self, column: Column) -> str:
        """What this sheet calls a column."""
        places = self.places.get(column.field)
        return places[0].header if places else column.names[0]


def recognise(sheets: Sequence[Sheet]) -> LedgerKind | None:
    """Which ledger the sheets are, by their headers alone; None for any other table."""
    for kind, form in FORMS.items():
        if any(find(form, sheet) for sheet in sheets):
            return kind
    return None


def find(form: Form, sheet: Sheet) -> Header | None:
    """The row, or two rows, of the sheet that name most of the form's columns, if they name enough."""
    fitting = [header for header in _candidates(form, sheet) if _is_enough(form, header)]
    return max(fitting, key=lambda header: (len(header.places), -header.depth, -header.at), default=None)


def any_header(form: Form, sheet: Sheet) -> Header | None:
    """The row that comes nearest to a header, however little it has of one."""
    return max(
        _candidates(form, sheet), key=lambda header: (len(header.places), len(header.found)), default=None
    )


def _candidates(form: Form, sheet: Sheet) -> Iterator[Header]:
    rows = [tuple(map(_said, row)) for row in sheet.rows[: SEARCHED_ROWS + 1]]
    unit = ""
    for at, row in enumerate(rows[:SEARCHED_ROWS]):
        yield _header(form, at, 1, row, unit)
        if at + 1 < len(rows):
            yield _header(form, at, 2, _joined(row, rows[at + 1]), unit)
        if match := _UNIT_IN_TITLE.search(normal("".join(row))):
            unit = match[1]


def _said(cell: Cell) -> str:
    return "" if is_blank(cell) else written(cell)


def _joined(top: Sequence[str], bottom: Sequence[str]) -> tuple[str, ...]:
    """A header in two rows as one; a merged cell says the same in both."""
    width = max(len(top), len(bottom))
    over, under = (tuple(row) + ("",) * (width - len(row)) for row in (top, bottom))
    return tuple(above if above == below else above + below for above, below in zip(over, under, strict=True))


def _header(form: Form, at: int, depth: int, texts: tuple[str, ...], unit: str) -> Header:
    known = {name: (column.field, rank) for column in form.columns for rank, name in enumerate(column.names)}
    places: dict[str, list[Place]] = {}
    for position, text in enumerate(texts):
        names, own_unit = read_header(text)
        name = next((name for name in names if name in known), None)
        if name:
            field, rank = known[name]
            places.setdefault(field, []).append(Place(position, text, own_unit or unit, rank))
    return Header(at, depth, texts, {field: _usual(found) for field, found in places.items()})


def _usual(places: Sequence[Place]) -> tuple[Place, ...]:
    """Of the columns for one field, those with the most usual name: 总投资 rather than 计划总投资."""
    best = min(place.rank for place in places)
    return tuple(place for place in places if place.rank == best)


def read_header(text: str) -> tuple[tuple[str, ...], str]:
    """The names that a header may go by, the most exact first, and the unit in it."""
    said = normal(text).strip("*:")
    notes = _NOTE.findall(said)
    bare = _NOTE.sub("", said).strip("*:")
    unit = notes[-1] if notes else ""
    if match := _MONEY_UNIT.search(unit):
        unit = match[0]
    elif match := _UNIT_AT_END.fullmatch(bare):
        bare, unit = match.groups()
    return (said, re.sub(r"[()\[\]【】]", "", said), bare), unit


def _is_enough(form: Form, header: Header) -> bool:
    names = {read_header(text)[0][-1] for text in header.found}
    telling = names - COMMON
    is_marked = bool(names & form.marks) and not names & PERIODS
    return is_marked and len(header.places) >= form.least and len(header.places) >= form.known * len(telling)
