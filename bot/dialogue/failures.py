"""What went wrong with messages, for staff to see."""

from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import func
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from bot.dialogue import texts
from bot.dialogue.turn import Turn
from bot.messages.contents import OUTGOING, Channel
from bot.messages.tables import Inbox, Outbox, Stage
from bot.people.accounts import account_at
from bot.people.tables import Person

SHOWN = 10
SHOWN_FOR = timedelta(days=30)

Row = TypeVar("Row", Inbox, Outbox)


def failures(turn: Turn, _: str) -> None:
    """The newest messages that couldn't be delivered, and those that couldn't be handled."""
    lines = lost(turn.session, turn.now)
    turn.say("\n".join([texts.FAILURES, *lines]) if lines else texts.NO_FAILURES)


def lost(session: Session, now: datetime) -> list[str]:
    """A line for each of the newest failures."""
    undelivered = session.exec(_failed(Outbox, Outbox.created_at, now)).all()
    unhandled = session.exec(_failed(Inbox, Inbox.received_at, now)).all()
    return [
        *(_undelivered(session, one) for one in undelivered),
        *(_unhandled(session, one) for one in unhandled),
    ]


def count(session: Session, now: datetime) -> int:
    """How many there are."""
    since = now - SHOWN_FOR
    failed = (
        select(func.count()).where(col(Outbox.stage) == Stage.FAILED, col(Outbox.created_at) > since),
        select(func.count()).where(col(Inbox.stage) == Stage.FAILED, col(Inbox.received_at) > since),
    )
    return sum(session.exec(one).one() for one in failed)


def _failed(table: type[Row], came: Any, now: datetime) -> SelectOfScalar[Row]:
    recent = select(table).where(col(table.stage) == Stage.FAILED, col(came) > now - SHOWN_FOR)
    return recent.order_by(col(table.id).desc()).limit(SHOWN)


def _undelivered(session: Session, row: Outbox) -> str:
    text = OUTGOING.validate_python(row.payload).text
    return texts.undelivered(row.created_at, _who(session, row.channel, row.person), text, row.error or "")


def _unhandled(session: Session, row: Inbox) -> str:
    person = row.thread.rpartition(":")[2]
    return texts.unhandled(row.received_at, _who(session, row.channel, person), row.error or "")


def _who(session: Session, channel: Channel, person: str) -> str:
    """The person's name, else how the channel knows them."""
    account = account_at(session, channel, person)
    found = session.get(Person, account.person_id) if account else None
    return texts.who(found.name if found else person, channel)
