"""What a run has to do: looks at the files and at what was taken in before. Nothing is changed here."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import select

from ingest import texts
from ingest.containers import by_container, member_hints
from ingest.folder import (
    Intent,
    Known,
    Move,
    Retire,
    Seen,
    content_hash,
    find,
    hashes,
    plan,
    printable,
    reason_of,
    under,
)
from ingest.hints import HINTS_FILE, Hint, read_hints
from ingest.readers import MAX_BYTES
from ingest.report import Failure
from ingest.taken import Job
from knowledge.database import reading
from knowledge.documents import Place
from knowledge.errors import BadInput

Members = dict[str, Known]


@dataclass(slots=True)
class Plan:
    """What was seen, and what follows from it."""

    intents: list[Intent] = field(default_factory=list)
    seen: dict[str, Seen] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)
    known: dict[str, Known] = field(default_factory=dict)
    members: dict[str, Members] = field(default_factory=dict)  # of each container, by their names in it
    touched: dict[str, str] = field(default_factory=dict)  # new stamps of files that aren't changed
    failed: list[Failure] = field(default_factory=list)
    unchanged: int = 0

    def members_of(self, intent: Intent) -> Members:
        """What was in the container; it may have moved since."""
        return self.members.get(intent.old_path if isinstance(intent, Move) else intent.path, {})

    def is_read(self, intent: Intent) -> bool:
        """Whether a file has to be read."""
        if isinstance(intent, Move):
            return not _says_the_same(intent, self.known)
        return not isinstance(intent, Retire)


class Planner:
    """Looks at files and places."""

    def __init__(self, engine: Engine, version: int, asked: str | None) -> None:
        self.engine = engine
        self.version = version
        self.asked = asked
        self.hints_of = cache(read_hints)
        self.plan = Plan()
        self._shut: set[str] = set()

    def look(self, given: Sequence[Path]) -> Plan:
        """Look at the files and decide; what can't be looked at is reported and left as it was."""
        places = self._places()
        gone = [path for one in find(given) if (path := self._see(one, places)) is not None]
        there = self._there(places, [*given, *gone])
        found = hashes(self.plan.seen.values(), there, lambda path: content_hash(path, self._said(path)))
        self.plan.hashes, faults = found
        for faulty, fault in faults.items():
            self._fail(faulty, reason_of(fault))
        shut = under(Path(path) for path in self._shut)
        self.plan.known = {
            path: one for path, one in there.items() if path not in self._shut and not shut(path)
        }
        self.plan.intents = plan(self.plan.hashes, self.plan.known)
        self._leave()
        return self.plan

    def jobs(self, today: date, kept_pages: Path | None) -> list[Job]:
        """The files to be read, in the order of the plan."""
        return [
            self._job(intent, today, kept_pages) for intent in self.plan.intents if self.plan.is_read(intent)
        ]

    def _job(self, intent: Intent, today: date, kept_pages: Path | None) -> Job:
        hints = self.hints_of(Path(intent.path).parent)
        members = self.plan.members_of(intent)
        return Job(
            intent.path,
            self.plan.seen[intent.path].size,
            today,
            {name: one.content_hash for name, one in members.items() if one.is_current},
            member_hints(intent.path, hints),
            hints.get(Path(intent.path).name),
            kept_pages=kept_pages,
        )

    def _places(self) -> dict[str, Known]:
        """All that was taken in, by path."""
        columns = (Place.path, Place.stamp, Place.content_hash, Place.reader, Place.asked, Place.document_id)
        with reading(self.engine) as session:
            rows = session.execute(select(*columns)).all()  # type: ignore[call-overload]
        asked = self.asked
        return {
            path: Known(
                path, stamp, content, reader == self.version and asked in (None, was), document is not None
            )
            for path, stamp, content, reader, was, document in rows
        }

    def _see(self, one: Seen | tuple[str, OSError], places: dict[str, Known]) -> Path | None:
        """Take note of a file; the path where it is one that is gone from a folder that is there."""
        if not isinstance(one, Seen):
            path = Path(one[0])
            if _is_gone(path, one[1]) and (str(path) in places or any(map(under([path]), places))):
                return path
            self._fail(one[0], reason_of(one[1]))
            return None
        if self._is_beside_a_wrong_table(one.path):
            self._shut.add(one.path)
            return None
        said = self._said(one.path)
        if one.size > MAX_BYTES:
            self._fail(one.path, texts.TOO_LARGE)
        else:
            self.plan.seen[one.path] = Seen(one.path, f"{one.stamp}|{said}", one.size) if said else one
        return None

    def _is_beside_a_wrong_table(self, path: str) -> bool:
        """Whether what is said by hand can't be read; that is told once, for all files beside the table."""
        table = Path(path).parent / HINTS_FILE
        if str(table) in self._shut:
            return True
        try:
            self.hints_of(table.parent)
        except BadInput as error:
            self._fail(str(table), f"{error}{texts.FOLDER_LEFT}")
            return True
        return False

    def _there(self, places: dict[str, Known], given: Sequence[Path]) -> dict[str, Known]:
        """The files among the places that this run is about; members are found with their containers."""
        seen = self.plan.seen
        files = places.keys() | seen.keys() | self._shut  # a container of which not all is kept has no place
        inner = by_container(places, files.__contains__)
        members = {path for found in inner.values() for _, path in found}
        is_under, exact = under(given), {os.path.abspath(path) for path in given}  # noqa: PTH100
        self.plan.members = {
            file: {name: places[path] for name, path in found} for file, found in inner.items()
        }
        return {
            path: one
            for path, one in places.items()
            if path not in members and (path in seen or path in exact or is_under(path))
        }

    def _leave(self) -> None:
        """What there is nothing to do for: counted, with its new stamp where it was touched."""
        to_do = {intent.path for intent in self.plan.intents}
        for path in self.plan.hashes.keys() - to_do:
            known, stamp = self.plan.known[path], self.plan.seen[path].stamp
            if known.stamp != stamp:
                self.plan.touched[path] = stamp
            members = len(self.plan.members.get(path, ()))
            self.plan.unchanged += members + (known.is_document or not members)

    def _said(self, path: str) -> object:
        """What is said by hand of a file, and of those in it."""
        hints = self.hints_of(Path(path).parent)
        if not hints:
            return None
        inner = member_hints(path, hints)
        own: Hint | None = hints.get(Path(path).name)
        return (own, tuple(inner.items())) if inner else own

    def _fail(self, path: str, reason: str) -> None:
        self._shut.add(path)
        self.plan.failed.append(Failure(printable(path), reason))


def _is_gone(path: Path, error: OSError) -> bool:
    """Whether a file is away from a folder that is there; what may not be looked at is there all the same."""
    is_missing = isinstance(error, FileNotFoundError) and not os.path.lexists(path)
    return is_missing and path.parent.is_dir()


def _says_the_same(moved: Move, known: dict[str, Known]) -> bool:
    """Whether reading a moved file again would give what is there: a name can be a title's last resort."""
    return known[moved.old_path].is_current and Path(moved.path).name == Path(moved.old_path).name
