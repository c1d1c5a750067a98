"""The tables of a text: rows one below the other with the same columns. Pure."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from knowledge.evidence.sentences import is_row

CLOSE = 80  # characters of a caption that may stand between what announces a table and its first row
_LINES = re.compile(r"[^\n]+\n*")
_DOES = r"(?:都|分别|一共|总共|目前|现在|主要|具体)*(?:有哪|是哪|有几|有多少|包括|包含|是什么|有什么)"
_ASKED = (
    re.compile(rf"([一-鿿]{{2,14}}?){_DOES}"),
    re.compile(r"哪(?:些|[几两三四五六七八九十\d]+[个条家类种项])([一-鿿]{2,10})"),
)
_MOST = re.compile(r"最[高多低少大小快慢长短强弱好差]|倒数|垫底")
_OF_WHICH = re.compile(
    r"哪(?:一?[个家条项类种些])的?([一-鿿]{2,4})|的([一-鿿]{2,4}?)(?:是哪|是谁|叫什么|有哪|是什么)"
)
_BY = re.compile(r"([一-鿿]{2,12}?)(?:的)?(最[高多大快长强好]|最[低少小慢短弱差]|倒数|垫底)")
_LEAST = re.compile(r"最[低少小慢短弱差]|倒数|垫底")
_FIGURE = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_ASIDE = re.compile(r"[（(][^）)]*[）)]|\s")
ORDERED = 15  # rows that are put in order; more are read as they stand
_PERIOD = re.compile(r"^(?:月份|年月|季度|年度|年份|时间|统计期)$")


@dataclass(frozen=True, slots=True)
class Table:
    """Successive rows: their spans in the text, and the names of their columns."""

    rows: tuple[tuple[int, int], ...]
    columns: tuple[str, ...]

    @property
    def start(self) -> int:
        return self.rows[0][0]

    @property
    def end(self) -> int:
        return self.rows[-1][1]


def tables(text: str) -> list[Table]:
    """The tables of a text, in order."""
    found: list[Table] = []
    for line in _LINES.finditer(text):
        names = columns(line.group())
        if not names:
            continue
        if found and found[-1].columns == names and found[-1].end == line.start():
            found[-1] = Table((*found[-1].rows, line.span()), names)
        else:
            found.append(Table((line.span(),), names))
    return found


def columns(row: str) -> tuple[str, ...]:
    """The names of a row's columns; none of what is no row."""
    line = row.strip()
    return tuple(cell.partition("：")[0] for cell in line.split("；")) if is_row(line) else ()


def asks_most(asked: str) -> bool:
    """Whether it is asked which one has the most or least of something."""
    return bool(_MOST.search(asked) and _OF_WHICH.search(asked))


def has_column_asked(asked: str, table: Table) -> bool:
    """Whether a table has a column of just what a question wants listed or picked out."""
    patterns = (_OF_WHICH,) if asks_most(asked) else _ASKED
    matches = (found for pattern in patterns for found in pattern.finditer(asked))
    named = [next(one for one in found.groups() if one) for found in matches]
    names = [name[:end] for name in named for end in range(2, len(name) + 1)]
    whole = any(name.endswith(column) for name in named for column in table.columns)
    return whole or any(column.endswith(name) for name in names for column in table.columns)


def newest(text: str, table: Table) -> Table:
    """Of a table that starts with a period the rows of the last one that it has; else the table itself."""
    if not _PERIOD.match(table.columns[0]):
        return table
    last = max(_first(text, row) for row in table.rows)
    return Table(tuple(row for row in table.rows if _first(text, row) == last), table.columns)


def named_rows(terms: Sequence[str], text: str, table: Table) -> list[tuple[int, int]]:
    """Of a table the rows of things that a question names one beside the other: 高级技师和技师."""
    cells = [_values(text[start:end]) for start, end in table.rows]
    found: dict[int, list[int]] = {}
    for term in terms:
        at = _only(cells, term, str.__eq__) or _only(cells, term, str.startswith)
        if at:
            found.setdefault(at[1], []).append(at[0])
    rows = max(found.values(), key=len, default=[])
    return [table.rows[row] for row in sorted(set(rows))] if len(set(rows)) > 1 else []


def _only(
    cells: Sequence[Sequence[str]], term: str, fits: Callable[[str, str], bool]
) -> tuple[int, int] | None:
    """The only cell that is of a term: its row and column."""
    found = [(i, k) for i, row in enumerate(cells) for k, cell in enumerate(row) if fits(cell, term)]
    return found[0] if len(found) == 1 else None


def in_order(asked: str, text: str, table: Table) -> tuple[list[tuple[int, int]], str]:
    """The rows of a table in the order of the figure that is asked of, the one asked for first, and by what they
    are ordered; as they stand, where no one column is asked of or a figure is missing.
    """
    by = _BY.search(asked)
    plain = [_ASIDE.sub("", column) for column in table.columns]
    columns = _asked_of(by[1], plain) if by else []
    if len(columns) != 1 or len(table.rows) > ORDERED:
        return list(table.rows), ""
    told = [
        _FIGURE.fullmatch(_values(text[start:end])[columns[0]].rstrip("%％")) for start, end in table.rows
    ]
    if not all(told):
        return list(table.rows), ""
    figures = [Decimal(one[0].replace(",", "")) for one in told if one]
    is_least = bool(_LEAST.search(asked))
    order = sorted(range(len(figures)), key=lambda row: figures[row], reverse=not is_least)
    name = f"{plain[columns[0]]}{'从低到高' if is_least else '从高到低'}"
    return [table.rows[row] for row in order], name


def _asked_of(words: str, columns: Sequence[str]) -> list[int]:
    """The columns whose names words end with; else those that end as the words do."""
    whole = [k for k, name in enumerate(columns) if words.endswith(name)]
    ends = [words[at:] for at in range(len(words) - 1)]
    return whole or [k for k, name in enumerate(columns) if name.endswith(tuple(ends))]


def _values(row: str) -> list[str]:
    return [cell.partition("：")[2].strip() for cell in row.strip().split("；")]


def _first(text: str, row: tuple[int, int]) -> str:
    return text[row[0] : row[1]].partition("；")[0]
