"""What went wrong with messages, for staff to see."""

from sqlmodel import Session, col, select

from bot.dialogue import texts
from bot.dialogue.turn import Turn
from bot.messages.contents import OUTGOING
from bot.messages.tables import Inbox, Outbox, Stage

SHOWN = 10


def failures(turn: Turn, _: str) -> None:
    """The newest messages that couldn't be delivered, and those that couldn't be handled."""
    lines = lost(turn.session)
    turn.say("\n".join([texts.FAILURES, *lines]) if lines else texts.NO_FAILURES)


def lost(session: Session) -> list[str]:
    """A line for each of the newest failures."""
    undelivered = session.exec(
        select(Outbox).where(Outbox.stage == Stage.FAILED).order_by(col(Outbox.id).desc()).limit(SHOWN)
    )
    unhandled = session.exec(
        select(Inbox).where(Inbox.stage == Stage.FAILED).order_by(col(Inbox.id).desc()).limit(SHOWN)
    )
    return [
        *(
            texts.undelivered(
                one.created_at, one.thread, OUTGOING.validate_python(one.payload).text, one.error or ""
            )
            for one in undelivered
        ),
        *(texts.unhandled(one.received_at, one.thread, one.error or "") for one in unhandled),
    ]


def count(session: Session) -> int:
    """How many there are."""
    outgoing = session.exec(select(Outbox.id).where(Outbox.stage == Stage.FAILED)).all()
    incoming = session.exec(select(Inbox.id).where(Inbox.stage == Stage.FAILED)).all()
    return len(outgoing) + len(incoming)
