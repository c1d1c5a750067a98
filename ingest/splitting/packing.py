"""Parts → pieces of a length that can be read and cited: short ones together, long ones apart."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.splitting.naming import clauses, whole
from ingest.splitting.parts import Part, Role
from ingest.splitting.sentences import chunks

_LONGEST_WHOLE = 700
_LONGEST_ARTICLE = 600
_ARTICLE_PIECE = 450
_PROSE_PIECE = 400
_ROWS_PIECE = 400
_REMNANT, _LONGEST_WITH_REMNANT = 60, 530
_MOST_LEADS = 2


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
    length = run[-1].end - first.start
    if first.in_table:
        yield from map(whole, _joined(run, _ROWS_PIECE))
    elif first.article and length <= _LONGEST_ARTICLE:
        yield first.until(run[-1].end)
    else:
        units = [unit for part in run for unit in _units(text, part)]
        if first.article:
            several = run[-1].spot.paragraph > 1
            yield from (clauses(piece, several) for piece in _joined(units, _ARTICLE_PIECE))
        else:
            yield from map(whole, _joined(units, _PROSE_PIECE))


def _units(text: str, part: Part) -> Iterator[Part]:
    """A part as it is, or cut between sentences where it is too long."""
    if part.length <= _LONGEST_WHOLE:
        yield part
        return
    cuts = [part.start + cut for cut in chunks(text[part.start : part.end])]
    yield from (part.cut(start, end) for start, end in pairwise([*cuts, part.end]))


def _joined(units: Sequence[Part], most: int) -> Iterator[list[Part]]:
    """Neighbours joined up to `most` characters, where none of them is torn from what it introduces."""
    piece: list[Part] = []
    for unit in units:
        if piece and not _fits(piece, unit, most):
            closed, piece = _without_leads(piece)
            yield closed
        piece.append(unit)
    if piece:
        yield piece


def _fits(piece: Sequence[Part], unit: Part, most: int) -> bool:
    if piece[-1].role is Role.OPENING:
        return True
    length = piece[-1].end - piece[0].start
    together = unit.end - piece[0].start
    remnant = min(length, unit.length) < _REMNANT and together <= _LONGEST_WITH_REMNANT
    return together <= most or remnant


def _without_leads(piece: list[Part]) -> tuple[list[Part], list[Part]]:
    """A full piece, and the lines at its end that introduce what follows."""
    end = len(piece)
    while end > max(1, len(piece) - _MOST_LEADS) and piece[end - 1].role is Role.LEAD:
        end -= 1
    return piece[:end], piece[end:]
