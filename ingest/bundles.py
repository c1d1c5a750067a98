"""A text's pieces on their way from a worker: some at a time, so that nobody holds a long text twice."""

import pickle
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from itertools import islice, starmap
from operator import attrgetter

from ingest.splitting import Piece

AT_ONCE = 1000

_values = attrgetter(*(field.name for field in fields(Piece)))  # tuples are packed faster than objects


def bundles_of(pieces: Iterable[Piece]) -> Iterator[bytes]:
    """The pieces, packed."""
    rest = map(_values, pieces)
    while some := list(islice(rest, AT_ONCE)):
        yield pickle.dumps(some)


@dataclass(frozen=True, slots=True)
class Bundled:
    """Packed pieces, unpacked one after the other whenever they are asked for."""

    bundles: tuple[bytes, ...]

    def __iter__(self) -> Iterator[Piece]:
        for bundle in self.bundles:
            yield from starmap(Piece, pickle.loads(bundle))
