"""A message → the parts that Telegram takes. Pure.

Text is cut at paragraphs, then sentences; the sources of a part's marks stand below that part.
"""

import html
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.messages.contents import Button, Outgoing, Source, StoredFile
from bot.telegram import texts
from bot.telegram.cutting import LONGEST_TEXT, atoms, cleaned, is_blank, marks, shortened, units
from bot.telegram.keyboards import fitted, opening

LONGEST_CAPTION = 1024
_LONGEST_LINE = 500
_HEADING = texts.SOURCES


@dataclass(frozen=True, slots=True)
class Part:
    """One message of Telegram's. `plain` is what it says where its HTML isn't taken."""

    html: str
    plain: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    asks_contact: bool = False
    file: StoredFile | None = None


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part's text, and the sources that stand below it."""

    text: str
    sources: tuple[Source, ...] = ()

    @property
    def size(self) -> int:
        return units(self.text) + _block_size(self.sources)


def layout(outgoing: Outgoing, *, is_group: bool = False) -> tuple[Part, ...]:
    """The parts of a message, in order; the text before the files, the buttons under the last text."""
    asks_contact = outgoing.asks_contact and not is_group
    text, sources = cleaned(outgoing.text), _lines(outgoing.sources)
    if is_blank(text) and not sources and (outgoing.buttons or asks_contact) and not outgoing.files:
        text = texts.CHOOSE
    pieces = list(_pieces(text, sources))
    if (
        len(outgoing.files) == 1
        and len(pieces) <= 1
        and sum(piece.size for piece in pieces) <= LONGEST_CAPTION
    ):
        parts = [replace(_part(pieces[0] if pieces else _Piece("")), file=outgoing.files[0])]
    else:
        parts = [_part(piece) for piece in pieces]
        parts += [Part("", "", file=file) for file in outgoing.files]
    if not parts:
        return ()
    at = max((n for n, part in enumerate(parts) if part.plain), default=len(parts) - 1)
    buttons = fitted((*parts[at].buttons, *outgoing.buttons))
    parts[at] = replace(parts[at], buttons=buttons, asks_contact=asks_contact)
    return tuple(parts)


def _pieces(text: str, sources: tuple[Source, ...]) -> Iterator[_Piece]:
    """Cut a text so that each piece and the sources of its marks fit together."""
    named = {n: next((one for one in sources if one.n == n), None) for n in marks(text)}
    marked = tuple(source for source in named.values() if source)
    piece = ""
    for atom in _fitting(atoms(text, LONGEST_TEXT), marked):
        if piece and _piece(piece + atom, marked).size > LONGEST_TEXT:
            yield from _stripped(_piece(piece, marked))
            piece = ""
        piece += atom
    rest = [source for source in sources if not any(source is one for one in marked)]
    yield from _with_rest(_piece(piece, marked), rest)


def _fitting(parts: Iterable[str], sources: tuple[Source, ...]) -> Iterator[str]:
    """Parts of a text, cut further where one doesn't fit with its sources."""
    for part in parts:
        if _piece(part, sources).size <= LONGEST_TEXT or units(part) <= 1:
            yield part
        else:
            yield from _fitting(atoms(part, max(1, units(part) // 2)), sources)


def _with_rest(piece: _Piece, rest: Sequence[Source]) -> Iterator[_Piece]:
    """The last piece, with the sources that no mark names; in pieces of their own where they don't fit."""
    for source in rest:
        longer = replace(piece, sources=(*piece.sources, source))
        if longer.size > LONGEST_TEXT:
            yield from _stripped(piece)
            longer = _Piece("", (source,))
        piece = longer
    yield from _stripped(piece)


def _stripped(piece: _Piece) -> Iterator[_Piece]:
    """The piece without the space around it; nothing where nothing would be seen."""
    if not is_blank(piece.text):
        yield replace(piece, text=piece.text.strip())
    elif piece.sources:
        yield replace(piece, text="")


def _piece(text: str, sources: tuple[Source, ...]) -> _Piece:
    named = set(marks(text))
    return _Piece(text, tuple(sorted((one for one in sources if one.n in named), key=lambda one: one.n)))


def _lines(sources: tuple[Source, ...]) -> tuple[Source, ...]:
    """The sources as they are shown: each on one line that begins with its mark."""
    return tuple(replace(one, line=_line(one)) for one in sources)


def _line(source: Source) -> str:
    mark, line = f"[{source.n}]", " ".join(cleaned(source.line).split())
    return shortened(line if line.startswith(mark) else f"{mark} {line}".rstrip(), _LONGEST_LINE)


def _block(sources: Sequence[Source]) -> str:
    return "\n".join([_HEADING, *(source.line for source in sources)])


def _block_size(sources: Sequence[Source]) -> int:
    return units("\n" + _block(sources)) if sources else 0


def _part(piece: _Piece) -> Part:
    shown, plain = [_escaped(piece.text)] if piece.text else [], [piece.text] if piece.text else []
    if piece.sources:
        shown.append(f"<blockquote expandable>{_escaped(_block(piece.sources))}</blockquote>")
        plain.append(_block(piece.sources))
    return Part("\n".join(shown), "\n".join(plain), opening(piece.sources))


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)
