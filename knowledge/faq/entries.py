"""Writing, changing and withdrawing the answers of staff. Within the caller's transaction."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce

from sqlalchemy import delete
from sqlmodel import Session, col, select

from knowledge.documents import Document, Found, live, numbered, passages_of, titled_in
from knowledge.errors import BadInput
from knowledge.faq import texts
from knowledge.faq.standing import document_of, doubt_of, sources_of
from knowledge.faq.tables import Doubt, FaqEntry, FaqSource, FaqState, FaqWording
from knowledge.faq.wording import key
from knowledge.questions import LONGEST, tidy, understand
from knowledge.replies import titled
from knowledge.scope import PUBLIC, Role, Scope, is_audience, stricter

LONGEST_ANSWER = 3_000
LONGEST_SOURCE = 300
LONGEST_QUOTE = 400
MOST_WORDINGS, MOST_SOURCES = 30, 10
_EVERYTHING = Scope(Role.STAFF, zones=None)
_ARTICLE = re.compile(r"第[〇零一二三四五六七八九十百千\d]+条(?:第[一二三四五六七八九十\d]+[款项])*")
_MARK = re.compile(r"\[\d{1,2}\](?!\s*第?\s*\d+\s*号)")
_QUOTED = re.compile(r"“([^”]+)”")


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry as it is handed in; a source is named by its 文号 or title, with its 条 or “its words”."""

    question: str
    answer: str
    author: str
    audience: str = PUBLIC
    sources: tuple[str, ...] = ()
    wordings: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None


def write(
    session: Session, draft: Draft, now: datetime, day: date, entry: FaqEntry | None = None
) -> FaqEntry:
    """Keep an entry, new or in place of what `entry` said. Raises BadInput for what can't be used as it is."""
    question, answer = _said(draft.question, LONGEST), read_answer(draft.answer)
    valid_from = draft.valid_from or day
    if draft.valid_until:
        check_until(draft.valid_until, max(valid_from, day))
    if not is_audience(draft.audience):
        raise BadInput(texts.AUDIENCE)
    sources = [_source(session, said, day) for said in draft.sources[:MOST_SOURCES] if said.strip()]
    cited = [one for source in sources if (one := document_of(session, source))]
    entry = entry or FaqEntry(
        question="", answer="", audience="", author="", written_at=now, valid_from=valid_from
    )
    entry.question, entry.answer, entry.author = question, answer, draft.author
    entry.audience = reduce(stricter, (one.audience for one in cited), draft.audience)
    entry.written_at, entry.valid_from, entry.valid_until = now, valid_from, draft.valid_until
    entry.state, entry.doubt, entry.doubted, entry.told_at = FaqState.ACTIVE, None, None, None
    session.add(entry)
    session.flush()
    _put_under(session, entry, [question, *draft.wordings], sources, day)
    return entry


def read_answer(text: str) -> str:
    """An answer as it is kept. Raises BadInput where it is empty, too long, or marks sources that nobody sees."""
    said = _said(text, LONGEST_ANSWER)
    if marks := bare_marks(said):
        raise BadInput(texts.bare_marks(marks))
    return said


def bare_marks(text: str) -> list[str]:
    """The [1] of a text whose source stands nowhere in it: copied from an answer, without its list."""
    marks = dict.fromkeys(_MARK.findall(text))
    return [mark for mark in marks if not any(line.strip().startswith(mark) for line in text.splitlines())]


def check_sources(session: Session, named: Sequence[str], day: date) -> None:
    """Raises BadInput where a document of ours doesn't bear out what is said of it."""
    for said in named:
        _source(session, said, day)


def check_until(until: date, day: date) -> None:
    """Raises BadInput where an answer would be over on the day."""
    if until < day:
        raise BadInput(texts.OVER)


def draft_of(session: Session, entry: FaqEntry) -> Draft:
    """An entry as it would be handed in again."""
    return Draft(
        entry.question,
        entry.answer,
        entry.author,
        entry.audience,
        tuple(map(named, sources_of(session, entry))),
        tuple(one.text for one in wordings_of(session, entry)[1:]),
        entry.valid_from,
        entry.valid_until,
    )


def add_wordings(session: Session, entry: FaqEntry, wordings: Sequence[str], day: date) -> None:
    """Further ways to ask an entry's question, as they are meant on a day; each once."""
    known = {one.key for one in wordings_of(session, entry)}
    for text in wordings:
        wanted = key(text[:LONGEST], day)
        if wanted and wanted not in known and len(known) < MOST_WORDINGS:
            known.add(wanted)
            session.add(FaqWording(entry_id=entry.id or 0, text=tidy(text[:LONGEST]), key=wanted))
            session.flush()


