"""Blocks → parts: each knows its headings, its article and its page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.pages import Block, Kind
from ingest.splitting import marks
from ingest.splitting.parts import NOWHERE, Part, Role, Spot
from ingest.splitting.speeches import NO_SPEECH, Speech, speech_in

_SEPARATOR = " › "
_CONTENTS = "目录"
_UNNUMBERED = -1
_TITLE_WITHIN = 10


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that is in force; `rank` by its numbering, `level` by its format, 0 for none."""

    text: str
    rank: int
    level: int

    def is_above(self, other: "Heading") -> bool:
        if self.rank != _UNNUMBERED and other.rank != _UNNUMBERED:
            return self.rank < other.rank
        if self.level and other.level:
            return self.level < other.level
        return self.rank == _UNNUMBERED


@dataclass(slots=True)
class Outline:
    """Where in the document's structure the walk over its blocks stands."""

    headings: list[Heading] = field(default_factory=list)
    article: str | None = None
    count: int = 0
    contents: list[str] | None = None
    spot: Spot = NOWHERE
    table: str | None = None
    speech: Speech = NO_SPEECH
    speaker: str = ""
    depth: int = 0  # how many headings stand above the speaker

    @property
    def names(self) -> list[str]:
        names = [heading.text for heading in self.headings]
        return [*names[: self.depth], self.speaker, *names[self.depth :]] if self.speaker else names

    @property
    def path(self) -> str:
        return _SEPARATOR.join(self.names)

    def enter(self, heading: Heading) -> None:
        self.leave(heading)
        self.headings.append(heading)
        self.article = None

    def leave(self, heading: Heading) -> None:
        """Drops the headings that `heading` isn't under."""
        while self.headings and not self.headings[-1].is_above(heading):
            self.headings.pop()
        if len(self.headings) < self.depth:
            self.speaker, self.depth = "", 0

    def give_floor(self, speaker: str) -> None:
        """Somebody else speaks: the headings within the last one's words end."""
        if self.speaker:
            del self.headings[self.depth :]
        self.speaker, self.depth = speaker, len(self.headings)

    def start(self, article: marks.Article) -> None:
        self.article, self.count = article.name, article.count
        self.spot = Spot(paragraph=0 if article.is_bare else 1)

    def go_on(self, line: str) -> None:
        """The next line of an article is a 款 of it, or a 项 of the 款 above."""
        item = marks.item_of(line)
        if item is None:
            self.spot = Spot(self.spot.paragraph + 1)
        else:
            self.spot = Spot(max(self.spot.paragraph, 1), item or self.spot.item)

    def next_line(self, table: str | None = None) -> Spot:
        """The next row of a table, or the next paragraph of a speech."""
        line = self.spot.line + 1 if table == self.table else 1
        self.table, self.spot = table, Spot(line=line)
        return self.spot

    def within_contents(self, line: str) -> bool:
        """Whether a line still belongs to the table of contents, which ends where its first entry returns."""
        if self.contents is None:
            return False
        entry = marks.contents_entry(line)
        if entry is None or entry in self.contents:
            self.contents = None
            return False
        self.contents.append(entry)
        return True


def structured(blocks: Sequence[Block], length: int, title_given: str = "") -> list[Part]:
    """Parts that tile the blocks' joined text of `length` characters."""
    title = _title_at(blocks)
    outline, parts, start = Outline(speech=speech_in(blocks, title_given)), list[Part](), 0
    for at, block in enumerate(blocks):
        end = min(start + len(block.text) + 1, length)
        after = blocks[at + 1] if at + 1 < len(blocks) else None
        if at == title:
            parts.append(_part(outline, start, end, Role.OPENING, block))
        else:
            parts.extend(_parts_of(block, start, end, after, outline))
        start = end
    return parts


