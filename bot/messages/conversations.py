"""Conversations: found, made, and changed only where nobody changed them meanwhile."""

from datetime import datetime

from sqlmodel import Session, select

from bot.messages.contents import Address
from bot.messages.tables import Conversation
from knowledge.database import insert_new


def held(session: Session, address: Address, now: datetime) -> Conversation:
    """The conversation of an address, made where there is none; nobody else changes it until the commit."""
    insert_new(
        session,
        Conversation,
        {
            "thread": address.thread,
            "channel": address.channel,
            "chat": address.chat,
            "person": address.person,
            "version": 0,
            "state": {},
            "touched_at": now,
        },
    )
    return session.exec(
        select(Conversation).where(Conversation.thread == address.thread).with_for_update()
    ).one()
