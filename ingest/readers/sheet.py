"""A sheet of a workbook, or a CSV file: typed cells, and how they are written as text."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from ingest import texts


@dataclass(frozen=True, slots=True)
class FormulaWithoutValue:
    """A formula whose result was never saved, so that nobody can say what the cell holds."""


@dataclass(frozen=True, slots=True)
class MergedNumber:
    """A number in a cell merged over several rows: nobody can say how much of it is each row's."""


Cell = str | int | float | datetime | date | bool | FormulaWithoutValue | MergedNumber | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows` has no empty rows at its ends; `first_row` is the number of `rows[0]`, from 1.

    `rows[r][0]` is column A. A merged cell's value fills its whole area; over several rows, a number doesn't.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    first_row: int = 1


def written(cell: Cell) -> str:
    """A cell as a person would write it."""
    match cell:
        case None | FormulaWithoutValue() | MergedNumber():
            return ""
        case bool():
            return texts.YES if cell else texts.NO
        case float():
            return written_number(cell)
        case datetime():
            return cell.isoformat(" ", "minutes" if cell.second == 0 else "seconds")
        case _:
            return " ".join(str(cell).split())


def written_number(number: float) -> str:
    """At most the 15 digits that a spreadsheet keeps, never an exponent."""
    return f"{Decimal(f'{number:.15g}'):f}"


def trimmed(name: str, rows: Iterable[tuple[Cell, ...]]) -> Sheet:
    """A sheet from row 1 on, without the empty rows at its ends."""
    kept = list(rows)
    while kept and not any(cell not in (None, "") for cell in kept[-1]):
        kept.pop()
    blank = next((at for at, row in enumerate(kept) if any(cell not in (None, "") for cell in row)), 0)
    return Sheet(name, tuple(kept[blank:]), first_row=blank + 1)
