"""One installation's data: the database and the two indexes derived from it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

from sqlalchemy import Engine

from knowledge import changes, migrations
from knowledge.database import connect, reading
from knowledge.errors import EncoderUnavailable, HomeUnavailable, IndexBusy
from knowledge.index.contract import Index
from knowledge.index.encoder import Encoder, fingerprint_of
from knowledge.index.lexical import LexicalIndex
from knowledge.index.sync import drain, only_writer
from knowledge.settings import Settings
from knowledge.texts import ENCODER_CHANGED, home_unwritable

if TYPE_CHECKING:
    from knowledge.index.vectors import VectorIndex

Progress = Callable[[int, int], None]


class Home:
    """The parts of an installation, each opened when it is first needed."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._refreshing = Lock()

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
    def lexical(self) -> LexicalIndex:
        return LexicalIndex(self.settings.lexical)

    @cached_property
    def vectors(self) -> "VectorIndex":
        from knowledge.index.vectors import VectorIndex  # importing chromadb takes a second

        return VectorIndex(self.settings.chroma_url or self.settings.chroma, lambda: self.encoder)

    @property
    def indexes(self) -> tuple[Index, Index]:
        return self.lexical, self.vectors

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
        """Take in what the indexes lack; for the writer. An index of another encoder is filled anew."""
        if not self.is_of_this_encoder:
            self.vectors.reset()
        for index in self.indexes:
            index.refresh()  # whoever was the writer before may have left it further on
            drain(self.engine, index, progress)

    def rebuild(self, progress: Progress | None = None) -> None:
        """Make both indexes again from the database alone."""
        with self.writer():
            for index in self.indexes:
                index.reset()
            self.drain(progress)

    def catch_up(self) -> None:
        """Before answering: see what was committed elsewhere, and take in what nobody is taking in.

        While another thread is at it, one answers from what is there: the database has the last word anyway.
        Raises EncoderUnavailable where the vectors are another encoder's.
        """
        if not self._refreshing.acquire(blocking=False):
            return
        try:
            self.check_encoder()
            self._catch_up()
        finally:
            self._refreshing.release()

    def keep_up(self) -> None:
        """Take in what was committed since; for whoever is the writer, again and again."""
        with reading(self.engine) as session:
            latest = changes.latest(session)
        if any(index.cursor < latest for index in self.indexes):
            with self._refreshing:
                self.drain()

    def _catch_up(self) -> None:
        for index in self.indexes:
            index.refresh()
        with reading(self.engine) as session:
            latest = changes.latest(session)
        if any(index.cursor < latest for index in self.indexes):
            self.sync()

    def check_encoder(self) -> None:
        """Raises EncoderUnavailable where the vectors are not of the encoder that is set."""
        if not self.is_of_this_encoder:
            raise EncoderUnavailable(ENCODER_CHANGED)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever taken in."""
        with reading(self.engine) as session:
            return changes.latest(session) == 0

    @property
    def is_of_this_encoder(self) -> bool:
        """Whether the vectors, if there are any, were made by the encoder that is set; without loading it."""
        return self.vectors.fingerprint in (None, self._encoder_set)

    @cached_property
    def _encoder_set(self) -> str:
        return fingerprint_of(self.settings.encoder)
