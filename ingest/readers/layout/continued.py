"""A table that goes on over pages: one header, rows that the page break cut are whole again."""

from collections.abc import Sequence
from itertools import takewhile

from ingest.readers.layout.shapes import Table
from ingest.readers.lines import joined
from ingest.readers.tables import Row, is_amount

_SAME_EDGE = 4.0

Cells = list[str | None]


def goes_on(upper: Table, lower: Table) -> bool:
    """Whether a table at the top of a page has the columns of that at the foot of the page before."""
    if len(upper.edges) != len(lower.edges):
        return False
    shift = lower.left - upper.left
    pairs = zip(upper.edges, lower.edges, strict=True)
    return all(abs(other - one - shift) <= _SAME_EDGE for one, other in pairs)


def whole(parts: Sequence[tuple[int, Table]]) -> list[tuple[int, Row]]:
    """All rows of a table, each with the page that it begins on."""
    page, before = parts[0]
    rows: list[tuple[int, Cells]] = [(page, list(row)) for row in before.rows]
    for page, table in parts[1:]:
        said = _said_again(parts[0][1].rows, table.rows)
        below = [list(row) for row in table.rows[said:]]
        if below and rows:
            above = rows[-1][1]
            cut = _is_cut(above, below[0], _tall(table, said))
            _carry(above, below, before, table, said)
            if cut:
                rows[-1] = (rows[-1][0], _rejoined(above, below.pop(0)))
        rows += [(page, row) for row in below]
        before = table
    return list(rows)


def _said_again(first: Sequence[Row], rows: Sequence[Row]) -> int:
    """How many rows at the top of a page are those at the top of the table, with its title or without."""
    titles = next((at for at, row in enumerate(first) if sum(map(bool, row)) > 1), 0)
    best = 0
    for begin in range(titles + 1):
        pairs = zip(first[begin:], rows, strict=False)
        best = max(best, sum(1 for _ in takewhile(lambda pair: _same(*pair), pairs)))
    return best


def _same(one: Row, other: Row) -> bool:
    return ["".join((text or "").split()) for text in one] == [
        "".join((text or "").split()) for text in other
    ]


def _tall(table: Table, at: int) -> set[int]:
    """The columns whose cell in this row reaches into the rows beside it."""
    cells, beside = table.cells, [row for row in (at - 1, at + 1) if 0 <= row < len(table.cells)]
    return {column for column, cell in enumerate(cells[at]) for row in beside if cells[row][column] == cell}


def _is_cut(above: Cells, below: Cells, tall: set[int]) -> bool:
    """Whether a row is only the rest of the row above: its first column is empty, its others go on there."""
    plain = [column for column in range(len(below)) if column not in tall and above[column] is not None]
    filled = [column for column in plain if below[column]]
    return (
        bool(filled)
        and not below[plain[0]]
        and bool(above[plain[0]])
        and all(above[column] for column in filled)
        and not any(is_amount(below[column] or "") for column in filled)
    )


def _carry(above: Cells, below: list[Cells], upper: Table, lower: Table, said: int) -> None:
    """A cell merged downwards over the page break stands in the rows below it too."""
    tall = _tall(lower, said) | _tall(upper, len(upper.rows) - 1)
    for column in tall:
        text = above[column]
        if below[0][column] != "" or not text or is_amount(text):
            continue
        cell = lower.cells[said][column]
        for row, cells in zip(below, lower.cells[said:], strict=True):
            if cells[column] == cell:
                row[column] = text


def _rejoined(above: Cells, below: Cells) -> Cells:
    return [
        text if not rest or rest == text else joined([part for part in (text, rest) if part])
        for text, rest in zip(above, below, strict=True)
    ]
