"""CSV: tables as text, separated by whatever the program that wrote them likes."""

import csv
import io
from collections import Counter
from itertools import islice
from pathlib import PurePath

from ingest import texts
from ingest.pages import Reading
from ingest.readers.decoding import decode
from ingest.readers.sheet import Sheet, trimmed, written
from ingest.readers.tables import row_blocks
from knowledge.errors import UnreadableFile

_DELIMITERS = ",;\t|，"
_SAMPLE = 50


def delimiter(text: str) -> str:
    """The delimiter that splits the first lines most often into the same number of columns."""

    def evenness(candidate: str) -> tuple[int, int]:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=candidate)
        counts = Counter(len(row) for row in islice(rows, _SAMPLE) if len(row) > 1)
        width, times = counts.most_common(1)[0] if counts else (0, 0)
        return times, width

    return max(_DELIMITERS, key=evenness)


def read_rows(name: str, data: bytes) -> Sheet:
    """The file as a sheet named as the file is; every cell is text or None."""
    text = decode(data)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text)))
    except csv.Error as fault:
        raise UnreadableFile(texts.DAMAGED) from fault
    cells = (tuple(value.strip() or None for value in row) for row in rows)
    return trimmed(PurePath(name).stem, cells)


def read_delimited(name: str, data: bytes) -> Reading:
    rows = [[written(cell) for cell in row] for row in read_rows(name, data).rows]
    return Reading(tuple(row_blocks(rows)))