def _parts_of(block: Block, start: int, end: int, after: Block | None, outline: Outline) -> Iterator[Part]:
    line = block.text
    if marks.is_contents(line):
        outline.contents, outline.article = [], None
    elif not outline.within_contents(line):
        yield from _body(block, start, end, after, outline)
        return
    yield Part(start, end, Role.CONTENT, _CONTENTS, None, block.page)


def _body(block: Block, start: int, end: int, after: Block | None, outline: Outline) -> Iterator[Part]:
    if block.kind is Kind.ROW:
        yield _row(outline, start, end, block)
        return
    articles = list(marks.articles_in(block.text, outline.count))
    if not articles:
        role = _role_of(block, after, outline)
        yield _part(outline, start, end, role, block)
        return
    cuts = [start + article.at for article in articles]
    if cuts[0] > start:
        yield _part(outline, start, cuts[0], Role.CONTENT, block)
    announces = after is not None and after.kind is Kind.ROW and marks.announces(block.text)
    for article, cut, stop in zip(articles, cuts, [*cuts[1:], end], strict=True):
        outline.start(article)
        role = Role.OPENING if announces and stop == end else Role.CONTENT
        yield _part(outline, cut, stop, role, block)


def _role_of(block: Block, after: Block | None, outline: Outline) -> Role:
    """Notes in the outline what a block without articles changes, and tells what it does."""
    line, rank = block.text, marks.heading_rank(block.text)
    if block.kind is Kind.HEADING:
        outline.enter(Heading(line, _UNNUMBERED if rank is None else rank, block.level))
        return Role.OPENING
    if outline.article and marks.ends_article(line, after.text if after else "", rank):
        outline.article = None
    if after and _introduces(line, after):
        return Role.OPENING
    if outline.article:
        outline.go_on(line)
        return Role.LEAD if line.endswith(marks.COLONS) else Role.CONTENT
    if outline.speech and (speaker := outline.speech.speaker_of(line)):
        outline.give_floor(speaker)
        return Role.OPENING if line.endswith(marks.COLONS) else Role.CONTENT
    if rank is None:
        return Role.LEAD if marks.is_lead(line) else Role.CONTENT
    return _numbered(line, rank, outline)


def _introduces(line: str, after: Block) -> bool:
    """Whether a line is the caption of a table, or the title of what is attached below it."""
    if after.kind is Kind.ROW:
        return line == after.table or marks.announces(line)
    return marks.is_attached_title(line) and marks.starts_body(after.text)


def _numbered(line: str, rank: int, outline: Outline) -> Role:
    if marks.is_heading_line(line):
        outline.enter(Heading(line, rank, 0))
        return Role.OPENING
    run_in = marks.run_in_heading(line) if marks.may_run_in(rank) else None
    if run_in:
        outline.enter(Heading(run_in, rank, 0))
    else:
        outline.leave(Heading(line, rank, 0))
    return Role.CONTENT


def _part(outline: Outline, start: int, end: int, role: Role, block: Block) -> Part:
    spot = outline.spot if outline.article else NOWHERE
    if outline.speech and role is Role.CONTENT and not outline.article:
        spot = outline.next_line()
    return Part(start, end, role, outline.path, outline.article, block.page, spot=spot)


def _row(outline: Outline, start: int, end: int, block: Block) -> Part:
    names = outline.names
    if block.table and block.table not in names:
        names.append(block.table)
    spot = outline.spot if outline.article else outline.next_line(block.table or "")
    path = _SEPARATOR.join(names)
    return Part(start, end, Role.CONTENT, path, outline.article, block.page, in_table=True, spot=spot)


def _title_at(blocks: Sequence[Block]) -> int | None:
    """The document's title, its only unnumbered heading on top: it heads everything, hence no piece."""
    tops = [
        at
        for at, block in enumerate(blocks)
        if block.kind is Kind.HEADING and block.level == 1 and marks.heading_rank(block.text) is None
    ]
    return tops[0] if len(tops) == 1 and tops[0] < _TITLE_WITHIN else None
