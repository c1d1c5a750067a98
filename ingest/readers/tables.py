"""Table rows → blocks: `列名：值；列名：值`, whatever format the table comes from."""

import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from ingest import texts
from ingest.pages import Block, Kind

_AMOUNT = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?\s?(?:[千万百亿]*(?:元|美元)?|%|％|亩|公顷|人|个|家|平方米|㎡)")

Row = Sequence[str | None]
"""A table row as text; None is a cell that a merged cell at its left covers."""


def row_blocks(rows: Sequence[Row], table: str | None = None, headers: int = 0) -> Iterable[Block]:
    """The blocks of a table: lines above its header as paragraphs, then a block for each row.

    `headers` says how many rows at the top the format itself calls its header, 0 where it doesn't say.
    """
    stated = 0 < headers < len(rows)
    header = _first_wide(rows[:headers]) if stated else _header_at(rows)
    if header is None:
        yield from _plain(rows, table)
        return
    yield from _plain(rows[:header], table)
    caption = next((text for row in rows[:header] for text in _filled(row)), None) or table
    names, body = (_joined(rows[header:headers]), headers) if stated else _names(rows, header)
    for row in rows[body:]:
        yield from _row_block(names, row, caption)


def unrepeated(rows: Sequence[Row], headers: int = 0) -> list[Row]:
    """The rows without those that say the header again, as on the next page."""
    header = _first_wide(rows[:headers]) if 0 < headers < len(rows) else _header_at(rows)
    if header is None:
        return list(rows)
    said = [list(rows[header])]
    body = headers if 0 < headers < len(rows) else _names(rows, header)[1]
    said += [list(row) for row in rows[header + 1 : body]]
    return [row for at, row in enumerate(rows) if at < body or list(row) not in said]


def _first_wide(rows: Sequence[Row]) -> int | None:
    """The first row that has more than a title."""
    return next((at for at, row in enumerate(rows) if len(_filled(row)) > 1), None)


def _filled(row: Row) -> list[str]:
    return [text for text in row if text]


def _plain(rows: Iterable[Row], table: str | None) -> Iterable[Block]:
    """Rows without a header above them: what stands in them, as it stands."""
    for row in rows:
        filled = _filled(row)
        if len(filled) > 1:
            yield Block(texts.SEMICOLON.join(filled), Kind.ROW, table=table)
        elif filled:
            yield Block(filled[0], table=table)


def _header_at(rows: Sequence[Row]) -> int | None:
    """The first row that names the columns and has rows below it; None where figures come before names."""
    widest = max((len(_filled(row)) for row in rows), default=0)
    for at, row in enumerate(rows[:-1]):
        filled = _filled(row)
        if len(filled) < 2 or _covered(row) * 2 < widest or all(map(_is_remark, filled)):
            continue
        return at if _mostly_words(filled) else None
    return None


def _covered(row: Row) -> int:
    return sum(text is None or text != "" for text in row)


def _is_remark(text: str) -> bool:
    """填报单位：…, 单位：万元: what stands above a header, filled in by hand."""
    return texts.COLON in text or ":" in text


def _mostly_words(filled: Sequence[str]) -> bool:
    return sum(not _is_figure(text) for text in filled) * 2 > len(filled)


def is_amount(text: str) -> bool:
    """Whether a cell says a number, with its unit or without; merged over rows, it is none of theirs."""
    return _AMOUNT.fullmatch(text.strip()) is not None


def _is_figure(text: str) -> bool:
    return text.rstrip("%％").replace(",", "").replace(".", "", 1).lstrip("-+").isdigit()


def _names(rows: Sequence[Row], header: int) -> tuple[list[str], int]:
    """The columns' names and the first row below them; a name over several columns goes before theirs."""
    top = rows[header]
    if None not in top or header + 2 >= len(rows) or not _goes_on(top, rows[header + 1]):
        return [text or "" for text in top], header + 1
    return _joined(rows[header : header + 2]), header + 2


def _joined(header: Sequence[Row]) -> list[str]:
    """The columns' names over all lines of a header: what stands over several columns goes before each."""
    names: list[str] = []
    for line, row in enumerate(header):
        over, last = "", line == len(header) - 1
        for at, text in enumerate(row):
            over = over if text is None and not last else text or ""
            names += [""] * (at + 1 - len(names))
            if over and not names[at].endswith(over):
                names[at] += over
    return names


def _goes_on(top: Row, below: Row) -> bool:
    """Whether the row below a header belongs to it: cells reach down into it, or it has only words."""
    if any(text and text == under for text, under in zip(top, below, strict=False)):
        return True
    return bool(_filled(below)) and not any(map(_is_figure, _filled(below)))


def _row_block(names: Sequence[str], row: Row, table: str | None) -> Iterable[Block]:
    cells = [(name or "", text) for name, text in zip_longest(names[: len(row)], row) if text]
    if len(cells) == 1 and (row[0] or len(row) == 1):
        yield Block(cells[0][1], table=table)  # a note or a heading across the table
    elif cells:
        text = texts.SEMICOLON.join(f"{name}{texts.COLON}{text}" if name else text for name, text in cells)
        yield Block(text, Kind.ROW, table=table)
