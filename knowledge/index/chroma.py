"""One Chroma (a folder of ours, or a server) and what is noted in it of each encoder's vectors."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import chromadb
from chromadb.api import ClientAPI
from chromadb.api.shared_system_client import SharedSystemClient
from chromadb.config import Settings as ChromaSettings
from chromadb.errors import ChromaError, NotFoundError

from knowledge.errors import HomeUnavailable
from knowledge.texts import chroma_unreachable, index_damaged

STATE = "wuhao-state"
NOTED = "editions"


@dataclass(frozen=True, slots=True)
class Edition:
    """The vectors that one encoder made: which one, where it lay, and the last change they took in."""

    fingerprint: str
    folder: str
    cursor: int = 0

    @property
    def mark(self) -> str:
        """What the names of its collections begin with."""
        return self.fingerprint[:12]


class Chroma:
    """Collections, and the editions they belong to: the first edition noted is the one that answers."""

    def __init__(self, where: Path | str) -> None:
        """`where` is a folder or the URL of a Chroma server."""
        self._where = where
        self._client = _connect(where)
        self._read = self._noted()  # what was noted when this process opened the entries

    @property
    def is_folder(self) -> bool:
        return isinstance(self._where, Path)

    def editions(self) -> list[Edition]:
        """All that are noted, the one that answers first."""
        return [Edition(**one) for one in json.loads(self._noted() or "[]")]

    def note(self, edition: Edition) -> None:
        """Remember how far an edition is; one that is new comes last."""
        known = {one.fingerprint: one for one in self.editions()}
        self._note((known | {edition.fingerprint: edition}).values())

    def keep_only(self, fingerprints: Sequence[str]) -> None:
        """Forget all other editions, and then delete what nothing noted belongs to."""
        editions = self.editions()
        kept = [one for one in editions if one.fingerprint in fingerprints]
        if kept != editions:
            self._note(kept)
        marks = {one.mark for one in kept}
        for collection in self.collections():
            if collection.metadata.get("edition") not in marks:
                self._client.delete_collection(collection.name)

    def collections(self, edition: Edition | None = None) -> list[Any]:
        """The collections of entries, one edition's or all; others in the same Chroma are not ours."""
        ours = [
            one
            for one in self._client.list_collections()
            if {"kind", "audience"} <= (one.metadata or {}).keys()
        ]
        return [one for one in ours if edition is None or one.metadata.get("edition") == edition.mark]

    def collection(self, edition: Edition, name: str, metadata: dict[str, str]) -> Any:
        """The collection of that name within an edition, made where there is none."""
        return self._client.get_or_create_collection(
            f"{edition.mark}-{name}",
            metadata=metadata | {"edition": edition.mark},
            configuration={"hnsw": {"space": "cosine"}},
            embedding_function=None,
        )

    def refresh(self) -> None:
        """See what another process has written: a folder is read afresh only when it is opened."""
        if self.is_folder and self._noted() != self._read:
            self.reopen()

    def reopen(self) -> None:
        read = self._noted()
        SharedSystemClient.clear_system_cache()
        self._client = _connect(self._where)
        self._read = read

    def _noted(self) -> str | None:
        try:
            found = self._client.get_collection(STATE, embedding_function=None)
        except NotFoundError:
            return None
        return (found.metadata or {}).get(NOTED)

    def _note(self, editions: Iterable[Edition]) -> None:
        noted = json.dumps([asdict(one) for one in editions])
        state = self._client.get_or_create_collection(STATE, embedding_function=None)
        state.modify(metadata={NOTED: noted})
        self._read = noted


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
