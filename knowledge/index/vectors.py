"""The vector index: one collection for each kind and audience, all filled by one encoder."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any, TypeVar

from chromadb.errors import ChromaError

from knowledge.changes import Entry, Kind
from knowledge.index.chroma import Chroma, Edition
from knowledge.index.contract import Match, Sees, entry_key
from knowledge.index.encoder import Encoder

BATCH = 2_000
T = TypeVar("T")


class VectorIndex:
    """One edition of the vectors in a Chroma, and the encoder that makes it."""

    kinds = frozenset((Kind.PASSAGE, Kind.PROJECT))  # a whole document has no one meaning
    at_once = 5_000

    def __init__(self, chroma: Chroma, edition: Edition, encoder: Callable[[], Encoder]) -> None:
        """`encoder` is called when it is first needed."""
        self._chroma = chroma
        self._edition = edition
        self._encoder = encoder

    @property
    def cursor(self) -> int:
        """The last change taken in."""
        noted = {one.fingerprint: one.cursor for one in self._chroma.editions()}
        return noted.get(self._edition.fingerprint, 0)

    def apply(self, upserts: Sequence[Entry], removed: Sequence[tuple[Kind, str]], cursor: int) -> None:
        """Take in entries, remove others, and remember how far that was; doing it twice changes nothing."""
        gone = [entry_key(kind, key) for kind, key in removed]
        here = {entry_key(entry.kind, entry.key): _name(entry.kind, entry.audience) for entry in upserts}
        for collection in self._chroma.collections(self._edition):
            stale = [key for key, home in here.items() if not collection.name.endswith(f"-{home}")]
            for ids in _batches([*gone, *stale], BATCH):
                collection.delete(ids=ids)
        for (kind, audience), entries in _partitions(upserts):
            metadata = {"kind": kind.value, "audience": audience}
            collection = self._chroma.collection(self._edition, _name(kind, audience), metadata)
            for batch in _batches(entries, BATCH):
                self._upsert(collection, batch)
        self._chroma.note(replace(self._edition, cursor=cursor))

    def search(self, text: str, kind: Kind, sees: Sees, limit: int) -> list[Match]:
        """The nearest entries of one kind for the audiences seen; scores are cosines."""
        try:
            return self._search(text, kind, sees, limit)
        except ChromaError:  # another process removed what this one still remembers
            if self._chroma.is_folder:
                self._chroma.reopen()
            return self._search(text, kind, sees, limit)

    def _search(self, text: str, kind: Kind, sees: Sees, limit: int) -> list[Match]:
        collections = [
            one
            for one in self._chroma.collections(self._edition)
            if one.metadata["kind"] == kind.value and sees(one.metadata["audience"])
        ]
        if not collections or limit < 1:
            return []
        vector = self._encoder().question(text)
        found = [match for one in collections for match in _nearest(one, vector, limit)]
        return sorted(found, key=lambda match: -match.score)[:limit]

    def refresh(self) -> None:
        """See what another process has written."""
        self._chroma.refresh()

    def reset(self) -> None:
        """Empty this edition; the next drain fills it again."""
        others = [
            one.fingerprint for one in self._chroma.editions() if one.fingerprint != self._edition.fingerprint
        ]
        self._chroma.keep_only(others)

    def __len__(self) -> int:
        return sum(collection.count() for collection in self._chroma.collections(self._edition))

    def _upsert(self, collection: Any, entries: Sequence[Entry]) -> None:
        vectors = self._encoder().passages([f"{entry.title}\n{entry.text}" for entry in entries])
        collection.upsert(ids=[entry_key(entry.kind, entry.key) for entry in entries], embeddings=vectors)


def _name(kind: Kind, audience: str) -> str:
    """A collection's name: Chroma takes ASCII only, so that a zone's is hashed."""
    plain = (
        audience
        if audience.isascii() and audience.isalnum()
        else hashlib.sha256(audience.encode()).hexdigest()[:16]
    )
    return f"{kind.value}-{plain}"


def _partitions(entries: Iterable[Entry]) -> Iterator[tuple[tuple[Kind, str], list[Entry]]]:
    def partition(entry: Entry) -> tuple[Kind, str]:
        return entry.kind, entry.audience

    for key, group in groupby(sorted(entries, key=partition), key=partition):
        yield key, list(group)


def _batches(items: Sequence[T], size: int) -> Iterator[list[T]]:
    for start in range(0, len(items), size):
        yield list(items[start : start + size])


def _nearest(collection: Any, vector: Any, limit: int) -> list[Match]:
    found = collection.query(query_embeddings=[vector], n_results=limit, include=["distances"])
    pairs = zip(found["ids"][0], found["distances"][0], strict=True)
    return [Match(key.partition(":")[2], 1.0 - float(distance)) for key, distance in pairs]
