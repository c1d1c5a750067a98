"""Questions as they were asked and replied to, and what people thought of that. In the caller's transaction."""

from datetime import datetime, timedelta
from pathlib import PurePath
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col, select

from bot.messages.contents import Address
from bot.people.actors import Actor
from bot.questions.tables import Asked, Verdict, Why
from knowledge.answers import Answer, Citation, Reason, Reply
from knowledge.faq.replies import local_day
from knowledge.faq.wording import key

LONGEST_WORDS = 500
KEPT = timedelta(days=365)
DISMISSED_FOR = timedelta(days=90)
NO_QUESTION = (Reason.EMPTY, Reason.TOO_LONG, Reason.UNCLEAR)


def keep(
    session: Session,
    address: Address,
    actor: Actor,
    question: str,
    reply: Reply,
    now: datetime,
    *,
    is_group: bool,
) -> Asked:
    """Keep a question with what was replied: of an answer its sources, of a refusal why."""
    asked = Asked(
        channel=address.channel,
        chat=address.chat,
        person=address.person,
        is_group=is_group,
        person_id=actor.person_id,
        role=actor.role,
        question=question,
        key=key(question, local_day(now)),
        subject=reply.kind,
        reason=None if isinstance(reply, Answer) else reply.reason,
        citations=[_cited(one) for one in reply.citations] if isinstance(reply, Answer) else [],
        asked_at=now,
    )
    needs_none = not asks_staff(reply) or _was_dismissed(session, asked.key, now)
    asked.settled_at = now if not isinstance(reply, Answer) and needs_none else None
    session.add(asked)
    session.flush()
    return asked


def asks_staff(reply: Reply) -> bool:
    """Whether a reply leaves something for staff to answer: a list of projects that is empty is an answer."""
    return not isinstance(reply, Answer) and reply.reason not in (
        *NO_QUESTION,
        Reason.NO_PROJECTS,
        Reason.NO_MORE,
        Reason.WHICH_DOCUMENT,
    )


def find(session: Session, asked_id: int) -> Asked | None:
    """A question as it was kept."""
    return session.get(Asked, asked_id)


def judge(
    session: Session, asked_id: int, address: Address, actor: Actor, now: datetime, *, is_useful: bool
) -> Asked | None:
    """What somebody thinks of an answer, in place of what they thought before; None where it wasn't theirs to see."""
    asked = _seen(session, asked_id, address)
    if asked is None:
        return None
    verdict = verdict_of(session, asked_id, address) or Verdict(
        asked_id=asked_id, person=address.person, role=actor.role, is_useful=is_useful, judged_at=now
    )
    if is_useful:
        verdict.why, verdict.words = None, ""
    verdict.is_useful, verdict.judged_at = is_useful, now
    session.add(verdict)
    if not is_useful:
        asked.settled_at = None  # disliked anew, it is on the list again
        session.add(asked)
    session.flush()
    return asked


def say_why(session: Session, asked_id: int, address: Address, why: Why, words: str, now: datetime) -> bool:
    """Why an answer was no good; False where its asker didn't say that it was none."""
    verdict = verdict_of(session, asked_id, address)
    if verdict is None or verdict.is_useful or _seen(session, asked_id, address) is None:
        return False
    verdict.why, verdict.words, verdict.judged_at = why, words.strip()[:LONGEST_WORDS], now
    session.add(verdict)
    session.flush()
    return True


def verdict_of(session: Session, asked_id: int, address: Address) -> Verdict | None:
    """What whoever is at an address thought of an answer."""
    return session.exec(
        select(Verdict).where(Verdict.asked_id == asked_id, Verdict.person == address.person)
    ).first()


def forget_old(session: Session, now: datetime) -> None:
    """Drop questions after a year, with what was thought of the answers."""
    old = select(Asked.id).where(col(Asked.asked_at) < now - KEPT)
    session.execute(delete(Verdict).where(col(Verdict.asked_id).in_(old)))
    session.execute(delete(Asked).where(col(Asked.asked_at) < now - KEPT))


def _seen(session: Session, asked_id: int, address: Address) -> Asked | None:
    """The question where its reply was said in this chat."""
    asked = session.get(Asked, asked_id)
    is_here = asked is not None and (asked.channel, asked.chat) == (address.channel, address.chat)
    return asked if is_here else None


def _was_dismissed(session: Session, wanted: str, now: datetime) -> bool:
    """Whether staff said lately that this question needs no answer."""
    dismissed = select(Asked.id).where(
        Asked.key == wanted, col(Asked.entry_id).is_(None), col(Asked.settled_at) > now - DISMISSED_FOR
    )
    return session.exec(dismissed.limit(1)).first() is not None


def _cited(citation: Citation) -> dict[str, Any]:
    return {
        "title": citation.title,
        "number": citation.number,
        "article": citation.article,
        "file": PurePath(citation.source).name,
        "passage": citation.passage,
    }
