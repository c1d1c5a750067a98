"""One installation's data: the database and the two indexes derived from it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

from sqlalchemy import Engine

from knowledge import changes, migrations
from knowledge.changes import Kind
from knowledge.database import connect, reading
from knowledge.errors import HomeUnavailable, IndexBusy
from knowledge.index.contract import Index
from knowledge.index.encoder import Encoder, fingerprint_of, folder_of
from knowledge.index.lexical import GRAMS, LexicalIndex
from knowledge.index.sync import drain, only_writer, take_in
from knowledge.settings import SHIPPED_ENCODER, Settings
from knowledge.texts import encoder_changing, home_unwritable

if TYPE_CHECKING:
    from knowledge.index.chroma import Edition
    from knowledge.index.editions import Vectors

Progress = Callable[[int, int], None]
SLICE = 500  # changes that the background takes in at once: new ones wait no longer than this takes


class Home:
    """The parts of an installation, each opened when it is first needed."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._refreshing = Lock()
        self._earlier: dict[str, Encoder | None] = {}  # encoders that were set before, by fingerprint

    @cached_property
    def engine(self) -> Engine:
        """The database, its tables of this version. Raises DatabaseUnavailable or HomeUnavailable."""
        engine = self._connect()
        migrations.ensure_current(engine)
        return engine

    def migrate(self) -> None:
        """Bring the database, whichever version's, to this one. Raises as `engine` does."""
        migrations.migrate(self._connect())

    def _connect(self) -> Engine:
        try:
            self.settings.home.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise HomeUnavailable(home_unwritable(str(self.settings.home))) from error
        return connect(self.settings.database)

    @cached_property
    def encoder(self) -> Encoder:
        """The encoder that the settings name, loaded once."""
        return Encoder.load(self.settings.encoder)

    @cached_property
    def shipped_encoder(self) -> Encoder:
        """The encoder that ships, whatever the settings name."""
        shipped = str(SHIPPED_ENCODER)
        return self.encoder if self.settings.encoder == shipped else Encoder.load(shipped)

    @cached_property
    def lexical(self) -> LexicalIndex:
        return LexicalIndex(self.settings.lexical)

    @cached_property
    def documents(self) -> LexicalIndex:
        """Whole documents, by which their passages are ranked, too."""
        return LexicalIndex(self.settings.lexical_documents, frozenset((Kind.DOCUMENT,)), GRAMS, at_once=200)

    @cached_property
    def vectors(self) -> "Vectors":
        from knowledge.index.editions import Vectors  # importing chromadb takes a second

        return Vectors(self.settings.chroma_url or self.settings.chroma, self._wanted, self._encoder_of)

    @property
    def indexes(self) -> list[Index]:
        """All that take in changes: what answers, and the vectors that another encoder is still making."""
        return [self.lexical, self.documents, *self.vectors.indexes]

    @property
    def _answering(self) -> list[Index]:
        vectors = self.vectors.answering
        return [self.lexical, self.documents, *([vectors] if vectors is not None else [])]

    @contextmanager
    def writer(self) -> Iterator[None]:
        """Be the only writer of this home's indexes; raises IndexBusy at once where another process is."""
        self.engine  # noqa: B018 - makes the home
        with only_writer(self.settings.index_lock):
            yield

    def sync(self, progress: Progress | None = None) -> bool:
        """Bring both indexes up to the database; False where another process is the writer and will."""
        try:
            with self.writer():
                self.drain(progress)
        except IndexBusy:
            return False
        return True

    def drain(self, progress: Progress | None = None) -> None:
        """Take in what the indexes lack; for the writer. Another encoder's vectors are made whole, too."""
        for index in self.indexes:
            index.refresh()  # whoever was the writer before may have left it further on
            drain(self.engine, index, progress)
        self.vectors.settle()

    def rebuild(self, progress: Progress | None = None) -> None:
        """Make both indexes again from the database alone."""
        with self.writer():
            self.lexical.reset()
            self.documents.reset()
            self.vectors.reset()
            self.drain(progress)

    def catch_up(self) -> None:
        """Before answering: see what was committed elsewhere, and take in what nobody is taking in.

        While another thread is at it, one answers from what is there: the database has the last word anyway.
        Vectors that the encoder now set has still to make are left to `bring_on`, as that may take long.
        """
        if not self._refreshing.acquire(blocking=False):
            return
        try:
            self.lexical.refresh()
            self.documents.refresh()
            self.vectors.refresh()
            if self.is_behind():
                with suppress(IndexBusy), self.writer():
                    self._take_in()
        finally:
            self._refreshing.release()

    def keep_up(self) -> None:
        """Take in what was committed since; for whoever is the writer, again and again."""
        if self.is_behind():
            with self._refreshing:
                self._take_in()

    def bring_on(self) -> bool:
        """Let the encoder that is set make a slice more of its vectors; False once they are what answers.

        For the writer, in the background; one that is killed goes on where it was.
        """
        with self._refreshing:
            coming = self.vectors.coming
            if coming is not None and take_in(self.engine, coming, SLICE):
                return True
            self.vectors.settle()
            return False

    def is_behind(self) -> bool:
        """Whether what answers lacks something of the database."""
        with reading(self.engine) as session:
            latest = changes.latest(session)
        return any(index.cursor < latest for index in self._answering)

    def _take_in(self) -> None:
        for index in self._answering:
            index.refresh()
            drain(self.engine, index)

    @property
    def changing(self) -> str | None:
        """What is to be known while vectors are made by another encoder than before; None where they aren't."""
        coming = self.vectors.coming
        if coming is None:
            return None
        with reading(self.engine) as session:
            return encoder_changing(
                coming.cursor, changes.latest(session), by_words_alone=self.vectors.answering is None
            )

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever taken in."""
        with reading(self.engine) as session:
            return changes.latest(session) == 0

    @cached_property
    def _wanted(self) -> "Edition":
        """Of the encoder that is set, without loading it."""
        from knowledge.index.chroma import Edition

        folder = folder_of(self.settings.encoder)
        return Edition(fingerprint_of(folder), str(folder.resolve()))

    def _encoder_of(self, edition: "Edition") -> Encoder | None:
        """The encoder that made an edition, None where it isn't where it was."""
        if edition.fingerprint == self._wanted.fingerprint:
            return self.encoder
        if edition.fingerprint not in self._earlier:
            self._earlier[edition.fingerprint] = Encoder.found(edition.folder, edition.fingerprint)
        return self._earlier[edition.fingerprint]
