"""Pages → blocks: paragraphs and tables go on over the page, footnotes don't stand in their way."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.pages import Block
from ingest.readers.layout.continued import goes_on, whole
from ingest.readers.layout.notes import starts_note, with_notes_apart
from ingest.readers.layout.paragraphs import Body, continues, measured
from ingest.readers.layout.shapes import Line, Page, Table
from ingest.readers.lines import joined
from ingest.readers.tables import row_blocks

_CONTINUED = re.compile(r"[（(]?续\s*表.*|.*[（(]\s*续\s*表?\s*[)）]")
_CAPTION = re.compile(r"[附续]?\s*表(?![示彰达明决现格面])")
_MARK = re.compile(r"^(\d{1,3}|[⁰¹²³⁴-⁹]{1,3})(?=[^\d\s.．、⁰¹²³⁴-⁹])")
_LONGEST_CAPTION = 40


def blocks(pages: Sequence[Page]) -> Iterator[Block]:
    """What stands on these pages, as it is read."""
    body = measured(pages)
    flow = Flow(body)
    for page in pages:
        yield from flow.take(with_notes_apart(page, body.size))
    yield from flow.rest()


@dataclass
class Flow:
    """The paragraph or table that isn't finished, and the footnotes that wait for its end."""

    body: Body
    lines: list[Line] = field(default_factory=list)
    begun: int = 0
    tables: list[tuple[int, Table]] = field(default_factory=list)
    waiting: list[Block] = field(default_factory=list)
    above: list[str] = field(default_factory=list)

    def take(self, page: Page) -> Iterator[Block]:
        """What is finished once this page is read."""
        for part in page.parts:
            if isinstance(part, Table):
                yield from self._take_table(page.number, part)
            elif not (self.tables and self.tables[-1][0] != page.number and _CONTINUED.fullmatch(part.text)):
                yield from self._take_line(page.number, part)
        self.waiting += _notes(page)

    def rest(self) -> Iterator[Block]:
        """What is still unfinished, at the end of the document."""
        yield from self._paragraph()
        yield from self._table()
        yield from self._footnotes()

    def _take_line(self, number: int, line: Line) -> Iterator[Block]:
        if self.lines and not continues(self.lines[-1], line, self.body):
            yield from self._paragraph()
        yield from self._table()
        if not self.lines:
            if self.begun != number:
                yield from self._footnotes()
            self.begun = number
        self.lines.append(line)

    def _take_table(self, number: int, table: Table) -> Iterator[Block]:
        yield from self._paragraph()
        if self.tables and (self.tables[-1][0] == number or not goes_on(self.tables[-1][1], table)):
            yield from self._table()
        if not self.tables:
            yield from self._footnotes()
        self.tables.append((number, table))

    def _paragraph(self) -> Iterator[Block]:
        if self.lines:
            text = joined([line.text for line in self.lines])
            self.above = [*self.above[-1:], text]
            yield Block(text, page=self.begun)
            self.lines = []

    def _table(self) -> Iterator[Block]:
        if self.tables:
            yield from _table_blocks(self.tables, _caption(self.above))
            self.tables, self.above = [], []

    def _footnotes(self) -> Iterator[Block]:
        yield from self.waiting
        self.waiting = []


def _notes(page: Page) -> Iterator[Block]:
    """A page's footnotes, each from its mark on, which stands apart from the words."""
    notes: list[list[str]] = []
    for line in page.notes:
        if notes and not starts_note(line):
            notes[-1].append(line.text)
        else:
            notes.append([line.text])
    return (Block(_MARK.sub(r"\1 ", joined(note)), page=page.number) for note in notes)


def _caption(above: Sequence[str]) -> str | None:
    """The line above a table; that above it, where only a unit of measure stands between."""
    short = [text for text in above if len(text) <= _LONGEST_CAPTION]
    named = [text for text in short if _CAPTION.match(text)]
    if named:
        return named[-1]
    return short[-1] if short and above[-1] == short[-1] else None


def _table_blocks(parts: Sequence[tuple[int, Table]], caption: str | None) -> Iterator[Block]:
    """A table's rows with the page that each stands on; a header said again is left out."""
    rows = whole(parts)
    made = list(row_blocks([row for _, row in rows], caption))
    numbers = [number for number, _ in rows][-len(made) :] if made else []
    numbers = [parts[0][0]] * (len(made) - len(numbers)) + numbers
    return (replace(block, page=number) for block, number in zip(made, numbers, strict=True))
