"""Parts → pieces of a length that can be read and cited: short ones together, long ones apart."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.splitting.parts import Part, Role
from ingest.splitting.sentences import chunks

_LONGEST_WHOLE = 550
_LONGEST_ARTICLE = 600
_ARTICLE_PIECE = 450
_PROSE_PIECE = 300
_ROWS_PIECE = 400
_REMNANT = 60


def packed(text: str, parts: Sequence[Part]) -> Iterator[Part]:
    """Parts joined or cut into pieces; together they cover what the parts cover."""
    for run in _runs(_attached(parts)):
        yield from _packed_run(text, run)


def _attached(parts: Sequence[Part]) -> list[Part]:
    """Headings put in the place of what they head, so that they stand in one piece with it."""
    attached: list[Part] = []
    for part in reversed(parts):
        heads = part.role is Role.OPENING and attached
        attached.append(part.moved_to(attached[-1]) if heads else part)
    return attached[::-1]


def _runs(parts: Sequence[Part]) -> Iterator[list[Part]]:
    """Successive parts that may stand in one piece."""
    run: list[Part] = []
    for part in parts:
        if run and not run[-1].belongs_with(part):
            yield run
            run = []
        run.append(part)
    if run:
        yield run


def _packed_run(text: str, run: Sequence[Part]) -> Iterator[Part]:
    first = run[0]
    whole = first.until(run[-1].end)
    if first.role is Role.ROW:
        yield from _joined(run, _ROWS_PIECE)
    elif first.article and whole.length <= _LONGEST_ARTICLE:
        yield whole
    else:
        units = [unit for part in run for unit in _units(text, part)]
        yield from _joined(units, _ARTICLE_PIECE if first.article else _PROSE_PIECE)


def _units(text: str, part: Part) -> Iterator[Part]:
    """A part as it is, or cut between sentences where it is too long."""
    if part.length <= _LONGEST_WHOLE:
        yield part
        return
    cuts = [part.start + cut for cut in chunks(text[part.start : part.end])]
    yield from (part.cut(start, end) for start, end in pairwise([*cuts, part.end]))


def _joined(units: Sequence[Part], most: int) -> Iterator[Part]:
    """Neighbours joined up to `most` characters; no remnant, such as a lone heading, stays alone."""
    piece: Part | None = None
    for unit in units:
        if piece is None:
            piece = unit
            continue
        together = piece.until(unit.end)
        remnant = min(piece.length, unit.length) < _REMNANT and together.length <= _LONGEST_WHOLE
        if together.length <= most or remnant:
            piece = together
        else:
            yield piece
            piece = unit
    if piece is not None:
        yield piece
