"""Plain text: a line is a paragraph, unless the file was wrapped at a fixed width."""

from collections.abc import Iterable, Iterator, Sequence

from ingest.pages import Block, Reading
from ingest.readers.decoding import decode
from ingest.readers.lines import STARTS_ITEM, columns, ends_sentence, joined

_SLACK = 6  # a Latin word or two characters that may not begin a line
_NARROWEST, _WIDEST = 40, 160
_FEWEST_LINES = 6


def read_text(data: bytes) -> Reading:
    return Reading(tuple(Block(text) for text in paragraphs(decode(data))))


def paragraphs(text: str) -> Iterable[str]:
    lines = text.splitlines()
    width = wrapped_at(lines)
    return unwrapped(lines, width) if width else filter(None, map(str.strip, lines))


def wrapped_at(lines: Sequence[str]) -> int | None:
    """The width at which the file is clearly wrapped, else None."""
    widths = sorted(width for line in lines if (width := columns(line.rstrip())))
    if len(widths) < _FEWEST_LINES:
        return None
    width = widths[len(widths) * 9 // 10]
    if not _NARROWEST <= width <= _WIDEST or widths[-1] > width + _SLACK:
        return None
    full = [line for line in lines if columns(line.rstrip()) >= width - _SLACK]
    broken = sum(not ends_sentence(line.rstrip()) for line in full)
    return width if len(full) >= len(widths) * 0.3 and broken >= len(full) * 0.6 else None


def unwrapped(lines: Iterable[str], width: int) -> Iterator[str]:
    """A full line that ends within its sentence goes on in the next one."""
    paragraph: list[str] = []
    goes_on = False
    for line in lines:
        starts = not line.strip() or line[0] in " \t　" or STARTS_ITEM.match(line)
        if starts or not goes_on:
            if paragraph:
                yield joined(paragraph)
            paragraph = []
        if line.strip():
            paragraph.append(line.strip())
        goes_on = columns(line.rstrip()) >= width - _SLACK and not ends_sentence(line.rstrip())
    if paragraph:
        yield joined(paragraph)
