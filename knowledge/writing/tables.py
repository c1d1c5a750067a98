"""The tables of a text: rows one below the other with the same columns. Pure."""

import re
from dataclasses import dataclass

from knowledge.evidence.sentences import is_row

CLOSE = 80  # characters of a caption that may stand between what announces a table and its first row
_LINES = re.compile(r"[^\n]+\n*")
_DOES = r"(?:都|分别|一共|总共|目前|现在|主要|具体)*(?:有哪|是哪|有几|有多少|包括|包含|是什么|有什么)"
_ASKED = re.compile(
    rf"([一-鿿]{{2,14}}?){_DOES}|哪(?:些|[几两三四五六七八九十\d]+[个条家类种项])([一-鿿]{{2,10}})"
)
_MOST = re.compile(r"最[高多低少大小快慢长短强弱好差]|倒数|垫底")
_OF_WHICH = re.compile(
    r"哪(?:一?[个家条项类种些])的?([一-鿿]{2,4})|的([一-鿿]{2,4}?)(?:是哪|是谁|叫什么|有哪|是什么)"
)
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
    pattern = _OF_WHICH if asks_most(asked) else _ASKED
    named = [next(one for one in found.groups() if one) for found in pattern.finditer(asked)]
    names = [name[:end] for name in named for end in range(2, len(name) + 1)]
    whole = any(name.endswith(column) for name in named for column in table.columns)
    return whole or any(column.endswith(name) for name in names for column in table.columns)


def newest(text: str, table: Table) -> Table:
    """Of a table that starts with a period the rows of the last one that it has; else the table itself."""
    if not _PERIOD.match(table.columns[0]):
        return table
    last = max(_first(text, row) for row in table.rows)
    return Table(tuple(row for row in table.rows if _first(text, row) == last), table.columns)


def _first(text: str, row: tuple[int, int]) -> str:
    return text[row[0] : row[1]].partition("；")[0]
