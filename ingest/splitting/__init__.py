"""A reading → its text, and the pieces that can be found and cited."""

from dataclasses import dataclass

from ingest.pages import Reading
from ingest.splitting.packing import packed
from ingest.splitting.structure import structured

__all__ = ["Piece", "split"]


@dataclass(frozen=True, slots=True)
class Piece:
    """`text` is the span from `start` to `end` of the whole text; the pieces tile it.

    `article` is as a citation prints it, `spot` where else the piece stands: 第3至7行, 第2段.
    """

    start: int
    end: int
    text: str
    heading: str
    article: str | None
    page: int | None
    spot: str | None = None


def split(reading: Reading) -> tuple[str, tuple[Piece, ...]]:
    """The text of a cleaned reading, and pieces that follow its structure and cover it exactly."""
    text = "\n".join(block.text for block in reading.blocks)
    parts = structured(reading.blocks, len(text), reading.title or "")
    pieces = tuple(
        Piece(
            part.start,
            part.end,
            text[part.start : part.end],
            part.heading,
            part.article,
            part.page,
            part.name,
        )
        for part in packed(text, parts)
    )
    return text, pieces
