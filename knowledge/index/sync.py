"""Bringing the derived indexes up to the database, by one writer at a time."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import Engine
from sqlmodel import Session

from knowledge import changes, documents
from knowledge.changes import Change, Entry, Kind
from knowledge.database import reading
from knowledge.errors import HomeUnavailable, IndexBusy
from knowledge.index.contract import Index
from knowledge.projects import lookups
from knowledge.texts import INDEX_BUSY, home_unwritable

SOURCES: dict[Kind, Callable[[Session, Iterable[str]], list[Entry]]] = {
    Kind.PASSAGE: documents.entries,
    Kind.DOCUMENT: documents.whole_entries,
    Kind.PROJECT: lookups.entries,
}


@contextmanager
def only_writer(lock: Path) -> Iterator[None]:
    """Be the one writer of a home's indexes. Raises IndexBusy at once while another process is."""
    held = FileLock(lock, timeout=0)
    try:
        held.acquire()
    except Timeout as busy:
        raise IndexBusy(INDEX_BUSY) from busy
    except OSError as error:
        raise HomeUnavailable(home_unwritable(str(lock.parent))) from error
    try:
        yield
    finally:
        held.release()


def drain(engine: Engine, index: Index, progress: Callable[[int, int], None] | None = None) -> int:
    """Let `index` take in all changes after its cursor; the number of changes taken in."""
    done = 0
    with reading(engine) as session:
        total = changes.count_after(session, index.cursor)
    while taken := take_in(engine, index, index.at_once):
        done += taken
        if progress:
            progress(done, max(done, total))
    return done


def take_in(engine: Engine, index: Index, most: int) -> int:
    """Let `index` take in up to `most` changes after its cursor; the number of changes taken in.

    A crash repeats work, never loses it: the cursor moves after the entries do.
    """
    batch = _next(engine, index, most)
    if batch is None:
        return 0
    pending, upserts, removed = batch
    index.apply(upserts, removed, pending[-1].id or 0)
    return len(pending)


def _next(
    engine: Engine, index: Index, most: int
) -> tuple[Sequence[Change], list[Entry], list[tuple[Kind, str]]] | None:
    with reading(engine) as session:
        pending = changes.after(session, index.cursor, most)
        if not pending:
            return None
        upserts: list[Entry] = []
        for kind in index.kinds:
            upserts += SOURCES[kind](session, {change.key for change in pending if change.kind is kind})
    alive = {(entry.kind, entry.key) for entry in upserts}
    touched = dict.fromkeys((change.kind, change.key) for change in pending if change.kind in index.kinds)
    return pending, upserts, [key for key in touched if key not in alive]
