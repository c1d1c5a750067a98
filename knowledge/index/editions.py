"""The vectors that answer, and beside them those that the encoder now set is still making."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from knowledge.changes import Kind
from knowledge.errors import EncoderUnavailable
from knowledge.index.chroma import Chroma, Edition
from knowledge.index.contract import Match, Sees
from knowledge.index.encoder import Encoder
from knowledge.index.vectors import VectorIndex

EncoderOf = Callable[[Edition], Encoder | None]


class Vectors:
    """The editions in one Chroma. What was made first answers until the encoder that is set has made all."""

    def __init__(self, where: Path | str, wanted: Edition, encoder_of: EncoderOf) -> None:
        """`encoder_of` gives an edition's encoder, None where that can't be loaded any more."""
        self._chroma = Chroma(where)
        self._wanted = wanted
        self._encoder_of = encoder_of

    @property
    def made_by(self) -> Edition:
        """What answers; that is the encoder that is set where nothing was made yet."""
        return next(iter(self._chroma.editions()), self._wanted)

    @property
    def answering(self) -> VectorIndex | None:
        """What is searched; None where its encoder is gone, so that words alone answer."""
        made_by = self.made_by
        if made_by.fingerprint != self._wanted.fingerprint and self._encoder_of(made_by) is None:
            return None
        return self._index(made_by)

    @property
    def coming(self) -> VectorIndex | None:
        """What the encoder that is set is still making; None where it made what answers."""
        is_here = self.made_by.fingerprint == self._wanted.fingerprint
        return None if is_here else self._index(self._wanted)

    @property
    def indexes(self) -> list[VectorIndex]:
        """All that take in changes."""
        return [index for index in (self.answering, self.coming) if index is not None]

    def search(self, text: str, kind: Kind, sees: Sees, limit: int) -> Sequence[Match]:
        """As the index that answers does; nothing where there is none."""
        answering = self.answering
        return answering.search(text, kind, sees, limit) if answering is not None else []

    def refresh(self) -> None:
        """See what another process has written."""
        self._chroma.refresh()

    def settle(self) -> None:
        """The encoder that is set has made all: that alone answers from now on, and the rest is deleted."""
        self._chroma.keep_only([self._wanted.fingerprint])

    def reset(self) -> None:
        """Empty every edition; the next drain fills the one of the encoder that is set."""
        self._chroma.keep_only([])

    def _index(self, edition: Edition) -> VectorIndex:
        return VectorIndex(self._chroma, edition, partial(self._loaded, edition))

    def _loaded(self, edition: Edition) -> Encoder:
        encoder = self._encoder_of(edition)
        if encoder is None:
            raise EncoderUnavailable(edition.folder)
        return encoder
