"""Staff answer what stayed open: the answer is kept, asked first from then on, and told to those who asked."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from bot.messages import conversations, outbox
from bot.messages.contents import Outgoing
from bot.people.actors import GUEST_ACTOR
from bot.people.bindings import actor_of
from bot.questions import given, listing, texts
from bot.questions.listing import OpenQuestion
from bot.questions.tables import Asked
from knowledge.answering import Asker
from knowledge.answers import Answer
from knowledge.faq import entries, source
from knowledge.faq.entries import Draft
from knowledge.faq.replies import local_day
from knowledge.faq.tables import FaqEntry, FaqState, FaqWording
from knowledge.faq.wording import key


def answer(session: Session, draft: Draft, now: datetime, question: OpenQuestion | None = None) -> FaqEntry:
    """Keep an answer of staff, in place of the one to the same question; whoever asked hears of it.

    Raises BadInput for what can't be kept as it is.
    """
    day = local_day(now)
    if question:
        draft = replace(draft, wordings=(*draft.wordings, *question.wordings))
    before = answering(session, draft, now)
    entry = rewrite(session, before, draft, now) if before else entries.write(session, draft, now, day)
    if question:
        _tell(session, question, entry, now)
        listing.settle(session, question, now, entry.id)
    return entry


def same(session: Session, question: OpenQuestion, entry: FaqEntry, now: datetime) -> None:
    """An entry answers this, too: from now on by itself, and those who asked hear of it."""
    entries.add_wordings(session, entry, question.wordings, local_day(now))
    _tell(session, question, entry, now)
    listing.settle(session, question, now, entry.id)


def rewrite(session: Session, entry: FaqEntry, draft: Draft, now: datetime) -> FaqEntry:
    """Another answer in place of an entry's; the ways to ask stay."""
    wordings = tuple(one.text for one in entries.wordings_of(session, entry))
    draft = replace(draft, wordings=(*draft.wordings, *wordings))
    return entries.write(session, draft, now, local_day(now), entry)


def answering(session: Session, draft: Draft, now: datetime) -> FaqEntry | None:
    """The entry for the same people that answers the same question already."""
    same = select(FaqWording.entry_id).where(FaqWording.key == key(draft.question, local_day(now)))
    kept = select(FaqEntry).where(
        col(FaqEntry.id).in_(same),
        FaqEntry.audience == draft.audience,
        FaqEntry.state != FaqState.WITHDRAWN,
    )
    return session.exec(kept.order_by(col(FaqEntry.id).desc())).first()


def reached(
    session: Session, question: OpenQuestion, entry: FaqEntry, now: datetime
) -> list[tuple[Asked, Answer]]:
    """Those who asked and may see the answer, each chat once, with what they are given."""
    once = {asked.address.thread: asked for asked in question.asked}
    answers = ((asked, _given(session, asked, entry, now)) for asked in once.values())
    return [(asked, answer) for asked, answer in answers if answer]


def _given(session: Session, asked: Asked, entry: FaqEntry, now: datetime) -> Answer | None:
    """The answer, for what they may see now; in a group everyone is a guest."""
    actor = GUEST_ACTOR if asked.is_group else actor_of(session, asked.address)
    if not actor.scope.sees(entry.audience):
        return None
    return source.given(session, entry, asked.question, Asker(actor.scope, local_day(now)))


def _tell(session: Session, question: OpenQuestion, entry: FaqEntry, now: datetime) -> None:
    """Each is given the answer as whoever asks next: with its sources, to be opened, and to be judged."""
    for asked, answer in reached(session, question, entry, now):
        sources = tuple(map(given.source, answer.citations))
        told = Outgoing(
            texts.answered(asked.question, answer.text), sources, (given.verdicts(asked.id or 0),)
        )
        outbox.put(session, asked.address, told, now, f"question:{asked.id}:answer:{entry.id}")
        _is_last_reply(session, asked, given.remembered(sources), now)


def _is_last_reply(session: Session, asked: Asked, sources: list[list[Any]], now: datetime) -> None:
    """What [n] and 有用 mean there from now on; what is asked next still goes on from the last question."""
    conversation = conversations.held(session, asked.address, now)
    last = conversation.state.get("asked") or {}
    conversation.state = {
        **conversation.state,
        "sources": sources,
        "asked": {"question": asked.question, **last, "id": asked.id},
    }
    session.add(conversation)
