"""One run: files and ledgers under the given paths → the database, one transaction a file."""

import logging
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from ingest import ledgers, texts
from ingest.cleaning import clean
from ingest.folder import (
    Add,
    Intent,
    Known,
    Move,
    NotTaken,
    Replace,
    Retire,
    Seen,
    content_hash,
    find,
    hashes,
    is_under,
    plan,
    printable,
)
from ingest.hints import Hint, read_hints
from ingest.metadata import Facts, read_facts
from ingest.readers import MAX_BYTES, Sheet, is_sheet, read, sheets
from ingest.report import Failure, Report
from ingest.splitting import split
from ingest.store import Text, no_longer_a_document, put_document, take_away
from knowledge import changes
from knowledge.database import reading, writing
from knowledge.documents import Document, Place
from knowledge.errors import BadInput, UnreadableFile
from knowledge.scope import INTERNAL, PUBLIC

LOG = logging.getLogger(__name__)
READERS_VERSION = 2  # a greater one reads every file again

Watch = Callable[[int, int, str], None]  # files done, files in all, the file just done


def ingest(
    engine: Engine, given: Sequence[Path], now: datetime, asked: str | None = None, watch: Watch | None = None
) -> Report:
    """Take in what is new or changed under `given`, retire what is gone from its folders.

    `asked` is the audience that a person asked for. A file that can't be read is reported and the
    run goes on; what it carried before stays. The indexes are for the caller to bring up to date.
    """
    began = time.perf_counter()
    run = _Run(engine, now, asked)
    intents = run.plan(given)
    for done, intent in enumerate(intents, 1):
        run.carry_out(intent)
        if watch:
            watch(done, len(intents), intent.path)
    run.report.seconds = round(time.perf_counter() - began, 3)
    return run.report


