"""Questions that staff answer in person (转人工), and their answers on the way back."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, update
from sqlmodel import Session, col, select

from bot.desk import texts
from bot.desk.details import plain
from bot.desk.refusals import Missing, NotAllowed, Refused, Stale
from bot.desk.tables import Handover
from bot.messages import outbox
from bot.messages.contents import Address, Button, Outgoing
from bot.people.actors import Actor
from bot.people.bindings import addresses_of
from bot.people.permissions import Right, may
from knowledge.database import changed_by
from knowledge.scope import Role

__all__ = ["LONGEST_ANSWER", "Handover", "Refused", "answer", "find", "open", "pending"]

MOST_OPEN = 3  # per person and chat
LONGEST_QUESTION = 1_000
LONGEST_ANSWER = 3_000
LONGEST_ASKER = 100


def open(
    session: Session,
    address: Address,
    actor: Actor,
    asker: str,
    question: str,
    said: str | None,
    now: datetime,
) -> Handover | Refused:
    """Hand a question over to staff, who are told; `said` is what the assistant had answered."""
    question = plain(question)[:LONGEST_QUESTION]
    if not question:
        return Missing(texts.HANDOVER_EMPTY, "question")
    waiting = _open_of(session, address)
    if waiting >= MOST_OPEN:
        return NotAllowed(texts.HANDOVER_MANY.format(count=waiting))
    handover = Handover(
        channel=address.channel,
        chat=address.chat,
        person=address.person,
        person_id=actor.person_id,
        asker=plain(asker)[:LONGEST_ASKER] or actor.name,
        zone=actor.zone,
        question=question,
        said=plain(said) if said else None,
        created_at=now,
    )
    session.add(handover)
    session.flush()
    _tell_staff(session, handover, address, now)
    return handover


def answer(
    session: Session, handover_id: int, version: int, actor: Actor, words: str, now: datetime
) -> Handover | Refused:
    """Answer a question once; the answer goes to where it was asked."""
    if not may(actor, Right.ANSWER_HANDOVER):
        return NotAllowed(texts.HANDOVER_NOT_ALLOWED)
    words = plain(words)
    if not words:
        return Missing(texts.ANSWER_EMPTY, "answer")
    if len(words) > LONGEST_ANSWER:
        return Missing(texts.TOO_LONG.format(length=len(words), most=LONGEST_ANSWER), "answer")
    values = {
        "version": version + 1,
        "answer": words,
        "answered_by": actor.person_id,
        "answerer": actor.name,
        "answered_at": now,
    }
    unanswered = (
        col(Handover.id) == handover_id,
        col(Handover.version) == version,
        col(Handover.answer).is_(None),
    )
    swapped = changed_by(session, update(Handover).where(*unanswered).values(**values))
    handover = session.get(Handover, handover_id, populate_existing=True)
    if handover is None:
        return NotAllowed(texts.HANDOVER_NONE)
    if not swapped:
        return _stale(handover)
    told = Outgoing(texts.handover_answered(handover.question, words))
    address = Address(handover.channel, handover.chat, handover.person)
    outbox.put(session, address, told, now, f"handover:{handover.id}:answer")
    return handover


def find(session: Session, handover_id: int) -> Handover | None:
    """A question that was handed over, answered or not."""
    return session.get(Handover, handover_id, populate_existing=True)


def pending(session: Session) -> Sequence[Handover]:
    """The questions without an answer, the oldest first."""
    return session.exec(
        select(Handover).where(col(Handover.answer).is_(None)).order_by(col(Handover.id))
    ).all()


def _open_of(session: Session, address: Address) -> int:
    return session.exec(
        select(func.count())
        .select_from(Handover)
        .where(
            Handover.channel == address.channel,
            Handover.chat == address.chat,
            Handover.person == address.person,
            col(Handover.answer).is_(None),
        )
    ).one()


def _tell_staff(session: Session, handover: Handover, asked_at: Address, now: datetime) -> None:
    button = Button(texts.ANSWER_BUTTON, f"h:{handover.id}:{handover.version}")
    told = Outgoing(
        texts.handover_opened(handover.asker, handover.question, handover.said), buttons=((button,),)
    )
    for address in addresses_of(session, roles=(Role.STAFF, Role.ADMIN)):
        if address.thread != asked_at.thread:
            outbox.put(session, address, told, now, f"handover:{handover.id}:{address.thread}")


def _stale(handover: Handover) -> Stale:
    at = handover.answered_at
    said = texts.HANDOVER_STALE.format(
        who=handover.answerer or "", at=texts.moment(at) if at else "", answer=handover.answer or ""
    )
    return Stale(said, handover.version, handover.answerer, None, at)
