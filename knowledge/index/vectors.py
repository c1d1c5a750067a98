"""The vector index: Chroma, one collection for each kind and audience."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar

import chromadb
from chromadb.api import ClientAPI
from chromadb.api.shared_system_client import SharedSystemClient
from chromadb.config import Settings as ChromaSettings
from chromadb.errors import ChromaError

from knowledge.changes import Entry, Kind
from knowledge.errors import HomeUnavailable
from knowledge.index.contract import Match, Sees, entry_key
from knowledge.index.encoder import Encoder
from knowledge.texts import chroma_unreachable, index_damaged

BATCH = 2_000
STATE = "wuhao-state"
T = TypeVar("T")


class VectorIndex:
    """Collections of one Chroma (a folder of ours, or a server), filled by one encoder."""

    def __init__(self, where: Path | str, encoder: Callable[[], Encoder]) -> None:
        """`where` is a folder or the URL of a Chroma server; `encoder` is called when it is first needed."""
        self._where = where
        self._encoder = encoder
        self._client = _connect(where)
        self._read_at = self.cursor  # how far the entries were that this process has opened

    @property
    def cursor(self) -> int:
        """The last change taken in."""
        return int(self._state().get("cursor", 0))

    @property
    def fingerprint(self) -> str | None:
        """Which encoder filled this index; None while it is empty."""
        stored = self._state().get("encoder")
        return str(stored) if stored else None

    def apply(self, upserts: Sequence[Entry], removed: Sequence[tuple[Kind, str]], cursor: int) -> None:
        """Take in entries, remove others, and remember how far that was; doing it twice changes nothing."""
        gone = [entry_key(kind, key) for kind, key in removed]
        here = {entry_key(entry.kind, entry.key): _name(entry.kind, entry.audience) for entry in upserts}
        for collection in self._collections():
            stale = [key for key, home in here.items() if home != collection.name]
            for ids in _batches([*gone, *stale], BATCH):
                collection.delete(ids=ids)
        for (kind, audience), entries in _partitions(upserts):
            collection = self._collection(kind, audience)
            for batch in _batches(entries, BATCH):
                self._upsert(collection, batch)
        self._remember(cursor)

    def search(self, text: str, kind: Kind, sees: Sees, limit: int) -> list[Match]:
        """The nearest entries of one kind for the audiences seen; scores are cosines."""
        try:
            return self._search(text, kind, sees, limit)
        except ChromaError:
            if not isinstance(self._where, Path):
                raise
            self._reopen()  # another process removed what this one still remembers
            return self._search(text, kind, sees, limit)

    def _search(self, text: str, kind: Kind, sees: Sees, limit: int) -> list[Match]:
        collections = [
            one
            for one in self._collections()
            if one.metadata["kind"] == kind.value and sees(one.metadata["audience"])
        ]
        if not collections or limit < 1:
            return []
        vector = self._encoder().question(text)
        found = [match for one in collections for match in _nearest(one, vector, limit)]
        return sorted(found, key=lambda match: -match.score)[:limit]

    def refresh(self) -> None:
        """See what another process has written: a Chroma folder is read afresh only when it is opened."""
        if isinstance(self._where, Path) and self.cursor != self._read_at:
            self._reopen()

    def reset(self) -> None:
        """Empty the index; the next drain fills it again."""
        for collection in self._collections(and_state=True):
            self._client.delete_collection(collection.name)

    def __len__(self) -> int:
        return sum(collection.count() for collection in self._collections())

    def _reopen(self) -> None:
        read_at = self.cursor
        SharedSystemClient.clear_system_cache()
        self._client = _connect(self._where)
        self._read_at = read_at

    def _upsert(self, collection: Any, entries: Sequence[Entry]) -> None:
        vectors = self._encoder().passages([f"{entry.title}\n{entry.text}" for entry in entries])
        collection.upsert(ids=[entry_key(entry.kind, entry.key) for entry in entries], embeddings=vectors)

    def _collection(self, kind: Kind, audience: str) -> Any:
        return self._client.get_or_create_collection(
            _name(kind, audience),
            metadata={"kind": kind.value, "audience": audience},
            configuration={"hnsw": {"space": "cosine"}},
            embedding_function=None,
        )

    def _collections(self, *, and_state: bool = False) -> list[Any]:
        every = self._client.list_collections()
        return [one for one in every if and_state or one.name != STATE]

    def _state(self) -> dict[str, Any]:
        found = [one for one in self._client.list_collections() if one.name == STATE]
        return dict(found[0].metadata or {}) if found else {}

    def _remember(self, cursor: int) -> None:
        state = {"cursor": cursor, "encoder": self._encoder().fingerprint}
        self._client.get_or_create_collection(STATE, embedding_function=None).modify(metadata=state)
        self._read_at = cursor


def _connect(where: Path | str) -> ClientAPI:
    quiet = ChromaSettings(anonymized_telemetry=False)
    try:
        if isinstance(where, Path):
            where.mkdir(parents=True, exist_ok=True)
            return chromadb.PersistentClient(str(where), settings=quiet)
        secure, _, address = where.rstrip("/").rpartition("://")
        host, _, port = address.partition(":")
        return chromadb.HttpClient(host, int(port or 8000), ssl=secure == "https", settings=quiet)
    except (ChromaError, OSError, ValueError) as error:
        SharedSystemClient.clear_system_cache()  # else the half-made one is handed out the next time
        fault = index_damaged(str(where)) if isinstance(where, Path) else chroma_unreachable(where)
        raise HomeUnavailable(fault) from error


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
