"""What an answer left: the rest of its list, further passages, one item, another article of its document."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session

from knowledge import replies
from knowledge.answering import Asker, answer
from knowledge.answers import Answer, Reason, Refusal, Reply, Subject
from knowledge.articles import last_article, quotation
from knowledge.database import reading
from knowledge.documents import Found, shown, surrounding
from knowledge.followups import Remark
from knowledge.home import Home
from knowledge.numerals import chinese
from knowledge.policies import Policies
from knowledge.questions import understand
from knowledge.quoting import Quoting
from knowledge.writing import frames
from knowledge.writing.extractive import LONGEST_LIST, Quotation
from knowledge.writing.lists import listings
from knowledge.writing.stretch import REACH, Stretch


@dataclass(frozen=True, slots=True)
class Said:
    """A passage that was cited, and what was quoted of it."""

    passage: int
    quote: str


def go_on(home: Home, asker: Asker, remark: Remark, said: Sequence[Said]) -> Reply:
    """The reply to a remark on an answer that quoted `said`; what may not be seen any more counts as unsaid."""
    with reading(home.engine) as session:
        found = shown(session, [str(one.passage) for one in said], asker.scope, None)
        still = [(found[str(one.passage)], one.quote) for one in said if str(one.passage) in found]
        wanted = _wanted(session, remark, still) if still else None
        if wanted:
            quoting = Quoting(session, understand(remark.question), asker.day)
            quoting.add(wanted)
            return quoting.answer(frames.quoted)
        nothing = _nothing(session, remark, still)
    if remark.more:
        known = frozenset(one.passage for one in said)
        reply = answer(remark.question, replace(asker, shown=known), (Policies(home),))
        if isinstance(reply, Answer):
            return reply
    return Refusal(remark.question, Subject.POLICY, Reason.NO_MORE, nothing)


def _wanted(session: Session, remark: Remark, said: Sequence[tuple[Found, str]]) -> Quotation | None:
    if remark.more:
        return _rest_of_list(session, *said[-1])
    if remark.article:
        return quotation(session, said[0][0].document, remark.article)
    return _item(said, remark.item or 0)


def _rest_of_list(session: Session, found: Found, quote: str) -> Quotation | None:
    """The items behind those that were quoted, where a list was cut."""
    stretch = Stretch.of(found, surrounding(session, found, REACH))
    at = found.passage.text.find(quote)
    end = stretch.offset + at + len(quote)
    for listing in listings(stretch.text) if at >= 0 else ():
        left = [(first, last) for first, last in listing.items if first >= end]
        if left and len(left) < len(listing.items) and not stretch.text[end : left[0][0]].strip():
            some = [one for one in left if one[1] - left[0][0] <= LONGEST_LIST] or left[:1]
            return Quotation(stretch.parts(left[0][0], some[-1][1]))
    return None


def _item(said: Sequence[tuple[Found, str]], count: int) -> Quotation | None:
    """That item of the list that was quoted, which may go over several passages."""
    text = "\n".join(quote for _, quote in said)
    for listing in listings(text):
        if count <= len(listing.items):
            start, end = listing.items[count - 1]
            return Quotation(_held(said, start, end))
    return None


def _held(said: Sequence[tuple[Found, str]], start: int, end: int) -> tuple[tuple[Found, str], ...]:
    parts, at = [], 0
    for found, quote in said:
        if held := quote[max(0, start - at) : max(0, end - at)].strip():
            parts.append((found, held))
        at += len(quote) + 1
    return tuple(parts)


def _nothing(session: Session, remark: Remark, said: Sequence[tuple[Found, str]]) -> str:
    if remark.more:
        return replies.NO_MORE
    if remark.article and said:
        document = said[0][0].document
        whole = replace(remark.article, clause=None, item=None)
        is_there = quotation(session, document, whole) is not None
        last = 0 if is_there else last_article(session, document)
        return replies.no_article(replies.titled(document.title), remark.article.spelled, last)
    return replies.no_item(remark.article.spelled if remark.article else f"第{chinese(remark.item or 0)}项")
