"""What a run changes in the database: each file, and each member of one, in a transaction of its own."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from ingest import ledgers
from ingest.articles import NONE, Changes, compared
from ingest.hints import Hint
from ingest.metadata import Facts
from ingest.store import no_longer_a_document, passages_of, put_document, take_away
from ingest.taken import Text
from ingest.texts import INSIDE
from knowledge import changes
from knowledge.database import writing
from knowledge.documents import Document, Place
from knowledge.errors import BadInput
from knowledge.scope import INTERNAL, PUBLIC


@dataclass(frozen=True, slots=True)
class Mark:
    """What tells the next run whether a place has to be read again."""

    content_hash: str
    stamp: str


UNFINISHED = Mark("", "")  # read again in any case


class Shelves:
    """The places and what they carry, for one run."""

    def __init__(
        self,
        engine: Engine,
        now: datetime,
        asked: str | None,
        version: int,
        hint_of: Callable[[str], Hint | None],
    ) -> None:
        self.engine = engine
        self.now = now
        self.asked = asked
        self.version = version
        self.hint_of = hint_of

    def put_text(self, path: str, mark: Mark, new: Text) -> tuple[bool, Changes]:
        """Keep a document; whether its place is new, and what is new in a text that was there before."""
        with self._writing() as session:
            place, is_new = self._place(session, path, mark)
            place.audience = self._audience(place, new, self.hint_of(path))
            if not is_new and place.document_id is None:
                ledgers.remove(session, place.id or 0)  # it was a ledger before
            before = passages_of(session, place)
            put_document(session, place, replace(new, facts=self._as_said(session, path, new)), self.now)
        return is_new, compared(before, new.pieces) if before else NONE

    def put_ledger(self, path: str, mark: Mark, parsed: ledgers.Parsed) -> bool:
        """Keep a ledger's rows; whether its place is new."""
        with self._writing() as session:
            place, is_new = self._place(session, path, mark)
            no_longer_a_document(session, place, self.now)
            ledgers.store(session, parsed, place.id or 0)
        return is_new

    def put_container(self, path: str, mark: Mark, *, is_document: bool) -> None:
        """All that lies in a container is kept: it needn't be opened again until it changes."""
        with self._writing() as session:
            place, is_new = self._place(session, path, mark)
            if not is_document:
                no_longer_a_document(session, place, self.now)
                if not is_new:
                    ledgers.remove(session, place.id or 0)
            session.add(place)

    def move(self, path: str, old_path: str, stamp: str) -> None:
        """A file is somewhere else, and what lies in it with it."""
        with self._writing() as session:
            place = _at(session, old_path)
            if place and _at(session, path):  # another run has taken it in there
                self._forget(session, place)
            elif place:
                place.path = path
                place.stamp = stamp
                session.add(place)
            for member in _members(session, old_path):
                new = path + member.path[len(old_path) :]
                if _at(session, new):
                    self._forget(session, member)
                else:
                    member.path = new
                    session.add(member)

    def retire(self, path: str) -> None:
        """A file is gone."""
        with self._writing() as session:
            place = _at(session, path)
            if place:
                self._forget(session, place)

    def restamp(self, touched: Mapping[str, str]) -> None:
        """Remember the new stamp of files that were touched but not changed."""
        paths = sorted(touched)
        for begin in range(0, len(paths), 500):
            with writing(self.engine) as session:
                some = col(Place.path).in_(paths[begin : begin + 500])
                for place in session.exec(select(Place).where(some)):
                    place.stamp = touched[place.path]
                    session.add(place)

    @contextmanager
    def _writing(self) -> Iterator[Session]:
        """A transaction that no other run's comes between: both may carry the same text, or the same path."""
        with writing(self.engine) as session:
            changes.in_turn(session)
            yield session

    def _place(self, session: Session, path: str, mark: Mark) -> tuple[Place, bool]:
        """The place of `path` as it is now, and whether it is new (another run may have added it)."""
        place = _at(session, path)
        is_new = place is None
        if place is None:
            place = Place(path=path, content_hash="", stamp="", reader=0, audience=INTERNAL)
        place.content_hash = mark.content_hash
        place.stamp = mark.stamp
        place.reader = self.version
        place.asked = self.asked or place.asked
        return place, is_new

    def _as_said(self, session: Session, path: str, new: Text) -> Facts:
        """The text's facts with what is said by hand of any file that carries it, of this one above all."""
        carried = select(Place.path).join(Document).where(Document.text_hash == new.text_hash)
        others = session.exec(carried.where(Place.path != path).order_by(col(Place.path))).all()
        facts = new.facts
        for one in (*others, path):
            with suppress(BadInput):  # another folder's table that is wrong is that folder's fault
                hint = self.hint_of(one)
                facts = hint.applied_to(facts) if hint else facts
        return facts

    def _audience(self, place: Place, new: Text, hint: Hint | None) -> str:
        said = hint.audience if hint else None
        return new.audience or said or place.asked or (PUBLIC if new.facts.is_public else INTERNAL)

    def _forget(self, session: Session, place: Place) -> None:
        if place.document_id is None:
            ledgers.remove(session, place.id or 0)
        take_away(session, place, self.now)


def _at(session: Session, path: str) -> Place | None:
    return session.exec(select(Place).where(Place.path == path)).one_or_none()


def _members(session: Session, container: str) -> list[Place]:
    inner = col(Place.path).startswith(container + INSIDE, autoescape=True)
    return list(session.exec(select(Place).where(inner)))
