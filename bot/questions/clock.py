"""What runs by the clock: entries that rest on nothing any more are set aside, and staff are told."""

from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session

from bot.messages import outbox
from bot.messages.contents import Button, Outgoing
from bot.people.bindings import addresses_of
from bot.questions import asked, texts
from knowledge.database import reading, writing
from knowledge.faq import standing
from knowledge.faq.replies import local_day
from knowledge.faq.tables import FaqEntry, FaqState
from knowledge.scope import Role


def tick(engine: Engine, now: datetime) -> None:
    """Look at the entries, tell staff of those set aside by whomever, drop what is old."""
    standing.review(engine, local_day(now))
    with reading(engine) as session:
        is_news = bool(standing.untold(session))
    if is_news:
        with writing(engine) as session:
            tell_staff(session, now)
    with writing(engine) as session:
        asked.forget_old(session, now)


def tell_staff(session: Session, now: datetime) -> None:
    """Each entry set aside, once."""
    untold = standing.untold(session)
    for entry in untold:
        message = Outgoing(texts.set_aside(entry), buttons=entry_rows(entry))
        for address in addresses_of(session, roles=(Role.STAFF, Role.ADMIN)):
            key = f"faq:{entry.id}:{entry.written_at.isoformat()}:{address.thread}"
            outbox.put(session, address, message, now, key)
    standing.told(session, untold, now)


def entry_rows(entry: FaqEntry) -> tuple[tuple[Button, ...], ...]:
    """What staff can do with an entry."""
    key = entry.id or 0
    row = [Button(texts.rewrite_label(key), f"k:rewrite:{key}")]
    if entry.state is FaqState.TO_REVIEW:
        row.append(Button(texts.confirm_label(key), f"k:confirm:{key}"))
    if entry.state is not FaqState.WITHDRAWN:
        row.append(Button(texts.withdraw_label(key), f"k:withdraw:{key}"))
    return (tuple(row),)