def withdraw(session: Session, entry: FaqEntry) -> None:
    """An entry that is given no more; its row stays."""
    entry.state = FaqState.WITHDRAWN
    session.add(entry)
    session.flush()


def find(session: Session, entry_id: int) -> FaqEntry | None:
    return session.get(FaqEntry, entry_id, populate_existing=True)


def listing(
    session: Session, states: Sequence[FaqState] = (FaqState.TO_REVIEW, FaqState.ACTIVE)
) -> list[FaqEntry]:
    """The entries in these states, the oldest first."""
    in_states = select(FaqEntry).where(col(FaqEntry.state).in_(states))
    return list(session.exec(in_states.order_by(col(FaqEntry.id))))


def wordings_of(session: Session, entry: FaqEntry) -> Sequence[FaqWording]:
    """The ways to ask an entry's question, its own first."""
    of_entry = select(FaqWording).where(FaqWording.entry_id == entry.id)
    return session.exec(of_entry.order_by(col(FaqWording.id))).all()


def named(source: FaqSource) -> str:
    """A source as it would be named again."""
    name = titled(source.title) if source.document_id else source.title
    number = f"（{source.number}）" if source.number and source.number not in name else ""
    where = source.article or (f"“{source.quote}”" if source.quote else "")
    return f"{name}{number}{where}"


def _put_under(
    session: Session, entry: FaqEntry, wordings: Sequence[str], sources: Sequence[FaqSource], day: date
) -> None:
    """An entry's wordings and sources in place of those before."""
    for table in (FaqWording, FaqSource):
        session.execute(delete(table).where(col(table.entry_id) == entry.id))
    add_wordings(session, entry, wordings, day)
    for source in sources:
        source.entry_id = entry.id or 0
        session.add(source)
        session.flush()


def _source(session: Session, said: str, day: date) -> FaqSource:
    """What is meant by a source as staff name it. Raises BadInput where a document of ours doesn't bear it out."""
    said = " ".join(said.split())[:LONGEST_SOURCE]
    quoted = _QUOTED.search(said)
    name = said.replace(quoted[0], "") if quoted else said
    article = _ARTICLE.search(name)
    document = _document(session, name)
    if document is None:
        numbers = understand(name).numbers
        return FaqSource(entry_id=0, title=said, number=numbers[0] if numbers else None)
    source = FaqSource(
        entry_id=0,
        title=document.title,
        number=document.number,
        article=article[0] if article else None,
        document_id=document.id,
        text_hash=document.text_hash,
    )
    if quoted or article:
        source.quote = _words(session, document, quoted[1] if quoted else "", source.article)
    doubt = doubt_of(session, source, day)
    if doubt in (Doubt.REPEALED, Doubt.EXPIRED, Doubt.NOT_YET):
        raise BadInput(texts.source_doubtful(document.title, doubt))
    return source


def _document(session: Session, name: str) -> Document | None:
    """The newest live document with the 文号, else of the title, that is named."""
    found = list(numbered(session, understand(name).numbers, _EVERYTHING))
    found = found or _titled(session, name) or list(titled_in(session, name, _EVERYTHING))
    return max(found, key=lambda one: one.id or 0, default=None)


def _titled(session: Session, name: str) -> list[Document]:
    """The live documents whose whole title is named, in its marks or bare; of several titles the longest."""
    every = session.exec(select(Document.id, Document.title).where(live())).all()
    named = {key: title for key, title in every if titled(title) in name or title == name.strip()}
    longest = max(named.values(), key=len, default="")
    ids = [key for key, title in named.items() if title == longest]
    return list(session.exec(select(Document).where(col(Document.id).in_(ids))))


def _words(session: Session, document: Document, quoted: str, article: str | None) -> str:
    """The words that are relied on, as they stand in the document."""
    wanted = "".join(quoted.split())
    for found in passages_of(session, document):
        text = found.passage.text
        if wanted and wanted in "".join(text.split()):
            return quoted
        if not wanted and article and _is_of(found, article):
            return text[:LONGEST_QUOTE]
    raise BadInput(texts.source_lacks(document.title, quoted or article or ""))


def _is_of(found: Found, article: str) -> bool:
    own = found.passage.article or ""
    return own == article or own.startswith(article) or found.passage.text.startswith(article)


def _said(text: str, longest: int) -> str:
    said = text.strip()
    if not tidy(said):
        raise BadInput(texts.EMPTY)
    if len(said) > longest:
        raise BadInput(texts.too_long(len(said), longest))
    return said
