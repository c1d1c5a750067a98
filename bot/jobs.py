"""What runs by the clock: deadlines, talks left open, old rows."""

from datetime import datetime, timedelta

from sqlalchemy import Engine, delete
from sqlmodel import Session, col, select

from bot.desk import clock
from bot.dialogue import texts
from bot.dialogue.routes import TABLE
from bot.messages import outbox
from bot.messages.contents import Address, Outgoing
from bot.messages.tables import Conversation, Inbox, Outbox, Stage
from bot.questions import clock as questions
from knowledge.database import writing

TALK_LASTS = timedelta(days=1)
INBOX_KEPT = timedelta(days=90)
OUTBOX_KEPT = timedelta(days=365)


def tick(engine: Engine, now: datetime) -> None:
    """Do what is due by now."""
    clock.tick(engine, now)
    questions.tick(engine, now)
    with writing(engine) as session:
        close_old_talks(session, now)
    with writing(engine) as session:
        forget_old_messages(session, now)


def close_old_talks(session: Session, now: datetime) -> int:
    """Close the talks that nobody went on with for a day, with a word. Returns how many."""
    left = session.exec(
        select(Conversation)
        .where(col(Conversation.talk).is_not(None), col(Conversation.touched_at) <= now - TALK_LASTS)
        .with_for_update(skip_locked=True)  # who writes at this moment goes on; another clock closed it
    ).all()
    for conversation in left:
        talk = TABLE.talk(conversation.talk)
        state = conversation.state.get("talk", {})
        word = talk.left_open(state) if talk and talk.left_open else texts.TALK_LEFT_OPEN
        conversation.talk = None
        conversation.state = {key: value for key, value in conversation.state.items() if key != "talk"}
        conversation.version += 1
        session.add(conversation)
        address = Address(conversation.channel, conversation.chat, conversation.person)
        outbox.put(session, address, Outgoing(word), now)
    return len(left)


def forget_old_messages(session: Session, now: datetime) -> None:
    """Drop what is done and old; failures stay until somebody saw to them."""
    done = (Stage.DONE, Stage.DROPPED)
    session.execute(
        delete(Inbox).where(col(Inbox.stage).in_(done), col(Inbox.received_at) < now - INBOX_KEPT)
    )
    session.execute(
        delete(Outbox).where(col(Outbox.stage).in_(done), col(Outbox.created_at) < now - OUTBOX_KEPT)
    )