class _Run:
    """The state of one run: what was seen, and the report that grows."""

    def __init__(self, engine: Engine, now: datetime, asked: str | None) -> None:
        self.engine = engine
        self.now = now
        self.asked = asked
        self.report = Report()
        self.seen: dict[str, Seen] = {}
        self.hashes: dict[str, str] = {}
        self.to_read_again: set[str] = set()
        self.hints_of = cache(read_hints)

    def plan(self, given: Sequence[Path]) -> list[Intent]:
        """Look at the files and decide; what can't be looked at is reported and left as it was."""
        unreadable: set[str] = set()
        gone: list[Path] = []
        for one in find(given):
            if isinstance(one, Seen):
                self._see(one, unreadable)
            elif self._was_here(Path(one[0])):
                gone.append(Path(one[0]))
            else:
                self._fail(one[0], _reason(one[1]), unreadable)
        known = self._known([*given, *gone])
        self.hashes, faults = hashes(
            self.seen.values(), known, lambda path: content_hash(path, self._hint(path))
        )
        for path, fault in faults.items():
            self._fail(path, _reason(fault), unreadable)
        shut = [Path(path) for path in unreadable]
        there = {
            path: before
            for path, before in known.items()
            if path not in unreadable and not is_under(path, shut)
        }
        intents = plan(self.hashes, there)
        self.to_read_again = {
            intent.path
            for intent in intents
            if isinstance(intent, Move) and not _says_the_same(intent, there)
        }
        self._restamp(there, {intent.path for intent in intents})
        self.report.unchanged = len(self.hashes) - sum(not isinstance(intent, Retire) for intent in intents)
        return intents

    def carry_out(self, intent: Intent) -> None:
        """Do what was decided for one file, in a transaction of its own."""
        try:
            match intent:
                case Retire(path):
                    self._retire(path)
                    self.report.retired.append(path)
                case Move(path, old_path):
                    self._move(path, old_path)
                    self.report.moved.append(path)
                    if path in self.to_read_again:
                        self._take_in(path)
                case Add(path) | Replace(path):
                    is_new = self._take_in(path)
                    (self.report.added if is_new else self.report.replaced).append(path)
        except BadInput as error:
            self._fail(intent.path, f"{error}{_kept(intent)}")
        except Exception:  # one file must never stop a run
            LOG.exception("ingest of %s failed", intent.path)
            self._fail(intent.path, f"{texts.INTERNAL_FAULT}{_kept(intent)}")

    def _was_here(self, path: Path) -> bool:
        """Whether a path that is given is gone from a folder that is there, and was taken in before."""
        if os.path.lexists(path) or not path.parent.is_dir():
            return False
        with reading(self.engine) as session:
            paths = session.exec(select(Place.path)).all()
        return any(one == str(path) or is_under(one, [path]) for one in paths)

    def _see(self, one: Seen, unreadable: set[str]) -> None:
        try:
            hint = self._hint(one.path)
        except BadInput as error:
            self._fail(one.path, str(error), unreadable)
            return
        if one.size > MAX_BYTES:
            self._fail(one.path, texts.TOO_LARGE, unreadable)
            return
        self.seen[one.path] = Seen(one.path, f"{one.stamp}|{hint}" if hint else one.stamp, one.size)

    def _restamp(self, known: Mapping[str, Known], to_do: set[str]) -> None:
        """Remember the new stamp of files that were touched but not changed."""
        touched = {
            path: self.seen[path].stamp
            for path in known.keys() & self.hashes.keys() - to_do
            if known[path].stamp != self.seen[path].stamp
        }
        if touched:
            with writing(self.engine) as session:
                for place in session.exec(select(Place).where(col(Place.path).in_(touched))):
                    place.stamp = touched[place.path]
                    session.add(place)

    def _known(self, given: Sequence[Path]) -> dict[str, Known]:
        with reading(self.engine) as session:
            places = session.exec(select(Place)).all()
        return {
            place.path: Known(place.path, place.stamp, place.content_hash, self._is_current(place))
            for place in places
            if place.path in self.seen or is_under(place.path, given) or Path(place.path) in given
        }

    def _is_current(self, place: Place) -> bool:
        return place.reader == READERS_VERSION and self.asked in (None, place.asked)

    def _take_in(self, path: str) -> bool:
        """Read a file and keep what it says; whether its place is a new one."""
        data = _bytes(path)
        if is_sheet(Path(path).name, data):
            tables = sheets(Path(path).name, data)
            kind = ledgers.recognise(tables)
            if kind:
                return self._put_ledger(path, ledgers.parse(kind, tables, self.now.date()))
        return self._put_document(path, _text(path, data))

    def _put_document(self, path: str, new: Text) -> bool:
        with self._writing() as session:
            place, is_new = self._place(session, path)
            place.audience = self._audience(place, new, self._hint(path))
            if not is_new and place.document_id is None:
                ledgers.remove(session, place.id or 0)  # it was a ledger before
            put_document(session, place, replace(new, facts=self._as_said(session, path, new)), self.now)
        return is_new

    def _put_ledger(self, path: str, parsed: ledgers.Parsed) -> bool:
        self.report.row_errors += [(path, error) for error in parsed.errors]
        if parsed.errors and not parsed.rows:
            raise UnreadableFile(texts.EVERY_ROW_WRONG)
        with self._writing() as session:
            place, is_new = self._place(session, path)
            no_longer_a_document(session, place, self.now)
            ledgers.store(session, parsed, place.id or 0)
        self.report.rows_loaded = (self.report.rows_loaded or 0) + len(parsed.rows)
        return is_new

    @contextmanager
    def _writing(self) -> Iterator[Session]:
        """A transaction that no other run's comes between: both may carry the same text, or the same path."""
        with writing(self.engine) as session:
            changes.in_turn(session)
            yield session

    def _place(self, session: Session, path: str) -> tuple[Place, bool]:
        """The place of `path` as it is now, and whether it is new (another run may have added it)."""
        place = _at(session, path)
        is_new = place is None
        if place is None:
            place = Place(path=path, content_hash="", stamp="", reader=0, audience=INTERNAL)
        place.content_hash = self.hashes[path]
        place.stamp = self.seen[path].stamp
        place.reader = READERS_VERSION
        place.asked = self.asked or place.asked
        return place, is_new

    def _as_said(self, session: Session, path: str, new: Text) -> Facts:
        """The text's facts with what is said by hand of any file that carries it, of this one above all."""
        carried = select(Place.path).join(Document).where(Document.text_hash == new.text_hash)
        others = session.exec(carried.where(Place.path != path).order_by(col(Place.path))).all()
        facts = new.facts
        for one in (*others, path):
            with suppress(BadInput):  # another folder's table that is wrong is that folder's fault
                hint = self._hint(one)
                facts = hint.applied_to(facts) if hint else facts
        return facts

    def _audience(self, place: Place, new: Text, hint: Hint | None) -> str:
        said = hint.audience if hint else None
        return said or place.asked or (PUBLIC if new.facts.is_public else INTERNAL)

    def _move(self, path: str, old_path: str) -> None:
        with self._writing() as session:
            place = _at(session, old_path)
            if place and _at(session, path):  # another run has taken it in there
                self._forget(session, place)
            elif place:
                place.path = path
                place.stamp = self.seen[path].stamp
                session.add(place)

    def _retire(self, path: str) -> None:
        with self._writing() as session:
            place = _at(session, path)
            if place:
                self._forget(session, place)

    def _forget(self, session: Session, place: Place) -> None:
        if place.document_id is None:
            ledgers.remove(session, place.id or 0)
        take_away(session, place, self.now)

    def _hint(self, path: str) -> Hint | None:
        return self.hints_of(Path(path).parent).get(Path(path).name)

    def _fail(self, path: str, reason: str, unreadable: set[str] | None = None) -> None:
        self.report.failed.append(Failure(printable(path), reason))
        if unreadable is not None:
            unreadable.add(path)


def read_sheets(file: Path) -> tuple[Sheet, ...]:
    """The sheets of one file; raises UnreadableFile."""
    data = _bytes(str(file))
    if len(data) > MAX_BYTES:
        raise UnreadableFile(texts.TOO_LARGE)
    return sheets(file.name, data)


def _text(path: str, data: bytes) -> Text:
    cleaned = clean(read(Path(path).name, data))
    if not any(block.text for block in cleaned.blocks):
        raise UnreadableFile(texts.NO_TEXT)
    text, pieces = split(cleaned)
    return Text(read_facts(cleaned, Path(path).name), text, pieces)


def _bytes(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise UnreadableFile(_reason(error)) from error


def _at(session: Session, path: str) -> Place | None:
    return session.exec(select(Place).where(Place.path == path)).one_or_none()


def _says_the_same(moved: Move, known: Mapping[str, Known]) -> bool:
    """Whether reading a moved file again would give what is there: a name can be a title's last resort."""
    return known[moved.old_path].is_current and Path(moved.path).name == Path(moved.old_path).name


def _kept(intent: Intent) -> str:
    return "" if isinstance(intent, Add) else texts.OLD_VERSION_KEPT


def _reason(error: OSError) -> str:
    if isinstance(error, NotTaken):
        return str(error.strerror)
    if isinstance(error, FileNotFoundError):
        return texts.MISSING
    return (
        texts.NO_PERMISSION if isinstance(error, PermissionError) else texts.unreadable(str(error.strerror))
    )
