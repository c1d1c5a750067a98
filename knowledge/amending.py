"""Articles that a later document changed: where it says so, and in which words."""

import re
from collections.abc import Iterator
from datetime import date

from sqlmodel import Session, col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from knowledge.documents import (
    Document,
    Found,
    Relation,
    RelationKind,
    Status,
    live,
    passages_of,
    seen_by,
    short_title,
    status_on,
)
from knowledge.numerals import number
from knowledge.scope import Scope

_LABEL = re.compile(r"第\s*([一二三四五六七八九十百零〇\d]{1,7})\s*条(之[一二三四五六七八九十])?")
_NOT_SAID = re.compile(r"[\W_]+")
_CHANGES = "修改为|修订为|修正为|调整为|改为|删去|删除|废止|增加|修改如下"
_QUOTED = r"“(?:[^“”]|“[^“”]*”)*”"
_REST = rf"(?:{_QUOTED}|[^“”。；\n])*"


def amendment(session: Session, found: Found, scope: Scope, day: date) -> tuple[Found, str] | None:
    """The newest words in force on a day that change the article which a passage is of, with their passage."""
    label = _LABEL.match(found.passage.article or "")
    if not label:
        return None
    for by in _amending(session, found.document, scope, day):
        for passage in passages_of(session, by):
            words = changing(passage.passage.text, label[1], label[2] or "")
            if words:
                return None if _is_taken_in(words, found.passage.text) else (passage, words)
    return None


def changing(text: str, count: str, sub: str = "") -> str | None:
    """The words of a text that change an article: 将第八条修改为：“…”, 第八条中的“…”修改为“…”, 删去第八条."""
    article = rf"第\s*(?:{count}|{number(count)})\s*条{sub}(?!之)"
    before = rf"(?:{_CHANGES})(?:第[^，。；\n“”]{{1,8}}条[、和及])*{article}{_REST}"
    behind = rf"{article}{_REST}?(?:{_CHANGES}){_REST}"
    found = re.search(rf"(?m)^[^“”。；\n]*?(?:{before}|{behind})[。；]?", text)
    return found[0].strip() if found else None


def _is_taken_in(words: str, text: str) -> bool:
    """Whether a text has the new wording already."""
    wordings = re.findall(_QUOTED, words)
    new = _NOT_SAID.sub("", wordings[-1]) if wordings else ""
    return bool(new) and new in _NOT_SAID.sub("", text)


def is_amended_by(session: Session, one: Document, other: Document) -> bool:
    """Whether a document says that it changes another."""
    return one.id != other.id and any(
        relation.document_id == other.id for relation in session.exec(_relations(one))
    )


def _amending(session: Session, document: Document, scope: Scope, day: date) -> Iterator[Document]:
    """The documents in force that change this one and came later, the newest first."""
    ids = [relation.document_id for relation in session.exec(_relations(document))]
    by = (
        session.exec(select(Document).where(col(Document.id).in_(ids), live(), seen_by(scope))).all()
        if ids
        else ()
    )
    for one in sorted(by, key=lambda one: one.issued_on or date.min, reverse=True):
        holds = status_on(one, day) in (Status.IN_FORCE, Status.UNKNOWN)
        if holds and one.id != document.id and _is_later(one, document):
            yield one


def _is_later(one: Document, other: Document) -> bool:
    return not (one.issued_on and other.issued_on) or one.issued_on > other.issued_on


def _relations(document: Document) -> SelectOfScalar[Relation]:
    names = [name for name in (document.title, short_title(document.title)) if name]
    named = or_(col(Relation.title).in_(names), col(Relation.number) == (document.number or ""))
    return select(Relation).where(col(Relation.kind) == RelationKind.AMENDS, named)
